//! IndexedDB as futures: opening a database, and waiting for requests and transactions.

use super::{once, within};
use gloo::events::EventListener;
use js_sys::Array;
use std::future::Future;
use wasm_bindgen::prelude::*;
use web_sys::{
    EventTarget, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbTransaction, IdbTransactionMode,
};

/// Some browsers now and then never answer.
const PATIENCE_MS: u32 = 5_000;

/// Whether the first of these events is the good one. The listeners are there when this returns, not when it is awaited.
pub fn settled(target: &EventTarget, good: &'static str, bad: &[&'static str]) -> impl Future<Output = bool> + use<> {
    let (giver, taker) = once();
    let listen = |name: &'static str, outcome: bool| {
        let giver = giver.clone();
        EventListener::once(target, name, move |_| giver.give(outcome))
    };
    let mut listeners = vec![listen(good, true)];
    listeners.extend(bad.iter().map(|name| listen(name, false)));
    async move {
        let outcome = taker.await;
        drop(listeners);
        outcome
    }
}

/// Whether a transaction was completed.
pub fn completed(transaction: &IdbTransaction) -> impl Future<Output = bool> + use<> {
    settled(transaction, "complete", &["abort", "error"])
}

/// Opens a database at version 1, with these stores; none where the device has no place for it.
pub async fn open(name: &str, stores: &'static [&'static str]) -> Option<IdbDatabase> {
    let request = web_sys::window()?.indexed_db().ok()??.open_with_u32(name, 1).ok()?;
    let making = request.clone();
    let _made = EventListener::once(&request, "upgradeneeded", move |_| {
        if let Some(database) = result(&making) {
            for store in stores {
                let _ = database.create_object_store(store);
            }
        }
    });
    let opened = within(PATIENCE_MS, settled(&request, "success", &["error", "blocked"])).await;
    if opened == Some(true) { result(&request) } else { None }
}

fn result(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// Begins a transaction over these stores; none where the connection is gone.
pub fn begin(database: &IdbDatabase, stores: &[&str], write: bool) -> Option<IdbTransaction> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let mode = if write { IdbTransactionMode::Readwrite } else { IdbTransactionMode::Readonly };
    database.transaction_with_str_sequence_and_mode(&names, mode).ok()
}

/// Puts a text, as it is or sealed, under a key; false where it is refused at once.
pub fn put(store: &IdbObjectStore, key: &JsValue, text: &JsValue) -> bool {
    store.put_with_key(text, key).is_ok()
}

/// The key of a numbered entry.
pub fn numbered(key: &str, number: usize) -> JsValue {
    Array::of2(&key.into(), &JsValue::from_f64(real(number))).into()
}

/// All numbered entries from this one on: a list is greater than every number.
pub fn from_number(key: &str, number: usize) -> Option<IdbKeyRange> {
    let end = Array::of2(&key.into(), &Array::new());
    IdbKeyRange::bound(&numbered(key, number), &end).ok()
}

#[allow(clippy::cast_precision_loss, reason = "entries of one task are counted, far below the exact range")]
fn real(number: usize) -> f64 {
    number as f64
}
