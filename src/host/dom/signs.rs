//! Signs of life: the network, the page, the person.

use crate::app::Msg;
use crate::host::clock::now;
use crate::host::page::Post;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{EventTarget, ShadowRoot};

/// One sign of life in so many milliseconds is enough.
const STIRS_EVERY_MS: f64 = 2_000.0;
const STIRRING: [&str; 5] = ["pointerdown", "pointermove", "keydown", "wheel", "scroll"];

/// Listens for as long as what it answers is kept.
pub fn watch(root: &ShadowRoot, post: &Post) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let Some(document) = window.document() else { return Vec::new() };
    let on = |target: &EventTarget, name: &'static str, tell: fn() -> Msg| {
        let post = Rc::clone(post);
        EventListener::new(target, name, move |_| post(tell()))
    };
    let mut listeners = vec![
        on(&window, "online", || Msg::Connected(true)),
        on(&window, "offline", || Msg::Connected(false)),
        on(&window, "pagehide", || Msg::PageLeft),
        on(&window, "pageshow", shown),
        on(&document, "visibilitychange", shown),
    ];
    let last = Rc::new(Cell::new(f64::NEG_INFINITY));
    let options = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: true };
    listeners.extend(STIRRING.map(|name| {
        let (post, last) = (Rc::clone(post), Rc::clone(&last));
        EventListener::new_with_options(root, name, options, move |_| {
            let now = now().mono;
            if now - last.get() >= STIRS_EVERY_MS {
                last.set(now);
                post(Msg::Stirred);
            }
        })
    }));
    listeners
}

/// How the page stands at the beginning.
pub fn first(post: &Post) {
    let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    if !online {
        post(Msg::Connected(false));
    }
}

fn shown() -> Msg {
    let document = web_sys::window().and_then(|window| window.document());
    Msg::Shown(document.is_none_or(|document| !document.hidden()))
}
