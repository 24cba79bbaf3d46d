//! What stands on a part of a formula: on the terms that it holds, each of them wrapped; its number stands behind the formula.

use super::block::{Painter, focus_edit, focus_issue, focus_row};
use super::deco::Deco;
use crate::app::{Focus, Msg};
use crate::markup::{Leaf, Piece};
use crate::math::{self, Content, Name, Node};
use crate::text::Span;
use crate::ui::kit::{gravity_class, join};
use crate::ui::template::{Html, view};
use std::cell::RefCell;

/// What stands on parts of a formula.
pub struct Terms<'a> {
    painter: &'a Painter<'a>,
    /// Where the formula stands in the whole text, where selections in it become spans.
    from: Option<usize>,
    /// The marks by their number, each with what it holds of the formula.
    marks: Vec<(usize, Span)>,
    /// Where the caret stands.
    caret: Option<usize>,
    /// The marks that were begun: where one begins, one can be led to.
    begun: RefCell<Vec<usize>>,
}

impl<'a> Terms<'a> {
    /// What stands on a formula: on parts of it only, where its parts have places.
    pub fn new(painter: &'a Painter<'a>, leaf: &Leaf, pieces: &[Piece], node: &Node) -> Self {
        let from =
            (painter.selectable && leaf.is_exact() && is_placed(node)).then_some(painter.start + leaf.span.start);
        let mut terms = Self { painter, from, marks: Vec::new(), caret: None, begun: RefCell::default() };
        if from.is_some() {
            terms.read(leaf, pieces);
        }
        terms
    }

    #[inline(never)]
    fn read(&mut self, leaf: &Leaf, pieces: &[Piece]) {
        let tex = leaf.text(self.painter.text);
        let within = |span: Span| Span {
            start: span.start.max(leaf.span.start) - leaf.span.start,
            end: span.end.min(leaf.span.end).saturating_sub(leaf.span.start),
        };
        for piece in pieces {
            for mark in &piece.marks {
                let Some(placed) = self.painter.placed.marks.get(*mark) else { continue };
                if placed.span.covers(leaf.span) || self.marks.iter().any(|(known, _)| known == mark) {
                    continue;
                }
                if let Some(held) = math::term(tex, within(placed.span)) {
                    self.marks.push((*mark, held));
                }
            }
            for pin in &piece.pins {
                let Some(placed) = self.painter.placed.marks.get(*pin) else { continue };
                if matches!(placed.kind, Deco::Caret)
                    && placed.span.start > leaf.span.start
                    && placed.span.start < leaf.span.end
                {
                    self.caret = Some(placed.span.start - leaf.span.start);
                }
            }
        }
    }

    /// Whether the terms of a mark show it, so that the whole does not.
    pub fn shows(&self, mark: usize) -> bool {
        self.marks.iter().any(|(known, _)| *known == mark)
    }

    /// Whether the terms show the caret.
    pub fn shows_caret(&self) -> bool {
        self.caret.is_some()
    }

    /// Where a leaf stands in the whole text.
    pub fn place(&self, node: &Node) -> (Option<usize>, Option<usize>) {
        let at = node.at.zip(self.from);
        (at.map(|(at, from)| from + at.start), at.map(|(at, from)| from + at.end))
    }

    /// Whether a leaf of the formula has a place, so that the whole needs none.
    pub fn placed(&self) -> bool {
        self.from.is_some()
    }

    /// Whether nothing stands on a part of it.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.caret.is_none()
    }

    /// The marks that hold all of a part, and none that its whole does not show already.
    pub fn on(&self, node: &Node, shown: &[usize]) -> Vec<usize> {
        if matches!(node.name, Name::Math | Name::TableRow | Name::Cell | Name::Space) {
            return Vec::new();
        }
        let fresh = self.marks.iter().filter(|(mark, held)| !shown.contains(mark) && holds(*held, node) == Some(true));
        fresh.map(|(mark, _)| *mark).collect()
    }

    /// A part under the marks that hold it, and behind the caret.
    pub fn wrapped(&self, inner: Html, node: &Node, on: &[usize]) -> Html {
        let mut view = inner;
        for mark in on.iter().rev() {
            let first = !self.begun.borrow().contains(mark);
            if first {
                self.begun.borrow_mut().push(*mark);
            }
            view = self.under(view, *mark, first);
        }
        if node.at.is_some() && node.at.map(|at| at.start) == self.caret {
            return view! { self.painter, <mrow class="term before-caret" data-at="caret">{ view }</mrow> };
        }
        view
    }

    fn under(&self, inner: Html, mark: usize, first: bool) -> Html {
        let Some(placed) = self.painter.placed.marks.get(mark) else { return inner };
        let (class, at, open, msg) = match &placed.kind {
            Deco::Mark { id, gravity, open, .. } => {
                (gravity_class(*gravity), join(&["issue-text ", id]), *open, focus_issue(id))
            }
            Deco::Step { id, verdict, open, .. } => {
                (*verdict, join(&["step-text ", id]), *open, Msg::Focused(Focus::Step(id.to_string())))
            }
            Deco::Row { id, open, .. } => ("dispute", join(&["row-text ", id]), *open, focus_row(id)),
            Deco::Ins { id, open, .. } => ("put", join(&["edit-text ", id]), *open, focus_edit(id)),
            Deco::Del { id, open, .. } => ("gone", join(&["edit-text ", id]), *open, focus_edit(id)),
            Deco::Paired { .. } | Deco::Differs { .. } => return self.painter.faced_term(inner, &placed.kind),
            _ => return view! { self.painter, <mrow class="term selected">{ inner }</mrow> },
        };
        view! { self.painter,
            <mrow class="term" class={ class } class:open={ open } data-at={ first.then_some(at) } onclick={ msg }>{ inner }</mrow>
        }
    }

    /// The numbers of what is marked in it, behind it.
    pub fn numbers(&self) -> Html {
        let numbers = self.marks.iter().filter_map(|(mark, _)| match &self.painter.placed.marks.get(*mark)?.kind {
            Deco::Mark { id, number, gravity, .. } => Some((id, *number, gravity_class(*gravity))),
            _ => None,
        });
        let numbers = numbers.map(|(id, number, class)| {
            view! { self.painter, <mark class="point" class={ class } data-skip="" data-n={ number } onclick={ focus_issue(id) }></mark> }
        });
        view! { self.painter, { for numbers } }
    }
}

fn is_placed(node: &Node) -> bool {
    node.at.is_some() || node.nodes().iter().any(is_placed)
}

/// Whether all of a part that has places lies in a span; none where nothing of it has one.
fn holds(span: Span, node: &Node) -> Option<bool> {
    let Content::Nodes(nodes) = &node.content else { return node.at.map(|at| span.covers(at)) };
    let mut all = None;
    for one in nodes {
        match holds(span, one) {
            Some(false) => return Some(false),
            Some(true) => all = Some(true),
            None => {}
        }
    }
    all
}
