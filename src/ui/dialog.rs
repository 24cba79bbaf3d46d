//! What opens over the page: keys, ways out, finding a quote, skipping, the view's settings.
//!
//! Each is a real `<dialog>`; `host` opens it as a modal one once it stands, which gives focus, Esc and the rest.

use super::judge::card::{readable, shortened};
use super::kit::{Ctx, button, close, join, toggle, toggle_word, unseen};
use super::template::{Act, Html, Send, view};
use super::words as w;
use crate::annotation::ExitKind;
use crate::app::{Command, Dialog, Font, Lang, Msg, Settings, Theme, Word, keymap, question};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, HtmlTextAreaElement, KeyboardEvent};

/// The open dialog, or none.
#[inline(never)]
pub fn view(ctx: Ctx) -> Html {
    let Some(dialog) = &ctx.model.dialog else { return view! { ctx, <div key="dialog" hidden=true></div> } };
    let (name, title, body) = match dialog {
        Dialog::Keys => ("keys", w::KEYS, keys(ctx, None)),
        Dialog::Rebind(command) => ("keys", w::KEYS, keys(ctx, Some(command))),
        Dialog::Exit => ("exit", w::EXIT_TITLE, exit(ctx)),
        Dialog::Find(quote) => ("find", w::FIND, find(ctx, quote)),
        Dialog::Skip => ("skip", w::SKIP_TITLE, skip(ctx)),
        Dialog::Import => ("import", super::author::words::IMPORT_TITLE, super::author::import::view(ctx)),
        Dialog::Settings => ("settings", w::SETTINGS, settings(ctx)),
    };
    view! { ctx,
        <dialog key={ join(&["dialog ", name]) } class="dialog" class={ name } data-dialog="" aria-label={ title }>
            <div class="dialog-head">
                <h2>{ title }</h2>
                { close(ctx, Msg::DialogChosen(None)) }
            </div>
            <div class="dialog-body">{ body }</div>
        </dialog>
    }
}

fn keys(ctx: Ctx, waiting: Option<&String>) -> Html {
    let hint = waiting
        .and_then(|name| Command::of(name))
        .map(|command| ctx.with(w::PRESS_KEY, ctx.say(super::command_words::name(command))));
    let reset = Settings { keys: keymap::Bindings::default(), ..ctx.model.settings.clone() };
    view! { ctx,
        <p role="status" class="press" hidden={ hint.is_none() }>{ hint }</p>
        { for super::command_words::GROUPS.iter().map(|(title, commands)| view! { ctx,
            <section key={ title.get(Lang::En) }>
                <h3>{ *title }</h3>
                <ul class="key-list">{ for commands.iter().map(|command| key_row(ctx, *command, waiting)) }</ul>
            </section>
        }) }
        <div class="actions">{ button(ctx, "quiet", w::KEYS_RESET, Msg::SettingsChanged(Box::new(reset))) }</div>
    }
}

fn key_row(ctx: Ctx, command: Command, waiting: Option<&String>) -> Html {
    let name = super::command_words::name(command);
    let chords = keymap::keys(&ctx.model.settings.keys, command);
    let none = chords.is_empty();
    let mac = ctx.model.config.mac;
    let shown = chords.iter().map(|chord| view! { ctx, <kbd key={ &chord.0 }>{ chord.shown(ctx.lang, mac) }</kbd> });
    let command = command.word();
    view! { ctx,
        <li key={ command }>
            <span>{ name }</span>
            <button type="button" class="quiet" aria-pressed={ waiting.is_some_and(|name| name == command) }
                onclick={ Msg::DialogChosen(Some(Dialog::Rebind(command.into()))) }>
                { unseen(ctx, &ctx.with(w::CHANGE_KEY, ctx.say(name))) }{ for shown }<span class="muted" hidden={ !none }>{ w::NO_KEY }</span>
            </button>
        </li>
    }
}

/// What leaves a dialog undone.
fn cancel(ctx: Ctx) -> Html {
    button(ctx, "quiet", w::CANCEL, Msg::DialogChosen(None))
}

fn exit(ctx: Ctx) -> Html {
    let kinds = [
        (ExitKind::BadTask, w::EXIT_BAD_TASK),
        (ExitKind::NotMyField, w::EXIT_NOT_MY_FIELD),
        (ExitKind::CannotVerify, w::EXIT_CANNOT_VERIFY),
        (ExitKind::GiveUp, w::EXIT_GIVE_UP),
        (ExitKind::Escalate, w::EXIT_ESCALATE),
    ];
    view! { ctx,
        <form onsubmit={ Act::Do(exit_chosen) }>
            <p>{ w::EXIT_TEXT }</p>
            <fieldset>
                <legend class="unseen">{ w::EXIT_TITLE }</legend>
                { for kinds.iter().enumerate().map(|(at, (kind, name))| view! { ctx,
                    <label class="option" key={ kind.word() }><input type="radio" name="exit" value={ kind.word() } required=true checked={ at == 0 } />{ *name }</label>
                }) }
            </fieldset>
            <label class="wide">{ w::EXIT_NOTE }<textarea rows="3" required=true dir="auto" /></label>
            <div class="actions">
                { cancel(ctx) }
                <button type="submit" class="primary">{ w::EXIT_SUBMIT }</button>
            </div>
        </form>
    }
}

