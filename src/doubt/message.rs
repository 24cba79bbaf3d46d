//! What a doubt says, in English and German. It says what was found, and leaves the verdict to the expert.

use super::figure::{Point, said};
use super::table::By;

/// What is said.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    /// Something worked out.
    Arithmetic { side: String, comes_to: String, stated: String },
    /// Something in a table.
    Sum { of: By, comes_to: String, stated: String },
    /// Another weekday: 0 for Monday.
    Weekday { words: String, day: usize },
    /// A day that the calendar does not have.
    Day { words: String },
    /// Another quantity.
    Unit { first: String, is: f64, second: String, unit: String, comma: bool },
    /// Twice there.
    Repeated,
    /// It does not close.
    Formula { mark: String },
    /// Not as the source has it.
    Altered { changes: Vec<(String, String)>, title: String },
    /// In no source.
    Missing,
    /// No such source.
    NoSource { words: String },
}

const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const GERMAN: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];

impl Said {
    /// In a sentence.
    pub fn text(&self, german: bool) -> String {
        match self {
            Self::Arithmetic { side, comes_to, stated } => {
                let says = if german { "dort steht" } else { "the text says" };
                format!("{side} = {comes_to}; {says} {stated}.")
            }
            Self::Sum { of: By::Column, comes_to, stated } if german => {
                format!("Die Zeilen darüber ergeben {comes_to}; dort steht {stated}.")
            }
            Self::Sum { of: By::Column, comes_to, stated } => {
                format!("The rows above add up to {comes_to}; the text says {stated}.")
            }
            Self::Sum { of: By::Row, comes_to, stated } if german => {
                format!("Gerechnet wie in den anderen Zeilen: {comes_to}; dort steht {stated}.")
            }
            Self::Sum { of: By::Row, comes_to, stated } => {
                format!("Worked out as in the other rows it is {comes_to}; the text says {stated}.")
            }
            Self::Weekday { words, day } => {
                let name = if german { GERMAN } else { ENGLISH }.get(*day).copied().unwrap_or_default();
                if german {
                    format!("Das Datum in „{words}“ ist ein {name}.")
                } else {
                    format!("The date in “{words}” is a {name}.")
                }
            }
            Self::Day { words } if german => format!("Den Tag „{words}“ gibt es nicht."),
            Self::Day { words } => format!("There is no such day as “{words}”."),
            Self::Unit { first, is, second, unit, comma } => {
                let point = if *comma { Point::Comma } else { Point::Dot };
                let decimals = if is.abs() < 10.0 { 3 } else { 1 };
                let says = if german { "dort steht" } else { "the text says" };
                format!("{first} = {} {unit}; {says} {second}.", said(*is, decimals, point))
            }
            _ => self.of_words(german),
        }
    }

    fn of_words(&self, german: bool) -> String {
        match (self, german) {
            (Self::Repeated, true) => "Dieser Absatz steht weiter oben Wort für Wort.".into(),
            (Self::Repeated, false) => "This paragraph stands further up, word for word.".into(),
            (Self::Formula { mark }, true) => format!("In dieser Formel hat „{mark}“ kein Gegenstück."),
            (Self::Formula { mark }, false) => format!("In this formula “{mark}” has no counterpart."),
            (Self::Altered { changes, title }, _) => altered(changes, title, german),
            (Self::Missing, true) => "Dieses Zitat steht in keiner der Quellen.".into(),
            (Self::Missing, false) => "This quotation is in none of the sources.".into(),
            (Self::NoSource { words }, true) => format!("Eine „{words}“ gibt es nicht."),
            (Self::NoSource { words }, false) => format!("There is no “{words}”."),
            _ => String::new(),
        }
    }
}

/// What the source says otherwise, change by change.
fn altered(changes: &[(String, String)], title: &str, german: bool) -> String {
    let one = |(old, new): &(String, String)| match (old.is_empty(), new.is_empty(), german) {
        (false, false, true) => format!("dort „{old}“, hier „{new}“"),
        (false, false, false) => format!("“{old}” there, “{new}” here"),
        (_, true, true) => format!("„{old}“ fehlt hier"),
        (_, true, false) => format!("“{old}” is missing here"),
        (_, _, true) => format!("„{new}“ steht nur hier"),
        (_, _, false) => format!("“{new}” is only here"),
    };
    let all: Vec<String> = changes.iter().map(one).collect();
    let all = all.join("; ");
    let source = match (title.is_empty(), german) {
        (true, true) => "Die Aufgabe sagt es anders".to_owned(),
        (true, false) => "The task says it otherwise".to_owned(),
        (false, true) => format!("Die Quelle „{title}“ sagt es anders"),
        (false, false) => format!("The source “{title}” says it otherwise"),
    };
    format!("{source}: {all}.")
}
