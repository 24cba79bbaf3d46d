//! The functions without interface that bring changed texts together: merge, settle, anchor.

use super::compare::pair;
use corrigenda::json::{DecodeError, Object, Value, object};
use corrigenda::task::{self, SpanDoc};
use corrigenda::text::merge::{By, Change, Choice, settle as settled};
use corrigenda::text::{self, Merge, Offsets, Quote, Span, Unit, anchor as anchors};
use corrigenda::web::given::{read, thrown};
use corrigenda::web::to_js;
use wasm_bindgen::prelude::*;

/// Two changed versions brought together.
///
/// # Errors
/// Where an argument is no string.
#[wasm_bindgen]
pub fn merge(base: &JsValue, ours: &JsValue, theirs: &JsValue) -> Result<JsValue, JsValue> {
    let texts = Texts::read(base, ours, theirs)?;
    Ok(texts.written(&texts.merge()))
}

/// The same with conflicts settled: `choices` answers for each conflict of the merge, in order, with `null` (stays open),
/// `"base"`, `"ours"`, `"theirs"`, `"both"` (ours, then theirs) or `{text}`.
///
/// # Errors
/// Where an argument is not what it should be, or more is chosen than there are conflicts.
#[wasm_bindgen]
pub fn settle(base: &JsValue, ours: &JsValue, theirs: &JsValue, choices: &JsValue) -> Result<JsValue, JsValue> {
    let texts = Texts::read(base, ours, theirs)?;
    let merged = texts.merge();
    let given: Vec<Value> = read(choices, "choices")?;
    let conflicts = merged.conflicts().count();
    if given.len() > conflicts {
        let error = DecodeError::new(&format!("at most {conflicts} choices"), &given.len().to_string());
        return Err(thrown(error, "choices"));
    }
    let mut chosen = Vec::new();
    for (index, choice) in given.into_iter().enumerate() {
        chosen.push(Chosen::read(choice).map_err(|error| thrown(error.under_index(index), "choices"))?);
    }
    let choice = |number: usize| chosen.get(number)?.choice();
    let merged = settled(&texts.base, &texts.ours, &texts.theirs, merged.changes, choice);
    Ok(texts.written(&merged))
}

/// A choice as JavaScript has it.
enum Chosen {
    Open,
    Side(Choice<'static>),
    Text(String),
}

impl Chosen {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let side = match &value {
            Value::Null => return Ok(Self::Open),
            Value::Object(_) => return Object::open(value)?.take("text").map(Self::Text),
            Value::String(word) => match word.as_str() {
                "base" => Some(Choice::Base),
                "ours" => Some(Choice::Ours),
                "theirs" => Some(Choice::Theirs),
                "both" => Some(Choice::Both),
                _ => None,
            },
            _ => None,
        };
        let bad = || DecodeError::unexpected("null, one of base ours theirs both, or {text}", &value);
        side.map(Self::Side).ok_or_else(bad)
    }

    fn choice(&self) -> Option<Choice<'_>> {
        match self {
            Self::Open => None,
            Self::Side(choice) => Some(*choice),
            Self::Text(text) => Some(Choice::Text(text)),
        }
    }
}

/// The texts of a merge.
struct Texts {
    base: String,
    ours: String,
    theirs: String,
}

impl Texts {
    fn read(base: &JsValue, ours: &JsValue, theirs: &JsValue) -> Result<Self, JsValue> {
        Ok(Self { base: read(base, "base")?, ours: read(ours, "ours")?, theirs: read(theirs, "theirs")? })
    }

    fn merge(&self) -> Merge {
        text::merge(&self.base, &self.ours, &self.theirs)
    }

    fn written(&self, merged: &Merge) -> JsValue {
        let texts = [&self.base, &self.ours, &self.theirs, &merged.text];
        let conflict = |change: &Change| {
            object([
                ("base", change.base.slice(&self.base).into()),
                ("ours", change.ours.slice(&self.ours).into()),
                ("theirs", change.theirs.slice(&self.theirs).into()),
            ])
        };
        let offsets = texts.map(|text| Offsets::new(text));
        let change = |change: &Change| {
            let [base, ours, theirs, text] = &offsets;
            let place = |offsets: &Offsets, span: Span| pair(offsets.span_to(Unit::Utf16, span));
            object([
                ("by", word(change.by).into()),
                ("base", place(base, change.base)),
                ("ours", place(ours, change.ours)),
                ("theirs", place(theirs, change.theirs)),
                ("text", place(text, change.text)),
            ])
        };
        let conflicts: Vec<Value> = merged.conflicts().map(conflict).collect();
        let changes: Vec<Value> = merged.changes.iter().map(change).collect();
        to_js(&object([
            ("text", merged.text.as_str().into()),
            ("conflicts", conflicts.into()),
            ("clean", merged.clean.into()),
            ("changes", changes.into()),
        ]))
    }
}

const fn word(by: By) -> &'static str {
    match by {
        By::Ours => "ours",
        By::Theirs => "theirs",
        By::Both => "both",
        By::Conflict => "conflict",
        By::Chosen => "chosen",
    }
}

/// Where a span stands in a text that may have changed.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn anchor(text: &JsValue, span: &JsValue) -> Result<JsValue, JsValue> {
    let (text, span) = (read::<String>(text, "text")?, read::<SpanDoc>(span, "span")?);
    let offsets = Offsets::new(&text);
    let unit = match span.unit {
        task::Unit::Codepoint => Unit::CodePoint,
        task::Unit::Utf16 => Unit::Utf16,
        task::Unit::Byte => Unit::Byte,
    };
    let quote = Quote { exact: span.exact, prefix: span.prefix, suffix: span.suffix };
    let found = anchors::find(&text, &quote, offsets.nearest(unit, span.start));
    let place = offsets.span_to(Unit::Utf16, found.span);
    let state = match found.state {
        anchors::State::Attached => "attached",
        anchors::State::Moved => "moved",
        anchors::State::Changed => "changed",
        anchors::State::Orphaned => "orphaned",
    };
    let score = (f64::from(found.score) * 1000.0).round() / 1000.0;
    Ok(to_js(&object([
        ("start", place.start.into()),
        ("end", place.end.into()),
        ("state", state.into()),
        ("score", score.into()),
    ])))
}
