//! Dialogs: a `<dialog data-dialog>` is shown above everything as soon as it is rendered; when it goes, the focus goes
//! back to where it was.

use super::focus::give;
use crate::app::Msg;
use crate::host::page::Post;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlDialogElement, ShadowRoot};

/// The dialog that is shown, if any.
#[derive(Default)]
pub struct Dialogs {
    /// What had the focus before.
    before: RefCell<Option<Element>>,
}

impl Dialogs {
    /// Called after every rendering.
    pub fn rendered(&self, root: &ShadowRoot) {
        // It is the workbench's last: nothing is looked for in a long text.
        let Ok(Some(workbench)) = root.query_selector(".workbench") else { return };
        let dialog = workbench.last_element_child();
        match dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
            Some(dialog) if !dialog.open() => {
                self.before.borrow_mut().get_or_insert_with(|| root.active_element().unwrap_or_else(|| root.host()));
                let _ = dialog.show_modal();
            }
            Some(_) => {}
            None => self.gone(root),
        }
    }

    fn gone(&self, root: &ShadowRoot) {
        let before = self.before.take().filter(|before| before.is_connected() && *before != root.host());
        if let Some(before) = before.filter(|_| root.active_element().is_none()) {
            give(&before);
        }
    }
}

/// The browser's own ways to close a dialog are ours: it goes when the model says so.
pub fn watch(root: &ShadowRoot, post: &Post) -> EventListener {
    let post = Rc::clone(post);
    let options = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(root, "cancel", options, move |event| {
        let dialog = event.target().is_some_and(|target| target.is_instance_of::<HtmlDialogElement>());
        if dialog {
            event.prevent_default();
            post(Msg::DialogChosen(None));
        }
    })
}
