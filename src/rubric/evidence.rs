//! Whether a quotation stands in its source: found (and how loosely), altered (and how), or not there.

use crate::json::words;
use crate::text::{Kind, Quote, Span, anchor, diff, fold, notation};

words! {
    /// What became of a quotation.
    pub enum Standing {
        /// It stands there, but for its spelling: see [`Slack`].
        Found = "found",
        /// Something like it stands there.
        Altered = "altered",
        /// Nothing like it stands there.
        Missing = "missing",
    }

    /// What differs between a quotation and its source and is no alteration.
    pub enum Slack {
        /// Spaces and line ends.
        Spaces = "spaces",
        /// The form of quotation marks and dashes, emphasis, signs that are not seen.
        Signs = "signs",
        /// Capital and small letters.
        Case = "case",
        /// What `[…]` leaves out.
        Omission = "omission",
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
    /// The same in parts: what the source has, and what the quotation has. Where both are the same nothing was altered.
    pub parts: Vec<(String, String)>,
    /// Of a quotation that is found: what differs all the same.
    pub slack: Vec<Slack>,
}

/// Looks a quotation up in a source's text: linear in both.
#[must_use]
pub fn look_up(source: &str, quote: &str) -> Looked {
    let quote = quote.trim();
    let none =
        Looked { standing: Standing::Missing, place: None, difference: None, parts: Vec::new(), slack: Vec::new() };
    if !quote.contains(char::is_alphanumeric) {
        return none;
    }
    if let Some(start) =
        source.match_indices(quote).map(|(at, _)| at).find(|at| is_whole(source, *at, *at + quote.len()))
    {
        return Looked { standing: Standing::Found, place: Some(Span::new(start, start + quote.len())), ..none };
    }
    let folded = Folded::of(source);
    if let Some((place, slack)) = folded.find(source, quote) {
        return Looked { standing: Standing::Found, place: Some(place), slack, ..none };
    }
    let wanted = Quote { exact: quote.to_owned(), ..Quote::default() };
    let found = anchor::find(source, &wanted, 0);
    let place = widened(source, found.span);
    let there = place.slice(source);
    if found.state == anchor::State::Orphaned || there.is_empty() {
        return none;
    }
    // How lines are broken is no alteration.
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (old, new) = (plain(there), plain(quote));
    let edits = diff(&old, &new, Kind::Prose).edits(&new);
    let difference = Some(notation::write(&old, &edits));
    let mut parts = Vec::new();
    let mut at = 0;
    for edit in &edits {
        let same = Span::new(at, edit.span.start).slice(&old).to_owned();
        parts.push((same.clone(), same));
        parts.push((edit.span.slice(&old).to_owned(), edit.insert.clone()));
        at = edit.span.end;
    }
    let rest = Span::new(at, old.len()).slice(&old).to_owned();
    parts.push((rest.clone(), rest));
    parts.retain(|(old, new)| !old.is_empty() || !new.is_empty());
    Looked { standing: Standing::Altered, place: Some(place), difference, parts, ..none }
}

/// Whether no word and no number is cut: `19 %` does not stand in `119 %` or in `1.19 %`.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let (head, tail) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let own = text.get(start..end).unwrap_or_default();
    let digit = |c: &char| c.is_ascii_digit();
    let point = |c: &char| matches!(c, '.' | ',');
    let cut = |out: &[Option<char>; 2], own: Option<char>| {
        let [near, far] = out;
        let letter = near.is_some_and(char::is_alphanumeric) && own.is_some_and(char::is_alphanumeric);
        letter || near.as_ref().is_some_and(point) && far.as_ref().is_some_and(digit) && own.as_ref().is_some_and(digit)
    };
    let (mut before, mut after) = (head.chars().rev(), tail.chars());
    !cut(&[before.next(), before.next()], own.chars().next())
        && !cut(&[after.next(), after.next()], own.chars().next_back())
}

/// A place with the rest of the words and numbers that it cuts.
fn widened(text: &str, span: Span) -> Span {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',');
    let (head, own, tail) =
        (Span::new(0, span.start).slice(text), span.slice(text), Span::new(span.end, text.len()).slice(text));
    let mut wide = span;
    if own.starts_with(char::is_alphanumeric) {
        let kept = head.trim_end_matches(part);
        wide.start = head.len() - head.get(kept.len()..).unwrap_or_default().trim_start_matches(['.', ',']).len();
    }
    if own.ends_with(char::is_alphanumeric) {
        let more = tail.len() - tail.trim_start_matches(part).len();
        wide.end += tail.get(..more).unwrap_or_default().trim_end_matches(['.', ',']).len();
    }
    wide
}

