//! As much XML as a labelling configuration needs: elements with their attributes, in the order of the document.

use crate::json::DecodeError;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name in lower case: Label Studio takes any.
    pub tag: String,
    /// Its attributes as they stand, entities resolved.
    pub attributes: Vec<(String, String)>,
    /// What stands in it.
    pub children: Vec<Element>,
}

impl Element {
    /// An attribute, empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// Whether an attribute says `true`.
    pub fn is(&self, name: &str) -> bool {
        self.get(name).eq_ignore_ascii_case("true")
    }
}

/// Reads the elements of a text; what stands between them is no part of a configuration.
///
/// # Errors
/// Where an element is not closed, closes another, or a quotation has no end.
pub fn read(text: &str) -> Result<Element, DecodeError> {
    let mut open = vec![Element::default()];
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or_default();
        if let Some(after) = skipped(rest)? {
            rest = after;
            continue;
        }
        let (inner, after) = tag(rest)?;
        rest = after;
        if let Some(name) = inner.strip_prefix('/') {
            close(&mut open, name.trim())?;
            continue;
        }
        let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
        open.push(element(inner)?);
        if empty {
            let name = open.last().map(|one| one.tag.clone()).unwrap_or_default();
            close(&mut open, &name)?;
        }
    }
    if let [_, .., last] = open.as_slice() {
        return Err(DecodeError::new(&format!("</{}>", last.tag), "the end"));
    }
    Ok(open.pop().unwrap_or_default())
}

/// What comes after a comment, a declaration or character data; none where an element begins.
fn skipped(rest: &str) -> Result<Option<&str>, DecodeError> {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")] {
        if rest.starts_with(start) {
            let at = rest.find(end).ok_or_else(|| DecodeError::new(end, "the end"))?;
            return Ok(rest.get(at + end.len()..));
        }
    }
    Ok(None)
}

/// What stands between `<` and its `>`, which may stand in quotations too, and what comes after.
fn tag(rest: &str) -> Result<(&str, &str), DecodeError> {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '>') => return Ok((rest.get(1..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default())),
            _ => {}
        }
    }
    Err(DecodeError::new(if quote.is_some() { "a quotation that is closed" } else { ">" }, "the end"))
}

fn close(open: &mut Vec<Element>, name: &str) -> Result<(), DecodeError> {
    let name = name.to_lowercase();
    match (open.pop(), open.last_mut()) {
        (Some(last), Some(parent)) if last.tag == name => parent.children.push(last),
        (Some(last), Some(_)) => {
            return Err(DecodeError::new(&format!("</{}>", last.tag), &format!("</{name}>")));
        }
        _ => return Err(DecodeError::new("an element", &format!("</{name}>"))),
    }
    Ok(())
}

fn element(inner: &str) -> Result<Element, DecodeError> {
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let (tag, mut rest) = inner.split_at(end);
    let mut element = Element { tag: tag.to_lowercase(), ..Element::default() };
    if tag.is_empty() {
        return Err(DecodeError::new("an element's name", "nothing"));
    }
    loop {
        rest = rest.trim_start();
        let Some(at) = rest.find(|c: char| c == '=' || c.is_whitespace()) else { return Ok(element) };
        let (name, after) = rest.split_at(at);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.ok_or_else(|| DecodeError::new(&format!("{name}=\"…\""), "no quotation"))?;
        let value = value.get(1..).unwrap_or_default();
        let end = value.find(quote).ok_or_else(|| DecodeError::new("a quotation that is closed", "the end"))?;
        element.attributes.push((name.to_owned(), resolved(value.get(..end).unwrap_or_default())));
        rest = value.get(end + 1..).unwrap_or_default();
    }
}

/// A text with its entities resolved; one that is not known stays as it stands.
pub fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let end = rest.find(';').filter(|end| *end <= 10);
        let known = end.and_then(|end| Some((entity(rest.get(1..end)?)?, end + 1)));
        let (c, length) = known.unwrap_or(('&', 1));
        out.push(c);
        rest = rest.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(name.strip_prefix('#')?, 10)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_read_with_their_attributes_in_order() {
        let root = read(
            "<?xml version='1.0'?><!-- <View> --><View a=\"1 &gt; 0\">\n <Text name='x>y' value = \"&#x41;&amp;&unknown;\"/><Label/></View>",
        )
        .expect("a configuration");
        let [view] = root.children.as_slice() else { panic!("one element") };
        assert_eq!((view.tag.as_str(), view.get("A"), view.get("b")), ("view", "1 > 0", ""));
        let [text, label] = view.children.as_slice() else { panic!("two elements") };
        assert_eq!((text.get("name"), text.get("value"), label.tag.as_str()), ("x>y", "A&&unknown;", "label"));
    }

    #[test]
    fn what_is_not_well_formed_is_refused_and_says_what_was_expected() {
        for (text, expected) in [
            ("<View>", "</view>"),
            ("<View></Text>", "</view>"),
            ("</View>", "an element"),
            ("<View a=\"1>", "a quotation that is closed"),
            ("<View a=1/>", "a=\"…\""),
            ("<View", ">"),
            ("<!-- never", "-->"),
            ("< >", "an element's name"),
        ] {
            assert_eq!(read(text).expect_err(text).expected, expected, "{text}");
        }
        assert!(read("no element at all").expect("nothing").children.is_empty());
    }
}
