//! The rubric: every criterion with its choices, its reason and what it rests on; and what it adds up to.

use crate::app::{Command, Desk, Focus, Lang, Msg, Resting, keymap, question};
use crate::json::Value;
use crate::task::{Criterion, Decision, Demand, Scale, Score, ScoreState, Source};
use crate::ui::judge::card::{Link, choose_link, linked, readable, shortened};
use crate::ui::judge::claims::quotation::{self, Quoting};
use crate::ui::judge::{finding, since};
use crate::ui::kept::kept;
use crate::ui::kit::{Ctx, join, keep_selection, nothing, unseen};
use crate::ui::template::{Act, Html, view};
use crate::ui::time;
use crate::ui::words as w;

/// The rubric of the shown response.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let criteria = question::criteria(desk);
    let shown = |one: &&Criterion| question::is_shown(desk, &Focus::Criterion(one.id.clone()));
    view! { ctx,
        { total(ctx, desk) }
        <ol class="criteria" key="criteria">
            { for criteria.iter().enumerate().filter(|(_, one)| shown(one)).map(|(at, criterion)| {
                let judged = desk.draft.score(&criterion.id, Some(desk.response_id()));
                let shows = Shows {
                    at,
                    applies: question::criterion_applies(desk, criterion),
                    names: criterion.requires.iter().filter_map(|id| short_name(ctx, desk, id)).collect(),
                    typed: typed(desk, criterion),
                    editable: desk.may_edit(),
                    lang: ctx.lang,
                    score: judged.cloned(),
                    criterion: (*criterion).clone(),
                };
                // What it rests on has names that change.
                let rests = judged.is_some_and(|score| !score.evidence.is_empty());
                let anew = desk.view.focus == Focus::Criterion(criterion.id.clone()) || finding::stand(desk) || rests;
                kept(ctx, desk, &criterion.id, shows, anew, card)
            }) }
        </ol>
        { since::rest(ctx, desk, criteria.iter().filter(|one| !shown(one)).count()) }
    }
}

/// What a criterion is called in short, by its id.
pub fn short_name(ctx: Ctx, desk: &Desk, id: &str) -> Option<String> {
    let at = question::criteria(desk).iter().position(|criterion| criterion.id == id)?;
    Some(ctx.count(w::CRITERION_N, at + 1))
}

fn total(ctx: Ctx, desk: &Desk) -> Html {
    // Where nothing earns points, there is no sum.
    let counts = desk.draft.criteria().iter().any(|criterion| criterion.points != 0.0 || criterion.gate);
    let Some(tally) = question::tally(desk).filter(|_| counts) else {
        return view! { ctx, <div class="total" hidden=true></div> };
    };
    let decided = |word, id: &String| ctx.with(word, short_name(ctx, desk, id).as_ref().unwrap_or(id));
    let judged =
        desk.draft.annotation().scores.iter().any(|score| score.response.as_deref() == Some(desk.response_id()));
    let (decided, failed) = match &tally.decided_by {
        _ if !judged => (ctx.say(w::NO_POINTS).to_owned(), false),
        Some(Decision::Gate(id)) => (decided(w::DECIDED_GATE, id), true),
        Some(Decision::Loss(id, _)) => (decided(w::DECIDED_LOSS, id), false),
        None => (ctx.say(w::ALL_EARNED).to_owned(), false),
    };
    let share = tally.share.unwrap_or(0.0);
    let missing = tally.unjudged.len();
    view! { ctx,
        <div class="total" class:failed={ failed } key="total">
            <div>
                <strong>{ time::points(tally.points, ctx.lang) }</strong>
                <span>{ (w::POINTS_OF, &time::points(tally.possible, ctx.lang)) }</span>
            </div>
            <progress max="100" value={ time::number((share * 100.0).round(), Lang::En) } aria-label={ w::RUBRIC }></progress>
            <p><span>{ decided }</span>
                <button type="button" class="link" hidden={ missing == 0 } onclick={ Msg::Commanded(Command::NextMissing) }>
                    { (w::STILL_UNJUDGED, missing) }{ ctx.key(Command::NextMissing) }</button>
            </p>
        </div>
    }
}

/// What the card of a criterion shows that has not the attention.
#[derive(PartialEq)]
struct Shows {
    criterion: Criterion,
    score: Option<Score>,
    at: usize,
    applies: bool,
    /// What the criteria are called that it waits for.
    names: Vec<String>,
    /// What stands in its field and is no number yet.
    typed: Option<String>,
    editable: bool,
    lang: Lang,
}

