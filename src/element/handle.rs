//! What `element.js` holds of a mounted workbench.

use super::core::Core;
use super::{shell, style};
use crate::adapter::problems;
use crate::app::{Command, Config, Lang, Msg, Theme};
use crate::host::Page;
use crate::json::Doc;
use crate::task::Kind;
use crate::web::{seed, to_js};
use js_sys::{Map, Reflect, TypeError};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

/// A workbench in an element.
#[wasm_bindgen]
pub struct Handle {
    core: Rc<Core>,
    root: ShadowRoot,
}

/// Mounts a workbench into `root`, which stands in the shadow root of `element`.
///
/// # Errors
/// Where `root` is not in a shadow root.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, element: HtmlElement, options: &JsValue) -> Result<Handle, JsValue> {
    let shadow = root.get_root_node().dyn_into::<ShadowRoot>();
    let shadow = shadow.map_err(|_| TypeError::new("mount() needs an element inside a shadow root"))?;
    style::adopt(&shadow)?;
    let option = |name: &str| Reflect::get(options, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let mac = is_mac();
    let page = Page {
        element,
        root: shadow.clone(),
        mount: root.clone(),
        local: option("local"),
        later: option("later"),
        locks: option("locks").dyn_into().unwrap_or_else(|_| Map::new()),
        sealer: option("sealer"),
        encrypted: option("encrypted").is_truthy(),
        mac,
    };
    let config = Config { mac, seed: seed(), ..Config::default() };
    let handle = Handle { core: Core::new(page, config), root: shadow };
    let props = shell::Props { core: Rc::clone(&handle.core), root: root.clone() };
    yew::Renderer::<shell::Shell>::with_root_and_props(root.into(), props).render();
    if let Some(host) = handle.core.host() {
        host.set_credentials(option("credentials").as_string());
        host.set_token(&option("getToken"));
        host.report();
    }
    handle.core.configure(|config| {
        for name in ["queue", "kind", "lang", "theme", "task"] {
            attribute(config, name, option(name).as_string());
        }
    });
    handle.set("backend", &option("backend"));
    Ok(handle)
}

impl Handle {
    /// What it holds.
    pub(super) fn core(&self) -> &Rc<Core> {
        &self.core
    }
}

#[wasm_bindgen]
impl Handle {
    /// Takes an attribute or property of the element.
    pub fn set(&self, name: &str, value: &JsValue) {
        let Some(host) = self.core.host() else { return };
        match name {
            "getToken" => host.set_token(value),
            "credentials" => host.set_credentials(value.as_string()),
            "backend" => {
                let backend = host.set_backend(value);
                self.core.configure(|config| config.backend = backend);
            }
            name => self.core.configure(|config| attribute(config, name, value.as_string())),
        }
    }

    /// Asks for a task, this one or any.
    pub fn claim(&self, task: Option<String>) {
        self.core.post(Msg::ClaimWanted(task));
    }

    /// Sends the draft now.
    pub fn save(&self) {
        self.core.post(Msg::Commanded(Command::Save));
    }

    /// Submits.
    pub fn submit(&self) {
        self.core.post(Msg::Commanded(Command::Submit));
    }

    /// Gives the task back and asks for another.
    pub fn skip(&self) {
        self.core.post(Msg::Commanded(Command::Skip));
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        self.core.post(Msg::Commanded(Command::Undo));
    }

    /// Does it again.
    pub fn redo(&self) {
        self.core.post(Msg::Commanded(Command::Redo));
    }

    /// The annotation as it stands; null where there is no task.
    #[wasm_bindgen(getter)]
    pub fn value(&self) -> JsValue {
        let value = self.core.model().desk().map(|desk| desk.draft.written());
        value.map_or(JsValue::NULL, |value| to_js(&value))
    }

    /// The task on the desk; null where there is none.
    #[wasm_bindgen(getter)]
    pub fn task(&self) -> JsValue {
        let task = self.core.model().desk().map(|desk| desk.task.write());
        task.map_or(JsValue::NULL, |task| to_js(&task))
    }

    /// What stands in the way of submitting; null where there is no task.
    pub fn check(&self) -> JsValue {
        self.core.model().desk().map_or(JsValue::NULL, |desk| to_js(&problems(&desk.draft)))
    }

    /// The element has left its page.
    pub fn pause(&self) {
        if let Some(host) = self.core.host() {
            host.pause();
        }
    }

    /// The element is back in a page.
    pub fn resume(&self) {
        if let Some(host) = self.core.host() {
            host.resume();
        }
    }

    /// The element is in another document: its style sheets are gone.
    pub fn restyle(&self) {
        let _ = style::adopt(&self.root);
    }
}

fn attribute(config: &mut Config, name: &str, value: Option<String>) {
    let value = value.filter(|value| !value.is_empty());
    match name {
        "queue" => config.queue = value,
        "kind" => config.kind = value.as_deref().and_then(Kind::of),
        "task" => config.task = value,
        "lang" => config.lang = Lang::of_tag(value.as_deref().unwrap_or_default()),
        "theme" => config.theme = value.as_deref().and_then(Theme::of).unwrap_or_default(),
        _ => {}
    }
}

fn is_mac() -> bool {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok());
    platform.is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}
