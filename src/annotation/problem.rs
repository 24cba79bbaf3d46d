//! What stands between a draft and submitting it: each problem names its place, so that the interface can lead there.

use super::carried::has_reason;
use super::{Annotation, CorrectionEdit, Issue, StepJudgement, StepKind, Verdict, chain, rubric_of};
use crate::json::{Value, number, words};
use crate::task::{Criterion, Demand, Part, Scale, Score, ScoreState, StepMode, Task, applies, find_score};

/// Something that the expert still has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is missing.
    pub code: Code,
    /// Where.
    pub spot: Spot,
}

words! {
    /// What is missing.
    pub enum Code {
        /// A criterion is not judged.
        Unjudged = "unjudged",
        /// A judgement needs a number or a level.
        ValueMissing = "value_missing",
        /// A judgement needs a reason.
        RationaleMissing = "rationale_missing",
        /// A judgement needs evidence.
        EvidenceMissing = "evidence_missing",
        /// An issue has no category.
        CategoryMissing = "category_missing",
        /// An issue has no severity.
        SeverityMissing = "severity_missing",
        /// An issue has no edit that answers it and is not left with a reason.
        IssueUnresolved = "issue_unresolved",
        /// An edit has no reason.
        EditUnreasoned = "edit_unreasoned",
        /// A step is not judged.
        StepUnjudged = "step_unjudged",
        /// A claim is not judged.
        ClaimUnjudged = "claim_unjudged",
        /// A step rests on an incorrect one, and nobody said what that means for it.
        CauseMissing = "cause_missing",
        /// The responses are not ranked.
        PreferenceMissing = "preference_missing",
        /// The prompt is not written.
        PromptMissing = "prompt_missing",
        /// The rubric has no criterion.
        RubricMissing = "rubric_missing",
        /// A criterion has no words.
        CriterionEmpty = "criterion_empty",
        /// A criterion's scale is not complete: fewer than two levels, or no number to reach.
        ScaleIncomplete = "scale_incomplete",
        /// The golden answer is not written.
        ReferenceMissing = "reference_missing",
        /// Another device made something else of it, and nobody chose.
        ClashOpen = "clash_open",
        /// A way out needs a word about why.
        ExitNoteMissing = "exit_note_missing",
    }
}

/// Where a problem stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// At a criterion, for a response or for the whole conversation.
    Criterion(String, Option<String>),
    /// At an issue.
    Issue(String),
    /// At an edit of a response's correction.
    Edit(String, String),
    /// At a step.
    Step(String),
    /// At the comparison.
    Preference,
    /// At the prompt that is written.
    Prompt,
    /// At the rubric that is written.
    Rubric,
    /// At a criterion that is written.
    Written(String),
    /// At the golden answer that is written.
    Reference,
    /// At the way out.
    Exit,
    /// At a review's verdict.
    Verdict,
    /// At a row of several submissions.
    Row(String),
    /// At two devices' versions of one thing.
    Clash(String),
}

impl Spot {
    /// The id of what it stands at, as references in documents name it.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Criterion(id, _)
            | Self::Issue(id)
            | Self::Edit(_, id)
            | Self::Step(id)
            | Self::Row(id)
            | Self::Written(id)
            | Self::Clash(id) => id,
            Self::Preference => "preference",
            Self::Prompt => "prompt",
            Self::Rubric => "rubric",
            Self::Reference => "reference",
            Self::Exit => "exit",
            Self::Verdict => "verdict",
        }
    }
}

