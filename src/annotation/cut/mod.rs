//! A response cut into steps or claims: proposed, then split, merged and moved; ids stay with what they name.

mod claims;

pub use claims::claims;

use super::step::{StepJudgement, StepKind, Verdict};
use super::{Annotation, located, span_bytes, span_doc};
use crate::json::{Map, words};
use crate::task::{Part, Task};
use crate::text::{Span, Step, segment, snap, sort_by_place};

words! {
    /// How finely a response is cut.
    pub enum Grain {
        /// Paragraphs, items of lists, displayed equations and code.
        Paragraph = "paragraph",
        /// Sentences, within those.
        Sentence = "sentence",
    }
}

/// Where the steps of a Markdown text are, in order and disjoint. Headings and rules are no steps; code and displayed
/// equations are whole; an item of a list goes with the lines that belong to it.
#[must_use]
pub fn cut(text: &str, grain: Grain) -> Vec<Span> {
    let mut spans = Vec::new();
    for (span, whole) in pieces(text) {
        if whole || grain == Grain::Paragraph {
            spans.push(span);
            continue;
        }
        let mut from = span.start;
        while from < span.end {
            let end = segment::next(text, from, Step::Sentence).min(span.end);
            let start = from + lead(Span::new(from, end).slice(text));
            if start < end {
                spans.push(Span::new(start, end));
            }
            from = end;
        }
    }
    spans
}

fn lead(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Paragraphs and the like; with each, whether it must not be cut further.
fn pieces(text: &str) -> Vec<(Span, bool)> {
    let mut found: Vec<(Span, bool)> = Vec::new();
    // What is open: where it began, and by what it is closed.
    let mut open: Option<(usize, &str)> = None;
    let mut at = 0;
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at + lead(line), at + line.trim_end().len());
        at += line.len();
        let said = line.trim();
        if let Some((from, close)) = open {
            if said.ends_with(close) {
                found.push((Span::new(from, end), true));
                open = None;
            }
            continue;
        }
        let fence = ["```", "~~~", "$$", "\\["].into_iter().find(|fence| said.starts_with(fence));
        if let Some(fence) = fence {
            let close = if fence == "\\[" { "\\]" } else { fence };
            let closed = said.len() > fence.len()
                && said.get(fence.len()..).is_some_and(|rest| rest.ends_with(close))
                && fence != "```";
            if closed {
                found.push((Span::new(start, end), true));
            } else {
                open = Some((start, close));
            }
            goes_on = false;
        } else if said.is_empty() || said.starts_with('#') || is_rule(said) {
            goes_on = false;
        } else if goes_on && !is_item(said) {
            if let Some((last, _)) = found.last_mut() {
                last.end = end;
            }
        } else {
            found.push((Span::new(start + marker(said), end), said.starts_with('|')));
            goes_on = true;
        }
    }
    if let Some((from, _)) = open {
        found.push((Span::new(from, text.trim_end().len().max(from)), true));
    }
    found.retain(|(span, _)| !span.is_empty());
    found
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ['-', '*', '_', '='].into_iter().any(|sign| line.chars().all(|c| c == sign || c == ' '))
}

fn is_item(line: &str) -> bool {
    marker(line) > 0
}

