//! The four calls over HTTP, and all that can be wrong with a request.

use super::site::{Site, draft, request, run, submit};
use corrigenda::protocol::{Call, Claim, Failure, Reason, Refusal, Reply};
use expect_test::expect;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn refusal<T: std::fmt::Debug>(answer: Result<T, Failure>) -> Refusal {
    match answer {
        Err(Failure::Refused(refused)) => refused.refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_whole_way_from_claim_to_submission() {
    run(async {
        let site = Site::new(&["a/b ä", "t2"]).await;
        let (task, lease) = site.claim("ann").await.expect("a task");
        assert_eq!(task, "a/b ä");
        assert_eq!(site.claim("ann").await, Some((task.clone(), lease.clone())), "again is the same");
        assert!(matches!(site.call("ann", &draft(&task, &lease, 0)).await, Ok(Reply::Saved { rev: 1, .. })));
        assert!(matches!(site.call("ann", &draft(&task, &lease, 0)).await, Ok(Reply::Saved { rev: 1, .. })));
        let first = site.call("ann", &submit(&task, &lease, "u/1")).await.expect("a receipt");
        let again = site.call("ann", &submit(&task, &lease, "u/1")).await.expect("a receipt");
        let (
            Reply::Submitted { received_at, replay: false, .. },
            Reply::Submitted { received_at: at, replay: true, .. },
        ) = (first, again)
        else {
            panic!("no receipts");
        };
        assert_eq!(received_at, at);
        assert_eq!(refusal(site.call("ann", &submit(&task, &lease, "u/2")).await), Refusal::LeaseLost);
        let (next, lease) = site.claim("ann").await.expect("another task");
        assert_eq!(next, "t2");
        let release = Call::Release { lease, reason: Reason::Skip };
        assert_eq!(site.call("ann", &release).await, Ok(Reply::Released));
        assert_eq!(site.call("ann", &release).await, Ok(Reply::Released));
        assert_eq!(site.claim("ann").await, None);
    });
}

#[test]
fn who_calls_is_told_by_the_token_alone() {
    run(async {
        let site = Site::new(&["t1", "t2"]).await;
        for token in ["", "nobody", "worker:ann"] {
            let call = Call::Claim(Claim::default());
            assert_eq!(refusal(site.call(token, &call).await), Refusal::SignIn, "{token:?}");
        }
        let refused = site.json("POST", "/api/claims", "nobody", &json!({})).await;
        assert_eq!(refused.header("www-authenticate"), "Bearer");
        let (task, lease) = site.claim("ann").await.expect("a task");
        assert_eq!(refusal(site.call("ben", &submit(&task, &lease, "u")).await), Refusal::LeaseLost);
        let known = site.json("POST", "/api/claims", "ann", &json!({"unknown": [1]})).await.json();
        assert_eq!(known["worker"], json!({"id": "ann"}));
    });
}

#[test]
fn an_open_server_takes_anybody_at_their_word() {
    run(async {
        let site = Site::with(&["t1"], |settings| settings.open = true).await;
        let worker =
            async |token: &str| site.json("POST", "/api/claims", token, &json!({})).await.json()["worker"].clone();
        assert_eq!(worker("").await, json!({"id": "guest"}));
        assert_eq!(site.json("POST", "/api/claims", "worker:eve", &json!({})).await.json()["task"], Value::Null);
        assert_eq!(site.json("POST", "/api/claims", "worker:", &json!({})).await.status, 401);
        assert_eq!(site.json("POST", "/api/claims", "nobody", &json!({})).await.status, 401);
        assert_eq!(site.json("GET", "/api/annotations", "worker:root", &json!({})).await.status, 403);
    });
}

#[test]
fn what_is_no_call_is_a_problem_that_says_why() {
    run(async {
        let site = Site::new(&["t1"]).await;
        let problem = async |method: &str, path: &str, kind: &str, body: &str| {
            site.send(request(method, path, "ann", kind, body.to_owned())).await.problem()
        };
        let json = "application/json";
        expect!["404 /problems/not-found: There is nothing at this path."]
            .assert_eq(&problem("POST", "/api/claim", json, "{}").await);
        expect!["404 /problems/not-found: There is nothing at this path."]
            .assert_eq(&problem("POST", "/api/tasks/%ff/draft", json, "{}").await);
        expect!["405 about:blank: Only POST works here."].assert_eq(&problem("GET", "/api/claims", "", "").await);
        expect!["405 about:blank: This method does not work here."]
            .assert_eq(&problem("DELETE", "/api/", "", "").await);
        expect!["415 about:blank: The body has to be sent as application/json."]
            .assert_eq(&problem("POST", "/api/claims", "text/plain", "{}").await);
        expect!["415 about:blank: The body has to be sent as application/json."]
            .assert_eq(&problem("POST", "/api/claims", "", "{}").await);
        expect!["400 about:blank: The body is no JSON: EOF while parsing an object at line 1 column 1."]
            .assert_eq(&problem("POST", "/api/claims", json, "{").await);
        expect!["400 about:blank: $: expected an object, found a list of 0"]
            .assert_eq(&problem("POST", "/api/claims", json, "[]").await);
        expect!["400 about:blank: $.lease_id: expected a string, found nothing"]
            .assert_eq(&problem("PUT", "/api/tasks/t/draft", json, "{}").await);
        expect!["404 /problems/not-found: There is no task with this id."]
            .assert_eq(&problem("PUT", "/api/tasks/t/draft", json, "{\"lease_id\":\"l\"}").await);
        expect!["413 /problems/too-large: At most 4096 bytes can be sent at once."]
            .assert_eq(&problem("POST", "/api/claims", json, &" ".repeat(4097)).await);
        expect!["404 /problems/not-found: There is nothing at this path."]
            .assert_eq(&problem("GET", "/elsewhere", "", "").await);
        let body = site.json("PUT", "/api/tasks/t/draft", "ann", &serde_json::json!({"base_rev": "x"})).await.json();
        assert_eq!(body["errors"][0]["pointer"], "/lease_id");
        let body = site.send(request("POST", "/api/claims", "ann", "Application/JSON; charset=utf-8", "{}")).await;
        assert_eq!(body.status, 200);
    });
}

#[test]
fn a_submission_that_breaks_rules_names_the_places() {
    run(async {
        let site = Site::new(&["t1"]).await;
        let (_, lease) = site.claim("ann").await.expect("a task");
        let body = json!({"lease_id": lease, "content": {"format": "other"}});
        let answer = site.json("PUT", "/api/tasks/t1/annotations/u", "ann", &body).await;
        assert_eq!(answer.status, 422);
        let errors = answer.json()["errors"].clone();
        assert_eq!(
            (&errors[0]["pointer"], &errors[1]["pointer"]),
            (&json!("/content/format"), &json!("/content/task/id"))
        );
    });
}

#[test]
fn pages_from_elsewhere_may_call() {
    run(async {
        let site = Site::new(&[]).await;
        for path in ["/api/claims", "/api/tasks/x/draft", "/api/", "/api/annotations"] {
            let answer = site.send(request("OPTIONS", path, "", "", "")).await;
            assert_eq!(answer.status, 204, "{path}");
            let allowed =
                ["origin", "methods", "headers"].map(|what| answer.header(&format!("access-control-allow-{what}")));
            assert_eq!(allowed, ["*", "GET, POST, PUT", "authorization, content-type"]);
            assert_eq!(answer.header("access-control-max-age"), "7200");
        }
        for (token, status) in [("ann", 200), ("", 401)] {
            let answer = site.json("POST", "/api/claims", token, &json!({})).await;
            assert_eq!((answer.status, answer.header("access-control-allow-origin")), (status, "*"));
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        let nothing = site.json("POST", "/api/claims", "ann", &json!({})).await;
        assert_eq!((nothing.header("retry-after"), &nothing.json()["retry_after"]), ("30", &json!(30)));
    });
}

#[test]
fn the_server_says_what_it_can() {
    run(async {
        let site = Site::new(&[]).await;
        for path in ["/api", "/api/"] {
            let about = site.send(request("GET", path, "", "", "")).await.json();
            assert_eq!(about["contract"], 1);
            assert_eq!(about["limits"], json!({"body_bytes": 4096, "lease_seconds": 1800.0}));
        }
    });
}

#[test]
fn many_claims_at_once_get_different_tasks() {
    run(async {
        const MANY: usize = 24;
        let ids: Vec<String> = (0..MANY).map(|index| format!("t{index}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let site = std::sync::Arc::new(Site::with(&ids, |settings| settings.open = true).await);
        let claims = (0..MANY + 3).map(|index| {
            let site = std::sync::Arc::clone(&site);
            tokio::spawn(async move { site.claim(&format!("worker:w{index}")).await })
        });
        let mut got = Vec::new();
        for claim in claims.collect::<Vec<_>>() {
            got.extend(claim.await.expect("an answer"));
        }
        assert_eq!(got.len(), MANY);
        assert_eq!(got.iter().map(|(task, _)| task).collect::<BTreeSet<_>>().len(), MANY);
        assert_eq!(got.iter().map(|(_, lease)| lease).collect::<BTreeSet<_>>().len(), MANY);
    });
}

#[test]
fn reviews_are_for_reviewers() {
    run(async {
        let site = Site::new(&["t1"]).await;
        let review = json!({"kind": "review"});
        expect!["403 /problems/forbidden: Reviews need the token of a reviewer."]
            .assert_eq(&site.json("POST", "/api/claims", "ann", &review).await.problem());
        for token in ["rev", "root"] {
            assert_eq!(site.json("POST", "/api/claims", token, &review).await.status, 200, "{token}");
        }
    });
}

#[test]
fn a_worker_who_calls_too_often_is_told_when_to_go_on() {
    run(async {
        let site = Site::with(&["t1"], |settings| settings.rate = Some(0.1)).await;
        assert_eq!(site.json("POST", "/api/claims", "ann", &json!({})).await.status, 200);
        let refused = site.json("POST", "/api/claims", "ann", &json!({})).await;
        let seconds = refused.json()["retry_after"].as_f64().expect("a number");
        assert!(refused.status == 429 && seconds > 9.0 && seconds <= 10.0, "{}", refused.text());
        assert_eq!(refused.header("retry-after"), "10");
        assert_eq!(site.json("POST", "/api/claims", "ben", &json!({})).await.status, 200);
    });
}

#[test]
fn health_is_for_anybody_and_figures_for_an_admin() {
    run(async {
        let site = Site::new(&["t1"]).await;
        let health = site.send(request("GET", "/health", "", "", "")).await;
        assert_eq!((health.status, health.json()), (200, json!({"status": "ok"})));
        site.claim("ann").await.expect("a task");
        for (token, status) in [("", 401), ("ann", 403), ("root", 200)] {
            assert_eq!(site.send(request("GET", "/metrics", token, "", "")).await.status, status, "{token:?}");
        }
        let text = site.send(request("GET", "/metrics", "root", "", "")).await.text();
        assert!(text.contains("corrigenda_calls_total{call=\"claim\",status=\"200\"} 1\n"), "{text}");
        assert!(!text.contains("ann") && !text.contains("t1"), "no names: {text}");
    });
}
