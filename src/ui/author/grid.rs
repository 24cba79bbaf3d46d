//! All responses by all criteria: one cell a judgement, the share of each response, and what each criterion tells apart.

use super::words as a;
use crate::app::{Apart, Author, Desk, Focus, Msg, question};
use crate::task::{Criterion, Response, Scale, Score, ScoreState};
use crate::ui::judge::rubric;
use crate::ui::kit::{Ctx, join, nothing};
use crate::ui::shell::letter;
use crate::ui::template::{Html, view};
use crate::ui::time;
use crate::ui::words as w;

/// The grid, and the judgement at hand below it.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let criteria = desk.draft.criteria();
    if criteria.is_empty() || desk.task.responses.is_empty() {
        return view! { ctx, <p class="grid-empty muted">{ a::GRID_EMPTY }</p> };
    }
    let responses = &desk.task.responses;
    view! { ctx,
        { shares(ctx, desk) }
        <div class="grid" tabindex="0" role="region" aria-label={ a::GRID }>
            <table>
                <thead><tr>
                    <th scope="col">{ a::CRITERION }</th>
                    { for responses.iter().enumerate().map(|(at, one)| view! { ctx,
                        <th scope="col" key={ &one.id } class:here={ at == desk.view.response }>{ letter(at) }</th>
                    }) }
                </tr></thead>
                <tbody>{ for criteria.iter().enumerate().map(|(at, criterion)| row(ctx, desk, at, criterion)) }</tbody>
            </table>
        </div>
        { at_hand(ctx, desk) }
    }
}

fn percent(ctx: Ctx, share: f64) -> String {
    join(&[&time::number((share * 100.0).round(), ctx.lang), " %"])
}

/// The share of each response, and the line that they should stay below.
fn shares(ctx: Ctx, desk: &Desk) -> Html {
    let line = question::share_line(desk);
    let mut over = Vec::new();
    let mut open = false;
    let mut views = Vec::new();
    for (at, response) in desk.task.responses.iter().enumerate() {
        let (share, complete) = question::share_of(desk, response);
        open |= !complete;
        let high = share.is_some_and(|share| share >= line);
        if high {
            over.push(letter(at));
        }
        let said = share.map_or_else(|| ctx.say(a::NO_SHARE).to_owned(), |share| percent(ctx, share));
        views.push(view! { ctx,
            <li key={ &response.id } class:over={ high }>
                <b>{ letter(at) }</b>
                <progress max="100" value={ time::number((share.unwrap_or_default() * 100.0).round(), crate::app::Lang::En) } aria-label={ (w::RESPONSE, &letter(at)) }></progress>
                <span>{ said }</span>
            </li>
        });
    }
    let said = match over.is_empty() {
        true => ctx.with(a::LINE_KEPT, &percent(ctx, line)),
        false => join(&[&ctx.with(a::LINE_OVER, &percent(ctx, line)), &over.join(", ")]),
    };
    view! { ctx,
        <div class="shares" key="shares">
            <ul>{ for views }</ul>
            <p class:warn={ !over.is_empty() }>{ said }</p>
            <p class="muted" hidden={ !open }>{ a::LINE_OPEN }</p>
        </div>
    }
}

fn row(ctx: Ctx, desk: &Desk, at: usize, criterion: &Criterion) -> Html {
    let now = desk.view.focus == Focus::Criterion(criterion.id.clone());
    let words = if criterion.title.trim().is_empty() { &criterion.text } else { &criterion.title };
    let apart = desk.writing.rows.iter().find(|row| row.criterion == criterion.id);
    let tells = apart.map_or_else(String::new, |row| tell(ctx, row));
    let number = ctx.count(w::CRITERION_N, at + 1);
    view! { ctx,
        <tr key={ &criterion.id } class:now={ now }>
            <th scope="row"><p dir="auto" lang={ &desk.task.language } title={ words }><span>{ &number }</span>{ " " }{ words }{ " " }<b class:minus={ criterion.points < 0.0 }>{ time::signed(criterion.points, ctx.lang) }</b></p>
                <small class:dead={ apart.is_some_and(|row| row.all || row.none) } hidden={ tells.is_empty() }>{ tells }</small></th>
            { for desk.task.responses.iter().enumerate().map(|(place, one)| cell(ctx, desk, (criterion, &number), place, one, now)) }
        </tr>
    }
}

