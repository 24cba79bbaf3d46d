//! Issues: in the list and in the margin, the same card.

use crate::annotation::{Issue, issue_is_resolved};
use crate::app::{Command, Desk, Focus, Msg, keymap, question};
use crate::task::{Part, Taxonomy};
use crate::ui::kit::{Ctx, gravity_class};
use crate::ui::words as w;
use yew::prelude::*;

/// The list of issues.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let issues = question::issues_of(desk);
    let mark = keymap::keys(&ctx.model.settings.keys, Command::Mark);
    let mark = mark.first().map(|chord| chord.shown(ctx.lang, ctx.model.config.mac)).unwrap_or_default();
    html! {
        <div class="cards">
            <p class="empty" key="empty" hidden={ !issues.is_empty() }>{ w::NO_ISSUES.with(ctx.lang, mark) }</p>
            <ol key="list">
                { for issues.iter().map(|issue| html! { <li key={ issue.id.clone() }>{ issue_card(ctx, desk, issue, false) }</li> }) }
            </ol>
            <button type="button" key="whole" class="quiet" hidden={ !desk.is_open() }
                onclick={ ctx.click(Msg::Commanded(Command::MarkWhole)) }>
                { ctx.say(w::MARK_WHOLE) }{ ctx.key(Command::MarkWhole) }
            </button>
        </div>
    }
}

/// One issue. Closed it says what it is; open it can be changed. In the margin and in the list it is the same.
pub fn issue_card(ctx: Ctx, desk: &Desk, issue: &Issue, in_margin: bool) -> Html {
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let gravity = issue.severity.as_ref().map_or(1, |severity| taxonomy.gravity(severity));
    let focus = Focus::Issue(issue.id.clone());
    let open = desk.view.focus == focus;
    let number = question::issue_number(desk, &issue.id).unwrap_or_default();
    let name = issue.category.as_ref().map_or(ctx.say(w::CHOOSE_CATEGORY), |id| taxonomy.category_name(id));
    let severity = issue.severity.as_ref().map(|id| taxonomy.severity_name(id).to_owned()).unwrap_or_default();
    // The card that keys speak to is the one in sight: in the margin while the text is read, else in the list.
    let at = (in_margin == margin_speaks(desk)).then(|| format!("issue {}", issue.id));
    html! {
        <div class={ classes!("note", gravity_class(gravity), open.then_some("open")) } data-at={ at } tabindex="-1" role="group"
            aria-label={ format!("{} {name}", w::ISSUE_N.with(ctx.lang, number)) }
            onfocusin={ ctx.focusing(open, Msg::Focused(focus.clone())) } onclick={ (!open).then(|| ctx.click(Msg::Focused(focus))) }>
            <header><b aria-hidden="true">{ number }</b><span class="name">{ name.to_owned() }</span><em>{ severity }</em></header>
            <blockquote class="quote" dir="auto" hidden={ in_margin }>{ quoted(ctx, issue) }</blockquote>
            <p class="said" dir="auto" hidden={ open || issue.comment.is_empty() }>{ issue.comment.clone() }</p>
            <div class="edit" key="edit" hidden={ !open }>{ if open { editing(ctx, desk, issue, &taxonomy, in_margin) } else { html! {} } }</div>
            { ties(ctx, desk, issue) }
        </div>
    }
}

/// Whether the margin is where issues are worked on now.
fn margin_speaks(desk: &Desk) -> bool {
    use crate::app::{Mode, Side};
    desk.view.mode != Mode::Correct && desk.view.side != Side::Issues
}

fn quoted(ctx: Ctx, issue: &Issue) -> String {
    const LONGEST: usize = 160;
    match &issue.span {
        None => ctx.say(w::WHOLE_RESPONSE).into(),
        Some(span) if span.exact.chars().count() > LONGEST => {
            let head: String = span.exact.chars().take(LONGEST).collect();
            format!("{head} …")
        }
        Some(span) => span.exact.clone(),
    }
}

fn editing(ctx: Ctx, desk: &Desk, issue: &Issue, taxonomy: &Taxonomy, in_margin: bool) -> Html {
    if !desk.is_open() {
        return html! { <p class="said">{ issue.comment.clone() }</p> };
    }
    let at = (in_margin == margin_speaks(desk)).then(|| format!("issue-words {}", issue.id));
    let id = issue.id.clone();
    let correction = desk.task.asks(Part::Correction);
    let resolved = issue_is_resolved(desk.draft.annotation(), issue);
    let leave = ctx.click(Msg::LeftTyped(issue.id.clone(), Some(String::new())));
    html! {
        <>
            <p class="lost" hidden={ !is_lost(issue) }>{ ctx.say(w::PLACE_LOST) }</p>
            { choosing(ctx, issue, taxonomy) }
            <textarea rows="2" dir="auto" data-at={ at } placeholder={ ctx.say(w::COMMENT_HINT) } aria-label={ ctx.say(w::COMMENT) }
                value={ issue.comment.clone() } oninput={ ctx.typing(move |text| Msg::CommentTyped(id.clone(), text)) } />
            { leaving(ctx, issue) }
            <div class="actions">
                <button type="button" class="quiet" onclick={ ctx.click(Msg::IssueRemoved(issue.id.clone())) }>{ ctx.say(w::REMOVE) }</button>
                <button type="button" class="quiet" hidden={ !correction || resolved || issue.left.is_some() } onclick={ leave }>{ ctx.say(w::LEAVE) }</button>
            </div>
        </>
    }
}

