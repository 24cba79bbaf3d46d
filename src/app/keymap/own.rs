//! The expert's own keys, as they are kept.

use super::{Chord, Command};
use crate::json::{DecodeError, Doc, Map, Value};

/// The expert's own keys, by command; a command that is not here has its built-in ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings(pub Vec<(Command, Vec<Chord>)>);

impl Bindings {
    /// Gives a command keys of the expert's own.
    pub fn set(&mut self, command: Command, chords: Vec<Chord>) {
        self.0.retain(|(one, _)| *one != command);
        self.0.push((command, chords));
    }
}

impl Doc for Bindings {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let mut bindings = Self::default();
        for (name, chords) in crate::json::Object::open(value)?.rest() {
            if let Some(command) = Command::of(&name) {
                let chords = Vec::<String>::read(chords).map_err(|error| error.under_field(&name))?;
                bindings.set(command, chords.into_iter().map(Chord).collect());
            }
        }
        Ok(bindings)
    }

    fn write(&self) -> Value {
        let chords = |list: &Vec<Chord>| Value::Array(list.iter().map(|chord| chord.0.clone().into()).collect());
        let mut map = Map::new();
        for (command, list) in &self.0 {
            crate::json::put(&mut map, command.word(), chords(list));
        }
        Value::Object(map)
    }
}
