//! Performs effects in a browser.
