//! A day at Label Studio: every call, as often as it may be repeated. Run against a real one by `make interop`, which
//! records its answers, and over those answers here.

use corrigenda::adapter::HttpResponse;
use corrigenda::adapter::label_studio::{Outside, Request, Studio};
use corrigenda::json::{Map, Value, object};
use corrigenda::protocol::{Call, Claim, DraftAt, Failure, Fault, Leased, Reason, Refusal, Reply, SaveDraft, Submit};
use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What the project asks for.
pub const CONFIG: &str = r#"<View>
  <Text name="prompt" value="$prompt"/>
  <Text name="answer" value="$answer"/>
  <Labels name="err" toName="answer"><Label value="Factual"/><Label value="Style" alias="style"/></Labels>
  <Choices name="sev" toName="answer" perRegion="true"><Choice value="Minor"/><Choice value="Major"/></Choices>
  <TextArea name="why" toName="answer" perRegion="true"/>
  <Header value="Overall quality"/>
  <Rating name="quality" toName="answer" maxRating="5"/>
  <Choices name="grounded" toName="answer"><Choice value="Yes"/><Choice value="No"/></Choices>
  <Choices name="tone" toName="answer"><Choice value="Warm"/><Choice value="Plain"/><Choice value="Cold"/></Choices>
  <Choices name="problems" toName="answer" choice="multiple"><Choice value="Too long"/><Choice value="Off topic"/></Choices>
  <TextArea name="correction" toName="answer" value="$answer"/>
  <TextArea name="note" toName="prompt" placeholder="Anything else?"/>
</View>"#;

/// Its tasks: the first has signs of one, two and four bytes before what is marked.
pub fn tasks() -> Value {
    let task =
        |prompt: &str, answer: &str| object([("data", object([("prompt", prompt.into()), ("answer", answer.into())]))]);
    vec![
        task("What is the moon made of?", "Größe: klein 🧀. The moon is made of cheese and 月 means moon."),
        task("Name a prime number.", "Nine is a prime number."),
        task("Which way is up?", "Up is where the sky is."),
    ]
    .into()
}

/// A request with its answer, as they are kept.
pub type Pair = (Request, HttpResponse);

/// Answers of an outside, remembered: its own, or those of a recording.
pub struct Watched<O> {
    outside: O,
    /// What was asked and answered, sign-in left out.
    pub pairs: RefCell<Vec<Pair>>,
}

impl<O> Watched<O> {
    /// Watches.
    pub fn new(outside: O) -> Rc<Self> {
        Rc::new(Self { outside, pairs: RefCell::new(Vec::new()) })
    }
}

/// A shared outside: the studio takes one by value.
pub struct Shared<O>(pub Rc<Watched<O>>);

impl<O: Outside> Outside for Shared<O> {
    async fn send(&self, request: Request) -> Result<HttpResponse, Fault> {
        let response = self.0.outside.send(request.clone()).await?;
        self.0.pairs.borrow_mut().push((bare(request), response.clone()));
        Ok(response)
    }
    async fn token(&self, stale: Option<&str>) -> Option<String> {
        self.0.outside.token(stale).await
    }
}

/// A request without its secrets.
pub fn bare(mut request: Request) -> Request {
    request.authorization = None;
    if let Some(Value::Object(body)) = request.body.as_mut().filter(|body| body.get("refresh").is_some()) {
        body.insert("refresh".into(), "…".into());
    }
    request
}

/// Runs what never waits for anything but its outside, which answers at once.
pub fn now<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("the outside answers at once"),
    }
}

/// The day. `project` is the number of a project with [`CONFIG`] and [`tasks`]; what is not as expected panics.
pub fn day<O: Outside>(outside: Rc<Watched<O>>, project: &str) {
    let studio = Studio::new(Shared(outside), Some(project.to_owned()));
    let ask = |call: &Call| now(studio.answer(call));
    let claim = |task: Option<&str>| {
        let task = task.map(ToOwned::to_owned);
        ask(&Call::Claim(Claim { task, ..Claim::default() }))
    };
    let first = leased(claim(None));
    let lease = first.lease.id.clone();
    assert_eq!(leased(claim(None)).lease.id, lease, "claiming again answers the same task");
    let task = id(&first);
    assert_eq!(first.task["parts"], parts(["issues", "scores", "correction"]));
    assert!(first.draft.is_none(), "nobody has begun it");

    let save = |rev: u64, content: Option<Value>| {
        let (task, lease) = (task.clone(), lease.clone());
        ask(&Call::SaveDraft(SaveDraft { task, lease, base_rev: rev, content }))
    };
    let begun = saved(save(0, Some(work(&first, "3 to 5 words"))));
    assert_eq!(saved(save(0, Some(work(&first, "3 to 5 words")))), begun, "a repeated draft is the same");
    let more = saved(save(begun, Some(work(&first, "Not cheese."))));
    assert!(more > begun, "each change is a later revision");
    assert_eq!(saved(save(more, None)), more, "a renewal changes nothing");
    let late = save(begun, Some(work(&first, "From another device.")));
    let current = match late {
        Err(Failure::Refused(refused)) => match refused.refusal {
            Refusal::DraftConflict { current } => current,
            other => panic!("not a conflict: {other:?}"),
        },
        other => panic!("not refused: {other:?}"),
    };
    assert_eq!((current.rev, comment(&current.content)), (more, "Not cheese.".to_owned()));
    let again = leased(claim(None));
    assert_eq!(again.draft, Some(DraftAt { rev: more, content: current.content, extra: Map::new() }));

    let submit = |uuid: &str, said: &str| {
        let (task, lease, uuid) = (task.clone(), lease.clone(), uuid.to_owned());
        ask(&Call::Submit(Submit { task, uuid, lease, content: work(&first, said) }))
    };
    let uuid = format!("5a9c7e1f-0000-4000-8000-{task:0>12}");
    assert!(!replayed(submit(&uuid, "Not cheese.")), "it is new");
    assert!(replayed(submit(&uuid, "Not cheese.")), "the same again is known");
    let other = submit(&uuid, "Something else.");
    assert!(matches!(refusal(other), Refusal::SubmissionConflict), "another under the same uuid is refused");
    assert!(matches!(refusal(claim(Some(&task))), Refusal::TaskTaken), "what is done is not offered again");
    assert!(matches!(refusal(claim(Some("999999999"))), Refusal::NotFound), "what is not there is not found");
    elsewhere(&ask, &claim, &task);
}

