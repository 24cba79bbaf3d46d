//! The comparison of responses: two by how much better, more by rank, and what nobody should get.

use crate::annotation::Preference;
use crate::app::question::{self, Names};
use crate::app::{Desk, Focus, Msg, keymap, rank};
use crate::task::Response;
use crate::ui::judge::{finding, misfit};
use crate::ui::kit::{Ctx, join, nothing, unseen};
use crate::ui::shell::letter;
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// The comparison.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let whole = desk.draft.annotation().preference.as_ref();
    let dimension = desk.view.dimension.as_deref();
    let within = whole.map(|one| one.within(dimension));
    let preference = within.as_ref();
    let now = desk.view.focus == Focus::Preference;
    let body = if desk.task.responses.len() == 2 {
        pair(ctx, desk, preference, now)
    } else {
        ranks(ctx, desk, preference, now)
    };
    let text = whole.and_then(|one| one.rationale.as_deref()).unwrap_or_default();
    view! { ctx,
        <div class="compare" class:now={ now } data-at="preference" tabindex="-1" role="group" aria-label={ w::COMPARISON }
            onfocusin={ (!now).then_some(Msg::Focused(Focus::Preference)) }>
            <h2>{ w::PREFERENCE }</h2>
            { dimensions(ctx, desk, whole) }
            { body }
            { misfit::view(ctx, desk, whole) }
            { if dimension.is_none() { unacceptable(ctx, desk, preference) } else { nothing(ctx) } }
            <textarea rows="5" dir="auto" data-at="preference-words" placeholder={ w::PREFERENCE_HINT } readonly={ !desk.may_edit() }
                aria-label={ w::RATIONALE } value={ text } oninput={ Act::value("", |_, text| Msg::PreferenceTyped(text)) } />
            { names(ctx, desk) }
            { finding::view(ctx, desk, "preference", true, true) }
        </div>
    }
}

/// Who wrote the responses; in a blind task once the judgement is locked, and how that is done.
#[inline(never)]
fn names(ctx: Ctx, desk: &Desk) -> Html {
    let state = question::names(desk);
    let blind = desk.task.blind;
    let changed = question::changed_since(desk.draft.annotation());
    let said = match state {
        Names::None => return nothing(ctx),
        Names::Hidden => w::NAMES_HIDDEN,
        Names::Ready => w::NAMES_READY,
        Names::Shown => w::LOCKED,
    };
    let shown = desk.task.responses.iter().enumerate().filter(|_| state == Names::Shown);
    view! { ctx,
        <section class="names" data-at="names" tabindex="-1" aria-label={ w::BLIND }>
            <p class="muted">{ w::BLIND }</p>
            <dl hidden={ state != Names::Shown }>
                { for shown.map(|(at, response)| view! { ctx,
                    <div key={ &response.id }><dt>{ letter(at) }</dt><dd dir="auto">{ response.model.as_deref().unwrap_or("–") }</dd></div>
                }) }
            </dl>
            <p hidden={ !blind }>{ said }{ " " }{ (changed > 0).then(|| ctx.count(w::CHANGED_AFTER, changed)) }</p>
            <button type="button" hidden={ state != Names::Ready } onclick={ Msg::Locked }>{ w::LOCK }</button>
        </section>
    }
}

/// The dimensions to compare in, and overall; those in which every response has its place are ticked.
fn dimensions(ctx: Ctx, desk: &Desk, preference: Option<&Preference>) -> Html {
    let given = desk.task.comparison.as_ref().map_or(&[][..], |one| &one.dimensions);
    let responses = || desk.task.responses.iter().map(|response| response.id.as_str());
    let done = |id: Option<&str>| preference.is_some_and(|one| one.ranks_all(id, responses()));
    let choice = |id: Option<&str>, name: Html| {
        view! { ctx,
            <button type="button" key={ id.unwrap_or_default() } aria-pressed={ desk.view.dimension.as_deref() == id }
                onclick={ Msg::DimensionChosen(id.map(ToOwned::to_owned)) }>
                { name }{ unseen(ctx, if done(id) { ctx.say(w::DIMENSION_DONE) } else { "" }) }
                <span aria-hidden="true">{ if done(id) { " ✓" } else { "" } }</span>
            </button>
        }
    };
    view! { ctx,
        <div class="chips dimensions" role="group" aria-label={ w::DIMENSIONS } hidden={ given.is_empty() }>
            { choice(None, view! { ctx, { w::OVERALL } }) }
            { for given.iter().map(|one| choice(Some(&one.id), view! { ctx, { &one.name } })) }
        </div>
    }
}

/// How much better one of two is, for every two: a list each.
fn pairs(ctx: Ctx, desk: &Desk, preference: Option<&Preference>) -> Html {
    let responses = &desk.task.responses;
    let mut rows = Vec::new();
    for (at, left) in responses.iter().enumerate() {
        for (to, right) in responses.iter().enumerate().skip(at + 1) {
            let found = |one: &Preference| {
                one.pairs.iter().find_map(|pair| {
                    let turned = pair.left == right.id && pair.right == left.id;
                    let straight = pair.left == left.id && pair.right == right.id;
                    if turned { Some(-pair.strength) } else { straight.then_some(pair.strength) }
                })
            };
            let chosen = preference.and_then(found);
            let id = join(&[&left.id, "\n", &right.id]);
            let name = join(&[&letter(at), " – ", &letter(to)]);
            rows.push(view! { ctx,
                <label class="rank" key={ &id }><b aria-hidden="true">{ &name }</b>
                    <select aria-label={ &name } disabled={ !desk.may_edit() } onchange={ Act::value(&id, Msg::PairTyped) }>
                        <option value="" selected={ chosen.is_none() }>{ w::NOT_COMPARED }</option>
                        { for (-3..=3).map(|strength| view! { ctx,
                            <option key={ strength } value={ strength.to_string() } selected={ chosen == Some(strength) }>
                                { strength_of(ctx, strength, (at, to)) }</option>
                        }) }
                    </select>
                </label>
            });
        }
    }
    view! { ctx, <details class="ranks pairs"><summary>{ w::PAIRS }</summary>{ for rows }</details> }
}

