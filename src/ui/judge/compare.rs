//! The comparison of responses: two by how much better, more by rank, and what nobody should get.

use crate::annotation::Preference;
use crate::app::{Desk, Focus, Msg, keymap, rank};
use crate::ui::judge::finding;
use crate::ui::kit::{Ctx, nothing};
use crate::ui::shell::letter;
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// The comparison.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let preference = desk.draft.annotation().preference.as_ref();
    let now = desk.view.focus == Focus::Preference;
    let body =
        if desk.task.responses.len() == 2 { pair(ctx, desk, preference, now) } else { ranks(ctx, desk, preference) };
    let text = preference.and_then(|one| one.rationale.as_deref()).unwrap_or_default();
    view! { ctx,
        <div class="compare" class:now={ now } data-at="preference" tabindex="-1" role="group" aria-label={ w::COMPARISON }
            onfocusin={ (!now).then_some(Msg::Focused(Focus::Preference)) }>
            <h2>{ w::PREFERENCE }</h2>
            { body }
            { unacceptable(ctx, desk, preference) }
            <textarea rows="5" dir="auto" data-at="preference-words" placeholder={ w::PREFERENCE_HINT } readonly={ !desk.may_edit() }
                aria-label={ w::RATIONALE } value={ text } oninput={ Act::value("", |_, text| Msg::PreferenceTyped(text)) } />
            { finding::view(ctx, desk, "preference", true, true) }
        </div>
    }
}

/// What a strength says: -3 is A much better, 3 is B much better.
fn strength_name(ctx: Ctx, strength: i32) -> String {
    let word = match strength.abs() {
        0 => w::EQUAL,
        1 => w::SLIGHTLY_BETTER,
        2 => w::BETTER,
        _ => w::MUCH_BETTER,
    };
    ctx.with(word, &letter(usize::from(strength > 0)))
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

fn ranks(ctx: Ctx, desk: &Desk, preference: Option<&Preference>) -> Html {
    let count = desk.task.responses.len();
    view! { ctx,
        <div class="ranks">
            <p class="muted">{ w::RANKING }</p>
            { for desk.task.responses.iter().enumerate().map(|(at, response)| {
                let here = preference.and_then(|one| rank(one, &response.id));
                view! { ctx,
                    <div class="rank" key={ &response.id } role="group" aria-label={ (w::RESPONSE, &letter(at)) }>
                        <b>{ letter(at) }</b>
                        <div class="chips">
                            { for (1..=count).map(|to| view! { ctx,
                                <button type="button" key={ to } disabled={ !desk.may_edit() } aria-pressed={ here == Some(to) }
                                    onclick={ Msg::Ranked(response.id.clone(), u32::try_from(to).ok()) }>{ (w::RANK, to) }</button>
                            }) }
                        </div>
                    </div>
                }
            }) }
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
