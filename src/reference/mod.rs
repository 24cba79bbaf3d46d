//! The reference backend's rules, pure.
