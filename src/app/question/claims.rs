//! The claims of the shown response.

use crate::annotation::{StepJudgement, StepKind};
use crate::app::Desk;

/// The claims of the shown response, in its order.
#[must_use]
#[inline(never)]
pub fn claims(desk: &Desk) -> Vec<&StepJudgement> {
    desk.draft.steps(desk.response_id(), StepKind::Claim)
}

/// Whether a step is a claim.
#[must_use]
pub fn is_claim(desk: &Desk, id: &str) -> bool {
    desk.draft.step(id).is_some_and(|step| step.kind == StepKind::Claim)
}
