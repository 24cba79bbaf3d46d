//! Notes beside the text: each stands at its place, keeps clear of the others, and opens in place.

use crate::app::{Desk, Msg, keymap, question};
use crate::task::Part;
use crate::ui::judge::issues::issue_card;
use crate::ui::kit::{Ctx, keep_selection};
use crate::ui::words as w;
use yew::prelude::*;

/// The margin of the text that is read.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let issues = question::issues_of(desk);
    let nothing = issues.is_empty() && desk.view.caret.span().is_empty();
    html! {
        <aside class="margin" data-margin="" aria-label={ ctx.say(w::MARKS) } hidden={ !desk.task.asks(Part::Issues) }>
            <p class="hint" key="hint" hidden={ !nothing || !desk.is_open() }>{ ctx.say(w::READ_HINT) }</p>
            { for issues.into_iter().filter(|issue| issue.span.is_some()).map(|issue| html! {
                <div class="note-place" key={ issue.id.clone() } data-note={ format!("issue-text {}", issue.id) }>
                    { issue_card(ctx, desk, issue, true) }
                </div>
            }) }
            { pending(ctx, desk) }
        </aside>
    }
}

/// What is selected, waiting for a name: one key, or one click.
fn pending(ctx: Ctx, desk: &Desk) -> Html {
    let span = desk.view.caret.span();
    let open = !span.is_empty() && desk.is_open();
    let taxonomy = question::taxonomy(desk, ctx.lang);
    html! {
        <div class="note-place" key="pending" data-note="selection" hidden={ !open }>
            <div class="note pending" role="group" aria-label={ ctx.say(w::MARK_AS) } onmousedown={ keep_selection() }>
                <header>{ ctx.say(w::MARK_AS) }</header>
                <div class="chips">
                    { for taxonomy.categories.iter().enumerate().map(|(at, category)| {
                        let key = keymap::choice(at).map(|command| ctx.key(command));
                        html! {
                            <button type="button" key={ category.id.clone() } title={ category.description.clone() }
                                onclick={ ctx.click(Msg::IssueWanted(Some(category.id.clone()))) }>
                                { taxonomy.category_name(&category.id) }{ key.unwrap_or_default() }
                            </button>
                        }
                    }) }
                </div>
            </div>
        </div>
    }
}
