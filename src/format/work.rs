//! A task with its annotations, and what formats ask of it: messages, texts, places in bytes.

use crate::annotation::{
    Annotation, CorrectionEdit, Issue, StepJudgement, StepKind, in_code_points, located, put_correction, span_bytes,
    span_doc, to_code_points,
};
use crate::json::{DecodeError, Doc, Map, Object, Value, object};
use crate::task::{self, Response, Role, Score, ScoreState, Task, Turn};
use crate::text::{Kind, Span, diff, sort_by_place};

/// A task with its annotations, as documents: spans in code points.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// The task.
    pub task: Task,
    /// What people made of it.
    pub annotations: Vec<Annotation>,
}

impl Doc for Work {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::open(value)?;
        let task: Task = object.take("task")?;
        let mut annotations: Vec<Annotation> = object.take("annotations")?;
        annotations.extend(object.take::<Option<Annotation>>("annotation")?);
        Ok(Self { task, annotations })
    }

    fn write(&self) -> Value {
        object([("task", self.task.write()), ("annotations", self.annotations.write())])
    }
}

pub(super) use crate::annotation::opened;

/// Steps, not claims, of an opened annotation that belong to a response, in the order of its text, spans in bytes.
pub(super) fn steps_of(annotation: &Annotation, response: &Response) -> Vec<StepJudgement> {
    let mut steps: Vec<StepJudgement> = annotation
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Step && step.response.as_deref() == Some(response.id.as_str()))
        .cloned()
        .collect();
    for step in &mut steps {
        step.span = step.span.as_ref().map(|span| located(&response.text, span));
    }
    steps.retain(|step| step.span.is_some());
    sort_by_place(&mut steps, |step| step.span.as_ref().map_or((0, 0), |span| (span.start, span.end)));
    steps
}

/// The text of a step with its span in bytes.
pub(super) fn step_text<'t>(response: &'t Response, step: &StepJudgement) -> &'t str {
    step.span.as_ref().map_or("", |span| span_bytes(span).slice(&response.text))
}

/// An annotation built up while a format is read: spans in bytes until it is closed.
pub(super) struct Building {
    annotation: Annotation,
    steps: Vec<StepJudgement>,
    task: Task,
}

impl Building {
    /// An annotation of a task with nothing in it.
    pub fn new(task: &Task) -> Self {
        Self { annotation: Annotation::empty(task), steps: Vec::new(), task: task.clone() }
    }

    /// Goes on from a document.
    pub fn resume(&mut self, annotation: &Annotation) {
        self.annotation = opened(&self.task, annotation);
    }

    /// The response with an id.
    pub fn response(&self, id: &str) -> Option<Response> {
        self.task.response(id).cloned()
    }

    /// Changes what carries no span.
    pub fn set(&mut self, change: impl FnOnce(&mut Annotation)) {
        change(&mut self.annotation);
    }

    /// Adds a score, where something was judged. Scores follow the rubric, and the responses.
    pub fn score(&mut self, criterion: &str, response: Option<&str>, change: impl FnOnce(&mut Score)) {
        let scores = &mut self.annotation.scores;
        let same = |score: &Score| score.criterion == criterion && score.response.as_deref() == response;
        let at = scores.iter().position(same).unwrap_or_else(|| {
            scores.push(Score {
                criterion: criterion.to_owned(),
                response: response.map(ToOwned::to_owned),
                state: ScoreState::Unjudged,
                value: None,
                rationale: None,
                evidence: Vec::new(),
                extra: Map::new(),
            });
            scores.len() - 1
        });
        if let Some(score) = scores.get_mut(at) {
            change(score);
        }
        let place = |id: &str| self.task.criteria().iter().position(|one| one.id == id).unwrap_or(usize::MAX);
        let whose = |id: &str| self.task.responses.iter().position(|one| one.id == id).map_or(0, |at| at + 1);
        sort_by_place(scores, |score| (place(&score.criterion), score.response.as_deref().map_or(0, whose)));
    }

