//! The reference backend inside the page. Its state lives in the browser, and all tabs share it.
//!
//! A call is one critical section under a Web Lock: the state is read, the rules decide, the state is written. Where
//! there are no locks or no storage, the state lives as long as the page.

use corrigenda::adapter::contract::{Endpoint, problem, respond};
use corrigenda::json::{DecodeError, Value, object, parse};
use corrigenda::protocol::{Call, Failure, Fault, Reply};
use corrigenda::reference::{Entry, MemoryStore, Moment, Piece, Pieces, Rules, Worker, decide, plan};
use corrigenda::web::{Sealer, fetch, from_js, idb, lock, once, seed, to_js};
use js_sys::{Array, Function, Promise, TypeError};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::IdbDatabase;

const DATABASE: &str = "corrigenda-demo";
const STORE: &str = "state";
const WORKER: &str = "demo";

thread_local! {
    /// Elements of one page with the same tasks share one backend.
    static DEMOS: RefCell<BTreeMap<String, Rc<Demo>>> = RefCell::default();
    static SEALING: RefCell<(JsValue, bool)> = const { RefCell::new((JsValue::UNDEFINED, false)) };
}

/// Asks the backend whose tasks are at this URL; the call is named as HTTP would, by method and path. Answers the body.
///
/// # Errors
/// The problem document where the rules say no; a `TypeError`, as of a request that fails, where the tasks cannot be had.
#[wasm_bindgen]
pub async fn demo(tasks: String, method: String, path: Vec<String>, body: JsValue) -> Result<JsValue, JsValue> {
    let bad = |detail: &str| to_js(&Value::Object(problem(400, "", "The request cannot be read", detail)));
    let call = match Endpoint::find(&method, &path) {
        Ok(endpoint) => from_js(&body).and_then(|body| endpoint.read(body)).map_err(|error| bad(&error.to_string()))?,
        Err(error) => return Err(bad(&error.to_string())),
    };
    let answer = match Demo::of(tasks).ask(call.clone()).await {
        Err(Failure::Fault(Fault::Network)) => return Err(TypeError::new("the demo's tasks cannot be had").into()),
        Err(Failure::Fault(Fault::Garbled(error))) => return Err(bad(&error.to_string())),
        answer => respond(&call, &answer),
    };
    let body = answer.body.as_ref().map_or(JsValue::NULL, to_js);
    if answer.status < 400 { Ok(body) } else { Err(body) }
}

/// Takes tasks in, a document a line; answers how many there are now, and how many of them are submitted. `open` without a
/// text only counts.
///
/// # Errors
/// `{line, message}`, where a line is no task; then none is taken in.
#[wasm_bindgen]
pub async fn demo_open(tasks: String, text: Option<String>) -> Result<JsValue, JsValue> {
    Demo::of(tasks).open(text).await.map(|counts| to_js(&counts)).map_err(|error| to_js(&error))
}

/// Takes what makes a sealer; `wanted`: whether all that is kept from here on is sealed.
#[wasm_bindgen]
pub fn demo_sealed(make: JsValue, wanted: bool) {
    SEALING.set((make, wanted));
}

/// What was submitted, `{task, annotation}` a line.
#[wasm_bindgen]
pub async fn demo_export(tasks: String) -> String {
    Demo::of(tasks).export().await
}

/// What the name of a backend begins with whose tasks are put in by the page.
const GIVEN: &str = "file:";

/// The kinds of pieces that it is kept in.
const TASKS: &str = "tasks";
const SUBMISSIONS: &str = "submissions";
const COUNTS: &str = "counts";

/// A backend inside the page.
struct Demo {
    /// Where its tasks come from.
    tasks: String,
    state: RefCell<MemoryStore>,
    /// The revision of what the browser keeps that `state` is at; 0 before anything was read.
    revision: Cell<u64>,
    /// Whether all of it has to be written, not only what changed.
    anew: Cell<bool>,
    imported: Cell<bool>,
    storage: RefCell<Option<IdbDatabase>>,
    opened: Cell<bool>,
}

impl Demo {
    fn of(tasks: String) -> Rc<Self> {
        DEMOS.with_borrow_mut(|demos| Rc::clone(demos.entry(tasks.clone()).or_insert_with(|| Self::at(tasks))))
    }

