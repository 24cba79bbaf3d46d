//! Reads what the renderer wrote, strictly: anything outside the sets of the tree is an error, not left out.
//!
//! The renderer does not escape everything: names of operators and single characters stand as they are. Here `<` begins a
//! tag only before a letter or a slash, as in a browser, and a tag that the sets do not hold ends the reading.

use super::tree::{Attribute, Content, DEEPEST, Name, Node};

/// Stands for the box around what follows it in its row.
pub(super) const BOX: char = '\u{e000}';

/// How many nodes a formula may have.
const MOST: usize = 20_000;

/// The tree that a text of MathML is.
///
/// # Errors
/// Where it is anything but one `<math>` of known elements with known attributes, or has too many.
pub(super) fn read(text: &str) -> Result<Node, String> {
    let mut reader = Reader { rest: text, left: MOST };
    let node = match reader.tag()? {
        Tag::Open(node, false) if node.name == Name::Math => reader.filled(node, 0)?,
        _ => return Err("no formula".into()),
    };
    if reader.rest.is_empty() { Ok(node) } else { Err("more than one formula".into()) }
}

struct Reader<'a> {
    rest: &'a str,
    /// How many more nodes there may be.
    left: usize,
}

enum Tag {
    /// A node, and whether it is closed at once.
    Open(Node, bool),
    Close(Name),
}

impl<'a> Reader<'a> {
    /// Reads what is in a node, up to its end.
    fn filled(&mut self, mut node: Node, depth: usize) -> Result<Node, String> {
        if node.name.is_leaf() {
            let text = self.text();
            // A space of its own is escaped twice.
            node.content = Content::Text(if text == "&nbsp;" { "\u{a0}".into() } else { text });
            return match self.tag()? {
                Tag::Close(name) if name == node.name => Ok(node),
                _ => Err(format!("{} holds more than text", node.name.word())),
            };
        }
        if depth >= DEEPEST {
            return Err("nested too deep".into());
        }
        let mut nodes = Vec::new();
        loop {
            match self.tag()? {
                Tag::Open(inner, true) => nodes.push(inner),
                Tag::Open(inner, false) => nodes.push(self.filled(inner, depth + 1)?),
                Tag::Close(name) if name == node.name => break,
                Tag::Close(name) => return Err(format!("{} ends in {}", name.word(), node.name.word())),
            }
        }
        if node.name == Name::Row && nodes.first().is_some_and(is_box) {
            nodes.remove(0);
            node.set(Attribute::Class, "boxed");
        }
        if let Some(parts) = node.name.parts() {
            nodes = joined(nodes, parts).ok_or_else(|| format!("{} of other parts", node.name.word()))?;
        }
        node.content = Content::Nodes(nodes);
        Ok(node)
    }

    fn tag(&mut self) -> Result<Tag, String> {
        let inner = self.rest.strip_prefix('<').ok_or("text where a tag belongs")?;
        let end = inner.find('>').ok_or("a tag without its end")?;
        let (inner, rest) = inner.split_at_checked(end).ok_or("a tag without its end")?;
        self.rest = rest.get(1..).unwrap_or_default();
        let known = |name: &str| Name::of(name).ok_or_else(|| format!("no element of formulas: {name}"));
        if let Some(name) = inner.strip_prefix('/') {
            return known(name).map(Tag::Close);
        }
        self.left = self.left.checked_sub(1).ok_or("too many parts")?;
        let closed = inner.ends_with('/');
        let inner = inner.trim_end_matches('/').trim_end();
        let (name, mut said) = inner.split_at_checked(inner.find(' ').unwrap_or(inner.len())).unwrap_or((inner, ""));
        let mut node = Node::new(known(name)?);
        while let Some((name, value, rest)) = attribute(said) {
            let known = Attribute::of(name);
            match known {
                Some(Attribute::Class) => classes(&mut node, value),
                Some(Attribute::Display) if value == "inline" => {}
                Some(known) => {
                    if !node.set(known, value) {
                        return Err(format!("{name} may not be {value}"));
                    }
                }
                // Colours, and lengths that only a style can say: the formula is whole without them.
                None if name == "style" => {}
                None => return Err(format!("no attribute of formulas: {name}")),
            }
            said = rest;
        }
        if said.trim().is_empty() { Ok(Tag::Open(node, closed)) } else { Err("an attribute without a value".into()) }
    }

