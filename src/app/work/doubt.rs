//! Doubts about the shown response: asked for once it is on the desk, in a wasm that is loaded for it; made issues or dismissed.

use super::mark;
use crate::annotation::{Action, Dismissed, span_bytes};
use crate::app::update::{SLICE, act, wait};
use crate::app::{Caret, Desk, Effect, Lang, Mode, Model, Side, Target, Ticket, Timer, question, word};
use crate::json::{Map, Value, object, put};
use crate::task::Part;
use crate::text::{Offsets, Span, Unit};

/// So long after the text stands it is looked at, in milliseconds: what the expert reads first comes first.
const AFTER_MS: f64 = 2_500.0;
/// So long between two passages of a long text.
const BETWEEN_MS: f64 = 100.0;
/// So much of the words in doubt names it when it is dismissed, in characters.
const NAMED: usize = 80;

/// What was found in the shown response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doubts {
    /// All that was found, in the order of the text.
    pub found: Vec<Doubt>,
    /// The one with the attention, by its place in the list.
    pub at: Option<usize>,
    asking: Ticket,
    /// What was last asked about: the response, and the language.
    asked: Option<(String, Lang)>,
    /// The passage that is being looked at.
    here: Span,
    /// The passages that follow, the next one last.
    left: Vec<Span>,
}

/// Something that does not come out.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What it is about.
    pub rule: String,
    /// What was found, in the expert's language.
    pub message: String,
    /// Where, in bytes of the response.
    pub span: Span,
    /// The words there.
    pub exact: String,
}

/// What is done with doubts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubting {
    /// One is looked at.
    Chosen(usize),
    /// One becomes an issue.
    Accepted(usize),
    /// One is none.
    Dismissed(usize),
    /// The next one is looked at.
    Next,
}

impl Doubt {
    /// Reads a doubt about a passage that begins at `start`, in bytes.
    fn read(offsets: &Offsets, start: usize, value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        let number = |key: &str| usize::try_from(value.get(key)?.as_u64()?).ok();
        let span = offsets.span(Unit::Utf16, Span::new(number("start")?, number("end")?))?;
        let span = Span::new(span.start + start, span.end + start);
        Some(Self { rule: text("rule")?, message: text("message")?, span, exact: text("exact")? })
    }

    /// Names it among what was dismissed: its rule, its response, its words.
    fn key(&self, response: &str) -> String {
        let words: String = self.exact.chars().take(NAMED).collect();
        format!("{} {response} {words}", self.rule)
    }
}

/// Has the shown response looked at before long, where it was not yet and the expert wants it.
#[inline(never)]
pub(in crate::app) fn soon(model: &mut Model) -> Option<Effect> {
    let (lang, wanted) = (model.lang(), model.settings.doubts);
    let desk = model.desk_mut().filter(|desk| desk.task.asks(Part::Issues))?;
    if !wanted {
        *desk.doubts = Doubts::default();
        return None;
    }
    let known = desk.doubts.asked.as_ref().is_some_and(|(id, old)| id == desk.response_id() && *old == lang);
    if known { None } else { Some(wait(model, Timer::Doubts, AFTER_MS)) }
}

/// Asks what does not come out in the next passage of the shown response. The page waits for the answer: a long response is
/// looked at in passages, and what is repeated is found within one.
#[inline(never)]
pub(in crate::app) fn ask(model: &mut Model) -> Vec<Effect> {
    let (ticket, lang, wanted) = (model.ticket(), model.lang(), model.settings.doubts);
    let Some(desk) = model.desk_mut().filter(|_| wanted) else { return Vec::new() };
    let asked = Some((desk.response_id().to_owned(), lang));
    if desk.doubts.asked != asked {
        desk.read_all();
        let left = desk.page().map_or_else(Vec::new, |page| passages(&page.original_tree.starts, page.original.len()));
        *desk.doubts = Doubts { asked, left, ..Doubts::default() };
    }
    let Some(here) = desk.doubts.left.pop() else { return Vec::new() };
    let text = desk.page().and_then(|page| page.original.get(here.start..here.end));
    let Some(text) = text.map(ToOwned::to_owned) else { return Vec::new() };
    let mut sources = Vec::with_capacity(desk.task.sources.len());
    for source in &desk.task.sources {
        sources.push(object([("title", source.title.as_str().into()), ("text", source.text.as_str().into())]));
    }
    // What the expert's prompt says may be quoted as well.
    for turn in &desk.task.turns {
        if !sources.is_empty() {
            sources.push(object([("title", "".into()), ("text", turn.text.as_str().into())]));
        }
    }
    let mut options = object([("language", lang.word().into())]);
    if let Some(map) = options.as_object_mut() {
        put(map, "sources", sources.into());
        put(map, "numbered", desk.task.sources.len().into());
    }
    (desk.doubts.asking, desk.doubts.here) = (ticket, here);
    vec![Effect::Doubt { ticket, text, options }]
}

