//! What queues ask of each worker, as a file says it.

use crate::reference::QueueRules;
use std::fmt;

/// A line of a file of queues that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueError {
    /// Counts from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

impl fmt::Display for QueueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for QueueError {}

/// Reads a file of queues: `QUEUE [quota=40] [gold=5%]` a line; `*` is any other queue, and tasks without one. Empty lines and
/// those that start with `#` do not count.
///
/// # Errors
/// Where a line is something else, or a queue stands there twice.
pub fn read_queues(text: &str) -> Result<Vec<QueueRules>, QueueError> {
    let mut queues: Vec<QueueRules> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut words = line.split_whitespace();
        let Some(name) = words.next().filter(|name| !name.starts_with('#')) else { continue };
        let error = |why| QueueError { line: index + 1, why };
        let mut rules = QueueRules { queue: Some(name.to_owned()).filter(|name| name != "*"), gold: 0.0, quota: None };
        if queues.iter().any(|other| other.queue == rules.queue) {
            return Err(error("this queue stands there twice"));
        }
        for word in words {
            match word.split_once('=') {
                Some(("quota", number)) => {
                    let quota = number.parse().ok().filter(|quota| *quota > 0);
                    rules.quota = Some(quota.ok_or_else(|| error("quota= needs a number of tasks, at least 1"))?);
                }
                Some(("gold", text)) => {
                    rules.gold = share(text).ok_or_else(|| error("gold= needs a share, as 5% or 0.05"))?;
                }
                _ => return Err(error("expected `QUEUE [quota=NUMBER] [gold=SHARE]`")),
            }
        }
        queues.push(rules);
    }
    Ok(queues)
}

fn share(text: &str) -> Option<f64> {
    let number = match text.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().ok()? / 100.0,
        None => text.parse().ok()?,
    };
    (0.0..=1.0).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_each_queue_asks() {
        let of = |queue: Option<&str>, gold, quota| QueueRules { queue: queue.map(str::to_owned), gold, quota };
        let read = read_queues("# queues\n\ntax quota=40 gold=5%\n law gold=0.1\n* quota=100\n");
        let expected = vec![of(Some("tax"), 0.05, Some(40)), of(Some("law"), 0.1, None), of(None, 0.0, Some(100))];
        assert_eq!(read, Ok(expected));
        assert_eq!(read_queues(""), Ok(vec![]));
    }

    #[test]
    fn a_bad_line_is_named() {
        for bad in [
            "tax quota=0",
            "tax quota=x",
            "tax gold=2",
            "tax gold=-1%",
            "tax 40",
            "tax pay=9",
            "law quota=2",
            "tax gold=NaN",
        ] {
            let error = read_queues(&format!("law quota=1\n{bad}")).expect_err(bad);
            assert_eq!(error.line, 2, "{bad}: {error}");
        }
    }
}