    fn at(tasks: String) -> Rc<Self> {
        Rc::new(Self {
            tasks,
            state: RefCell::default(),
            revision: Cell::new(0),
            anew: Cell::new(false),
            imported: Cell::new(false),
            storage: RefCell::default(),
            opened: Cell::new(false),
        })
    }

    async fn ask(self: Rc<Self>, call: Call) -> Result<Reply, Failure> {
        let name = format!("corrigenda-demo {}", self.tasks);
        locked(name, async move { self.answer(&call).await }).await
    }

    async fn answer(&self, call: &Call) -> Result<Reply, Failure> {
        self.read().await;
        let mut changed = self.import().await?;
        let (worker, moment) = (Worker::new(WORKER), moment());
        let facts = self.state.borrow().facts(&plan(call), &worker, &moment);
        let (answer, changes) = decide(call, facts, &worker, &moment);
        changed |= !changes.is_empty();
        self.state.borrow_mut().write(changes);
        if changed {
            self.write().await;
        }
        answer
    }

    /// Takes over what other tabs have written meanwhile.
    async fn read(&self) {
        if !self.opened.replace(true) && lock::manager().is_some() {
            let storage = idb::open(DATABASE, &[STORE]).await;
            self.storage.replace(storage);
        }
        if let Some((revision, state)) = self.kept().await {
            self.revision.set(revision);
            self.state.replace(state);
        }
    }

    /// What is kept, where it is newer than ours. A state that cannot be read is begun anew: it is a demo.
    async fn kept(&self) -> Option<(u64, MemoryStore)> {
        let storage = self.storage.borrow().clone()?;
        let transaction = idb::begin(&storage, &[STORE], false)?;
        let store = transaction.object_store(STORE).ok()?;
        let revision = store.get(&idb::numbered(&self.tasks, 0)).ok()?;
        let _ = idb::completed(&transaction).await;
        let revision =
            revision.result().ok()?.as_string()?.parse::<u64>().ok().filter(|kept| *kept != self.revision.get())?;
        let transaction = idb::begin(&storage, &[STORE], false)?;
        let store = transaction.object_store(STORE).ok()?;
        let all = |kind| store.get_all_with_key(&idb::from_number(&self.name(kind), 0)?.into()).ok();
        let asked = [all(TASKS)?, all(SUBMISSIONS)?, all(COUNTS)?];
        let _ = idb::completed(&transaction).await;
        let (make, wanted) = SEALING.with_borrow(Clone::clone);
        let mut kinds = Vec::new();
        for request in asked {
            let mut kept = Array::from(&request.result().ok()?);
            // What is not kept as it is wanted now is all written anew the next time.
            self.anew.set(self.anew.get() || kept.iter().any(|one| one.is_object() != wanted));
            if kept.iter().any(|one| one.is_object()) {
                kept = Sealer::make(&make).await?.open(&kept, &self.tasks).await?;
            }
            let texts = kept.iter().map(|one| parse(&one.as_string()?).ok());
            kinds.push(texts.collect::<Option<Vec<Value>>>()?);
        }
        let (counts, submissions, tasks) = (kinds.pop()?, kinds.pop()?, kinds.pop()?);
        Some((revision, MemoryStore::from_pieces(Pieces { tasks, submissions, counts }).ok()?))
    }

    /// What the keys of a kind of pieces begin with.
    fn name(&self, kind: &str) -> String {
        format!("{} {kind}", self.tasks)
    }

    /// Takes the tasks in, once a page: new ones are added, others brought up to date.
    async fn import(&self) -> Result<bool, Failure> {
        if self.imported.get() || self.tasks.starts_with(GIVEN) {
            return Ok(false);
        }
        let Ok(text) = fetch::text(&self.tasks).await else {
            // What was imported before is good enough.
            return if self.revision.get() > 0 { Ok(false) } else { Err(Failure::Fault(Fault::Network)) };
        };
        let entries = entries(&text)
            .map_err(|(line, error)| Failure::Fault(Fault::Garbled(error.under_field(&format!("line {line}")))))?;
        self.take(entries);
        self.imported.set(true);
        Ok(true)
    }

