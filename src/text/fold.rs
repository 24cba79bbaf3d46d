//! Letters without their case, for looking things up loosely.
//!
//! Pulldown-cmark brings the tables of `unicase` along for its link labels; the standard library's would be 8 kB more.

use unicase::UniCase;

/// Puts a character without its case at the end of a text.
pub fn fold(sign: char, onto: &mut String) {
    if sign.is_ascii() {
        onto.push(sign.to_ascii_lowercase());
    } else {
        onto.push_str(&UniCase::unicode(&*sign.encode_utf8(&mut [0; 4])).to_folded_case());
    }
}

/// A text without its case.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|sign| fold(sign, &mut out));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_one_whatever_their_case() {
        for (one, other) in [("Ärger", "äRGER"), ("STRASSE", "Straße"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("Зима", "зИМА")]
        {
            assert_eq!(folded(one), folded(other));
        }
        assert_eq!(folded("a1 – 漢字"), "a1 – 漢字");
    }
}
