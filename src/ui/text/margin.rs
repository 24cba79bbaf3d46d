//! Notes beside the text: each stands at its place, keeps clear of the others, and opens in place.

use crate::annotation::{Issue, span_bytes};
use crate::app::{Command, Desk, Focus, Msg, Resting, keymap, question};
use crate::task::Part;
use crate::ui::judge::issues::{card, cards};
use crate::ui::judge::rubric::short_name;
use crate::ui::kit::{Ctx, join, keep_selection};
use crate::ui::template::{Html, view};
use crate::ui::words as w;

/// The margin of the text that is read.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let nothing = question::issues_of(desk).is_empty() && desk.view.caret.span().is_empty();
    let blocks = question::sighted(desk).map(|near| join(&[&near.start.to_string(), " ", &near.end.to_string()]));
    let sight = question::in_sight(desk);
    let is_near = |_: usize, issue: &Issue| {
        let span = issue.span.as_ref().map(span_bytes);
        span.is_some_and(|span| {
            sight.is_none_or(|sight| span.touches(sight) || desk.view.focus == Focus::Issue(issue.id.clone()))
        })
    };
    view! { ctx,
        <aside class="margin" data-margin="" data-sight={ blocks } aria-label={ w::MARKS } hidden={ !desk.task.asks(Part::Issues) }>
            <p class="hint" key="hint" hidden={ !nothing || !desk.is_open() }>{ if desk.reviews() { w::REVIEW_HINT } else { w::READ_HINT } }</p>
            { for cards(ctx, desk, true, &is_near, |ctx, desk, shows| view! { ctx,
                <div class="note-place" data-note={ join(&["issue-text ", &shows.issue.id]) }>{ card(ctx, desk, shows, true) }</div>
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
    let rests = question::takes_evidence(desk).and_then(|id| short_name(ctx, desk, id));
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
                <div class="chips" key="rest" hidden={ rests.is_none() }><button type="button" onclick={ Msg::Rested(Resting::Placed) }>
                    { (w::EVIDENCE_FOR, rests.as_deref().unwrap_or_default()) }{ ctx.key(Command::Rest) }</button></div>
            </div>
        </div>
    }
}
