//! The journal on this device: every stroke in IndexedDB, at once and in order.
//!
//! What is written is also held in memory. So a write that failed (storage full, connection lost) is done again together
//! with the next one, a hole can never be mistaken for safety, and where there is no storage at all the work still
//! outlives everything but the page.
//!
//! Where the page wants it, what is written is sealed first. What is there is read as it is found: sealed or not.

use super::page::Post;
use crate::annotation::{Entry, Record};
use crate::app::{Msg, Ticket};
use crate::json::{parse, print};
use crate::web::{Sealer, idb};
use gloo::events::EventListener;
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbDatabase, IdbTransaction};

const DATABASE: &str = "corrigenda";
const HEADS: &str = "heads";
const ENTRIES: &str = "entries";

/// The journals of all tasks.
pub struct Journal {
    post: Post,
    storage: RefCell<Storage>,
    books: RefCell<Vec<Book>>,
    /// Makes the sealer; whether what is written is sealed; and the sealer, once it was needed.
    sealing: (JsValue, bool),
    sealer: RefCell<Option<Sealer>>,
    /// What waits to be sealed and written, in order, and whether that is going on.
    queue: RefCell<VecDeque<(Ticket, String)>>,
    busy: Cell<bool>,
}

/// Something to be done once the storage is there or known to be away.
type Order = Box<dyn FnOnce(&Rc<Journal>)>;

enum Storage {
    /// Orders wait for it.
    Opening(Vec<Order>),
    Open(IdbDatabase, #[allow(dead_code, reason = "dropping it stops listening")] EventListener),
    Away,
}

/// One task's journal as it should be on the device.
#[derive(Default)]
struct Book {
    key: String,
    head: Option<String>,
    head_sent: bool,
    lines: Vec<Line>,
    /// What is on the device from this line on does not belong to it any more.
    cut: Option<usize>,
    /// Grows when the lines are forgotten: a failure of before says nothing about after.
    edition: u32,
}

struct Line {
    text: String,
    sent: bool,
}

/// What one transaction writes, to be taken back where it fails.
struct Batch {
    edition: u32,
    head: bool,
    cut: Option<usize>,
    lines: Vec<usize>,
}

impl Journal {
    /// Opens the device's storage. `make` makes a sealer; `encrypted`: whether it is used for what is written.
    #[must_use]
    pub fn new(post: Post, make: JsValue, encrypted: bool) -> Rc<Self> {
        let journal = Rc::new(Self {
            post,
            storage: RefCell::new(Storage::Opening(Vec::new())),
            books: RefCell::default(),
            sealing: (make, encrypted),
            sealer: RefCell::default(),
            queue: RefCell::default(),
            busy: Cell::default(),
        });
        spawn_local(Rc::clone(&journal).connect());
        journal
    }

    async fn connect(self: Rc<Self>) {
        // Nothing is ever written as it is where it was to be sealed: then the work lives as long as the page.
        let barred = self.sealing.1 && self.sealer().await.is_none();
        let storage = match idb::open(DATABASE, &[HEADS, ENTRIES]).await.filter(|_| !barred) {
            Some(database) => {
                let this = Rc::downgrade(&self);
                let gone = EventListener::new(&database, "close", move |_| {
                    if let Some(journal) = this.upgrade() {
                        *journal.storage.borrow_mut() = Storage::Away;
                    }
                });
                Storage::Open(database, gone)
            }
            None => Storage::Away,
        };
        let before = self.storage.replace(storage);
        if let Storage::Opening(orders) = before {
            orders.into_iter().for_each(|order| order(&self));
        }
    }

    /// What seals and opens, made where it is needed first; none where the browser cannot.
    async fn sealer(&self) -> Option<Sealer> {
        let there = self.sealer.borrow().clone();
        let sealer = if there.is_some() { there } else { Sealer::make(&self.sealing.0).await };
        self.sealer.borrow_mut().clone_from(&sealer);
        sealer
    }

    /// Does something once the storage is there or known to be away.
    fn order(self: &Rc<Self>, order: impl FnOnce(&Rc<Self>) + 'static) {
        if let Storage::Opening(orders) = &mut *self.storage.borrow_mut() {
            orders.push(Box::new(order));
            return;
        }
        order(self);
    }

    fn begin(&self, write: bool) -> Option<IdbTransaction> {
        match &*self.storage.borrow() {
            Storage::Open(database, _) => idb::begin(database, &[HEADS, ENTRIES], write),
            _ => None,
        }
    }

    /// Reads a journal; answered by `JournalOpened`.
    pub fn open(self: &Rc<Self>, ticket: Ticket, key: String) {
        self.order(move |journal| {
            let journal = Rc::clone(journal);
            spawn_local(async move {
                let kept = journal.read(&key).await;
                (journal.post)(Msg::JournalOpened(ticket, kept.map(Box::new)));
            });
        });
    }

