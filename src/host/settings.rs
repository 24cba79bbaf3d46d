//! What the expert prefers, in the device's local storage. Every access may be forbidden.

use crate::app::Settings;
use crate::json::{parse, print};
use web_sys::Storage;

const KEY: &str = "corrigenda.settings";

/// What is remembered; none where there is nothing that can be read.
#[must_use]
pub fn recall() -> Option<Settings> {
    parse(&storage()?.get_item(KEY).ok()??).ok()
}

/// Remembers.
pub fn remember(settings: &Settings) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, &print(settings));
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
