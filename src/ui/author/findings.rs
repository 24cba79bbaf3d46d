//! What the linter found: its words, its cure, and the reason why one stands.

use super::words as a;
use crate::app::{Author, Command, Desk, Found, Msg, question};
use crate::ui::kit::{Ctx, join};
use crate::ui::template::{Act, Html, view};

/// The findings of a criterion, or those of the rubric as a whole.
pub fn view(ctx: Ctx, desk: &Desk, criterion: Option<&str>) -> Html {
    let at_hand = question::finding_at_hand(desk);
    let mut keys: Vec<String> = Vec::new();
    let mut views = Vec::new();
    for (at, found) in desk.writing.found.iter().enumerate() {
        if found.criterion.as_deref() != criterion {
            continue;
        }
        let key = found.key();
        // Of several findings of one rule the first has the reason: it holds for all.
        let first = !keys.contains(&key);
        let keyed = join(&[&key, " ", &views.len().to_string()]);
        views.push(finding(ctx, desk, (at, found), keyed, first, at_hand == Some(at)));
        keys.push(key);
    }
    view! { ctx, <ul class="findings" hidden={ views.is_empty() }>{ for views }</ul> }
}

fn finding(ctx: Ctx, desk: &Desk, (at, found): (usize, &Found), keyed: String, first: bool, at_hand: bool) -> Html {
    let key = found.key();
    let dismissed = desk.draft.dismissed(found.criterion.as_deref(), &found.rule);
    let aside = dismissed.is_some();
    let writing = desk.writing.aside.as_ref() == Some(&key);
    let reason = dismissed.map_or("", |one| one.reason.as_str());
    let shown = first && (aside || writing);
    let open = desk.may_edit();
    view! { ctx,
        <li key={ keyed } class="found" class:aside={ aside }>
            <p><b hidden={ !aside }>{ a::ASIDE }{ ": " }</b>{ &found.message }</p>
            <div class="found-acts" hidden={ !open }>
                <button type="button" hidden={ aside || found.cure.is_none() } onclick={ Msg::Author(Author::Cured(at)) }>
                    { &found.cure }{ ctx.some_key(at_hand.then_some(Command::Cure)) }</button>
                <button type="button" class="quiet" hidden={ aside || writing } onclick={ Msg::Author(Author::AsideWanted(at)) }>
                    { a::LET_STAND }{ ctx.some_key(at_hand.then_some(Command::LetStand)) }</button>
                <button type="button" class="quiet" hidden={ !shown || !aside } onclick={ Msg::Author(Author::Recalled(key.clone())) }>{ a::RECALL }</button>
            </div>
            <input type="text" dir="auto" autocomplete="off" hidden={ !shown } data-at={ join(&["aside ", &key]) } aria-label={ a::ASIDE_WHY }
                placeholder={ a::ASIDE_WHY } readonly={ !open } value={ reason }
                oninput={ Act::value(&key, |key, text| Msg::Author(Author::ReasonTyped(key, text))) } />
        </li>
    }
}
