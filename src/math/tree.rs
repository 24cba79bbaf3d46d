//! The tree: names, attributes and values from fixed sets, and its form as JSON.

use crate::json::{DecodeError, Doc, Map, Value, put, words};
use crate::text::Span;

words! {
    /// What a node is, by its name in MathML.
    pub enum Name {
        /// A formula.
        Math = "math",
        /// Parts in a row.
        Row = "mrow",
        /// A name.
        Identifier = "mi",
        /// A number.
        Number = "mn",
        /// An operator, a bracket, a comma.
        Operator = "mo",
        /// Words.
        Text = "mtext",
        /// Room.
        Space = "mspace",
        /// A fraction: numerator, denominator.
        Fraction = "mfrac",
        /// A square root.
        SquareRoot = "msqrt",
        /// A root: radicand, index.
        Root = "mroot",
        /// Base, subscript.
        Sub = "msub",
        /// Base, superscript.
        Sup = "msup",
        /// Base, subscript, superscript.
        SubSup = "msubsup",
        /// Base, what stands below.
        Under = "munder",
        /// Base, what stands above.
        Over = "mover",
        /// Base, below, above.
        UnderOver = "munderover",
        /// A table.
        Table = "mtable",
        /// A row of a table.
        TableRow = "mtr",
        /// A cell of a table.
        Cell = "mtd",
    }

    /// What is said of a node.
    pub enum Attribute {
        /// Whether a formula has a line of its own: `block`.
        Display = "display",
        /// Whether it is set as in a line of its own.
        DisplayStyle = "displaystyle",
        /// How small it is set.
        ScriptLevel = "scriptlevel",
        /// Whether it grows with what it encloses.
        Stretchy = "stretchy",
        /// Whether it grows to both sides alike.
        Symmetric = "symmetric",
        /// Its least size.
        MinSize = "minsize",
        /// Its greatest size.
        MaxSize = "maxsize",
        /// Whether it is set large.
        LargeOp = "largeop",
        /// Whether what stands above and below may move to the side.
        MovableLimits = "movablelimits",
        /// `normal`: upright.
        Variant = "mathvariant",
        /// How thick the line of a fraction is.
        LineThickness = "linethickness",
        /// How wide.
        Width = "width",
        /// How high.
        Height = "height",
        /// How deep.
        Depth = "depth",
        /// How tables are set, from [`CLASSES`].
        Class = "class",
    }
}

/// What `class` may say: how tables are aligned and ruled, and what stands in a box.
pub const CLASSES: &[&str] = &[
    "boxed",
    "cell-left",
    "cell-right",
    "menv-align",
    "menv-alignlike",
    "menv-arraylike",
    "menv-border-only",
    "menv-cases",
    "menv-cells-left",
    "menv-cells-right",
    "menv-hdashline",
    "menv-hline",
    "menv-left-dashed",
    "menv-left-solid",
    "menv-multline",
    "menv-nonumber",
    "menv-right-dashed",
    "menv-right-solid",
    "small",
];

/// The longest value of any attribute but `class`, in bytes.
const LONGEST: usize = 24;
/// How deep nodes may nest.
pub(super) const DEEPEST: usize = 200;

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub name: Name,
    /// What is said of it; each attribute at most once.
    ///
    /// **Invariant:** every value [`fits`] its attribute.
    attributes: Vec<(Attribute, String)>,
    /// What is in it.
    ///
    /// **Invariant:** text in leaves only, nodes in all others only.
    pub content: Content,
    /// Where a leaf stands in the formula's source, in bytes, where that can be told.
    pub at: Option<Span>,
}

/// What is in a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text.
    Text(String),
    /// Nodes.
    Nodes(Vec<Node>),
}

impl Name {
    /// How many nodes it must have, where each has a meaning by its place.
    #[must_use]
    pub const fn parts(self) -> Option<usize> {
        match self {
            Self::Fraction | Self::Root | Self::Sub | Self::Sup | Self::Under | Self::Over => Some(2),
            Self::SubSup | Self::UnderOver => Some(3),
            _ => None,
        }
    }

    /// Whether it holds text and no nodes.
    #[must_use]
    pub const fn is_leaf(self) -> bool {
        matches!(self, Self::Identifier | Self::Number | Self::Operator | Self::Text)
    }
}

/// Whether an attribute may have a value: true, false, a word, a length; for `class` known classes.
fn fits(attribute: Attribute, value: &str) -> bool {
    match attribute {
        Attribute::Class => value.split(' ').all(|class| CLASSES.contains(&class)),
        Attribute::Display => value == "block",
        Attribute::Variant => value == "normal",
        Attribute::DisplayStyle
        | Attribute::Stretchy
        | Attribute::Symmetric
        | Attribute::LargeOp
        | Attribute::MovableLimits => matches!(value, "true" | "false"),
        _ => {
            let plain =
                |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase() || matches!(byte, b'.' | b'-' | b'%');
            !value.is_empty() && value.len() <= LONGEST && value.bytes().all(plain)
        }
    }
}