/// What stands in a criterion's field while a number is typed.
fn typed(desk: &Desk, criterion: &Criterion) -> Option<String> {
    desk.view.number.as_ref().filter(|(id, _)| *id == criterion.id).map(|(_, text)| text.clone())
}

fn card(ctx: Ctx, desk: &Desk, shows: &Shows) -> Html {
    let (criterion, score) = (&shows.criterion, shows.score.as_ref());
    let focus = Focus::Criterion(criterion.id.clone());
    let now = desk.view.focus == focus;
    let focused = || (!now).then(|| Msg::Focused(focus.clone()));
    let judged = score.is_some_and(|score| score.state != ScoreState::Unjudged);
    let number = ctx.count(w::CRITERION_N, shows.at + 1);
    let lang = &desk.task.language;
    let title = &readable(if criterion.title.is_empty() { &criterion.text } else { &criterion.title });
    let more = now && !criterion.title.is_empty() && !criterion.text.is_empty() && criterion.text != criterion.title;
    let text = more.then(|| readable(&criterion.text));
    view! { ctx,
        <li><div class="criterion" class:now={ now } class:done={ judged } class:waits={ !shows.applies }
            data-at={ join(&["criterion ", &criterion.id]) } tabindex="-1" role="group"
            aria-label={ join(&[&number, " ", title]) } onfocusin={ focused() } onclick={ focused() }>
            <header lang={ lang }>
                <span>{ &number }</span>
                <p dir="auto">{ title }{ " " }<i class="tag" lang={ ctx.lang.word() } hidden={ !criterion.gate }>{ w::GATE }</i></p>
                <b class:minus={ criterion.points < 0.0 } hidden={ criterion.points == 0.0 }>{ time::signed(criterion.points, ctx.lang) }</b>
            </header>
            <p class="more" dir="auto" lang={ lang } hidden={ !more }>{ text }</p>
            { if shows.applies { judging(ctx, desk, criterion, score, now) } else { waits(ctx, shows) } }
            { if judged { finding::view(ctx, desk, &criterion.id, now, now) } else { nothing(ctx) } }
        </div></li>
    }
}

fn waits(ctx: Ctx, shows: &Shows) -> Html {
    view! { ctx, <p class="more muted">{ (w::WAITS_FOR, &shows.names.join(", ")) }</p> }
}

/// Everything that a judgement can say: its choices or its number, its reason, what it rests on.
pub fn judging(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    view! { ctx,
        { number_field(ctx, desk, criterion, score, now) }
        { choices(ctx, desk, criterion, score, now) }
        { rationale(ctx, desk, criterion, score, now) }
        { evidence(ctx, desk, criterion, score, now) }
    }
}

fn choices(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    let chosen = score.map(|score| (score.state, score.value));
    let choices = question::choices(criterion);
    let keyed = now && !desk.reviews() && !matches!(criterion.scale, Scale::Numeric { .. });
    // Only the card with the attention offers its choices; a judged one shows what was chosen.
    let shown = now || score.is_some_and(|score| score.state != ScoreState::Unjudged);
    view! { ctx,
        <div class="choice" class:levels={ matches!(criterion.scale, Scale::Ordinal(_)) } hidden={ !shown }>
            { for choices.into_iter().enumerate().map(|(at, (state, value))| {
                let (name, hint) = name(ctx, criterion, state, value);
                view! { ctx,
                    <button type="button" key={ at } class={ tone(criterion, state, value) } disabled={ !desk.may_edit() }
                        aria-pressed={ is_chosen(criterion, chosen, state, value) } title={ hint }
                        onclick={ Msg::Judged(criterion.id.clone(), state, value) }>
                        { name }{ ctx.some_key(keymap::choice(at).filter(|_| keyed)) }</button>
                }
            }) }
        </div>
    }
}

fn is_chosen(
    criterion: &Criterion,
    chosen: Option<(ScoreState, Option<f64>)>,
    state: ScoreState,
    value: Option<f64>,
) -> bool {
    match criterion.scale {
        Scale::Numeric { .. } => chosen.is_some_and(|(one, _)| one == state),
        Scale::Ordinal(_) if value.is_some() => chosen.is_some_and(|(_, one)| one == value),
        _ => chosen == Some((state, value)),
    }
}

