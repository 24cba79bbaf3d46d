//! The component at the root: it renders the model, and nothing of it is its own.

use super::core::Core;
use crate::app::Msg;
use crate::ui::{self, Look};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Callback, Component, Context, Html, Properties};

/// What the shell is given.
#[derive(Clone, Properties)]
pub struct Props {
    pub core: Rc<Core>,
    /// What it is mounted in; carries the language and the colours in force.
    pub root: HtmlElement,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.core, &other.core)
    }
}

pub struct Shell {
    send: Callback<Msg>,
    look: Look,
}

impl Component for Shell {
    type Message = ();
    type Properties = Props;

    fn create(context: &Context<Self>) -> Self {
        let (core, link) = (Rc::clone(&context.props().core), context.link().clone());
        core.on_change(move || link.send_message(()));
        let looked = Rc::clone(&core);
        let look: Look = Rc::new(move |see| see(&looked.model()));
        Self { send: Callback::from(move |msg| core.post(msg)), look }
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        ui::workbench(&context.props().core.model(), &self.send, &self.look)
    }

    fn rendered(&mut self, context: &Context<Self>, _first: bool) {
        let Props { core, root } = context.props();
        let (lang, theme) = (core.model().lang(), core.model().theme());
        for (name, value) in [("lang", lang.word()), ("data-theme", theme.word())] {
            if root.get_attribute(name).as_deref() != Some(value) {
                let _ = root.set_attribute(name, value);
            }
        }
        if let Some(host) = core.host() {
            // What gets the focus may tell the model at once.
            let settings = core.model().settings.clone();
            host.rendered(&settings);
        }
    }
}