impl Problem {
    /// Where it stands in the annotation document, as a JSON pointer (RFC 6901). What is not there yet is led to the list
    /// that it would be in.
    #[must_use]
    pub fn pointer(&self, annotation: &Annotation) -> String {
        let at =
            |list: &str, index: Option<usize>| index.map_or_else(|| list.to_owned(), |index| format!("{list}/{index}"));
        match &self.spot {
            Spot::Criterion(id, response) => {
                let of = |score: &Score| score.criterion == *id && score.response == *response;
                at("/scores", annotation.scores.iter().position(of))
            }
            Spot::Issue(id) => at("/issues", annotation.issues.iter().position(|issue| issue.id == *id)),
            Spot::Edit(response, id) => {
                let of = annotation.corrections.iter().position(|one| one.response == *response);
                let edits = of.and_then(|at| annotation.corrections.get(at)).map_or(&[][..], |one| &one.edits);
                let edit = edits.iter().position(|edit| edit.id == *id);
                at(&format!("{}/edits", at("/corrections", of)), edit)
            }
            Spot::Step(id) => at("/steps", annotation.steps.iter().position(|step| step.id == *id)),
            Spot::Written(id) => {
                let criteria =
                    annotation.authored.as_ref().and_then(|one| one.rubric.as_ref()).map(|one| &one.criteria);
                at("/authored/rubric/criteria", criteria.and_then(|all| all.iter().position(|one| one.id == *id)))
            }
            Spot::Prompt => "/authored/turns".into(),
            Spot::Rubric => "/authored/rubric/criteria".into(),
            Spot::Reference => "/authored/reference".into(),
            Spot::Preference => "/preference".into(),
            Spot::Exit => "/exit/note".into(),
            Spot::Clash(id) => at("/clashes", annotation.clashes.iter().position(|clash| clash.id == *id)),
            Spot::Verdict | Spot::Row(_) => "/verdict".into(),
        }
    }

    /// What is missing, in English, for logs and for callers without the interface.
    #[must_use]
    pub fn message(&self) -> String {
        let what = match self.code {
            Code::Unjudged => "is not judged",
            Code::ValueMissing => "has no value",
            Code::RationaleMissing => "has no rationale",
            Code::EvidenceMissing => "has no evidence",
            Code::CategoryMissing => "has no category",
            Code::SeverityMissing => "has no severity",
            Code::IssueUnresolved => "is neither answered by an edit nor left with a reason",
            Code::EditUnreasoned => "has no reason",
            Code::StepUnjudged | Code::ClaimUnjudged => "is not judged",
            Code::CauseMissing => "rests on an incorrect step, and does not say whether its error is its own",
            Code::PreferenceMissing => "does not rank every response",
            Code::PromptMissing | Code::ReferenceMissing => "is not written",
            Code::RubricMissing => "has no criterion",
            Code::CriterionEmpty => "has no words",
            Code::ScaleIncomplete => "has a scale that is not complete",
            Code::ClashOpen => "has two versions, of which one has to be chosen",
            Code::ExitNoteMissing => "has no note",
        };
        format!("{} {what}", self.spot.id())
    }
}

/// Everything that stands in the way of submitting, in the order of the work: what is written, issues, changes, rubric,
/// comparison.
#[must_use]
pub fn check(task: &Task, annotation: &Annotation) -> Vec<Problem> {
    if let Some(exit) = &annotation.exit {
        let silent = exit.note.trim().is_empty();
        return if silent { vec![Problem { code: Code::ExitNoteMissing, spot: Spot::Exit }] } else { Vec::new() };
    }
    let mut problems = Vec::new();
    of_written(task, annotation, &mut problems);
    for clash in annotation.clashes.iter().filter(|clash| clash.is_open(annotation)) {
        problems.push(Problem { code: Code::ClashOpen, spot: Spot::Clash(clash.id.clone()) });
    }
    if task.asks(Part::Issues) {
        annotation.issues.iter().for_each(|issue| of_issue(task, annotation, issue, &mut problems));
    }
    if task.asks(Part::Correction) {
        of_edits(annotation, &mut problems);
    }
    if task.asks(Part::Steps) {
        of_steps(task, annotation, &mut problems);
    }
    if task.asks(Part::Claims) {
        of_claims(annotation, &mut problems);
    }
    if task.asks(Part::Scores) {
        of_scores(task, annotation, &mut problems);
    }
    if task.asks(Part::Preference) && task.responses.len() > 1 && !is_ranked(task, annotation) {
        problems.push(Problem { code: Code::PreferenceMissing, spot: Spot::Preference });
    }
    problems
}

