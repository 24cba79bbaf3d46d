//! A project with one of its tasks as a task document.

use super::config::{Config, Control, ControlKind};
use super::plan::{AskedKind, Plan};
use super::roles::{Roles, fingerprint, roles};
use super::xml;
use crate::json::{DecodeError, Map, Value};
use crate::task::{
    Category, Criterion, Demand, FORMAT, Instructions, Kind, Level, Part, Role, Rubric, Scale, Severity, Task, Taxonomy,
};

/// A task as it stands in Label Studio, and how its results are read and written.
#[derive(Clone, Debug, PartialEq)]
pub struct Studied {
    /// The task document.
    pub task: Task,
    /// Which control takes what.
    pub plan: Plan,
    /// What is shown.
    pub roles: Roles,
}

/// Reads a task; `project` and `row` are what the server answers about them.
///
/// # Errors
/// Where the configuration cannot be read, or asks for nothing that the workbench has, or insists on what it has not.
pub fn study(project: &Value, row: &Value) -> Result<Studied, DecodeError> {
    let said = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let label_config = said(project, "label_config");
    let config = Config::read(&label_config).map_err(|error| error.under_field("label_config"))?;
    let data = row.get("data").cloned().unwrap_or_default();
    let roles = roles(&config, &data);
    let plan = Plan::of(&config, &roles, &data);
    admit(&plan, &roles).map_err(|error| error.under_field("label_config"))?;
    let guide = said(project, "expert_instruction");
    let words = instructions(&plain(&guide), &plan, &roles);
    let version = short(&[&words]);
    let id = row.get("id").map(Value::to_string).unwrap_or_default();
    let task = Task {
        format: FORMAT.into(),
        revision: fingerprint(&[&label_config, &data.to_string(), &words]),
        kind: Kind::Annotate,
        queue: project.get("id").map(Value::to_string),
        domains: Vec::new(),
        language: None,
        title: title(project, &data, &roles, &id),
        instructions: Some(Instructions { version, text: words, extra: Map::new() }).filter(|one| !one.text.is_empty()),
        turns: roles.turns.clone(),
        sources: roles.sources.clone(),
        attachments: roles.attachments.clone(),
        responses: roles.responses.clone(),
        reference: None,
        rubric: rubric(&plan, &label_config),
        taxonomy: taxonomy(&plan),
        comparison: None,
        authoring: None,
        step_mode: None,
        parts: parts(&plan, &roles),
        // Names of models stand in the data, not on the page: they are not passed on, so there is nothing to hide.
        blind: false,
        minutes: None,
        pay: None,
        submissions: Vec::new(),
        reviews: Vec::new(),
        extra: Map::new(),
        id,
    };
    task.validate()?;
    Ok(Studied { task, plan, roles })
}

/// A version that a person may read.
fn short(parts: &[&str]) -> String {
    fingerprint(parts).chars().take(6).collect()
}

/// Refuses what could not be done here as its owner means it.
fn admit(plan: &Plan, roles: &Roles) -> Result<(), DecodeError> {
    if roles.seats.is_empty() {
        return Err(DecodeError::new("a text that is judged: Text, Paragraphs, Chat or List", "none"));
    }
    if parts(plan, roles).is_empty() {
        let wanted = "Labels, Choices, Rating, TextArea, Pairwise or Ranker about a text";
        return Err(DecodeError::new(wanted, &names(&plan.missing)));
    }
    match plan.missing.iter().find(|control| control.required) {
        Some(control) => {
            Err(DecodeError::new("controls that the workbench has", &names(std::slice::from_ref(control))))
        }
        None => Ok(()),
    }
}

