//! The changes of the shown response: which are listed, what they come to by category, what each does, where each stands.

use super::{Desk, Focus, Lang, Listed, Mode, edit_number, edits_in_corrected, taxonomy};
use crate::annotation::carried::{has_reason, partner};
use crate::annotation::{CorrectionEdit, span_bytes};
use crate::app::word;
use crate::rubric::shift;
use crate::text::Side::{After, Before};
use crate::text::record::{join, split, split_at};
use crate::text::{ChangeSet, Edit, Offsets, Span, Tracked, Unit, snap};

/// So far apart two changes may be, in bytes, to be made one.
const NEAR: usize = 240;

/// The changes that are listed, in the order of the text; what has the attention stays among them.
#[must_use]
pub fn listed(desk: &Desk) -> Vec<&CorrectionEdit> {
    listed_by(desk, &desk.view.round.listed)
}

fn listed_by<'a>(desk: &'a Desk, by: &Listed) -> Vec<&'a CorrectionEdit> {
    let mut found = Vec::new();
    for (edit, place) in edits_in_corrected(desk) {
        let kind = |wanted: &Listed| kind_of(desk, edit) == *wanted;
        let is_listed = match by {
            Listed::All => true,
            Listed::New => desk.view.round.new.contains(&edit.id),
            Listed::Selected => field_selection(desk).is_some_and(|selection| match place.is_empty() {
                true => selection.touches(place),
                false => selection.overlaps(place),
            }),
            kind_wanted => kind(kind_wanted) || desk.view.focus == Focus::Edit(edit.id.clone()),
        };
        if is_listed {
            found.push(edit);
        }
    }
    found
}

/// How many changes a choice would list.
#[must_use]
pub fn count_listed(desk: &Desk, by: &Listed) -> usize {
    listed_by(desk, by).len()
}

/// How many changes of each category there are, in the order of the taxonomy; those without one come last.
#[must_use]
pub fn changes_by_kind(desk: &Desk) -> Vec<(Listed, usize)> {
    let mut kinds: Vec<(Listed, usize)> = Vec::new();
    for category in taxonomy(desk, Lang::En).categories {
        kinds.push((Listed::Category(category.id), 0));
    }
    kinds.extend([(Listed::Other, 0), (Listed::Bare, 0)]);
    for edit in desk.draft.edits(desk.response_id()) {
        let kind = kind_of(desk, edit);
        let at = kinds.iter().position(|(one, _)| *one == kind).unwrap_or(kinds.len().saturating_sub(2));
        if let Some((_, count)) = kinds.get_mut(at) {
            *count += 1;
        }
    }
    kinds.retain(|(_, count)| *count > 0);
    kinds
}

/// Under what a change is counted: its category, else that of an issue that it answers.
fn kind_of(desk: &Desk, edit: &CorrectionEdit) -> Listed {
    let answered = || edit.answers.iter().find_map(|id| desk.draft.issue(id)?.category.clone());
    match edit.category.clone().or_else(answered) {
        Some(category) => Listed::Category(category),
        None if has_reason(desk.draft.edits(desk.response_id()), edit) => Listed::Other,
        None => Listed::Bare,
    }
}

/// What is selected in the corrected text; none where nothing is.
#[must_use]
pub fn field_selection(desk: &Desk) -> Option<Span> {
    let (anchor, head) = (desk.view.field_anchor?, desk.view.field_caret?);
    let span = Span { start: anchor.min(head), end: anchor.max(head) };
    (!span.is_empty() && desk.view.mode == Mode::Correct).then_some(span)
}

/// What a change at a place of the corrected text does to the one number in it, as it is read: "1,200 → 1,344 (+12 %)".
#[must_use]
pub fn number_change(desk: &Desk, edit: &CorrectionEdit, place: Span, lang: Lang) -> Option<String> {
    let page = desk.page()?;
    let shift = shift(&page.original, span_bytes(&edit.span), &page.corrected, place)?;
    Some(shift.said(lang == Lang::De, word::POINTS.get(lang)))
}

