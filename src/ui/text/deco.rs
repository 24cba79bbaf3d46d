//! What stands on a text: marks, changes, caret and selection, as decorations of its tree.

use crate::annotation::carried::partner;
use crate::annotation::{CorrectionEdit, StepJudgement, span_bytes};
use crate::app::{self, Desk, Focus, Mode, question};
use crate::markup::{Decoration, Decorations};
use crate::review::{Key, Row, text_of};
use crate::text::{ChangeSet, Edit, Side, Span, refine};
use std::rc::Rc;

/// Something that stands on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deco {
    /// A marked issue.
    Mark {
        /// The issue's id.
        id: Rc<str>,
        /// Its number; 0 where it is too far away to have one.
        number: usize,
        /// How grave it is.
        gravity: u8,
        /// Whether it has the attention.
        open: bool,
    },
    /// Inserted text.
    Ins {
        /// The edit's id.
        id: Rc<str>,
        /// Whether it has the attention.
        open: bool,
        /// Whether what gave way to it stands in another text.
        alone: bool,
        /// Whether it came from another place.
        moved: bool,
    },
    /// Deleted text: in the original it covers it; in the correction it stands where it was, and `text` says what.
    Del {
        /// The edit's id.
        id: Rc<str>,
        /// What was deleted.
        text: Rc<str>,
        /// The letters of it that an altered word lost.
        letters: Rc<[Span]>,
        /// Whether it has the attention.
        open: bool,
        /// Whether it is not asked about.
        quiet: bool,
        /// Whether it went to another place.
        moved: bool,
    },
    /// A step.
    Step {
        /// Its id.
        id: Rc<str>,
        /// Its number.
        number: usize,
        /// What was judged, as a class.
        verdict: &'static str,
        /// Whether it has the attention.
        open: bool,
    },
    /// Text that a change puts there, on the original.
    Put {
        /// The edit's id.
        id: Rc<str>,
        /// What is put there.
        text: Rc<str>,
        /// Whether it has the attention.
        open: bool,
        /// Whether it is not asked about.
        quiet: bool,
    },
    /// A place where submissions differ.
    Row {
        /// The row's name.
        id: Rc<str>,
        /// Whether somebody would change the words there.
        changed: bool,
        /// Whether it has the attention.
        open: bool,
    },
    /// Text that one of several would have there, on the original.
    Offer {
        /// The row's name.
        id: Rc<str>,
        /// The number of the choice.
        number: usize,
        /// The text; empty where it would only go.
        text: Rc<str>,
        /// Whether it has the attention.
        open: bool,
    },
    /// A sentence that stands for one of the text on the other side.
    Paired {
        /// The number of the pair.
        number: usize,
        /// Whether it stands elsewhere there.
        moved: bool,
        /// Whether it has the attention.
        open: bool,
    },
    /// What the text on the other side has not.
    Differs {
        /// Whether this is the left side.
        left: bool,
        /// Whether it is a whole sentence.
        alone: bool,
    },
    /// Letters in which an altered word differs from the other, within what went or came.
    Letters,
    /// What is selected by key.
    Selected,
    /// The caret.
    Caret,
}

/// What stands on the original while it is read.
pub fn on_original(desk: &Desk) -> Decorations<Deco> {
    let mut list = marks(desk, desk.response_id(), &|span| span);
    if let Some(sight) = question::in_sight(desk) {
        for mark in &mut list {
            if let Deco::Mark { number, open: false, .. } = &mut mark.kind
                && !mark.span.touches(sight)
            {
                *number = 0;
            }
        }
    }
    if desk.view.side == app::Side::Steps {
        steps(desk, question::steps(desk), &mut list);
    } else if desk.view.side == app::Side::Claims {
        steps(desk, question::claims(desk), &mut list);
    }
    if desk.reviews() {
        changes(desk, true, &mut list);
        disputes(desk, &mut list);
    }
    on_caret(desk, &mut list);
    Decorations::new(list)
}

/// The caret and what is selected, where the caret was moved by key.
pub fn on_caret(desk: &Desk, list: &mut Vec<Decoration<Deco>>) {
    let view = &desk.view;
    if view.caret_shown && view.mode != Mode::Correct {
        let selection = question::selection(desk);
        if !selection.is_empty() {
            list.push(Decoration { span: selection, kind: Deco::Selected });
        }
        list.push(Decoration { span: point(view.caret.head), kind: Deco::Caret });
    }
}

/// What stands on the correction, with what was deleted in its place.
pub fn on_corrected(desk: &Desk, deletions: bool) -> Decorations<Deco> {
    let edits = question::edits_in_corrected(desk);
    let mut changes = Vec::new();
    for (edit, _) in &edits {
        changes.push(Edit { span: span_bytes(&edit.span), insert: edit.insert.clone() });
    }
    let changes = ChangeSet::new(changes).unwrap_or_default();
    let mut list = marks(desk, desk.response_id(), &|span| Span {
        start: changes.map(span.start, Side::After),
        end: changes.map(span.end, Side::Before).max(changes.map(span.start, Side::After)),
    });
    let original = desk.draft.original(desk.response_id());
    for (edit, place) in edits {
        let id: Rc<str> = Rc::from(edit.id.as_str());
        let (open, moved) = (is_open(desk, edit), is_moved(desk, edit));
        let gone = span_bytes(&edit.span).slice(original);
        let altered = refine(gone, &edit.insert);
        list.extend(altered.iter().map(|part| letters(part.new.forward(place.start))));
        if deletions && !gone.is_empty() {
            let letters = altered.iter().map(|part| part.old).collect();
            let kind = Deco::Del { id: Rc::clone(&id), text: Rc::from(gone), letters, open, quiet: false, moved };
            list.push(Decoration { span: point(place.start), kind });
        }
        if !place.is_empty() {
            list.push(Decoration { span: place, kind: Deco::Ins { id, open, alone: !deletions, moved } });
        }
    }
    Decorations::new(list)
}

