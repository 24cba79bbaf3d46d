//! What only a browser can show: storage, locks, places in a page.
#![cfg(all(target_arch = "wasm32", feature = "browser"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod journal;
mod lock;
mod page;
mod place;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
