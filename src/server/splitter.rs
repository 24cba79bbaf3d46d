//! Cuts a stream of bytes into lines, in bounded memory.

use std::fmt;

/// Cuts a stream into lines. Empty lines are left out but counted; a byte order mark and carriage returns are dropped.
pub struct Splitter {
    rest: Vec<u8>,
    line: usize,
    limit: usize,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// Counts from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl Splitter {
    /// A splitter for lines of at most `limit` bytes.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { rest: Vec::new(), line: 0, limit }
    }

    /// Takes some bytes in; answers the lines that end in them, with their numbers.
    ///
    /// # Errors
    /// Where a line is too long or no UTF-8.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<(usize, String)>, LineError> {
        let mut lines = Vec::new();
        let mut pieces = bytes.split(|byte| *byte == b'\n').peekable();
        while let Some(piece) = pieces.next() {
            self.rest.extend_from_slice(piece);
            if self.rest.len() > self.limit {
                return Err(LineError { line: self.line + 1, why: "too long" });
            }
            if pieces.peek().is_some() {
                lines.extend(self.cut()?);
            }
        }
        Ok(lines)
    }

    /// The last line, where it has no line feed.
    ///
    /// # Errors
    /// Where it is no UTF-8.
    pub fn finish(mut self) -> Result<Option<(usize, String)>, LineError> {
        self.cut()
    }

    fn cut(&mut self) -> Result<Option<(usize, String)>, LineError> {
        self.line += 1;
        let bytes = std::mem::take(&mut self.rest);
        let text = String::from_utf8(bytes).map_err(|_| LineError { line: self.line, why: "expected UTF-8" })?;
        let text = text.strip_prefix('\u{feff}').filter(|_| self.line == 1).unwrap_or(&text).trim();
        Ok((!text.is_empty()).then(|| (self.line, text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &[u8], size: usize) -> Result<Vec<(usize, String)>, LineError> {
        let mut splitter = Splitter::new(8);
        let mut lines = Vec::new();
        for piece in text.chunks(size) {
            lines.extend(splitter.push(piece)?);
        }
        lines.extend(splitter.finish()?);
        Ok(lines)
    }

    #[test]
    fn lines_are_the_same_however_the_stream_is_cut() {
        let text = "\u{feff}ä\r\n\n \nbb\nc\u{feff}".as_bytes();
        let lines = [(1, "ä"), (4, "bb"), (5, "c\u{feff}")].map(|(line, text)| (line, text.to_owned()));
        for size in 1..=text.len() {
            assert_eq!(cut(text, size), Ok(lines.to_vec()), "{size}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_or_not_utf8_is_named() {
        for size in 1..12 {
            assert_eq!(cut(b"12345678\n123456789\n", size), Err(LineError { line: 2, why: "too long" }));
            assert_eq!(cut(b"a\nb\n\xff\n", size), Err(LineError { line: 3, why: "expected UTF-8" }));
        }
    }
}