fn tell(ctx: Ctx, row: &Apart) -> String {
    match row {
        Apart { all: true, .. } => ctx.say(a::ALL_PASS).to_owned(),
        Apart { none: true, .. } => ctx.say(a::NONE_PASS).to_owned(),
        Apart { swapped, .. } if *swapped > 0 => ctx.count(a::SWAPPED, *swapped),
        Apart { levelled, .. } if *levelled > 0 => ctx.count(a::LEVELLED, *levelled),
        _ => String::new(),
    }
}

fn cell(
    ctx: Ctx,
    desk: &Desk,
    (criterion, number): (&Criterion, &str),
    at: usize,
    response: &Response,
    row_now: bool,
) -> Html {
    let here = row_now && at == desk.view.response;
    let score = desk.draft.score(&criterion.id, Some(&response.id));
    let asked = question::is_asked(desk, criterion, response);
    let (sign, said) =
        if asked { shown(ctx, criterion, score) } else { ("·".into(), ctx.say(a::NOT_ABOUT).to_owned()) };
    let tone = score.filter(|_| asked).map_or("", |score| rubric::tone(criterion, score.state, score.value));
    let name = join(&[number, ", ", &ctx.with(w::RESPONSE, &letter(at)), ": ", &said]);
    view! { ctx,
        <td key={ &response.id }>
            <button type="button" class="cell" class={ tone } class:here={ here } disabled={ !asked || !desk.may_edit() }
                data-at={ here.then(|| join(&["criterion ", &criterion.id])) } aria-label={ name } title={ said }
                onclick={ Msg::Author(Author::CellPressed(criterion.id.clone(), at)) }>{ sign }</button>
        </td>
    }
}

/// A judgement as a sign and in words.
fn shown(ctx: Ctx, criterion: &Criterion, score: Option<&Score>) -> (String, String) {
    let Some(score) = score.filter(|score| score.state != ScoreState::Unjudged) else {
        return (String::new(), ctx.say(a::OPEN).to_owned());
    };
    let said = rubric::name(ctx, criterion, score.state, score.value).0;
    let sign = match (score.state, &criterion.scale, score.value) {
        (ScoreState::Met | ScoreState::Unmet, Scale::Ordinal(_), Some(value)) => time::points(value, ctx.lang),
        (ScoreState::Met, ..) => "✓".into(),
        (ScoreState::Unmet, ..) => "✗".into(),
        (ScoreState::Na, ..) => "–".into(),
        _ => "?".into(),
    };
    (sign, said)
}

/// The judgement at hand with all that it can say: the criterion with the attention, for the shown response.
fn at_hand(ctx: Ctx, desk: &Desk) -> Html {
    let Focus::Criterion(id) = &desk.view.focus else {
        return view! { ctx, <p class="grid-keys muted" key="keys">{ a::GRID_KEYS }</p> };
    };
    let place = desk.draft.criteria().iter().position(|one| one.id == *id);
    let (Some(at), Some(response)) = (place, desk.response()) else { return nothing(ctx) };
    let Some(criterion) = desk.draft.criteria().get(at).filter(|one| question::is_asked(desk, one, response)) else {
        return nothing(ctx);
    };
    let name = join(&[&ctx.count(w::CRITERION_N, at + 1), ", ", &ctx.with(w::RESPONSE, &letter(desk.view.response))]);
    let score = desk.draft.score(id, Some(&response.id));
    view! { ctx,
        <div class="at-hand criteria" key={ join(&["at-hand ", id, " ", &response.id]) } role="group" aria-label={ &name }>
            <h3>{ &name }</h3>
            { rubric::judging(ctx, desk, criterion, score, true) }
            <p class="grid-keys muted">{ a::GRID_KEYS }</p>
        </div>
    }
}
