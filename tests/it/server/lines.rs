//! Import and export over HTTP.

use super::site::{Answer, Site, request, run, submit, task};
use axum::body::Body;
use expect_test::expect;
use serde_json::json;
use tokio_stream::StreamExt as _;

const ND: &str = "application/x-ndjson";

async fn import(site: &Site, token: &str, kind: &str, text: &str) -> Answer {
    // In many small pieces, as a network would.
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
        text.as_bytes().chunks(7).map(|piece| Ok(piece.to_vec())).collect();
    site.send(request("POST", "/api/tasks", token, kind, Body::from_stream(tokio_stream::iter(pieces)))).await
}

#[test]
fn tasks_come_in_one_a_line() {
    run(async {
        let site = Site::new(&["t0"]).await;
        let lines = format!("{}\r\n\n{}\n{}", task("t0"), task("t1"), task("ü"));
        assert_eq!(import(&site, "root", ND, &lines).await.json(), json!({"new": 2, "updated": 0, "unchanged": 1}));
        let mut newer = task("t1");
        newer["revision"] = "2".into();
        let again = import(&site, "root", "application/jsonl", &newer.to_string()).await;
        assert_eq!(again.json(), json!({"new": 0, "updated": 1, "unchanged": 0}));
        assert_eq!(import(&site, "root", ND, "").await.json(), json!({"new": 0, "updated": 0, "unchanged": 0}));
    });
}

#[test]
fn a_bad_line_is_named_with_its_place() {
    run(async {
        let site = Site::new(&[]).await;
        let good = task("t1");
        let bad =
            json!({"format": "corrigenda.task/1", "id": "t2", "turns": [{"id": "u", "role": "king", "text": ""}]});
        let answer = import(&site, "root", ND, &format!("\n{good}\n{bad}\n{good}")).await;
        expect![[
            r#"422 about:blank: line 3: $.turns[0].role: expected one of user assistant system tool, found "king""#
        ]]
        .assert_eq(&answer.problem());
        let body = answer.json();
        assert_eq!((&body["line"], &body["errors"][0]["pointer"]), (&json!(3), &json!("/turns/0/role")));
        expect!["422 about:blank: line 1: $: expected a task as JSON on one line, found an error at column 13: EOF while parsing a string"].assert_eq(&import(&site, "root", ND, "{\"format\": \"x\n").await.problem());
        expect!["422 about:blank: line 1: too long"]
            .assert_eq(&import(&site, "root", ND, &" ".repeat(5000)).await.problem());
    });
}

#[test]
fn import_and_export_are_for_admins() {
    run(async {
        let site = Site::new(&[]).await;
        expect!["403 /problems/forbidden: This needs the token of an admin."]
            .assert_eq(&import(&site, "ann", ND, "").await.problem());
        expect!["401 /problems/sign-in: "].assert_eq(&import(&site, "", ND, "").await.problem());
        expect!["415 about:blank: Tasks have to be sent as application/x-ndjson, one a line."]
            .assert_eq(&import(&site, "root", "text/plain", "").await.problem());
        assert_eq!(site.send(request("GET", "/api/annotations", "ann", "", "")).await.status, 403);
        assert_eq!(site.send(request("POST", "/api/annotations", "root", ND, "")).await.status, 405);
    });
}

#[test]
fn annotations_go_out_one_a_line_with_their_task() {
    run(async {
        let site = Site::new(&["t1", "t2"]).await;
        for (worker, uuid) in [("ann", "u1"), ("ben", "u2")] {
            let (task, lease) = site.claim(worker).await.expect("a task");
            site.call(worker, &submit(&task, &lease, uuid)).await.expect("a receipt");
        }
        let answer = site.send(request("GET", "/api/annotations", "root", "", "")).await;
        assert_eq!(answer.header("content-type"), ND);
        let lines: Vec<serde_json::Value> =
            answer.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let brief: Vec<_> = lines
            .iter()
            .map(|line| (&line["task"]["id"], &line["annotation"]["id"], &line["annotation"]["annotator"]))
            .map(|(task, id, worker)| format!("{task} {id} {worker}"))
            .collect();
        assert_eq!(brief, [r#""t1" "u1" "ann""#, r#""t2" "u2" "ben""#]);
        assert_eq!(lines[0]["task"], task("t1"));
        assert_eq!(lines[0]["annotation"]["note"], "ä");
    });
}

#[test]
fn an_export_starts_before_it_is_read_whole_and_can_be_left() {
    run(async {
        let ids: Vec<String> = (0..60).map(|index| format!("t{index}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let site = Site::new(&ids).await;
        for index in 0..ids.len() {
            let (task, lease) = site.claim("ann").await.expect("a task");
            site.call("ann", &submit(&task, &lease, &format!("u{index}"))).await.expect("a receipt");
        }
        let app = corrigenda::server::app(std::sync::Arc::clone(&site.server));
        let response = tower::ServiceExt::oneshot(app, request("GET", "/api/annotations", "root", "", "")).await;
        let mut body = response.expect("an answer").into_body().into_data_stream();
        let first = body.next().await.expect("a piece").expect("a good piece");
        assert!(first.ends_with(b"\n") && first.len() < 1000, "one line, not all of them");
        drop(body);
        // The writer is free: nobody waits for a reader that went away.
        assert_eq!(site.claim("ben").await, None);
    });
}