/// Whether an edit says why it was made: it has a category, or words, or answers something.
#[must_use]
pub fn edit_has_reason(edit: &CorrectionEdit) -> bool {
    let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    said(&edit.category) || said(&edit.rationale) || !edit.answers.is_empty()
}

/// Whether an edit answers an issue, or the issue was left with a reason.
#[must_use]
pub fn issue_is_resolved(annotation: &Annotation, issue: &Issue) -> bool {
    issue.left.as_ref().is_some_and(|reason| !reason.trim().is_empty())
        || annotation
            .corrections
            .iter()
            .filter(|correction| correction.response == issue.response)
            .any(|correction| correction.edits.iter().any(|edit| edit.answers.contains(&issue.id)))
}

/// What is asked to be written, and is not or not yet whole.
fn of_written(task: &Task, annotation: &Annotation, problems: &mut Vec<Problem>) {
    let blank = |text: &str| text.trim().is_empty();
    let mut push = |code, spot| problems.push(Problem { code, spot });
    let authored = annotation.authored.as_ref();
    if task.asks(Part::Prompt) && authored.is_none_or(|one| one.turns.iter().all(|turn| blank(&turn.text))) {
        push(Code::PromptMissing, Spot::Prompt);
    }
    if task.asks(Part::Reference)
        && authored.and_then(|one| one.reference.as_ref()).is_none_or(|answer| blank(&answer.text))
    {
        push(Code::ReferenceMissing, Spot::Reference);
    }
    if !task.asks(Part::Rubric) {
        return;
    }
    let criteria = rubric_of(task, annotation).map_or(&[][..], |rubric| &rubric.criteria);
    if criteria.is_empty() {
        push(Code::RubricMissing, Spot::Rubric);
    }
    for one in criteria {
        if blank(&one.title) && blank(&one.text) {
            push(Code::CriterionEmpty, Spot::Written(one.id.clone()));
        }
        let complete = match &one.scale {
            Scale::Binary => true,
            Scale::Ordinal(levels) => levels
                .first()
                .is_some_and(|first| levels.iter().any(|level| level.value.to_bits() != first.value.to_bits())),
            Scale::Numeric { target, .. } => number(target).is_some(),
        };
        if !complete {
            push(Code::ScaleIncomplete, Spot::Written(one.id.clone()));
        }
    }
}

fn of_issue(task: &Task, annotation: &Annotation, issue: &Issue, problems: &mut Vec<Problem>) {
    let mut push = |code| problems.push(Problem { code, spot: Spot::Issue(issue.id.clone()) });
    // Where a task has no taxonomy, the workbench offers a general one.
    let taxonomy = task.taxonomy.as_ref();
    if issue.category.is_none() && taxonomy.is_none_or(|taxonomy| !taxonomy.categories.is_empty()) {
        push(Code::CategoryMissing);
    }
    if issue.severity.is_none() && taxonomy.is_none_or(|taxonomy| !taxonomy.severities.is_empty()) {
        push(Code::SeverityMissing);
    }
    if task.asks(Part::Correction) && !issue_is_resolved(annotation, issue) {
        push(Code::IssueUnresolved);
    }
}

fn of_edits(annotation: &Annotation, problems: &mut Vec<Problem>) {
    for correction in &annotation.corrections {
        for edit in correction.edits.iter().filter(|edit| !has_reason(&correction.edits, edit)) {
            let spot = Spot::Edit(correction.response.clone(), edit.id.clone());
            problems.push(Problem { code: Code::EditUnreasoned, spot });
        }
    }
}

