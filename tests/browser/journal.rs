//! The journal outlives the page.

use crate::page::Posted;
use corrigenda::annotation::{Action, Entry, Record};
use corrigenda::app::{Msg, Ticket};
use corrigenda::host::Journal;
use corrigenda::json::{Map, parse};
use corrigenda::task::Task;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn head() -> Record {
    let task = r#"{"format":"corrigenda.task/1","id":"t","revision":"1","turns":[],"responses":[]}"#;
    Record::begin(&parse::<Task>(task).expect("a task"), 0, None)
}

fn stroke(number: u32) -> Entry {
    Entry::Do { action: Action::Note(Some(format!("stroke {number}"))), run: None, at: f64::from(number) }
}

async fn read(key: &str) -> Option<(Record, Vec<Entry>)> {
    let posted = Posted::default();
    Journal::new(posted.post(), JsValue::NULL, false).open(Ticket(1), key.to_owned());
    let opened = |msg: &Msg| match msg {
        Msg::JournalOpened(Ticket(1), found) => Some(found.as_deref().cloned()),
        _ => None,
    };
    posted.first(opened).await
}

fn kept(ticket: u64) -> impl Fn(&Msg) -> Option<()> {
    move |msg| (*msg == Msg::Kept(Ticket(ticket))).then_some(())
}

#[wasm_bindgen_test]
async fn strokes_come_back_in_order_and_are_gone_when_the_journal_is_forgotten() {
    let posted = Posted::default();
    let journal = Journal::new(posted.post(), JsValue::NULL, false);
    journal.keep_head(Ticket(1), "order".into(), &head(), true);
    for number in 2..=40 {
        journal.keep(Ticket(number), "order".into(), &stroke(u32::try_from(number).expect("small")));
    }
    posted.first(kept(40)).await;
    let (record, entries) = read("order").await.expect("a journal");
    assert_eq!(record, head());
    assert_eq!(entries, (2..=40).map(stroke).collect::<Vec<_>>());
    assert!(posted.all().iter().all(|msg| matches!(msg, Msg::Kept(_))), "{:?}", posted.all());

    journal.forget("order".into());
    assert_eq!(read("order").await, None);
}

#[wasm_bindgen_test]
async fn a_fresh_head_forgets_the_strokes_and_another_head_keeps_them() {
    let posted = Posted::default();
    let journal = Journal::new(posted.post(), JsValue::NULL, false);
    journal.keep_head(Ticket(1), "fresh".into(), &head(), true);
    journal.keep(Ticket(2), "fresh".into(), &stroke(1));
    let later = Record { rev: 7, ..head() };
    journal.keep_head(Ticket(3), "fresh".into(), &later, false);
    posted.first(kept(3)).await;
    assert_eq!(read("fresh").await, Some((later.clone(), vec![stroke(1)])));

    journal.keep_head(Ticket(4), "fresh".into(), &later, true);
    journal.keep(Ticket(5), "fresh".into(), &stroke(2));
    posted.first(kept(5)).await;
    assert_eq!(read("fresh").await, Some((later, vec![stroke(2)])));
}

#[wasm_bindgen_test]
async fn a_journal_goes_on_where_another_page_left_it() {
    let posted = Posted::default();
    let journal = Journal::new(posted.post(), JsValue::NULL, false);
    journal.keep_head(Ticket(1), "on".into(), &head(), true);
    journal.keep(Ticket(2), "on".into(), &stroke(1));
    posted.first(kept(2)).await;

    let posted = Posted::default();
    let journal = Journal::new(posted.post(), JsValue::NULL, false);
    journal.open(Ticket(1), "on".into());
    posted.first(|msg| matches!(msg, Msg::JournalOpened(..)).then_some(())).await;
    journal.keep(Ticket(2), "on".into(), &stroke(2));
    posted.first(kept(2)).await;
    assert_eq!(read("on").await.map(|(_, entries)| entries), Some(vec![stroke(1), stroke(2)]));
}

#[wasm_bindgen_test]
async fn unknown_fields_of_a_head_are_kept() {
    let posted = Posted::default();
    let journal = Journal::new(posted.post(), JsValue::NULL, false);
    let extra = Map::from_iter([("later".to_owned(), 1.into())]);
    journal.keep_head(Ticket(1), "extra".into(), &Record { extra: extra.clone(), ..head() }, true);
    posted.first(kept(1)).await;
    assert_eq!(read("extra").await.map(|(record, _)| record.extra), Some(extra));
}
