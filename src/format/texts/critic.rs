//! `CriticMarkup`: `{++in++} {--out--} {~~old~>new~~} {==mark==}{>>comment<<}`. A block for each corrected or marked response
//! opens with a comment that says what it is; the reason of an edit stands in a comment behind it.

use super::super::work::{Work, bare_task, opened, plain_edit, response};
use super::{Desk, work_at};
use crate::annotation::{Annotation, CorrectionEdit, Issue, span_bytes};
use crate::json::{DecodeError, Doc, Object, Value, object};
use crate::task::{Response, Task};
use crate::text::Span;

const HEAD: &str = "{>>corrigenda ";

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut text = String::new();
    for Work { task, annotations } in works {
        for annotation in annotations {
            let annotation = opened(task, annotation);
            for one in &task.responses {
                let edits = annotation
                    .corrections
                    .iter()
                    .find(|correction| correction.response == one.id)
                    .map_or(&[][..], |correction| &correction.edits);
                let issues: Vec<&Issue> =
                    annotation.issues.iter().filter(|issue| issue.response == one.id && issue.span.is_some()).collect();
                if !edits.is_empty() || !issues.is_empty() {
                    text.push_str(&head(task, &annotation, one));
                    text.push_str(&marked(&one.text, edits, &issues));
                    text.push_str("\n\n");
                }
            }
        }
    }
    text
}

fn head(task: &Task, annotation: &Annotation, one: &Response) -> String {
    let named = object([
        ("task", task.id.as_str().into()),
        ("response", one.id.as_str().into()),
        ("id", annotation.id.write()),
        ("annotator", annotation.annotator.write()),
    ]);
    format!("{HEAD}{named}<<}}\n")
}

/// One thing to write at a place.
struct Mark {
    span: Span,
    text: String,
}

fn marked(text: &str, edits: &[CorrectionEdit], issues: &[&Issue]) -> String {
    let mut marks: Vec<Mark> =
        edits.iter().map(|edit| Mark { span: span_bytes(&edit.span), text: of_edit(text, edit) }).collect();
    for issue in issues {
        let Some(span) = issue.span.as_ref().map(span_bytes) else { continue };
        // A mark cannot overlap another: what was corrected there says it, too.
        if !marks.iter().any(|mark| {
            mark.span.overlaps(span)
                || (mark.span.is_empty() && span.start < mark.span.start && mark.span.start < span.end)
        }) && !span.is_empty()
        {
            let said = comment(&issue.id, [issue.category.as_deref(), issue.severity.as_deref()], &issue.comment, &[]);
            marks.push(Mark { span, text: format!("{{=={}==}}{said}", span.slice(text)) });
        }
    }
    crate::text::sort_by_place(&mut marks, |mark| (mark.span.start, mark.span.end));
    let mut made = String::with_capacity(text.len() * 2);
    let mut done = 0;
    for mark in marks {
        made.push_str(Span::new(done, mark.span.start).slice(text));
        made.push_str(&mark.text);
        done = mark.span.end;
    }
    made.push_str(Span::new(done, text.len()).slice(text));
    made
}

fn of_edit(text: &str, edit: &CorrectionEdit) -> String {
    let (old, new) = (span_bytes(&edit.span).slice(text), &edit.insert);
    let mark = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("{{++{new}++}}"),
        (_, true) => format!("{{--{old}--}}"),
        _ => format!("{{~~{old}~>{new}~~}}"),
    };
    let said = comment(
        &edit.id,
        [edit.category.as_deref(), edit.severity.as_deref()],
        edit.rationale.as_deref().unwrap_or_default(),
        &edit.answers,
    );
    mark + &said
}

/// `{>>e1 | fact | major | why | answers i1 c1<<}`.
fn comment(id: &str, kinds: [Option<&str>; 2], why: &str, answers: &[String]) -> String {
    let [category, severity] = kinds.map(Option::unwrap_or_default);
    let answers = if answers.is_empty() { String::new() } else { format!(" | answers {}", answers.join(" ")) };
    format!("{{>>{id} | {category} | {severity} | {why}{answers}<<}}")
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    if !text.trim_start().starts_with(HEAD) {
        // Somebody's own text with marks: one response.
        let block = parsed(text.trim_end());
        let mut task = bare_task("text");
        task.responses.push(response("a", &block.original));
        works.push(Work { task, annotations: Vec::new() });
        fill(&mut works, 0, "a", ("", ""), block);
        return Ok(works);
    }
    for (at, part) in text.split(HEAD).skip(1).enumerate() {
        let (head, body) = part
            .split_once("<<}\n")
            .ok_or_else(|| DecodeError::missing("<<} behind the head of a block").under_index(at))?;
        let mut head = Object::open(crate::json::parse::<Value>(head).map_err(|error| error.under_index(at))?)?;
        let task: String = head.take("task").map_err(|error| error.under_index(at))?;
        let own: String = head.take("response").map_err(|error| error.under_index(at))?;
        let (id, annotator) = (head.take_or("id", String::new())?, head.take_or("annotator", String::new())?);
        let block = parsed(body.strip_suffix("\n\n").unwrap_or(body));
        let of = work_at(&mut works, known, &task);
        if let Some(work) = works.get_mut(of).filter(|work| work.task.response(&own).is_none()) {
            work.task.responses.push(response(&own, &block.original));
        }
        fill(&mut works, of, &own, (&id, &annotator), block);
    }
    Ok(works)
}

