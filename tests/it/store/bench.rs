//! The stores under test behind one face.

use corrigenda::json::Value;
use corrigenda::protocol::{Call, Failure, Reply};
use corrigenda::reference::{Entry, Imported, MemoryStore, Moment, Worker, handle};

/// A store under test.
pub trait Bench {
    /// Its name, for messages.
    fn name(&self) -> &'static str;
    /// Takes a task in.
    fn import(&mut self, entry: Entry) -> Imported;
    /// Answers a call.
    fn call(&mut self, call: &Call, worker: &Worker, moment: &Moment) -> Result<Reply, Failure>;
    /// All lines of an export.
    fn export(&mut self) -> Vec<Value>;
}

/// Every store, empty.
pub fn benches() -> Vec<Box<dyn Bench>> {
    let mut benches: Vec<Box<dyn Bench>> = vec![Box::new(Memory::default()), Box::new(Kept::default())];
    #[cfg(feature = "server")]
    for place in super::stored::Place::all() {
        benches.push(Box::new(super::stored::Stored::at(place)));
    }
    #[cfg(not(feature = "server"))]
    benches.shrink_to_fit();
    benches
}

/// The store in memory.
#[derive(Default)]
pub struct Memory(MemoryStore);

impl Bench for Memory {
    fn name(&self) -> &'static str {
        "memory"
    }
    fn import(&mut self, entry: Entry) -> Imported {
        self.0.import(entry)
    }
    fn call(&mut self, call: &Call, worker: &Worker, moment: &Moment) -> Result<Reply, Failure> {
        handle(&mut self.0, call, worker, moment)
    }
    fn export(&mut self) -> Vec<Value> {
        self.0.export().collect()
    }
}

/// The store in memory, written to JSON text and read back between any two calls, as a page would.
#[derive(Default)]
pub struct Kept(Option<String>);

impl Kept {
    fn with<T>(&mut self, act: impl FnOnce(&mut MemoryStore) -> T) -> T {
        let mut store = match &self.0 {
            Some(text) => MemoryStore::from_json(serde_json::from_str(text).expect("JSON")).expect("a store"),
            None => MemoryStore::new(),
        };
        let answer = act(&mut store);
        self.0 = Some(store.to_json().to_string());
        answer
    }
}

impl Bench for Kept {
    fn name(&self) -> &'static str {
        "kept"
    }
    fn import(&mut self, entry: Entry) -> Imported {
        self.with(|store| store.import(entry))
    }
    fn call(&mut self, call: &Call, worker: &Worker, moment: &Moment) -> Result<Reply, Failure> {
        self.with(|store| handle(store, call, worker, moment))
    }
    fn export(&mut self) -> Vec<Value> {
        self.with(|store| store.export().collect())
    }
}
