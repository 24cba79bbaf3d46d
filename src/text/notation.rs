//! Texts with their edits in one line, for tests and for reading: `The {~~cat~>dog~~} sat{++ down++}{--.--}`.

use super::edit::{Edit, apply};

/// A text with its edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text before.
    pub original: String,
    /// The text after.
    pub corrected: String,
    /// What makes the one of the other: sorted and disjoint.
    pub edits: Vec<Edit>,
}

/// Reads `CriticMarkup`. What opens and does not close is text.
#[must_use]
pub fn read(marked: &str) -> Marked {
    let mut original = String::new();
    let mut edits = Vec::new();
    let mut rest = marked;
    while let Some((before, old, new, after)) = first(rest) {
        original.push_str(before);
        let start = original.len();
        original.push_str(old);
        edits.push(Edit::new(start..original.len(), new));
        rest = after;
    }
    original.push_str(rest);
    let corrected = apply(&original, &edits);
    Marked { original, corrected, edits }
}

/// The text before the first mark, what it takes and puts, and the text after.
fn first(text: &str) -> Option<(&str, &str, &str, &str)> {
    let found = ["{++", "{--", "{~~"].into_iter().filter_map(|open| Some((text.find(open)?, open)));
    let (_, open) = found.min()?;
    let (before, inside) = text.split_once(open)?;
    let (old, new, after) = match open {
        "{++" => inside.split_once("++}").map(|(new, after)| ("", new, after))?,
        "{--" => inside.split_once("--}").map(|(old, after)| (old, "", after))?,
        _ => {
            let (both, after) = inside.split_once("~~}")?;
            let (old, new) = both.split_once("~>")?;
            (old, new, after)
        }
    };
    Some((before, old, new, after))
}

/// Writes a text with sorted, disjoint edits as `CriticMarkup`.
#[must_use]
pub fn write<'e>(original: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let marks: Vec<Edit> = edits
        .into_iter()
        .map(|edit| {
            let (old, new) = (edit.span.slice(original), &edit.insert);
            let mark = match (old, new.as_str()) {
                ("", new) => format!("{{++{new}++}}"),
                (old, "") => format!("{{--{old}--}}"),
                (old, new) => format!("{{~~{old}~>{new}~~}}"),
            };
            Edit::new(edit.span, mark)
        })
        .collect();
    apply(original, &marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_text_reads_as_both_texts_and_writes_back() {
        let text = "The {~~cat~>dog~~} sat{++ down++}{--.--} {++ open";
        let marked = read(text);
        assert_eq!(marked.original, "The cat sat. {++ open");
        assert_eq!(marked.corrected, "The dog sat down {++ open");
        assert_eq!(marked.edits.len(), 3);
        assert_eq!(write(&marked.original, &marked.edits), text);
    }
}
