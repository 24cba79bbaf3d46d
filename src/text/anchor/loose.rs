//! The same words in another spelling of white space, quotation marks, dashes and accents.

use crate::text::span::Span;

/// A text in the plainest spelling, and where each of its characters comes from.
pub(super) struct Loose {
    text: String,
    /// For each byte of `text` where its character begins in the original; at last the original's length.
    from: Vec<usize>,
}

impl Loose {
    pub(super) fn of(original: &str) -> Self {
        let mut loose =
            Self { text: String::with_capacity(original.len()), from: Vec::with_capacity(original.len() + 1) };
        let mut space = false;
        for (at, sign) in original.char_indices() {
            let white = sign.is_whitespace();
            if !(white && space || is_mark(sign)) {
                loose.text.push(if white { ' ' } else { plain(sign) });
                loose.from.resize(loose.text.len(), at);
            }
            // A mark joins what stands before it.
            space = white || space && is_mark(sign);
        }
        loose.from.push(original.len());
        loose
    }

    /// Where a text stands in the original, whatever its spelling.
    pub(super) fn places(&self, words: &str) -> impl Iterator<Item = Span> {
        let words = Self::of(words).text;
        let words = words.trim();
        let len = words.len();
        let starts: Vec<usize> =
            if words.is_empty() { Vec::new() } else { self.text.match_indices(words).map(|(at, _)| at).collect() };
        let place = move |at: usize| Some(Span::new(*self.from.get(at)?, *self.from.get(at + len)?));
        starts.into_iter().filter_map(place)
    }
}

/// Combining accents (those of the standard's first block).
const fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Without accents, the letters from U+00C0 to U+017F.
const LATIN: &str = "AAAAAAÆCEEEEIIIIÐNOOOOO×ØUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþy\
    AaAaAaCcCcCcCcDdĐđEeEeEeEeEeGgGgGgGgHhĦħIiIiIiIiIıĲĳJjKkĸLlLlLlĿŀŁłNnNnNnŉŊŋOoOoOoŒœRrRrRr\
    SsSsSsSsTtTtŦŧUuUuUuUuUuUuWwYyYZzZzZzſ";

fn plain(sign: char) -> char {
    match sign {
        '\0'..='\u{bf}' => match sign {
            '"' | '«' | '»' | '`' | '´' => '\'',
            _ => sign,
        },
        '\u{c0}'..='\u{17f}' => LATIN.chars().nth(sign as usize - 0xc0).unwrap_or(sign),
        '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '‹' | '›' | '′' | '″' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        'Й' => 'И',
        'й' => 'и',
        'Ё' => 'Е',
        'ё' => 'е',
        'Ї' => 'І',
        'ї' => 'і',
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, found: &[&str]) {
        let loose = Loose::of(text);
        let places: Vec<&str> = loose.places(words).map(|span| span.slice(text)).collect();
        assert_eq!(places, found, "{:?}", loose.text);
    }

    #[test]
    fn the_table_has_a_letter_for_each() {
        assert_eq!(LATIN.chars().count(), 0x180 - 0xc0);
        for (with, without) in
            [('À', 'A'), ('ÿ', 'y'), ('Ā', 'A'), ('ő', 'o'), ('Ž', 'Z'), ('ž', 'z'), ('ł', 'ł'), ('ß', 'ß')]
        {
            assert_eq!(plain(with), without);
        }
    }

    #[test]
    fn spelling_does_not_hide_words() {
        check("say “no”\u{a0}– or\n  else", "\"no\" - or else", &["“no”\u{a0}– or\n  else"]);
        check("un café noir", "cafe\u{301}", &["café"]);
        check("un cafe\u{301} noir", "café", &["cafe\u{301}"]);
        check("моі\u{308}и\u{306}", "мої", &["моі\u{308}"]);
        check("a  b a\tb", " a b\n", &["a  b", "a\tb"]);
        check("a b", " ", &[]);
    }

    #[test]
    fn every_place_is_one_of_the_original() {
        let signs = ["a", "é", "e\u{301}", " ", "\u{a0}", "“", "\u{200b}", "東"];
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..3000 {
            let mut some = |most: usize| -> String {
                (0..random.usize(..most)).map(|_| signs[random.usize(..signs.len())]).collect()
            };
            let (text, words) = (some(20), some(4));
            for span in Loose::of(&text).places(&words) {
                assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                assert_eq!(
                    Loose::of(span.slice(&text)).text.trim(),
                    Loose::of(&words).text.trim(),
                    "{text:?} {words:?}"
                );
            }
        }
    }
}
