//! Offsets in other units: what JavaScript counts, and what documents count. Inside, all are bytes.

use super::span::{Span, floor_char};

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Bytes of UTF-8.
    Byte,
    /// Code units of UTF-16: JavaScript and the DOM.
    Utf16,
    /// Unicode code points: Python, JSON documents.
    CodePoint,
}

/// How far apart the known places are, in bytes.
const STRIDE: usize = 256;

/// Converts offsets of one text, both ways, without counting from its start each time.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// **Invariant:** the first character at or after each multiple of `STRIDE`, in order, beginning with zero.
    places: Vec<Place>,
    end: Place,
}

/// One place in each unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    byte: usize,
    utf16: usize,
    point: usize,
}

impl Place {
    const fn get(self, unit: Unit) -> usize {
        match unit {
            Unit::Byte => self.byte,
            Unit::Utf16 => self.utf16,
            Unit::CodePoint => self.point,
        }
    }

    /// The place behind a run that begins here.
    fn after(self, run: &str) -> Self {
        if run.is_ascii() {
            let by = run.len();
            return Self { byte: self.byte + by, utf16: self.utf16 + by, point: self.point + by };
        }
        let starts = run.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
        let pairs = run.bytes().filter(|byte| *byte >= 0xf0).count();
        Self { byte: self.byte + run.len(), utf16: self.utf16 + starts + pairs, point: self.point + starts }
    }
}

impl<'t> Offsets<'t> {
    /// Looks the text through once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut places = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut here = Place::default();
        while here.byte < text.len() {
            places.push(here);
            let mut next = (here.byte / STRIDE + 1) * STRIDE;
            while next < text.len() && !text.is_char_boundary(next) {
                next += 1;
            }
            here = here.after(Span::new(here.byte, next).slice(text));
        }
        Self { text, places, end: here }
    }

    /// The length of the text.
    #[must_use]
    pub const fn len(&self, unit: Unit) -> usize {
        self.end.get(unit)
    }

    /// Whether the text is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.end.byte == 0
    }

    /// A byte offset in `unit`. One past the end counts as the end, one inside a character as where it begins.
    #[must_use]
    pub fn to(&self, unit: Unit, byte: usize) -> usize {
        let byte = floor_char(self.text, byte);
        let from = self.place(Unit::Byte, byte);
        from.after(Span::new(from.byte, byte).slice(self.text)).get(unit)
    }

    /// The byte offset of an offset in `unit`; none past the end or inside a character.
    #[must_use]
    pub fn byte(&self, unit: Unit, value: usize) -> Option<usize> {
        let here = self.reach(unit, value);
        (here.get(unit) == value).then_some(here.byte)
    }

    /// The byte offset of an offset in `unit`: past the end it is the end, inside a character where that begins.
    #[must_use]
    pub fn nearest(&self, unit: Unit, value: usize) -> usize {
        self.reach(unit, value).byte
    }

    /// A span in `unit`.
    #[must_use]
    pub fn span_to(&self, unit: Unit, span: Span) -> Span {
        Span { start: self.to(unit, span.start), end: self.to(unit, span.end) }
    }

    /// The span of a span in `unit`; none where an end is past the text or inside a character, or comes before the start.
    #[must_use]
    pub fn span(&self, unit: Unit, value: Span) -> Option<Span> {
        let span = Span { start: self.byte(unit, value.start)?, end: self.byte(unit, value.end)? };
        (span.start <= span.end).then_some(span)
    }

    /// The last known place at or before a value.
    fn place(&self, unit: Unit, value: usize) -> Place {
        let after = self.places.partition_point(|place| place.get(unit) <= value);
        after.checked_sub(1).and_then(|index| self.places.get(index)).copied().unwrap_or_default()
    }

    /// The last character that begins at or before a value.
    fn reach(&self, unit: Unit, value: usize) -> Place {
        if value >= self.len(unit) {
            return self.end;
        }
        let mut here = self.place(unit, value);
        let rest = self.text.get(here.byte..).unwrap_or_default();
        for c in rest.chars() {
            let next =
                Place { byte: here.byte + c.len_utf8(), utf16: here.utf16 + c.len_utf16(), point: here.point + 1 };
            if next.get(unit) > value {
                break;
            }
            here = next;
        }
        here
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every offset, both ways, against counting from the start.
    fn check(text: &str) {
        let offsets = Offsets::new(text);
        let (mut utf16, mut point) = (0, 0);
        for (byte, c) in text.char_indices() {
            assert_eq!((offsets.to(Unit::Utf16, byte), offsets.to(Unit::CodePoint, byte)), (utf16, point));
            assert_eq!(offsets.byte(Unit::Utf16, utf16), Some(byte));
            assert_eq!(offsets.byte(Unit::CodePoint, point), Some(byte));
            assert_eq!(offsets.byte(Unit::Byte, byte), Some(byte));
            for inside in 1..c.len_utf8() {
                assert_eq!(offsets.to(Unit::CodePoint, byte + inside), point);
                assert_eq!(offsets.byte(Unit::Byte, byte + inside), None);
            }
            if c.len_utf16() == 2 {
                assert_eq!(offsets.byte(Unit::Utf16, utf16 + 1), None);
                assert_eq!(offsets.nearest(Unit::Utf16, utf16 + 1), byte);
            }
            (utf16, point) = (utf16 + c.len_utf16(), point + 1);
        }
        assert_eq!((offsets.len(Unit::Utf16), offsets.len(Unit::CodePoint)), (utf16, point));
        for unit in [Unit::Byte, Unit::Utf16, Unit::CodePoint] {
            assert_eq!(offsets.byte(unit, offsets.len(unit)), Some(text.len()));
            assert_eq!(offsets.byte(unit, offsets.len(unit) + 1), None);
            assert_eq!(offsets.nearest(unit, usize::MAX), text.len());
        }
    }

    #[test]
    fn every_offset_converts_both_ways() {
        check("");
        check("plain");
        check("a😀é€\r\n");
        for shift in 0..4 {
            check(&format!("{}{}", "x".repeat(shift), "a😀é€".repeat(300)));
        }
    }

    #[test]
    fn a_span_that_does_not_fit_is_none() {
        let offsets = Offsets::new("a😀b");
        assert_eq!(offsets.span(Unit::Utf16, Span { start: 1, end: 3 }), Some(Span::new(1, 5)));
        assert_eq!(offsets.span(Unit::Utf16, Span { start: 1, end: 2 }), None);
        assert_eq!(offsets.span(Unit::CodePoint, Span { start: 2, end: 1 }), None);
        assert_eq!(offsets.span_to(Unit::CodePoint, Span::new(1, 5)), Span::new(1, 2));
    }
}
