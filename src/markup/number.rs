//! Tells columns of numbers, which are set to the right.

use super::tree::{Inline, Row};

/// Whether most filled cells of a column are numbers; `block` is the source the spans are relative to.
pub(super) fn is_numeric(rows: &[Row], column: usize, block: &str) -> bool {
    let mut filled = 0_usize;
    let mut numbers = 0_usize;
    for cell in rows.iter().filter_map(|row| row.cells.get(column)) {
        let mut text = String::new();
        gather(&cell.content, block, &mut text);
        match text.trim() {
            "" | "-" | "–" | "—" => {}
            text => {
                filled += 1;
                numbers += usize::from(is_number(text));
            }
        }
    }
    numbers * 2 > filled
}

fn gather(content: &[Inline], block: &str, text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(leaf) | Inline::Code(leaf) | Inline::Math { leaf, .. } => {
                text.push_str(leaf.text(block));
            }
            Inline::Emphasis(_, content) | Inline::Strong(_, content) | Inline::Strike(_, content) => {
                gather(content, block, text);
            }
            Inline::Link(link) => gather(&link.content, block, text),
            _ => {}
        }
    }
}

/// A number with its signs, its separators and at most a currency before or a short unit behind.
fn is_number(text: &str) -> bool {
    let before = text.find(|letter: char| letter.is_ascii_digit());
    let Some((before, rest)) = before.and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    let currency = before.chars().filter(|letter| letter.is_alphabetic());
    let currency = currency.clone().all(char::is_uppercase) && matches!(currency.count(), 0 | 2 | 3);
    let unit = rest.chars().filter(|letter| letter.is_alphabetic()).count() <= 4;
    currency && unit && text.chars().all(is_usual)
}

fn is_usual(letter: char) -> bool {
    letter.is_alphanumeric() || letter.is_whitespace() || "+-−–.,'’%‰()€$£¥/~≈<>±×^*".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_carry_signs_units_and_currencies() {
        for text in ["1", "-3.5", "1.234,50 €", "$12", "(120)", "12 %", "5 kg", "EUR 40", "2024", "~3"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "one", "Q3", "3rd floor", "2 apples", "a1b", "x = 3", "n/a"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
