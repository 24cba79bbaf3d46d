//! Waits: one of each kind, the next frame among them. They stop while the element is away from the page.

use super::dom::frame::Frame;
use super::{clock, page::Post};
use crate::app::{Msg, Ticket, Timer};
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A hidden page has no frames: then so many milliseconds stand for one.
const HIDDEN_FRAME_MS: f64 = 60.0;
const LONGEST_MS: f64 = 2_147_000_000.0;

/// Waits that stand.
pub struct Timers {
    post: Post,
    waits: RefCell<Vec<Wait>>,
    stopped: Cell<bool>,
}

struct Wait {
    timer: Timer,
    ticket: Ticket,
    until: f64,
    /// None while the element is away.
    #[allow(dead_code, reason = "held to be dropped")]
    alarm: Option<Alarm>,
}

/// What rings; dropping it stops it.
#[allow(dead_code, reason = "held to be dropped")]
enum Alarm {
    Timeout(Timeout),
    /// The frame to come, and then the end of its painting: work done there delays no paint.
    Frame(Frame, Rc<Cell<Option<Timeout>>>),
}

impl Timers {
    pub fn new(post: Post) -> Rc<Self> {
        Rc::new(Self { post, waits: RefCell::default(), stopped: Cell::new(false) })
    }

    /// Waits; an earlier wait of the kind is forgotten.
    pub fn wait(self: &Rc<Self>, timer: Timer, ticket: Ticket, ms: f64) {
        let until = clock::now().mono + ms.max(0.0);
        let alarm = (!self.stopped.get()).then(|| self.alarm(timer, ms));
        let mut waits = self.waits.borrow_mut();
        waits.retain(|wait| wait.timer != timer);
        waits.push(Wait { timer, ticket, until, alarm });
    }

    fn alarm(self: &Rc<Self>, timer: Timer, ms: f64) -> Alarm {
        let timers = Rc::clone(self);
        let ring = move || timers.ring(timer);
        if timer != Timer::Paint || ms > 0.0 {
            return Alarm::timeout(ms, ring);
        }
        if is_hidden() { Alarm::timeout(HIDDEN_FRAME_MS, ring) } else { Alarm::frame(ring) }
    }

    fn ring(&self, timer: Timer) {
        let mut waits = self.waits.borrow_mut();
        let wait = waits.iter().position(|wait| wait.timer == timer).map(|at| waits.swap_remove(at));
        drop(waits);
        if let Some(wait) = wait {
            (self.post)(Msg::Elapsed(timer, wait.ticket));
        }
    }

    /// Stops all clocks; the waits stand.
    pub fn pause(&self) {
        self.stopped.set(true);
        for wait in self.waits.borrow_mut().iter_mut() {
            wait.alarm = None;
        }
    }

    /// Starts the clocks again; what is over rings at once.
    pub fn resume(self: &Rc<Self>) {
        self.stopped.set(false);
        let now = clock::now().mono;
        for wait in self.waits.borrow_mut().iter_mut() {
            wait.alarm = Some(self.alarm(wait.timer, (wait.until - now).max(0.0)));
        }
    }
}

impl Alarm {
    fn timeout(ms: f64, ring: impl FnOnce() + 'static) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped just here")]
        let ms = ms.clamp(0.0, LONGEST_MS).ceil() as u32;
        Self::Timeout(Timeout::new(ms, ring))
    }

    fn frame(ring: impl FnOnce() + 'static) -> Self {
        let rest: Rc<Cell<Option<Timeout>>> = Rc::default();
        let slot = Rc::clone(&rest);
        Self::Frame(Frame::next(move || slot.set(Some(Timeout::new(0, ring)))), rest)
    }
}

fn is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}
