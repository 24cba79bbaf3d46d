//! The text field of the correction: the browser's own, uncontrolled, so that selection, paste, spelling and input
//! methods work as everywhere. It is written only where its text changed elsewhere.

use crate::app::desk::Page;
use crate::app::{Desk, Lang, Msg};
use crate::ui::kit::Ctx;
use crate::ui::template::{Act, Html, Send, Site, View, view};
use crate::ui::words as w;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement};
use yew::virtual_dom::{VComp, VNode};
use yew::{Component, Context, NodeRef, Properties};

/// What the text field needs.
#[derive(Properties, Clone)]
pub struct FieldProps {
    /// The text as the draft has it.
    text: Rc<str>,
    /// Counts the times the text changed elsewhere.
    version: u64,
    /// BCP 47 tag of the text, for spelling and reading direction.
    task_lang: Option<String>,
    /// The language of the interface.
    lang: Lang,
    /// Whether nothing may be changed.
    read_only: bool,
    /// Where messages go.
    send: Send,
}

/// Typing changes the text and not the field: only what comes from elsewhere renders it again.
impl PartialEq for FieldProps {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
            && self.lang == other.lang
            && self.read_only == other.read_only
            && self.task_lang == other.task_lang
    }
}

impl FieldProps {
    /// The view of a site, for `view!`.
    fn begin(&self, site: &'static Site) -> Html {
        View::of(site, self.lang, &self.send)
    }
}

/// The text field.
pub fn field(ctx: Ctx, desk: &Desk, page: &Page) -> VNode {
    let props = FieldProps {
        text: Rc::clone(&page.corrected),
        version: desk.view.field_version,
        task_lang: desk.task.language.clone(),
        lang: ctx.lang,
        read_only: !desk.may_edit(),
        send: ctx.send.clone(),
    };
    VComp::new::<Field>(Rc::new(props), None).into()
}

struct Field {
    node: NodeRef,
    /// The version that was written last.
    written: Option<u64>,
}

impl Component for Field {
    type Message = ();
    type Properties = FieldProps;

    fn create(_: &Context<Self>) -> Self {
        Self { node: NodeRef::default(), written: None }
    }

    fn view(&self, context: &Context<Self>) -> yew::Html {
        let props = context.props();
        let mut field = view! { props,
            <textarea class="field" data-at="field" data-tied="correction" dir="auto" lang={ &props.task_lang }
                ref={ self.node.clone() } aria-label={ w::FIELD } readonly={ props.read_only } spellcheck="true" autocomplete="off"
                oninput={ Act::Do(typed) } />
        };
        field.node()
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        let props = context.props();
        if self.written.replace(props.version) == Some(props.version) {
            return;
        }
        if let Some(area) = self.node.get()
            && let area = area.unchecked_into::<HtmlTextAreaElement>()
            && area.value() != *props.text
        {
            let (caret, top) = (area.selection_start().ok().flatten(), area.scroll_top());
            area.set_value(&props.text);
            // Where the text was written anew the caret goes back to where it was, as far as it can.
            let _ = area.set_selection_range(caret.unwrap_or(0), caret.unwrap_or(0));
            area.set_scroll_top(top);
        }
    }
}

fn typed(event: &Event, send: &Send) {
    if let Some(area) = event.target() {
        let area = area.unchecked_into::<HtmlTextAreaElement>();
        let caret = area.selection_end().ok().flatten().map(|at| at as usize);
        send.emit(Msg::Typed { text: area.value(), caret });
    }
}