/// What a screen reader is told of a change that is stepped to.
#[must_use]
pub fn change_said(desk: &Desk, id: &str, lang: Lang) -> String {
    let edits = desk.draft.edits(desk.response_id());
    let Some(edit) = edits.iter().find(|edit| edit.id == id) else { return String::new() };
    let number = edit_number(desk, id).unwrap_or_default();
    let mut said = [&number.to_string(), " / ", &edits.len().to_string(), ": "].concat();
    if partner(edits, edit).is_some() {
        said.push_str(word::SAID_MOVED.get(lang));
    }
    for (word, text) in [(word::SAID_DELETED, &edit.span.exact), (word::SAID_INSERTED, &edit.insert)] {
        if !text.is_empty() {
            said.push_str(&word.with(lang, text));
        }
    }
    if let Listed::Category(category) = kind_of(desk, edit) {
        said.push_str(taxonomy(desk, lang).category_name(&category));
    }
    said
}

/// Where what has the attention stands in the corrected text: a change, or what an issue or a step is about.
#[must_use]
pub fn place_at_hand(desk: &Desk) -> Option<Span> {
    if let Focus::Edit(id) = &desk.view.focus {
        return edits_in_corrected(desk).into_iter().find(|(one, _)| one.id == *id).map(|(_, place)| place);
    }
    read_at_hand(desk).map(|span| in_corrected(desk, span))
}

/// Where what has the attention ends in the original.
#[must_use]
pub fn end_at_hand(desk: &Desk) -> Option<usize> {
    read_at_hand(desk).map(|span| span.end)
}

fn read_at_hand(desk: &Desk) -> Option<Span> {
    let shown = desk.response_id();
    let span = match &desk.view.focus {
        Focus::Edit(id) => desk.draft.edits(shown).iter().find(|edit| edit.id == *id).map(|edit| &edit.span),
        Focus::Issue(id) => desk.draft.issue(id).filter(|issue| issue.response == shown)?.span.as_ref(),
        Focus::Step(id) => desk.draft.step(id).filter(|step| step.response.as_deref() == Some(shown))?.span.as_ref(),
        _ => None,
    };
    span.map(span_bytes)
}

/// Where the caret of the correction belongs: at what a card with the attention is about, else where it was, else where the
/// text was read.
#[must_use]
pub fn caret_wanted(desk: &Desk) -> usize {
    let at_hand = place_at_hand(desk).map(|place| place.end);
    let read = || in_corrected(desk, Span::new(desk.view.caret.head, desk.view.caret.head)).end;
    let (first, second) =
        if desk.view.on_card { (at_hand, desk.view.field_caret) } else { (desk.view.field_caret, at_hand) };
    let length = desk.page().map_or(0, |page| page.corrected.len());
    first.or(second).unwrap_or_else(read).min(length)
}

/// Where a place of the original stands in the corrected text.
#[must_use]
pub fn in_corrected(desk: &Desk, span: Span) -> Span {
    let changes = changes(desk);
    let start = changes.map(span.start, Before);
    Span { start, end: changes.map(span.end, After).max(start) }
}

/// Where a place of the corrected text stands in the original.
#[must_use]
pub fn in_original(desk: &Desk, at: usize) -> Option<usize> {
    Some(changes(desk).unmap(at, After)).filter(|at| desk.page().is_some_and(|page| *at <= page.original.len()))
}

fn changes(desk: &Desk) -> ChangeSet {
    let edits = desk.draft.edits(desk.response_id());
    let plain = edits.iter().map(|edit| Edit { span: span_bytes(&edit.span), insert: edit.insert.clone() });
    ChangeSet::new(plain.collect()).unwrap_or_default()
}

/// A place of the corrected text in the text field; UTF-16 code units of its text, which knows line feeds only.
#[must_use]
pub fn in_field(desk: &Desk, place: Span) -> Option<Span> {
    let page = desk.page().filter(|_| desk.view.mode == Mode::Correct)?;
    let units =
        |span: Span| -> usize { span.slice(&page.corrected).replace("\r\n", "\n").chars().map(char::len_utf16).sum() };
    let start = units(Span::new(0, place.start));
    Some(Span { start, end: start + units(place) })
}