/// How long the mark of a list item is, with its space: `- `, `3. `, `b) `.
fn marker(line: &str) -> usize {
    let bullet = ["- ", "* ", "+ ", "• "].into_iter().find(|mark| line.starts_with(mark));
    if let Some(bullet) = bullet {
        return bullet.len();
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let letter = usize::from(digits == 0 && line.starts_with(|c: char| c.is_ascii_lowercase()));
    let name = digits + letter;
    let rest = line.get(name..).unwrap_or_default();
    let mark = rest.starts_with(") ") || (rest.starts_with(". ") && letter == 0);
    if (1..=3).contains(&name) && mark { name + 2 } else { 0 }
}

/// An annotation with nothing in it but the steps that a task asks about, none judged: those that the platform cut, else
/// the paragraphs, list items and equations of each response.
#[must_use]
pub fn proposed(task: &Task) -> Annotation {
    let mut annotation = Annotation::empty(task);
    if task.asks(Part::Claims) {
        propose_claims(task, &mut annotation);
    }
    if !task.asks(Part::Steps) {
        return annotation;
    }
    for (at, response) in task.responses.iter().enumerate() {
        let mut count = 0;
        let mut fresh = || {
            count += 1;
            if at == 0 { format!("p{count}") } else { format!("p{}-{count}", at + 1) }
        };
        if response.steps.is_empty() {
            let spans = cut(&response.text, Grain::Paragraph);
            annotation.steps.extend(steps_at(&response.id, &response.text, &spans, &mut fresh));
            continue;
        }
        for step in &response.steps {
            let span = span_bytes(&located(&response.text, &step.span));
            annotation.steps.extend(steps_at(&response.id, &response.text, &[span], &mut || step.id.clone()));
        }
    }
    annotation
}

/// Claims that nobody has judged: those that the platform cut, where it asks for no steps; else what each response states.
#[inline(never)]
fn propose_claims(task: &Task, annotation: &mut Annotation) {
    for (at, response) in task.responses.iter().enumerate() {
        let given = if task.asks(Part::Steps) { &[][..] } else { &response.steps };
        let text = &response.text;
        let mut spans = Vec::new();
        for step in given {
            spans.push(span_bytes(&located(text, &step.span)));
        }
        if given.is_empty() {
            spans = claims(text);
        }
        let mut ids = given.iter();
        let mut count = 0;
        let mut fresh = || {
            count += 1;
            let own = if at == 0 { format!("k{count}") } else { format!("k{}-{count}", at + 1) };
            ids.next().map_or(own, |step| step.id.clone())
        };
        let mut made = steps_at(&response.id, text, &spans, &mut fresh);
        made.iter_mut().for_each(|one| one.kind = StepKind::Claim);
        annotation.steps.extend(made);
    }
}

/// Steps of a response at these places, by ids that `fresh` gives.
#[must_use]
pub fn steps_at(response: &str, text: &str, spans: &[Span], fresh: &mut dyn FnMut() -> String) -> Vec<StepJudgement> {
    let step = |span: &Span| StepJudgement {
        id: fresh(),
        kind: StepKind::Step,
        response: Some(response.to_owned()),
        span: Some(span_doc(text, *span)),
        verdict: Verdict::Unjudged,
        cause: None,
        uses: Vec::new(),
        rationale: None,
        rewrite: None,
        sources: Vec::new(),
        alternatives: Vec::new(),
        extra: Map::new(),
    };
    spans.iter().map(step).collect()
}

/// Splits a step (spans in bytes) at a place inside it. The first part keeps the id and what was judged; the second is
/// unjudged and, of a step, uses the first. Nothing happens where a part would be empty.
pub fn split(steps: &mut Vec<StepJudgement>, text: &str, id: &str, at: usize, fresh: &mut dyn FnMut() -> String) {
    let Some(index) = steps.iter().position(|step| step.id == id) else { return };
    let Some(whole) = steps.get(index).and_then(|step| step.span.as_ref()).map(span_bytes) else { return };
    let at = snap(text, Span::at(at.clamp(whole.start, whole.end))).start;
    let first = trimmed(text, Span::new(whole.start, at));
    let second = trimmed(text, Span::new(at, whole.end));
    if first.is_empty() || second.is_empty() {
        return;
    }
    let Some(step) = steps.get_mut(index) else { return };
    step.span = Some(span_doc(text, first));
    let response = step.response.clone().unwrap_or_default();
    let mut made = steps_at(&response, text, &[second], fresh);
    for new in &mut made {
        new.kind = steps.get(index).map_or(StepKind::Step, |step| step.kind);
        if new.kind == StepKind::Step {
            new.uses = vec![id.to_owned()];
        }
    }
    steps.splice(index + 1..index + 1, made);
}

fn trimmed(text: &str, span: Span) -> Span {
    let said = span.slice(text);
    let start = span.start + lead(said);
    Span::new(start, (start + said.trim().len()).max(start))
}

/// Merges a step with the one behind it: the first id stays, whoever used the second uses the first. What was judged stays
/// only where both say the same.
pub fn merge_with_next(steps: &mut Vec<StepJudgement>, text: &str, id: &str) {
    let Some(index) = steps.iter().position(|step| step.id == id) else { return };
    let same = |other: &&StepJudgement| {
        steps.get(index).is_some_and(|step| (&step.response, step.kind) == (&other.response, other.kind))
    };
    if steps.get(index + 1).filter(same).is_none() {
        return;
    }
    let gone = steps.remove(index + 1);
    let Some(step) = steps.get_mut(index) else { return };
    if let (Some(first), Some(second)) = (&step.span, &gone.span) {
        step.span = Some(span_doc(text, span_bytes(first).cover(span_bytes(second))));
    }
    if step.verdict != gone.verdict {
        (step.verdict, step.cause) = (Verdict::Unjudged, None);
    }
    let reasons: Vec<String> = [step.rationale.take(), gone.rationale].into_iter().flatten().collect();
    step.rationale = Some(reasons.join("\n")).filter(|reason| !reason.is_empty());
    step.uses.extend(gone.uses);
    step.sources.extend(gone.sources);
    for one in steps.iter_mut() {
        one.uses.iter_mut().filter(|used| **used == gone.id).for_each(|used| id.clone_into(used));
        let own = one.id.clone();
        let mut seen = Vec::new();
        one.uses.retain(|used| {
            *used != own && !seen.contains(used) && {
                seen.push(used.clone());
                true
            }
        });
    }
}

/// Moves a step or claim to another place, as far as its neighbours leave room; the id stays. Nothing happens where none is left.
pub fn move_to(steps: &mut Vec<StepJudgement>, text: &str, id: &str, span: Span) {
    let Some(own) = steps.iter().position(|step| step.id == id) else { return };
    let of = |step: &StepJudgement| (step.response.clone(), step.kind);
    let own_list = steps.get(own).map(of);
    let mut place = snap(text, span.clamp(text));
    for other in steps.iter().filter(|step| step.id != id && Some(of(step)) == own_list) {
        let Some(taken) = other.span.as_ref().map(span_bytes) else { continue };
        if taken.overlaps(place) {
            // What lies before the middle of the step cuts its start, what lies behind cuts its end.
            if taken.start <= place.start {
                place = Span::new(taken.end.min(place.end), place.end);
            } else {
                place = Span::new(place.start, taken.start.max(place.start));
            }
        }
    }
    let place = trimmed(text, place);
    if place.is_empty() {
        return;
    }
    if let Some(step) = steps.get_mut(own) {
        step.span = Some(span_doc(text, place));
    }
    sort_by_place(steps, |step| step.span.as_ref().map_or((usize::MAX, 0), |span| (span.start, span.end)));
}
