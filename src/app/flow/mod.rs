//! From claim to submission: the calls, and what each answer means for the work.

mod claim;
mod kept;
mod leave;
mod open;
mod order;
mod save;
pub(super) mod submit;

pub(super) use claim::claim;
pub(super) use leave::{download, leave, release_again, skip};
pub(super) use save::{renew, save, save_soon};

use super::{Effect, Model, Msg, Stage, Ticket};
use crate::protocol::{Failure, Fault, Reply, retry};
pub(super) use claim::claim_again;
use claim::claimed;
use kept::{kept, lock_lost, not_kept, take_over};
use leave::released;
use open::open_when_ready;
use save::{saved, send};

pub(super) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::ClaimWanted(task) => {
            let mut effects = leave(model);
            effects.extend(claim(model, task));
            effects
        }
        Msg::Answered(ticket, answer) => answered(model, ticket, *answer),
        Msg::JournalOpened(ticket, record) => {
            let waits = open::journal_opened(model, ticket, record);
            waits.map_or_else(|| open_when_ready(model), |wait| vec![wait])
        }
        Msg::WholeCame(ticket) => {
            if let Stage::Opening(opening) = &mut model.stage
                && opening.whole == Some(ticket)
            {
                opening.whole = None;
            }
            open_when_ready(model)
        }
        Msg::LockSettled { ticket, mine } => {
            if let Stage::Opening(opening) = &mut model.stage
                && opening.lock == ticket
            {
                opening.mine = Some(mine);
            }
            open_when_ready(model)
        }
        Msg::LockLost => lock_lost(model),
        Msg::TakeOverWanted => take_over(model),
        Msg::Kept(ticket) => kept(model, ticket),
        Msg::NotKept(ticket) => not_kept(model, ticket),
        _ => Vec::new(),
    }
}

fn answered(model: &mut Model, ticket: Ticket, answer: Result<Reply, Failure>) -> Vec<Effect> {
    match &model.stage {
        Stage::Claiming { ticket: asked, .. } if *asked == ticket => claimed(model, answer),
        Stage::Working(desk) if desk.sync.asking.as_ref().is_some_and(|asking| asking.ticket == ticket) => {
            saved(model, answer)
        }
        Stage::Working(desk) if desk.submitting.as_ref().is_some_and(|submitting| submitting.ticket == ticket) => {
            submit::answered(model, answer)
        }
        Stage::Working(desk) if desk.releasing.as_ref().is_some_and(|releasing| releasing.ticket == ticket) => {
            released(model, answer)
        }
        _ => Vec::new(),
    }
}

/// Tries now what failed: the expert asked for it.
#[inline(never)]
pub(super) fn retry_now(model: &mut Model) -> Vec<Effect> {
    match &model.stage {
        Stage::Claiming { .. } => claim_again(model),
        Stage::Working(desk) if desk.submitting.is_some() => submit::again(model),
        Stage::Working(_) => {
            if let Some(desk) = model.desk_mut() {
                desk.sync.failure = None;
            }
            send(model, false)
        }
        _ => Vec::new(),
    }
}

/// The network is back, or away.
#[inline(never)]
pub(super) fn connected(model: &mut Model, online: bool) -> Vec<Effect> {
    model.online = online;
    if !online {
        return Vec::new();
    }
    match &model.stage {
        Stage::Claiming { failure: Some(_), .. } => claim_again(model),
        Stage::Working(desk) if desk.submitting.is_some() => submit::again(model),
        Stage::Working(_) => save(model, false),
        _ => Vec::new(),
    }
}

/// Milliseconds until a call is tried again.
pub(super) fn pause(model: &mut Model, attempt: u32, failure: &Failure) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "53 bits of chance are plenty")]
    let chance = (model.random() >> 11) as f64 / (1_u64 << 53) as f64;
    let asked = match failure {
        Failure::Fault(Fault::Server { retry_after, .. }) => *retry_after,
        _ => None,
    };
    retry::delay_ms(attempt, chance, asked)
}
