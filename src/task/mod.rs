//! A task as a platform hands it out.
