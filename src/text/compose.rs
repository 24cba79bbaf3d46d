//! Two changes, one after the other, as one.

use super::change_set::ChangeSet;
use super::edit::Edit;
use super::span::Span;

/// `first` and then `later`, a change of the text that `first` makes.
pub(super) fn compose(first: &ChangeSet, later: &ChangeSet) -> ChangeSet {
    let mut sum = Composing { sum: ChangeSet::default(), later: later.edits().iter(), next: None };
    sum.next = sum.later.next().map(|edit| (edit.span, edit.insert.as_str()));
    let (mut mid, mut old) = (0, 0);
    for (edit, span) in first.edits().iter().zip(first.inserted()) {
        sum.kept(Span::new(mid, span.start), old);
        sum.sum.push(Edit::new(edit.span, ""));
        sum.inserted(span, edit);
        (mid, old) = (span.end, edit.span.end);
    }
    sum.kept(Span { start: mid, end: usize::MAX }, old);
    sum.sum
}

/// A composition on its way through the text between.
struct Composing<'e> {
    sum: ChangeSet,
    later: std::slice::Iter<'e, Edit>,
    /// What is left of the later edit that is next.
    next: Option<(Span, &'e str)>,
}

impl<'e> Composing<'e> {
    /// A run of the text between that the earlier change kept; it stands at `old` in the text before.
    fn kept(&mut self, run: Span, old: usize) {
        while let Some((gone, insert)) = self.cut(run) {
            self.sum.push(Edit::new(gone.backward(run.start).forward(old), insert));
        }
    }

    /// A run of the text between that the earlier change inserted by `edit`.
    fn inserted(&mut self, run: Span, edit: &Edit) {
        let mut pos = run.start;
        let add = |sum: &mut ChangeSet, text: &str| sum.push(Edit::new(Span::at(edit.span.end), text));
        while let Some((gone, insert)) = self.cut(run) {
            add(&mut self.sum, Span::new(pos, gone.start).backward(run.start).slice(&edit.insert));
            add(&mut self.sum, insert);
            pos = gone.end;
        }
        add(&mut self.sum, Span::new(pos, run.end).backward(run.start).slice(&edit.insert));
    }

    /// What the later change takes from a run and puts there; the rest of an edit that reaches further stays for the next.
    fn cut(&mut self, run: Span) -> Option<(Span, &'e str)> {
        let (span, insert) = self.next.filter(|(span, _)| span.start < run.end)?;
        self.next = if span.end > run.end {
            Some((Span::new(run.end, span.end), ""))
        } else {
            self.later.next().map(|edit| (edit.span, edit.insert.as_str()))
        };
        Some((Span::new(span.start, span.end.min(run.end)), insert))
    }
}