    /// Adds an issue at a place in bytes, none for the response as a whole. Its id is made where none is given.
    pub fn issue(
        &mut self,
        id: Option<String>,
        response: &Response,
        span: Option<Span>,
        change: impl FnOnce(&mut Issue),
    ) {
        let issues = &mut self.annotation.issues;
        let free = |id: &String| issues.iter().all(|issue| issue.id != *id);
        let id = id.filter(free).unwrap_or_else(|| format!("i{}", issues.len() + 1));
        let mut issue = Issue {
            id,
            response: response.id.clone(),
            category: None,
            severity: None,
            comment: String::new(),
            span: span.map(|span| span_doc(&response.text, span)),
            sources: Vec::new(),
            left: None,
            extra: Map::new(),
        };
        change(&mut issue);
        issues.retain(|one| one.id != issue.id);
        issues.push(issue);
    }

    /// Changes an issue that is there.
    pub fn change_issue(&mut self, id: &str, change: impl FnOnce(&mut Issue)) {
        if let Some(issue) = self.annotation.issues.iter_mut().find(|issue| issue.id == id) {
            change(issue);
        }
    }

    /// Corrects a response by edits in bytes.
    pub fn edits(&mut self, response: &Response, edits: Vec<CorrectionEdit>) {
        let old = self.annotation.corrections.iter().find(|one| one.response == response.id);
        let mut all = old.map_or_else(Vec::new, |one| one.edits.clone());
        all.extend(edits);
        sort_by_place(&mut all, |edit| (edit.span.start, edit.span.end));
        put_correction(&mut self.annotation, response, all);
        let whose = |id: &str| self.task.responses.iter().position(|one| one.id == id).map_or(0, |at| at + 1);
        sort_by_place(&mut self.annotation.corrections, |one| (whose(&one.response), 0));
    }

    /// Corrects a response to a text: the edits are what differs.
    pub fn corrected(&mut self, response: &Response, text: &str) {
        if text == response.text {
            return;
        }
        let found = diff(&response.text, text, Kind::Auto);
        let edit = |(at, hunk): (usize, &crate::text::Hunk)| {
            plain_edit(response, format!("e{}", at + 1), hunk.old, hunk.new.slice(text))
        };
        self.edits(response, found.hunks.iter().enumerate().map(edit).collect());
    }

    /// Adds a step whose span counts bytes.
    pub fn step(&mut self, response: &Response, mut step: StepJudgement) {
        step.span = step.span.map(|span| in_code_points(&response.text, &span));
        self.steps.push(step);
    }

    /// The annotation as a document.
    pub fn close(self) -> Annotation {
        let mut annotation = self.annotation;
        to_code_points(&self.task, &mut annotation);
        annotation.steps.extend(self.steps);
        debug_assert!(annotation.task.id == self.task.id, "an annotation names its task");
        annotation
    }
}

/// An edit with nothing but its place and its text.
pub(super) fn plain_edit(response: &Response, id: String, span: Span, insert: &str) -> CorrectionEdit {
    CorrectionEdit {
        id,
        span: span_doc(&response.text, span),
        insert: insert.to_owned(),
        moved: None,
        category: None,
        severity: None,
        rationale: None,
        answers: Vec::new(),
        extra: Map::new(),
    }
}

/// A step with nothing but its place.
pub(super) fn plain_step(response: &Response, id: String, span: Span) -> StepJudgement {
    StepJudgement {
        id,
        kind: StepKind::Step,
        response: Some(response.id.clone()),
        span: Some(span_doc(&response.text, span)),
        verdict: crate::annotation::Verdict::Unjudged,
        cause: None,
        uses: Vec::new(),
        rationale: None,
        rewrite: None,
        sources: Vec::new(),
        alternatives: Vec::new(),
        extra: Map::new(),
    }
}

/// The conversation up to the turn that a response answers, as `[{role, content}]`.
pub(super) fn messages(task: &Task, response: Option<&Response>) -> Vec<Value> {
    let last = response.and_then(|response| task.answered_turn(response)).map(|turn| turn.id.as_str());
    let mut list = Vec::new();
    for turn in &task.turns {
        list.push(message(turn.role.word(), &turn.text));
        if Some(turn.id.as_str()) == last {
            break;
        }
    }
    list
}

/// One message.
pub(super) fn message(role: &str, content: &str) -> Value {
    object([("role", role.into()), ("content", content.into())])
}

/// The last user turn's text, where a format has one question only.
pub(super) fn question<'t>(task: &'t Task, response: Option<&'t Response>) -> &'t str {
    let asked = response.and_then(|response| task.answered_turn(response));
    let asked = asked.or_else(|| task.turns.iter().rev().find(|turn| turn.role == Role::User));
    asked.map_or("", |turn| &turn.text)
}