/// Whole blocks that together are about as long as what is painted at once, the last first. A single block far beyond that is
/// left out: looking at it would hold the page up.
fn passages(starts: &[usize], length: usize) -> Vec<Span> {
    let mut passages = Vec::new();
    let mut begin = 0;
    let ends = starts.iter().skip(1).copied().chain([length]);
    for (start, end) in starts.iter().copied().zip(ends) {
        if end - begin > SLICE && start > begin {
            passages.push(Span::new(begin, start));
            begin = start;
        }
    }
    passages.push(Span::new(begin, length));
    passages.retain(|one| !one.is_empty() && one.len() <= 4 * SLICE);
    passages.reverse();
    passages
}

/// Takes an answer in; none where there was no answer.
#[inline(never)]
pub(in crate::app) fn answered(model: &mut Model, ticket: Ticket, answer: Option<&Value>) -> Vec<Effect> {
    let Some(desk) = model.desk_mut().filter(|desk| desk.doubts.asking == ticket) else { return Vec::new() };
    let (Some(list), Some(page)) = (answer.and_then(Value::as_array), desk.page()) else {
        // What could not be looked at is asked about at the next chance.
        desk.doubts.asked = None;
        return Vec::new();
    };
    let here = desk.doubts.here;
    let offsets = Offsets::new(page.original.get(here.start..here.end).unwrap_or_default());
    let mut found: Vec<_> = list.iter().filter_map(|one| Doubt::read(&offsets, here.start, one)).collect();
    desk.doubts.found.append(&mut found);
    if desk.doubts.left.is_empty() { Vec::new() } else { vec![wait(model, Timer::Doubts, BETWEEN_MS)] }
}

/// The places in the list of the doubts that stand: neither dismissed, nor an issue or a change already.
#[must_use]
pub fn open(desk: &Desk) -> Vec<usize> {
    let shown = desk.doubts.asked.as_ref().is_some_and(|(id, _)| id == desk.response_id());
    if desk.doubts.found.is_empty() || !shown || !desk.may_edit() {
        return Vec::new();
    }
    let mut taken: Vec<Span> = question::issues_of(desk).iter().filter_map(|issue| mark::span_of(issue)).collect();
    taken.extend(desk.draft.edits(desk.response_id()).iter().map(|edit| span_bytes(&edit.span)));
    let stands = |one: &Doubt| {
        let dismissed = desk.draft.dismissed(None, &one.key(desk.response_id())).is_some();
        !dismissed && !taken.iter().any(|span| span.overlaps(one.span))
    };
    let all = desk.doubts.found.iter().enumerate();
    all.filter(|(_, one)| stands(one)).map(|(at, _)| at).collect()
}

/// The doubt that keys speak to: the one with the attention, else the first.
#[must_use]
pub fn at_hand(desk: &Desk) -> Option<usize> {
    let open = open(desk);
    desk.doubts.at.filter(|at| open.contains(at)).or_else(|| open.first().copied())
}

#[inline(never)]
pub(in crate::app) fn update(model: &mut Model, msg: Doubting) -> Vec<Effect> {
    match msg {
        Doubting::Chosen(at) => chosen(model, at),
        Doubting::Accepted(at) => accepted(model, at),
        Doubting::Dismissed(at) => dismissed(model, at),
        Doubting::Next => next(model),
    }
}

/// Shows a doubt: its card has the focus, its words are selected in the text.
fn chosen(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(doubt) = desk.doubts.found.get(at).cloned() else { return Vec::new() };
    desk.doubts.at = Some(at);
    desk.view.side = Side::Issues;
    if matches!(desk.view.mode, Mode::Correct | Mode::Write) {
        desk.view.mode = Mode::Read;
    }
    desk.view.caret = Caret { anchor: doubt.span.start, head: doubt.span.end };
    desk.view.caret_shown = true;
    let mut effects = mark::paint_to(model, doubt.span.end);
    model.said = doubt.message;
    effects.push(Effect::Reveal(Target("caret".into())));
    effects.push(Effect::Focus(Target(format!("doubt {at}"))));
    effects
}

fn next(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let open = open(desk);
    let here = desk.doubts.at;
    let next = open.iter().find(|at| here.is_none_or(|here| **at > here)).or_else(|| open.first()).copied();
    next.map_or_else(Vec::new, |at| chosen(model, at))
}

/// Makes an issue of a doubt: its words are marked, what was found is the comment, what it is called is the expert's.
fn accepted(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(doubt) = model.desk().and_then(|desk| desk.doubts.found.get(at)).cloned() else { return Vec::new() };
    mark::made(model, None, doubt.span, doubt.message)
}

fn dismissed(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(doubt) = desk.doubts.found.get(at) else { return Vec::new() };
    let rule = doubt.key(desk.response_id());
    let end = desk.draft.annotation().dismissed.len();
    let put = Dismissed { criterion: None, rule: rule.clone(), reason: String::new(), extra: Map::new() };
    let mut effects = act(model, Action::Dismissed { criterion: None, rule, at: end, put: Some(Box::new(put)) }, None);
    let next = model.desk().and_then(at_hand);
    match next {
        Some(at) => effects.extend(chosen(model, at)),
        None => {
            model.said = word::NO_DOUBTS.get(model.lang()).into();
            effects.push(Effect::Focus(Target::article()));
        }
    }
    effects
}
