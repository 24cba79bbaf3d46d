//! Issues: in the list and in the margin, the same card.

use crate::annotation::{Issue, issue_is_resolved};
use crate::app::{Command, Desk, Focus, Mode, Msg, Side, question};
use crate::task::{Part, Taxonomy};
use crate::ui::judge::card::{Chip, chips, head, jump, shortened};
use crate::ui::judge::{doubts, finding, since};
use crate::ui::kit::{Ctx, button, gravity_class, join, nothing};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// The list of issues.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let mut issues = question::issues_of(desk);
    let all = issues.len();
    issues.retain(|issue| question::is_shown(desk, &Focus::Issue(issue.id.clone())));
    view! { ctx,
        <div class="cards">
            <p class="empty" key="empty" hidden={ all > 0 }>{ (w::NO_ISSUES, &ctx.key_text(Command::Mark)) }</p>
            <ol key="list">
                { for issues.iter().map(|issue| view! { ctx, <li key={ &issue.id }>{ issue_card(ctx, desk, issue, false) }</li> }) }
            </ol>
            { since::rest(ctx, desk, all - issues.len()) }
            <button type="button" key="whole" class="quiet" hidden={ !desk.is_open() } onclick={ Msg::Commanded(Command::MarkWhole) }>
                { w::MARK_WHOLE }{ ctx.key(Command::MarkWhole) }
            </button>
            { doubts::view(ctx, desk) }
        </div>
    }
}

/// One issue. Closed it says what it is; open it can be changed. In the margin and in the list it is the same.
pub fn issue_card(ctx: Ctx, desk: &Desk, issue: &Issue, in_margin: bool) -> Html {
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let gravity = issue.severity.as_ref().map_or(1, |severity| taxonomy.gravity(severity));
    let focus = Focus::Issue(issue.id.clone());
    let open = desk.view.focus == focus;
    let focused = || (!open).then(|| Msg::Focused(focus.clone()));
    let number = question::issue_number(desk, &issue.id).unwrap_or_default();
    let name = issue.category.as_ref().map_or(ctx.say(w::CHOOSE_CATEGORY), |id| taxonomy.category_name(id));
    let severity = issue.severity.as_ref().map(|id| taxonomy.severity_name(id));
    let adrift = ctx.model.config.adrift.iter().find(|(id, _)| *id == issue.id);
    let adrift = adrift.map(|(_, otherwise)| if *otherwise { w::OTHERWISE_IN_PAGE } else { w::NOT_IN_PAGE });
    view! { ctx,
        <div class="note" class={ gravity_class(gravity) } class:open={ open } data-at={ at(desk, issue, in_margin, "issue ") }
            tabindex="-1" role="group" aria-label={ join(&[&ctx.count(w::ISSUE_N, number), " ", name]) }
            onfocusin={ focused() } onclick={ focused() }>
            { head(ctx, number, name, severity) }
            <blockquote class="quote" dir="auto" hidden={ in_margin }>{ quoted(ctx, issue) }</blockquote>
            <p class="lost" hidden={ adrift.is_none() }>{ adrift }</p>
            <p class="said" dir="auto" hidden={ open || issue.comment.is_empty() }>{ &issue.comment }</p>
            <div class="edit" key="edit" hidden={ !open }>
                { open.then(|| editing(ctx, desk, issue, &taxonomy, in_margin)) }</div>
            { finding::view(ctx, desk, &issue.id, open, at(desk, issue, in_margin, "").is_some()) }
            { ties(ctx, desk, issue) }
        </div>
    }
}

/// The place of an issue's card, on the one that keys speak to: in the margin while the text is read, else in the list.
fn at(desk: &Desk, issue: &Issue, in_margin: bool, place: &str) -> Option<String> {
    let margin_speaks = desk.view.mode != Mode::Correct && desk.view.side != Side::Issues;
    (in_margin == margin_speaks).then(|| join(&[place, &issue.id]))
}

fn quoted(ctx: Ctx, issue: &Issue) -> String {
    match &issue.span {
        None => ctx.say(w::WHOLE_RESPONSE).into(),
        Some(span) => shortened(&span.exact, 160),
    }
}

