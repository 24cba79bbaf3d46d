//! What opens over the page: keys, ways out, finding a quote, skipping, the view's settings.
//!
//! Each is a real `<dialog>`; `host` opens it as a modal one once it stands, which gives focus, Esc and the rest.

use super::kit::{Ctx, toggle, unseen};
use super::words as w;
use crate::annotation::ExitKind;
use crate::app::{Chord, Command, Dialog, Font, Lang, Msg, Settings, Theme, keymap, question};
use web_sys::{HtmlTextAreaElement, SubmitEvent};
use yew::prelude::*;

/// The open dialog, or none.
pub fn view(ctx: Ctx) -> Html {
    let Some(dialog) = &ctx.model.dialog else { return html! { <div key="dialog" hidden=true></div> } };
    let (name, title, body) = match dialog {
        Dialog::Keys => ("keys", ctx.say(w::KEYS), keys(ctx, None)),
        Dialog::Rebind(command) => ("keys", ctx.say(w::KEYS), keys(ctx, Some(command))),
        Dialog::Exit => ("exit", ctx.say(w::EXIT_TITLE), exit(ctx)),
        Dialog::Find(quote) => ("find", ctx.say(w::FIND), find(ctx, quote)),
        Dialog::Skip => ("skip", ctx.say(w::SKIP_TITLE), skip(ctx)),
        Dialog::Settings => ("settings", ctx.say(w::SETTINGS), settings(ctx)),
    };
    let close = ctx.click(Msg::DialogChosen(None));
    html! {
        <dialog key={ format!("dialog {name}") } class={ classes!("dialog", name) } data-dialog="" aria-label={ title }>
            <div class="dialog-head">
                <h2>{ title }</h2>
                <button type="button" class="quiet icon" aria-label={ ctx.say(w::CLOSE) } onclick={ close }><span aria-hidden="true">{ "×" }</span></button>
            </div>
            <div class="dialog-body">{ body }</div>
        </dialog>
    }
}

fn keys(ctx: Ctx, waiting: Option<&String>) -> Html {
    let hint = waiting
        .and_then(|name| Command::of(name))
        .map(|command| w::PRESS_KEY.with(ctx.lang, super::command_words::name(command).get(ctx.lang)));
    let reset = Settings { keys: keymap::Bindings::default(), ..ctx.model.settings.clone() };
    html! {
        <>
            <p role="status" class="press" hidden={ hint.is_none() }>{ hint.unwrap_or_default() }</p>
            { for super::command_words::GROUPS.iter().map(|(title, commands)| html! {
                <section key={ title.get(Lang::En) }>
                    <h3>{ ctx.say(*title) }</h3>
                    <ul class="key-list">{ for commands.iter().map(|command| key_row(ctx, *command, waiting)) }</ul>
                </section>
            }) }
            <div class="actions"><button type="button" class="quiet" onclick={ ctx.click(Msg::SettingsChanged(Box::new(reset))) }>{ ctx.say(w::KEYS_RESET) }</button></div>
        </>
    }
}

fn key_row(ctx: Ctx, command: Command, waiting: Option<&String>) -> Html {
    let name = super::command_words::name(command).get(ctx.lang);
    let chords = keymap::keys(&ctx.model.settings.keys, command);
    let shown =
        |chord: &Chord| html! { <kbd key={ chord.0.clone() }>{ chord.shown(ctx.lang, ctx.model.config.mac) }</kbd> };
    let pressed = waiting.is_some_and(|name| name == command.word());
    let none = chords.is_empty();
    html! {
        <li key={ command.word() }>
            <span>{ name }</span>
            <button type="button" class="quiet" aria-pressed={ pressed.to_string() }
                onclick={ ctx.click(Msg::DialogChosen(Some(Dialog::Rebind(command.word().into())))) }>
                { unseen(&w::CHANGE_KEY.with(ctx.lang, name)) }{ for chords.iter().map(shown) }<span class="muted" hidden={ !none }>{ ctx.say(w::NO_KEY) }</span>
            </button>
        </li>
    }
}

fn exit(ctx: Ctx) -> Html {
    let kinds = [
        (ExitKind::BadTask, w::EXIT_BAD_TASK),
        (ExitKind::NotMyField, w::EXIT_NOT_MY_FIELD),
        (ExitKind::CannotVerify, w::EXIT_CANNOT_VERIFY),
        (ExitKind::GiveUp, w::EXIT_GIVE_UP),
        (ExitKind::Escalate, w::EXIT_ESCALATE),
    ];
    let send = ctx.send.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(form) = event.target_dyn_into::<web_sys::HtmlFormElement>() else { return };
        let kind = form.query_selector("input:checked").ok().flatten().and_then(|input| input.get_attribute("value"));
        let area = form.query_selector("textarea").ok().flatten();
        let note = area.and_then(|area| wasm_cast(&area)).unwrap_or_default();
        if let Some(kind) = kind.and_then(|kind| ExitKind::of(&kind)) {
            send.emit(Msg::ExitChosen(kind, note));
        }
    });
    html! {
        <form onsubmit={ onsubmit }>
            <p>{ ctx.say(w::EXIT_TEXT) }</p>
            <fieldset>
                <legend class="unseen">{ ctx.say(w::EXIT_TITLE) }</legend>
                { for kinds.iter().enumerate().map(|(at, (kind, name))| html! {
                    <label class="option" key={ kind.word() }><input type="radio" name="exit" value={ kind.word() } required=true checked={ at == 0 } />{ ctx.say(*name) }</label>
                }) }
            </fieldset>
            <label class="wide">{ ctx.say(w::EXIT_NOTE) }<textarea rows="3" required=true dir="auto" /></label>
            <div class="actions">
                <button type="button" class="quiet" onclick={ ctx.click(Msg::DialogChosen(None)) }>{ ctx.say(w::CANCEL) }</button>
                <button type="submit" class="primary">{ ctx.say(w::EXIT_SUBMIT) }</button>
            </div>
        </form>
    }
}