fn names(controls: &[Control]) -> String {
    let mut names = Vec::new();
    for control in controls {
        let tag = match &control.kind {
            ControlKind::Other(tag) => tag.as_str(),
            ControlKind::TextArea => "TextArea",
            ControlKind::Choices { .. } => "Choices",
            _ => "control",
        };
        names.push(format!("{tag} `{}`", control.name));
    }
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

fn parts(plan: &Plan, roles: &Roles) -> Vec<Part> {
    let mut parts = Vec::new();
    if !plan.marks.is_empty() {
        parts.push(Part::Issues);
    }
    if !plan.asked.is_empty() {
        parts.push(Part::Scores);
    }
    if !plan.corrections.is_empty() {
        parts.push(Part::Correction);
    }
    if !plan.choosing.is_empty() && roles.seats.len() > 1 {
        parts.push(Part::Preference);
    }
    parts
}

/// Criteria earn no points: Label Studio knows none, and a sum would be ours.
fn rubric(plan: &Plan, label_config: &str) -> Option<Rubric> {
    let mut criteria = Vec::new();
    for asked in &plan.asked {
        let level = |value: i32, name: String, description: &str| Level {
            value: f64::from(value),
            name,
            description: description.to_owned(),
            share: Some(1.0),
            extra: Map::new(),
        };
        let numbers = |least: i32, most: i32| (least..=most).map(|at| level(at, at.to_string(), "")).collect();
        let scale = match &asked.kind {
            AskedKind::YesNo(..) | AskedKind::Among(_) => Scale::Binary,
            AskedKind::Stars(most) => Scale::Ordinal(numbers(1, i32::try_from(*most).unwrap_or(5).min(20))),
            AskedKind::Number(least, most) => Scale::Ordinal(numbers(*least, *most)),
            AskedKind::One(options) => Scale::Ordinal(
                (1..).zip(options).map(|(value, option)| level(value, option.name.clone(), &option.hint)).collect(),
            ),
        };
        criteria.push(Criterion {
            id: asked.id.clone(),
            title: asked.title.clone(),
            text: String::new(),
            points: 0.0,
            class: None,
            tags: Vec::new(),
            scale,
            gate: false,
            requires: Vec::new(),
            turn: None,
            rationale: Demand::Optional,
            evidence: Demand::None,
            source: None,
            quote: None,
            extra: Map::new(),
        });
    }
    let version = short(&[label_config]);
    let rubric = Rubric { id: "label-studio".into(), version, criteria, extra: Map::new() };
    Some(rubric).filter(|rubric| !rubric.criteria.is_empty())
}

fn taxonomy(plan: &Plan) -> Option<Taxonomy> {
    if plan.marks.is_empty() {
        return None;
    }
    let mut taxonomy = Taxonomy { categories: Vec::new(), severities: Vec::new(), extra: Map::new() };
    for option in plan.marks.iter().flat_map(|control| &control.options) {
        if taxonomy.categories.iter().all(|one| one.id != option.value) {
            let description = Some(option.hint.clone()).filter(|hint| !hint.is_empty());
            let (id, name) = (option.value.clone(), option.name.clone());
            taxonomy.categories.push(Category { id, name, parent: None, description, extra: Map::new() });
        }
    }
    for option in plan.severities.iter().flat_map(|control| &control.options) {
        if taxonomy.severities.iter().all(|one| one.id != option.value) {
            let (id, name) = (option.value.clone(), option.name.clone());
            taxonomy.severities.push(Severity { id, name, weight: 1.0, extra: Map::new() });
        }
    }
    Some(taxonomy)
}

fn title(project: &Value, data: &Value, roles: &Roles, id: &str) -> String {
    const LONGEST: usize = 80;
    let asked = roles.turns.iter().rev().find(|turn| turn.role == Role::User).map(|turn| turn.text.as_str());
    let named = data.get("title").and_then(Value::as_str);
    let project = project.get("title").and_then(Value::as_str).unwrap_or("Label Studio");
    let line = named.or(asked).unwrap_or_default().lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return format!("{project} – {id}");
    }
    let short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() { short.trim_end().to_owned() + "…" } else { short }
}

/// The project's own words, and what of the project the workbench does not have.
fn instructions(guide: &str, plan: &Plan, roles: &Roles) -> String {
    let mut words = guide.trim().to_owned();
    let mut add = |line: String| {
        words.push_str(if words.is_empty() { "" } else { "\n\n" });
        words.push_str(&line);
    };
    if !plan.missing.is_empty() {
        add(format!("This project also asks for what cannot be answered here: {}.", names(&plan.missing)));
    }
    if !plan.corrections.is_empty() && plan.corrections.len() < roles.seats.len() {
        let named = |at: &usize| u8::try_from(*at).ok().filter(|at| *at < 26).map_or('?', |at| char::from(b'A' + at));
        let those: Vec<String> = plan.corrections.iter().map(|(_, at)| named(at).to_string()).collect();
        add(format!("This project takes a corrected text of {} only.", those.join(", ")));
    }
    words
}

/// HTML as plain text: elements that begin a line do so, others are left out.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(rest.get(..at).unwrap_or_default());
        let tag = rest.get(at + 1..).unwrap_or_default();
        let end = tag.find('>').unwrap_or(tag.len());
        let name = tag.get(..end).unwrap_or_default().trim_start_matches('/').to_lowercase();
        if name.starts_with("li") && !tag.starts_with('/') {
            text.push_str("\n- ");
        } else if ["p", "br", "h", "div", "ul", "ol", "tr"].iter().any(|block| name.starts_with(block)) {
            text.push('\n');
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    text.push_str(rest);
    let mut lines = Vec::new();
    for line in xml::resolved(&text).lines().map(str::trim) {
        if !line.is_empty() || lines.last().is_some_and(|last: &String| !last.is_empty()) {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_become_plain_text() {
        assert_eq!(
            plain("<p>Read &amp; <b>mark</b>.</p><ul><li>one</li><li>two</li></ul>"),
            "Read & mark.\n\n- one\n- two"
        );
        assert_eq!(plain("no markup"), "no markup");
    }
}