/// A task with nothing but an id.
pub(super) fn bare_task(id: &str) -> Task {
    Task {
        format: task::FORMAT.into(),
        id: id.into(),
        revision: "1".into(),
        kind: task::Kind::Annotate,
        queue: None,
        domains: Vec::new(),
        language: None,
        title: String::new(),
        instructions: None,
        turns: Vec::new(),
        sources: Vec::new(),
        attachments: Vec::new(),
        responses: Vec::new(),
        reference: None,
        rubric: None,
        taxonomy: None,
        comparison: None,
        authoring: None,
        step_mode: None,
        parts: Vec::new(),
        blind: false,
        minutes: None,
        pay: None,
        submissions: Vec::new(),
        reviews: Vec::new(),
        extra: Map::new(),
    }
}

/// Turns of messages: `[{role, content}]`, or one text that the user says.
///
/// # Errors
/// Where a message is none.
pub(super) fn turns(value: &Value) -> Result<Vec<Turn>, DecodeError> {
    if let Some(text) = value.as_str() {
        return Ok(vec![turn(1, Role::User, text)]);
    }
    let mut turns = Vec::new();
    for (at, message) in Vec::<Value>::read(value.clone())?.into_iter().enumerate() {
        let mut object = Object::open(message).map_err(|error| error.under_index(at))?;
        let role: String = object.take("role").map_err(|error| error.under_index(at))?;
        let content: Option<String> = object.take("content").map_err(|error| error.under_index(at))?;
        turns.push(turn(at + 1, Role::of(&role).unwrap_or(Role::User), &content.unwrap_or_default()));
    }
    Ok(turns)
}

fn turn(number: usize, role: Role, text: &str) -> Turn {
    Turn { id: format!("u{number}"), role, text: text.to_owned(), extra: Map::new() }
}

/// A response with nothing but its text.
pub(super) fn response(id: &str, text: &str) -> Response {
    Response { id: id.into(), turn: None, text: text.into(), model: None, steps: Vec::new(), extra: Map::new() }
}

/// The id of the response at a place: `a`, `b`, … as people name them.
pub(super) fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map_or_else(|| format!("r{}", at + 1), |at| char::from(b'a' + at).to_string())
}

/// The known task that says the same as this conversation.
pub(super) fn known_by_prompt<'t>(known: &'t [Task], prompt: &Value) -> Option<&'t Task> {
    known.iter().find(|task| {
        let same = |response: Option<&Response>| match prompt {
            Value::String(text) => question(task, response) == text,
            list => Value::Array(messages(task, response)) == *list,
        };
        same(None) || task.responses.iter().any(|response| same(Some(response)))
    })
}

/// Where steps stand in a text, one after the other, looked for in their order; none where one is not there.
pub(super) fn places(text: &str, steps: &[&str]) -> Option<Vec<Span>> {
    let mut from = 0;
    let mut spans = Vec::with_capacity(steps.len());
    for step in steps {
        let start = from + text.get(from..)?.find(step)?;
        from = start + step.len();
        spans.push(Span::new(start, from));
    }
    Some(spans)
}

/// The id of the step that the platform cut at a place, or one made of its number.
pub(super) fn step_id(response: &Response, span: Span, at: usize) -> String {
    let own = response.steps.iter().find(|step| span_bytes(&located(&response.text, &step.span)) == span);
    own.map_or_else(|| format!("p{}", at + 1), |step| step.id.clone())
}

/// A JSON document a line.
pub(super) fn lines(values: impl IntoIterator<Item = Value>) -> String {
    let mut text = String::new();
    for value in values {
        text.push_str(&value.to_string());
        text.push('\n');
    }
    text
}

/// The documents of JSON Lines, or of one JSON list.
///
/// # Errors
/// Where a line is no JSON.
pub(super) fn documents(text: &str) -> Result<Vec<Value>, DecodeError> {
    if text.trim_start().starts_with('[') {
        return crate::json::parse(text);
    }
    // One document over several lines, as people write it by hand.
    if let Ok(one) = serde_json::from_str(text) {
        return Ok(vec![one]);
    }
    let mut list = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read = serde_json::from_str(line);
        list.push(read.map_err(|error| DecodeError::new("JSON", &error.to_string()).under_index(at))?);
    }
    Ok(list)
}

/// A text field of a value, empty where it is none.
pub(super) fn text_of<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A list field of a value, empty where it is none.
pub(super) fn list_of<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
