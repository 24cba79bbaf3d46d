//! A span as documents carry it: position and quote.

use crate::json::{document, words};

document! {
    /// A place in a text: its position in a stated unit, and what stands there.
    pub struct SpanDoc {
        /// What `start` and `end` count.
        pub unit: Unit = Unit::Codepoint,
        /// Where it begins.
        pub start: usize,
        /// Where it ends, exclusive.
        pub end: usize,
        /// The text between.
        pub exact: String = String::new(),
        /// Up to 32 characters before.
        pub prefix: String = String::new(),
        /// Up to 32 characters after.
        pub suffix: String = String::new(),
    }
}

words! {
    /// What an offset counts. **Invariant:** inside, every span counts bytes; documents are written in code points.
    pub enum Unit {
        /// Unicode code points: what we write.
        Codepoint = "codepoint",
        /// UTF-16 code units, as JavaScript counts.
        Utf16 = "utf16",
        /// UTF-8 bytes.
        Byte = "byte",
    }
}
