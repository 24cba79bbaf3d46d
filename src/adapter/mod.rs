//! Pure codecs between calls and HTTP: what is sent and what came back, as values.

pub mod contract;
mod http;
pub mod label_studio;
mod path;
mod problems;

pub use http::{HttpRequest, HttpResponse, Method, retry_after};
pub use path::{join, split};
pub use problems::problems;
