//! The published JSON Schemas against the types that read and write those documents: neither knows a field that the other
//! does not.

use corrigenda::adapter::contract::bodies;
use corrigenda::annotation::Annotation;
use corrigenda::json::{Doc, Field, Shape, Value};
use corrigenda::protocol::Place;
use corrigenda::review::Review;
use corrigenda::task::{Rubric, Task};
use std::collections::{BTreeMap, BTreeSet};

/// What documents may carry and the types keep as it came: other readers' fields, and parts that have no type yet.
const KEPT: [&str; 2] = ["annotation.json/locked", "task.json/needed"];

/// The schemas by file name.
struct Schemas(BTreeMap<&'static str, Value>);

impl Schemas {
    fn load() -> Self {
        let files = [
            ("annotation.json", include_str!("../../contract/schema/annotation.json")),
            ("calls.json", include_str!("../../contract/schema/calls.json")),
            ("problem.json", include_str!("../../contract/schema/problem.json")),
            ("review.json", include_str!("../../contract/schema/review.json")),
            ("rubric.json", include_str!("../../contract/schema/rubric.json")),
            ("span.json", include_str!("../../contract/schema/span.json")),
            ("task.json", include_str!("../../contract/schema/task.json")),
        ];
        Self(files.into_iter().map(|(name, text)| (name, serde_json::from_str(text).expect("JSON"))).collect())
    }

    /// The schema at a place, with the file that its own references start from.
    fn at(&self, file: &str, reference: &str) -> (&'static str, &Value) {
        let (named, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let named = if named.is_empty() { file } else { named };
        let (name, root) = self.0.get_key_value(named).unwrap_or_else(|| panic!("no schema {named}"));
        (name, root.pointer(pointer).unwrap_or_else(|| panic!("nothing at {reference} of {file}")))
    }

    /// What a schema says about something that is there: references followed, and of several forms the one that is not null.
    fn meant<'a>(&'a self, file: &'static str, schema: &'a Value) -> (&'static str, &'a Value) {
        if let Some(reference) = schema["$ref"].as_str() {
            let (file, schema) = self.at(file, reference);
            return self.meant(file, schema);
        }
        let forms = schema["oneOf"].as_array().map_or(&[][..], Vec::as_slice);
        match forms.iter().filter(|form| form["type"] != "null").collect::<Vec<_>>().as_slice() {
            [form] => self.meant(file, form),
            _ => (file, schema),
        }
    }

    fn takes_null(&self, file: &'static str, schema: &Value) -> bool {
        if let Some(reference) = schema["$ref"].as_str() {
            let (file, schema) = self.at(file, reference);
            return self.takes_null(file, schema);
        }
        let listed = |key: &str| schema[key].as_array().cloned().unwrap_or_default();
        schema["type"] == "null"
            || listed("type").contains(&"null".into())
            || listed("enum").contains(&Value::Null)
            || listed("oneOf").iter().any(|form| self.takes_null(file, form))
    }

    /// Compares and collects what differs.
    fn compare(&self, file: &'static str, schema: &Value, shape: &Shape, place: &str, faults: &mut Vec<String>) {
        let (file, meant) = self.meant(file, schema);
        let mut say = |what: String| faults.push(format!("{place}: {what}"));
        match shape {
            Shape::Any => {}
            Shape::Maybe(inner) => {
                if !self.takes_null(file, schema) {
                    say("the type has null here, the schema does not".into());
                }
                self.compare(file, meant, inner, place, faults);
            }
            Shape::List(inner) => {
                if !is(meant, "array") {
                    say("the type has a list here".into());
                }
                self.compare(file, &meant["items"], inner, &format!("{place}[]"), faults);
            }
            Shape::Object(fields) => self.object(file, meant, fields, place, faults),
            Shape::Word(words) => {
                let named = meant["enum"].as_array().cloned().unwrap_or_default();
                let named: BTreeSet<&str> = named.iter().filter_map(Value::as_str).collect();
                if named != words.iter().copied().collect() {
                    say(format!("the type has {words:?}, the schema {named:?}"));
                }
            }
            Shape::Text if !is(meant, "string") && !meant["const"].is_string() => say("the type has a string".into()),
            Shape::Flag if !is(meant, "boolean") => say("the type has true or false".into()),
            Shape::Number if !is(meant, "number") => say("the type has a number".into()),
            Shape::Whole if !is(meant, "integer") => say("the type has a whole number".into()),
            Shape::Text | Shape::Flag | Shape::Number | Shape::Whole => {}
        }
    }

    fn object(&self, file: &'static str, schema: &Value, fields: &[Field], place: &str, faults: &mut Vec<String>) {
        let none = serde_json::Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&none);
        let required: BTreeSet<&str> =
            schema["required"].as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_str).collect();
        for field in fields {
            let place = format!("{place}/{}", field.name);
            let Some(property) = properties.get(field.name) else {
                faults.push(format!("{place}: the type has it, the schema does not"));
                continue;
            };
            if field.required != required.contains(field.name) {
                faults.push(format!(
                    "{place}: required by {}",
                    if field.required { "the type alone" } else { "the schema alone" }
                ));
            }
            self.compare(file, property, &field.shape, &place, faults);
        }
        for name in properties.keys().filter(|name| fields.iter().all(|field| field.name != name.as_str())) {
            if !KEPT.contains(&format!("{file}/{name}").as_str()) {
                faults.push(format!("{place}/{name}: the schema has it, the type does not"));
            }
        }
    }
}

