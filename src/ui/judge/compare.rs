//! The comparison of responses: two by how much better, more by rank, and what nobody should get.

use crate::annotation::Preference;
use crate::app::{Desk, Focus, Lang, Msg, keymap, rank};
use crate::ui::kit::Ctx;
use crate::ui::shell::letter;
use crate::ui::words as w;
use yew::prelude::*;

/// The comparison.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let preference = desk.draft.annotation().preference.as_ref();
    let now = desk.view.focus == Focus::Preference;
    let body =
        if desk.task.responses.len() == 2 { pair(ctx, desk, preference, now) } else { ranks(ctx, desk, preference) };
    html! {
        <div class={ classes!("compare", now.then_some("now")) } data-at="preference" tabindex="-1" role="group"
            aria-label={ ctx.say(w::COMPARISON) } onfocusin={ ctx.focusing(now, Msg::Focused(Focus::Preference)) }>
            <h2>{ ctx.say(w::PREFERENCE) }</h2>
            { body }
            { unacceptable(ctx, desk, preference) }
            <textarea rows="5" dir="auto" data-at="preference-words" placeholder={ ctx.say(w::PREFERENCE_HINT) } readonly={ !desk.is_open() }
                aria-label={ ctx.say(w::RATIONALE) } value={ preference.and_then(|one| one.rationale.clone()).unwrap_or_default() }
                oninput={ ctx.typing(Msg::PreferenceTyped) } />
        </div>
    }
}

/// What a strength says: -3 is A much better, 3 is B much better.
fn strength_name(lang: Lang, strength: i32) -> String {
    let better = letter(usize::from(strength > 0));
    match strength.abs() {
        0 => w::EQUAL.get(lang).into(),
        1 => w::SLIGHTLY_BETTER.with(lang, better),
        2 => w::BETTER.with(lang, better),
        _ => w::MUCH_BETTER.with(lang, better),
    }
}

fn pair(ctx: Ctx, desk: &Desk, preference: Option<&Preference>, now: bool) -> Html {
    let ids: Vec<_> = desk.task.responses.iter().map(|response| response.id.clone()).collect();
    let [left, right] = ids.as_slice() else { return html! { <div hidden=true></div> } };
    let chosen = preference.and_then(|one| one.pairs.iter().find(|pair| pair.left == *left && pair.right == *right));
    html! {
        <div class="strengths" role="group" aria-label={ ctx.say(w::PREFERENCE) }>
            { for (-3..=3).map(|strength| {
                let key = usize::try_from(strength + 3).ok().and_then(keymap::choice).filter(|_| now);
                html! {
                    <button type="button" key={ strength.to_string() } disabled={ !desk.is_open() }
                        aria-pressed={ chosen.is_some_and(|pair| pair.strength == strength).to_string() }
                        onclick={ ctx.click(Msg::PairJudged(left.clone(), right.clone(), strength)) }>
                        { strength_name(ctx.lang, strength) }{ key.map_or_else(|| html! { <kbd hidden=true></kbd> }, |key| ctx.key(key)) }
                    </button>
                }
            }) }
        </div>
    }
}

fn ranks(ctx: Ctx, desk: &Desk, preference: Option<&Preference>) -> Html {
    let count = u32::try_from(desk.task.responses.len()).unwrap_or(u32::MAX);
    html! {
        <div class="ranks">
            <p class="muted">{ ctx.say(w::RANKING) }</p>
            { for desk.task.responses.iter().enumerate().map(|(at, response)| {
                let here = preference.and_then(|one| rank(one, &response.id));
                html! {
                    <div class="rank" key={ response.id.clone() } role="group" aria-label={ w::RESPONSE.with(ctx.lang, letter(at)) }>
                        <b>{ letter(at) }</b>
                        <div class="chips">
                            { for (1..=count).map(|to| html! {
                                <button type="button" key={ to.to_string() } disabled={ !desk.is_open() } aria-pressed={ (here == Some(to as usize)).to_string() }
                                    onclick={ ctx.click(Msg::Ranked(response.id.clone(), Some(to))) }>{ w::RANK.with(ctx.lang, to) }</button>
                            }) }
                        </div>
                    </div>
                }
            }) }
        </div>
    }
}

fn unacceptable(ctx: Ctx, desk: &Desk, preference: Option<&Preference>) -> Html {
    html! {
        <div class="unacceptable" role="group" aria-label={ ctx.say(w::UNACCEPTABLE) }>
            <p class="muted">{ ctx.say(w::BOTH_BAD) }</p>
            <div class="chips">
                { for desk.task.responses.iter().enumerate().map(|(at, response)| {
                    let bad = preference.is_some_and(|one| one.unacceptable.contains(&response.id));
                    html! {
                        <button type="button" key={ response.id.clone() } class="no" disabled={ !desk.is_open() } aria-pressed={ bad.to_string() }
                            onclick={ ctx.click(Msg::UnacceptableToggled(response.id.clone())) }>{ letter(at) }{ " " }{ ctx.say(w::UNACCEPTABLE) }</button>
                    }
                }) }
            </div>
        </div>
    }
}