/// A text with its marks taken out.
struct Block {
    original: String,
    marks: Vec<Found>,
}

/// A mark: where, what it puts there (none where it only marks), and the comment behind.
struct Found {
    span: Span,
    insert: Option<String>,
    comment: Option<String>,
}

fn parsed(text: &str) -> Block {
    let mut block = Block { original: String::new(), marks: Vec::new() };
    let mut rest = text;
    while let Some((before, kind, inside, after)) = next(rest) {
        block.original.push_str(before);
        let start = block.original.len();
        let (old, insert) = match kind {
            '+' => ("", Some(inside.to_owned())),
            '-' => (inside, Some(String::new())),
            '~' => inside.split_once("~>").map_or((inside, None), |(old, new)| (old, Some(new.to_owned()))),
            _ => (inside, None),
        };
        rest = after;
        if kind == '>' {
            if let Some(last) = block.marks.last_mut().filter(|last| before.is_empty() && last.comment.is_none()) {
                last.comment = Some(inside.to_owned());
            }
            continue;
        }
        block.original.push_str(old);
        block.marks.push(Found { span: Span::new(start, block.original.len()), insert, comment: None });
    }
    block.original.push_str(rest);
    block
}

/// The text before the first mark, the mark's sign, what it holds, and the text after.
fn next(text: &str) -> Option<(&str, char, &str, &str)> {
    const MARKS: [(&str, &str, char); 5] =
        [("{++", "++}", '+'), ("{--", "--}", '-'), ("{~~", "~~}", '~'), ("{==", "==}", '='), ("{>>", "<<}", '>')];
    let whole = |(open, close, sign): &(&str, &str, char)| {
        let at = text.find(open)?;
        let (inside, after) = text.get(at + open.len()..)?.split_once(close)?;
        Some((at, *sign, inside, after))
    };
    let (at, sign, inside, after) = MARKS.iter().filter_map(whole).min_by_key(|(at, ..)| *at)?;
    Some((text.get(..at)?, sign, inside, after))
}

fn fill(works: &mut [Work], of: usize, own: &str, (id, annotator): (&str, &str), block: Block) {
    let Some(work) = works.get_mut(of) else { return };
    let Some(one) = work.task.response(own).cloned() else { return };
    if one.text != block.original {
        return;
    }
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let same = |done: &Annotation| done.id == some(id) && done.annotator == some(annotator);
    let before = work.annotations.iter().position(same).map(|at| work.annotations.remove(at));
    let mut desk = Desk::default();
    if let Some(building) = desk.at(works, of, id, annotator) {
        before.into_iter().for_each(|before| building.resume(&before));
        let mut edits = Vec::new();
        for (at, mark) in block.marks.into_iter().enumerate() {
            let said = mark.comment.as_deref().map(Said::of).unwrap_or_default();
            if let Some(insert) = &mark.insert {
                let id = said.id.unwrap_or_else(|| format!("e{}", at + 1));
                let mut edit = plain_edit(&one, id, mark.span, insert);
                (edit.category, edit.severity, edit.rationale, edit.answers) =
                    (said.category, said.severity, said.why, said.answers);
                edits.push(edit);
            } else {
                building.issue(said.id, &one, Some(mark.span), |issue| {
                    (issue.category, issue.severity) = (said.category, said.severity);
                    issue.comment = said.why.unwrap_or_default();
                });
            }
        }
        building.edits(&one, edits);
    }
    desk.close(works);
}

/// What a comment says.
#[derive(Default)]
struct Said {
    id: Option<String>,
    category: Option<String>,
    severity: Option<String>,
    why: Option<String>,
    answers: Vec<String>,
}

impl Said {
    fn of(comment: &str) -> Self {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let (comment, answers) = comment.rsplit_once(" | answers ").unwrap_or((comment, ""));
        let mut parts = comment.splitn(4, " | ");
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(id), Some(category), Some(severity), Some(why)) => Self {
                id: some(id),
                category: some(category),
                severity: some(severity),
                why: some(why),
                answers: answers.split(' ').filter_map(some).collect(),
            },
            // Somebody's own words.
            _ => Self { why: some(comment), ..Self::default() },
        }
    }
}
