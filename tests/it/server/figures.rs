//! Quotas and known answers over HTTP, and the figures and the page for an admin.

use super::site::{Site, content, request, run, submit, task};
use corrigenda::reference::{Entry, QueueRules};
use corrigenda::server::Settings;
use expect_test::expect;
use serde_json::{Value, json};

fn rules(gold: f64, quota: Option<u32>) -> impl FnOnce(&mut Settings) {
    move |settings| settings.rules.queues = [QueueRules { queue: None, gold, quota }].into()
}

async fn get(site: &Site, token: &str, path: &str) -> Value {
    let answer = site.send(request("GET", path, token, "", "")).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

/// A task with a rubric of one criterion, in a queue; its answer is known where a state is given.
fn judged(id: &str, gold: Option<&str>) -> Value {
    let mut task = task(id);
    task["queue"] = "tax".into();
    task["turns"] = json!([{"id": "u", "role": "user", "text": "?"}]);
    task["responses"] = json!([{"id": "a", "turn": "u", "text": "So."}]);
    task["parts"] = json!(["scores"]);
    task["rubric"] = json!({"id": "r", "criteria": [{"id": "c", "title": "c", "text": "c", "points": 1, "scale": {"kind": "binary"}}]});
    match gold {
        Some(state) => {
            task["gold"] = content(id);
            task["gold"]["scores"] = json!([{"criterion": "c", "response": "a", "state": state}]);
        }
        None => task["needed"] = 2.into(),
    }
    task
}

/// Claims and submits with one judgement.
async fn work(site: &Site, worker: &str, state: &str) -> String {
    let claimed = site.json("POST", "/api/claims", worker, &json!({"queue": "tax"})).await.json();
    let id = claimed["task"]["id"].as_str().expect("a task").to_owned();
    assert!(!claimed.to_string().contains("gold"), "nothing gives a known answer away: {claimed}");
    let mut sent = content(&id);
    sent["scores"] = json!([{"criterion": "c", "response": "a", "state": state}]);
    sent["time"] = json!({"active_ms": 60_000, "idle_ms": 1});
    let body = json!({"lease_id": claimed["lease"]["id"], "content": sent});
    let answer = site.json("PUT", &format!("/api/tasks/{id}/annotations/{worker}-{id}"), worker, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    id
}

#[test]
fn a_days_quota_is_refused_with_when_it_goes_on() {
    run(async {
        let site = Site::with(&["t1", "t2"], rules(0.0, Some(1))).await;
        let (task, lease) = site.claim("ann").await.expect("a task");
        site.call("ann", &submit(&task, &lease, "u1")).await.expect("a receipt");
        let answer = site.json("POST", "/api/claims", "ann", &json!({})).await;
        let said = answer.problem();
        assert!(said.starts_with("429 /problems/quota: You have done all that this queue allows a day."), "{said}");
        assert!(said.ends_with("T00:00:00.000Z."), "{said}");
        let seconds = answer.json()["retry_after"].as_f64().expect("a number");
        assert!(seconds > 0.0 && seconds <= 86_400.0, "{seconds}");
        assert_eq!(answer.header("retry-after").parse::<f64>().expect("a number"), seconds.ceil());
        assert!(site.claim("ben").await.is_some(), "the others go on");
    });
}

#[test]
fn figures_tell_progress_work_and_agreement() {
    run(async {
        let site = Site::with(&[], rules(1.0, None)).await;
        let tasks = [judged("g", Some("met")), judged("t1", None), judged("t2", None), judged("t3", None)];
        let entries: Vec<Entry> = tasks.into_iter().map(|task| Entry::read(task).expect("a task")).collect();
        site.server.store.import(&entries).await.expect("an import");
        let mut done = Vec::new();
        for (worker, state) in
            [("ann", "met"), ("ben", "unmet"), ("ann", "met"), ("ben", "met"), ("ann", "met"), ("ben", "unmet")]
        {
            done.push(work(&site, worker, state).await);
        }
        assert_eq!(done, ["g", "g", "t1", "t1", "t2", "t2"]);
        let queues = get(&site, "root", "/api/figures/queues").await;
        let tax =
            json!({"queue": "tax", "kind": "annotate", "tasks": 3, "done": 2, "held": 0, "submissions": 6, "gold": 1});
        assert_eq!(queues, json!({"queues": [tax], "more": false}));
        let figures = get(&site, "root", "/api/figures").await;
        let sum = |key: &str| {
            figures[key]
                .as_array()
                .expect("a list")
                .iter()
                .map(|slot| slot["done"].as_i64().expect("a number"))
                .sum::<i64>()
        };
        assert_eq!((sum("hours"), sum("days")), (6, 6));
        assert_eq!(
            (figures["hours"].as_array().map(Vec::len), figures["days"].as_array().map(Vec::len)),
            (Some(48), Some(30))
        );
        assert_eq!(figures["days"][29]["workers"], 2);
        let judgements = &figures["agreement"]["judgements"];
        assert_eq!(
            (&figures["agreement"]["tasks"], &judgements["n"], &judgements["observed"]),
            (&json!(2), &json!(2), &json!(0.5))
        );
        assert!(figures["agreement"]["places"]["undefined"].is_string());
        let worst = get(&site, "root", "/api/figures/workers?order=gold").await;
        let day = worst["workers"][0]["last_day"].clone();
        let of = |worker: &str, agreed: u32| json!({"worker": worker, "done": 3, "days": 1, "active_ms": 180_000, "gold": 1, "agreed": agreed, "judged": 1, "last_day": day});
        assert_eq!(worst["workers"], json!([of("ben", 0), of("ann", 1)]));
    });
}

#[test]
fn what_is_looked_for_is_text_and_never_a_query() {
    run(async {
        let site = Site::new(&["t1", "t2"]).await;
        for worker in ["ann", "ben"] {
            let (task, lease) = site.claim(worker).await.expect("a task");
            site.call(worker, &submit(&task, &lease, &format!("u-{worker}"))).await.expect("a receipt");
        }
        let found = async |find: &str| {
            let page = get(&site, "root", &format!("/api/figures/workers?find={find}")).await;
            page["workers"].as_array().expect("a list").len()
        };
        for (find, count) in [("", 2), ("AN", 1), ("%25", 0), ("_nn", 0), ("a!", 0), ("'%20OR%201=1--", 0), ("%00", 0)]
        {
            assert_eq!(found(find).await, count, "{find}");
        }
        let order = site.send(request("GET", "/api/figures/workers?order=1;DROP%20TABLE%20task", "root", "", "")).await;
        expect!["400 about:blank: The order is one of done, time, gold and worker."].assert_eq(&order.problem());
        let last = get(&site, "root", "/api/figures/workers?from=1&order=worker").await;
        assert_eq!((&last["workers"][0]["worker"], last["workers"].as_array().map(Vec::len)), (&json!("ben"), Some(1)));
        assert_eq!(
            get(&site, "root", "/api/figures/workers?from=-1").await["workers"].as_array().map(Vec::len),
            Some(2)
        );
    });
}

#[test]
fn figures_are_for_admins_and_an_empty_server_has_them_too() {
    run(async {
        let site = Site::new(&[]).await;
        for path in ["/api/figures", "/api/figures/queues", "/api/figures/workers"] {
            for (token, status) in [("", 401), ("ann", 403), ("rev", 403), ("root", 200)] {
                assert_eq!(site.send(request("GET", path, token, "", "")).await.status, status, "{path} {token:?}");
            }
            assert_eq!(site.send(request("POST", path, "root", "", "")).await.status, 405, "{path}");
        }
    });
}

#[test]
fn a_page_of_figures_has_a_hundred_rows_and_says_whether_there_are_more() {
    run(async {
        let site = Site::new(&[]).await;
        let entry = |at| {
            let mut task = task(&format!("t{at}"));
            task["queue"] = format!("q{at:03}").into();
            Entry::read(task).expect("a task")
        };
        site.server.store.import(&(0..130).map(entry).collect::<Vec<_>>()).await.expect("an import");
        let first = get(&site, "root", "/api/figures/queues").await;
        assert_eq!((first["queues"].as_array().map(Vec::len), &first["more"]), (Some(100), &json!(true)));
        let rest = get(&site, "root", "/api/figures/queues?from=100").await;
        assert_eq!((rest["queues"].as_array().map(Vec::len), &rest["more"]), (Some(30), &json!(false)));
        assert_eq!(rest["queues"][0]["queue"], "q100");
    });
}

#[test]
fn the_page_lets_nothing_in_and_keeps_nothing() {
    run(async {
        let site = Site::new(&[]).await;
        for (path, kind) in [
            ("/admin", "text/html; charset=utf-8"),
            ("/admin/", "text/html; charset=utf-8"),
            ("/admin/admin.js", "text/javascript; charset=utf-8"),
            ("/admin/parts.js", "text/javascript; charset=utf-8"),
            ("/admin/words.js", "text/javascript; charset=utf-8"),
            ("/admin/admin.css", "text/css; charset=utf-8"),
            ("/admin/tokens.css", "text/css; charset=utf-8"),
        ] {
            let answer = site.send(request("GET", path, "", "", "")).await;
            assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
            for kept in ["localStorage", "sessionStorage", "indexedDB", "document.cookie", "innerHTML"] {
                assert!(!answer.text().contains(kept), "{path}: {kept}");
            }
        }
        assert_eq!(site.send(request("GET", "/admin/none.js", "", "", "")).await.status, 404);
        assert!(site.send(request("GET", "/admin/tokens.css", "", "", "")).await.text().contains(":root {"));
    });
}