/// The place of the corrected text that so many UTF-16 code units of blocks stand before, and so many bytes of what is read
/// in its own block; a formula counts as long as its source. Where something ends and something else begins it is either.
#[must_use]
pub fn pointed_at(desk: &Desk, before: usize, within: usize, begins: bool) -> Option<usize> {
    let page = desk.page()?;
    let (tree, text) = (&page.corrected_tree, &page.corrected);
    let first = tree.starts.first().copied()?;
    let rest = text.get(first..)?;
    let start = first + Offsets::new(rest).nearest(Unit::Utf16, before);
    let index = tree.starts.partition_point(|one| *one <= start).checked_sub(1)?;
    let (start, block) = (*tree.starts.get(index)?, tree.blocks.get(index)?);
    let source = text.get(start..start + block.span.end)?;
    let mut left = within;
    let mut at = 0;
    for leaf in block.leaves() {
        let shown = leaf.text(source).len();
        at = if left == 0 || leaf.is_exact() { leaf.span.start + left.min(shown) } else { leaf.span.end };
        if left < shown || (left == shown && !begins) {
            break;
        }
        left -= shown;
    }
    Some(snap(text, Span::at(start + at)).start)
}

/// The parts that a change can be cut to: in two at the caret where it stands in it, else in its smallest. One part where
/// it cannot be cut.
#[must_use]
pub fn parts_of(desk: &Desk, id: &str, fresh: &mut dyn FnMut() -> String) -> Vec<Tracked<String>> {
    let Some(page) = desk.page() else { return Vec::new() };
    let edits = edits_in_corrected(desk);
    let Some((edit, place)) = edits.into_iter().find(|(edit, _)| edit.id == id) else { return Vec::new() };
    let edit = tracked(edit);
    let caret = desk.view.field_caret.filter(|at| place.start < *at && *at < place.end);
    let Some(caret) = caret.filter(|_| desk.view.mode == Mode::Correct) else {
        return split(&page.original, &edit, fresh);
    };
    // The caret is in the corrected text: there the change is cut the other way round.
    let old = edit.edit.span;
    let back = Tracked { id: edit.id, edit: Edit::new(place, old.slice(&page.original)) };
    let (mut from, mut to) = (place.start, old.start);
    let mut parts = Vec::new();
    for part in split_at(&page.corrected, &back, caret, fresh) {
        let start = to + part.edit.span.start.saturating_sub(from);
        (from, to) = (part.edit.span.end, start + part.edit.insert.len());
        parts.push(Tracked {
            id: part.id,
            edit: Edit::new(Span::new(start, to), part.edit.span.slice(&page.corrected)),
        });
    }
    parts
}

/// Whether a change can be cut in parts.
#[must_use]
pub fn can_split(desk: &Desk, id: &str) -> bool {
    parts_of(desk, id, &mut String::new).len() > 1
}

/// The change behind this one and both as one, where they stand close by each other.
#[must_use]
pub fn joined<'a>(desk: &'a Desk, id: &str) -> Option<(&'a CorrectionEdit, Tracked<String>)> {
    let edits = desk.draft.edits(desk.response_id());
    let at = edits.iter().position(|edit| edit.id == id)?;
    let (first, second) = (edits.get(at)?, edits.get(at + 1)?);
    let original = desk.draft.original(desk.response_id());
    let between = Span::new(span_bytes(&first.span).end, span_bytes(&second.span).start).slice(original);
    let near = between.len() <= NEAR && !between.replace('\r', "").contains("\n\n");
    let stays = first.moved.is_none() && second.moved.is_none();
    (near && stays).then(|| (second, join(original, &tracked(first), &tracked(second))))
}

fn tracked(edit: &CorrectionEdit) -> Tracked<String> {
    Tracked { id: edit.id.clone(), edit: Edit { span: span_bytes(&edit.span), insert: edit.insert.clone() } }
}

/// The next change that came with others and that nobody looked at yet, behind this one; the first where none is behind.
#[must_use]
pub fn next_new(desk: &Desk, id: &str) -> Option<String> {
    let edits = desk.draft.edits(desk.response_id());
    let at = edit_number(desk, id).unwrap_or_default();
    let is_new = |edit: &&CorrectionEdit| edit.id != id && desk.view.round.new.contains(&edit.id);
    let mut around = edits.iter().skip(at).chain(edits.iter().take(at));
    around.find(is_new).map(|edit| edit.id.clone())
}