/// How far a text is read loosely.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Spaces,
    Signs,
    Case,
}

/// A text in the plainest spelling, and where each of its bytes comes from.
struct Folded {
    text: String,
    from: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len() + 1) };
        for (at, sign) in text.char_indices() {
            spell(sign, Level::Case, &mut folded.text);
            folded.from.resize(folded.text.len(), at);
        }
        folded.from.push(text.len());
        folded
    }

    /// Where the parts of a quotation stand, one behind the other, and how loosely that is read.
    fn find(&self, source: &str, quote: &str) -> Option<(Span, Vec<Slack>)> {
        let parts = parts_of(quote);
        let mut slack = Vec::new();
        let mut place: Option<Span> = None;
        let mut from = 0;
        for part in &parts {
            let wanted = plain(part, Level::Case);
            let wanted = wanted.trim().trim_matches('\'').trim();
            let starts = self.text.get(from..)?.match_indices(wanted).map(|(at, _)| from + at);
            let mut starts = starts.filter(|_| !wanted.is_empty());
            let start = starts.find(|at| is_whole(&self.text, *at, at + wanted.len()))?;
            from = start + wanted.len();
            // What ends behind signs that are skipped ends before them.
            let last = *self.from.get(from - 1)?;
            let end = last + source.get(last..)?.chars().next().map_or(0, char::len_utf8);
            let here = Span::new(*self.from.get(start)?, end);
            place = Some(place.map_or(here, |place| place.cover(here)));
            note(here.slice(source), part, &mut slack);
        }
        if parts.len() > 1 {
            slack.push(Slack::Omission);
        }
        Some((place?, slack))
    }
}

/// What a quotation is made of, where it says that it leaves something out.
fn parts_of(quote: &str) -> Vec<&str> {
    let mut parts = vec![quote];
    for gap in ["[…]", "[...]", "(…)", "(...)", " … ", " ... "] {
        parts = parts.into_iter().flat_map(|part| part.split(gap)).collect();
    }
    let ends = |part: &&str| part.contains(char::is_alphanumeric);
    parts.into_iter().map(|part| part.trim_matches(|c: char| c == '…' || c.is_whitespace())).filter(ends).collect()
}

/// Says what differs between two texts that are read as one.
fn note(there: &str, quote: &str, slack: &mut Vec<Slack>) {
    let quote = quote.trim();
    if there == quote {
        return;
    }
    let same = |level: Level| plain(there, level).trim() == plain(quote, level).trim();
    let words = |text: &str| text.split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>();
    let mut add = |one: Slack| {
        if !slack.contains(&one) {
            slack.push(one);
        }
    };
    if !same(Level::Signs) && plain(there, Level::Case) == plain(quote, Level::Case) {
        add(Slack::Case);
    }
    if same(Level::Spaces) {
        add(Slack::Spaces);
        return;
    }
    let signs = |text: &str| text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).collect::<String>();
    if signs(there) != signs(quote) {
        add(Slack::Signs);
    } else if words(there).len() != words(quote).len() {
        add(Slack::Spaces);
    }
}

fn plain(text: &str, level: Level) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|sign| spell(sign, level, &mut out));
    out
}

