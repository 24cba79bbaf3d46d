//! The views: `Model -> Html` and nothing else. They ask `app::question` and map; what must outlive a reload is not here.
//!
//! They are written in `view!` (`ui/template`).
//!
//! House rules for Yew 0.23: every component renders one element; lists and siblings that come and go are keyed; there is
//! no `style` attribute (a strict CSP would block it): what has a computed size is set by `host` through CSSOM.

mod author;
mod command_words;
mod dialog;
mod foot;
mod judge;
mod kept;
mod kit;
mod shell;
mod stage;
mod surface;
mod task;
mod template;
mod text;
mod time;
mod words;

pub use kept::Look;
pub use shell::workbench;
