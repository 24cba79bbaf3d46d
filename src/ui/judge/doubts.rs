//! What was found without a model and may be wrong: quietly, below the issues; each becomes one by a key, or is dismissed.

use crate::app::{Command, Desk, Doubt, Doubting, Msg, Settings, question};
use crate::task::Part;
use crate::ui::judge::card::shortened;
use crate::ui::kit::{Ctx, join, unseen};
use crate::ui::template::{Html, view};
use crate::ui::words as w;

/// So many are shown at once, around the one at hand.
const SHOWN: usize = 40;

/// The doubts about the shown response, and the switch.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let wanted = ctx.model.settings.doubts;
    let open = question::open_doubts(desk);
    let at_hand = question::doubt_at_hand(desk);
    let place = open.iter().position(|at| at_hand == Some(*at)).unwrap_or(0);
    let first = place.saturating_sub(SHOWN / 2);
    let settings = Settings { doubts: !wanted, ..ctx.model.settings.clone() };
    let shown = desk.task.asks(Part::Issues) && desk.may_edit();
    view! { ctx,
        <section key="doubts" class="doubts" aria-label={ w::DOUBTS } hidden={ !shown } data-test="doubts">
            <header>
                <h2>{ w::DOUBTS }<span class="count" hidden={ open.is_empty() }>{ open.len() }</span></h2>
                <button type="button" class="quiet" role="switch" aria-checked={ if wanted { "true" } else { "false" } }
                    onclick={ Msg::SettingsChanged(Box::new(settings)) }>{ w::DOUBTS_SWITCH }</button>
            </header>
            <p class="muted" hidden={ !wanted || !open.is_empty() }>{ w::DOUBTS_NONE }</p>
            <ol hidden={ !wanted || open.is_empty() }>
                { for open.iter().skip(first).take(SHOWN).filter_map(|at| Some((*at, desk.doubts.found.get(*at)?))).map(|(at, doubt)| {
                    card(ctx, at, doubt, at_hand == Some(at))
                }) }
            </ol>
            <p class="muted" hidden={ !wanted || open.is_empty() }>{ w::DOUBTS_HINT }</p>
        </section>
    }
}

fn card(ctx: Ctx, at: usize, doubt: &Doubt, at_hand: bool) -> Html {
    let number = at.to_string();
    view! { ctx,
        <li key={ at } class="doubt" class:open={ at_hand } data-at={ join(&["doubt ", &number]) } tabindex="-1">
            <button type="button" class="link" dir="auto" onclick={ Msg::Doubt(Doubting::Chosen(at)) }>
                { unseen(ctx, ctx.say(w::DOUBT_SHOW)) }{ shortened(&doubt.exact, 90) }</button>
            <p dir="auto">{ &doubt.message }</p>
            <div class="doubt-acts">
                <button type="button" onclick={ Msg::Doubt(Doubting::Accepted(at)) }>{ w::DOUBT_ACCEPT }{ ctx.some_key(at_hand.then_some(Command::Cure)) }</button>
                <button type="button" class="quiet" onclick={ Msg::Doubt(Doubting::Dismissed(at)) }>{ w::DOUBT_DISMISS }{ ctx.some_key(at_hand.then_some(Command::LetStand)) }</button>
            </div>
        </li>
    }
}
