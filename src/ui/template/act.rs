//! What happens at an event: a message, or one made of what was typed or chosen.

use crate::app::Msg;
use std::borrow::Cow;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement};
use yew::Callback;
use yew::virtual_dom::{Listener, ListenerKind};

/// Where messages go.
pub type Send = Callback<Msg>;

/// What happens at an event.
#[derive(Clone, Debug)]
pub enum Act {
    /// This is sent.
    Send(Msg),
    /// What is made of this id and of the value of the field or list that the event comes from is sent.
    Value(String, fn(String, String) -> Msg),
    /// This is done.
    Do(fn(&Event, &Send)),
}

impl Act {
    /// Sends what is made of an id and of what is typed or chosen.
    pub fn value(id: &str, msg: fn(String, String) -> Msg) -> Self {
        Self::Value(id.to_owned(), msg)
    }
}

/// An act at an event.
pub struct At {
    /// The event's name as an attribute: `onclick`.
    pub name: &'static str,
    pub act: Act,
    pub send: Send,
}

impl Listener for At {
    fn kind(&self) -> ListenerKind {
        ListenerKind::other(Cow::Borrowed(self.name.get(2..).unwrap_or_default()))
    }

    fn handle(&self, event: Event) {
        match &self.act {
            Act::Send(msg) => self.send.emit(msg.clone()),
            Act::Value(id, msg) => {
                if let Some(field) = event.target() {
                    // Every field and every list has a `value`, whatever its class.
                    let field = field.unchecked_ref::<HtmlTextAreaElement>();
                    let value = field.value();
                    // What does something each shows nothing as chosen.
                    if field.has_attribute("data-menu") {
                        field.set_value("");
                    }
                    self.send.emit(msg(id.clone(), value));
                }
            }
            Act::Do(act) => act(&event, &self.send),
        }
    }

    fn passive(&self) -> bool {
        false
    }
}
