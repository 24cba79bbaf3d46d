//! The next frame of the page.

use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Something that is done at the next frame; dropping it forgets it.
pub struct Frame {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Frame {
    /// Does something at the next frame.
    pub fn next(ring: impl FnOnce() + 'static) -> Self {
        Self::ringing(Box::new(ring))
    }

    #[inline(never)]
    fn ringing(ring: Box<dyn FnOnce()>) -> Self {
        let mut ring = Some(ring);
        let closure = Closure::<dyn FnMut()>::new(move || {
            if let Some(ring) = ring.take() {
                ring();
            }
        });
        let window = web_sys::window();
        let id = window.and_then(|window| window.request_animation_frame(closure.as_ref().unchecked_ref()).ok());
        Self { id: id.unwrap_or_default(), _closure: closure }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.cancel_animation_frame(self.id);
        }
    }
}

/// Something that is done at most once a frame, however often it is asked for.
#[derive(Default)]
pub struct Throttle {
    waits: Cell<bool>,
    frame: Cell<Option<Frame>>,
}

impl Throttle {
    /// Does it at the next frame, unless it already waits for that.
    pub fn ask(self: &Rc<Self>, act: impl FnOnce() + 'static) {
        self.asked(Box::new(act));
    }

    #[inline(never)]
    fn asked(self: &Rc<Self>, act: Box<dyn FnOnce()>) {
        if self.waits.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        let frame = Frame::next(move || {
            this.waits.set(false);
            act();
        });
        self.frame.set(Some(frame));
    }
}
