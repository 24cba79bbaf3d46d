//! W3C Web Annotations: an annotation for each issue and each edit, with a quote and a position. Positions count code
//! points, as the recommendation has it; `unit` beside them says so.

use super::super::texts::Desk;
use super::super::work::{Building, Work, bare_task, documents, opened, plain_edit, text_of};
use crate::annotation::{Annotation, span_bytes};
use crate::json::{DecodeError, Doc, Map, Value, object, put};
use crate::task::{Response, SpanDoc, Task};
use crate::text::{Offsets, Unit};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut items = Vec::new();
    for Work { task, annotations } in works {
        for annotation in annotations {
            let bytes = opened(task, annotation);
            for issue in &bytes.issues {
                let Some(one) = task.response(&issue.response) else { continue };
                let mut bodies = Vec::new();
                bodies.extend(issue.category.as_deref().map(|said| body("tagging", said)));
                bodies.extend(issue.severity.as_deref().map(|said| body("classifying", said)));
                bodies.extend(
                    Some(issue.comment.as_str()).filter(|said| !said.is_empty()).map(|said| body("commenting", said)),
                );
                items.push(item(annotation, task, one, &issue.id, "highlighting", bodies, issue.span.as_ref()));
            }
            for correction in &bytes.corrections {
                let Some(one) = task.response(&correction.response) else { continue };
                for edit in &correction.edits {
                    let mut bodies = vec![body("editing", &edit.insert)];
                    bodies.extend(edit.category.as_deref().map(|said| body("tagging", said)));
                    bodies.extend(edit.severity.as_deref().map(|said| body("classifying", said)));
                    bodies.extend(edit.rationale.as_deref().map(|said| body("describing", said)));
                    bodies.extend(edit.answers.iter().map(|id| body("linking", id)));
                    items.push(item(annotation, task, one, &edit.id, "editing", bodies, Some(&edit.span)));
                }
            }
        }
    }
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    format!("[\n{}\n]\n", items.join(",\n"))
}

fn body(purpose: &str, value: &str) -> Value {
    object([("type", "TextualBody".into()), ("purpose", purpose.into()), ("value", value.into())])
}

fn item(
    of: &Annotation,
    task: &Task,
    one: &Response,
    id: &str,
    motivation: &str,
    bodies: Vec<Value>,
    span: Option<&SpanDoc>,
) -> Value {
    let mut target = Map::new();
    put(&mut target, "source", format!("urn:corrigenda:{}:{}", coded(&task.id), coded(&one.id)).into());
    if let Some(span) = span {
        let at = Offsets::new(&one.text).span_to(Unit::CodePoint, span_bytes(span));
        let quote = object([
            ("type", "TextQuoteSelector".into()),
            ("exact", span.exact.as_str().into()),
            ("prefix", span.prefix.as_str().into()),
            ("suffix", span.suffix.as_str().into()),
        ]);
        let position =
            object([("type", "TextPositionSelector".into()), ("start", at.start.into()), ("end", at.end.into())]);
        put(&mut target, "selector", vec![quote, position].into());
        put(&mut target, "unit", "codepoint".into());
    }
    let name = of.id.as_ref().or(of.annotator.as_ref()).map(|name| coded(name)).unwrap_or_default();
    let mut map = Map::new();
    put(&mut map, "@context", CONTEXT.into());
    put(&mut map, "id", format!("urn:corrigenda:{}:{name}#{}", coded(&task.id), coded(id)).into());
    put(&mut map, "type", "Annotation".into());
    put(&mut map, "motivation", motivation.into());
    put(&mut map, "body", bodies.into());
    put(&mut map, "target", Value::Object(target));
    if let Some(annotator) = &of.annotator {
        put(&mut map, "creator", object([("id", annotator.as_str().into())]));
    }
    if let Some(at) = &of.submitted_at {
        put(&mut map, "created", at.as_str().into());
    }
    Value::Object(map)
}

/// The characters that part a URN of ours stand for themselves only where they part it.
fn coded(text: &str) -> String {
    text.replace('%', "%25").replace(':', "%3A").replace('#', "%23").replace(' ', "%20")
}

