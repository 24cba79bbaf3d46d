//! A table of everything that was judged: a row for each score, issue, edit, step and rank. Places count code points.

use super::super::training::trl::preference;
use super::super::work::{Building, Work, plain_edit, plain_step};
use super::{Desk, table, work_at};
use crate::annotation::{
    Annotation, Cause, Exit, ExitKind, Pair, Preference, StepKind, Verdict, in_code_points, located, span_bytes,
};
use crate::json::{DecodeError, Doc, Map, Value, put};
use crate::task::{Response, ScoreState, SpanDoc, Task};

const HEAD: [&str; 18] = [
    "task",
    "annotation",
    "annotator",
    "kind",
    "response",
    "id",
    "category",
    "severity",
    "state",
    "value",
    "unit",
    "start",
    "end",
    "exact",
    "insert",
    "comment",
    "refs",
    "left",
];

/// A row by the names of its columns.
struct Row<'w>(Vec<(&'static str, String)>, &'w Annotation, &'w Task);

impl<'w> Row<'w> {
    fn of(task: &'w Task, annotation: &'w Annotation, kind: &str, response: &str, id: &str) -> Self {
        let fields = vec![("kind", kind.to_owned()), ("response", response.to_owned()), ("id", id.to_owned())];
        Self(fields, annotation, task)
    }

    fn with(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.0.extend(value.map(|value| (name, value.to_owned())));
        self
    }

    /// The place in code points; the annotation is a document.
    fn at(mut self, span: Option<&SpanDoc>) -> Self {
        if let Some(span) = span {
            let found = self
                .2
                .responses
                .iter()
                .find(|one| self.0.iter().any(|(name, value)| *name == "response" && *value == one.id));
            let span = found.map_or_else(|| span.clone(), |one| in_code_points(&one.text, &located(&one.text, span)));
            let place = [
                ("unit", "codepoint".to_owned()),
                ("start", span.start.to_string()),
                ("end", span.end.to_string()),
                ("exact", span.exact),
            ];
            self.0.extend(place);
        }
        self
    }

    fn line(self) -> String {
        let (annotation, task) = (self.1, self.2);
        let said = |name: &str| self.0.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value);
        let field = |name: &str| match name {
            "task" => task.id.clone(),
            "annotation" => annotation.id.clone().unwrap_or_default(),
            "annotator" => annotation.annotator.clone().unwrap_or_default(),
            name => said(name).to_owned(),
        };
        let fields: Vec<String> = HEAD.iter().map(|name| field(name)).collect();
        table::row(fields.iter().map(String::as_str), ',')
    }
}

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut text = table::row(HEAD, ',');
    for Work { task, annotations } in works {
        for annotation in annotations {
            let mut rows = judgements(task, annotation);
            rows.extend(texts(task, annotation));
            rows.extend(preferences(task, annotation));
            rows.extend(about(task, annotation));
            rows.into_iter().for_each(|row| text.push_str(&row.line()));
        }
    }
    text
}

fn judgements<'w>(task: &'w Task, annotation: &'w Annotation) -> Vec<Row<'w>> {
    let mut rows = Vec::new();
    for score in &annotation.scores {
        let value = score.value.map(|value| value.write().to_string());
        let row = Row::of(task, annotation, "score", score.response.as_deref().unwrap_or_default(), "");
        let row = row.with("category", Some(&score.criterion)).with("state", Some(score.state.word()));
        let evidence = (!score.evidence.is_empty()).then(|| Value::from(score.evidence.clone()).to_string());
        rows.push(
            row.with("value", value.as_deref())
                .with("comment", score.rationale.as_deref())
                .with("refs", evidence.as_deref()),
        );
    }
    for step in &annotation.steps {
        let row = Row::of(task, annotation, step.kind.word(), step.response.as_deref().unwrap_or_default(), &step.id);
        let row = row.with("state", Some(step.verdict.word())).with("category", step.cause.map(Cause::word));
        rows.push(
            row.at(step.span.as_ref())
                .with("comment", step.rationale.as_deref())
                .with("refs", Some(&step.uses.join(" "))),
        );
    }
    rows
}