/// What the correction takes away, on the original.
pub fn on_original_with_deletions(desk: &Desk) -> Decorations<Deco> {
    let mut list = marks(desk, desk.response_id(), &|span| span);
    changes(desk, false, &mut list);
    Decorations::new(list)
}

/// The steps or claims, while they are judged.
fn steps(desk: &Desk, steps: Vec<&StepJudgement>, list: &mut Vec<Decoration<Deco>>) {
    for (at, step) in steps.into_iter().enumerate() {
        let Some(span) = step.span.as_ref().map(span_bytes) else { continue };
        let open = matches!(&desk.view.focus, Focus::Step(id) if *id == step.id);
        let kind = Deco::Step { id: Rc::from(step.id.as_str()), number: at + 1, verdict: step.verdict.word(), open };
        list.push(Decoration { span, kind });
    }
}

/// What the correction takes from the original, and where it is asked for, what it puts there.
fn changes(desk: &Desk, insertions: bool, list: &mut Vec<Decoration<Deco>>) {
    let original = desk.draft.original(desk.response_id());
    for edit in desk.draft.edits(desk.response_id()) {
        let (span, open) = (span_bytes(&edit.span), is_open(desk, edit));
        let id: Rc<str> = Rc::from(edit.id.as_str());
        let quiet = !question::is_shown(desk, &Focus::Edit(edit.id.clone()));
        if !span.is_empty() {
            let kind = Deco::Del {
                id: Rc::clone(&id),
                text: Rc::from(""),
                letters: Rc::from([]),
                open,
                quiet,
                moved: is_moved(desk, edit),
            };
            list.push(Decoration { span, kind });
            let altered = refine(span.slice(original), &edit.insert);
            list.extend(altered.iter().map(|part| letters(part.old.forward(span.start))));
        }
        if insertions && !edit.insert.is_empty() {
            let kind = Deco::Put { id, text: Rc::from(edit.insert.as_str()), open, quiet };
            list.push(Decoration { span: point(span.end), kind });
        }
    }
}

/// Where several submissions differ and nobody settled it; and what has the attention among what they say. Of words that they
/// would change, each one's own stand behind the original's, with the number of their key.
fn disputes(desk: &Desk, list: &mut Vec<Decoration<Deco>>) {
    let rows = question::adjudication(desk).map_or(&[][..], |ruling| &ruling.rows);
    for row in rows.iter().filter(|row| row.key.response() == Some(desk.response_id())) {
        let open = matches!(&desk.view.focus, Focus::Row(name) if *name == row.name);
        let settled = question::is_settled(desk, row);
        let Some(span) = row.key.place().filter(|_| open || !settled) else { continue };
        let id: Rc<str> = Rc::from(row.name.as_str());
        let changed = matches!(row.key, Key::Edit(..)) && !settled;
        if !span.is_empty() {
            list.push(Decoration { span, kind: Deco::Row { id: Rc::clone(&id), changed, open } });
        }
        let original = desk.draft.original(desk.response_id());
        for (at, text) in offers(original, row, span).into_iter().enumerate().filter(|_| changed) {
            let Some(text) = text else { continue };
            let kind = Deco::Offer { id: Rc::clone(&id), number: at + 1, text: Rc::from(text), open };
            list.push(Decoration { span: point(span.end), kind });
        }
    }
}

/// What each one would have in a place, said once; none where it is as it was.
fn offers(original: &str, row: &Row, span: Span) -> Vec<Option<String>> {
    let mut said: Vec<Option<String>> = Vec::new();
    for cell in &row.cells {
        let text = Some(text_of(original, span, cell.as_ref()));
        let new = text.filter(|text| text != span.slice(original));
        let again = new.is_some() && said.contains(&new);
        said.push(new.filter(|_| !again));
    }
    said
}

/// The issues of a response, where they stand by now.
pub fn marks(desk: &Desk, response: &str, place: &dyn Fn(Span) -> Span) -> Vec<Decoration<Deco>> {
    let taxonomy = question::taxonomy(desk, app::Lang::En);
    let mut list = Vec::new();
    for (at, issue) in question::issues_on(desk, response).into_iter().enumerate() {
        let shown = question::is_shown(desk, &Focus::Issue(issue.id.clone()));
        if let Some(span) = issue.span.as_ref().filter(|_| shown) {
            let gravity = issue.severity.as_ref().map_or(1, |severity| taxonomy.gravity(severity));
            let open = matches!(&desk.view.focus, Focus::Issue(id) if *id == issue.id);
            let kind = Deco::Mark { id: Rc::from(issue.id.as_str()), number: at + 1, gravity, open };
            list.push(Decoration { span: place(span_bytes(span)), kind });
        }
    }
    list
}

/// Whether an edit has the attention.
fn is_open(desk: &Desk, edit: &CorrectionEdit) -> bool {
    matches!(&desk.view.focus, Focus::Edit(id) if *id == edit.id)
}

/// Whether an edit is half of a move.
fn is_moved(desk: &Desk, edit: &CorrectionEdit) -> bool {
    partner(desk.draft.edits(desk.response_id()), edit).is_some()
}

fn letters(span: Span) -> Decoration<Deco> {
    Decoration { span, kind: Deco::Letters }
}

fn point(at: usize) -> Span {
    Span { start: at, end: at }
}
