//! The functions without interface: plain JSON in, plain JSON out, bare numbers in UTF-16 code units.

use corrigenda::json::{DecodeError, Doc, Object, Value};
use corrigenda::text::{self, Edit, Hunk, Kind, Offsets, Span, Unit};
use corrigenda::web::given::{read, thrown};
use corrigenda::web::text_to_js;
use std::fmt::Write as _;
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
    let mut json = String::with_capacity(256);
    json.push_str(r#"{"hunks":"#);
    let texts = Texts::new(&original, &corrected);
    texts.list(&mut json, &found.hunks, "h", |json, index| {
        for (number, one) in found.moves.iter().enumerate().filter(|(_, one)| one.from == index || one.to == index) {
            let _ = write!(json, r#","move":"m{}""#, number + 1);
            let Some(from) = found.hunks.get(one.from).filter(|_| one.to == index) else { continue };
            let Some(to) = found.hunks.get(one.to) else { continue };
            json.push_str(r#","inner":"#);
            let moved = Texts::new(from.old.slice(&original), to.new.slice(&corrected));
            moved.list(json, &one.inner, &format!("h{}.", index + 1), |_, _| ());
        }
    });
    let _ = write!(json, r#","degraded":{}}}"#, found.degraded);
    Ok(text_to_js(&json))
}

/// Two texts that were compared, as hunks between them are written: as JSON at once, since there may be thousands.
struct Texts<'t> {
    old: (&'t str, Offsets<'t>),
    new: (&'t str, Offsets<'t>),
}

impl<'t> Texts<'t> {
    fn new(old: &'t str, new: &'t str) -> Self {
        Self { old: (old, Offsets::new(old)), new: (new, Offsets::new(new)) }
    }

    /// Writes hunks with their numbers behind `name`, and what `more` has to say of each.
    fn list(&self, json: &mut String, hunks: &[Hunk], name: &str, mut more: impl FnMut(&mut String, usize)) {
        let (old, new) = (&self.old.1, &self.new.1);
        json.push('[');
        for (index, hunk) in hunks.iter().enumerate() {
            let kind = match (hunk.old.is_empty(), hunk.new.is_empty()) {
                (true, _) => "insert",
                (_, true) => "delete",
                _ => "replace",
            };
            let (gone, come) = (old.span_to(Unit::Utf16, hunk.old), new.span_to(Unit::Utf16, hunk.new));
            let comma = if index > 0 { "," } else { "" };
            let places = [gone.start, gone.end, come.start, come.end];
            let [a, b, c, d] = places;
            let number = index + 1;
            let _ = write!(json, r#"{comma}{{"id":"{name}{number}","kind":"{kind}","old":[{a},{b}],"new":[{c},{d}]"#);
            for (key, text) in [("oldText", hunk.old.slice(self.old.0)), ("newText", hunk.new.slice(self.new.0))] {
                let _ = write!(json, r#","{key}":{}"#, Value::from(text));
            }
            more(json, index);
            json.push('}');
        }
        json.push(']');
    }
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
