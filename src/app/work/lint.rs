//! The linter and what the rubric tells apart: asked for shortly after a change, in a wasm that is loaded for it; an answer
//! to an older question is dropped.

use crate::annotation::Action;
use crate::app::update::{act, wait};
use crate::app::{Desk, Effect, Focus, Lang, Mode, Model, Target, Ticket, Timer};
use crate::json::{Doc, Value, object};
use crate::task::{Criterion, Part};
use crate::text::{Offsets, Span, Unit};

/// So long after the last change it is asked, in milliseconds.
const AFTER_MS: f64 = 250.0;
/// The share that every response should stay below, where the task does not say.
const LINE: f64 = 0.4;

/// What is at hand while something is written, and is not in the draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Writing {
    /// What the linter found last.
    pub found: Vec<Found>,
    /// What the rubric tells apart, row by row.
    pub rows: Vec<Apart>,
    /// Whether the linter has answered at all.
    pub linted: bool,
    /// Whether the linter could not be had.
    pub lost: bool,
    /// The number that is being typed, as it is typed.
    pub typed: Option<(super::author::Slot, String, String)>,
    /// The finding whose reason is being written: its rule and its criterion.
    pub aside: Option<String>,
    /// The criterion that is being dragged, and to which place.
    pub drag: Option<(String, usize)>,
    /// Criteria that may come in.
    pub import: Import,
    asking: Ticket,
    /// What was last asked about: the version of the draft, and the language.
    asked: Option<(u64, Lang)>,
}

/// Criteria that may come in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// What was typed or pasted.
    pub text: String,
    /// What it was read as; or why it could not be read.
    pub read: Option<Result<Vec<Criterion>, String>>,
    ticket: Ticket,
}

/// Something that the linter found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The criterion; none for the rubric as a whole.
    pub criterion: Option<String>,
    /// The rule.
    pub rule: String,
    /// What is wrong, in the expert's language.
    pub message: String,
    /// Where, in bytes: in the title or in the text.
    pub place: Option<(bool, Span)>,
    /// What its cure would do, in the expert's language.
    pub cure: Option<String>,
    fix: Value,
}

/// What a criterion tells apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// The criterion.
    pub criterion: String,
    /// Whether all responses pass it.
    pub all: bool,
    /// Whether none does.
    pub none: bool,
    /// Pairs of responses that change places without it.
    pub swapped: usize,
    /// Pairs of responses that it alone tells apart.
    pub levelled: usize,
}

impl Found {
    /// Names the finding: its rule and its criterion.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.rule, self.criterion.as_deref().unwrap_or_default())
    }

    fn read(desk: &Desk, value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        let criterion = text("criterion");
        let one = criterion.as_deref().and_then(|id| desk.draft.criterion(id));
        let place = one.zip(value.get("span")).and_then(|(one, span)| {
            let title = span.get("field")?.as_str()? == "title";
            let number = |key: &str| usize::try_from(span.get(key)?.as_u64()?).ok();
            let source = if title { &one.title } else { &one.text };
            let place = Offsets::new(source).span(Unit::Utf16, Span::new(number("start")?, number("end")?))?;
            Some((title, place))
        });
        let fix = value.get("fix").cloned().unwrap_or_default();
        Some(Self { criterion, rule: text("rule")?, message: text("message")?, place, cure: text("cure"), fix })
    }
}

impl Apart {
    fn read(value: &Value) -> Option<Self> {
        let count = |key: &str| value.get(key).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or_default();
        Some(Self {
            criterion: value.get("criterion")?.as_str()?.to_owned(),
            all: flag("all_pass"),
            none: flag("none_pass"),
            swapped: count("swapped")?,
            levelled: count("levelled")?,
        })
    }
}

/// The share that every response should stay below.
#[must_use]
pub fn line(desk: &Desk) -> f64 {
    desk.task.authoring.as_ref().and_then(|wish| wish.below).unwrap_or(LINE)
}

/// Has the linter asked before long, where something changed since it was last asked.
pub(in crate::app) fn soon(model: &mut Model) -> Option<Effect> {
    let lang = model.lang();
    let desk = model.desk().filter(|desk| desk.task.asks(Part::Rubric))?;
    if desk.writing.asked == Some((desk.draft.version(), lang)) {
        return None;
    }
    let ms = if desk.writing.asked.is_none() { 0.0 } else { AFTER_MS };
    Some(wait(model, Timer::Lint, ms))
}

/// Asks the linter.
#[inline(never)]
pub(in crate::app) fn ask(model: &mut Model) -> Vec<Effect> {
    let (ticket, lang) = (model.ticket(), model.lang());
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(rubric) = desk.draft.rubric().cloned() else { return Vec::new() };
    desk.writing.asking = ticket;
    desk.writing.asked = Some((desk.draft.version(), lang));
    let mut options = object([("language", lang.word().into())]);
    if let (Some(map), Some(wish)) = (options.as_object_mut(), &desk.task.authoring) {
        if let Some(minimum) = wish.minimum {
            crate::json::put(map, "minimum", minimum.into());
        }
        if let Some(subject) = &wish.subject {
            crate::json::put(map, "subject", subject.as_str().into());
        }
        crate::json::put(map, "off", wish.off.write());
    }
    let responses = desk.task.responses.iter().map(|one| one.id.clone()).collect();
    let scores = desk.draft.annotation().scores.clone();
    vec![Effect::Lint { ticket, rubric: Box::new(rubric), scores, responses, line: line(desk), options }]
}

