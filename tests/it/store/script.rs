//! Scenarios as scripts: one command a line, the answer written behind it.
//!
//! `import a needed=2 queue=tax`, `wait 60`, `export`, and `ann claim`, `ann draft a 0 text`, `ann submit a u1 text`,
//! `ann renew a`, `ann skip a`, `ann release a`; `knows=law` says what the platform knows of a worker. A worker uses the lease they got last; `lease=l1` names another; `at=2` says which revision of the task
//! the work was done on; `verdict=return subjects=u1` makes it a review, `exit=so` a way out. `rules tax quota=2 gold=0.5` says what a queue asks of each worker, `rules * …` what any other does;
//! `import g gold=x` knows the answer `x`.

use super::bench::{Bench, benches};
use corrigenda::json::Value;
use corrigenda::protocol::{Call, Claim, Failure, Reason, Refusal, Reply, SaveDraft, Submit};
use corrigenda::reference::{Entry, Moment, QueueRules, Rules, Timestamp, Worker};
use corrigenda::task::Kind;
use expect_test::Expect;
use serde_json::json;
use std::collections::BTreeMap;

/// Runs a script against every store and compares what was answered.
#[allow(clippy::needless_pass_by_value, reason = "reads better where it is called")]
pub fn check(script: &str, expected: Expect) {
    let mut first: Option<String> = None;
    for bench in benches() {
        let name = bench.name();
        let transcript = Desk::new(bench).run(script);
        match &first {
            Some(first) => assert_eq!(first, &transcript, "{name} differs from the first store"),
            None => expected.assert_eq(&transcript),
        }
        first.get_or_insert(transcript);
    }
}

/// A store at work: the time, and who got which lease.
pub struct Desk {
    bench: Box<dyn Bench>,
    now: Timestamp,
    leases: BTreeMap<(String, String), String>,
    granted: u32,
    /// The task that was leased last.
    task: Option<Value>,
    rules: Rules,
}

impl Desk {
    pub fn new(bench: Box<dyn Bench>) -> Self {
        Self { bench, now: 1_793_620_800_000, leases: BTreeMap::new(), granted: 0, task: None, rules: Rules::default() }
    }

