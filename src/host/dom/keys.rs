//! Keys: what is pressed becomes a command, and what is typed stays inside.
//!
//! Key events leave a shadow root retargeted, so the host page's hotkeys would fire while somebody types.

use super::focus::give;
use crate::app::Msg;
use crate::app::keymap::{Chord, Command, Context};
use crate::host::page::Post;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Function, JsString, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent, ShadowRoot};

/// What a chord means, there where the focus is.
pub type Ask = Rc<dyn Fn(&Chord, Context) -> Option<Msg>>;

const KEPT_INSIDE: [&str; 6] = ["keydown", "keyup", "keypress", "beforeinput", "input", "paste"];
/// A list whose lines do something each.
const MENU: &str = "data-menu";
const IN_COMPOSITION: u32 = 229;
const CONTROLS: &str = "button, a[href], select, summary, input, [role='button'], [role='tab'], [role='radio'], \
    [role='checkbox'], [role='slider'], [role='separator'], [role='menuitem'], [role='option']";

/// Listens at the shadow root for as long as what it answers is kept.
pub fn watch(root: &ShadowRoot, post: &Post, ask: &Ask, mac: bool) -> Vec<EventListener> {
    let first = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: false };
    let (post_key, ask, shadow) = (Rc::clone(post), Rc::clone(ask), root.clone());
    let mut listeners = vec![EventListener::new_with_options(root, "keydown", first, move |event| {
        if let Some(msg) = heard(event, &ask, mac) {
            take(event);
            leave_field(event, &shadow);
            post_key(msg);
        }
    })];
    listeners.push(EventListener::new_with_options(root, "keydown", first, open_menu));
    let post_undo = Rc::clone(post);
    listeners.push(EventListener::new_with_options(root, "beforeinput", first, move |event| {
        // Undo from a menu or a gesture is our undo too: the fields have no history of their own.
        if let Some(command) = of_history(event) {
            take(event);
            post_undo(Msg::Commanded(command));
        }
    }));
    for name in KEPT_INSIDE {
        let shadow = root.clone();
        listeners.push(EventListener::new(root, name, move |event| {
            let typing = target(event).is_some_and(|target| is_editable(&target) || is_list(&target));
            if typing || shadow.query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some()) {
                event.stop_propagation();
            }
        }));
    }
    listeners
}

fn take(event: &Event) {
    event.prevent_default();
    event.stop_propagation();
}

/// Escape ends the writing at once: the next key is a command, however soon it comes.
fn leave_field(event: &Event, root: &ShadowRoot) {
    let escapes = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
    if escapes
        && target(event).is_some_and(|target| is_editable(&target))
        && let Ok(Some(whole)) = root.query_selector(".corrigenda-root")
    {
        give(&whole);
    }
}

fn heard(event: &Event, ask: &Ask, mac: bool) -> Option<Msg> {
    let key: &KeyboardEvent = event.dyn_ref()?;
    if key.is_composing() || key.key_code() == IN_COMPOSITION || event.default_prevented() {
        return None;
    }
    let target = target(event)?;
    // A list has the arrows, with Alt too: they open it.
    if is_list(&target) && key.key().starts_with("Arrow") {
        return None;
    }
    ask(&chord(key, mac)?, context(&target))
}

fn of_history(event: &Event) -> Option<Command> {
    match event.dyn_ref::<InputEvent>()?.input_type().as_str() {
        "historyUndo" => Some(Command::Undo),
        "historyRedo" => Some(Command::Redo),
        _ => None,
    }
}

/// Where the event really happened, inside our own root.
fn target(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}

fn context(target: &Element) -> Context {
    // In a list letters look for its lines.
    if is_editable(target) || is_list(target) {
        return Context::Typing;
    }
    let inside = |selector: &str| target.closest(selector).is_ok_and(|found| found.is_some());
    if inside(CONTROLS) {
        Context::Control
    } else if inside("[data-at='article']") {
        Context::Reading
    } else {
        Context::Elsewhere
    }
}

fn is_list(target: &Element) -> bool {
    target.tag_name().eq_ignore_ascii_case("select")
}

/// Keys would choose a line of a list that is not open, one after the other, and each would be done: they open it.
fn open_menu(event: &Event) {
    let Some(list) = target(event).filter(|target| target.has_attribute(MENU)) else { return };
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    let chooses =
        key.key().starts_with("Arrow") || matches!(key.key().as_str(), "Home" | "End" | "PageUp" | "PageDown");
    let letter = key.key().chars().count() == 1 && key.key() != " " && !key.ctrl_key() && !key.meta_key();
    // What cannot say whether it is open is the browser's.
    if event.default_prevented() || !(chooses || letter) || list.matches(":open").unwrap_or(true) {
        return;
    }
    let picker = Reflect::get(&list, &"showPicker".into()).ok().and_then(|picker| picker.dyn_into::<Function>().ok());
    if picker.is_some_and(|picker| picker.call0(&list).is_ok()) {
        event.prevent_default();
    }
}

/// Whether letters are text there.
fn is_editable(target: &Element) -> bool {
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        let kind = input.type_();
        let pressed = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];
        return !pressed.contains(&kind.as_str());
    }
    target.tag_name().eq_ignore_ascii_case("textarea")
        || target.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}

/// The chord of a key event; none for a modifier alone.
#[must_use]
pub fn chord(event: &KeyboardEvent, mac: bool) -> Option<Chord> {
    let key = event.key();
    if matches!(key.as_str(), "Control" | "Alt" | "Shift" | "Meta" | "AltGraph" | "Dead" | "Unidentified" | "Process") {
        return None;
    }
    // What AltGr makes is a character like any other; Windows reports it as Ctrl and Alt together.
    let typed = event.get_modifier_state("AltGraph");
    let ctrl = !typed && (if mac { event.meta_key() } else { event.ctrl_key() });
    let alt = !typed && event.alt_key();
    if !typed && (if mac { event.ctrl_key() } else { event.meta_key() }) {
        return None;
    }
    let name = name(&key, &event.code(), ctrl || alt);
    let mut text = String::new();
    let sign = name.chars().count() == 1 && !name.chars().all(char::is_alphabetic);
    for (held, modifier) in [(ctrl, "Ctrl+"), (alt, "Alt+"), (event.shift_key() && !sign, "Shift+")] {
        if held {
            text.push_str(modifier);
        }
    }
    text.push_str(&name);
    Some(Chord(text))
}

/// A key's name. With Ctrl or Alt held, other scripts and a Mac's Option key give characters that no chord is made of:
/// there the place of the key counts.
fn name(key: &str, code: &str, held: bool) -> String {
    if key == " " {
        return "Space".to_owned();
    }
    if key.chars().count() > 1 {
        return key.to_owned();
    }
    let placed = code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit"));
    match placed {
        Some(place) if held && !key.is_ascii() => place.to_ascii_lowercase(),
        // The browser's tables of letters, not 3 kB of our own.
        _ => JsString::from(key).to_lower_case().into(),
    }
}
