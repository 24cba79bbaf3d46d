//! The claims of a response, proposed: its sentences that state something, code, tables and equations whole.

use super::{lead, pieces, trimmed};
use crate::text::{Span, Step, segment};

/// What is longer than this ends with the next sentence, whatever was begun in it and not ended. In bytes.
const LONGEST: usize = 4_000;

/// Words that end with a full stop and end no sentence, in lower case without it.
const SHORT: [&str; 52] = [
    "abb", "abs", "allg", "anm", "art", "aufl", "bspw", "bzw", "ca", "co", "corp", "dr", "etc", "evtl", "f", "ff",
    "fig", "ggf", "gem", "geb", "hrsg", "inc", "inkl", "jr", "kap", "lit", "ltd", "max", "mind", "min", "mio", "mr",
    "mrd", "mrs", "ms", "no", "nr", "op", "pp", "prof", "rn", "rz", "s", "sec", "sog", "st", "tab", "tz", "usw", "vgl",
    "vol", "vs",
];

/// What German counts with ordinal numbers, by how it begins.
const COUNTED: [&str; 16] = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "jahrhundert",
    "quartal",
    "halbjahr",
    "senat",
];

/// Words with which a sentence speaks to its reader, in lower case: it states nothing.
const CALLS: [&str; 34] = [
    "please",
    "let me",
    "let us",
    "let's",
    "feel free",
    "i hope",
    "hope ",
    "sure,",
    "sure!",
    "certainly",
    "of course",
    "thank",
    "great question",
    "don't hesitate",
    "do not hesitate",
    "make sure",
    "ensure that",
    "remember to",
    "see ",
    "refer to",
    "consult ",
    "check ",
    "contact ",
    "ask ",
    "bitte",
    "gern",
    "ich hoffe",
    "hoffentlich",
    "danke",
    "vielen dank",
    "natürlich!",
    "lass uns",
    "lassen wir",
    "siehe ",
];

/// Where the claims of a Markdown text are: in order, disjoint, on borders of graphemes, each with a letter or digit. Questions,
/// headings, what introduces a list, and what calls on the reader are none.
#[must_use]
pub fn claims(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (piece, whole) in pieces(text) {
        if whole {
            if says(piece.slice(text)) {
                found.push(piece);
            }
            continue;
        }
        let mut from = piece.start;
        while from < piece.end {
            let end = sentence_end(text, from, piece.end);
            let mut start = from + lead(Span::new(from, end).slice(text));
            while Span::new(start, end).slice(text).starts_with('>') {
                start += 1 + lead(Span::new(start + 1, end).slice(text));
            }
            let span = trimmed(text, Span::new(start.min(end), end));
            if !span.is_empty() && states(span.slice(text)) {
                found.push(span);
            }
            from = end;
        }
    }
    found
}

/// The end of a sentence: not behind an abbreviation or an ordinal number, and not within code, a formula or brackets.
fn sentence_end(text: &str, from: usize, last: usize) -> usize {
    let mut end = from;
    loop {
        let next = segment::next(text, end, Step::Sentence).min(last);
        if next <= end || next == last {
            return last;
        }
        end = next;
        let said = Span::new(from, end).slice(text);
        let rest = Span::new(end, last).slice(text);
        let begins_low = rest.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        if said.len() < LONGEST && is_open(said) || (said.ends_with('.') && (begins_low || is_short(said, rest))) {
            continue;
        }
        return end;
    }
}

/// Whether a text ends with an abbreviation, an initial or an ordinal number.
fn is_short(text: &str, rest: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit(|c: char| c.is_whitespace() || "(\u{a0}\u{202f}*_".contains(c)).next();
    let Some(word) = word.map(str::to_lowercase).filter(|word| !word.is_empty()) else { return false };
    // "z.B.", "i.d.R.", "e.g.": letters with stops between them.
    let letters = word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    // "1." before a month; a year or an amount ends a sentence.
    let rest = rest.trim_start().to_lowercase();
    let ordinal =
        word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit()) && COUNTED.iter().any(|one| rest.starts_with(one));
    letters || ordinal || SHORT.contains(&word.as_str())
}

/// Whether code, a formula or brackets were begun and not ended.
fn is_open(text: &str) -> bool {
    let count = |sign: char| text.chars().filter(|c| *c == sign).count();
    let ticks = count('`') % 2 == 1;
    let formula = count('$') % 2 == 1 && !text.contains("US$");
    ticks || formula || count('(') > count(')') || text.matches("\\(").count() > text.matches("\\)").count()
}

