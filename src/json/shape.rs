//! What documents look like, as data: the types tell it, the test of the public schemas reads it.

use super::Doc;

/// What a value looks like in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Anything: it is kept as it came, or its reader says more than a shape can.
    Any,
    /// A string.
    Text,
    /// True or false.
    Flag,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// One of these words.
    Word(Vec<&'static str>),
    /// A list, which may be left out.
    List(Box<Shape>),
    /// This, null, or left out.
    Maybe(Box<Shape>),
    /// An object with these fields, and others that are kept.
    Object(Vec<Field>),
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// Whether a document without it is refused.
    pub required: bool,
    /// What stands there.
    pub shape: Shape,
}

impl Field {
    /// The field of a type; `defaulted` where the document says what a missing one means.
    #[must_use]
    pub fn of<T: Doc>(name: &'static str, defaulted: bool) -> Self {
        Self { name, required: !defaulted && T::absent().is_err(), shape: T::shape() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Value, document, words};

    words! {
        /// Colours.
        pub enum Colour {
            /// Red.
            Red = "red",
        }
    }

    document! {
        /// A thing.
        pub struct Thing {
            /// Its name.
            pub name: String,
            /// Its colour.
            pub colour: Colour = Colour::Red,
            /// Where it went.
            pub moved as "move": Option<bool> => omitted,
            /// More.
            pub parts: Vec<Value>,
        }
    }

    #[test]
    fn a_document_says_its_fields_by_their_names_in_json() {
        let field = |name, required, shape| Field { name, required, shape };
        let expected = vec![
            field("name", true, Shape::Text),
            field("colour", false, Shape::Word(vec!["red"])),
            field("move", false, Shape::Maybe(Box::new(Shape::Flag))),
            field("parts", false, Shape::List(Box::new(Shape::Any))),
        ];
        assert_eq!((Thing::shape(), Colour::of("red")), (Shape::Object(expected), Colour::ALL.first().copied()));
    }
}