impl Node {
    /// A node without attributes that is empty.
    #[must_use]
    pub const fn new(name: Name) -> Self {
        let content = if name.is_leaf() { Content::Text(String::new()) } else { Content::Nodes(Vec::new()) };
        Self { name, attributes: Vec::new(), content, at: None }
    }

    /// Says something of it; whether that may be said.
    pub fn set(&mut self, attribute: Attribute, value: &str) -> bool {
        let good = fits(attribute, value);
        if good {
            self.attributes.retain(|(one, _)| *one != attribute);
            self.attributes.push((attribute, value.to_owned()));
        }
        good
    }

    /// What is said of it.
    #[must_use]
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| *one == attribute).map(|(_, value)| value.as_str())
    }

    /// Its parts.
    #[must_use]
    pub fn nodes(&self) -> &[Self] {
        match &self.content {
            Content::Nodes(nodes) => nodes,
            Content::Text(_) => &[],
        }
    }

    fn read_in(value: Value, depth: usize) -> Result<Self, DecodeError> {
        let Value::Array(mut parts) = value else { return Err(DecodeError::unexpected("a node", &value)) };
        let at = place(&parts);
        parts.truncate(if at.is_some() { 3 } else { parts.len() });
        let Ok([name, said, content]) = <[Value; 3]>::try_from(parts) else {
            return Err(DecodeError::missing("name, attributes and content"));
        };
        let mut node = Self::new(Name::read(name)?);
        node.at = at;
        let Value::Object(said) = said else { return Err(DecodeError::unexpected("attributes", &said)) };
        for (key, value) in said {
            let known = Attribute::of(&key).zip(value.as_str());
            if !known.is_some_and(|(attribute, text)| node.set(attribute, text)) {
                return Err(DecodeError::unexpected("a known attribute", &value).under_field(&key));
            }
        }
        node.content = match content {
            Value::String(text) if node.name.is_leaf() => Content::Text(text),
            Value::Array(nodes) if !node.name.is_leaf() && depth < DEEPEST => {
                let mut kids = Vec::with_capacity(nodes.len());
                for one in nodes {
                    kids.push(Self::read_in(one, depth + 1)?);
                }
                Content::Nodes(kids)
            }
            other => return Err(DecodeError::unexpected("text in a leaf, nodes elsewhere", &other)),
        };
        Ok(node)
    }
}

/// The place of a node, where it says one.
fn place(parts: &[Value]) -> Option<Span> {
    let number = |at: usize| parts.get(at)?.as_u64().and_then(|number| usize::try_from(number).ok());
    (parts.len() == 5).then_some(())?;
    Some(Span::new(number(3)?, number(4)?))
}

/// A node is `[name, attributes, text or nodes]`, and where it stands in the source: two more, from which byte to which.
impl Doc for Node {
    fn read(value: Value) -> Result<Self, DecodeError> {
        Self::read_in(value, 0)
    }

    fn write(&self) -> Value {
        let mut said = Map::new();
        for (attribute, value) in &self.attributes {
            put(&mut said, attribute.word(), value.as_str().into());
        }
        let content = match &self.content {
            Content::Text(text) => text.as_str().into(),
            Content::Nodes(nodes) => {
                let mut list = Vec::with_capacity(nodes.len());
                for node in nodes {
                    list.push(node.write());
                }
                Value::Array(list)
            }
        };
        let mut parts = vec![self.name.word().into(), Value::Object(said), content];
        if let Some(at) = self.at {
            parts.push(at.start.into());
            parts.push(at.end.into());
        }
        Value::Array(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn a_tree_is_read_back_as_it_was_written() {
        let text =
            r#"["math",{"display":"block"},[["mi",{"mathvariant":"normal"},"d"],["mspace",{"width":"0.2em"},[]]]]"#;
        let node: Node = parse(text).expect("a tree");
        assert_eq!(node.write().to_string(), text);
    }

    #[test]
    fn what_is_not_in_the_sets_is_no_tree() {
        for text in [
            r#"["script",{},[]]"#,
            r#"["mi",{},[["mi",{},"x"]]]"#,
            r#"["mrow",{},"x"]"#,
            r#"["mrow",{"href":"x"},[]]"#,
            r#"["mrow",{"onclick":"x"},[]]"#,
            r#"["mrow",{"style":"color:red"},[]]"#,
            r#"["mrow",{"class":"evil"},[]]"#,
            r#"["mspace",{"width":"calc(1px)"},[]]"#,
            r#"["mspace",{"width":"1em;"},[]]"#,
            r#"["math",{"display":"inline-block"},[]]"#,
            r#"["mrow",{},[],[]]"#,
        ] {
            assert!(parse::<Node>(text).is_err(), "{text}");
        }
        let deep = format!("{}{}", r#"["mrow",{},["#.repeat(1000), "]]".repeat(1000));
        assert!(parse::<Node>(&deep).is_err());
    }
}
