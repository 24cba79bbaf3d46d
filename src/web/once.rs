//! A value that comes once, and the future that waits for it.

use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use wasm_bindgen_futures::spawn_local;

struct Slot<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

/// Gives the value; the first one counts.
pub struct Giver<T>(Rc<RefCell<Slot<T>>>);

/// Waits for the value.
pub struct Taker<T>(Rc<RefCell<Slot<T>>>);

/// A pair of giver and taker.
pub fn once<T>() -> (Giver<T>, Taker<T>) {
    let slot = Rc::new(RefCell::new(Slot { value: None, waker: None }));
    (Giver(Rc::clone(&slot)), Taker(slot))
}

impl<T> Clone for Giver<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Giver<T> {
    /// Gives it.
    pub fn give(&self, value: T) {
        let mut slot = self.0.borrow_mut();
        if slot.value.is_none() {
            slot.value = Some(value);
        }
        let waker = slot.waker.take();
        drop(slot);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Future for Taker<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut slot = self.0.borrow_mut();
        if let Some(value) = slot.value.take() {
            return Poll::Ready(value);
        }
        slot.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

/// The outcome of work that takes no longer than so many milliseconds; the work itself goes on.
pub async fn within<T: 'static>(ms: u32, work: impl Future<Output = T> + 'static) -> Option<T> {
    let (giver, taker) = once();
    let late = giver.clone();
    let alarm = Timeout::new(ms, move || late.give(None));
    spawn_local(async move { giver.give(Some(work.await)) });
    let outcome = taker.await;
    drop(alarm);
    outcome
}

/// Comes back in a task of the browser's of its own: between two long pieces of work the page stays alive.
pub async fn turn() {
    let (giver, taker) = once();
    Timeout::new(0, move || giver.give(())).forget();
    taker.await;
}
