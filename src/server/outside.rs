//! The clock and the randomness that the rules are given.

use crate::reference::Timestamp;

/// Milliseconds since 1970.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "the server is where time comes from")]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::try_from(since.as_millis()).unwrap_or(Timestamp::MAX)
}

/// An instant, to take the time that an answer needs.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "the server is where time comes from")]
pub(super) fn instant() -> std::time::Instant {
    std::time::Instant::now()
}

/// An id that nobody can guess: `bytes` random bytes in hexadecimal.
///
/// # Errors
/// Where the machine has no randomness to give.
pub fn random_id(bytes: usize) -> Result<String, getrandom::Error> {
    use std::fmt::Write as _;
    let mut random = vec![0_u8; bytes];
    getrandom::fill(&mut random)?;
    Ok(random.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}