    pub fn run(&mut self, script: &str) -> String {
        let lines = script.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| format!("{line} -> {}\n", self.step(line))).collect()
    }

    /// The task that a worker gets, whole.
    pub fn claimed(&mut self, claim: &str) -> Value {
        let (worker, rest) = claim.split_once(' ').unwrap_or((claim, ""));
        let answer = self.step(&format!("{worker} claim {rest}"));
        self.task.take().unwrap_or_else(|| panic!("{answer}"))
    }

    pub fn step(&mut self, line: &str) -> String {
        let (words, options) = words(line);
        match words.as_slice() {
            ["import", id] => match Entry::read(task(id, &options)) {
                Ok(entry) => format!("{:?}", self.bench.import(entry)),
                Err(error) => error.to_string(),
            },
            ["wait", seconds] => {
                self.now += seconds.parse::<i64>().expect("seconds") * 1000;
                "later".into()
            }
            ["rules", queue] => {
                let number = |key: &str| options.get(key).map(|text| text.parse::<f64>().expect("a number"));
                let (gold, quota) = (number("gold").unwrap_or_default(), options.get("quota"));
                let quota = quota.map(|text| text.parse().expect("a number"));
                let queue = Some((*queue).to_owned()).filter(|queue| queue != "*");
                let more = QueueRules { queue, gold, quota };
                self.rules.queues = self.rules.queues.iter().cloned().chain([more]).collect();
                "so".into()
            }
            ["export"] => {
                let lines = self.bench.export();
                let brief: String = lines.iter().map(|line| format!("\n    {}", exported(line))).collect();
                format!("{} lines{brief}", lines.len())
            }
            [worker, "work"] => {
                let claimed = self.step(&line.replace(" work", " claim"));
                let Some((task, _)) = claimed.split_once(" under ") else { return claimed };
                let uuid = format!("u{}", self.granted);
                self.step(&format!("{worker} submit {task} {uuid} judged=met"));
                task.to_owned()
            }
            [worker, rest @ ..] => {
                let call = self.call(worker, rest, &options);
                let domains = options.get("knows").map(|known| list(Some(known)));
                self.answer(&Worker { id: (*worker).to_owned(), domains }, &call)
            }
            [] => String::new(),
        }
    }

    fn call(&self, worker: &str, words: &[&str], options: &BTreeMap<&str, &str>) -> Call {
        let lease = |task: &str| {
            let known = || self.leases.get(&(worker.to_owned(), task.to_owned())).cloned();
            options.get("lease").map(|id| (*id).to_owned()).or_else(known).unwrap_or("none".into())
        };
        let content = |task: &str, text: &[&str]| {
            let format = options.get("format").copied().unwrap_or("corrigenda.annotation/1");
            let mut content = json!({"format": format, "task": {"id": options.get("about").unwrap_or(&task)}, "note": text.join(" ")});
            if let Some(state) = options.get("judged") {
                content["scores"] = json!([{"criterion": "c", "response": "a", "state": state}]);
            }
            if let Some(verdict) = options.get("verdict") {
                content["verdict"] = (*verdict).into();
                let finding = |of: &str| json!({"id": format!("f-{of}"), "subject": of, "ref": "c", "verdict": "wrong", "comment": of});
                content["subjects"] = list(options.get("subjects")).into();
                content["findings"] = list(options.get("subjects")).iter().map(|of| finding(of)).collect();
            }
            if options.contains_key("exit") {
                content["exit"] = json!({"kind": "give_up", "note": "Too hard."});
            }
            if let Some(revision) = options.get("at") {
                content["task"]["revision"] = (*revision).into();
            }
            content
        };
        match words {
            ["claim", task @ ..] => Call::Claim(Claim {
                queue: options.get("queue").map(|queue| (*queue).to_owned()),
                kind: options.get("kind").and_then(|kind| Kind::of(kind)),
                task: task.first().map(|task| (*task).to_owned()),
                domains: list(options.get("domains")),
            }),
            ["draft", task, base, text @ ..] => Call::SaveDraft(SaveDraft {
                task: (*task).to_owned(),
                lease: lease(task),
                base_rev: base.parse().expect("a revision"),
                content: Some(content(task, text)),
            }),
            ["renew", task] => {
                Call::SaveDraft(SaveDraft { task: (*task).to_owned(), lease: lease(task), base_rev: 0, content: None })
            }
            ["submit", task, uuid, text @ ..] => Call::Submit(Submit {
                task: (*task).to_owned(),
                uuid: (*uuid).to_owned(),
                lease: lease(task),
                content: content(task, text),
            }),
            [reason, task] => {
                Call::Release { lease: lease(task), reason: Reason::of(reason).expect("skip or release") }
            }
            other => panic!("no such command: {other:?}"),
        }
    }

    fn answer(&mut self, worker: &Worker, call: &Call) -> String {
        let fresh = match call {
            Call::Submit(submit) => submit.uuid.clone(),
            _ => format!("l{}", self.granted + 1),
        };
        let moment = Moment { now: self.now, fresh: fresh.clone(), rules: self.rules.clone() };
        let answer = self.bench.call(call, worker, &moment);
        if let Ok(Reply::Leased(leased)) = &answer {
            assert_eq!(leased.worker.as_deref(), Some(worker.id.as_str()));
            assert!((leased.lease.seconds - 1800.0).abs() < f64::EPSILON);
            assert!(leased.task.get("gold").is_none(), "a known answer is not shown");
            self.granted += u32::from(leased.lease.id == fresh);
            let task = leased.task.get("id").and_then(Value::as_str).expect("a whole task").to_owned();
            self.task = Some(leased.task.clone());
            self.leases.insert((worker.id.clone(), task), leased.lease.id.clone());
        }
        shown(&answer)
    }
}