    /// Text up to the next tag, with what stands for other characters put back.
    fn text(&mut self) -> String {
        let mut text = String::new();
        while let Some(letter) = self.rest.chars().next() {
            let after = self.rest.get(letter.len_utf8()..).unwrap_or_default();
            if letter == '<' && after.starts_with(|next: char| next == '/' || next.is_ascii_alphabetic()) {
                break;
            }
            let named = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&nbsp;", '\u{a0}')];
            let named = named.into_iter().find_map(|(name, meant)| Some((meant, self.rest.strip_prefix(name)?)));
            let (letter, after) = named.unwrap_or((letter, after));
            text.push(letter);
            self.rest = after;
        }
        text
    }
}

/// So many nodes as there must be: the renderer puts the room before a function among them.
fn joined(mut nodes: Vec<Node>, parts: usize) -> Option<Vec<Node>> {
    while nodes.len() > parts {
        let at = nodes.iter().position(|node| node.name == Name::Space).filter(|at| at + 1 < nodes.len())?;
        let both: Vec<Node> = nodes.drain(at..at + 2).collect();
        let mut row = Node::new(Name::Row);
        row.content = Content::Nodes(both);
        nodes.insert(at, row);
    }
    (nodes.len() == parts).then_some(nodes)
}

fn is_box(node: &Node) -> bool {
    matches!(&node.content, Content::Text(text) if text.chars().eq([BOX]))
}

/// The first `name="value"`, and what follows it.
fn attribute(said: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = said.trim_start().split_once("=\"")?;
    let (value, rest) = rest.split_once('"')?;
    Some((name, value, rest))
}

/// The classes of a node that are known; numbers beside equations are not counted here.
fn classes(node: &mut Node, value: &str) {
    for class in value.split(' ') {
        let before = node.get(Attribute::Class).map(|before| [before, " "].concat()).unwrap_or_default();
        node.set(Attribute::Class, &[before.as_str(), class].concat());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Doc;

    fn check(text: &str, expected: &str) {
        let found = read(text).map_or_else(|error| error, |node| node.write().to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn elements_attributes_and_characters_are_read() {
        check(
            r#"<math display="block"><mo stretchy="true"minsize="1.2em"><</mo><mspace width="1em" /><mtext>a&amp;&lt;b&c</mtext></math>"#,
            r#"["math",{"display":"block"},[["mo",{"minsize":"1.2em","stretchy":"true"},"<"],["mspace",{"width":"1em"},[]],["mtext",{},"a&<b&c"]]]"#,
        );
        check(
            "<math><msup><mspace width=\"1em\" /><mi>sin</mi><mn>2</mn></msup></math>",
            r#"["math",{},[["msup",{},[["mrow",{},[["mspace",{"width":"1em"},[]],["mi",{},"sin"]]],["mn",{},"2"]]]]]"#,
        );
        check(
            "<math display=\"inline\"><mrow><mo>\u{e000}</mo><mi>x</mi></mrow></math>",
            r#"["math",{},[["mrow",{"class":"boxed"},[["mi",{},"x"]]]]]"#,
        );
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        for text in [
            "",
            "x",
            "<mi>x</mi>",
            "<math><script>x</script></math>",
            "<math><mi><img src=x></mi></math>",
            "<math><mi>x</mo></math>",
            "<math><mi>x</mi></math><math></math>",
            "<math href=\"x\"></math>",
            "<math><mi onclick=\"x\">x</mi></math>",
            "<math><mspace width=\"url(x)\" /></math>",
            "<math>x</math>",
            "<math><mi>x</mi>",
            "<math display></math>",
            "<math><mfrac><mi>x</mi></mfrac></math>",
            "<math><msup><mi>x</mi><mi>x</mi><mi>x</mi></msup></math>",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&format!("<math>{}</math>", "<mi>x</mi>".repeat(MOST))).is_err());
    }
}
