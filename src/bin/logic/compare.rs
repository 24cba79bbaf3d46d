//! The functions without interface: plain JSON in, plain JSON out, bare numbers in UTF-16 code units.

use corrigenda::json::{DecodeError, Doc, Map, Object, Value, object, put};
use corrigenda::text::{self, Edit, Hunk, Kind, Move, Offsets, Span, Unit};
use corrigenda::web::given::{read, thrown};
use corrigenda::web::to_js;
use wasm_bindgen::prelude::*;

/// A hunk as JavaScript has it.
struct HunkDoc {
    /// Names it in its comparison.
    id: String,
    /// Where it stands in the original, `[start, end]`.
    old: Vec<usize>,
    /// What stands there, where it is said.
    old_text: Option<String>,
    /// What it puts there.
    new_text: String,
    /// The move that it is half of.
    move_id: Option<String>,
}

impl HunkDoc {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let mut hunk = Object::open(value)?;
        Ok(Self {
            id: hunk.take::<Option<String>>("id")?.unwrap_or_default(),
            old: hunk.take("old")?,
            old_text: hunk.take("oldText")?,
            new_text: hunk.take("newText")?,
            move_id: hunk.take("move")?,
        })
    }
}

/// What differs between two texts.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn diff(original: &JsValue, corrected: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (original, corrected) = (read::<String>(original, "original")?, read::<String>(corrected, "corrected")?);
    let found = text::diff(&original, &corrected, kind(options)?);
    let (old, new) = (Offsets::new(&original), Offsets::new(&corrected));
    let mut hunks = Vec::with_capacity(found.hunks.len());
    for (index, hunk) in found.hunks.iter().enumerate() {
        let id = format!("h{}", index + 1);
        let mut fields = hunk_fields(&id, hunk, (&original, &old), (&corrected, &new));
        for (number, one) in found.moves.iter().enumerate().filter(|(_, one)| one.from == index || one.to == index) {
            put(&mut fields, "move", format!("m{}", number + 1).into());
            let from = found.hunks.get(one.from).filter(|_| one.to == index);
            if let Some(from) = from {
                put(&mut fields, "inner", inner(&id, one, from.old.slice(&original), hunk.new.slice(&corrected)));
            }
        }
        hunks.push(Value::Object(fields));
    }
    Ok(to_js(&object([("hunks", hunks.into()), ("degraded", found.degraded.into())])))
}

/// What changed in a text that moved, between what was deleted and what was inserted.
fn inner(id: &str, moved: &Move, from: &str, to: &str) -> Value {
    let (old, new) = (Offsets::new(from), Offsets::new(to));
    let mut hunks: Vec<Value> = Vec::with_capacity(moved.inner.len());
    for (index, hunk) in moved.inner.iter().enumerate() {
        let id = format!("{id}.{}", index + 1);
        hunks.push(Value::Object(hunk_fields(&id, hunk, (from, &old), (to, &new))));
    }
    hunks.into()
}

fn hunk_fields(id: &str, hunk: &Hunk, old: (&str, &Offsets), new: (&str, &Offsets)) -> Map<String, Value> {
    let kind = match (hunk.old.is_empty(), hunk.new.is_empty()) {
        (true, _) => "insert",
        (_, true) => "delete",
        _ => "replace",
    };
    let mut fields = Map::new();
    put(&mut fields, "id", id.into());
    put(&mut fields, "kind", kind.into());
    put(&mut fields, "old", pair(old.1.span_to(Unit::Utf16, hunk.old)));
    put(&mut fields, "new", pair(new.1.span_to(Unit::Utf16, hunk.new)));
    put(&mut fields, "oldText", hunk.old.slice(old.0).into());
    put(&mut fields, "newText", hunk.new.slice(new.0).into());
    fields
}

fn kind(options: &JsValue) -> Result<Kind, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(Kind::Auto);
    }
    let mut options: Object = Object::open(read(options, "options")?).map_err(|error| thrown(error, "options"))?;
    let word: Option<String> = options.take("kind").map_err(|error| thrown(error, "options"))?;
    match word.as_deref() {
        None | Some("auto") => Ok(Kind::Auto),
        Some("prose") => Ok(Kind::Prose),
        Some("markdown") => Ok(Kind::Markdown),
        Some("code") => Ok(Kind::Code),
        Some(other) => {
            let error = DecodeError::unexpected("one of auto prose markdown code", &other.into());
            Err(thrown(error.under_field("kind"), "options"))
        }
    }
}

/// The text with hunks accepted: those with these ids, or all. Of a move both halves or neither, by either's id.
///
/// # Errors
/// Where an argument is not what it should be, or the hunks are not those of this text.
#[wasm_bindgen]
pub fn apply(original: &JsValue, hunks: &JsValue, ids: &JsValue) -> Result<JsValue, JsValue> {
    let (original, given) = (read::<String>(original, "original")?, read::<Vec<Value>>(hunks, "hunks")?);
    let mut hunks = Vec::with_capacity(given.len());
    for (index, hunk) in given.into_iter().enumerate() {
        hunks.push(HunkDoc::read(hunk).map_err(|error| thrown(error.under_index(index), "hunks"))?);
    }
    let ids: Option<Vec<String>> = read(ids, "ids")?;
    let named = |id: &str| ids.as_ref().is_none_or(|ids| ids.iter().any(|one| one == id));
    let chosen = |hunk: &HunkDoc| {
        let moved = |other: &HunkDoc| hunk.move_id.is_some() && other.move_id == hunk.move_id && named(&other.id);
        named(&hunk.id) || hunks.iter().any(moved)
    };
    let offsets = Offsets::new(&original);
    let mut made = String::with_capacity(original.len());
    let mut done = 0;
    for (index, hunk) in hunks.iter().enumerate() {
        let edit = edit(&original, &offsets, hunk, done).map_err(|error| thrown(error.under_index(index), "hunks"))?;
        if chosen(hunk) {
            made.push_str(Span::new(done, edit.span.start).slice(&original));
            made.push_str(&edit.insert);
            done = edit.span.end;
        }
    }
    made.push_str(Span::new(done, original.len()).slice(&original));
    Ok(made.into())
}

/// A hunk as an edit of this very text, behind what is done.
fn edit(original: &str, offsets: &Offsets, hunk: &HunkDoc, done: usize) -> Result<Edit, DecodeError> {
    let &[start, end] = hunk.old.as_slice() else {
        return Err(DecodeError::unexpected("[start, end]", &hunk.old.write()).under_field("old"));
    };
    let span = offsets.span(Unit::Utf16, Span::new(start, end.max(start)));
    let Some(span) = span.filter(|span| span.start >= done && start <= end) else {
        return Err(DecodeError::unexpected("a place in the text, behind the hunk before", &hunk.old.write())
            .under_field("old"));
    };
    if hunk.old_text.as_deref().is_some_and(|old| old != span.slice(original)) {
        return Err(DecodeError::unexpected("the text at this place", &hunk.old_text.write()).under_field("oldText"));
    }
    Ok(Edit::new(span, hunk.new_text.as_str()))
}

pub(super) fn pair(span: Span) -> Value {
    vec![span.start, span.end].into()
}