fn words(line: &str) -> (Vec<&str>, BTreeMap<&str, &str>) {
    let (options, words): (Vec<&str>, Vec<&str>) = line.split_whitespace().partition(|word| word.contains('='));
    (words, options.into_iter().filter_map(|option| option.split_once('=')).collect())
}

fn list(words: Option<&&str>) -> Vec<String> {
    words.map(|words| words.split(',').map(str::to_owned).collect()).unwrap_or_default()
}

/// A task document; `by` and `of` make it a review of a worker's work, told by annotator or by uuid.
fn task(id: &str, options: &BTreeMap<&str, &str>) -> Value {
    let mut task = json!({"format": "corrigenda.task/1", "id": id, "domains": list(options.get("domains"))});
    for key in ["queue", "revision", "kind"] {
        if let Some(value) = options.get(key) {
            task[key] = (*value).into();
        }
    }
    if let Some(needed) = options.get("needed") {
        task["needed"] = serde_json::from_str(needed).expect("JSON");
    }
    if options.contains_key("blind") {
        task["blind"] = true.into();
    }
    if let Some(state) = options.get("gold") {
        task["turns"] = json!([{"id": "u", "role": "user", "text": "?"}]);
        task["responses"] = json!([{"id": "a", "turn": "u", "text": "So."}]);
        task["parts"] = json!(["scores"]);
        task["rubric"] = json!({"id": "r", "criteria": [{"id": "c", "title": "c", "text": "c", "points": 1, "scale": {"kind": "binary"}}]});
        task["gold"] = json!({"format": "corrigenda.annotation/1", "task": {"id": id}, "scores": [{"criterion": "c", "response": "a", "state": state}]});
    }
    if let Some(annotator) = options.get("by") {
        task["submissions"] = json!([{"id": "elsewhere", "document": {"annotator": annotator}}]);
    }
    if let Some(uuid) = options.get("of") {
        let submitted = |uuid: &&str| json!({"id": uuid, "annotator": null, "document": {}});
        task["submissions"] = uuid.split(',').collect::<Vec<_>>().iter().map(submitted).collect();
    }
    task
}

pub fn shown(answer: &Result<Reply, Failure>) -> String {
    match answer {
        Ok(Reply::Leased(leased)) => {
            let text = |key| leased.task.get(key).and_then(Value::as_str).unwrap_or("?");
            let draft = leased.draft.as_ref().map(|draft| format!(", draft {} {}", draft.rev, draft.content["note"]));
            format!("{} under {}{}", text("id"), leased.lease.id, draft.unwrap_or_default())
        }
        Ok(Reply::Nothing { retry_after }) => format!("nothing, {retry_after:?}"),
        Ok(Reply::Saved { rev, .. }) => format!("saved {rev}"),
        Ok(Reply::Submitted { id, received_at, replay }) => {
            format!("{} {id} at {received_at}", if *replay { "had" } else { "got" })
        }
        Ok(Reply::Released) => "released".into(),
        Err(Failure::Refused(refused)) => match &refused.refusal {
            Refusal::DraftConflict { current } => format!("conflict with {} {}", current.rev, current.content["note"]),
            Refusal::Invalid(places) => {
                let places = places.iter().map(|place| format!("{} {}", place.pointer, place.detail));
                places.collect::<Vec<_>>().join(", ")
            }
            other => format!("{other:?}: {}", refused.detail),
        },
        Err(Failure::Fault(fault)) => format!("{fault:?}"),
    }
}

fn exported(line: &Value) -> String {
    let mut brief = line.clone();
    for key in ["annotation", "review"] {
        if let Some(Value::Object(document)) = brief.get_mut(key) {
            document.remove("format");
        }
    }
    let text = |key| line["task"].get(key).and_then(Value::as_str).unwrap_or("1");
    brief["task"] = format!("{} at {}", text("id"), text("revision")).into();
    brief.to_string()
}
