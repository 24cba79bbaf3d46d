//! What a server is started with.

use super::{Access, Role, SqliteStore, hash};
use crate::reference::{Rules, Worker};
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// A server: its store and its settings.
pub struct Server {
    /// Where tasks and work are kept.
    pub store: SqliteStore,
    /// How it behaves.
    pub settings: Settings,
}

/// How a server behaves.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether anybody may come without a token, as `guest`, or as `worker:NAME`. For a demo, never the default.
    pub open: bool,
    /// Who tokens stand for, by [`hash`], besides those in the database.
    pub tokens: BTreeMap<String, Access>,
    /// The rules' numbers.
    pub rules: Rules,
    /// How much a request may carry.
    pub limits: Limits,
    /// The folder of the built page; no page is served where there is none.
    pub dist: Option<PathBuf>,
}

/// How much a request may carry, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A call's body.
    pub body: usize,
    /// A task's line in an import.
    pub line: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body: 8 << 20, line: 32 << 20 }
    }
}

/// A line of a token file that cannot be read. It does not repeat the line: that may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenError {
    /// Counts from 1.
    pub line: usize,
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: expected `TOKEN WORKER [annotator|admin]`", self.line)
    }
}

impl std::error::Error for TokenError {}

/// Reads a token file: `TOKEN WORKER [ROLE]` a line; empty lines and those that start with `#` do not count.
///
/// # Errors
/// Where a line is something else.
pub fn read_tokens(text: &str) -> Result<BTreeMap<String, Access>, TokenError> {
    let mut tokens = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (token, worker, role) = match words.as_slice() {
            [] => continue,
            [first, ..] if first.starts_with('#') => continue,
            [token, worker] => (token, worker, Some(Role::Annotator)),
            [token, worker, role] => (token, worker, Role::of(role)),
            _ => return Err(TokenError { line: index + 1 }),
        };
        let role = role.ok_or(TokenError { line: index + 1 })?;
        tokens.insert(hash(token), Access { worker: Worker::new(worker), role });
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_file_says_who_and_what() {
        let tokens = read_tokens("# tokens\n\nabc w-1\n  def\tw-2 admin \n").unwrap();
        let of = |token| tokens.get(&hash(token)).map(|access| (access.worker.id.as_str(), access.role));
        assert_eq!((of("abc"), of("def")), (Some(("w-1", Role::Annotator)), Some(("w-2", Role::Admin))));
        assert_eq!(tokens.len(), 2);
    }

    #[test]
    fn a_bad_line_is_named_and_not_repeated() {
        for bad in ["secret", "secret w-1 king", "secret w-1 admin more"] {
            let error = read_tokens(&format!("abc w-1\n{bad}")).unwrap_err();
            assert_eq!(error.line, 2);
            assert!(!error.to_string().contains("secret"));
        }
    }
}
