//! What stands in the way of submitting as documents, for a developer who reads them; experts read the workbench's own words.

use crate::annotation::{self, Annotation, Code, Draft, Problem, Spot};
use crate::json::{Value, object};
use crate::task::Score;

/// What stands in the way of submitting a draft: a list of documents, empty where nothing does.
#[must_use]
pub fn problems(draft: &Draft) -> Value {
    let found = annotation::check(draft.task(), draft.annotation());
    let problems: Vec<Value> = found.iter().map(|problem| problem_doc(draft.annotation(), problem)).collect();
    problems.into()
}

fn problem_doc(annotation: &Annotation, problem: &Problem) -> Value {
    object([
        ("code", problem.code.word().into()),
        ("message", message(problem.code).into()),
        ("path", path(annotation, &problem.spot).into()),
        ("at", problem.spot.id().into()),
    ])
}

/// Where it stands in the document; where it would stand, if it is not there.
fn path(annotation: &Annotation, spot: &Spot) -> String {
    let indexed =
        |list: &str, at: Option<usize>| at.map_or_else(|| format!("$.{list}"), |at| format!("$.{list}[{at}]"));
    match spot {
        Spot::Criterion(id, response) => {
            let of = |score: &Score| score.criterion == *id && score.response == *response;
            indexed("scores", annotation.scores.iter().position(of))
        }
        Spot::Issue(id) => indexed("issues", annotation.issues.iter().position(|issue| issue.id == *id)),
        Spot::Edit(response, id) => {
            let at = annotation.corrections.iter().position(|one| one.response == *response);
            let edits = at.and_then(|at| annotation.corrections.get(at)).map(|one| &one.edits);
            let edit = edits.and_then(|edits| edits.iter().position(|edit| edit.id == *id));
            let of = indexed("corrections", at);
            edit.map_or_else(|| of.clone(), |edit| format!("{of}.edits[{edit}]"))
        }
        Spot::Step(id) => indexed("steps", annotation.steps.iter().position(|step| step.id == *id)),
        Spot::Written(id) => {
            let criteria = annotation.authored.as_ref().and_then(|one| one.rubric.as_ref()).map(|one| &one.criteria);
            indexed("authored.rubric.criteria", criteria.and_then(|all| all.iter().position(|one| one.id == *id)))
        }
        Spot::Prompt => "$.authored.turns".to_owned(),
        Spot::Rubric => "$.authored.rubric.criteria".to_owned(),
        Spot::Reference => "$.authored.reference".to_owned(),
        Spot::Preference => "$.preference".to_owned(),
        Spot::Exit => "$.exit.note".to_owned(),
        Spot::Clash(id) => indexed("clashes", annotation.clashes.iter().position(|clash| clash.id == *id)),
        Spot::Verdict | Spot::Row(_) => "$".to_owned(),
    }
}

/// A code in words.
const fn message(code: Code) -> &'static str {
    match code {
        Code::Unjudged => "the criterion is not judged",
        Code::ClaimUnjudged => "the claim is not judged",
        Code::StepUnjudged => "the step is not judged",
        Code::CauseMissing => "the step rests on an incorrect one, and does not say whether its error is its own",
        Code::ValueMissing => "the judgement needs a number or a level",
        Code::RationaleMissing => "the judgement needs a rationale",
        Code::EvidenceMissing => "the judgement needs evidence",
        Code::CategoryMissing => "the issue has no category",
        Code::SeverityMissing => "the issue has no severity",
        Code::IssueUnresolved => "no edit answers the issue, and it is not left with a reason",
        Code::EditUnreasoned => "the edit has no reason",
        Code::PreferenceMissing => "the responses are not ranked",
        Code::PromptMissing => "the prompt is not written",
        Code::RubricMissing => "the rubric has no criterion",
        Code::CriterionEmpty => "the criterion has no words",
        Code::ScaleIncomplete => "the criterion's scale is not complete",
        Code::ReferenceMissing => "the golden answer is not written",
        Code::ClashOpen => "there are two versions, of which one has to be chosen",
        Code::ExitNoteMissing => "the exit needs a note",
    }
}
