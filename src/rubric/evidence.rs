//! Whether a quotation stands in its source: found, altered (and how), or not there.

use crate::json::words;
use crate::text::{Kind, Quote, Span, anchor, diff, notation};

words! {
    /// What became of a quotation.
    pub enum Standing {
        /// It stands there, but for spaces and line ends.
        Found = "found",
        /// Something like it stands there.
        Altered = "altered",
        /// Nothing like it stands there.
        Missing = "missing",
    }
}

/// A quotation looked up in its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// What became of it.
    pub standing: Standing,
    /// Where it stands, in bytes of the source.
    pub place: Option<Span>,
    /// What was altered, as `CriticMarkup` from the source's words to the quotation's.
    pub difference: Option<String>,
}

/// Looks a quotation up in a source's text.
#[must_use]
pub fn look_up(source: &str, quote: &str) -> Looked {
    let quote = quote.trim();
    let missing = Looked { standing: Standing::Missing, place: None, difference: None };
    if quote.is_empty() {
        return missing;
    }
    let wanted = Quote { exact: quote.to_owned(), ..Quote::default() };
    let found = anchor::find(source, &wanted, 0);
    let there = found.span.slice(source);
    if there.split_whitespace().eq(quote.split_whitespace()) {
        return Looked { standing: Standing::Found, place: Some(found.span), difference: None };
    }
    if found.state == anchor::State::Orphaned || there.is_empty() {
        return missing;
    }
    // How lines are broken is no alteration.
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (old, new) = (plain(there), plain(quote));
    let edits = diff(&old, &new, Kind::Prose).edits(&new);
    Looked { standing: Standing::Altered, place: Some(found.span), difference: Some(notation::write(&old, &edits)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_found_altered_or_missing() {
        let source = "Rückstellungen sind für ungewisse\nVerbindlichkeiten und für drohende Verluste zu bilden.";
        let look = |quote| look_up(source, quote);
        assert_eq!(look("für ungewisse Verbindlichkeiten").standing, Standing::Found);
        let altered = look("für gewisse Verbindlichkeiten und für drohende Verluste");
        assert_eq!(altered.standing, Standing::Altered);
        assert!(altered.difference.expect("a difference").contains("{~~ungewisse~>gewisse~~}"));
        assert_eq!(look("Der Kaufpreis ist bei Übergabe fällig").standing, Standing::Missing);
        assert_eq!(look(" ").standing, Standing::Missing);
    }
}