    async fn read(&self, key: &str) -> Option<(Record, Vec<Entry>)> {
        // What could not be written is only here.
        let ahead = self.lacks(key);
        if !ahead && let Some(kept) = self.load(key).await {
            let mut books = self.books.borrow_mut();
            books.retain(|book| book.key != key);
            let (head, lines) = kept?;
            let lines = lines.into_iter().map(|text| Line { text, sent: true }).collect();
            books.push(Book { key: key.to_owned(), head: Some(head), head_sent: true, lines, ..Book::default() });
        }
        self.books.borrow_mut().iter_mut().find(|book| book.key == key)?.parsed()
    }

    /// What the device has of a journal; none where the device cannot be asked.
    async fn load(&self, key: &str) -> Option<Option<(String, Vec<String>)>> {
        let transaction = self.begin(false)?;
        let head = transaction.object_store(HEADS).ok()?.get(&key.into()).ok()?;
        let range = idb::from_number(key, 0)?;
        let lines = transaction.object_store(ENTRIES).ok()?.get_all_with_key(&range).ok()?;
        if !idb::completed(&transaction).await {
            return None;
        }
        let mut kept = Array::from(&lines.result().ok()?);
        kept.unshift(&head.result().ok()?);
        if kept.iter().any(|one| one.is_object()) {
            kept = self.sealer().await?.open(&kept, key).await?;
        }
        // What is no text is no entry: an empty line stops the reading there.
        let lines = kept.iter().skip(1).map(|line| line.as_string().unwrap_or_default()).collect();
        Some(kept.get(0).as_string().map(|head| (head, lines)))
    }

    /// Writes the head; `fresh` forgets the entries.
    pub fn keep_head(self: &Rc<Self>, ticket: Ticket, key: String, head: &Record, fresh: bool) {
        let head = print(head);
        self.order(move |journal| {
            journal.change(&key, |book| {
                book.head = Some(head);
                book.head_sent = false;
                if fresh {
                    book.lines.clear();
                    book.cut = Some(0);
                    book.edition += 1;
                }
            });
            journal.write(ticket, key);
        });
    }

    /// Appends an entry.
    pub fn keep(self: &Rc<Self>, ticket: Ticket, key: String, entry: &Entry) {
        let line = Line { text: print(entry), sent: false };
        self.order(move |journal| {
            journal.change(&key, |book| book.lines.push(line));
            journal.write(ticket, key);
        });
    }

    /// Whether something of a journal could not be written.
    fn lacks(&self, key: &str) -> bool {
        self.books.borrow().iter().any(|book| book.key == key && book.lacks())
    }

    fn change(&self, key: &str, change: impl FnOnce(&mut Book)) {
        let mut books = self.books.borrow_mut();
        if let Some(book) = books.iter_mut().find(|book| book.key == key) {
            return change(book);
        }
        let mut book = Book { key: key.to_owned(), ..Book::default() };
        change(&mut book);
        books.push(book);
    }

    /// Writes everything of a journal that was not sent yet, in one transaction.
    fn write(self: &Rc<Self>, ticket: Ticket, key: String) {
        if self.sealing.1 {
            return self.write_sealed(ticket, key);
        }
        let Some((batch, transaction)) = self.send(&key) else {
            return (self.post)(Msg::NotKept(ticket));
        };
        let (journal, completed) = (Rc::clone(self), idb::completed(&transaction));
        spawn_local(async move {
            if !completed.await {
                journal.change(&key, |book| book.take_back(&batch));
                (journal.post)(Msg::NotKept(ticket));
            } else if journal.lacks(&key) {
                // Something before it has failed meanwhile: not everything up to here is safe.
                journal.write(ticket, key);
            } else {
                (journal.post)(Msg::Kept(ticket));
            }
        });
    }

    fn send(&self, key: &str) -> Option<(Batch, IdbTransaction)> {
        let transaction = self.begin(true)?;
        let mut books = self.books.borrow_mut();
        let book = books.iter_mut().find(|book| book.key == key)?;
        let batch = book.batch();
        if batch.put(key, &book.texts(&batch), &transaction).is_some() {
            return Some((batch, transaction));
        }
        let _ = transaction.abort();
        book.take_back(&batch);
        None
    }

    /// The same, sealed. Sealing takes its time, so that one is written after the other.
    fn write_sealed(self: &Rc<Self>, ticket: Ticket, key: String) {
        self.queue.borrow_mut().push_back((ticket, key));
        if self.busy.replace(true) {
            return;
        }
        let journal = Rc::clone(self);
        spawn_local(async move {
            while let Some((ticket, key)) = journal.next() {
                let good = journal.seal_and_send(&key).await.is_some();
                (journal.post)(if good { Msg::Kept(ticket) } else { Msg::NotKept(ticket) });
            }
            journal.busy.set(false);
        });
    }

