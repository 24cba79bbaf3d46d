//! What is selected in formulas, and where the caret stops in them: by their terms.

use crate::app::{Desk, Mode, desk::Page};
use crate::markup::{Found, formula_holding};
use crate::math::{stops, term};
use crate::text::{Span, Step};

/// What is selected in the text that is read. Of a formula that is not held as a whole it is the smallest term that holds
/// it; a selection that leaves a formula holds the whole of it.
#[must_use]
#[inline(never)]
pub fn selection(desk: &Desk) -> Span {
    fitted(desk, desk.view.caret.span())
}

/// A span of the text that is read, as a selection of it would be.
#[must_use]
#[inline(never)]
pub fn fitted(desk: &Desk, span: Span) -> Span {
    if span.is_empty() || desk.view.mode != Mode::Read {
        return span;
    }
    desk.page().map_or(span, |page| by_terms(page, span))
}

fn by_terms(page: &Page, span: Span) -> Span {
    let first = formula_holding(&page.original_tree, span.start);
    let last = formula_holding(&page.original_tree, span.end.saturating_sub(1));
    match (first, last) {
        (Some(formula), Some(last)) if formula.span == last.span => in_one(page, &formula, span),
        (first, last) => Span {
            start: first.map_or(span.start, |formula| formula.span.start),
            end: last.map_or(span.end, |formula| formula.span.end.max(span.end)),
        },
    }
}

fn in_one(page: &Page, formula: &Found, span: Span) -> Span {
    let Span { start, end } = formula.span;
    if span.covers(formula.span) || !formula.exact {
        return formula.span.cover(span);
    }
    let relative =
        Span { start: span.start.saturating_sub(start), end: span.end.saturating_sub(start).min(end - start) };
    let found = term(formula.span.slice(&page.original), relative);
    found.map_or(formula.span, |found| Span { start: start + found.start, end: start + found.end })
}

/// Where the caret comes to stand that goes from one place to another: in formulas at their terms.
#[must_use]
#[inline(never)]
pub fn stop(page: &Page, from: usize, to: usize, step: Step) -> usize {
    let Some(formula) = formula_holding(&page.original_tree, to).filter(|formula| formula.span.start < to) else {
        return to;
    };
    let (span, back) = (formula.span, to < from);
    let passes = !formula.exact || matches!(step, Step::Sentence | Step::Block);
    if passes {
        return if back { span.start } else { span.end };
    }
    if !(span.start..=span.end).contains(&from) {
        return if back { span.end } else { span.start };
    }
    let stops = stops(span.slice(&page.original), step == Step::Word);
    let mut near = if back { span.start } else { span.end };
    for stop in stops {
        let at = span.start + stop;
        if back && at < from {
            near = at;
        } else if !back && at > from {
            return at;
        }
    }
    near
}

/// What a caret stands before in a formula: all of it at its start, else the next of its terms.
#[must_use]
#[inline(never)]
pub fn ahead(page: &Page, at: usize) -> Option<Span> {
    let formula = formula_holding(&page.original_tree, at)?;
    if at == formula.span.start {
        return Some(formula.span);
    }
    let relative = at - formula.span.start;
    let found = term(formula.span.slice(&page.original), Span { start: relative, end: relative + 1 })?;
    Some(Span { start: formula.span.start + found.start, end: formula.span.start + found.end })
}
