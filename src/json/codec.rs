//! The trait of all documents and the fields they are made of.

use super::{DecodeError, Shape};
use serde_json::{Map, Value};

/// A value that is read from JSON and written back.
pub trait Doc: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// Where the JSON is not this value.
    fn read(value: Value) -> Result<Self, DecodeError>;

    /// Writes the value.
    fn write(&self) -> Value;

    /// What a missing field means.
    ///
    /// # Errors
    /// Where the field must be there (the default).
    fn absent() -> Result<Self, DecodeError> {
        Err(DecodeError::missing("a value"))
    }

    /// What it looks like, for the test that holds the public schemas against the types.
    #[must_use]
    fn shape() -> Shape {
        Shape::Any
    }
}

/// Whether a value is worth writing where its field is `omitted` when empty.
pub trait Truthy {
    /// True where there is something to write.
    fn truthy(&self) -> bool;
}

impl<T> Truthy for Option<T> {
    fn truthy(&self) -> bool {
        self.is_some()
    }
}

impl<T> Truthy for Vec<T> {
    fn truthy(&self) -> bool {
        !self.is_empty()
    }
}

impl Truthy for bool {
    fn truthy(&self) -> bool {
        *self
    }
}

impl Truthy for String {
    fn truthy(&self) -> bool {
        !self.is_empty()
    }
}

/// An object while it is read: fields are taken out, what is left is unknown and kept.
pub struct Object {
    fields: Map<String, Value>,
    /// The first field that was not what it should be.
    error: Option<DecodeError>,
}

impl Object {
    /// Opens an object.
    ///
    /// # Errors
    /// Where the value is something else.
    pub fn open(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Object(fields) => Ok(Self { fields, error: None }),
            other => Err(DecodeError::unexpected("an object", &other)),
        }
    }

    /// Takes a field out; a missing one is what its type says of absence.
    ///
    /// # Errors
    /// Where the field is not of the type, with the field's path.
    pub fn take<T: Doc>(&mut self, key: &str) -> Result<T, DecodeError> {
        let read = match self.pop(key) {
            Some(value) => T::read(value),
            None => T::absent(),
        };
        match read {
            Ok(value) => Ok(value),
            Err(error) => Err(error.under_field(key)),
        }
    }

    /// Takes a field out that may be missing or null.
    ///
    /// # Errors
    /// Where the field is there and not of the type.
    pub fn take_or<T: Doc>(&mut self, key: &str, default: T) -> Result<T, DecodeError> {
        Ok(self.take::<Option<T>>(key)?.unwrap_or(default))
    }

    /// Takes a field of a document out. An error is kept for later: one way out of a reader is a third less code than
    /// one behind every field.
    #[inline(never)]
    pub(crate) fn field<T: Doc>(&mut self, key: &str) -> Option<T> {
        let read = match self.pop(key) {
            Some(value) => T::read(value),
            None => T::absent(),
        };
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.fail(key, error);
                None
            }
        }
    }

    /// The same where the field may be missing or null.
    pub(crate) fn field_or<T: Doc>(&mut self, key: &str, default: T) -> Option<T> {
        self.field::<Option<T>>(key).map(|value| value.unwrap_or(default))
    }

    #[cold]
    #[inline(never)]
    fn fail(&mut self, key: &str, error: DecodeError) {
        self.error.get_or_insert(error.under_field(key));
    }

    /// What was wrong with the first bad field.
    pub(crate) fn error(self) -> DecodeError {
        self.error.unwrap_or_else(|| DecodeError::missing("a field"))
    }

    #[inline(never)]
    fn pop(&mut self, key: &str) -> Option<Value> {
        self.fields.remove(key)
    }

    /// What was not taken.
    #[must_use]
    pub fn rest(self) -> Map<String, Value> {
        self.fields
    }
}

/// Puts a field into an object: one routine for every field of every document.
#[inline(never)]
pub fn put(map: &mut Map<String, Value>, key: &str, value: Value) {
    map.insert(key.to_owned(), value);
}

/// An object of some fields. The standard library's way to collect a map sorts, at 3 kB of wasm a call.
#[must_use]
pub fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let mut map = Map::new();
    for (key, value) in fields {
        put(&mut map, key, value);
    }
    Value::Object(map)
}

impl Doc for Value {
    fn read(value: Value) -> Result<Self, DecodeError> {
        Ok(value)
    }
    fn write(&self) -> Value {
        self.clone()
    }
}

