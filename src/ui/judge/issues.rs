//! Issues: in the list and in the margin, the same card.

use crate::annotation::{Issue, issue_is_resolved};
use crate::app::{Command, Desk, Focus, Lang, Mode, Msg, Side, Word, question};
use crate::task::{Part, Score, Taxonomy};
use crate::ui::judge::card::{Chip, chips, head, jump, readable, shortened};
use crate::ui::judge::{doubts, finding, since};
use crate::ui::kept::kept;
use crate::ui::kit::{Ctx, button, gravity_class, join, nothing};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// The list of issues.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let all = question::issues_of(desk);
    let listed = question::listed_issues(desk);
    let is_listed = |at: usize, _: &Issue| listed.contains(&at);
    let shown = cards(
        ctx,
        desk,
        false,
        &is_listed,
        |ctx, desk, shows| view! { ctx, <li>{ card(ctx, desk, shows, false) }</li> },
    );
    let hidden = listed.len() - shown.len();
    let turn = |word: Word, count: usize, to: usize| {
        let to = all.get(to).filter(|_| count > 0).map(|issue| Msg::Focused(Focus::Issue(issue.id.clone())));
        view! { ctx, <button type="button" class="quiet" hidden={ count == 0 } onclick={ to }>{ ctx.count(word, count) }</button> }
    };
    view! { ctx,
        <div class="cards">
            <p class="empty" key="empty" hidden={ !all.is_empty() }>{ (w::NO_ISSUES, &ctx.key_text(Command::Mark)) }</p>
            { turn(w::EARLIER, listed.start, listed.start.wrapping_sub(1)) }
            <ol key="list">
                { for shown }
            </ol>
            { turn(w::LATER, all.len() - listed.end, listed.end) }
            { since::rest(ctx, desk, hidden) }
            <button type="button" key="whole" class="quiet" hidden={ !desk.is_open() } onclick={ Msg::Commanded(Command::MarkWhole) }>
                { w::MARK_WHOLE }{ ctx.key(Command::MarkWhole) }
            </button>
            { doubts::view(ctx, desk) }
        </div>
    }
}

/// What the card of an issue shows that has not the attention.
#[derive(PartialEq)]
pub struct Shows {
    pub issue: Issue,
    /// Its number among the issues of the response.
    number: usize,
    /// The numbers of the changes that answer it, with what they lead to.
    answers: Vec<(usize, String)>,
    /// The numbers of the criteria that rest on it, with what they lead to.
    criteria: Vec<(usize, String)>,
    resolved: bool,
    /// Where the platform's page shows it no more, or otherwise.
    adrift: Option<bool>,
    /// Whether keys speak to this card, and not to the other one of the issue.
    speaks: bool,
    lang: Lang,
}

/// The cards of the issues that are shown and that are asked for, each made by `paint`.
pub fn cards(
    ctx: Ctx,
    desk: &Desk,
    in_margin: bool,
    asked: &dyn Fn(usize, &Issue) -> bool,
    paint: fn(Ctx, &Desk, &Shows) -> Html,
) -> Vec<Html> {
    let edits = desk.draft.edits(desk.response_id());
    let criteria: Vec<_> = question::criteria(desk)
        .into_iter()
        .enumerate()
        .filter_map(|(at, one)| Some((at + 1, desk.draft.score(&one.id, Some(desk.response_id()))?)))
        .filter(|(_, score)| !score.evidence.is_empty())
        .collect();
    let anew = finding::stand(desk);
    let mut cards = Vec::new();
    for (at, issue) in question::issues_of(desk).into_iter().enumerate() {
        let focus = Focus::Issue(issue.id.clone());
        if !asked(at, issue) || !question::is_shown(desk, &focus) {
            continue;
        }
        let rests = |score: &Score| score.evidence.iter().any(|one| crate::app::reference(one) == Some(&issue.id));
        let answered = edits.iter().enumerate().filter(|(_, edit)| edit.answers.contains(&issue.id));
        let adrift = ctx.model.config.adrift.iter().find(|(id, _)| *id == issue.id);
        let shows = Shows {
            number: at + 1,
            answers: answered.map(|(at, edit)| (at + 1, edit.id.clone())).collect(),
            criteria: criteria
                .iter()
                .filter(|(_, one)| rests(one))
                .map(|(at, one)| (*at, one.criterion.clone()))
                .collect(),
            resolved: issue_is_resolved(desk.draft.annotation(), issue),
            adrift: adrift.map(|(_, otherwise)| *otherwise),
            speaks: speaks(desk, in_margin),
            lang: ctx.lang,
            issue: issue.clone(),
        };
        cards.push(kept(ctx, desk, &issue.id, shows, anew || desk.view.focus == focus, paint));
    }
    cards
}

