//! The wire form of the contract: either half undoes the other, and what other backends send is read with good will.

use corrigenda::adapter::contract::{Unreadable, decode, encode, read_request, respond};
use corrigenda::adapter::{HttpResponse, Method, join, retry_after, split};
use corrigenda::json::{Map, Value};
use corrigenda::protocol::{
    Call, Claim, DraftAt, Failure, Fault, Lease, Leased, Place, Reason, Refusal, Refused, Reply, SaveDraft, Submit,
};
use corrigenda::task::Kind;
use expect_test::{Expect, expect};
use serde_json::json;

const NASTY: [&str; 9] = ["t-17", "a/b", "ä ö", "%2F", "?x=1#y", "日本", "…", "a+b&c", "\u{1F600}.~_-"];

fn claim() -> Call {
    Call::Claim(Claim::default())
}

fn claim_of(task: &str) -> Call {
    Call::Claim(Claim { task: Some(task.into()), ..Claim::default() })
}

fn draft(task: &str, content: Option<Value>) -> Call {
    Call::SaveDraft(SaveDraft { task: task.into(), lease: "l-1".into(), base_rev: 3, content })
}

fn submit(task: &str) -> Call {
    let content = json!({"format": "corrigenda.annotation/1", "scores": [{"value": 0.1}]});
    Call::Submit(Submit { task: task.into(), uuid: "u/1".into(), lease: "l-1".into(), content })
}

fn release(lease: &str, reason: Reason) -> Call {
    Call::Release { lease: lease.into(), reason }
}

fn calls() -> Vec<Call> {
    let mut calls = vec![claim()];
    for kind in [None, Some(Kind::Annotate), Some(Kind::Review)] {
        for queue in [None, Some("tax".to_owned())] {
            for domains in [vec![], vec!["law".to_owned(), "tax".to_owned()]] {
                calls.push(Call::Claim(Claim { queue: queue.clone(), kind, task: None, domains }));
            }
        }
    }
    for id in NASTY {
        calls.extend([claim_of(id), draft(id, None), draft(id, Some(json!({"a": [1, null]}))), submit(id)]);
        calls.extend([release(id, Reason::Skip), release(id, Reason::Release)]);
    }
    calls
}

#[test]
fn every_call_is_read_back_from_its_request() {
    for call in calls() {
        let request = encode(&call);
        assert!(request.path.is_ascii(), "{}", request.path);
        let segments = split(&request.path).expect("a path that was just made");
        assert_eq!(read_request(request.method.word(), &segments, request.body), Ok(call));
    }
}

fn refusals() -> Vec<Refusal> {
    let current = DraftAt { rev: 4, content: json!({"note": "x"}), extra: Map::new() };
    let place = Place { pointer: "/content/format".into(), detail: "…".into(), extra: Map::new() };
    vec![
        Refusal::DraftConflict { current },
        Refusal::SubmissionConflict,
        Refusal::TaskTaken,
        Refusal::LeaseLost,
        Refusal::Invalid(vec![]),
        Refusal::Invalid(vec![place.clone(), place]),
        Refusal::SignIn,
        Refusal::Forbidden,
        Refusal::NotFound,
        Refusal::TooLarge,
        Refusal::Quota(3600.0),
        Refusal::Other(400),
        Refusal::Other(415),
        Refusal::Other(451),
    ]
}

fn failures() -> Vec<Failure> {
    let mut failures: Vec<Failure> = refusals().into_iter().map(Failure::refused).collect();
    for refusal in refusals() {
        failures.push(Failure::Refused(Refused { refusal, detail: "In Worten.".into() }));
    }
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        for retry_after in [None, Some(0.0), Some(1.5), Some(30.0)] {
            failures.push(Failure::Fault(Fault::Server { status, retry_after }));
        }
    }
    failures
}

fn replies(call: &Call) -> Vec<Reply> {
    match call {
        Call::Claim(_) => {
            let mut replies: Vec<Reply> =
                [None, Some(0.0), Some(12.5)].map(|retry_after| Reply::Nothing { retry_after }).into();
            for draft in [None, Some(DraftAt { rev: 1, content: json!({}), extra: Map::new() })] {
                for worker in [None, Some("w-5".to_owned())] {
                    let lease = Lease { id: "l/1".into(), seconds: 1799.5, extra: Map::new() };
                    let task = json!({"id": "t-1", "unknown": {"kept": true}});
                    replies.push(Reply::Leased(Box::new(Leased { task, lease, draft: draft.clone(), worker })));
                }
            }
            replies
        }
        Call::SaveDraft(_) => vec![Reply::Saved { rev: 0, seconds: 0.5 }, Reply::Saved { rev: 9, seconds: 1800.0 }],
        Call::Submit(_) => [true, false]
            .map(|replay| Reply::Submitted { id: "u".into(), received_at: "2026-11-02T10:00:00.000Z".into(), replay })
            .into(),
        Call::Release { .. } => vec![Reply::Released],
    }
}