impl Doc for String {
    fn read(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(DecodeError::unexpected("a string", &other)),
        }
    }
    fn write(&self) -> Value {
        Value::String(self.clone())
    }
    fn absent() -> Result<Self, DecodeError> {
        Err(DecodeError::missing("a string"))
    }
    fn shape() -> Shape {
        Shape::Text
    }
}

impl Doc for bool {
    fn read(value: Value) -> Result<Self, DecodeError> {
        value.as_bool().ok_or_else(|| DecodeError::unexpected("true or false", &value))
    }
    fn write(&self) -> Value {
        Value::Bool(*self)
    }
    fn shape() -> Shape {
        Shape::Flag
    }
}

impl Doc for f64 {
    fn read(value: Value) -> Result<Self, DecodeError> {
        value.as_f64().ok_or_else(|| DecodeError::unexpected("a number", &value))
    }
    /// Whole numbers are written without a fraction, as people write points.
    fn write(&self) -> Value {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.fract() == 0.0 && self.abs() <= EXACT {
            #[allow(clippy::cast_possible_truncation, reason = "whole and within the exact range, as just tested")]
            return Value::from(*self as i64);
        }
        Value::from(*self)
    }
    fn shape() -> Shape {
        Shape::Number
    }
}

/// The number that a text is in JSON's notation: the reader of JSON is in the page anyway, the standard library's is not.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if !text.contains(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = match digits.strip_prefix('.') {
        Some(fraction) => format!("0.{fraction}"),
        None if !digits.starts_with(|sign: char| sign.is_ascii_digit()) => return None,
        None => {
            let bare = digits.trim_start_matches('0');
            let lead = if bare.starts_with(|sign: char| sign.is_ascii_digit()) { "" } else { "0" };
            format!("{lead}{bare}").trim_end_matches('.').to_owned()
        }
    };
    if !digits.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let value: Value = serde_json::from_str(&digits).ok()?;
    value.as_f64().map(|value| if negative { -value } else { value })
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Doc for $type {
            fn read(value: Value) -> Result<Self, DecodeError> {
                value
                    .as_i64()
                    .and_then(|number| <$type>::try_from(number).ok())
                    .ok_or_else(|| DecodeError::unexpected("a whole number", &value))
            }
            fn write(&self) -> Value {
                Value::from(*self)
            }
            fn shape() -> Shape {
                Shape::Whole
            }
        }
    )*};
}
integers!(u32, u64, i32, i64, usize);

impl<T: Doc> Doc for Option<T> {
    fn read(value: Value) -> Result<Self, DecodeError> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Doc::write)
    }
    fn absent() -> Result<Self, DecodeError> {
        Ok(None)
    }
    fn shape() -> Shape {
        Shape::Maybe(Box::new(T::shape()))
    }
}

/// Hands every item of a list on: one loop for all types that are listed somewhere, where each had its own.
#[inline(never)]
fn each(value: Value, take: &mut dyn FnMut(Value) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
    match value {
        Value::Array(items) => {
            for (at, item) in items.into_iter().enumerate() {
                if let Err(error) = take(item) {
                    return Err(error.under_index(at));
                }
            }
            Ok(())
        }
        Value::Null => Ok(()),
        other => Err(DecodeError::unexpected("a list", &other)),
    }
}

impl<T: Doc> Doc for Vec<T> {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let mut list = Self::new();
        let read = each(value, &mut |item| {
            list.push(T::read(item)?);
            Ok(())
        });
        match read {
            Ok(()) => Ok(list),
            Err(error) => Err(error),
        }
    }
    fn write(&self) -> Value {
        let mut list = Vec::with_capacity(self.len());
        for one in self {
            list.push(one.write());
        }
        Value::Array(list)
    }
    fn absent() -> Result<Self, DecodeError> {
        Ok(Vec::new())
    }
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_what_the_standard_library_reads_too() {
        for text in ["0", "-0.5", "+3", ".5", "5.", "007", "1e3", "1.5E-3", "0e5", " 12 ", "9007199254740993"] {
            assert_eq!(number(text), text.trim().parse().ok(), "{text}");
        }
        for text in ["", "e5", "-e5", "+", ".", "inf", "nan", "1,5", "0x1f", "1_000", "--5", "1e400", "5 5", "٣"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