/// One issue. Closed it says what it is; open it can be changed. In the margin and in the list it is the same.
pub fn card(ctx: Ctx, desk: &Desk, shows: &Shows, in_margin: bool) -> Html {
    let issue = &shows.issue;
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let gravity = issue.severity.as_ref().map_or(1, |severity| taxonomy.gravity(severity));
    let focus = Focus::Issue(issue.id.clone());
    let open = desk.view.focus == focus;
    let focused = || (!open).then(|| Msg::Focused(focus.clone()));
    let name = issue.category.as_ref().map_or(ctx.say(w::CHOOSE_CATEGORY), |id| taxonomy.category_name(id));
    let severity = issue.severity.as_ref().map(|id| taxonomy.severity_name(id));
    let adrift = shows.adrift.map(|otherwise| if otherwise { w::OTHERWISE_IN_PAGE } else { w::NOT_IN_PAGE });
    view! { ctx,
        <div class="note" class={ gravity_class(gravity) } class:open={ open } data-at={ at(shows, "issue ") }
            tabindex="-1" role="group" aria-label={ join(&[&ctx.count(w::ISSUE_N, shows.number), " ", name]) }
            onfocusin={ focused() } onclick={ focused() }>
            { head(ctx, shows.number, name, severity) }
            <blockquote class="quote" dir="auto" hidden={ in_margin }>{ quoted(ctx, issue) }</blockquote>
            <p class="lost" hidden={ adrift.is_none() }>{ adrift }</p>
            <p class="said" dir="auto" hidden={ open || issue.comment.is_empty() }>{ &issue.comment }</p>
            <div class="edit" key="edit" hidden={ !open }>
                { open.then(|| editing(ctx, desk, shows, &taxonomy)) }</div>
            { finding::view(ctx, desk, &issue.id, open, shows.speaks) }
            { ties(ctx, desk, shows) }
        </div>
    }
}

/// Whether keys speak to the cards in the margin, while the text is read; else to those in the list.
fn speaks(desk: &Desk, in_margin: bool) -> bool {
    in_margin == (desk.view.mode != Mode::Correct && desk.view.side != Side::Issues)
}

/// The place of an issue's card, on the one that keys speak to.
fn at(shows: &Shows, place: &str) -> Option<String> {
    shows.speaks.then(|| join(&[place, &shows.issue.id]))
}

fn quoted(ctx: Ctx, issue: &Issue) -> String {
    match &issue.span {
        None => ctx.say(w::WHOLE_RESPONSE).into(),
        Some(span) => shortened(&readable(&span.exact), 160),
    }
}

fn editing(ctx: Ctx, desk: &Desk, shows: &Shows, taxonomy: &Taxonomy) -> Html {
    let issue = &shows.issue;
    if !desk.may_edit_issue(&issue.id) {
        return view! { ctx, <p class="said">{ &issue.comment }</p> };
    }
    let correction = desk.task.asks(Part::Correction);
    let judged = question::part(desk, &issue.id).is_some();
    let keyed = if issue.category.is_none() { Chip::Category } else { Chip::Severity };
    view! { ctx,
        <p class="lost" hidden={ !is_lost(issue) }>{ w::PLACE_LOST }</p>
        { chips(ctx, taxonomy, (&issue.category, &issue.severity), Some(keyed).filter(|_| !judged), &|chip, id| match chip {
            Chip::Category => Msg::CategoryChosen(issue.id.clone(), id.to_owned()),
            Chip::Severity => Msg::SeverityChosen(issue.id.clone(), id.to_owned()),
        }) }
        <textarea rows="2" dir="auto" data-at={ at(shows, "issue-words ") } placeholder={ w::COMMENT_HINT }
            aria-label={ w::COMMENT } value={ &issue.comment } oninput={ Act::value(&issue.id, Msg::CommentTyped) } />
        { leaving(ctx, shows) }
        <div class="actions">
            { button(ctx, "quiet", w::REMOVE, Msg::IssueRemoved(issue.id.clone())) }
            <button type="button" class="quiet" hidden={ !correction || shows.resolved || issue.left.is_some() }
                onclick={ Msg::LeftTyped(issue.id.clone(), Some(String::new())) }>{ w::LEAVE }</button>
        </div>
    }
}

fn is_lost(issue: &Issue) -> bool {
    issue.span.as_ref().is_some_and(|span| span.start == span.end && !span.exact.is_empty())
}

fn leaving(ctx: Ctx, shows: &Shows) -> Html {
    let issue = &shows.issue;
    let Some(reason) = &issue.left else { return nothing(ctx) };
    view! { ctx,
        <div class="leaving">
            <label>{ w::LEFT }
                <textarea rows="1" dir="auto" data-at={ at(shows, "left-words ") } value={ reason } placeholder={ w::LEFT_HINT }
                    oninput={ Act::value(&issue.id, |id, text| Msg::LeftTyped(id, Some(text))) } />
            </label>
            <button type="button" class="quiet icon" aria-label={ w::CANCEL } onclick={ Msg::LeftTyped(issue.id.clone(), None) }>{ "×" }</button>
        </div>
    }
}

/// What the issue is tied to: changes that answer it, criteria that rest on it; or that nothing does yet.
fn ties(ctx: Ctx, desk: &Desk, shows: &Shows) -> Html {
    let mut links = Vec::new();
    for (number, id) in &shows.answers {
        links.push(jump(ctx, &ctx.count(w::CHANGE_N, *number), &Focus::Edit(id.clone())));
    }
    for (number, id) in &shows.criteria {
        links.push(jump(ctx, &ctx.count(w::CRITERION_N, *number), &Focus::Criterion(id.clone())));
    }
    let open = desk.task.asks(Part::Correction) && !shows.resolved;
    let left = shows.issue.left.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    view! { ctx,
        <footer hidden={ links.is_empty() && !open && !left }>
            <span class="warn" key="open" hidden={ !open }>{ w::NO_CHANGE_YET }</span>
            <span class="muted" key="left" hidden={ !left }>{ w::LEFT }</span>
            { for links }
        </footer>
    }
}
