//! The stores under test behind one face.

use corrigenda::json::Value;
use corrigenda::protocol::{Call, Failure, Reply};
use corrigenda::reference::{Entry, Imported, MemoryStore, Moment, Piece, Pieces, Worker, handle};
use std::collections::BTreeMap;

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

/// The store in memory, of which between any two calls what changed is written as JSON text and all is read back, as a page would.
#[derive(Default)]
pub struct Kept(BTreeMap<Piece, String>);

impl Kept {
    fn with<T>(&mut self, act: impl FnOnce(&mut MemoryStore) -> T) -> T {
        let mut pieces = Pieces::default();
        for (piece, text) in &self.0 {
            let kind = match piece {
                Piece::Task(_) => &mut pieces.tasks,
                Piece::Submission(_) => &mut pieces.submissions,
                Piece::Count(_) => &mut pieces.counts,
            };
            kind.push(serde_json::from_str(text).expect("JSON"));
        }
        let mut store = MemoryStore::from_pieces(pieces).expect("a store");
        let answer = act(&mut store);
        for piece in store.take_touched() {
            self.0.insert(piece, store.piece(piece).expect("what changed is there").to_string());
        }
        let all = store.all().into_iter().filter_map(|piece| Some((piece, store.piece(piece)?.to_string())));
        assert_eq!(self.0, all.collect(), "what did not change is what it was");
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
