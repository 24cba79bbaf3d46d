//! Where documents and texts meet: spans from any unit to bytes and back, and a correction's text from its edits.

use super::{Annotation, CorrectedText, CorrectionEdit};
use crate::task::{Response, SpanDoc, Task, Unit};
use crate::text::anchor::find;
use crate::text::{self, ChangeSet, Edit, Offsets, Quote, Span, sort_by_place};

/// A span of a text as the inside of a draft carries it: bytes, with its quote.
#[must_use]
pub fn span_doc(text: &str, span: Span) -> SpanDoc {
    let quote = Quote::of(text, span);
    SpanDoc {
        unit: Unit::Byte,
        start: span.start,
        end: span.end,
        exact: quote.exact,
        prefix: quote.prefix,
        suffix: quote.suffix,
        extra: crate::json::Map::new(),
    }
}

/// The bytes that a draft's span covers.
#[must_use]
pub fn bytes(span: &SpanDoc) -> Span {
    Span { start: span.start, end: span.end }
}

/// The original with edits applied; their spans count bytes.
#[must_use]
pub fn applied(original: &str, edits: &[CorrectionEdit]) -> String {
    let edits = edits.iter().map(|edit| Edit { span: bytes(&edit.span), insert: edit.insert.clone() });
    ChangeSet::new(edits.collect()).map_or_else(|| original.to_owned(), |changes| changes.apply(original))
}

/// A place of the original with the edits in it applied; their spans count bytes of the whole.
#[must_use]
pub fn applied_within(original: &str, place: Span, edits: &[CorrectionEdit]) -> String {
    let own = |edit: &CorrectionEdit| {
        let span = bytes(&edit.span);
        Edit {
            span: Span { start: span.start.saturating_sub(place.start), end: span.end.saturating_sub(place.start) },
            insert: edit.insert.clone(),
        }
    };
    let part = place.slice(original);
    ChangeSet::new(edits.iter().map(own).collect()).map_or_else(|| part.to_owned(), |changes| changes.apply(part))
}

/// Sets the correction of a response to some edits; none leaves no correction.
pub fn put_correction(annotation: &mut Annotation, response: &Response, edits: Vec<CorrectionEdit>) {
    annotation.corrections.retain(|correction| correction.response != response.id);
    if !edits.is_empty() {
        let (text, extra) = (applied(&response.text, &edits), crate::json::Map::new());
        annotation.corrections.push(CorrectedText { response: response.id.clone(), text, edits, extra });
    }
}

/// Turns every span into bytes. One whose quote does not stand where it says is looked for; one that is not found
/// keeps its quote and has no width. Edits that cannot be placed are dropped only where their text is gone: the
/// corrected text then stands as one comparison with the original.
pub fn to_bytes(task: &Task, annotation: &mut Annotation) {
    for response in &task.responses {
        let offsets = Offsets::new(&response.text);
        for step in annotation.steps.iter_mut().filter(|step| step.response.as_deref() == Some(&response.id)) {
            step.span = step.span.as_ref().map(|span| in_bytes(&response.text, &offsets, span));
        }
        for issue in annotation.issues.iter_mut().filter(|issue| issue.response == response.id) {
            if let Some(span) = &mut issue.span {
                *span = in_bytes(&response.text, &offsets, span);
            }
        }
        for span in clashing(annotation, &response.id) {
            *span = in_bytes(&response.text, &offsets, span);
        }
        let at = annotation.corrections.iter().position(|correction| correction.response == response.id);
        if let Some(correction) = at.and_then(|at| annotation.corrections.get_mut(at)) {
            for edit in &mut correction.edits {
                edit.span = in_bytes(&response.text, &offsets, &edit.span);
            }
            sort_by_place(&mut correction.edits, |edit| (edit.span.start, edit.span.end));
            correction.text = applied(&response.text, &correction.edits);
        }
    }
}

/// Turns every span into code points, as documents are written.
pub fn to_code_points(task: &Task, annotation: &mut Annotation) {
    for response in &task.responses {
        let offsets = Offsets::new(&response.text);
        for span in clashing(annotation, &response.id).into_iter().filter(|span| span.unit == Unit::Byte) {
            *span = in_code_points(&response.text, span);
        }
        let issues = annotation.issues.iter_mut().filter(|issue| issue.response == response.id);
        let corrections = annotation.corrections.iter_mut().filter(|correction| correction.response == response.id);
        let edits = corrections.flat_map(|correction| &mut correction.edits).map(|edit| &mut edit.span);
        let steps = annotation.steps.iter_mut().filter(|step| step.response.as_deref() == Some(&response.id));
        let places = issues.filter_map(|issue| issue.span.as_mut()).chain(edits);
        let places = places.chain(steps.filter_map(|step| step.span.as_mut()));
        for span in places.filter(|span| span.unit == Unit::Byte) {
            span.start = offsets.to(text::Unit::CodePoint, span.start);
            span.end = offsets.to(text::Unit::CodePoint, span.end);
            span.unit = Unit::Codepoint;
        }
    }
}

/// The places of a response that are kept beside it, as another device has them.
fn clashing<'a>(annotation: &'a mut Annotation, response: &str) -> Vec<&'a mut SpanDoc> {
    let mut spans = Vec::new();
    for clash in &mut annotation.clashes {
        if clash.response.as_deref() == Some(response) {
            spans.extend(clash.edits.iter_mut().map(|edit| &mut edit.span));
        }
        let issue = clash.issue.as_mut().filter(|issue| issue.response == response);
        let step = clash.step.as_mut().filter(|step| step.response.as_deref() == Some(response));
        spans.extend(issue.and_then(|issue| issue.span.as_mut()));
        spans.extend(step.and_then(|step| step.span.as_mut()));
    }
    spans
}

/// An annotation document with every span in bytes of its response, as inside a draft.
#[must_use]
pub fn opened(task: &Task, annotation: &Annotation) -> Annotation {
    let mut annotation = annotation.clone();
    to_bytes(task, &mut annotation);
    annotation
}

/// A document's span in bytes of the text as it stands: found again by its quote where it does not stand where it says.
#[must_use]
pub fn located(text: &str, span: &SpanDoc) -> SpanDoc {
    in_bytes(text, &Offsets::new(text), span)
}

/// A span in bytes as documents are written: code points.
#[must_use]
pub fn in_code_points(text: &str, span: &SpanDoc) -> SpanDoc {
    let offsets = Offsets::new(text);
    let place = offsets.span_to(text::Unit::CodePoint, bytes(span));
    SpanDoc { unit: Unit::Codepoint, start: place.start, end: place.end, ..span.clone() }
}

fn in_bytes(text: &str, offsets: &Offsets, span: &SpanDoc) -> SpanDoc {
    let byte = |at: usize| match span.unit {
        Unit::Codepoint => offsets.nearest(text::Unit::CodePoint, at),
        Unit::Utf16 => offsets.nearest(text::Unit::Utf16, at),
        Unit::Byte => at,
    };
    let place = Span { start: byte(span.start), end: byte(span.end).max(byte(span.start)) };
    if place.slice(text) == span.exact && text.get(place.start..place.end).is_some() {
        return SpanDoc { unit: Unit::Byte, start: place.start, end: place.end, ..span.clone() };
    }
    let quote = Quote { exact: span.exact.clone(), prefix: span.prefix.clone(), suffix: span.suffix.clone() };
    let found = find(text, &quote, place.start.min(text.len()));
    SpanDoc { unit: Unit::Byte, start: found.span.start, end: found.span.end, ..span.clone() }
}