fn texts<'w>(task: &'w Task, annotation: &'w Annotation) -> Vec<Row<'w>> {
    let mut rows = Vec::new();
    for issue in &annotation.issues {
        let row = Row::of(task, annotation, "issue", &issue.response, &issue.id).at(issue.span.as_ref());
        let row = row.with("category", issue.category.as_deref()).with("severity", issue.severity.as_deref());
        let sources = (!issue.sources.is_empty()).then(|| issue.sources.write().to_string());
        rows.push(
            row.with("comment", Some(&issue.comment))
                .with("left", issue.left.as_deref())
                .with("refs", sources.as_deref()),
        );
    }
    for correction in &annotation.corrections {
        for edit in &correction.edits {
            let row = Row::of(task, annotation, "edit", &correction.response, &edit.id)
                .at(Some(&edit.span))
                .with("insert", Some(&edit.insert));
            let row = row.with("category", edit.category.as_deref()).with("severity", edit.severity.as_deref());
            let row = row.with("comment", edit.rationale.as_deref()).with("refs", Some(&edit.answers.join(" ")));
            rows.push(row.with("left", edit.moved.as_deref()));
        }
    }
    rows
}

fn preferences<'w>(task: &'w Task, annotation: &'w Annotation) -> Vec<Row<'w>> {
    let mut rows = Vec::new();
    let Some(preference) = &annotation.preference else { return rows };
    for (place, group) in preference.ranking.iter().enumerate() {
        let rank = (place + 1).to_string();
        rows.extend(group.iter().map(|id| Row::of(task, annotation, "rank", id, "").with("value", Some(&rank))));
    }
    for pair in &preference.pairs {
        let row = Row::of(task, annotation, "pair", &pair.left, "").with("refs", Some(&pair.right));
        rows.push(row.with("value", Some(&pair.strength.to_string())));
    }
    rows.extend(preference.unacceptable.iter().map(|id| Row::of(task, annotation, "unacceptable", id, "")));
    rows.extend(preference.shown.iter().map(|id| Row::of(task, annotation, "shown", id, "")));
    rows.extend(
        preference
            .rationale
            .as_deref()
            .map(|why| Row::of(task, annotation, "preference", "", "").with("comment", Some(why))),
    );
    rows
}

fn about<'w>(task: &'w Task, annotation: &'w Annotation) -> Vec<Row<'w>> {
    let mut rows = Vec::new();
    let plain = |kind: &str| Row::of(task, annotation, kind, "", "");
    rows.extend(
        annotation
            .exit
            .as_ref()
            .map(|exit| plain("exit").with("state", Some(exit.kind.word())).with("comment", Some(&exit.note))),
    );
    rows.extend(annotation.note.as_deref().map(|note| plain("note").with("comment", Some(note))));
    rows.extend(annotation.submitted_at.as_deref().map(|at| plain("submitted").with("value", Some(at))));
    for (kind, number) in [
        ("confidence", annotation.confidence),
        ("active_ms", Some(annotation.time.active_ms)),
        ("idle_ms", Some(annotation.time.idle_ms)),
    ] {
        let number =
            number.filter(|number| kind == "confidence" || *number != 0.0).map(|number| number.write().to_string());
        rows.extend(number.map(|number| plain(kind).with("value", Some(&number))));
    }
    rows
}

/// A row that is read.
struct Fields<'r> {
    head: &'r [String],
    row: &'r [String],
}

impl Fields<'_> {
    fn get(&self, name: &str) -> &str {
        self.head.iter().position(|own| own == name).and_then(|at| self.row.get(at)).map_or("", String::as_str)
    }

    fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name).to_owned()).filter(|text| !text.is_empty())
    }

    fn number(&self, name: &str) -> Option<f64> {
        crate::json::number(self.get(name))
    }

    fn span(&self, one: &Response) -> Option<SpanDoc> {
        let whole = |name: &str| Some(Value::from(self.get(name).parse::<usize>().ok()?));
        let mut map = Map::new();
        put(&mut map, "unit", self.some("unit")?.into());
        put(&mut map, "start", whole("start")?);
        put(&mut map, "end", whole("end")?);
        put(&mut map, "exact", self.get("exact").into());
        Some(located(&one.text, &SpanDoc::read(Value::Object(map)).ok()?))
    }

    fn words(&self, name: &str) -> Vec<String> {
        self.get(name).split(' ').filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
    }
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut rows = table::read(text, table::mark(text))?.into_iter();
    let head = rows.next().unwrap_or_default();
    if !["task", "kind"].iter().all(|name| head.iter().any(|own| own == name)) {
        return Err(DecodeError::unexpected(
            "a head with task and kind, or a mapping of its columns",
            &head.join(",").into(),
        ));
    }
    let (mut works, mut desk) = (Vec::new(), Desk::default());
    for row in rows {
        let fields = Fields { head: &head, row: &row };
        let of = work_at(&mut works, known, fields.get("task"));
        if let Some(building) = desk.at(&works, of, fields.get("annotation"), fields.get("annotator")) {
            take(building, &fields);
        }
    }
    desk.close(&mut works);
    Ok(works)
}

