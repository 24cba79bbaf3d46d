//! Where calls go: a URL, an object of the page, or the demo inside it.

use super::demo::Demo;
use super::once::within;
use super::{fetch, object, token::Token};
use crate::protocol::{Call, Failure, Fault, Reply};
use js_sys::Reflect;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The demo's name, before what is asked of it.
const DEMO: &str = "demo:";

/// The backend of one element, with how it is asked.
pub struct Backend {
    channel: RefCell<Channel>,
    /// Where `element.js` lives: the demo's tasks are beside it.
    base: String,
    pub(super) token: Token,
    credentials: RefCell<String>,
}

#[derive(Clone)]
enum Channel {
    Nowhere,
    Url(String),
    Object(JsValue),
    Demo(Rc<Demo>),
}

impl Backend {
    /// A backend that is nowhere yet.
    #[must_use]
    pub fn new(base: String) -> Rc<Self> {
        let credentials = RefCell::new("same-origin".to_owned());
        Rc::new(Self { channel: RefCell::new(Channel::Nowhere), base, token: Token::default(), credentials })
    }

    /// Takes what the page names as its backend; answers the name that work is kept under.
    pub fn set(&self, backend: &JsValue) -> String {
        let (channel, name) = match backend.as_string() {
            Some(text) if text.is_empty() => (Channel::Nowhere, String::new()),
            Some(text) if text.starts_with(DEMO) => {
                let demo = Demo::new(text.trim_start_matches(DEMO), &self.base);
                let name = demo.name();
                (Channel::Demo(demo), name)
            }
            Some(text) => {
                let url = absolute(&text);
                (Channel::Url(url.clone()), url)
            }
            None if backend.is_object() => (Channel::Object(backend.clone()), named(backend)),
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
            Channel::Demo(demo) => demo.ask(call).await,
        }
    }
}

/// The same backend has the same name from every page of the origin.
pub(super) fn absolute(url: &str) -> String {
    let base = web_sys::window().and_then(|window| window.document()).and_then(|document| document.base_uri().ok()?);
    base.and_then(|base| web_sys::Url::new_with_base(url, &base).ok()).map_or_else(|| url.to_owned(), |url| url.href())
}

fn named(object: &JsValue) -> String {
    let name = Reflect::get(object, &"name".into()).ok().and_then(|name| name.as_string());
    format!("object:{}", name.unwrap_or_default())
}
