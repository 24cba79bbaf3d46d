//! The two macros by which a document is said once: its fields with their docs, and how they are read and written.

/// Declares a document. `= value` is what a missing or null field means, `=> omitted` leaves an empty field out when
/// writing, `as "name"` is the JSON name where it is not the field's own. Unknown fields are kept in `extra`.
macro_rules! document {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(
                $(#[$field_meta:meta])*
                pub $field:ident $(as $key:literal)? : $type:ty $(= $default:expr)? $(=> $omitted:ident)?
            ),* $(,)?
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( $(#[$field_meta])* pub $field: $type, )*
            /// Fields that this version does not know, kept as they came.
            pub extra: $crate::json::Map<String, $crate::json::Value>,
        }

        impl $crate::json::Doc for $name {
            fn read(value: $crate::json::Value) -> Result<Self, $crate::json::DecodeError> {
                let mut object = $crate::json::Object::open(value)?;
                $( let $field = document!(@take object, document!(@key $field $($key)?) $(, $default)?); )*
                let ( $( Some($field), )* ) = ( $( $field, )* ) else { return Err(object.error()) };
                Ok(Self { $( $field, )* extra: object.rest() })
            }

            fn write(&self) -> $crate::json::Value {
                let mut map = self.extra.clone();
                $( document!(@put map, self.$field, document!(@key $field $($key)?) $(, $omitted)?); )*
                $crate::json::Value::Object(map)
            }

            fn shape() -> $crate::json::Shape {
                $crate::json::Shape::Object(vec![
                    $( $crate::json::Field::of::<$type>(
                        document!(@key $field $($key)?),
                        document!(@defaulted $($default)?),
                    ), )*
                ])
            }
        }
    )*};
    (@defaulted) => { false };
    (@defaulted $default:expr) => { true };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@take $object:ident, $key:expr) => { $object.field($key) };
    (@take $object:ident, $key:expr, $default:expr) => { $object.field_or($key, $default) };
    (@put $map:ident, $value:expr, $key:expr) => { $crate::json::put(&mut $map, $key, $crate::json::Doc::write(&$value)); };
    (@put $map:ident, $value:expr, $key:expr, $omitted:ident) => {
        if $crate::json::Truthy::truthy(&$value) {
            $crate::json::put(&mut $map, $key, $crate::json::Doc::write(&$value));
        }
    };
}

/// Declares an enum that is one of a few words in JSON.
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),* $(,)?
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )*
        }

        impl $name {
            /// All of them, in the order of the document.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// The word that stands in the document.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// The one that a word names.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }

        impl $crate::json::Doc for $name {
            fn read(value: $crate::json::Value) -> Result<Self, $crate::json::DecodeError> {
                value.as_str().and_then(Self::of).ok_or_else(|| {
                    $crate::json::DecodeError::unexpected(concat!("one of", $( " ", $word ),*), &value)
                })
            }
            fn write(&self) -> $crate::json::Value {
                self.word().into()
            }
            fn shape() -> $crate::json::Shape {
                $crate::json::Shape::Word(vec![$( $word ),*])
            }
        }
    )*};
}

pub(crate) use {document, words};
