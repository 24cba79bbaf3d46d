//! What is asked where several submissions become one: the rows, what is open among them, what their words are.

use super::review::Gap;
use super::review::Lack;
use crate::annotation::{Ruling, Spot, clash};
use crate::app::{Desk, Focus};
use crate::review::{Choice, Key, ReviewCode, Row, can_choose, choices};
use crate::text::{Kind, Span, diff};

/// What is settled here, where several submissions are.
#[must_use]
pub fn adjudication(desk: &Desk) -> Option<&Ruling> {
    desk.draft.ruling().filter(|ruling| ruling.adjudicates())
}

/// A row by its name.
#[must_use]
pub fn row<'a>(desk: &'a Desk, name: &str) -> Option<&'a Row> {
    adjudication(desk)?.rows.iter().find(|row| row.name == name)
}

/// What two devices made of the same things, each with both versions: this one's first.
#[must_use]
pub fn clash_rows(desk: &Desk) -> Vec<Row> {
    clash::open_rows(&desk.task, desk.draft.annotation())
}

/// How many things two devices made in different ways.
#[must_use]
pub fn open_clashes(desk: &Desk) -> usize {
    let annotation = desk.draft.annotation();
    annotation.clashes.iter().filter(|clash| clash.is_open(annotation)).count()
}

/// Whether a choice may be taken; of two devices' versions what stands may stay, even where it is nothing.
#[must_use]
pub fn may_choose(focus: &Focus, row: &Row, choice: Choice) -> bool {
    matches!((focus, choice), (Focus::Clash(_), Choice::Of(0))) || can_choose(row, choice)
}

/// The row that has the attention, of several submissions or of two devices.
#[must_use]
pub fn row_at(desk: &Desk, focus: &Focus) -> Option<Row> {
    match focus {
        Focus::Row(name) => row(desk, name).cloned(),
        Focus::Clash(id) => clash_rows(desk).into_iter().find(|row| row.name == *id),
        _ => None,
    }
}

/// Whether a row is settled.
#[must_use]
pub fn is_settled(desk: &Desk, row: &Row) -> bool {
    adjudication(desk).is_none_or(|ruling| ruling.is_settled(row, desk.draft.annotation()))
}

/// The rows that nobody settled yet, in their order.
#[must_use]
pub fn unsettled(desk: &Desk) -> Vec<&Row> {
    let rows = adjudication(desk).map_or(&[][..], |ruling| &ruling.rows);
    rows.iter().filter(|row| !is_settled(desk, row)).collect()
}

/// How many rows differ, and how many agree.
#[must_use]
pub fn row_counts(desk: &Desk) -> (usize, usize) {
    let rows = adjudication(desk).map_or(&[][..], |ruling| &ruling.rows);
    let differ = rows.iter().filter(|row| row.differs).count();
    (differ, rows.len() - differ)
}

/// The rows that are shown: those that differ, and where it is asked for those that agree.
#[must_use]
pub fn shown_rows(desk: &Desk) -> Vec<&Row> {
    let rows = adjudication(desk).map_or(&[][..], |ruling| &ruling.rows);
    let focused = |row: &Row| matches!(&desk.view.focus, Focus::Row(name) if *name == row.name);
    rows.iter().filter(|row| row.differs || desk.view.whole || focused(row)).collect()
}

/// What a digit chooses in a row.
#[must_use]
pub fn choice_in(desk: &Desk, name: &str, digit: usize) -> Option<Choice> {
    let row = row(desk, name)?;
    choices(&desk.task, row).get(digit).copied().filter(|choice| can_choose(row, *choice))
}

/// What stands in the way: rows that are open come first, and what the result lacks there is not said twice.
pub(super) fn with_unsettled(desk: &Desk, gaps: Vec<Gap>) -> Vec<Gap> {
    let open = if desk.draft.ruling().is_some_and(Ruling::mends) { unsettled(desk) } else { Vec::new() };
    let same = |row: &&&Row, spot: &Spot| match (&row.key, spot) {
        (Key::Criterion(id, response), Spot::Criterion(other, of)) => id == other && response == of,
        (Key::Preference, Spot::Preference) => true,
        _ => false,
    };
    let mut list = Vec::new();
    for row in &open {
        list.push(Gap { lack: Lack::Review(ReviewCode::Unsettled), spot: Spot::Row(row.name.clone()) });
    }
    list.extend(gaps.into_iter().filter(|gap| !open.iter().any(|row| same(&row, &gap.spot))));
    list
}

/// What a text is made of, beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// It stands in both.
    Same,
    /// It is taken away.
    Gone,
    /// It is put there.
    New,
}

/// So many bytes of a text are shown about a place, at most.
const ABOUT: usize = 40;

/// A place of a text as somebody would have it, with what changes and the words about it.
#[must_use]
pub fn tracked_words(original: &str, place: Span, text: &str) -> Vec<(Touch, String)> {
    let (before, after) = (before(original, place.start), after(original, place.end));
    let mut pieces = vec![(Touch::Same, before)];
    pieces.extend(changed_words(place.slice(original), text));
    pieces.push((Touch::Same, after));
    pieces.retain(|(_, text)| !text.is_empty());
    pieces
}

/// A text beside another, in pieces.
#[must_use]
pub fn changed_words(old: &str, new: &str) -> Vec<(Touch, String)> {
    let mut pieces = Vec::new();
    let mut pos = 0;
    for edit in diff(old, new, Kind::Auto).edits(new) {
        pieces.push((Touch::Same, Span::new(pos, edit.span.start).slice(old).to_owned()));
        pieces.push((Touch::Gone, edit.span.slice(old).to_owned()));
        pieces.push((Touch::New, edit.insert));
        pos = edit.span.end;
    }
    pieces.push((Touch::Same, Span::new(pos, old.len()).slice(old).to_owned()));
    pieces.retain(|(_, text)| !text.is_empty());
    pieces
}

/// The words of a line before a place.
fn before(text: &str, at: usize) -> String {
    let all = Span::new(0, at).slice(text);
    let line = all.rsplit('\n').next().unwrap_or_default();
    let Some(least) = line.len().checked_sub(ABOUT) else { return line.to_owned() };
    let words = line.char_indices().find(|(at, letter)| *at >= least && letter.is_whitespace());
    words.map_or_else(String::new, |(at, _)| ["…", line.get(at..).unwrap_or_default()].concat())
}

/// The words of a line behind a place.
fn after(text: &str, at: usize) -> String {
    let all = Span::new(at, text.len()).slice(text);
    let line = all.split('\n').next().unwrap_or_default();
    if line.len() <= ABOUT {
        return line.to_owned();
    }
    let words = line.char_indices().rfind(|(at, letter)| *at <= ABOUT && letter.is_whitespace());
    words.map_or_else(String::new, |(at, _)| [line.get(..=at).unwrap_or_default(), "…"].concat())
}