fn editing(ctx: Ctx, desk: &Desk, issue: &Issue, taxonomy: &Taxonomy, in_margin: bool) -> Html {
    if !desk.may_edit_issue(&issue.id) {
        return view! { ctx, <p class="said">{ &issue.comment }</p> };
    }
    let correction = desk.task.asks(Part::Correction);
    let resolved = issue_is_resolved(desk.draft.annotation(), issue);
    let judged = question::part(desk, &issue.id).is_some();
    let keyed = if issue.category.is_none() { Chip::Category } else { Chip::Severity };
    view! { ctx,
        <p class="lost" hidden={ !is_lost(issue) }>{ w::PLACE_LOST }</p>
        { chips(ctx, taxonomy, (&issue.category, &issue.severity), Some(keyed).filter(|_| !judged), &|chip, id| match chip {
            Chip::Category => Msg::CategoryChosen(issue.id.clone(), id.to_owned()),
            Chip::Severity => Msg::SeverityChosen(issue.id.clone(), id.to_owned()),
        }) }
        <textarea rows="2" dir="auto" data-at={ at(desk, issue, in_margin, "issue-words ") } placeholder={ w::COMMENT_HINT }
            aria-label={ w::COMMENT } value={ &issue.comment } oninput={ Act::value(&issue.id, Msg::CommentTyped) } />
        { leaving(ctx, issue) }
        <div class="actions">
            { button(ctx, "quiet", w::REMOVE, Msg::IssueRemoved(issue.id.clone())) }
            <button type="button" class="quiet" hidden={ !correction || resolved || issue.left.is_some() }
                onclick={ Msg::LeftTyped(issue.id.clone(), Some(String::new())) }>{ w::LEAVE }</button>
        </div>
    }
}

fn is_lost(issue: &Issue) -> bool {
    issue.span.as_ref().is_some_and(|span| span.start == span.end && !span.exact.is_empty())
}

fn leaving(ctx: Ctx, issue: &Issue) -> Html {
    let Some(reason) = &issue.left else { return nothing(ctx) };
    view! { ctx,
        <div class="leaving">
            <label>{ w::LEFT }
                <textarea rows="1" dir="auto" value={ reason } placeholder={ w::LEFT_HINT }
                    oninput={ Act::value(&issue.id, |id, text| Msg::LeftTyped(id, Some(text))) } />
            </label>
            <button type="button" class="quiet icon" aria-label={ w::CANCEL } onclick={ Msg::LeftTyped(issue.id.clone(), None) }>{ "×" }</button>
        </div>
    }
}

/// What the issue is tied to: changes that answer it, criteria that rest on it; or that nothing does yet.
fn ties(ctx: Ctx, desk: &Desk, issue: &Issue) -> Html {
    let mut links = Vec::new();
    for edit in question::answers_of(desk, &issue.id) {
        if let Some(number) = question::edit_number(desk, &edit.id) {
            links.push(jump(ctx, &ctx.count(w::CHANGE_N, number), &Focus::Edit(edit.id.clone())));
        }
    }
    for (at, criterion) in question::criteria(desk).into_iter().enumerate() {
        let score = desk.draft.score(&criterion.id, Some(desk.response_id()));
        let rests = |one| crate::app::reference(one) == Some(&issue.id);
        if score.is_some_and(|score| score.evidence.iter().any(rests)) {
            links.push(jump(ctx, &ctx.count(w::CRITERION_N, at + 1), &Focus::Criterion(criterion.id.clone())));
        }
    }
    let open = desk.task.asks(Part::Correction) && !issue_is_resolved(desk.draft.annotation(), issue);
    let left = issue.left.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    view! { ctx,
        <footer hidden={ links.is_empty() && !open && !left }>
            <span class="warn" key="open" hidden={ !open }>{ w::NO_CHANGE_YET }</span>
            <span class="muted" key="left" hidden={ !left }>{ w::LEFT }</span>
            { for links }
        </footer>
    }
}
