//! What uses what among steps: dependants of a wrong one, what is still to be judged, what cannot be.

use super::step::{Cause, StepJudgement, Verdict};
use crate::task::StepMode;

/// The steps that rest on a step, directly or through others, in their order.
#[must_use]
pub fn dependants<'s>(steps: &'s [StepJudgement], id: &str) -> Vec<&'s str> {
    let mut known: Vec<&str> = vec![id];
    loop {
        let rests = |step: &&StepJudgement| step.uses.iter().any(|used| known.contains(&used.as_str()));
        let next = steps.iter().filter(rests).find(|step| !known.contains(&step.id.as_str()));
        match next {
            Some(step) => known.push(&step.id),
            None => break,
        }
    }
    steps.iter().map(|step| step.id.as_str()).filter(|one| *one != id && known.contains(one)).collect()
}

/// The steps that rest on an incorrect one and have not been judged with that in mind: incorrect ones without a cause, and
/// unjudged ones. It is a question to the expert, never a value: they are inherited, newly wrong, or locally right.
#[must_use]
pub fn questioned(steps: &[StepJudgement]) -> Vec<&str> {
    let wrong = steps.iter().filter(|step| step.verdict == Verdict::Incorrect);
    let resting: Vec<&str> = wrong.flat_map(|step| dependants(steps, &step.id)).collect();
    let open = |step: &&StepJudgement| match step.verdict {
        Verdict::Incorrect => step.cause.is_none(),
        Verdict::Unjudged => true,
        Verdict::Correct | Verdict::Neutral | Verdict::Unsure => false,
    };
    steps.iter().filter(open).map(|step| step.id.as_str()).filter(|id| resting.contains(id)).collect()
}

/// The steps that are asked about: all, or those up to the first incorrect one. What lies behind it stays unjudged.
#[must_use]
pub fn asked(steps: &[StepJudgement], mode: StepMode) -> &[StepJudgement] {
    let end = match mode {
        StepMode::Every => None,
        StepMode::FirstError => steps.iter().position(|step| step.verdict == Verdict::Incorrect).map(|at| at + 1),
    };
    steps.get(..end.unwrap_or(steps.len())).unwrap_or(steps)
}

/// Of the steps that are asked about, those that nobody has judged.
#[must_use]
pub fn unjudged(steps: &[StepJudgement], mode: StepMode) -> Vec<&str> {
    let open = asked(steps, mode).iter().filter(|step| step.verdict == Verdict::Unjudged);
    open.map(|step| step.id.as_str()).collect()
}

/// What is wrong with a chain of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Knot {
    /// A step uses one that is not there.
    Unknown(String, String),
    /// A step uses itself, or one that comes after it.
    Later(String, String),
    /// A step is said to inherit its error, and no step that it uses is incorrect.
    NothingInherited(String),
    /// A step is said to inherit an error, and is not incorrect.
    CauseWithoutError(String),
}

/// What is wrong with a chain of steps in the order of their text.
#[must_use]
pub fn knots(steps: &[StepJudgement]) -> Vec<Knot> {
    let mut knots = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let own = || step.id.clone();
        for used in &step.uses {
            match steps.iter().position(|one| one.id == *used) {
                None => knots.push(Knot::Unknown(own(), used.clone())),
                Some(place) if place >= at => knots.push(Knot::Later(own(), used.clone())),
                Some(_) => {}
            }
        }
        let wrong = |id: &String| steps.iter().any(|one| one.id == *id && one.verdict == Verdict::Incorrect);
        match (step.verdict, step.cause) {
            (Verdict::Incorrect, Some(Cause::Inherited)) if !step.uses.iter().any(wrong) => {
                knots.push(Knot::NothingInherited(own()));
            }
            (Verdict::Incorrect, _) | (_, None) => {}
            (_, Some(_)) => knots.push(Knot::CauseWithoutError(own())),
        }
    }
    knots
}
