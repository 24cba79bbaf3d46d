//! The foot: what stands between here and submitting, each with a jump; and the ways on.

use super::kit::Ctx;
use super::shell::letter;
use super::words as w;
use crate::annotation::{Code, Problem, Spot};
use crate::app::{Command, Desk, Msg, question};
use yew::prelude::*;

/// How many missing things are named; the rest is counted.
const NAMED: usize = 4;

/// The foot.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let problems = question::problems(desk);
    let count = problems.len();
    let more = count.saturating_sub(NAMED);
    let said =
        if count == 0 { ctx.say(w::NOTHING_MISSING).to_owned() } else { w::MISSING_COUNT.count(ctx.lang, count) };
    html! {
        <footer class="bar foot" key="foot">
            <div class="missing">
                <b class={ classes!((count == 0).then_some("good")) } aria-live="polite">{ said }</b>
                { for problems.iter().take(NAMED).enumerate().map(|(at, problem)| html! {
                    <button type="button" class="jump" key={ at } onclick={ ctx.click(Msg::MissingChosen(problem.spot.clone())) }>{ name(ctx, desk, problem) }</button>
                }) }
                <button type="button" class="jump" key="more" hidden={ more == 0 }
                    onclick={ ctx.click(Msg::Commanded(Command::NextMissing)) }>{ w::MORE.with(ctx.lang, more) }{ ctx.key(Command::NextMissing) }</button>
            </div>
            <button type="button" class="quiet" disabled={ !desk.is_open() } onclick={ ctx.click(Msg::Commanded(Command::Exit)) }>{ ctx.say(w::EXIT) }</button>
            <button type="button" class="quiet" disabled={ !desk.is_open() } onclick={ ctx.click(Msg::Commanded(Command::Skip)) }>{ ctx.say(w::SKIP) }</button>
            <button type="button" class={ classes!("primary", (count > 0).then_some("waiting")) } data-at="submit"
                aria-disabled={ (count > 0 || !desk.is_open()).to_string() } onclick={ ctx.click(Msg::Commanded(Command::Submit)) }>
                { ctx.say(w::SUBMIT) }{ ctx.key(Command::Submit) }</button>
        </footer>
    }
}

fn name(ctx: Ctx, desk: &Desk, problem: &Problem) -> String {
    let word = match problem.code {
        Code::Unjudged => w::M_UNJUDGED,
        Code::ValueMissing => w::M_VALUE,
        Code::RationaleMissing => w::M_RATIONALE,
        Code::EvidenceMissing => w::M_EVIDENCE,
        Code::CategoryMissing => w::M_CATEGORY,
        Code::SeverityMissing => w::M_SEVERITY,
        Code::IssueUnresolved => w::M_UNRESOLVED,
        Code::EditUnreasoned => w::M_UNREASONED,
        Code::PreferenceMissing => w::M_PREFERENCE,
        Code::ExitNoteMissing => w::M_EXIT,
    };
    word.with(ctx.lang, place(ctx, desk, &problem.spot))
}

fn place(ctx: Ctx, desk: &Desk, spot: &Spot) -> String {
    let several = desk.task.responses.len() > 1;
    let of = |response: Option<&str>| {
        let at = desk.task.responses.iter().position(|one| Some(one.id.as_str()) == response);
        at.filter(|_| several).map(|at| format!("{} ", letter(at))).unwrap_or_default()
    };
    match spot {
        Spot::Criterion(id, response) => {
            let at = desk.task.criteria().iter().position(|criterion| criterion.id == *id).unwrap_or_default();
            format!("{}C{}", of(response.as_deref()), at + 1)
        }
        Spot::Issue(id) => {
            let response = desk.draft.issue(id).map(|issue| issue.response.as_str());
            let mut same: Vec<_> = desk
                .draft
                .annotation()
                .issues
                .iter()
                .filter(|issue| Some(issue.response.as_str()) == response)
                .collect();
            crate::text::sort_by_place(&mut same, |issue| {
                issue.span.as_ref().map_or((usize::MAX, 0), |span| (span.start, span.end))
            });
            let at = same.iter().position(|issue| issue.id == *id).unwrap_or_default();
            format!("{}{}", of(response), w::ISSUE_N.with(ctx.lang, at + 1))
        }
        Spot::Edit(response, id) => {
            let at = desk.draft.edits(response).iter().position(|edit| edit.id == *id).unwrap_or_default();
            format!("{}{}", of(Some(response)), w::CHANGE_N.with(ctx.lang, at + 1))
        }
        Spot::Preference | Spot::Exit => String::new(),
    }
}
