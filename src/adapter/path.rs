//! Ids in paths, percent-encoded (RFC 3986).
//!
//! An id that is `.` or `..` cannot travel in a path: URL parsers fold it away, encoded or not. Backends refuse it when
//! tasks are imported.

use std::fmt::Write as _;

/// Joins segments to a path; all but unreserved characters are encoded.
#[must_use]
pub fn join(segments: &[&str]) -> String {
    let mut path = String::new();
    for (index, segment) in segments.iter().enumerate() {
        if index > 0 {
            path.push('/');
        }
        for byte in segment.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                path.push(char::from(byte));
            } else {
                let _ = write!(path, "%{byte:02X}");
            }
        }
    }
    path
}

/// Splits a path and decodes its segments; none where an encoding is broken or is not UTF-8.
#[must_use]
pub fn split(path: &str) -> Option<Vec<String>> {
    path.split('/').map(decoded).collect()
}

fn decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
