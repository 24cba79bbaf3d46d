//! Characters that cannot be seen and change what is: directions, joiners, spaces of no width.

use super::Span;

/// A stretch of a text: visible text, or one character that cannot be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where.
    pub span: Span,
    /// The short name of the character, where it cannot be seen.
    pub hidden: Option<&'static str>,
}

/// A text cut at the characters that cannot be seen. Joiners and marks of direction count only between letters that do not
/// need them: in Persian and in emoji they are how one writes.
#[must_use]
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut before = None;
    let left = !text.is_ascii() && runs_left(text);
    // The flags of England, Scotland and Wales are written in tags.
    let mut flag = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, letter)| *letter);
        let tag = matches!(letter, '\u{e0020}'..='\u{e007f}');
        flag = letter == '\u{1f3f4}' || (flag && tag);
        let wanted = match letter {
            '\u{200c}' | '\u{200d}' => joins(before, after),
            '\u{61c}' | '\u{200e}' | '\u{200f}' => left,
            _ => flag && tag,
        };
        let name = name(letter).filter(|_| !wanted);
        before = Some(letter);
        let Some(name) = name else { continue };
        if from < at {
            parts.push(Part { span: Span { start: from, end: at }, hidden: None });
        }
        from = at + letter.len_utf8();
        parts.push(Part { span: Span { start: at, end: from }, hidden: Some(name) });
    }
    if from < text.len() || parts.is_empty() {
        parts.push(Part { span: Span { start: from, end: text.len() }, hidden: None });
    }
    parts
}

/// The short name that Unicode gives a character that cannot be seen.
const fn name(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{ad}' => "SHY",
        '\u{34f}' => "CGJ",
        '\u{61c}' => "ALM",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "HF",
        '\u{180e}' => "MVS",
        '\u{200b}' => "ZWSP",
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2061}'..='\u{2064}' => "INV",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{feff}' => "BOM",
        '\u{e0001}' | '\u{e0020}'..='\u{e007f}' => "TAG",
        _ => return None,
    })
}

/// Whether a letter beside it needs a joiner.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let plain = |side: Option<char>| side.is_none_or(|side| side.is_ascii() || name(side).is_some());
    !plain(before) || !plain(after)
}

/// Whether a text has letters that run from right to left.
fn runs_left(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
            && letter != '\u{61c}'
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let parts = parts(text).into_iter();
        let one = |part: Part| part.hidden.map_or_else(|| part.span.slice(text).to_owned(), |name| format!("⟨{name}⟩"));
        parts.map(one).collect()
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(shown("a\u{202e}gnp.exe\u{202c}"), "a⟨RLO⟩gnp.exe⟨PDF⟩");
        assert_eq!(shown("pay\u{200b}pal\u{200d}."), "pay⟨ZWSP⟩pal⟨ZWJ⟩.");
        assert_eq!(shown("\u{feff}x\u{e0041}\u{e0042}"), "⟨BOM⟩x⟨TAG⟩⟨TAG⟩");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn joiners_where_one_writes_with_them_stay() {
        for text in ["می\u{200c}خواهم", "👩\u{200d}🔬", "🏴\u{e0067}\u{e0062}\u{e007f}", "عدد \u{200f}5"]
        {
            assert_eq!(parts(text).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn the_parts_are_the_text() {
        const LETTERS: [char; 6] = ['a', '\u{202e}', '\u{200d}', 'é', '\u{e0041}', '👩'];
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..2_000 {
            let text: String = (0..random.usize(0..8)).filter_map(|_| random.choice(LETTERS)).collect();
            let mut end = 0;
            for part in parts(&text) {
                assert_eq!(part.span.start, end);
                assert!(text.get(part.span.start..part.span.end).is_some());
                end = part.span.end;
            }
            assert_eq!(end, text.len());
        }
    }
}
