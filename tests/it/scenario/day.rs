//! A day at the workbench without a browser: what performs the effects, and can be told to fail.

use corrigenda::annotation::{Annotation, Entry, Record};
use corrigenda::app::{
    Command, Config, Effect, Event, Formula, Model, Moment, Msg, Setting, Stage, Ticket, Timer, update,
};
use corrigenda::doubt;
use corrigenda::json::{Doc, Value, object, parse, print};
use corrigenda::math;
use corrigenda::protocol::{Call, Failure, Fault, Reply};
use corrigenda::reference::{self, MemoryStore, Rules, Worker};
use corrigenda::rubric::discrimination;
use corrigenda::rubric::lint::{Options, lint};
use corrigenda::task::Kind;
use corrigenda::text::Offsets;
use std::collections::BTreeMap;
use std::rc::Rc;

pub const TASK: &str = include_str!("../../golden/task.json");

/// The device, the backend and the page of one expert.
pub struct Day {
    pub model: Model,
    pub store: MemoryStore,
    pub worker: Worker,
    pub now: f64,
    pub waits: BTreeMap<Timer, Ticket>,
    /// The journal of the device, as text: what survives a killed tab.
    pub journal: BTreeMap<String, (String, Vec<String>)>,
    /// Answers that come instead of the backend's, first first.
    pub faults: Vec<Result<Reply, Failure>>,
    /// Whether an answer is lost after the backend did its work.
    pub lose_answers: bool,
    pub calls: Vec<Call>,
    pub events: Vec<Event>,
    /// Whether the device keeps what it is given; none: it has not said yet.
    pub device_keeps: Option<bool>,
    /// Whether another tab edits.
    pub locked: bool,
    /// How many formulas were asked for.
    pub typeset: usize,
    /// The kind of work.
    pub kind: Kind,
    leases: u32,
}

impl Day {
    /// A day whose page is not open yet.
    pub fn new(task: &str) -> Self {
        let mut store = MemoryStore::new();
        let entry = reference::Entry::read(serde_json::from_str(task).expect("JSON")).expect("a task");
        let kind = entry.kind;
        store.import(entry);
        Self {
            model: Model::new(),
            store,
            worker: Worker::new("w-1"),
            now: 1_000_000.0,
            waits: BTreeMap::new(),
            journal: BTreeMap::new(),
            faults: Vec::new(),
            lose_answers: false,
            calls: Vec::new(),
            events: Vec::new(),
            device_keeps: Some(true),
            locked: false,
            typeset: 0,
            kind,
            leases: 0,
        }
    }

    /// A day with the task on the desk.
    pub fn at_work(task: &str) -> Self {
        let mut day = Self::new(task);
        day.open_page();
        assert!(day.model.desk().is_some(), "{:?}", day.model.stage);
        day
    }

    /// Opens the page: a new model over the same device and backend.
    pub fn open_page(&mut self) {
        self.model = Model::new();
        self.waits.clear();
        // The one task of the day says what is to be claimed.
        let kind = Some(self.kind);
        let seed = 7 + u64::from(self.leases) + self.calls.len() as u64;
        self.send(Msg::Configured(Box::new(Config { backend: "test:".into(), kind, seed, ..Config::default() })));
        // The frame after it shows what stands beside the text.
        if let Some(ticket) = self.waits.remove(&Timer::Paint) {
            self.send(Msg::Elapsed(Timer::Paint, ticket));
        }
    }

    pub fn send(&mut self, msg: Msg) {
        self.now += 10.0;
        let effects = update(&mut self.model, msg, Moment { wall: self.now, mono: self.now });
        for effect in effects {
            self.perform(effect);
        }
    }

    pub fn command(&mut self, command: Command) {
        self.send(Msg::Commanded(command));
    }

    /// Lets a wait end.
    pub fn elapse(&mut self, timer: Timer) {
        self.now += 3_000.0;
        let ticket = self.waits.remove(&timer).unwrap_or_else(|| panic!("nothing waits for {timer:?}"));
        self.send(Msg::Elapsed(timer, ticket));
    }

    /// Types a text into the field of the correction.
    pub fn type_text(&mut self, text: &str) {
        self.send(Msg::Typed { text: text.into(), caret: None });
    }

    pub fn document(&self) -> Annotation {
        self.model.desk().expect("a desk").draft.document()
    }