fn says(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether a sentence states something.
fn states(sentence: &str) -> bool {
    let marks = |c: char| "*_>\"'”“»«)]".contains(c) || c.is_whitespace();
    let bare = sentence.trim_matches(marks);
    let words = bare.split_whitespace().count();
    let low = bare.to_lowercase();
    let title =
        sentence.starts_with("**") && sentence.ends_with("**") && !bare.ends_with(['.', '!']) && !bare.contains("**");
    // "Beachten Sie …", "Wenden Sie sich …"
    let mut first = low.split_whitespace();
    let ordered =
        first.next().is_some_and(|word| word.ends_with('n')) && first.next() == Some("sie") && bare.contains(" Sie");
    says(bare)
        && (words > 1 || bare.contains(|c: char| c.is_ascii_digit()))
        && !bare.ends_with(['?', ':'])
        && !title
        && !ordered
        && !CALLS.iter().any(|call| low.starts_with(call))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::grapheme;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = claims(text).into_iter().map(|span| span.slice(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sentences_that_state_something_are_claims() {
        check("# Tax\n\nThe rate is 19 %. It was 16 % in 2020.", &["The rate is 19 %.", "It was 16 % in 2020."]);
        check("What is the rate? It is 19 %. Please ask if anything is unclear!", &["It is 19 %."]);
        check(
            "**Summary**\n\nThese rates apply:\n\n- Books: 7 %\n- Food is taxed at 7 %.",
            &["Books: 7 %", "Food is taxed at 7 %."],
        );
        check("Sure, I can help. I hope this helps.\n\n> The sun is a star.", &["The sun is a star."]);
        check("", &[]);
        check("---\n\n***\n\n- \n\n> \n", &[]);
    }

    #[test]
    fn abbreviations_and_ordinals_end_no_sentence() {
        check(
            "Nach § 12 Abs. 1 UStG sind es 19 %, z. B. für Möbel. Seit dem 1. Januar 2007 gilt das bzw. Nr. 3 davon. Beachten Sie die Frist.",
            &[
                "Nach § 12 Abs. 1 UStG sind es 19 %, z. B. für Möbel.",
                "Seit dem 1. Januar 2007 gilt das bzw. Nr. 3 davon.",
            ],
        );
        check(
            "Dr. Who met J. S. Bach, e.g. in 1720. It rained.",
            &["Dr. Who met J. S. Bach, e.g. in 1720.", "It rained."],
        );
        check("Das war 2020. Danach stieg der Satz.", &["Das war 2020.", "Danach stieg der Satz."]);
    }

    #[test]
    fn code_formulas_and_tables_are_whole() {
        check(
            "We call `a. B` here. Then $x. Y$ holds (see Fig. 2. It is so). End of it.",
            &["We call `a. B` here.", "Then $x. Y$ holds (see Fig. 2. It is so).", "End of it."],
        );
        check("```\nlet a = 1. B\n```\n\n$$\na. B = 2\n$$", &["```\nlet a = 1. B\n```", "$$\na. B = 2\n$$"]);
        check("| a | b |\n|---|---|\n| 1. C | 2 |", &["| a | b |\n|---|---|\n| 1. C | 2 |"]);
    }

    fn lawful(text: &str) {
        let mut last = 0;
        for span in claims(text) {
            assert!(last <= span.start && span.start < span.end && span.end <= text.len(), "{text:?}");
            assert!(grapheme::is_boundary(text, span.start) && grapheme::is_boundary(text, span.end), "{text:?}");
            let said = span.slice(text);
            assert!(said.contains(char::is_alphanumeric) && said.trim() == said, "{text:?} {said:?}");
            last = span.end;
        }
    }

    #[test]
    fn claims_are_disjoint_in_order_on_graphemes_and_say_something() {
        let signs = [
            "a",
            "B. ",
            "1",
            ".",
            "?",
            "\n",
            "- ",
            "`",
            "$",
            "$$",
            "(",
            "é",
            "e\u{301}",
            "👩‍👩‍👧",
            "|",
            "*",
            "> ",
            "```",
            " ",
        ];
        let mut open = vec![String::new()];
        for _ in 0..3 {
            open = open.iter().flat_map(|head| signs.iter().map(move |sign| format!("{head}{sign}"))).collect();
            open.iter().for_each(|text| lawful(text));
        }
        let mut random = fastrand::Rng::with_seed(4);
        for _ in 0..20_000 {
            lawful(&(0..random.usize(4..40)).map(|_| signs[random.usize(0..signs.len())]).collect::<String>());
        }
    }
}
