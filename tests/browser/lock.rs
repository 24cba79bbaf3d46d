//! One tab edits a task at a time.

use crate::page::{Posted, turn};
use corrigenda::app::{Msg, Ticket};
use corrigenda::host::Locks;
use js_sys::Map;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn tab() -> (Posted, Rc<Locks>) {
    let posted = Posted::default();
    let locks = Locks::new(posted.post(), Map::new());
    (posted, locks)
}

async fn mine(posted: &Posted, ticket: u64) -> bool {
    let settled = |msg: &Msg| match msg {
        Msg::LockSettled { ticket: Ticket(of), mine } if *of == ticket => Some(*mine),
        _ => None,
    };
    posted.first(settled).await
}

#[wasm_bindgen_test]
async fn the_second_tab_is_told_so_and_may_take_over() {
    let ((one, first), (two, second)) = (tab(), tab());
    first.lock(Ticket(1), "task".into(), false);
    assert!(mine(&one, 1).await);
    second.lock(Ticket(1), "task".into(), false);
    assert!(!mine(&two, 1).await);
    second.lock(Ticket(2), "task".into(), true);
    assert!(mine(&two, 2).await);
    one.first(|msg| (*msg == Msg::LockLost).then_some(())).await;
    second.unlock("task");
}

#[wasm_bindgen_test]
async fn asking_twice_at_once_does_not_shut_oneself_out() {
    let (posted, locks) = tab();
    locks.lock(Ticket(1), "twice".into(), true);
    locks.lock(Ticket(2), "twice".into(), false);
    assert!(mine(&posted, 1).await && mine(&posted, 2).await);
    locks.lock(Ticket(3), "twice".into(), false);
    assert!(mine(&posted, 3).await);
    locks.unlock("twice");
}

#[wasm_bindgen_test]
async fn what_is_given_back_is_free_and_giving_back_is_no_loss() {
    let ((one, first), (two, second)) = (tab(), tab());
    first.lock(Ticket(1), "back".into(), false);
    assert!(mine(&one, 1).await);
    let keys = first.pause();
    assert_eq!(keys, ["back"]);
    turn().await;
    second.lock(Ticket(1), "back".into(), false);
    assert!(mine(&two, 1).await);
    assert!(!one.all().contains(&Msg::LockLost));

    first.resume(keys);
    one.first(|msg| (*msg == Msg::LockLost).then_some(())).await;
    second.unlock("back");
}