fn is_lost(issue: &Issue) -> bool {
    issue.span.as_ref().is_some_and(|span| span.start == span.end && !span.exact.is_empty())
}

/// Category and severity, with a digit on the one that keys speak to.
fn choosing(ctx: Ctx, issue: &Issue, taxonomy: &Taxonomy) -> Html {
    let keyed = |on: bool, at: usize| {
        keymap::choice(at).filter(|_| on).map_or_else(|| html! { <kbd hidden=true></kbd> }, |command| ctx.key(command))
    };
    let naming = issue.category.is_none();
    html! {
        <>
            <div class="chips" role="group" aria-label={ ctx.say(w::CATEGORY) }>
                { for taxonomy.categories.iter().enumerate().map(|(at, one)| html! {
                    <button type="button" key={ one.id.clone() } title={ one.description.clone() }
                        aria-pressed={ (issue.category.as_ref() == Some(&one.id)).to_string() }
                        onclick={ ctx.click(Msg::CategoryChosen(issue.id.clone(), one.id.clone())) }>
                        { taxonomy.category_name(&one.id) }{ keyed(naming, at) }
                    </button>
                }) }
            </div>
            <div class="chips" role="group" aria-label={ ctx.say(w::SEVERITY) }>
                { for taxonomy.severities.iter().enumerate().map(|(at, one)| html! {
                    <button type="button" key={ one.id.clone() } class={ gravity_class(taxonomy.gravity(&one.id)) }
                        aria-pressed={ (issue.severity.as_ref() == Some(&one.id)).to_string() }
                        onclick={ ctx.click(Msg::SeverityChosen(issue.id.clone(), one.id.clone())) }>
                        { taxonomy.severity_name(&one.id) }{ keyed(!naming, at) }
                    </button>
                }) }
            </div>
        </>
    }
}

fn leaving(ctx: Ctx, issue: &Issue) -> Html {
    let Some(reason) = &issue.left else { return html! { <div hidden=true></div> } };
    let id = issue.id.clone();
    let back = ctx.click(Msg::LeftTyped(issue.id.clone(), None));
    html! {
        <div class="leaving">
            <label>{ ctx.say(w::LEFT) }
                <textarea rows="1" dir="auto" value={ reason.clone() } placeholder={ ctx.say(w::LEFT_HINT) }
                    oninput={ ctx.typing(move |text| Msg::LeftTyped(id.clone(), Some(text))) } />
            </label>
            <button type="button" class="quiet icon" aria-label={ ctx.say(w::CANCEL) } onclick={ back }>{ "×" }</button>
        </div>
    }
}

/// What the issue is tied to: changes that answer it, criteria that rest on it; or that nothing does yet.
fn ties(ctx: Ctx, desk: &Desk, issue: &Issue) -> Html {
    let edits = question::answers_of(desk, &issue.id).into_iter().filter_map(|edit| {
        let number = question::edit_number(desk, &edit.id)?;
        Some((w::CHANGE_N.with(ctx.lang, number), Focus::Edit(edit.id.clone())))
    });
    let criteria = question::criteria(desk).into_iter().enumerate().filter_map(|(at, criterion)| {
        let score = desk.draft.score(&criterion.id, Some(desk.response_id()))?;
        let tied = score.evidence.iter().any(|one| crate::app::reference(one) == Some(&issue.id));
        tied.then(|| (format!("C{}", at + 1), Focus::Criterion(criterion.id.clone())))
    });
    let links: Vec<_> = edits.chain(criteria).collect();
    let open = desk.task.asks(Part::Correction) && !issue_is_resolved(desk.draft.annotation(), issue);
    let left = issue.left.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    html! {
        <footer hidden={ links.is_empty() && !open && !left }>
            <span class="warn" key="open" hidden={ !open }>{ ctx.say(w::NO_CHANGE_YET) }</span>
            <span class="muted" key="left" hidden={ !left }>{ ctx.say(w::LEFT) }</span>
            { for links.into_iter().map(|(name, focus)| html! {
                <button type="button" class="link" key={ name.clone() } onclick={ ctx.click(Msg::Focused(focus)) }>{ name }</button>
            }) }
        </footer>
    }
}
