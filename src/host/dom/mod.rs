//! What happens on the page itself: focus, keys, selection, scrolling, notes and panes.

pub mod dialog;
pub mod drag;
pub mod focus;
pub mod frame;
pub mod grips;
pub mod keys;
pub mod notes;
pub mod place;
pub mod scroll;
pub mod selection;
pub mod show;
pub mod signs;
pub mod typing;
pub mod wide;