#[test]
fn every_answer_is_read_back_from_its_response() {
    for call in [claim(), claim_of("t"), draft("t", None), submit("t"), release("l", Reason::Skip)] {
        let good = replies(&call).into_iter().map(Ok);
        for answer in good.chain(failures().into_iter().map(Err)) {
            assert_eq!(decode(&call, respond(&call, &answer)), answer, "{call:?}");
        }
    }
}

#[test]
fn a_fault_that_is_no_answer_becomes_one_that_may_pass() {
    for fault in [Fault::Network, Fault::Timeout] {
        let response = respond(&claim(), &Err(Failure::Fault(fault)));
        assert!(decode(&claim(), response).is_err_and(|failure| failure.may_pass()));
    }
}

fn check_request(call: &Call, expected: &Expect) {
    let request = encode(call);
    expected.assert_eq(&format!("{} {} {}", request.method.word(), request.path, request.body));
}

#[test]
fn requests_look_as_the_contract_has_them() {
    check_request(&claim(), &expect!["POST claims {}"]);
    check_request(
        &Call::Claim(Claim {
            queue: Some("tax".into()),
            kind: Some(Kind::Review),
            task: Some("t".into()),
            domains: vec!["law".into()],
        }),
        &expect![[r#"POST claims {"domains":["law"],"kind":"review","queue":"tax","task_id":"t"}"#]],
    );
    check_request(&draft("a/b", None), &expect![[r#"PUT tasks/a%2Fb/draft {"base_rev":3,"lease_id":"l-1"}"#]]);
    check_request(
        &draft("ä", Some(json!({"note": null}))),
        &expect![[r#"PUT tasks/%C3%A4/draft {"base_rev":3,"content":{"note":null},"lease_id":"l-1"}"#]],
    );
    check_request(&release("l", Reason::Skip), &expect![[r#"POST leases/l/release {"reason":"skip"}"#]]);
    let request = encode(&submit("t"));
    assert_eq!((request.method, request.path.as_str()), (Method::Put, "tasks/t/annotations/u%2F1"));
    assert_eq!(request.body.get("client"), Some(&json!({"name": "corrigenda", "version": env!("CARGO_PKG_VERSION")})));
}

fn check_response(call: &Call, answer: &Result<Reply, Failure>, expected: &Expect) {
    let HttpResponse { status, body, retry_after } = respond(call, answer);
    let body = body.map_or("-".to_owned(), |body| body.to_string());
    expected.assert_eq(&format!("{status} {body} {retry_after:?}"));
}

#[test]
fn responses_look_as_the_contract_has_them() {
    check_response(
        &claim(),
        &Ok(Reply::Nothing { retry_after: Some(30.0) }),
        &expect![[r#"200 {"retry_after":30,"task":null} Some(30.0)"#]],
    );
    check_response(
        &draft("t", None),
        &Ok(Reply::Saved { rev: 2, seconds: 1800.0 }),
        &expect![[r#"200 {"rev":2,"seconds":1800} None"#]],
    );
    check_response(&release("l", Reason::Skip), &Ok(Reply::Released), &expect!["204 - None"]);
    check_response(
        &draft("t", None),
        &Err(Failure::refused(Refusal::LeaseLost)),
        &expect![[r#"410 {"detail":"","status":410,"title":"The lease is lost","type":"/problems/lease-lost"} None"#]],
    );
    check_response(
        &draft("t", None),
        &Err(Failure::refused(refusals().remove(0))),
        &expect![[
            r#"409 {"current":{"content":{"note":"x"},"rev":4},"detail":"","status":409,"title":"Another draft came first","type":"/problems/draft-conflict"} None"#
        ]],
    );
}

fn answer(call: &Call, status: u16, body: Value) -> String {
    match decode(call, HttpResponse { status, body: Some(body), retry_after: None }) {
        Ok(reply) => format!("{reply:?}"),
        Err(Failure::Refused(refused)) => format!("{:?} {:?}", refused.refusal, refused.detail),
        Err(Failure::Fault(Fault::Garbled(error))) => error.to_string(),
        Err(Failure::Fault(fault)) => format!("{fault:?}"),
    }
}

#[test]
fn a_problem_is_told_by_its_status_where_the_document_says_little() {
    let titled = json!({"title": "No"});
    expect![[r#"LeaseLost "No""#]].assert_eq(&answer(&submit("t"), 410, titled.clone()));
    expect![[r#"SubmissionConflict "No""#]].assert_eq(&answer(&submit("t"), 409, titled.clone()));
    expect![[r#"TaskTaken "No""#]].assert_eq(&answer(&claim_of("t"), 409, titled.clone()));
    expect![[r#"Other(409) "No""#]].assert_eq(&answer(&claim(), 409, titled));
    expect![[r#"NotFound """#]].assert_eq(&answer(&claim(), 404, json!("a page")));
    let urn = json!({"type": "urn:problems:task-taken", "detail": 7});
    expect![[r#"TaskTaken """#]].assert_eq(&answer(&claim(), 409, urn));
    let errors = json!({"detail": "D", "errors": [{"pointer": "/content"}, 3, {"detail": "x", "pointer": 4}]});
    expect![[r#"Invalid([Place { pointer: "/content", detail: "", extra: {} }]) "D""#]].assert_eq(&answer(
        &submit("t"),
        422,
        errors,
    ));
}

#[test]
fn an_answer_that_cannot_be_read_names_the_place() {
    expect!["$.task: expected a task or null, found nothing"].assert_eq(&answer(&claim(), 200, json!({})));
    expect!["$.lease: expected a value, found nothing"].assert_eq(&answer(&claim(), 200, json!({"task": {}})));
    expect!["$.task: expected a task or null, found 7"].assert_eq(&answer(&claim(), 200, json!({"task": 7})));
    expect!["$: expected an object, found a list of 0"].assert_eq(&answer(&claim(), 200, json!([])));
    expect!["$.rev: expected a whole number, found -1"].assert_eq(&answer(
        &draft("t", None),
        200,
        json!({"rev": -1, "seconds": 1}),
    ));
    expect!["$: expected a status of the contract, found 302"].assert_eq(&answer(&claim(), 302, json!({})));
    expect!["$.current: expected the draft that is kept, found nothing"].assert_eq(&answer(
        &draft("t", None),
        409,
        json!({"type": "/problems/draft-conflict"}),
    ));
    let page = HttpResponse { status: 200, body: None, retry_after: None };
    assert!(decode(&claim(), page).is_err_and(|failure| failure.may_pass()));
}

#[test]
fn retry_after_is_read_from_the_body_and_else_from_the_header() {
    let waits = |body, header| {
        let response = HttpResponse { status: 503, body, retry_after: header };
        match decode(&claim(), response) {
            Err(Failure::Fault(Fault::Server { retry_after, .. })) => retry_after,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(waits(Some(json!({"retry_after": 5})), Some(9.0)), Some(5.0));
    assert_eq!(waits(Some(json!({})), Some(9.0)), Some(9.0));
    assert_eq!(waits(None, Some(9.0)), Some(9.0));
    assert_eq!(waits(None, None), None);
    assert_eq!([" 7 ", "-1", "Wed, 21 Oct 2026 07:28:00 GMT", "inf"].map(retry_after), [Some(7.0), None, None, None]);
}

#[test]
fn unknown_fields_are_ignored_both_ways() {
    let body = json!({"lease_id": "l", "base_rev": 1, "new": {}});
    let path = ["tasks", "t", "draft"].map(str::to_owned);
    assert!(read_request("PUT", &path, body).is_ok());
    let reply = answer(&draft("t", None), 200, json!({"rev": 1, "seconds": 2, "new": []}));
    expect!["Saved { rev: 1, seconds: 2.0 }"].assert_eq(&reply);
}

fn unreadable(method: &str, path: &str, body: Value) -> String {
    match read_request(method, &split(path).expect("a good path"), body) {
        Ok(call) => panic!("{call:?}"),
        Err(Unreadable::Path) => "404".into(),
        Err(Unreadable::Method(method)) => format!("405 {}", method.word()),
        Err(Unreadable::Body(error)) => format!("400 {error}"),
    }
}

#[test]
fn a_request_that_is_no_call_says_why() {
    expect!["404"].assert_eq(&unreadable("POST", "claim", json!({})));
    expect!["404"].assert_eq(&unreadable("POST", "claims/", json!({})));
    expect!["405 POST"].assert_eq(&unreadable("PUT", "claims", json!({})));
    expect!["405 PUT"].assert_eq(&unreadable("POST", "tasks/t/draft", json!({})));
    expect!["400 $: expected an object, found null"].assert_eq(&unreadable("POST", "claims", Value::Null));
    expect![[r#"400 $.kind: expected one of annotate review, found "both""#]].assert_eq(&unreadable(
        "POST",
        "claims",
        json!({"kind": "both"}),
    ));
    expect!["400 $.lease_id: expected a string, found nothing"].assert_eq(&unreadable(
        "PUT",
        "tasks/t/draft",
        json!({}),
    ));
    expect!["400 $.content: expected an annotation, found a list of 0"].assert_eq(&unreadable(
        "PUT",
        "tasks/t/draft",
        json!({"lease_id": "l", "content": []}),
    ));
    expect![[r#"400 $.task: expected an id of 1 to 200 characters in the path, found """#]].assert_eq(&unreadable(
        "PUT",
        "tasks//draft",
        json!({"lease_id": "l"}),
    ));
    let long = format!("leases/{}/release", "x".repeat(201));
    assert!(unreadable("POST", &long, json!({})).starts_with("400 $.lease"));
}

#[test]
fn broken_encodings_are_no_path() {
    for path in ["%", "%2", "%zz", "a/%ff/b", "%C3"] {
        assert_eq!(split(path), None, "{path}");
    }
    assert_eq!(join(&["a", "b c"]), "a/b%20c");
}
