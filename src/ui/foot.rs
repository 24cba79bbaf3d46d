//! The foot: what stands between here and submitting, each with a jump; and the ways on.

use super::judge::{claims, row};
use super::kit::{Ctx, join};
use super::shell::letter;
use super::template::{Html, view};
use super::words as w;
use crate::annotation::{Code, Spot, StepKind};
use crate::app::question::{self, Gap, Lack};
use crate::app::{Command, Desk, Focus, Msg, Word};
use crate::review::ReviewCode;

/// How many missing things are named; the rest is counted.
const NAMED: usize = 4;

/// The foot.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let problems = question::problems(desk);
    let count = problems.len();
    let more = count.saturating_sub(NAMED);
    let said = (if count == 0 { w::NOTHING_MISSING } else { w::MISSING_COUNT }, count);
    let way_on = |label: Word, command: Command| {
        view! { ctx,
            <button type="button" class="quiet" disabled={ !desk.is_open() } onclick={ Msg::Commanded(command) }>{ label }</button>
        }
    };
    view! { ctx,
        <footer class="bar foot" key="foot">
            <div class="missing">
                <b class:good={ count == 0 } data-at="missing" tabindex="-1" aria-live="polite">{ desk.is_open().then_some(said) }</b>
                { for problems.iter().take(NAMED).enumerate().map(|(at, problem)| view! { ctx,
                    <button type="button" class="jump" key={ at } onclick={ Msg::MissingChosen(problem.spot.clone()) }>{ name(ctx, desk, problem) }</button>
                }) }
                <button type="button" class="jump" key="more" data-more="" hidden={ more == 0 }
                    onclick={ Msg::Commanded(Command::NextMissing) }>{ (w::MORE, more) }{ ctx.key(Command::NextMissing) }</button>
            </div>
            { way_on(w::EXIT, Command::Exit) }
            { way_on(w::SKIP, Command::Skip) }
            <button type="button" class="primary" class:waiting={ count > 0 || !desk.is_open() } data-at="submit"
                aria-disabled={ count > 0 || !desk.is_open() } onclick={ Msg::Commanded(Command::Submit) }>
                { w::SUBMIT }{ ctx.key(Command::Submit) }</button>
        </footer>
    }
}

fn name(ctx: Ctx, desk: &Desk, gap: &Gap) -> String {
    let word = match gap.lack {
        Lack::Work(code) => of_work(code),
        Lack::Review(code) => of_review(code),
    };
    ctx.with(word, &place(ctx, desk, &gap.spot))
}

fn of_review(code: ReviewCode) -> Word {
    match code {
        ReviewCode::Undecided => w::M_UNDECIDED,
        ReviewCode::Unsettled => w::M_UNSETTLED,
        ReviewCode::VerdictMissing => w::M_VERDICT,
        ReviewCode::CommentMissing => w::M_REMARK,
        ReviewCode::ResultMissing => w::M_RESULT,
        ReviewCode::FindingUnreasoned => w::M_FINDING,
        ReviewCode::AcceptedWithErrors => w::M_HARMFUL,
        ReviewCode::ExitNoteMissing => w::M_EXIT,
        ReviewCode::ResultIncomplete
        | ReviewCode::SubjectsMismatch
        | ReviewCode::SubjectUnknown
        | ReviewCode::ReferenceUnknown
        | ReviewCode::IssueMissing => w::M_FITS_NOT,
    }
}

fn of_work(code: Code) -> Word {
    match code {
        Code::Unjudged => w::M_UNJUDGED,
        Code::ValueMissing => w::M_VALUE,
        Code::RationaleMissing => w::M_RATIONALE,
        Code::EvidenceMissing => w::M_EVIDENCE,
        Code::CategoryMissing => w::M_CATEGORY,
        Code::SeverityMissing => w::M_SEVERITY,
        Code::IssueUnresolved => w::M_UNRESOLVED,
        Code::EditUnreasoned => w::M_UNREASONED,
        Code::StepUnjudged | Code::ClaimUnjudged => w::M_UNJUDGED,
        Code::CauseMissing => w::M_CAUSE,
        Code::PreferenceMissing => w::M_PREFERENCE,
        Code::PromptMissing => w::M_PROMPT,
        Code::RubricMissing => w::M_RUBRIC,
        Code::CriterionEmpty => w::M_EMPTY,
        Code::ScaleIncomplete => w::M_SCALE,
        Code::ReferenceMissing => w::M_ANSWER,
        Code::ClashOpen => w::M_CLASH,
        Code::ExitNoteMissing => w::M_EXIT,
    }
}

/// What a place is called in short.
pub fn place(ctx: Ctx, desk: &Desk, spot: &Spot) -> String {
    let (response, name) = match spot {
        Spot::Criterion(id, response) => {
            let at = desk.draft.criteria().iter().position(|criterion| criterion.id == *id);
            (response.as_deref(), ctx.count(w::CRITERION_N, at.unwrap_or_default() + 1))
        }
        Spot::Issue(id) => {
            let response = desk.draft.issue(id).map(|issue| issue.response.as_str());
            let same = question::issues_on(desk, response.unwrap_or_default());
            let at = same.iter().position(|issue| issue.id == *id).unwrap_or_default();
            (response, ctx.count(w::ISSUE_N, at + 1))
        }
        Spot::Edit(response, id) => {
            let at = desk.draft.edits(response).iter().position(|edit| edit.id == *id).unwrap_or_default();
            (Some(response.as_str()), ctx.count(w::CHANGE_N, at + 1))
        }
        Spot::Step(id) => {
            let step = desk.draft.step(id);
            let (response, kind) = step.map_or((None, StepKind::Step), |step| (step.response.as_deref(), step.kind));
            let same = desk.draft.steps(response.unwrap_or_default(), kind);
            let at = same.iter().position(|step| step.id == *id).unwrap_or_default();
            (response, ctx.count(if kind == StepKind::Claim { claims::words::CLAIM_N } else { w::STEP_N }, at + 1))
        }
        Spot::Row(name) => {
            let row = question::row(desk, name);
            return row.map(|one| row::short(ctx, desk, one)).unwrap_or_default();
        }
        Spot::Clash(id) => {
            let row = question::row_at(desk, &Focus::Clash(id.clone()));
            return row.map(|one| row::short(ctx, desk, &one)).unwrap_or_default();
        }
        Spot::Preference => {
            let open = question::open_dimension(desk).flatten();
            return open.map_or_else(|| ctx.say(w::COMPARISON).to_owned(), |one| one.name.clone());
        }
        Spot::Written(id) => {
            let at = desk.draft.criteria().iter().position(|criterion| criterion.id == *id);
            return ctx.count(w::CRITERION_N, at.unwrap_or_default() + 1);
        }
        Spot::Exit | Spot::Verdict | Spot::Prompt | Spot::Rubric | Spot::Reference => return String::new(),
    };
    let at = desk.task.responses.iter().position(|one| Some(one.id.as_str()) == response);
    match at.filter(|_| desk.task.responses.len() > 1) {
        Some(at) => join(&[&letter(at), " ", &name]),
        None => name,
    }
}
