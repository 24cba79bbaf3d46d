//! Annotation tools and the web's own annotations.

pub(super) mod argilla;
pub(super) mod label_studio;
pub(super) mod w3c;

pub use label_studio::config as label_studio_config;
