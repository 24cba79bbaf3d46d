//! What a server is started with.

mod queues;

pub use queues::{QueueError, read_queues};

use super::limit::Limiter;
use super::metrics::Metrics;
use super::{Access, Role, Store, hash, now};
use crate::reference::{Rules, Worker};
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A server: its store, its settings, and what it counts.
pub struct Server {
    /// Where tasks and work are kept.
    pub store: Store,
    /// How it behaves.
    pub settings: Settings,
    pub(super) metrics: Metrics,
    pub(super) limiter: Mutex<Limiter>,
}

impl Server {
    /// A server that has answered nothing yet.
    #[must_use]
    pub fn new(store: Store, settings: Settings) -> Self {
        Self { store, settings, metrics: Metrics::default(), limiter: Mutex::default() }
    }

    /// Whether a worker may make another call; the seconds until then where not.
    pub(super) fn may_call(&self, worker: &str) -> Result<(), f64> {
        let Some(rate) = self.settings.rate else { return Ok(()) };
        self.limiter.lock().unwrap_or_else(PoisonError::into_inner).take(worker, rate, now())
    }
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
    /// Calls a second that one worker may make, ten seconds' worth of them at once; any number where it is none.
    pub rate: Option<f64>,
    /// The folder of the built page; no page is served where there is none.
    pub dist: Option<PathBuf>,
}

/// How much a request may carry, in bytes, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A call's body.
    pub body: usize,
    /// A task's line in an import.
    pub line: usize,
    /// How long its head may take to arrive, and then its body.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body: 8 << 20, line: 32 << 20, patience: Duration::from_secs(120) }
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
        write!(f, "line {}: expected `TOKEN WORKER [annotator|reviewer|admin [FIELD,FIELD]]`", self.line)
    }
}

impl std::error::Error for TokenError {}

/// Reads a token file: `TOKEN WORKER [ROLE [FIELD,FIELD]]` a line; empty lines and those that start with `#` do not
/// count. The last word names the worker's fields of expertise.
///
/// # Errors
/// Where a line is something else.
pub fn read_tokens(text: &str) -> Result<BTreeMap<String, Access>, TokenError> {
    let mut tokens = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (token, worker, role, domains) = match words.as_slice() {
            [] => continue,
            [first, ..] if first.starts_with('#') => continue,
            [token, worker] => (token, worker, Some(Role::Annotator), None),
            [token, worker, role] => (token, worker, Role::of(role), None),
            [token, worker, role, domains] => (token, worker, Role::of(role), Some(fields(domains))),
            _ => return Err(TokenError { line: index + 1 }),
        };
        let role = role.ok_or(TokenError { line: index + 1 })?;
        tokens.insert(hash(token), Access { worker: Worker { id: (*worker).to_owned(), domains }, role });
    }
    Ok(tokens)
}

/// Fields of expertise as a person writes them: with commas between.
#[must_use]
pub fn fields(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|field| !field.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_file_says_who_and_what() {
        let tokens = read_tokens("# tokens\n\nabc w-1\n  def\tw-2 admin \nghi w-3 reviewer law,tax\n").unwrap();
        let of = |token| tokens.get(&hash(token)).map(|access| (access.worker.id.as_str(), access.role));
        assert_eq!((of("abc"), of("def")), (Some(("w-1", Role::Annotator)), Some(("w-2", Role::Admin))));
        let known = &tokens.get(&hash("ghi")).unwrap().worker.domains;
        assert_eq!(known.as_deref(), Some(["law".to_owned(), "tax".to_owned()].as_slice()));
        assert_eq!(tokens.len(), 3);
    }

    #[test]
    fn a_bad_line_is_named_and_not_repeated() {
        for bad in ["secret", "secret w-1 king", "secret w-1 admin law tax"] {
            let error = read_tokens(&format!("abc w-1\n{bad}")).unwrap_err();
            assert_eq!(error.line, 2);
            assert!(!error.to_string().contains("secret"));
        }
    }
}
