//! The functions without interface: plain JSON in, plain JSON out, bare numbers in UTF-16 code units.

use crate::adapter::problems;
use crate::annotation::{Annotation, Draft};
use crate::json::{DecodeError, Doc, Object, Value, document, object};
use crate::task::{self, Decision, Rubric, Score, Task};
use crate::text::{self, Edit, Hunk, Kind, Offsets, Span, Unit};
use crate::web::{from_js, to_js};
use js_sys::{Error, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

document! {
    /// A hunk as JavaScript has it.
    pub struct HunkDoc {
        /// Names it in its comparison.
        pub id: String = String::new(),
        /// Where it stands in the original, `[start, end]`.
        pub old: Vec<usize>,
        /// What stands there, where it is said.
        pub old_text as "oldText": Option<String>,
        /// What it puts there.
        pub new_text as "newText": String,
        /// The move that it is half of.
        pub move_id as "move": Option<String> => omitted,
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
    let hunk = |(index, hunk): (usize, &Hunk)| {
        let kind = match (hunk.old.is_empty(), hunk.new.is_empty()) {
            (true, _) => "insert",
            (_, true) => "delete",
            _ => "replace",
        };
        object([
            ("id", format!("h{}", index + 1).into()),
            ("kind", kind.into()),
            ("old", pair(old.span_to(Unit::Utf16, hunk.old))),
            ("new", pair(new.span_to(Unit::Utf16, hunk.new))),
            ("oldText", hunk.old.slice(&original).into()),
            ("newText", hunk.new.slice(&corrected).into()),
        ])
    };
    let hunks: Vec<Value> = found.hunks.iter().enumerate().map(hunk).collect();
    Ok(to_js(&object([("hunks", hunks.into()), ("degraded", found.degraded.into())])))
}

fn kind(options: &JsValue) -> Result<Kind, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(Kind::Auto);
    }
    let mut options: Object = Object::open(value(options, "options")?).map_err(|error| thrown(error, "options"))?;
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
    let (original, hunks) = (read::<String>(original, "original")?, read::<Vec<HunkDoc>>(hunks, "hunks")?);
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

/// What the scores of each response add up to.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn score(rubric: &JsValue, scores: &JsValue) -> Result<JsValue, JsValue> {
    let (rubric, scores) = (read::<Rubric>(rubric, "rubric")?, read::<Vec<Score>>(scores, "scores")?);
    let mut responses: Vec<&str> = Vec::new();
    for response in scores.iter().filter_map(|score| score.response.as_deref()) {
        if !responses.contains(&response) {
            responses.push(response);
        }
    }
    if responses.is_empty() {
        return Ok(to_js(&vec![tally(&rubric, &scores, None)].into()));
    }
    let tallies: Vec<Value> = responses.into_iter().map(|response| tally(&rubric, &scores, Some(response))).collect();
    Ok(to_js(&tallies.into()))
}

fn tally(rubric: &Rubric, scores: &[Score], response: Option<&str>) -> Value {
    let tally = task::score(rubric, scores, response.unwrap_or_default());
    let decided_by = tally.decided_by.map(|decision| match decision {
        Decision::Gate(id) | Decision::Loss(id, _) => id,
    });
    object([
        ("response", response.map(str::to_owned).write()),
        ("points", tally.points.write()),
        ("possible", tally.possible.write()),
        ("share", tally.share.write()),
        ("complete", tally.complete.into()),
        ("gates", tally.gates.write()),
        ("decided_by", decided_by.write()),
        ("unjudged", tally.unjudged.write()),
    ])
}

/// What stands in the way of submitting an annotation of a task.
///
/// # Errors
/// Where an argument is not what it should be.
#[wasm_bindgen]
pub fn check(task: &JsValue, annotation: &JsValue) -> Result<JsValue, JsValue> {
    let task: Task = read(task, "task")?;
    task.validate().map_err(|error| thrown(error, "task"))?;
    let draft = Draft::open(Rc::new(task), read::<Annotation>(annotation, "annotation")?);
    Ok(to_js(&problems(&draft)))
}

pub(super) fn pair(span: Span) -> Value {
    vec![span.start, span.end].into()
}

fn value(given: &JsValue, name: &str) -> Result<Value, JsValue> {
    from_js(given).map_err(|error| thrown(error, name))
}

pub(super) fn read<T: Doc>(given: &JsValue, name: &str) -> Result<T, JsValue> {
    T::read(value(given, name)?).map_err(|error| thrown(error, name))
}

/// An error as JavaScript has it, with its place below the argument's name.
pub(super) fn thrown(error: DecodeError, name: &str) -> JsValue {
    let error = error.under_field(name);
    let made = Error::new(&error.to_string());
    for (key, value) in [("path", &error.path), ("expected", &error.expected), ("found", &error.found)] {
        let _ = Reflect::set(&made, &key.into(), &value.as_str().into());
    }
    made.into()
}
