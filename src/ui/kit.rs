//! Small pieces that every view is made of.

use super::kept::Look;
use super::template::{Act, Html, Site, View, view};
use super::words as w;
use crate::app::{Command, Lang, Model, Msg, Word, keymap};

pub use super::template::Send;

/// What a view needs to know besides its subject.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// The whole state.
    pub model: &'a Model,
    /// Where messages go.
    pub send: &'a Send,
    /// Where a part that is made later finds the state.
    pub look: &'a Look,
    /// The language in force.
    pub lang: Lang,
}

impl<'a> Ctx<'a> {
    /// The context of a rendering.
    pub fn new(model: &'a Model, send: &'a Send, look: &'a Look) -> Self {
        Self { model, send, look, lang: model.lang() }
    }

    /// The view of a site, for `view!`.
    pub fn begin(&self, site: &'static Site) -> Html {
        View::of(site, self.lang, self.send)
    }

    /// A word in the language in force.
    pub fn say(&self, word: Word) -> &'static str {
        word.get(self.lang)
    }

    /// A word with a detail in its place.
    pub fn with(&self, word: Word, detail: &str) -> String {
        word.with(self.lang, detail)
    }

    /// A word with a number in its place, in the form for one or for many.
    pub fn count(&self, word: Word, count: usize) -> String {
        word.count(self.lang, count)
    }

    /// The key of a command, as a small cap.
    #[inline(never)]
    pub fn key(self, command: Command) -> Html {
        let cap = self.key_text(command);
        view! { self, <kbd aria-hidden="true" hidden={ cap.is_empty() }>{ cap }</kbd> }
    }

    /// The key of a command where there is one, as a small cap.
    pub fn some_key(self, command: Option<Command>) -> Html {
        match command {
            Some(command) => self.key(command),
            None => view! { self, <kbd hidden=true></kbd> },
        }
    }

    /// The key of a command, as text; empty where it has none.
    pub fn key_text(self, command: Command) -> String {
        let keys = keymap::keys(&self.model.settings.keys, command);
        keys.first().map(|chord| chord.shown(self.lang, self.model.config.mac)).unwrap_or_default()
    }
}

/// A click that does not take the selection away from the text.
pub fn keep_selection() -> Act {
    Act::Do(|event, _| event.prevent_default())
}

/// A button.
#[inline(never)]
pub fn button(ctx: Ctx, class: &str, label: Word, msg: Msg) -> Html {
    view! { ctx, <button type="button" class={ class } onclick={ msg }>{ label }</button> }
}

/// A button with a sign, and what it is called.
#[inline(never)]
pub fn icon(ctx: Ctx, name: Word, sign: Html, msg: Msg) -> Html {
    view! { ctx,
        <button type="button" class="quiet icon" aria-label={ name } title={ name } onclick={ msg }>{ sign }</button>
    }
}

/// A sign that is seen and not said.
pub fn sign(ctx: Ctx, sign: &str) -> Html {
    view! { ctx, <span aria-hidden="true">{ sign }</span> }
}

/// The button that closes something.
pub fn close(ctx: Ctx, msg: Msg) -> Html {
    icon(ctx, w::CLOSE, sign(ctx, "×"), msg)
}

/// Texts one after the other.
#[inline(never)]
pub fn join(parts: &[&str]) -> String {
    parts.concat()
}

/// One of several exclusive choices: pressed or not.
#[inline(never)]
pub fn toggle(ctx: Ctx, label: Html, pressed: bool, msg: Msg) -> Html {
    view! { ctx, <button type="button" aria-pressed={ pressed } onclick={ msg }>{ label }</button> }
}

/// The same with a word.
pub fn toggle_word(ctx: Ctx, label: Word, pressed: bool, msg: Msg) -> Html {
    toggle(ctx, view! { ctx, { label } }, pressed, msg)
}

/// Text that is only for screen readers.
pub fn unseen(ctx: Ctx, text: &str) -> Html {
    view! { ctx, <span class="unseen">{ text }</span> }
}

/// What is not there, holding its place among others.
pub fn nothing(ctx: Ctx) -> Html {
    view! { ctx, <div hidden=true></div> }
}

/// How grave an issue is, as a class.
pub fn gravity_class(gravity: u8) -> &'static str {
    match gravity {
        0 => "minor",
        1 => "major",
        _ => "critical",
    }
}

/// A passage without the signs of what stands out, which may begin in one passage and end in another; where they are all of it,
/// as it stands.
pub fn unsigned(text: &str) -> String {
    let plain = text.replace("**", "");
    if plain.is_empty() { text.to_owned() } else { plain }
}
