//! An annotation and the one writer of its draft.
