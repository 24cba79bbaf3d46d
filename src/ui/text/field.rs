//! The text field of the correction: the browser's own, uncontrolled, so that selection, paste, spelling and input
//! methods work as everywhere. It is written only where its text changed elsewhere.

use crate::app::desk::Page;
use crate::app::{Desk, Lang, Msg};
use crate::text::Span;
use crate::ui::kit::Ctx;
use crate::ui::template::{Act, Html, Send, Site, View, view};
use crate::ui::words as w;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
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
        if let Some(area) = self.node.get() {
            let area = area.unchecked_into::<HtmlTextAreaElement>();
            if area.value() != *props.text {
                let (caret, top) = (area.selection_start().ok().flatten(), area.scroll_top());
                area.set_value(&props.text);
                // Where the text was written anew the caret goes back to where it was, as far as it can.
                let _ = area.set_selection_range(caret.unwrap_or(0), caret.unwrap_or(0));
                area.set_scroll_top(top);
            }
            let field = area.unchecked_ref::<Field16>();
            field.set_told(&field.value());
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// The text field, whose text stays JavaScript's: a long one is not carried over at every key.
    type Field16;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Field16) -> Text16;
    /// The text as the model has it.
    #[wasm_bindgen(method, getter, js_name = corrigendaTold)]
    fn told(this: &Field16) -> Option<Text16>;
    #[wasm_bindgen(method, setter, js_name = corrigendaTold)]
    fn set_told(this: &Field16, text: &Text16);

    /// A text of JavaScript's. Its offsets are UTF-16 code units.
    #[derive(Clone, PartialEq)]
    type Text16;
    #[wasm_bindgen(method, getter)]
    fn length(this: &Text16) -> u32;
    #[wasm_bindgen(method)]
    fn slice(this: &Text16, start: u32, end: u32) -> Text16;
    #[wasm_bindgen(method, js_name = charCodeAt)]
    fn unit(this: &Text16, at: u32) -> f64;
}

/// What gave way to what behind `start`, up to the caret: where it ends in the text before. None where anything behind the
/// caret is not as it was.
fn typed_over(before: &Text16, now: &Text16, caret: u32) -> Option<(u32, u32)> {
    let behind = now.length().checked_sub(caret)?;
    let end = before.length().checked_sub(behind)?;
    if before.slice(end, before.length()) != now.slice(caret, now.length()) {
        return None;
    }
    // Most often all before the caret is as it was; else what was typed over is short.
    let most = end.min(caret);
    let (mut start, mut back) = (most, 1);
    while start > 0 && before.slice(0, start) != now.slice(0, start) {
        start = most.saturating_sub(back);
        back *= 2;
    }
    // No pair of code units is parted.
    let leads = |at: u32| (f64::from(0xd800)..f64::from(0xdc00)).contains(&now.unit(at));
    if start > 0 && leads(start - 1) {
        start -= 1;
    }
    Some((start, end))
}

fn typed(event: &Event, send: &Send) {
    let Some(area) = event.target() else { return };
    let area = area.unchecked_into::<HtmlTextAreaElement>();
    let caret = area.selection_end().ok().flatten();
    let field = area.unchecked_ref::<Field16>();
    let (told, now) = (field.told(), field.value());
    field.set_told(&now);
    let over = told.zip(caret).and_then(|(told, caret)| Some((typed_over(&told, &now, caret)?, caret)));
    match over {
        Some(((start, end), caret)) => {
            let insert = now.slice(start, caret).unchecked_into::<JsValue>().as_string().unwrap_or_default();
            let span = Span { start: start as usize, end: end as usize };
            send.emit(Msg::TypedOver { span, insert, length: now.length() as usize });
        }
        None => send.emit(Msg::Typed { text: area.value(), caret: caret.map(|at| at as usize) }),
    }
}