/// Takes an answer in: `findings` of the linter and `rows` of what is told apart; none where there was no answer.
#[inline(never)]
pub(in crate::app) fn answered(model: &mut Model, ticket: Ticket, answer: Option<&Value>) -> Vec<Effect> {
    let Some(desk) = model.desk_mut().filter(|desk| desk.writing.asking == ticket) else { return Vec::new() };
    // What it says of an older version is dropped: it is asked again.
    if desk.writing.asked.is_none_or(|(version, _)| version != desk.draft.version()) {
        return Vec::new();
    }
    desk.writing.lost = answer.is_none();
    let Some(answer) = answer else { return Vec::new() };
    let list = |key: &str| answer.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let found = list("findings").iter().filter_map(|one| Found::read(desk, one)).collect();
    desk.writing.rows = list("rows").iter().filter_map(Apart::read).collect();
    desk.writing.found = found;
    desk.writing.linted = true;
    Vec::new()
}

/// The finding with a place in the list, as an action on the draft that cures it.
fn cure(desk: &Desk, found: &Found) -> Option<Action> {
    let id = found.criterion.as_deref()?;
    let at = desk.draft.criteria().iter().position(|one| one.id == id)?;
    let mut one = desk.draft.criteria().get(at)?.clone();
    let named = |key: &str| found.fix.get(key).and_then(Value::as_str);
    if let Some(gone) = named("remove") {
        return super::author::removal(desk, gone);
    }
    if let Some(gone) = named("unrequire") {
        one.requires.retain(|required| required != gone);
    } else {
        found.fix.get("gate")?;
        one.gate = false;
    }
    Some(Action::Criterion { id: id.to_owned(), at, put: Some(Box::new(one)) })
}

pub(super) fn cured(model: &mut Model, at: usize) -> Vec<Effect> {
    let action = model.desk().filter(|desk| desk.may_edit()).and_then(|desk| cure(desk, desk.writing.found.get(at)?));
    let Some(action) = action else { return Vec::new() };
    let mut effects = act(model, action, None);
    // What is cured is not shown until the linter says the same.
    if let Some(desk) = model.desk_mut() {
        desk.writing.found.remove(at);
    }
    let focus = model.desk().map(|desk| desk.view.focus.clone()).unwrap_or_default();
    if let Focus::Criterion(id) = &focus {
        let there = model.desk().is_some_and(|desk| desk.draft.criterion(id).is_some());
        let target = if there { Target::card("criterion", id) } else { Target("add-criterion".into()) };
        effects.push(Effect::Focus(target));
    }
    effects
}

pub(super) fn aside_wanted(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(key) = desk.writing.found.get(at).map(Found::key) else { return Vec::new() };
    let target = Target(format!("aside {key}"));
    desk.writing.aside = Some(key);
    vec![Effect::Focus(target)]
}

/// The places in the list of the findings that count: those that nobody set aside.
#[must_use]
pub fn open(desk: &Desk) -> Vec<usize> {
    let counts = |found: &Found| desk.draft.dismissed(found.criterion.as_deref(), &found.rule).is_none();
    let all = desk.writing.found.iter().enumerate();
    all.filter(|(_, found)| counts(found)).map(|(at, _)| at).collect()
}

/// The finding that keys speak to: the first that counts of the criterion with the attention; else the first of the whole.
#[must_use]
pub fn at_hand(desk: &Desk) -> Option<usize> {
    let wanted = match &desk.view.focus {
        Focus::Criterion(id) => Some(id.as_str()),
        _ => None,
    };
    open(desk)
        .into_iter()
        .find(|at| desk.writing.found.get(*at).is_some_and(|found| found.criterion.as_deref() == wanted))
}

/// Leads to the next criterion with a finding that counts.
pub(super) fn next(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let place = |id: &str| desk.draft.criteria().iter().position(|one| one.id == id);
    let here = match &desk.view.focus {
        Focus::Criterion(id) => place(id),
        _ => None,
    };
    let ids = open(desk).into_iter().filter_map(|at| desk.writing.found.get(at)?.criterion.clone());
    let mut places: Vec<usize> = ids.filter_map(|id| place(&id)).collect();
    places.sort_unstable();
    let next = places.iter().find(|at| here.is_none_or(|here| **at > here)).or_else(|| places.first());
    let Some(id) = next.and_then(|at| desk.draft.criteria().get(*at)).map(|one| one.id.clone()) else {
        return Vec::new();
    };
    if let Some(desk) = model.desk_mut() {
        desk.view.mode = Mode::Write;
        desk.view.pane = 1;
    }
    let focus = Focus::Criterion(id);
    let mut effects = crate::app::look::focus_on(model, &focus);
    effects.extend(crate::app::look::focus_card(&focus));
    effects
}

pub(super) fn import_typed(model: &mut Model, text: String) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let import = &mut desk.writing.import;
    import.ticket = ticket;
    import.text.clone_from(&text);
    if text.trim().is_empty() {
        import.read = None;
        return Vec::new();
    }
    vec![Effect::ReadCriteria { ticket, text }]
}

/// Takes criteria in that were read from a text.
#[inline(never)]
pub(in crate::app) fn criteria_read(
    model: &mut Model,
    ticket: Ticket,
    read: Result<Vec<Criterion>, String>,
) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut().filter(|desk| desk.writing.import.ticket == ticket) {
        desk.writing.import.read = Some(read);
    }
    Vec::new()
}
