//! The four calls in domain words.