    fn take(&self, entries: Vec<Entry>) {
        let mut state = self.state.borrow_mut();
        for entry in entries {
            state.import(entry);
        }
    }

    async fn open(self: Rc<Self>, text: Option<String>) -> Result<Value, Value> {
        let name = format!("corrigenda-demo {}", self.tasks);
        locked(name, async move {
            self.read().await;
            if let Some(text) = text {
                let said = |line: usize, message: String| object([("line", line.into()), ("message", message.into())]);
                let entries = entries(&text).map_err(|(line, error)| said(line, error.to_string()))?;
                if entries.is_empty() {
                    return Err(said(1, "no line has a task".into()));
                }
                self.take(entries);
                self.write().await;
            }
            let state = self.state.borrow();
            Ok(object([("tasks", state.len().into()), ("submitted", state.export().count().into())]))
        })
        .await
    }

    async fn export(self: Rc<Self>) -> String {
        self.read().await;
        let mut text = String::new();
        for line in self.state.borrow().export() {
            text.push_str(&line.to_string());
            text.push('\n');
        }
        text
    }

    async fn write(&self) {
        let revision = self.revision.get() + 1;
        self.revision.set(revision);
        let Some(storage) = self.storage.borrow().clone() else { return };
        let (keys, texts) = self.changed();
        let written = async {
            let texts = match SEALING.with_borrow(Clone::clone) {
                (make, true) => Sealer::make(&make).await?.seal(&texts, &self.tasks).await?,
                _ => texts,
            };
            let transaction = idb::begin(&storage, &[STORE], true)?;
            let store = transaction.object_store(STORE).ok()?;
            let mut good = idb::put(&store, &idb::numbered(&self.tasks, 0), &revision.to_string().into());
            for (key, text) in keys.iter().zip(texts.iter()) {
                good &= idb::put(&store, &key, &text);
            }
            (good && idb::completed(&transaction).await).then_some(())
        };
        if written.await.is_none() {
            // From here on it lives as long as the page.
            self.storage.take();
        }
    }

    /// The keys and the texts of what changed since the last time.
    fn changed(&self) -> (Array, Array) {
        let mut state = self.state.borrow_mut();
        let mut pieces = state.take_touched();
        if self.anew.replace(false) {
            pieces = state.all();
        }
        let (keys, texts) = (Array::new(), Array::new());
        for piece in pieces {
            let (kind, at) = match piece {
                Piece::Task(at) => (TASKS, at),
                Piece::Submission(at) => (SUBMISSIONS, at),
                Piece::Count(at) => (COUNTS, at),
            };
            if let Some(value) = state.piece(piece) {
                keys.push(&idb::numbered(&self.name(kind), at));
                texts.push(&value.to_string().into());
            }
        }
        (keys, texts)
    }
}

/// The tasks of a text, a document a line; or the first line that is none, counted from 1.
fn entries(text: &str) -> Result<Vec<Entry>, (usize, DecodeError)> {
    let (mut entries, mut ids): (Vec<Entry>, BTreeSet<String>) = Default::default();
    for (at, line) in
        text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
    {
        let entry = parse(line).and_then(Entry::read).map_err(|error| (at + 1, error))?;
        if !ids.insert(entry.id.clone()) {
            let error = DecodeError::unexpected("an id that no other line has", &entry.id.into()).under_field("id");
            return Err((at + 1, error));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn moment() -> Moment {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of today")]
    let now = js_sys::Date::now() as i64;
    Moment { now, fresh: format!("{:016x}", seed()), rules: Rules::default() }
}

/// Does something while no other tab does it.
async fn locked<T>(name: String, work: impl Future<Output = T>) -> T {
    let (giver, taker) = once();
    let failed = giver.clone();
    let granted = Closure::once_into_js(move |_: JsValue| Promise::new(&mut |release, _| giver.give(Some(release))));
    let Some(request) = lock::request(&name, &[], &granted) else { return work.await };
    spawn_local(async move {
        if JsFuture::from(request).await.is_err() {
            failed.give(None);
        }
    });
    let release: Option<Function> = taker.await;
    let outcome = work.await;
    if let Some(release) = release {
        let _ = release.call0(&JsValue::NULL);
    }
    outcome
}
