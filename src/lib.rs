//! Corrigenda: a workbench for experts who judge and correct what AI models write.
//!
//! Read the layers from the bottom: each knows only those above it in this list.
//!
//! | layer | modules | what they know |
//! |---|---|---|
//! | L0 | [`text`], [`markup`], [`math`], [`json`], [`highlight`] | texts, edits, a model's Markdown, formulas, JSON documents, code by its parts; no word of the domain |
//! | L1 | [`placing`] | the text of a platform's page and a response's source: from one to the other |
//! | L1 | [`task`], [`annotation`] | what comes in, what goes out, and the one writer of a draft |
//! | L1 | [`review`] | judging annotations: the document, several lined up, what changed since |
//! | L1 | [`rubric`] | where responses stand, what is wrong with a rubric, what it tells apart |
//! | L1 | [`doubt`] | what can be checked in a text without a model, and does not come out |
//! | L2 | [`agreement`], [`format`](mod@format) | how far people agree, and what that rests on; other houses' files, and their losses |
//! | L2 | [`protocol`], [`adapter`], [`reference`](mod@reference) | the four calls, their wire form, a backend's rules |
//! | L3 | [`app`] | the workbench as a state machine |
//! | L4 | `ui`, `web`, `host` | the views; a browser's primitives; the effects |
//! | L5 | `element`, and the binaries in `bin` | the custom element; what is loaded only where it is used |
//!
//! Features: none (this pure library), `ui` and `ssr` (views), `browser` (host and element), `later` (what the binaries in `bin`
//! that a page loads where it uses them need of a browser), `server`.

// `view!` takes a step for each tag and attribute.
#![recursion_limit = "512"]

pub mod adapter;
pub mod agreement;
pub mod annotation;
pub mod app;
pub mod doubt;
pub mod format;
pub mod highlight;
pub mod json;
pub mod markup;
pub mod math;
pub mod placing;
pub mod protocol;
pub mod reference;
pub mod review;
pub mod rubric;
pub mod task;
pub mod text;

#[cfg(feature = "browser")]
pub mod element;
#[cfg(feature = "browser")]
pub mod host;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "ui")]
pub mod ui;
#[cfg(any(feature = "browser", feature = "later"))]
pub mod web;