/// The other tasks: one is put off, one skipped, then there is nothing left.
fn elsewhere(
    ask: &dyn Fn(&Call) -> Result<Reply, Failure>,
    claim: &dyn Fn(Option<&str>) -> Result<Reply, Failure>,
    done: &str,
) {
    let release = |leased: &Leased, reason: Reason| {
        let call = Call::Release { lease: leased.lease.id.clone(), reason };
        assert_eq!(ask(&call).expect("released"), Reply::Released);
        assert_eq!(ask(&call).expect("released again"), Reply::Released);
    };
    let second = leased(claim(None));
    assert_ne!(id(&second), done);
    release(&second, Reason::Release);
    let third = leased(claim(None));
    assert_ne!(id(&third), id(&second), "what was put off comes last");
    release(&third, Reason::Skip);
    let last = leased(claim(Some(&id(&second))));
    assert_eq!(id(&last), id(&second), "what was put off is still there");
    release(&last, Reason::Skip);
    assert!(matches!(claim(None), Ok(Reply::Nothing { .. })), "there is nothing left");
}

/// Work on the first task: a mark behind signs of several bytes, judgements, and a correction with its reason.
fn work(leased: &Leased, comment: &str) -> Value {
    let text = leased.task["responses"][0]["text"].as_str().unwrap_or_default();
    let at = text[..text.find("cheese").unwrap_or_default()].chars().count();
    let span = object([
        ("unit", "codepoint".into()),
        ("start", at.into()),
        ("end", (at + 6).into()),
        ("exact", "cheese".into()),
        ("prefix", "".into()),
        ("suffix", "".into()),
    ]);
    let issue = object([
        ("id", "i1".into()),
        ("response", "answer".into()),
        ("category", "Factual".into()),
        ("severity", "Major".into()),
        ("comment", comment.into()),
        ("span", span.clone()),
    ]);
    let edit = [("id", "e1".into()), ("span", span), ("insert", "rock".into()), ("answers", vec!["i1"].into())];
    let correction = object([
        ("response", "answer".into()),
        ("text", text.replace("cheese", "rock").into()),
        ("edits", vec![object(edit)].into()),
    ]);
    object([
        ("format", "corrigenda.annotation/1".into()),
        ("task", object([("id", leased.task["id"].clone()), ("revision", leased.task["revision"].clone())])),
        ("scores", scores()),
        ("issues", vec![issue].into()),
        ("corrections", vec![correction].into()),
        ("note", "Read twice.".into()),
        ("time", object([("active_ms", 12_500.into()), ("idle_ms", 0.into())])),
    ])
}

fn scores() -> Value {
    let score = |criterion: &str, state: &str, value: Value| {
        object([
            ("criterion", criterion.into()),
            ("response", "answer".into()),
            ("state", state.into()),
            ("value", value),
        ])
    };
    vec![
        score("quality", "met", 2.into()),
        score("grounded", "unmet", Value::Null),
        score("tone", "met", 2.into()),
        score("problems:Too long", "unmet", Value::Null),
        score("problems:Off topic", "met", Value::Null),
    ]
    .into()
}

fn parts(names: [&str; 3]) -> Value {
    names.to_vec().into()
}

fn id(leased: &Leased) -> String {
    leased.task["id"].as_str().unwrap_or_default().to_owned()
}

fn comment(content: &Value) -> String {
    content["issues"][0]["comment"].as_str().unwrap_or_default().to_owned()
}

fn leased(reply: Result<Reply, Failure>) -> Leased {
    match reply {
        Ok(Reply::Leased(leased)) => *leased,
        other => panic!("no task: {other:?}"),
    }
}

fn saved(reply: Result<Reply, Failure>) -> u64 {
    match reply {
        Ok(Reply::Saved { rev, .. }) => rev,
        other => panic!("not saved: {other:?}"),
    }
}

fn replayed(reply: Result<Reply, Failure>) -> bool {
    match reply {
        Ok(Reply::Submitted { replay, .. }) => replay,
        other => panic!("not received: {other:?}"),
    }
}

fn refusal(reply: Result<Reply, Failure>) -> Refusal {
    match reply {
        Err(Failure::Refused(refused)) => refused.refusal,
        other => panic!("not refused: {other:?}"),
    }
}
