//! The rubric: every criterion with its choices, its reason and what it rests on; and what it adds up to.

use crate::app::{Command, Desk, Focus, Lang, Msg, keymap, question};
use crate::task::{Criterion, Decision, Demand, Scale, Score, ScoreState};
use crate::ui::kit::{Ctx, unseen};
use crate::ui::time;
use crate::ui::words as w;
use yew::prelude::*;

/// The rubric of the shown response.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let criteria = question::criteria(desk);
    html! {
        <>
            { total(ctx, desk) }
            <ol class="criteria" key="criteria">
                { for criteria.iter().enumerate().map(|(at, criterion)| criterion_view(ctx, desk, at, criterion)) }
            </ol>
        </>
    }
}

fn total(ctx: Ctx, desk: &Desk) -> Html {
    let Some(tally) = question::tally(desk) else { return html! { <div class="total" hidden=true></div> } };
    let number = |id: &str| {
        let at = question::criteria(desk).iter().position(|criterion| criterion.id == id);
        at.map_or_else(|| id.to_owned(), |at| format!("C{}", at + 1))
    };
    let judged =
        desk.draft.annotation().scores.iter().any(|score| score.response.as_deref() == Some(desk.response_id()));
    let (decided, failed) = match &tally.decided_by {
        _ if !judged => (ctx.say(w::NO_POINTS).to_owned(), false),
        Some(Decision::Gate(id)) => (w::DECIDED_GATE.with(ctx.lang, number(id)), true),
        Some(Decision::Loss(id, _)) => (w::DECIDED_LOSS.with(ctx.lang, number(id)), false),
        None => (ctx.say(w::ALL_EARNED).to_owned(), false),
    };
    let share = tally.share.unwrap_or(0.0);
    let missing = tally.unjudged.len();
    html! {
        <div class={ classes!("total", failed.then_some("failed")) } key="total">
            <div>
                <strong>{ time::points(tally.points, ctx.lang) }</strong>
                <span>{ w::POINTS_OF.with(ctx.lang, time::points(tally.possible, ctx.lang)) }</span>
            </div>
            <progress max="100" value={ time::number((share * 100.0).round(), Lang::En) } aria-label={ ctx.say(w::RUBRIC) }></progress>
            <p><span>{ decided }</span>
                <button type="button" class="link" hidden={ missing == 0 } onclick={ ctx.click(Msg::Commanded(Command::NextMissing)) }>
                    { w::STILL_UNJUDGED.count(ctx.lang, missing) }{ ctx.key(Command::NextMissing) }</button>
            </p>
        </div>
    }
}

fn criterion_view(ctx: Ctx, desk: &Desk, at: usize, criterion: &Criterion) -> Html {
    let focus = Focus::Criterion(criterion.id.clone());
    let now = desk.view.focus == focus;
    let score = desk.draft.score(&criterion.id, Some(desk.response_id()));
    let applies = question::criterion_applies(desk, criterion);
    let judged = score.is_some_and(|score| score.state != ScoreState::Unjudged);
    let class = classes!("criterion", now.then_some("now"), judged.then_some("done"), (!applies).then_some("waits"));
    let title = if criterion.title.is_empty() { &criterion.text } else { &criterion.title };
    let more = now && !criterion.title.is_empty() && !criterion.text.is_empty() && criterion.text != criterion.title;
    html! {
        <li key={ criterion.id.clone() }><div class={ class } data-at={ format!("criterion {}", criterion.id) } tabindex="-1" role="group"
            aria-label={ format!("C{} {title}", at + 1) }
            onfocusin={ ctx.focusing(now, Msg::Focused(focus.clone())) } onclick={ (!now).then(|| ctx.click(Msg::Focused(focus))) }>
            <header lang={ desk.task.language.clone() }>
                <span>{ format!("C{}", at + 1) }</span>
                <p dir="auto">{ title.clone() }{ " " }<i class="tag" lang={ ctx.lang.word() } hidden={ !criterion.gate }>{ ctx.say(w::GATE) }</i></p>
                <b class={ classes!((criterion.points < 0.0).then_some("minus")) }>{ time::signed(criterion.points, ctx.lang) }</b>
            </header>
            <p class="more" dir="auto" lang={ desk.task.language.clone() } hidden={ !more }>{ criterion.text.clone() }</p>
            { if applies { judging(ctx, desk, criterion, score, now) } else { waits(ctx, desk, criterion) } }
        </div></li>
    }
}

