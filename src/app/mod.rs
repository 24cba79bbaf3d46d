//! The workbench as a state machine: `update(model, msg, now) -> effects`, and the questions that views ask.
//!
//! A [`Msg`] is a fact that happened, an [`Effect`] is an order to the outside; both are plain data. Time, seeds and
//! answers come in as arguments, so that every flow runs natively in tests with the reference backend at the other end.

mod clock;
mod command;
pub mod desk;
mod effect;
pub mod facing;
mod flow;
mod formulas;
pub mod keymap;
mod look;
mod model;
mod msg;
mod notice;
mod place;
pub mod question;
pub mod tracked;
mod update;
pub mod word;
mod work;

pub use clock::{Clock, Moment};
pub use desk::{Desk, Lease, Pages, Sync};
pub use effect::{Effect, Event, Target};
pub use facing::{Facing, Spread};
pub use formulas::{Formula, Formulas, Setting};
pub use keymap::{Chord, Command};
pub use model::{Config, Dialog, Font, Model, Settings, Stage, Theme};
pub use msg::{Msg, Ticket, Timer};
pub use notice::{Notice, Tone};
pub use place::{Caret, Compared, Focus, Listed, Mode, Round, Side, View};
pub use update::update;
pub use word::{Lang, Word};
pub use work::author::{Author, Slot};
pub use work::claims::Claiming;
pub use work::compare::rank;
pub use work::doubt::{Doubt, Doubting, Doubts};
pub use work::graph::{Edge, Graphing, Way, edges, standing};
pub use work::lint::{Apart, Found, Import, Writing};
pub use work::review::JUDGEMENTS;
pub use work::score::evidence::Resting;
pub use work::score::reference;
pub use work::steps::{CAUSES, VERDICTS};