/// What a judgement is called, and what it means.
pub fn name(ctx: Ctx, criterion: &Criterion, state: ScoreState, value: Option<f64>) -> (String, Option<String>) {
    let negative = criterion.points < 0.0;
    let mut hint = None;
    let word = match state {
        ScoreState::Met if negative => w::TRUE_OF,
        ScoreState::Met => w::MET,
        ScoreState::Unmet if negative => w::NOT_TRUE_OF,
        ScoreState::Unmet => w::UNMET,
        ScoreState::Na => {
            hint = Some(ctx.say(w::NA_LONG).to_owned());
            w::NA
        }
        ScoreState::Unsure | ScoreState::Unjudged => w::UNSURE,
    };
    if let (Scale::Ordinal(levels), Some(value), None) = (&criterion.scale, value, &hint)
        && let Some(level) = levels.iter().find(|level| (level.value - value).abs() < f64::EPSILON)
    {
        let name = if level.name.is_empty() { time::points(level.value, ctx.lang) } else { level.name.clone() };
        return (name, Some(level.description.clone()).filter(|text| !text.is_empty()));
    }
    (ctx.say(word).to_owned(), hint)
}

/// Green for what is good, red for what is bad, nothing for what is neither: for a penalty, meeting it is bad.
pub fn tone(criterion: &Criterion, state: ScoreState, value: Option<f64>) -> &'static str {
    let good = match (&criterion.scale, value) {
        (Scale::Ordinal(_), Some(value)) => criterion.state_of(value) == ScoreState::Met,
        _ => state == ScoreState::Met,
    };
    match state {
        ScoreState::Met | ScoreState::Unmet if good == (criterion.points >= 0.0) => "yes",
        ScoreState::Met | ScoreState::Unmet => "no",
        _ => "neither",
    }
}

fn number_field(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    let Scale::Numeric { target, unit, .. } = &criterion.scale else { return nothing(ctx) };
    let value = score.and_then(|score| score.value);
    let verdict = score.filter(|score| score.value.is_some()).map(|score| score.state);
    let word = match verdict {
        Some(ScoreState::Met) => Some(w::MET),
        Some(ScoreState::Unmet) => Some(w::UNMET),
        _ => None,
    };
    let unit = unit.as_deref().unwrap_or_default();
    let told = question::number(target).map(|number| time::number(number, ctx.lang));
    let goal = join(&[told.as_ref().unwrap_or(target), " ", unit]);
    let shown = typed(desk, criterion).or_else(|| value.map(|value| time::number(value, ctx.lang))).unwrap_or_default();
    view! { ctx,
        <label class="number" hidden={ !now && value.is_none() }>
            { unseen(ctx, ctx.say(w::VALUE_FOUND)) }
            <input type="text" inputmode="decimal" data-at={ join(&["criterion-number ", &criterion.id]) } autocomplete="off" placeholder={ w::VALUE_FOUND }
                disabled={ !desk.may_edit() } value={ shown } oninput={ Act::value(&criterion.id, Msg::NumberTyped) } />
            <span class="muted">{ unit }</span>
            <span class={ if verdict == Some(ScoreState::Met) { "good" } else { "bad" } }>{ word }</span>
            <span class="muted">{ (w::TARGET, goal.trim()) }</span>
        </label>
    }
}

fn rationale(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    let text = score.and_then(|score| score.rationale.as_deref()).unwrap_or_default();
    if criterion.rationale == Demand::None || (!now && text.is_empty()) {
        return nothing(ctx);
    }
    if !now {
        return view! { ctx, <p class="said" dir="auto">{ text }</p> };
    }
    let hint = if criterion.rationale == Demand::Required { w::RATIONALE_REQUIRED } else { w::RATIONALE_HINT };
    view! { ctx,
        <textarea rows="2" dir="auto" data-at={ join(&["criterion-words ", &criterion.id]) } placeholder={ hint } readonly={ !desk.may_edit() }
            aria-label={ w::RATIONALE } value={ text } oninput={ Act::value(&criterion.id, Msg::RationaleTyped) } />
    }
}