fn take(building: &mut Building, fields: &Fields<'_>) {
    let response = fields.get("response");
    match (fields.get("kind"), building.response(response).as_ref()) {
        ("score", _) => {
            let of = Some(response).filter(|id| !id.is_empty());
            building.score(fields.get("category"), of, |score| {
                score.state = ScoreState::of(fields.get("state")).unwrap_or(ScoreState::Unjudged);
                (score.value, score.rationale) = (fields.number("value"), fields.some("comment"));
                score.evidence = crate::json::parse(fields.get("refs")).unwrap_or_default();
            });
        }
        ("issue", Some(one)) => {
            let place = fields.span(one).as_ref().map(span_bytes);
            building.issue(fields.some("id"), one, place, |issue| {
                (issue.category, issue.severity, issue.left) =
                    (fields.some("category"), fields.some("severity"), fields.some("left"));
                issue.comment = fields.get("comment").to_owned();
                issue.sources = crate::json::parse(fields.get("refs")).unwrap_or_default();
            });
        }
        ("edit", Some(one)) => {
            let Some(span) = fields.span(one) else { return };
            let mut edit = plain_edit(one, fields.get("id").to_owned(), span_bytes(&span), fields.get("insert"));
            (edit.category, edit.severity, edit.rationale) =
                (fields.some("category"), fields.some("severity"), fields.some("comment"));
            (edit.answers, edit.moved) = (fields.words("refs"), fields.some("left"));
            building.edits(one, vec![edit]);
        }
        ("step" | "claim", Some(one)) => {
            let Some(span) = fields.span(one) else { return };
            let mut step = plain_step(one, fields.get("id").to_owned(), span_bytes(&span));
            step.kind = StepKind::of(fields.get("kind")).unwrap_or(StepKind::Step);
            step.verdict = Verdict::of(fields.get("state")).unwrap_or(Verdict::Unjudged);
            step.cause = Cause::of(fields.get("category"));
            (step.rationale, step.uses) = (fields.some("comment"), fields.words("refs"));
            building.step(one, step);
        }
        (kind, _) => building.set(|annotation| whole(annotation, kind, fields)),
    }
}

/// A row about the annotation as a whole.
fn whole(annotation: &mut Annotation, kind: &str, fields: &Fields<'_>) {
    let response = fields.get("response").to_owned();
    let number = fields.number("value");
    match kind {
        "rank" => {
            let rank = fields.get("value").parse::<usize>().unwrap_or(1);
            let ranking = &mut preferred(annotation).ranking;
            if ranking.len() < rank && rank < 1000 {
                ranking.resize(rank, Vec::new());
            }
            if let Some(group) = rank.checked_sub(1).and_then(|at| ranking.get_mut(at)) {
                group.push(response);
            }
        }
        "pair" => {
            #[expect(clippy::cast_possible_truncation, reason = "cut to the range of a strength")]
            let strength = number.unwrap_or_default().clamp(-3.0, 3.0) as i32;
            preferred(annotation).pairs.push(Pair {
                left: response,
                right: fields.get("refs").to_owned(),
                strength,
                extra: Map::new(),
            });
        }
        "unacceptable" => preferred(annotation).unacceptable.push(response),
        "shown" => preferred(annotation).shown.push(response),
        "preference" => preferred(annotation).rationale = fields.some("comment"),
        "exit" => {
            let note = fields.get("comment").to_owned();
            annotation.exit = ExitKind::of(fields.get("state")).map(|kind| Exit { kind, note, extra: Map::new() });
        }
        "note" => annotation.note = fields.some("comment"),
        "submitted" => annotation.submitted_at = fields.some("value"),
        "confidence" => annotation.confidence = number,
        "active_ms" => annotation.time.active_ms = number.unwrap_or_default(),
        "idle_ms" => annotation.time.idle_ms = number.unwrap_or_default(),
        _ => {}
    }
}

fn preferred(annotation: &mut Annotation) -> &mut Preference {
    annotation.preference.get_or_insert_with(|| preference(Vec::new()))
}
