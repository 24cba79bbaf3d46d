//! The text field of the correction: the browser's own, uncontrolled, so that selection, paste, spelling and input
//! methods work as everywhere. It is written only where its text changed elsewhere.

use crate::app::Msg;
use crate::ui::kit::Send;
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What the text field needs.
#[derive(Properties, Clone)]
pub struct FieldProps {
    /// The text as the draft has it.
    pub text: Rc<str>,
    /// Counts the times the text changed elsewhere.
    pub version: u64,
    /// BCP 47 tag of the text, for spelling and reading direction.
    pub lang: Option<String>,
    /// What it is called.
    pub label: &'static str,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Where messages go.
    pub send: Send,
}

/// Typing changes the text and not the field: only what comes from elsewhere renders it again.
impl PartialEq for FieldProps {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
            && self.label == other.label
            && self.read_only == other.read_only
            && self.lang == other.lang
    }
}

/// The text field.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let node = use_node_ref();
    {
        let (node, text) = (node.clone(), Rc::clone(&props.text));
        use_effect_with(props.version, move |_| {
            if let Some(area) = node.cast::<HtmlTextAreaElement>()
                && area.value() != *text
            {
                let (caret, top) = (area.selection_start().ok().flatten(), area.scroll_top());
                area.set_value(&text);
                // Where the text was written anew the caret goes back to where it was, as far as it can.
                let _ = area.set_selection_range(caret.unwrap_or(0), caret.unwrap_or(0));
                area.set_scroll_top(top);
            }
        });
    }
    let send = props.send.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            let caret = area.selection_end().ok().flatten().map(|at| at as usize);
            send.emit(Msg::Typed { text: area.value(), caret });
        }
    });
    html! {
        <textarea class="field" data-at="field" data-tied="correction" dir="auto" lang={ props.lang.clone() }
            ref={ node } aria-label={ props.label } readonly={ props.read_only } spellcheck="true" autocomplete="off"
            oninput={ oninput } />
    }
}