fn evidence(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    let evidence = score.map(|score| score.evidence.as_slice()).unwrap_or_default();
    let open = now && desk.may_edit();
    let links = if open || !evidence.is_empty() { linkable(ctx, desk) } else { Vec::new() };
    let tied = |link: &Link| evidence.iter().any(|one| crate::app::reference(one) == Some(&link.id));
    let judged = score.is_some_and(|score| score.state != ScoreState::Unjudged);
    let asked = now && judged && criterion.evidence == Demand::Required && evidence.is_empty();
    let takes = open && criterion.evidence != Demand::None;
    let mut offered = if takes { cited(desk) } else { Vec::new() };
    offered.extend(links.iter().filter(|link| !tied(link)).cloned());
    let selects = now && question::takes_evidence(desk).is_some();
    let quotes = evidence.iter().any(|one| question::quotation(one).is_some());
    view! { ctx,
        <div class="evidence" hidden={ evidence.is_empty() && !takes }>
            <p key="asked" class="warn" hidden={ !asked }>{ w::EVIDENCE_REQUIRED }</p>
            { for evidence.iter().enumerate().filter_map(|(at, one)| Some(passage(ctx, criterion, (at, question::passage(one)?), open))) }
            { if takes || quotes { quotation::view(ctx, desk, &quoting(criterion, evidence), takes) } else { nothing(ctx) } }
            <footer key="ties" hidden={ !links.iter().any(tied) && !takes }>
                { for linked(ctx, &links, &tied, &criterion.id, Msg::EvidenceToggled, open) }
                { choose_link(ctx, &offered, &|_| false, w::EVIDENCE, &criterion.id, chosen, takes && !offered.is_empty()) }
                <button type="button" key="take" class="quiet" hidden={ !takes } disabled={ !selects } onmousedown={ keep_selection() }
                    onclick={ Msg::Rested(Resting::Placed) }>{ w::EVIDENCE_TAKE }{ ctx.key(Command::Rest) }</button>
            </footer>
        </div>
    }
}

/// Marks a line of the list of evidence that is a source, to be quoted.
const SOURCE: char = '\n';

/// The sources, as lines of the list of evidence.
fn cited(desk: &Desk) -> Vec<Link> {
    let line = |source: &Source| {
        let title = if source.title.is_empty() { &source.id } else { &source.title };
        Link {
            id: [SOURCE.to_string().as_str(), &source.id].concat(),
            name: join(&["“…” ", &shortened(title, 48)]),
            focus: Focus::None,
        }
    };
    desk.task.sources.iter().map(line).collect()
}

/// What a line of the list of evidence does.
fn chosen(criterion: String, line: String) -> Msg {
    match line.strip_prefix(SOURCE) {
        Some(source) => Msg::Rested(Resting::Cited(criterion, source.to_owned())),
        None => Msg::EvidenceToggled(criterion, line),
    }
}

/// A passage of the response that a judgement rests on.
fn passage(ctx: Ctx, criterion: &Criterion, (at, quote): (usize, &str), open: bool) -> Html {
    let words = shortened(&readable(quote), 120);
    view! { ctx,
        <p class="passage" key={ join(&["passage ", &at.to_string()]) }>
            <button type="button" class="words" dir="auto" title={ w::EVIDENCE_SHOW } onclick={ Msg::Rested(Resting::Shown(quote.to_owned())) }>{ &words }</button>
            <button type="button" class="quiet icon" hidden={ !open } aria-label={ join(&[ctx.say(w::REMOVE), " ", &words]) }
                onclick={ Msg::Rested(Resting::Dropped(criterion.id.clone(), at)) }>{ "×" }</button>
        </p>
    }
}

fn quoting<'a>(criterion: &'a Criterion, evidence: &[Value]) -> Quoting<'a> {
    Quoting {
        id: &criterion.id,
        quotations: evidence.iter().enumerate().filter_map(|(at, one)| Some((at, question::quotation(one)?))).collect(),
        cited: |id, source| Msg::Rested(Resting::Cited(id, source)),
        quoted: |place, text| Msg::Rested(Resting::Quoted(place, text)),
        unquoted: |id, at| Msg::Rested(Resting::Dropped(id, at)),
        keyed: None,
        offered: false,
    }
}

/// What a judgement can rest on: the issues and changes of the response.
fn linkable(ctx: Ctx, desk: &Desk) -> Vec<Link> {
    let mut links = Vec::new();
    for (at, issue) in question::issues_of(desk).into_iter().enumerate() {
        let (id, name) = (issue.id.clone(), ctx.count(w::ISSUE_N, at + 1));
        links.push(Link { focus: Focus::Issue(id.clone()), id, name });
    }
    for (at, edit) in desk.draft.edits(desk.response_id()).iter().enumerate() {
        let (id, name) = (edit.id.clone(), ctx.count(w::CHANGE_N, at + 1));
        links.push(Link { focus: Focus::Edit(id.clone()), id, name });
    }
    links
}
