//! Typing in the tracked text. What the browser is about to do there is stopped and told instead; the answer is drawn
//! from the model. Only input methods write in it themselves: when they are done, what is seen is read back.

mod spot;

use super::frame::Throttle;
use super::selection::selected;
use crate::app::Msg;
use crate::app::tracked::{Keystroke, LineAt};
use crate::host::page::Post;
use crate::text::Step;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use spot::{Editor, clipboard_text, copied};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, InputEvent, KeyboardEvent, ShadowRoot};

/// What watches the tracked text.
pub struct Typing {
    root: ShadowRoot,
    post: Post,
    composing: Cell<bool>,
    /// Whether what is composed replaces something of several lines.
    wide: Cell<bool>,
    told: Cell<Option<(LineAt, LineAt)>>,
    /// Where the caret will be after the next rendering: what is typed until then is typed there.
    ahead: Cell<Option<LineAt>>,
    throttle: Rc<Throttle>,
}

/// Listens for as long as what it answers is kept.
pub fn watch(typing: &Rc<Typing>) -> Vec<EventListener> {
    let root = &typing.root;
    let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
    let on = |name: &'static str, act: fn(&Typing, &Editor, &Event)| {
        let typing = Rc::clone(typing);
        EventListener::new_with_options(root, name, options, move |event| {
            if let Some(editor) = Editor::of(event) {
                act(&typing, &editor, event);
            }
        })
    };
    let mut listeners = vec![
        on("beforeinput", Typing::before_input),
        on("input", Typing::input),
        on("compositionstart", Typing::composition_began),
        on("compositionend", Typing::composition_ended),
        on("paste", Typing::pasted),
        on("copy", |typing, editor, event| {
            typing.copied(editor, event);
        }),
        on("cut", Typing::cut),
        on("dragstart", |_, _, event| event.prevent_default()),
        on("keydown", |_, editor, event| {
            if let Some(key) = event.dyn_ref::<KeyboardEvent>()
                && let Some(end) = border(key)
            {
                event.prevent_default();
                editor.to_border(end, key.shift_key());
            }
        }),
    ];
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        let watcher = Rc::clone(typing);
        listeners.push(EventListener::new(&document, "selectionchange", move |_| watcher.selection_changed()));
    }
    listeners
}

impl Typing {
    /// What will watch the tracked text in a root.
    pub fn new(root: ShadowRoot, post: Post) -> Rc<Self> {
        Rc::new(Self {
            root,
            post,
            composing: Cell::new(false),
            wide: Cell::new(false),
            told: Cell::new(None),
            ahead: Cell::new(None),
            throttle: Rc::default(),
        })
    }

    /// The caret will be there once it is drawn.
    pub fn will_be(&self, at: LineAt) {
        if Editor::focused(&self.root).is_some() {
            self.ahead.set(Some(at));
        }
    }

    /// Puts the caret there, where the tracked text has the focus.
    pub fn put_caret(&self, at: LineAt) {
        if self.ahead.get() == Some(at) {
            self.ahead.set(None);
        }
        if let Some(editor) = Editor::focused(&self.root) {
            editor.put_caret(at);
        }
    }

    fn selection(&self, editor: &Editor) -> Option<(LineAt, LineAt)> {
        if let Some(at) = self.ahead.get() {
            return Some((at, at));
        }
        let (start, end) = selected(&self.root)?;
        Some((editor.place(&start)?, editor.place(&end)?))
    }

    fn strike(&self, editor: &Editor, range: Option<(LineAt, LineAt)>, stroke: Keystroke) {
        if let Some((from, to)) = range.or_else(|| self.selection(editor)) {
            (self.post)(Msg::Struck { from, to, stroke });
        }
    }

    fn before_input(&self, editor: &Editor, event: &Event) {
        let Some(input) = event.dyn_ref::<InputEvent>() else { return };
        let kind = input.input_type();
        if input.is_composing() || is_of_composition(&kind) || event.default_prevented() {
            return;
        }
        event.prevent_default();
        let Some(stroke) = stroke(&kind, input) else { return };
        let elsewhere = matches!(kind.as_str(), "insertReplacementText" | "insertFromDrop");
        let range = elsewhere.then(|| editor.target_range(input)).flatten();
        self.strike(editor, range, stroke);
    }