fn exit_chosen(event: &Event, send: &Send) {
    event.prevent_default();
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    let within = |selector| form.query_selector(selector).ok().flatten();
    let kind = within("input:checked").and_then(|input| input.get_attribute("value"));
    let note = within("textarea").map(|area| area.unchecked_into::<HtmlTextAreaElement>().value());
    if let Some(kind) = kind.and_then(|kind| ExitKind::of(&kind)) {
        send.emit(Msg::ExitChosen(kind, note.unwrap_or_default()));
    }
}

fn find(ctx: Ctx, quote: &str) -> Html {
    let text = ctx.model.desk().and_then(|desk| desk.page()).map(|page| page.original.clone());
    let found = text.and_then(|text| question::find_quote(&text, quote).map(|span| span.slice(&text).to_owned()));
    let status = match &found {
        _ if quote.trim().is_empty() => String::new(),
        Some(text) => ctx.with(w::FOUND, &shortened(&readable(text), 300)),
        None => ctx.say(w::NOT_FOUND).into(),
    };
    view! { ctx,
        <form onsubmit={ Act::Do(found_wanted) } onkeydown={ Act::Do(found_by_key) }>
            <label class="wide">{ w::FIND_HINT }
                <textarea rows="2" dir="auto" autofocus=true value={ quote } oninput={ Act::value("", |_, quote| Msg::QuoteTyped(quote)) } />
            </label>
            <p role="status" class={ if found.is_some() { "good" } else { "muted" } }>{ status }</p>
            <div class="actions">
                { cancel(ctx) }
                <button type="submit" class="primary" disabled={ found.is_none() }>{ w::MARK_IT }</button>
            </div>
        </form>
    }
}

fn found_wanted(event: &Event, send: &Send) {
    event.prevent_default();
    send.emit(Msg::DialogChosen(None));
    send.emit(Msg::IssueWanted(None));
}

/// Enter marks what was found; with Shift it is a line's end.
fn found_by_key(event: &Event, send: &Send) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    let button = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|one| one.tag_name() == "BUTTON");
    if key.key() != "Enter" || key.shift_key() || key.is_composing() || button {
        return;
    }
    event.prevent_default();
    let form = event.current_target().and_then(|form| form.dyn_into::<Element>().ok());
    if form.is_some_and(|form| form.query_selector("[type=submit]:not([disabled])").ok().flatten().is_some()) {
        found_wanted(event, send);
    }
}

fn skip(ctx: Ctx) -> Html {
    view! { ctx,
        <p>{ w::SKIP_TEXT }</p>
        <div class="actions">
            { cancel(ctx) }
            { button(ctx, "quiet", w::EXIT, Msg::DialogChosen(Some(Dialog::Exit))) }
            { button(ctx, "primary", w::SKIP_YES, Msg::SkipConfirmed) }
        </div>
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
    let size = |label: Word, end: bool, by: i32| {
        view! { ctx, <button type="button" disabled={ end } onclick={ with(&|one| one.size += by) }>{ label }</button> }
    };
    view! { ctx,
        { setting(ctx, w::THEME, themes.iter().map(|(theme, name)| {
            toggle_word(ctx, *name, settings.theme == *theme, with(&|one| one.theme = *theme))
        }).collect()) }
        { setting(ctx, w::LANGUAGE, langs.iter().map(|(lang, name)| {
            toggle(ctx, view! { ctx, { *name } }, ctx.lang == *lang, with(&|one| one.lang = Some(*lang)))
        }).collect()) }
        { setting(ctx, w::FONT, fonts.iter().map(|(font, name)| {
            toggle_word(ctx, *name, settings.font == *font, with(&|one| one.font = *font))
        }).collect()) }
        { setting(ctx, w::SIZE, vec![size(w::SMALLER, settings.size <= -2, -1), size(w::LARGER, settings.size >= 4, 1)]) }
        <div class="actions">
            { button(ctx, "quiet", w::FORGET, Msg::ForgetWanted) }
            <button type="button" hidden={ ctx.model.desk().is_none() } onclick={ Msg::ExportWanted }>{ w::EXPORT }{ ctx.key(Command::Export) }</button>
        </div>
    }
}

/// A setting with its choices.
fn setting(ctx: Ctx, name: Word, choices: Vec<Html>) -> Html {
    view! { ctx,
        <div class="setting" role="group" aria-label={ name }><span>{ name }</span><div class="segmented">{ for choices }</div></div>
    }
}
