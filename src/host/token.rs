//! The bearer token: asked of the host page when it is needed, held in memory only.

use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The host's `getToken`, and what it last gave.
#[derive(Default)]
pub struct Token {
    ask: RefCell<Option<Function>>,
    held: RefCell<Option<String>>,
    /// The question that stands: calls that need a token meanwhile wait for the same answer.
    asking: RefCell<Option<Promise>>,
}

impl Token {
    /// Takes the function; what an earlier one gave is forgotten.
    pub fn set(&self, ask: Option<Function>) {
        self.ask.replace(ask);
        self.held.take();
        self.asking.take();
    }

    /// Whether calls carry a token.
    pub fn is_used(&self) -> bool {
        self.ask.borrow().is_some()
    }

    /// What is at hand without asking.
    pub fn held(&self) -> Option<String> {
        self.held.borrow().clone()
    }

    /// A token that is not the `stale` one: the one at hand, or a new one. None where there is none to be had.
    pub async fn get(&self, stale: Option<&str>) -> Option<String> {
        let held = self.held();
        if held.is_some() && held.as_deref() != stale {
            return held;
        }
        let asking = self.asking()?;
        let given = JsFuture::from(asking.clone()).await.ok().and_then(|token| token.as_string());
        if self.asking.borrow().as_ref().is_some_and(|now| js_sys::Object::is(now, &asking)) {
            self.asking.take();
            self.held.replace(given.clone());
        }
        given.filter(|token| !token.is_empty())
    }

    fn asking(&self) -> Option<Promise> {
        if let Some(asking) = self.asking.borrow().clone() {
            return Some(asking);
        }
        let ask = self.ask.borrow().clone()?;
        let answer = match ask.call0(&JsValue::NULL) {
            Ok(answer) => Promise::resolve(&answer),
            Err(thrown) => Promise::reject(&thrown),
        };
        self.asking.replace(Some(answer.clone()));
        Some(answer)
    }
}