    /// Something that could not be stopped: a keyboard on glass, an extension of the browser.
    fn input(&self, editor: &Editor, event: &Event) {
        let of_composition = event
            .dyn_ref::<InputEvent>()
            .is_some_and(|input| input.is_composing() || is_of_composition(&input.input_type()));
        if !of_composition && !self.composing.get() {
            self.read(editor, true);
        }
    }

    fn composition_began(&self, editor: &Editor, _: &Event) {
        self.composing.set(true);
        self.wide.set(self.selection(editor).is_some_and(|(from, to)| from.line != to.line));
    }

    fn composition_ended(&self, editor: &Editor, _: &Event) {
        self.composing.set(false);
        self.read(editor, self.wide.get());
    }

    /// Reads what is seen: of the line with the caret, or of all.
    fn read(&self, editor: &Editor, all: bool) {
        let caret = self.selection(editor).map(|(_, to)| to);
        let line = caret.filter(|_| !all).map(|caret| caret.line);
        let text = match line {
            Some(line) => editor.line_text(line),
            None => editor.text(),
        };
        let column = line.and(caret).map(|caret| caret.column);
        (self.post)(Msg::Redrawn { line, text, column });
    }

    fn pasted(&self, editor: &Editor, event: &Event) {
        event.prevent_default();
        if let Some(text) = clipboard_text(event).filter(|text| !text.is_empty()) {
            self.strike(editor, None, Keystroke::Insert(text));
        }
    }

    /// What is copied is the new text; where only deleted text is selected, that.
    fn copied(&self, _: &Editor, event: &Event) -> bool {
        selected(&self.root).is_some_and(|(start, end)| copied(event, &start, &end))
    }

    fn cut(&self, editor: &Editor, event: &Event) {
        if self.copied(editor, event) && editor.is_editable() {
            self.strike(editor, None, Keystroke::Back(Step::Grapheme));
        }
    }

    /// Once a frame, and only where it moved.
    fn selection_changed(self: &Rc<Self>) {
        if self.composing.get() || self.ahead.get().is_some() || Editor::focused(&self.root).is_none() {
            return;
        }
        let typing = Rc::clone(self);
        self.throttle.ask(move || {
            let waits = typing.composing.get() || typing.ahead.get().is_some();
            let Some(editor) = Editor::focused(&typing.root).filter(|_| !waits) else { return };
            let now = typing.selection(&editor);
            if let Some((from, to)) = now
                && typing.told.replace(now) != now
            {
                (typing.post)(Msg::CaretIn { from, to });
            }
        });
    }
}

fn is_of_composition(kind: &str) -> bool {
    kind.ends_with("Composition") || kind.ends_with("CompositionText")
}

/// Whether a key leads to the end of the text or to its beginning; none where it does neither. By itself the browser stops where it
/// has not laid the text out yet.
fn border(key: &KeyboardEvent) -> Option<bool> {
    match (key.key().as_str(), key.ctrl_key(), key.meta_key()) {
        ("End", true, false) | ("ArrowDown", false, true) => Some(true),
        ("Home", true, false) | ("ArrowUp", false, true) => Some(false),
        _ => None,
    }
}

/// What an input type does; none for what has no meaning in plain text.
fn stroke(kind: &str, input: &InputEvent) -> Option<Keystroke> {
    let given = || input.data().or_else(|| input.data_transfer()?.get_data("text/plain").ok());
    Some(match kind {
        "insertText" | "insertReplacementText" | "insertFromDrop" | "insertFromPaste" | "insertFromYank" => {
            Keystroke::Insert(given().filter(|text| !text.is_empty())?)
        }
        "insertParagraph" | "insertLineBreak" => Keystroke::Insert("\n".into()),
        "deleteWordBackward" => Keystroke::Back(Step::Word),
        "deleteWordForward" => Keystroke::On(Step::Word),
        "deleteSoftLineBackward" | "deleteHardLineBackward" => Keystroke::LineBack,
        "deleteSoftLineForward" | "deleteHardLineForward" | "deleteEntireSoftLine" => Keystroke::LineOn,
        "deleteContentForward" => Keystroke::On(Step::Grapheme),
        "deleteContentBackward" | "deleteContent" | "deleteByCut" | "deleteByDrag" => Keystroke::Back(Step::Grapheme),
        _ => return None,
    })
}
