//! From the text of a platform's page to a response's source and back, for `later/target.js`.
//!
//! Offsets in the page's text are UTF-16 code units, as the DOM counts; those in the source are bytes, as the workbench
//! counts: JavaScript only hands them on.

use corrigenda::placing::{Found, Mapping};
use corrigenda::text::anchor::State;
use corrigenda::text::{Offsets, Span, Unit};
use wasm_bindgen::prelude::*;

fn main() {}

/// A response and the text of a page that shows it. To be freed.
#[wasm_bindgen]
pub struct Placing {
    mapping: Mapping,
    host: String,
}

#[wasm_bindgen]
impl Placing {
    /// Reads both.
    #[wasm_bindgen(constructor)]
    pub fn new(source: &str, host: String) -> Self {
        Self { mapping: Mapping::new(source, &host), host }
    }

    /// Where a stretch of the page's text stands in the source: `[start, end, state]`; none where it does not.
    pub fn to_source(&self, start: u32, end: u32) -> Option<Vec<u32>> {
        let offsets = Offsets::new(&self.host);
        let [start, end] = [start, end].map(|at| offsets.nearest(Unit::Utf16, at as usize));
        self.mapping.to_source(Span::new(start, end)).map(|found| numbers(found.span, found).to_vec())
    }

    /// Where spans of the source, `[start, end, start, end, …]`, stand in the page's text: `[start, end, state]` each, the
    /// state 0 attached, 1 moved, 2 changed, 3 not there.
    pub fn to_host(&self, spans: &[u32]) -> Vec<u32> {
        let offsets = Offsets::new(&self.host);
        let mut places = Vec::with_capacity(spans.len() / 2 * 3);
        for pair in spans.chunks_exact(2) {
            let &[start, end] = pair else { continue };
            let found = self.mapping.to_host(Span::new(start as usize, end as usize));
            let place = |found: Found| numbers(offsets.span_to(Unit::Utf16, found.span), found);
            places.extend(found.map_or([0, 0, 3], place));
        }
        places
    }

    /// How much of the response's words the page shows, from 0 to 1.
    pub fn share(&self) -> f32 {
        self.mapping.share()
    }
}

fn numbers(span: Span, found: Found) -> [u32; 3] {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let state = match found.state {
        State::Attached => 0,
        State::Moved => 1,
        State::Changed => 2,
        State::Orphaned => 3,
    };
    [number(span.start), number(span.end), state]
}