/// Steps that are asked about and open; and incorrect ones of which nobody said whether they only inherit their error.
fn of_steps(task: &Task, annotation: &Annotation, problems: &mut Vec<Problem>) {
    let mode = task.step_mode.unwrap_or(StepMode::Every);
    for response in &task.responses {
        let own = annotation.steps.iter().filter(|step| step.kind == StepKind::Step);
        let own = own.filter(|step| step.response.as_deref() == Some(response.id.as_str()));
        let own: Vec<StepJudgement> = own.cloned().collect();
        let open = chain::unjudged(&own, mode);
        let questioned = chain::questioned(&own);
        for step in chain::asked(&own, mode) {
            let id = step.id.as_str();
            let code = if open.contains(&id) {
                Code::StepUnjudged
            } else if questioned.contains(&id) {
                Code::CauseMissing
            } else {
                continue;
            };
            problems.push(Problem { code, spot: Spot::Step(id.to_owned()) });
        }
    }
}

/// Claims that nobody judged.
#[inline(never)]
fn of_claims(annotation: &Annotation, problems: &mut Vec<Problem>) {
    for claim in annotation.steps.iter().filter(|step| step.kind == StepKind::Claim) {
        if claim.verdict == Verdict::Unjudged {
            problems.push(Problem { code: Code::ClaimUnjudged, spot: Spot::Step(claim.id.clone()) });
        }
    }
}

fn of_scores(task: &Task, annotation: &Annotation, problems: &mut Vec<Problem>) {
    let Some(rubric) = rubric_of(task, annotation) else { return };
    for (criterion, response) in judgements_by(task, &rubric.criteria) {
        let whose = response.unwrap_or_default();
        if !applies(rubric, criterion, &annotation.scores, whose) {
            continue;
        }
        let score = find_score(&annotation.scores, &criterion.id, whose);
        for code in of_score(criterion, score) {
            let spot = Spot::Criterion(criterion.id.clone(), response.map(ToOwned::to_owned));
            problems.push(Problem { code, spot });
        }
    }
}

/// Every judgement that a task asks for: each criterion for each response, or once where each turn has one response and
/// the criterion is about the whole conversation.
#[must_use]
pub fn judgements(task: &Task) -> Vec<(&Criterion, Option<&str>)> {
    judgements_by(task, task.criteria())
}

fn judgements_by<'a>(task: &'a Task, criteria: &'a [Criterion]) -> Vec<(&'a Criterion, Option<&'a str>)> {
    let mut pairs = Vec::new();
    for response in &task.responses {
        let answered = task.answered_turn(response).map(|turn| turn.id.as_str());
        for criterion in criteria {
            if criterion.turn.is_none() || criterion.turn.as_deref() == answered {
                pairs.push((criterion, Some(response.id.as_str())));
            }
        }
    }
    pairs
}

fn of_score(criterion: &Criterion, score: Option<&Score>) -> Vec<Code> {
    let Some(score) = score.filter(|score| score.state != ScoreState::Unjudged) else { return vec![Code::Unjudged] };
    let judged = matches!(score.state, ScoreState::Met | ScoreState::Unmet);
    let silent = score.rationale.as_ref().is_none_or(|text| text.trim().is_empty());
    let mut codes = Vec::new();
    if judged && criterion.scale != Scale::Binary && score.value.is_none() {
        codes.push(Code::ValueMissing);
    }
    if silent && (criterion.rationale == Demand::Required || score.state == ScoreState::Unsure) {
        codes.push(Code::RationaleMissing);
    }
    if judged && criterion.evidence == Demand::Required && !score.evidence.iter().any(is_said) {
        codes.push(Code::EvidenceMissing);
    }
    codes
}

/// Whether a piece of evidence says anything: a quotation without words does not.
fn is_said(evidence: &Value) -> bool {
    evidence.get("quote").and_then(Value::as_str).is_none_or(|quote| !quote.trim().is_empty())
}

fn is_ranked(task: &Task, annotation: &Annotation) -> bool {
    let overall = std::iter::once(None);
    let dimensions = task.comparison.iter().flat_map(|one| &one.dimensions).map(|one| Some(one.id.as_str()));
    annotation.preference.as_ref().is_some_and(|preference| {
        let responses = || task.responses.iter().map(|response| response.id.as_str());
        overall.chain(dimensions).all(|dimension| preference.ranks_all(dimension, responses()))
    })
}

#[cfg(test)]
mod tests;