/// Puts a sign in its plainest spelling at the end of a text.
fn spell(sign: char, level: Level, out: &mut String) {
    if sign.is_whitespace() {
        if !out.ends_with(' ') {
            out.push(' ');
        }
        return;
    }
    if level == Level::Spaces {
        out.push(sign);
        return;
    }
    match sign {
        '*' | '`' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        '"' | '«' | '»' | '´' | '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '‹' | '›' | '′' | '″' | '\'' =>
        {
            out.push('\'');
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.push('-'),
        '…' => out.push_str("..."),
        _ if level == Level::Case => fold(sign, out),
        _ => out.push(sign),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SOURCE: &str = "Rückstellungen sind für ungewisse\nVerbindlichkeiten und für drohende Verluste zu bilden. \
        Der Satz – so das „Gesetz“ – beträgt 119 % oder 1.19 Teile.";

    fn look(quote: &str) -> String {
        let looked = look_up(SOURCE, quote);
        let slack: Vec<&str> = looked.slack.iter().map(|one| one.word()).collect();
        let place = looked.place.map(|place| place.slice(SOURCE)).unwrap_or_default();
        [looked.standing.word(), &slack.join(","), place, looked.difference.as_deref().unwrap_or_default()].join("|")
    }

    #[test]
    fn a_quotation_is_found_altered_or_missing() {
        assert_eq!(look("drohende Verluste"), "found||drohende Verluste|");
        let altered = look("für gewisse Verbindlichkeiten und für drohende Verluste");
        assert!(altered.starts_with("altered|") && altered.contains("{~~ungewisse~>gewisse~~}"), "{altered}");
        assert!(look("Der Kaufpreis ist bei Übergabe fällig").starts_with("missing|"));
        assert!(look(" ").starts_with("missing|"));
        assert!(look("„ – “").starts_with("missing|"));
    }

    #[test]
    fn what_is_spelled_otherwise_is_found_and_it_is_said_what_differs() {
        assert_eq!(look("für ungewisse Verbindlichkeiten"), "found|spaces|für ungewisse\nVerbindlichkeiten|");
        assert_eq!(look("Der Satz - so das \"Gesetz\""), "found|signs|Der Satz – so das „Gesetz|");
        assert_eq!(look("„drohende Verluste“"), "found|signs|drohende Verluste|");
        assert_eq!(look("DROHENDE Verluste"), "found|case|drohende Verluste|");
        assert_eq!(
            look("Rückstellungen sind […] zu bilden"),
            "found|omission|Rückstellungen sind für ungewisse\nVerbindlichkeiten und für drohende Verluste zu bilden|"
        );
        assert!(!look("zu bilden […] Rückstellungen sind").starts_with("found"), "in its order only");
    }

    #[test]
    fn no_number_and_no_word_is_cut() {
        assert_eq!(look("119 %"), "found||119 %|");
        for cut in ["19 %", "19 Teile", "Satz beträgt 19 %", "ohende Verluste"] {
            assert!(!look(cut).starts_with("found"), "{cut}");
        }
        let altered = look("so das „Gesetz“ – beträgt 19 % oder");
        assert!(altered.starts_with("altered") && altered.contains("119"), "{altered}");
    }

    #[test]
    fn the_parts_of_a_difference_are_the_two_texts() {
        let quote = "für gewisse Verbindlichkeiten und für alle Verluste";
        let looked = look_up(SOURCE, quote);
        let new: String = looked.parts.iter().map(|(_, new)| new.as_str()).collect();
        let old: String = looked.parts.iter().map(|(old, _)| old.as_str()).collect();
        assert_eq!(new, quote);
        let place = looked.place.expect("a place").slice(SOURCE);
        assert_eq!(old, place.replace('\n', " "));
    }

    #[test]
    fn every_passage_of_whole_words_is_found_where_it_stands_and_looking_never_fails() {
        let words: Vec<(usize, &str)> =
            SOURCE.split(' ').map(|word| (word.as_ptr() as usize - SOURCE.as_ptr() as usize, word)).collect();
        for from in 0..words.len() {
            for to in from..words.len() {
                let (start, end) = (words[from].0, words[to].0 + words[to].1.len());
                let quote = &SOURCE[start..end];
                if quote.contains(char::is_alphanumeric) {
                    assert_eq!(look_up(SOURCE, quote).standing, Standing::Found, "{quote}");
                    assert_eq!(look_up(SOURCE, &quote.to_uppercase()).standing, Standing::Found, "{quote}");
                }
            }
        }
        let signs = ["a", "B", " ", "–", "„", "…", "1", ".", "\n", "é"];
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..2000 {
            let mut text = || (0..random.usize(0..7)).map(|_| signs[random.usize(0..signs.len())]).collect::<String>();
            let (source, quote) = (text(), text());
            let looked = look_up(&source, &quote);
            assert!(
                looked.place.is_none_or(|place| source.get(place.start..place.end).is_some()),
                "{source:?} {quote:?}"
            );
        }
    }
}