    fn next(&self) -> Option<(Ticket, String)> {
        self.queue.borrow_mut().pop_front()
    }

    /// Writes what was not sent yet, sealed; none where that failed.
    async fn seal_and_send(&self, key: &str) -> Option<()> {
        let (batch, texts) = {
            let mut books = self.books.borrow_mut();
            let book = books.iter_mut().find(|book| book.key == key)?;
            let batch = book.batch();
            let texts = book.texts(&batch);
            (batch, texts)
        };
        let sent = self.send_sealed(key, &batch, &texts).await;
        if sent.is_none()
            && let Some(book) = self.books.borrow_mut().iter_mut().find(|book| book.key == key)
        {
            book.take_back(&batch);
        }
        sent
    }

    async fn send_sealed(&self, key: &str, batch: &Batch, texts: &Array) -> Option<()> {
        let sealed = self.sealer().await?.seal(texts, key).await?;
        // What was forgotten meanwhile is not written any more.
        self.books.borrow().iter().find(|book| book.key == key && book.edition == batch.edition)?;
        let transaction = self.begin(true)?;
        batch.put(key, &sealed, &transaction)?;
        idb::completed(&transaction).await.then_some(())
    }

    /// Forgets a journal.
    pub fn forget(self: &Rc<Self>, key: String) {
        self.order(move |journal| {
            journal.books.borrow_mut().retain(|book| book.key != key);
            let Some(transaction) = journal.begin(true) else { return };
            if let (Ok(heads), Ok(entries)) = (transaction.object_store(HEADS), transaction.object_store(ENTRIES)) {
                let _ = heads.delete(&key.as_str().into());
                let _ = idb::from_number(&key, 0).map(|range| entries.delete(&range.into()));
            }
        });
    }
}

impl Batch {
    /// Puts the texts of a batch where they belong.
    fn put(&self, key: &str, texts: &Array, transaction: &IdbTransaction) -> Option<()> {
        let (heads, entries) = (transaction.object_store(HEADS).ok()?, transaction.object_store(ENTRIES).ok()?);
        if let Some(cut) = self.cut {
            entries.delete(&idb::from_number(key, cut)?.into()).ok()?;
        }
        let mut texts = texts.iter();
        if self.head {
            idb::put(&heads, &key.into(), &texts.next()?).then_some(())?;
        }
        for number in &self.lines {
            idb::put(&entries, &idb::numbered(key, *number), &texts.next()?).then_some(())?;
        }
        Some(())
    }
}

impl Book {
    /// What can be read of it. From the first entry that cannot be read on, it is forgotten: what follows builds on it.
    fn parsed(&mut self) -> Option<(Record, Vec<Entry>)> {
        let head = parse(self.head.as_deref()?).ok();
        let mut entries: Vec<Entry> = self.lines.iter().map_while(|line| parse(&line.text).ok()).collect();
        if head.is_none() {
            entries.clear();
        }
        if entries.len() < self.lines.len() {
            self.lines.truncate(entries.len());
            self.cut = Some(entries.len());
        }
        Some((head?, entries))
    }

    /// Takes what is to be sent; it counts as sent from here on.
    fn batch(&mut self) -> Batch {
        let unsent = self.lines.iter_mut().enumerate().filter(|(_, line)| !line.sent);
        let lines = unsent
            .map(|(number, line)| {
                line.sent = true;
                number
            })
            .collect();
        let head = self.head.is_some() && !std::mem::replace(&mut self.head_sent, true);
        Batch { edition: self.edition, head, cut: self.cut.take(), lines }
    }

    /// The texts of a batch: the head, where it is one of them, and the lines.
    fn texts(&self, batch: &Batch) -> Array {
        let head = self.head.iter().filter(|_| batch.head);
        let lines = batch.lines.iter().filter_map(|number| self.lines.get(*number)).map(|line| &line.text);
        head.chain(lines).map(|text| JsValue::from_str(text)).collect()
    }

    fn take_back(&mut self, batch: &Batch) {
        if batch.head {
            self.head_sent = false;
        }
        if batch.edition != self.edition {
            return;
        }
        self.cut = batch.cut.or(self.cut);
        for number in &batch.lines {
            if let Some(line) = self.lines.get_mut(*number) {
                line.sent = false;
            }
        }
    }

    fn lacks(&self) -> bool {
        self.cut.is_some() || (self.head.is_some() && !self.head_sent) || self.lines.iter().any(|line| !line.sent)
    }
}
