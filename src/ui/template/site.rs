//! What never changes of a view: kept as one text, read once into steps.

use std::sync::OnceLock;

/// A place in the source where a view is written.
#[derive(Debug)]
pub struct Site {
    text: &'static str,
    steps: OnceLock<Vec<Step>>,
}

/// An element as far as it is always the same.
#[derive(Debug, Default)]
pub struct Element {
    /// Empty where a hole says it.
    pub tag: &'static str,
    /// The names of its attributes. Yew compares them by their address: they live as long as the program.
    pub names: &'static [&'static str],
    /// Their values, where those are always the same.
    pub fixed: Vec<Option<&'static str>>,
    pub key: Option<&'static str>,
}

/// A step in making a view: something that is always the same, or a hole.
#[derive(Debug)]
pub enum Step {
    Open(Element),
    Text(&'static str),
    Close,
    Hole(Hole),
}

/// What a hole is filled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    Tag,
    Key,
    /// The reference to the node.
    Ref,
    /// The text in a field, as a property.
    Value,
    /// What happens at an event, by its name.
    On(&'static str),
    /// An attribute, by its index.
    Attribute(usize),
    /// A class more, at the index of `class`.
    Class(usize),
    /// A class that is there or not, at the index of `class`.
    Flag(usize, &'static str),
    /// A node or several.
    Child,
}

impl Site {
    /// A site of this text, in which every part begins with what it is: 1 the tag of an element, 2 an attribute that is
    /// filled, 3 one that is not with its value after 4, 5 a class that is there or not, 6 text, 7 a child that is
    /// filled, 8 the end of an element. `tags` are the tags alone, `+` where they open and `-` where they close.
    pub const fn new(text: &'static str, tags: &'static str) -> Self {
        assert!(fits(tags.as_bytes()), "a closing tag that does not match, or none at all");
        Self { text, steps: OnceLock::new() }
    }

    /// Its steps.
    pub fn steps(&'static self) -> &'static [Step] {
        self.steps.get_or_init(|| read(self.text))
    }
}

/// Whether every element is closed by its own tag.
const fn fits(mut tags: &[u8]) -> bool {
    while let [_, ..] = tags {
        tags = match closed(tags) {
            Some(rest) => rest,
            None => return false,
        };
    }
    true
}

/// What follows the first element, where that is closed by its own tag or by none.
const fn closed(tags: &[u8]) -> Option<&[u8]> {
    let [b'+', open @ ..] = tags else { return None };
    let mut rest = named(open);
    while let [b'+', ..] = rest {
        rest = match closed(rest) {
            Some(rest) => rest,
            None => return None,
        };
    }
    let [b'-', close @ ..] = rest else { return None };
    let rest = named(close);
    let (mut one, mut two) = (open, close);
    if two.len() == rest.len() {
        return Some(rest);
    }
    while let ([a, one_rest @ ..], [b, two_rest @ ..]) = (one, two) {
        if two.len() == rest.len() {
            break;
        }
        if *a != *b {
            return None;
        }
        (one, two) = (one_rest, two_rest);
    }
    // The opening tag must end where the closing one does.
    if matches!(one, [] | [b'+' | b'-', ..]) { Some(rest) } else { None }
}

/// What follows a name.
const fn named(mut tags: &[u8]) -> &[u8] {
    while let [letter, rest @ ..] = tags {
        if matches!(*letter, b'+' | b'-') {
            break;
        }
        tags = rest;
    }
    tags
}

/// The steps of a text.
fn read(text: &'static str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut element = Element::default();
    let mut names: Vec<&'static str> = Vec::new();
    let mut holes: Vec<Hole> = Vec::new();
    let mut open = false;
    let mut rest = text;
    while let Some(kind) = rest.bytes().next() {
        let part;
        (part, rest) = up_to_next(rest);
        // Attributes belong to the element before them: it is whole where something else begins.
        if open && !matches!(kind, 2..=5) {
            element.names = std::mem::take(&mut names).leak();
            steps.push(Step::Open(std::mem::take(&mut element)));
            for hole in holes.drain(..) {
                steps.push(Step::Hole(hole));
            }
            open = false;
        }
        match kind {
            1 => {
                (element.tag, open) = (part, true);
                if part.is_empty() {
                    holes.push(Hole::Tag);
                }
            }
            2 => holes.push(hole(part, &element, &mut names)),
            3 => {
                let value;
                (value, rest) = up_to_next(rest);
                if part == "key" {
                    element.key = Some(value);
                } else {
                    // `hidden=true` as `hidden`.
                    let value = if value == "true" && !speaks(part) { part } else { value };
                    let at = place(&mut names, part);
                    element.fixed.resize(element.fixed.len().max(at + 1), None);
                    if let Some(fixed) = element.fixed.get_mut(at) {
                        *fixed = Some(value);
                    }
                }
            }
            5 => holes.push(Hole::Flag(place(&mut names, "class"), part)),
            6 => steps.push(Step::Text(part)),
            7 => steps.push(Step::Hole(Hole::Child)),
            _ => steps.push(Step::Close),
        }
    }
    steps
}

/// A part without its sign, and what follows it.
fn up_to_next(text: &'static str) -> (&'static str, &'static str) {
    let text = text.get(1..).unwrap_or_default();
    let end = text.bytes().position(|byte| byte <= 8).unwrap_or(text.len());
    text.split_at(end)
}

/// What the hole of an attribute is for.
fn hole(name: &'static str, element: &Element, names: &mut Vec<&'static str>) -> Hole {
    match name {
        "key" => Hole::Key,
        "ref" => Hole::Ref,
        "value" if matches!(element.tag, "input" | "textarea") => Hole::Value,
        "class" => Hole::Class(place(names, name)),
        _ if name.starts_with("on") => Hole::On(name),
        _ => Hole::Attribute(place(names, name)),
    }
}

/// The index of an attribute.
fn place(names: &mut Vec<&'static str>, name: &'static str) -> usize {
    names.iter().position(|one| *one == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

/// Whether an attribute says `true` or `false` where others are there or not.
pub fn speaks(name: &str) -> bool {
    name.starts_with("aria-") || name.starts_with("data-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_closed_by_itself_or_it_does_not_compile() {
        for tags in ["", "+p-p", "+ul+li-li+li-li-ul", "+p+br--p", "+i-i+b-b", "+@+p-p-@"] {
            assert!(fits(tags.as_bytes()), "{tags}");
        }
        for tags in ["+p", "-p", "+p-b", "+p-pre", "+pre-p", "+i+b-i-b", "+i-i-b", "+p+br-", "p-p"] {
            assert!(!fits(tags.as_bytes()), "{tags}");
        }
    }

    #[test]
    fn a_text_is_read_into_what_is_fixed_and_what_is_filled() {
        let steps = read("\u{1}b\u{3}class\u{4}one\u{2}lang\u{5}two\u{3}key\u{4}k\u{6}said\u{7}\u{8}");
        let [Step::Open(element), Step::Hole(lang), Step::Hole(two), Step::Text(said), Step::Hole(kid), Step::Close] =
            steps.as_slice()
        else {
            panic!("{steps:?}")
        };
        assert_eq!((element.tag, element.names, element.key, *said), ("b", &["class", "lang"][..], Some("k"), "said"));
        assert_eq!(element.fixed, [Some("one")]);
        assert_eq!((*lang, *two, *kid), (Hole::Attribute(1), Hole::Flag(0, "two"), Hole::Child));
    }
}
