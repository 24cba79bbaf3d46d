//! Small pieces that every view is made of.

use crate::app::{Command, Lang, Model, Msg, Word, keymap};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Where messages go.
pub type Send = Callback<Msg>;

/// What a view needs to know besides its subject.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// The whole state.
    pub model: &'a Model,
    /// Where messages go.
    pub send: &'a Send,
    /// The language in force.
    pub lang: Lang,
}

impl<'a> Ctx<'a> {
    /// The context of a rendering.
    pub fn new(model: &'a Model, send: &'a Send) -> Self {
        Self { model, send, lang: model.lang() }
    }

    /// A word in the language in force.
    pub fn say(&self, word: Word) -> &'static str {
        word.get(self.lang)
    }

    /// What a click does.
    pub fn click(&self, msg: Msg) -> Callback<MouseEvent> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(msg.clone()))
    }

    /// What typing in a text area does.
    pub fn typing(&self, msg: impl Fn(String) -> Msg + 'static) -> Callback<InputEvent> {
        let send = self.send.clone();
        Callback::from(move |event: InputEvent| {
            let value = event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value());
            let value = value.or_else(|| event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()));
            if let Some(value) = value {
                send.emit(msg(value));
            }
        })
    }

    /// What choosing in a list does.
    pub fn choosing(&self, msg: impl Fn(String) -> Msg + 'static) -> Callback<Event> {
        let send = self.send.clone();
        Callback::from(move |event: Event| {
            if let Some(list) = event.target_dyn_into::<web_sys::HtmlSelectElement>() {
                send.emit(msg(list.value()));
            }
        })
    }

    /// What the focus coming in does, where it is not there already.
    pub fn focusing(&self, here: bool, msg: Msg) -> Callback<FocusEvent> {
        let send = self.send.clone();
        Callback::from(move |_| {
            if !here {
                send.emit(msg.clone());
            }
        })
    }

    /// The key of a command, as a small cap.
    pub fn key(&self, command: Command) -> Html {
        let keys = keymap::keys(&self.model.settings.keys, command);
        match keys.first() {
            Some(chord) => html! { <kbd aria-hidden="true">{ chord.shown(self.lang, self.model.config.mac) }</kbd> },
            None => html! { <kbd hidden=true></kbd> },
        }
    }
}

/// A button whose click does not take the selection away from the text.
pub fn keep_selection() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| event.prevent_default())
}

/// One of several exclusive choices: pressed or not.
pub fn toggle(ctx: Ctx, label: Html, pressed: bool, msg: Msg) -> Html {
    html! {
        <button type="button" aria-pressed={ pressed.to_string() } onclick={ ctx.click(msg) }>{ label }</button>
    }
}

/// Text that is only for screen readers.
pub fn unseen(text: &str) -> Html {
    html! { <span class="unseen">{ text.to_owned() }</span> }
}

/// How grave an issue is, as a class.
pub fn gravity_class(gravity: u8) -> &'static str {
    match gravity {
        0 => "minor",
        1 => "major",
        _ => "critical",
    }
}
