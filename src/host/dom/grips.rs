//! Panes are resized by their grips: dragged, or with the arrow keys. Their widths are custom properties of the root.

use super::frame::Throttle;
use crate::app::{Msg, Settings};
use crate::host::page::{Known, Post};
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent, ShadowRoot};

/// Pixels of one key press.
const STEP: f64 = 16.0;

#[derive(Clone, Copy)]
enum Pane {
    Task,
    Judge,
}

struct Drag {
    pane: Pane,
    from_x: i32,
    from_width: u32,
    width: u32,
}

struct Grips {
    root: ShadowRoot,
    post: Post,
    known: Known,
    drag: RefCell<Option<Drag>>,
    throttle: Rc<Throttle>,
}

/// Listens for as long as what it answers is kept.
pub fn watch(root: &ShadowRoot, post: &Post, known: &Known) -> Vec<EventListener> {
    let grips = Rc::new(Grips {
        root: root.clone(),
        post: Rc::clone(post),
        known: Rc::clone(known),
        drag: RefCell::default(),
        throttle: Rc::default(),
    });
    let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
    let on = |name: &'static str, act: fn(&Rc<Grips>, &Event)| {
        let grips = Rc::clone(&grips);
        EventListener::new_with_options(root, name, options, move |event| act(&grips, event))
    };
    vec![
        on("pointerdown", Grips::begin),
        on("pointermove", Grips::drag),
        on("pointerup", Grips::end),
        on("pointercancel", Grips::end),
        on("keydown", Grips::key),
    ]
}

/// Gives the panes their widths. Called after every rendering.
pub fn apply(root: &ShadowRoot, settings: &Settings) {
    set(root, Pane::Task, settings.task_width);
    set(root, Pane::Judge, settings.judge_width);
}

fn set(root: &ShadowRoot, pane: Pane, width: u32) {
    let Ok(Some(workbench)) = root.query_selector(".workbench") else { return };
    let Some(workbench) = workbench.dyn_ref::<HtmlElement>() else { return };
    let (name, width) = (pane.property(), format!("{width}px"));
    let style = workbench.style();
    if style.get_property_value(name).ok().as_deref() != Some(&width) {
        let _ = style.set_property(name, &width);
    }
}

impl Pane {
    fn of(event: &Event) -> Option<(Self, Element)> {
        let grip = event.target()?.dyn_into::<Element>().ok()?.closest("[data-grip]").ok()??;
        match grip.get_attribute("data-grip")?.as_str() {
            "task" => Some((Self::Task, grip)),
            "judge" => Some((Self::Judge, grip)),
            _ => None,
        }
    }

    fn property(self) -> &'static str {
        match self {
            Self::Task => "--task-width",
            Self::Judge => "--judge-width",
        }
    }

    fn width(self, settings: &Settings) -> u32 {
        match self {
            Self::Task => settings.task_width,
            Self::Judge => settings.judge_width,
        }
    }

    /// The width after a move to the right: the judge pane is on the other side.
    fn after(self, width: u32, right: f64) -> u32 {
        let (right, least, most) = match self {
            Self::Task => (right, 200.0, 480.0),
            Self::Judge => (-right, 280.0, 560.0),
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped just here")]
        let width = (f64::from(width) + right).clamp(least, most).round() as u32;
        width
    }
}

impl Grips {
    fn begin(self: &Rc<Self>, event: &Event) {
        let Some((pane, grip)) = Pane::of(event) else { return };
        let (Some(pointer), Some(settings)) = (event.dyn_ref::<PointerEvent>(), (self.known)()) else { return };
        if pointer.button() != 0 {
            return;
        }
        event.prevent_default();
        let _ = grip.set_pointer_capture(pointer.pointer_id());
        super::focus::give(&grip);
        let width = pane.width(&settings);
        self.drag.replace(Some(Drag { pane, from_x: pointer.client_x(), from_width: width, width }));
    }

    fn drag(self: &Rc<Self>, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
        if let Some(drag) = self.drag.borrow_mut().as_mut() {
            drag.width = drag.pane.after(drag.from_width, f64::from(pointer.client_x() - drag.from_x));
            let grips = Rc::clone(self);
            self.throttle.ask(move || {
                if let Some(drag) = grips.drag.borrow().as_ref() {
                    set(&grips.root, drag.pane, drag.width);
                }
            });
        }
    }

    fn end(self: &Rc<Self>, _: &Event) {
        if let Some(drag) = self.drag.take() {
            self.keep(drag.pane, drag.width);
        }
    }

    fn key(self: &Rc<Self>, event: &Event) {
        let (Some((pane, _)), Some(key)) = (Pane::of(event), event.dyn_ref::<KeyboardEvent>()) else { return };
        let Some(settings) = (self.known)() else { return };
        let right = match key.key().as_str() {
            "ArrowRight" => STEP,
            "ArrowLeft" => -STEP,
            _ => return,
        };
        event.prevent_default();
        self.keep(pane, pane.after(pane.width(&settings), right));
    }

    fn keep(&self, pane: Pane, width: u32) {
        let Some(mut settings) = (self.known)() else { return };
        match pane {
            Pane::Task => settings.task_width = width,
            Pane::Judge => settings.judge_width = width,
        }
        (self.post)(Msg::SettingsChanged(Box::new(settings)));
    }
}
