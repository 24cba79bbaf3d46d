//! Where calls go: a URL, or an object of the page; the backends inside the page are such objects too.

use super::{fetch, object, token::Token};
use crate::protocol::{Call, Failure, Fault, Reply};
use crate::web::within;
use js_sys::{Function, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What the names of backends inside the page begin with.
const LOCAL: [&str; 3] = ["demo:", "file:", "label-studio:"];

/// The backend of one element, with how it is asked.
pub struct Backend {
    channel: RefCell<Channel>,
    /// `element.js` makes their objects: what answers is loaded where it is needed.
    local: JsValue,
    pub(super) token: Token,
    credentials: RefCell<String>,
}

#[derive(Clone)]
enum Channel {
    Nowhere,
    Url(String),
    Object(JsValue),
}

impl Backend {
    /// A backend that is nowhere yet.
    #[must_use]
    pub fn new(local: JsValue) -> Rc<Self> {
        let credentials = RefCell::new("same-origin".to_owned());
        Rc::new(Self { channel: RefCell::new(Channel::Nowhere), local, token: Token::default(), credentials })
    }

    /// Takes what the page names as its backend; answers the name that work is kept under.
    pub fn set(&self, backend: &JsValue) -> String {
        let (channel, name) = match backend.as_string() {
            Some(text) if text.is_empty() => (Channel::Nowhere, String::new()),
            Some(text) if LOCAL.iter().any(|start| text.starts_with(start)) => {
                let make = self.local.dyn_ref::<Function>();
                let made = make.and_then(|make| make.call1(&JsValue::NULL, backend).ok()).unwrap_or_default();
                let name = named(&made);
                (Channel::Object(made), name)
            }
            Some(text) => {
                let url = absolute(&text);
                (Channel::Url(url.clone()), url)
            }
            None if backend.is_object() => (Channel::Object(backend.clone()), format!("object:{}", named(backend))),
            None => (Channel::Nowhere, String::new()),
        };
        self.channel.replace(channel);
        name
    }

    /// Takes the page's `getToken`.
    pub fn set_token(&self, ask: &JsValue) {
        self.token.set(ask.dyn_ref().cloned());
    }

    /// Takes how cookies travel.
    pub fn set_credentials(&self, mode: Option<String>) {
        let mode = mode.filter(|mode| ["same-origin", "include", "omit"].contains(&mode.as_str()));
        self.credentials.replace(mode.unwrap_or_else(|| "same-origin".to_owned()));
    }

    /// Asks; nothing is thrown, and an answer comes in any case.
    ///
    /// # Errors
    /// Where the backend says no, or does not answer.
    pub async fn ask(&self, call: Call, leaving: bool) -> Result<Reply, Failure> {
        let channel = self.channel.borrow().clone();
        match channel {
            Channel::Nowhere => Err(Failure::Fault(Fault::Network)),
            Channel::Url(url) => {
                let credentials = self.credentials.borrow().clone();
                fetch::ask(&url, &call, leaving, &self.token, &credentials).await
            }
            Channel::Object(object) => {
                let answer = within(fetch::PATIENCE_MS, object::ask(object, call)).await;
                answer.unwrap_or(Err(Failure::Fault(Fault::Timeout)))
            }
        }
    }
}

/// The same backend has the same name from every page of the origin.
pub(super) fn absolute(url: &str) -> String {
    let base = web_sys::window().and_then(|window| window.document()).and_then(|document| document.base_uri().ok()?);
    base.and_then(|base| web_sys::Url::new_with_base(url, &base).ok()).map_or_else(|| url.to_owned(), |url| url.href())
}

fn named(object: &JsValue) -> String {
    Reflect::get(object, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}