fn wasm_cast(element: &web_sys::Element) -> Option<String> {
    use wasm_bindgen::JsCast;
    element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}

fn find(ctx: Ctx, quote: &str) -> Html {
    let text = ctx.model.desk().and_then(|desk| desk.page()).map(|page| page.original.clone());
    let found = text.and_then(|text| question::find_quote(&text, quote).map(|span| span.slice(&text).to_owned()));
    let status = match &found {
        _ if quote.trim().is_empty() => String::new(),
        Some(text) => w::FOUND.with(ctx.lang, text),
        None => ctx.say(w::NOT_FOUND).into(),
    };
    let send = ctx.send.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        send.emit(Msg::DialogChosen(None));
        send.emit(Msg::IssueWanted(None));
    });
    html! {
        <form onsubmit={ onsubmit }>
            <label class="wide">{ ctx.say(w::FIND_HINT) }
                <textarea rows="2" dir="auto" value={ quote.to_owned() } oninput={ ctx.typing(Msg::QuoteTyped) } />
            </label>
            <p role="status" class={ if found.is_some() { "good" } else { "muted" } }>{ status }</p>
            <div class="actions">
                <button type="button" class="quiet" onclick={ ctx.click(Msg::DialogChosen(None)) }>{ ctx.say(w::CANCEL) }</button>
                <button type="submit" class="primary" disabled={ found.is_none() }>{ ctx.say(w::MARK_IT) }</button>
            </div>
        </form>
    }
}

fn skip(ctx: Ctx) -> Html {
    html! {
        <>
            <p>{ ctx.say(w::SKIP_TEXT) }</p>
            <div class="actions">
                <button type="button" class="quiet" onclick={ ctx.click(Msg::DialogChosen(None)) }>{ ctx.say(w::CANCEL) }</button>
                <button type="button" class="quiet" onclick={ ctx.click(Msg::DialogChosen(Some(Dialog::Exit))) }>{ ctx.say(w::EXIT) }</button>
                <button type="button" class="primary" onclick={ ctx.click(Msg::SkipConfirmed) }>{ ctx.say(w::SKIP_YES) }</button>
            </div>
        </>
    }
}

fn settings(ctx: Ctx) -> Html {
    let settings = &ctx.model.settings;
    let with = |change: &dyn Fn(&mut Settings)| {
        let mut settings = settings.clone();
        change(&mut settings);
        Msg::SettingsChanged(Box::new(settings))
    };
    let themes = [(None, w::THEME_AUTO), (Some(Theme::Light), w::THEME_LIGHT), (Some(Theme::Dark), w::THEME_DARK)];
    let langs = [(Lang::En, "English"), (Lang::De, "Deutsch")];
    let fonts = [(Font::Serif, w::FONT_SERIF), (Font::Sans, w::FONT_SANS)];
    html! {
        <>
            <div class="setting" role="group" aria-label={ ctx.say(w::THEME) }><span>{ ctx.say(w::THEME) }</span><div class="segmented">
                { for themes.iter().map(|(theme, name)| toggle(ctx, html! { { ctx.say(*name) } }, settings.theme == *theme, with(&|one| one.theme = *theme))) }
            </div></div>
            <div class="setting" role="group" aria-label={ ctx.say(w::LANGUAGE) }><span>{ ctx.say(w::LANGUAGE) }</span><div class="segmented">
                { for langs.iter().map(|(lang, name)| toggle(ctx, html! { { *name } }, ctx.lang == *lang, with(&|one| one.lang = Some(*lang)))) }
            </div></div>
            <div class="setting" role="group" aria-label={ ctx.say(w::FONT) }><span>{ ctx.say(w::FONT) }</span><div class="segmented">
                { for fonts.iter().map(|(font, name)| toggle(ctx, html! { { ctx.say(*name) } }, settings.font == *font, with(&|one| one.font = *font))) }
            </div></div>
            <div class="setting" role="group" aria-label={ ctx.say(w::SIZE) }><span>{ ctx.say(w::SIZE) }</span><div class="segmented">
                <button type="button" disabled={ settings.size <= -2 } onclick={ ctx.click(with(&|one| one.size -= 1)) }>{ ctx.say(w::SMALLER) }</button>
                <button type="button" disabled={ settings.size >= 4 } onclick={ ctx.click(with(&|one| one.size += 1)) }>{ ctx.say(w::LARGER) }</button>
            </div></div>
            { note(ctx) }
        </>
    }
}

/// The word to the reviewer.
fn note(ctx: Ctx) -> Html {
    let Some(desk) = ctx.model.desk() else { return html! { <div hidden=true></div> } };
    html! {
        <label class="wide">{ ctx.say(w::NOTE) }
            <textarea rows="3" dir="auto" placeholder={ ctx.say(w::NOTE_HINT) } value={ desk.draft.annotation().note.clone().unwrap_or_default() }
                oninput={ ctx.typing(Msg::NoteTyped) } />
        </label>
    }
}