fn plain(text: &str) -> String {
    text.replace("%20", " ").replace("%23", "#").replace("%3A", ":").replace("%25", "%")
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let (mut works, mut desk): (Vec<Work>, Desk) = (Vec::new(), Desk::default());
    for (at, item) in documents(text)?.into_iter().enumerate() {
        let target = item.get("target").cloned().unwrap_or_default();
        let source = target.as_str().unwrap_or_else(|| text_of(&target, "source")).to_owned();
        let (task_id, response_id) =
            source.strip_prefix("urn:corrigenda:").and_then(|rest| rest.split_once(':')).unwrap_or((&source, "a"));
        let (task_id, response_id) = (plain(task_id), plain(response_id));
        if task_id.is_empty() {
            return Err(DecodeError::missing("a source").under_field("source").under_field("target").under_index(at));
        }
        let of = works.iter().position(|work| work.task.id == task_id).unwrap_or_else(|| {
            let task = known.iter().find(|task| task.id == task_id).cloned().unwrap_or_else(|| bare_task(&task_id));
            works.push(Work { task, annotations: Vec::new() });
            works.len() - 1
        });
        let urn = text_of(&item, "id");
        let (name, id) = urn.rsplit_once('#').unwrap_or((urn, ""));
        let name = plain(name.strip_prefix(&format!("urn:corrigenda:{}:", coded(&task_id))).unwrap_or_default());
        let creator =
            item.get("creator").map(|creator| creator.as_str().unwrap_or_else(|| text_of(creator, "id")).to_owned());
        let creator = creator.unwrap_or_default();
        let name = Some(name).filter(|name| *name != creator).unwrap_or_default();
        let Some(building) = desk.at(&works, of, &name, &creator) else { continue };
        if let Some(created) = item.get("created").and_then(Value::as_str) {
            building.set(|annotation| annotation.submitted_at = Some(created.to_owned()));
        }
        if let Some(one) = building.response(&response_id) {
            take(building, &one, &plain(id), &item, &target);
        }
    }
    desk.close(&mut works);
    Ok(works)
}

fn take(building: &mut Building, one: &Response, id: &str, item: &Value, target: &Value) {
    let bodies: Vec<Value> = match item.get("body") {
        Some(Value::Array(list)) => list.clone(),
        Some(body) => vec![body.clone()],
        None => Vec::new(),
    };
    let said = |purpose: &str| {
        bodies.iter().find(|body| text_of(body, "purpose") == purpose).map(|body| text_of(body, "value").to_owned())
    };
    let place = span_of(one, target);
    if text_of(item, "motivation") == "editing" {
        let Some(place) = place else { return };
        let mut edit = plain_edit(one, id.to_owned(), span_bytes(&place), &said("editing").unwrap_or_default());
        (edit.category, edit.severity, edit.rationale) = (said("tagging"), said("classifying"), said("describing"));
        let links = bodies.iter().filter(|body| text_of(body, "purpose") == "linking");
        edit.answers = links.map(|body| text_of(body, "value").to_owned()).collect();
        return building.edits(one, vec![edit]);
    }
    let id = Some(id.to_owned()).filter(|id| !id.is_empty());
    building.issue(id, one, place.as_ref().map(span_bytes), |issue| {
        (issue.category, issue.severity) = (said("tagging"), said("classifying"));
        issue.comment = said("commenting").unwrap_or_default();
    });
}

/// The place by its position, found again by its quote where it does not stand there.
fn span_of(one: &Response, target: &Value) -> Option<SpanDoc> {
    let selectors = match target.get("selector")? {
        Value::Array(list) => list.clone(),
        selector => vec![selector.clone()],
    };
    let of =
        |kind: &str| selectors.iter().find(|selector| text_of(selector, "type") == kind).cloned().unwrap_or_default();
    let (quote, position) = (of("TextQuoteSelector"), of("TextPositionSelector"));
    let mut map = Map::new();
    put(&mut map, "unit", if text_of(target, "unit") == "utf16" { "utf16".into() } else { "codepoint".into() });
    for key in ["exact", "prefix", "suffix"] {
        put(&mut map, key, text_of(&quote, key).into());
    }
    for key in ["start", "end"] {
        put(&mut map, key, position.get(key).cloned().unwrap_or_else(|| 0.into()));
    }
    let span = SpanDoc::read(Value::Object(map)).ok()?;
    Some(crate::annotation::located(&one.text, &span))
}
