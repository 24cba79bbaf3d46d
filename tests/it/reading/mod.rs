//! The reading surface: the specification's examples, and input that means harm.

mod hostile;
mod spec;
