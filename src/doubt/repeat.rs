//! A paragraph that stands there twice.

use super::run::Run;
use crate::text::Span;

/// So many letters a paragraph has at least, to be missed or to be seen twice.
const LETTERS: usize = 80;
/// And so many words.
const WORDS: usize = 12;

/// The paragraphs among the runs that say word for word what an earlier one says: where they stand.
pub(super) fn repeated(runs: &[Run]) -> Vec<Span> {
    let mut seen: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for run in runs {
        let Some(block) = run.block else { continue };
        let plain = plain(&run.text);
        if plain.len() < LETTERS || plain.split(' ').count() < WORDS {
            continue;
        }
        if seen.contains(&plain) {
            found.push(block);
        } else {
            seen.push(plain);
        }
    }
    found
}

/// The words alone.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(&word.to_lowercase());
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_is_seen_twice_and_a_short_one_is_not() {
        let long = "The tenant may end the contract at any time, and the owner has to be told of it in writing three months before.";
        let at = |start: usize, text: &str| Run::of(text, Span { start, end: start + text.len() });
        let again = long.replace("at any time,", "**at any time**");
        let found = repeated(&[at(0, long), at(200, "Thank you."), at(300, "Thank you."), at(400, &again)]);
        assert_eq!(found.iter().map(|span| span.start).collect::<Vec<_>>(), [400]);
    }
}
