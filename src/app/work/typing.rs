//! Typing right in the tracked text: what is pressed, pasted or composed there becomes a change of the corrected text.

use super::correct::{attend, change_text};
use crate::app::tracked::{Beside, Keystroke, LineAt, Tracked};
use crate::app::{Compared, Desk, Effect, Mode, Model, Msg, question};
use crate::text::{Edit, Offsets, Span, Step, Unit, segment, snap, splice};

pub(in crate::app) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Struck { from, to, stroke } => struck(model, from, to, stroke),
        Msg::Redrawn { line, text, column } => redrawn(model, line, &text, column),
        Msg::CaretIn { from, to } => {
            if let Some(desk) = model.desk_mut()
                && let Some((from, to)) = ends(desk, from, to)
            {
                attend(desk, from, to);
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Brings the tracked text up to date where it is typed in.
pub(in crate::app) fn keep_up(model: &mut Model) {
    let Some(desk) = model.desk_mut() else { return };
    let wanted = desk.view.mode == Mode::Correct && desk.view.compared == Compared::Typed;
    let now = (desk.view.response, desk.draft.version());
    match &desk.tracked {
        _ if !wanted => desk.tracked = None,
        Some(tracked) if (tracked.response, tracked.version) == now => {}
        _ => {
            let before = desk.tracked.take();
            let Some(page) = desk.pages.responses.get(now.0) else { return };
            let edits = desk.draft.edits(desk.response_id());
            let mut tracked = Tracked::of(before, now.0, &page.original, &page.corrected, edits);
            tracked.version = now.1;
            desk.tracked = Some(tracked);
        }
    }
}

/// Where the caret of the tracked text shall be.
pub(in crate::app) fn caret_to(model: &mut Model, place: usize, beside: Beside) -> Option<Effect> {
    keep_up(model);
    let desk = model.desk_mut()?;
    let spot = desk.tracked.as_ref()?.spot(place, beside);
    desk.view.field_caret = Some(place);
    desk.view.field_anchor = Some(place);
    Some(Effect::Caret(spot))
}

fn ends(desk: &Desk, from: LineAt, to: LineAt) -> Option<(usize, usize)> {
    let tracked = desk.tracked.as_ref()?;
    Some((tracked.place(from)?, tracked.place(to)?))
}

fn struck(model: &mut Model, from: LineAt, to: LineAt, stroke: Keystroke) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let (Some((one, other)), Some(page)) = (ends(desk, from, to), desk.page()) else { return Vec::new() };
    let text = &page.corrected;
    let selected = Span { start: one.min(other), end: one.max(other) };
    let (span, insert, beside) = match stroke {
        Keystroke::Insert(insert) => (selected, with_line_ends(text, &insert), Beside::Behind),
        _ if from != to => (selected, String::new(), Beside::Before),
        Keystroke::Back(step) => {
            (Span { start: segment::previous(text, one, step), end: one }, String::new(), Beside::Before)
        }
        Keystroke::On(step) => {
            (Span { start: one, end: segment::next(text, one, step) }, String::new(), Beside::Behind)
        }
        Keystroke::LineBack => (Span { start: line_start(text, one), end: one }, String::new(), Beside::Before),
        Keystroke::LineOn => (Span { start: one, end: line_end(text, one) }, String::new(), Beside::Behind),
    };
    let span = snap(text, span);
    let after = span.start + insert.len();
    let mut effects = change_text(model, &Edit { span, insert }, Some(after));
    let open = model.desk().is_some_and(Desk::may_edit);
    effects.extend(open.then(|| caret_to(model, after, beside)).flatten());
    effects
}

/// The start of a line, or of the line end before where it stands at its start.
fn line_start(text: &str, at: usize) -> usize {
    let head = text.get(..at).unwrap_or_default();
    let start = head.rfind('\n').map_or(0, |end| end + 1);
    if start == at { segment::previous(text, at, Step::Grapheme) } else { start }
}

fn line_end(text: &str, at: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    match tail.find(['\r', '\n']) {
        Some(0) => segment::next(text, at, Step::Grapheme),
        Some(end) => at + end,
        None => text.len(),
    }
}

/// New line ends follow the text's.
fn with_line_ends(text: &str, insert: &str) -> String {
    let plain = insert.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains("\r\n") { plain.replace('\n', "\r\n") } else { plain }
}

/// The browser changed what is seen by itself, as an input method does: what differs is typed, wherever it put it.
fn redrawn(model: &mut Model, line: Option<u64>, text: &str, column: Option<usize>) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let (Some(tracked), Some(page)) = (desk.tracked.as_ref(), desk.page()) else { return Vec::new() };
    let seen = tracked.seen(line);
    let caret = column.map(|column| Offsets::new(text).nearest(Unit::Utf16, column));
    let change = splice(&seen, text, caret);
    let places = change.as_ref().and_then(|change| {
        let place = |at| tracked.place_of_seen(line, at);
        Some((place(change.span.start)?, place(change.span.end)?))
    });
    let (mut effects, mut after) = (Vec::new(), desk.view.field_caret);
    if let (Some(change), Some((start, end))) = (change, places) {
        let insert = with_line_ends(&page.corrected, &change.insert);
        let span = Span { start, end: end.max(start) };
        after = Some(span.start + insert.len());
        effects = change_text(model, &Edit { span, insert }, after);
    }
    keep_up(model);
    if let Some(tracked) = model.desk_mut().and_then(|desk| desk.tracked.as_mut()) {
        match line {
            Some(line) => tracked.renew(line),
            None => tracked.epoch += 1,
        }
    }
    effects.extend(after.and_then(|after| caret_to(model, after, Beside::Behind)));
    effects
}

/// After undo and redo the caret stands behind what came or went.
pub(in crate::app) fn caret_after(model: &mut Model, before: &str) -> Option<Effect> {
    let after = &model.desk()?.page()?.corrected;
    let change = splice(before, after, None)?;
    caret_to(model, change.span.start + change.insert.len(), Beside::Behind)
}

/// Where the caret is when the tracked text is turned to.
pub(in crate::app) fn caret_on_turning(model: &mut Model) -> Option<Effect> {
    let place = question::caret_wanted(model.desk()?);
    caret_to(model, place, Beside::Behind)
}
