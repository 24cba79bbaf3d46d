//! The device: what is kept there, and which tab may edit.

use super::claim::claim;
use super::submit;
use crate::app::{Effect, Model, Ticket, Tone, notice, word};

#[inline(never)]
pub(super) fn lock_lost(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.mine = false;
    notice::tell(model, Tone::Firm, word::READ_ONLY, "")
}

#[inline(never)]
pub(super) fn take_over(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let (key, id) = (desk.key.clone(), desk.task.id.clone());
    let ticket = model.ticket();
    model.notices.retain(|notice| notice.word != word::READ_ONLY);
    // The other tab's last work is in the journal: the task is opened again, from there.
    let mut effects = vec![Effect::Lock { ticket, key, steal: true }];
    effects.extend(claim(model, Some(id)));
    effects
}

#[inline(never)]
pub(super) fn kept(model: &mut Model, ticket: Ticket) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if desk.sync.keeping == Some(ticket) {
        desk.sync.keeping = None;
    }
    submit::kept(model, ticket)
}

#[inline(never)]
pub(super) fn not_kept(model: &mut Model, ticket: Ticket) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.sync.keeping = None;
    let first = std::mem::replace(&mut desk.sync.keeps, false);
    let mut effects = if first { notice::tell(model, Tone::Firm, word::NOT_KEPT, "") } else { Vec::new() };
    effects.extend(submit::kept(model, ticket));
    effects
}