/// Whether a schema is of a type, or of that and null.
fn is(schema: &Value, name: &str) -> bool {
    schema["type"] == name || schema["type"].as_array().is_some_and(|types| types.contains(&name.into()))
}

fn faults(reference: &'static str, shape: &Shape) -> Vec<String> {
    let schemas = Schemas::load();
    let (file, schema) = schemas.at("", reference);
    let mut faults = Vec::new();
    schemas.compare(file, schema, shape, reference, &mut faults);
    faults
}

#[test]
fn documents_and_their_schemas_have_the_same_fields() {
    for (reference, shape) in [
        ("task.json", Task::shape()),
        ("annotation.json", Annotation::shape()),
        ("review.json", Review::shape()),
        ("rubric.json", Rubric::shape()),
        ("problem.json#/$defs/place", Place::shape()),
    ] {
        assert_eq!(faults(reference, &shape), Vec::<String>::new());
    }
}

#[test]
fn bodies_of_calls_and_their_schemas_have_the_same_fields() {
    for (reference, shape) in [
        ("calls.json#/$defs/claim", bodies::ClaimBody::shape()),
        ("calls.json#/$defs/draft", bodies::DraftBody::shape()),
        ("calls.json#/$defs/submit", bodies::SubmitBody::shape()),
        ("calls.json#/$defs/release", bodies::ReleaseBody::shape()),
        ("calls.json#/$defs/claimed", bodies::Claimed::shape()),
        ("calls.json#/$defs/saved", bodies::SavedBody::shape()),
        ("calls.json#/$defs/receipt", bodies::Receipt::shape()),
    ] {
        assert_eq!(faults(reference, &shape), Vec::<String>::new());
    }
}

#[test]
fn what_differs_is_found() {
    let field = |name, required, shape| Field { name, required, shape };
    let shape = Shape::Object(vec![
        field("unit", false, Shape::Word(vec!["codepoint", "line"])),
        field("start", false, Shape::Text),
        field("end", true, Shape::Maybe(Box::new(Shape::Whole))),
        field("colour", false, Shape::Text),
    ]);
    let found = faults("span.json", &shape);
    let expected = [
        "span.json/unit: the type has [\"codepoint\", \"line\"], the schema {\"byte\", \"codepoint\", \"utf16\"}",
        "span.json/start: required by the schema alone",
        "span.json/start: the type has a string",
        "span.json/end: the type has null here, the schema does not",
        "span.json/colour: the type has it, the schema does not",
        "span.json/exact: the schema has it, the type does not",
        "span.json/prefix: the schema has it, the type does not",
        "span.json/suffix: the schema has it, the type does not",
    ];
    assert_eq!(found, expected);
}