fn waits(ctx: Ctx, desk: &Desk, criterion: &Criterion) -> Html {
    let all = question::criteria(desk);
    let names = criterion
        .requires
        .iter()
        .filter_map(|id| all.iter().position(|one| one.id == *id).map(|at| format!("C{}", at + 1)));
    let names: Vec<_> = names.collect();
    html! { <p class="more muted">{ w::WAITS_FOR.with(ctx.lang, names.join(", ")) }</p> }
}

fn judging(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    html! {
        <>
            { number_field(ctx, desk, criterion, score, now) }
            { choices(ctx, desk, criterion, score, now) }
            { rationale(ctx, desk, criterion, score, now) }
            { evidence(ctx, desk, criterion, score, now) }
        </>
    }
}

fn choices(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    let chosen = score.map(|score| (score.state, score.value));
    let choices = question::choices(criterion);
    // Only the card with the attention offers its choices; a judged one shows what was chosen.
    let shown = now || score.is_some_and(|score| score.state != ScoreState::Unjudged);
    html! {
        <div class={ classes!("choice", matches!(criterion.scale, Scale::Ordinal(_)).then_some("levels")) } hidden={ !shown }>
            { for choices.into_iter().enumerate().map(|(at, (state, value))| {
                let pressed = is_chosen(criterion, chosen, state, value);
                let (name, hint) = name(ctx.lang, criterion, state, value);
                let key = keymap::choice(at).filter(|_| now).map_or_else(|| html! { <kbd hidden=true></kbd> }, |key| ctx.key(key));
                html! {
                    <button type="button" key={ at } class={ tone(criterion, state, value) } disabled={ !desk.is_open() }
                        aria-pressed={ pressed.to_string() } title={ hint }
                        onclick={ ctx.click(Msg::Judged(criterion.id.clone(), state, value)) }>{ name }{ key }</button>
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

fn name(lang: Lang, criterion: &Criterion, state: ScoreState, value: Option<f64>) -> (String, Option<String>) {
    let negative = criterion.points < 0.0;
    let word = match state {
        ScoreState::Met if negative => w::TRUE_OF,
        ScoreState::Met => w::MET,
        ScoreState::Unmet if negative => w::NOT_TRUE_OF,
        ScoreState::Unmet => w::UNMET,
        ScoreState::Na => return (w::NA.get(lang).into(), Some(w::NA_LONG.get(lang).into())),
        ScoreState::Unsure | ScoreState::Unjudged => w::UNSURE,
    };
    if let (Scale::Ordinal(levels), Some(value)) = (&criterion.scale, value)
        && let Some(level) = levels.iter().find(|level| (level.value - value).abs() < f64::EPSILON)
    {
        let name = if level.name.is_empty() { time::points(level.value, lang) } else { level.name.clone() };
        return (name, Some(level.description.clone()).filter(|text| !text.is_empty()));
    }
    (word.get(lang).into(), None)
}

/// Green for what is good, red for what is bad, nothing for what is neither: for a penalty, meeting it is bad.
fn tone(criterion: &Criterion, state: ScoreState, value: Option<f64>) -> &'static str {
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
    let Scale::Numeric { target, unit, .. } = &criterion.scale else { return html! { <div hidden=true></div> } };
    let value = score.and_then(|score| score.value);
    let verdict = score.filter(|score| score.value.is_some()).map(|score| score.state);
    let word = match verdict {
        Some(ScoreState::Met) => ctx.say(w::MET),
        Some(ScoreState::Unmet) => ctx.say(w::UNMET),
        _ => "",
    };
    let goal = format!("{target} {}", unit.clone().unwrap_or_default());
    let typed = desk.view.number.as_ref().filter(|(id, _)| *id == criterion.id).map(|(_, text)| text.clone());
    let shown = typed.or_else(|| value.map(|value| time::number(value, ctx.lang))).unwrap_or_default();
    let words_at = (criterion.rationale == Demand::None).then(|| format!("criterion-words {}", criterion.id));
    let id = criterion.id.clone();
    html! {
        <label class="number" hidden={ !now && value.is_none() }>
            { unseen(ctx.say(w::VALUE_FOUND)) }
            <input type="text" inputmode="decimal" data-at={ words_at } autocomplete="off" placeholder={ ctx.say(w::VALUE_FOUND) } disabled={ !desk.is_open() }
                value={ shown }
                oninput={ ctx.typing(move |text| Msg::NumberTyped(id.clone(), text)) } />
            <span class="muted">{ unit.clone().unwrap_or_default() }</span>
            <span class={ if verdict == Some(ScoreState::Met) { "good" } else { "bad" } }>{ word }</span>
            <span class="muted">{ w::TARGET.with(ctx.lang, goal.trim()) }</span>
        </label>
    }
}

fn rationale(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    let text = score.and_then(|score| score.rationale.clone()).unwrap_or_default();
    let shown = criterion.rationale != Demand::None && (now || !text.is_empty());
    if !shown {
        return html! { <div hidden=true></div> };
    }
    let hint = if criterion.rationale == Demand::Required { w::RATIONALE_REQUIRED } else { w::RATIONALE_HINT };
    if !now {
        return html! { <p class="said" dir="auto">{ text }</p> };
    }
    let id = criterion.id.clone();
    html! {
        <textarea rows="2" dir="auto" data-at={ format!("criterion-words {}", criterion.id) } placeholder={ ctx.say(hint) } readonly={ !desk.is_open() }
            aria-label={ ctx.say(w::RATIONALE) } value={ text } oninput={ ctx.typing(move |text| Msg::RationaleTyped(id.clone(), text)) } />
    }
}

fn evidence(ctx: Ctx, desk: &Desk, criterion: &Criterion, score: Option<&Score>, now: bool) -> Html {
    let linked: Vec<&str> =
        score.into_iter().flat_map(|score| &score.evidence).filter_map(crate::app::reference).collect();
    let things = linkable(ctx, desk);
    let rest: Vec<_> = things.iter().filter(|(id, ..)| !linked.contains(&id.as_str())).collect();
    let judged = score.is_some_and(|score| score.state != ScoreState::Unjudged);
    let asked = judged && criterion.evidence == Demand::Required && linked.is_empty();
    let offers = now && criterion.evidence != Demand::None && !rest.is_empty() && desk.is_open();
    let id = criterion.id.clone();
    html! {
        <footer hidden={ linked.is_empty() && !offers && !(asked && now) }>
            { for things.iter().filter(|(id, ..)| linked.contains(&id.as_str())).map(|(id, name, focus)| html! {
                <span class="tie" key={ id.clone() }>
                    <button type="button" class="link" onclick={ ctx.click(Msg::Focused(focus.clone())) }>{ name.clone() }</button>
                    <button type="button" class="quiet icon" hidden={ !now || !desk.is_open() } aria-label={ format!("{} {name}", ctx.say(w::REMOVE)) }
                        onclick={ ctx.click(Msg::EvidenceToggled(criterion.id.clone(), id.clone())) }>{ "×" }</button>
                </span>
            }) }
            <select key="link" hidden={ !offers } aria-label={ ctx.say(w::EVIDENCE) }
                onchange={ ctx.choosing(move |chosen| Msg::EvidenceToggled(id.clone(), chosen)) }>
                <option value="" selected=true>{ ctx.say(w::LINK) }</option>
                { for rest.into_iter().map(|(id, name, _)| html! { <option key={ id.clone() } value={ id.clone() }>{ name.clone() }</option> }) }
            </select>
            <span key="asked" class="warn" hidden={ !asked || !now }>{ ctx.say(w::EVIDENCE_REQUIRED) }</span>
        </footer>
    }
}

/// What a judgement can rest on: the issues and changes of the response.
fn linkable(ctx: Ctx, desk: &Desk) -> Vec<(String, String, Focus)> {
    let issues = question::issues_of(desk)
        .into_iter()
        .enumerate()
        .map(|(at, issue)| (issue.id.clone(), w::ISSUE_N.with(ctx.lang, at + 1), Focus::Issue(issue.id.clone())));
    let edits = desk
        .draft
        .edits(desk.response_id())
        .iter()
        .enumerate()
        .map(|(at, edit)| (edit.id.clone(), w::CHANGE_N.with(ctx.lang, at + 1), Focus::Edit(edit.id.clone())));
    issues.chain(edits).collect()
}