    pub fn exported(&self) -> Vec<Value> {
        self.store.export().collect()
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Ask { ticket, call, .. } => {
                let answer = self.ask(&call);
                self.send(Msg::Answered(ticket, Box::new(answer)));
            }
            Effect::Wait { timer, ticket, .. } => {
                self.waits.insert(timer, ticket);
            }
            Effect::Whole(ticket) => self.send(Msg::WholeCame(ticket)),
            Effect::OpenJournal { ticket, key } => {
                let record = self.journal.get(&key).map(|(head, entries)| {
                    let entries = entries.iter().map(|entry| parse::<Entry>(entry).expect("an entry"));
                    Box::new((parse::<Record>(head).expect("a head"), entries.collect()))
                });
                self.send(Msg::JournalOpened(ticket, record));
            }
            Effect::KeepHead { ticket, key, head, fresh } => {
                let slot = self.journal.entry(key).or_default();
                slot.0 = print(&*head);
                if fresh {
                    slot.1.clear();
                }
                self.kept(ticket);
            }
            Effect::Keep { ticket, key, entry } => {
                self.journal.entry(key).or_default().1.push(print(&*entry));
                self.kept(ticket);
            }
            Effect::DropJournal { key } => {
                self.journal.remove(&key);
            }
            Effect::Lock { ticket, steal, .. } => {
                let mine = steal || !self.locked;
                self.send(Msg::LockSettled { ticket, mine });
            }
            Effect::Tell(Event::BeforeSubmit(content)) => {
                self.events.push(Event::BeforeSubmit(content));
                self.send(Msg::SubmitSettled(true));
            }
            Effect::Tell(event) => self.events.push(event),
            Effect::Typeset(formulas) => {
                self.typeset += formulas.len();
                let set = |formula: Formula| {
                    let node = math::typeset(&formula.tex, formula.display);
                    (formula, node.map_or(Setting::Refused, |node| Setting::Set(Rc::new(node))))
                };
                self.send(Msg::FormulasSettled(formulas.into_iter().map(set).collect()));
            }
            Effect::Lint { .. } | Effect::ReadCriteria { .. } | Effect::Doubt { .. } => self.judge(effect),
            Effect::Unlock { .. }
            | Effect::Focus(_)
            | Effect::Reveal(_)
            | Effect::Show(_)
            | Effect::Put(_)
            | Effect::Caret(_)
            | Effect::Remember(_)
            | Effect::Colour
            | Effect::Download { .. } => {}
        }
    }

    /// What the wasm of the linter and that of the formats answer.
    fn judge(&mut self, effect: Effect) {
        match effect {
            Effect::Lint { ticket, rubric, scores, responses, line, options } => {
                let options = Options::read(options).expect("options");
                let language = options.language.as_deref();
                let found = lint(&rubric, &options);
                let found: Vec<Value> = found.iter().map(|one| one.document(&rubric, language)).collect();
                let responses: Vec<&str> = responses.iter().map(String::as_str).collect();
                let apart = discrimination(&rubric, &scores, &responses, line).document();
                let answer = object([("findings", found.into()), ("rows", apart["rows"].clone())]);
                self.send(Msg::Linted(ticket, Some(answer)));
            }
            Effect::Doubt { ticket, text, options } => {
                let options = doubt::Options::read(options).expect("options");
                let (offsets, language) = (Offsets::new(&text), options.language.as_deref());
                let found = doubt::doubts(&text, &options);
                let found: Vec<Value> = found.iter().map(|one| one.document(&text, &offsets, language)).collect();
                self.send(Msg::Doubted(ticket, Some(found.into())));
            }
            Effect::ReadCriteria { ticket, text } => {
                let read = corrigenda::format::criteria(&text).map_err(|error| error.to_string());
                self.send(Msg::CriteriaRead(ticket, read));
            }
            _ => {}
        }
    }

    fn kept(&mut self, ticket: Ticket) {
        match self.device_keeps {
            Some(true) => self.send(Msg::Kept(ticket)),
            Some(false) => self.send(Msg::NotKept(ticket)),
            None => {}
        }
    }

    fn ask(&mut self, call: &Call) -> Result<Reply, Failure> {
        self.calls.push(call.clone());
        if !self.faults.is_empty() {
            return self.faults.remove(0);
        }
        self.leases += 1;
        #[allow(clippy::cast_possible_truncation, reason = "a test's clock")]
        let moment = reference::Moment {
            now: self.now as i64,
            fresh: format!("lease-{}", self.leases),
            rules: Rules::default(),
        };
        let answer = reference::handle(&mut self.store, call, &self.worker, &moment);
        if self.lose_answers { Err(Failure::Fault(Fault::Network)) } else { answer }
    }

    pub fn is_at_work(&self) -> bool {
        matches!(self.model.stage, Stage::Working(_))
    }

    /// Judges every criterion as met, with a reason.
    pub fn judge_all(&mut self) {
        let criteria = self.model.desk().expect("a desk").task.criteria().to_vec();
        for criterion in criteria {
            self.send(Msg::Judged(criterion.id.clone(), corrigenda::task::ScoreState::Met, None));
            self.send(Msg::RationaleTyped(criterion.id, "Checked.".into()));
        }
    }
}

/// What an annotation says, without its time.
pub fn timeless(mut annotation: Annotation) -> String {
    annotation.time = corrigenda::annotation::Time::default();
    annotation.write().to_string()
}