/// What a strength says: -3 is A much better, 3 is B much better.
fn strength_name(ctx: Ctx, strength: i32) -> String {
    strength_of(ctx, strength, (0, 1))
}

fn strength_of(ctx: Ctx, strength: i32, pair: (usize, usize)) -> String {
    let word = match strength.abs() {
        0 => w::EQUAL,
        1 => w::SLIGHTLY_BETTER,
        2 => w::BETTER,
        _ => w::MUCH_BETTER,
    };
    ctx.with(word, &letter(if strength > 0 { pair.1 } else { pair.0 }))
}

fn pair(ctx: Ctx, desk: &Desk, preference: Option<&Preference>, now: bool) -> Html {
    let [left, right] = desk.task.responses.as_slice() else { return nothing(ctx) };
    let (left, right) = (&left.id, &right.id);
    let chosen = preference.and_then(|one| one.pairs.iter().find(|pair| pair.left == *left && pair.right == *right));
    view! { ctx,
        <div class="strengths" role="group" aria-label={ w::PREFERENCE }>
            { for (-3..=3).map(|strength| {
                let key = usize::try_from(strength + 3).ok().and_then(keymap::choice).filter(|_| now && !desk.reviews());
                view! { ctx,
                    <button type="button" key={ strength } disabled={ !desk.may_edit() }
                        aria-pressed={ chosen.is_some_and(|pair| pair.strength == strength) }
                        onclick={ Msg::PairJudged(left.clone(), right.clone(), strength) }>
                        { strength_name(ctx, strength) }{ ctx.some_key(key) }
                    </button>
                }
            }) }
        </div>
    }
}

fn ranks(ctx: Ctx, desk: &Desk, preference: Option<&Preference>, now: bool) -> Html {
    let count = desk.task.responses.len();
    let keyed = |at: usize| now && at == desk.view.response && !desk.reviews();
    view! { ctx,
        <div class="ranks">
            <p class="muted">{ w::RANKING }</p>
            { order(ctx, desk, preference) }
            { for desk.task.responses.iter().enumerate().map(|(at, response)| {
                let here = preference.and_then(|one| rank(one, &response.id));
                view! { ctx,
                    <div class="rank" class:now={ keyed(at) } key={ &response.id } role="group" aria-label={ (w::RESPONSE, &letter(at)) }>
                        <b>{ letter(at) }</b>
                        <div class="chips">
                            { for (1..=count).map(|to| view! { ctx,
                                <button type="button" key={ to } disabled={ !desk.may_edit() } aria-pressed={ here == Some(to) }
                                    onclick={ Msg::Ranked(response.id.clone(), u32::try_from(to).ok()) }>
                                    { (w::RANK, to) }{ ctx.some_key(keymap::choice(to - 1).filter(|_| keyed(at))) }</button>
                            }) }
                        </div>
                    </div>
                }
            }) }
            { pairs(ctx, desk, preference) }
        </div>
    }
}

/// The ranking as it stands, for the pointer: letters are dragged from rank to rank. By key it is the buttons below.
#[inline(never)]
fn order(ctx: Ctx, desk: &Desk, preference: Option<&Preference>) -> Html {
    let over = desk.view.rank_over.as_ref();
    let chips = |wanted: Option<usize>| {
        let all = desk.task.responses.iter().enumerate();
        let here = all.filter(|(_, response)| preference.and_then(|one| rank(one, &response.id)) == wanted);
        let chip = |(at, response): (usize, &Response)| {
            let held = over.is_some_and(|(id, _)| *id == response.id);
            let drag = desk.may_edit().then_some(&response.id);
            view! { ctx, <b class="handle" class:held={ held } key={ &response.id } data-rank-drag={ drag }>{ letter(at) }</b> }
        };
        here.map(chip).collect::<Vec<_>>()
    };
    let unranked = chips(None);
    let level = |to: usize| {
        let target = over.is_some_and(|(_, rank)| *rank as usize == to);
        view! { ctx,
            <div class="rank-row" class:over={ target } key={ to } data-rank={ to }><span>{ to }</span>{ for chips(Some(to)) }</div>
        }
    };
    view! { ctx,
        <div class="order" aria-hidden="true">
            <div class="rank-row" hidden={ unranked.is_empty() }><span>{ "?" }</span>{ for unranked }</div>
            { for (1..=desk.task.responses.len()).map(level) }
        </div>
    }
}

fn unacceptable(ctx: Ctx, desk: &Desk, preference: Option<&Preference>) -> Html {
    view! { ctx,
        <div class="unacceptable" role="group" aria-label={ w::UNACCEPTABLE }>
            <p class="muted">{ w::BOTH_BAD }</p>
            <div class="chips">
                { for desk.task.responses.iter().enumerate().map(|(at, response)| {
                    let bad = preference.is_some_and(|one| one.unacceptable.contains(&response.id));
                    view! { ctx,
                        <button type="button" key={ &response.id } class="no" disabled={ !desk.may_edit() } aria-pressed={ bad }
                            onclick={ Msg::UnacceptableToggled(response.id.clone()) }>{ letter(at) }{ " " }{ w::UNACCEPTABLE }</button>
                    }
                }) }
            </div>
        </div>
    }
}
