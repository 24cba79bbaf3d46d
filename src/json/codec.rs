//! The trait of all documents and the fields they are made of.

use super::DecodeError;
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
pub struct Object(Map<String, Value>);

impl Object {
    /// Opens an object.
    ///
    /// # Errors
    /// Where the value is something else.
    pub fn open(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            other => Err(DecodeError::unexpected("an object", &other)),
        }
    }

    /// Takes a field out; a missing one is what its type says of absence.
    ///
    /// # Errors
    /// Where the field is not of the type, with the field's path.
    pub fn take<T: Doc>(&mut self, key: &str) -> Result<T, DecodeError> {
        match self.0.remove(key) {
            Some(value) => T::read(value),
            None => T::absent(),
        }
        .map_err(|error| error.under_field(key))
    }

    /// Takes a field out that may be missing or null.
    ///
    /// # Errors
    /// Where the field is there and not of the type.
    pub fn take_or<T: Doc>(&mut self, key: &str, default: T) -> Result<T, DecodeError> {
        Ok(self.take::<Option<T>>(key)?.unwrap_or(default))
    }

    /// What was not taken.
    #[must_use]
    pub fn rest(self) -> Map<String, Value> {
        self.0
    }
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
}

impl Doc for bool {
    fn read(value: Value) -> Result<Self, DecodeError> {
        value.as_bool().ok_or_else(|| DecodeError::unexpected("true or false", &value))
    }
    fn write(&self) -> Value {
        Value::Bool(*self)
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
}

impl<T: Doc> Doc for Vec<T> {
    fn read(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Array(items) => items
                .into_iter()
                .enumerate()
                .map(|(index, item)| T::read(item).map_err(|error| error.under_index(index)))
                .collect(),
            Value::Null => Ok(Vec::new()),
            other => Err(DecodeError::unexpected("a list", &other)),
        }
    }
    fn write(&self) -> Value {
        Value::Array(self.iter().map(Doc::write).collect())
    }
    fn absent() -> Result<Self, DecodeError> {
        Ok(Vec::new())
    }
}
