//! What is to be told: quietly, in the expert's words, with a way on.

use super::{Effect, Model, Timer, Word};

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Names it.
    pub id: u64,
    /// How it sounds.
    pub tone: Tone,
    /// What is told.
    pub word: Word,
    /// What stands for `{}` in it.
    pub detail: String,
}

/// How a notice sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something went as it should; it goes by itself.
    Calm,
    /// Something needs a look; it stays until it is closed.
    Firm,
}

/// How long a calm notice stays, in milliseconds.
const STAYS_MS: f64 = 6_000.0;

/// Tells something.
#[inline(never)]
pub(super) fn tell(model: &mut Model, tone: Tone, word: Word, detail: &str) -> Vec<Effect> {
    let id = model.ticket().0;
    model.notices.retain(|notice| notice.word != word);
    model.notices.push(Notice { id, tone, word, detail: detail.into() });
    if tone == Tone::Calm { vec![super::update::wait(model, Timer::Notice, STAYS_MS)] } else { Vec::new() }
}

/// Lets calm notices go.
#[inline(never)]
pub(super) fn let_go(model: &mut Model) {
    model.notices.retain(|notice| notice.tone == Tone::Firm);
}
