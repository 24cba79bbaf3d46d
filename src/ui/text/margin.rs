//! Notes beside the text: each stands at its place, keeps clear of the others, and opens in place.

use crate::app::{Desk, Focus, Msg, keymap, question};
use crate::task::Part;
use crate::ui::judge::issues::issue_card;
use crate::ui::kit::{Ctx, join, keep_selection};
use crate::ui::template::{Html, view};
use crate::ui::words as w;

/// The margin of the text that is read.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let mut issues = question::issues_of(desk);
    let nothing = issues.is_empty() && desk.view.caret.span().is_empty();
    issues.retain(|issue| issue.span.is_some() && question::is_shown(desk, &Focus::Issue(issue.id.clone())));
    view! { ctx,
        <aside class="margin" data-margin="" aria-label={ w::MARKS } hidden={ !desk.task.asks(Part::Issues) }>
            <p class="hint" key="hint" hidden={ !nothing || !desk.is_open() }>{ if desk.reviews() { w::REVIEW_HINT } else { w::READ_HINT } }</p>
            { for issues.into_iter().map(|issue| view! { ctx,
                <div class="note-place" key={ &issue.id } data-note={ join(&["issue-text ", &issue.id]) }>
                    { issue_card(ctx, desk, issue, true) }
                </div>
            }) }
            { pending(ctx, desk) }
        </aside>
    }
}

/// What is selected, waiting for a name: one key, or one click.
pub fn pending(ctx: Ctx, desk: &Desk) -> Html {
    let span = desk.view.caret.span();
    let open = !span.is_empty() && desk.is_open();
    let taxonomy = question::taxonomy(desk, ctx.lang);
    view! { ctx,
        <div class="note-place" key="pending" data-note="selection" hidden={ !open }>
            <div class="note pending" role="group" aria-label={ w::MARK_AS } onmousedown={ keep_selection() }>
                <header>{ w::MARK_AS }</header>
                <div class="chips">
                    { for taxonomy.categories.iter().enumerate().map(|(at, category)| view! { ctx,
                        <button type="button" key={ &category.id } title={ &category.description }
                            onclick={ Msg::IssueWanted(Some(category.id.clone())) }>
                            { taxonomy.category_name(&category.id) }{ ctx.some_key(keymap::choice(at)) }
                        </button>
                    }) }
                </div>
            </div>
        </div>
    }
}
