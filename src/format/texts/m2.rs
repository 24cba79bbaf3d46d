//! ERRANT's M2 (chrisjbryant/errant, nusnlp/m2scorer): a block for each line of a response, tokens parted by spaces, edits by
//! token offsets, the last field the annotator.

use super::super::work::{Work, bare_task, opened, plain_edit, response};
use crate::annotation::{Annotation, CorrectionEdit, span_bytes};
use crate::json::DecodeError;
use crate::task::{Response, Task};
use crate::text::Span;
use crate::text::token::{TokenKind, tokens};

/// A line of a text with its tokens but spaces, in bytes of the text.
struct Line {
    tokens: Vec<Span>,
}

fn lines_of(text: &str) -> Vec<Line> {
    let mut lines = vec![Line { tokens: Vec::new() }];
    for token in tokens(text) {
        match token.kind {
            TokenKind::Newline => lines.push(Line { tokens: Vec::new() }),
            TokenKind::Space => {}
            TokenKind::Word | TokenKind::Sign => {
                if let Some(line) = lines.last_mut() {
                    line.tokens.push(token.span);
                }
            }
        }
    }
    lines.retain(|line| !line.tokens.is_empty());
    lines
}

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut text = String::new();
    for Work { task, annotations } in works {
        let annotations: Vec<Annotation> = annotations.iter().map(|annotation| opened(task, annotation)).collect();
        for one in &task.responses {
            let corrected =
                |annotation: &Annotation| annotation.corrections.iter().any(|correction| correction.response == one.id);
            if annotations.iter().any(corrected) {
                block(one, &annotations, &mut text);
            }
        }
    }
    text
}

fn block(one: &Response, annotations: &[Annotation], text: &mut String) {
    for line in lines_of(&one.text) {
        let words: Vec<&str> = line.tokens.iter().map(|span| span.slice(&one.text)).collect();
        text.push_str(&format!("S {}\n", words.join(" ")));
        for (number, annotation) in annotations.iter().enumerate() {
            let edits = annotation
                .corrections
                .iter()
                .filter(|correction| correction.response == one.id)
                .flat_map(|correction| &correction.edits);
            let mut any = false;
            for written in edits.filter_map(|edit| of_edit(&line, edit)) {
                any = true;
                text.push_str(&format!("A {written}|||REQUIRED|||-NONE-|||{number}\n"));
            }
            if !any {
                text.push_str(&format!("A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||{number}\n"));
            }
        }
        text.push('\n');
    }
}

/// `1 2|||R:fact|||is`, where the edit lies in this line.
fn of_edit(line: &Line, edit: &CorrectionEdit) -> Option<String> {
    let span = span_bytes(&edit.span);
    let (first, last) = (line.tokens.first()?, line.tokens.last()?);
    if span.end < first.start || span.start > last.end {
        return None;
    }
    let start = line.tokens.iter().position(|token| token.end > span.start).unwrap_or(line.tokens.len());
    let end = line.tokens.iter().rposition(|token| token.start < span.end).map_or(start, |at| at + 1).max(start);
    let insert: Vec<&str> = tokens(&edit.insert)
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Sign))
        .map(|token| token.span.slice(&edit.insert))
        .collect();
    if start == end && insert.is_empty() {
        return None;
    }
    let operation = match (start == end, insert.is_empty()) {
        (true, _) => "M",
        (_, true) => "U",
        _ => "R",
    };
    let kind = edit.category.as_deref().unwrap_or("OTHER").replace(['|', '\n'], " ");
    let insert = if insert.is_empty() { "-NONE-".to_owned() } else { insert.join(" ").replace("|||", "| | |") };
    Some(format!("{start} {end}|||{operation}:{kind}|||{insert}"))
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let blocks = blocks(text)?;
    let mut works: Vec<Work> = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let rest = blocks.get(at..).unwrap_or_default();
        let found =
            known.iter().flat_map(|task| task.responses.iter().map(move |one| (task, one))).find_map(|(task, one)| {
                let lines = lines_of(&one.text);
                let same = |(line, block): (&Line, &Block)| {
                    line.tokens.iter().map(|span| span.slice(&one.text)).eq(block.words.iter().copied())
                };
                let fits = lines.len() <= rest.len() && !lines.is_empty() && lines.iter().zip(rest).all(same);
                let done = works.iter().any(|work| {
                    work.task.id == task.id
                        && work
                            .annotations
                            .iter()
                            .any(|done| done.corrections.iter().any(|done| done.response == one.id))
                });
                (fits && !done).then_some((task, one, lines))
            });
        match found {
            Some((task, one, lines)) => {
                fill(&mut works, task, one, &lines, rest.get(..lines.len()).unwrap_or_default());
                at += lines.len();
            }
            None if known.is_empty() => {
                // A corpus: each sentence is a text of its own.
                let Some(block) = rest.first() else { break };
                let mut task = bare_task(&format!("s-{}", at + 1));
                task.responses.push(response("a", &block.words.join(" ")));
                let (task, lines) =
                    (task.clone(), task.responses.first().map(|one| lines_of(&one.text)).unwrap_or_default());
                if let Some(one) = task.responses.first() {
                    fill(&mut works, &task, one, &lines, std::slice::from_ref(block));
                }
                at += 1;
            }
            None => at += 1,
        }
    }
    Ok(works)
}

/// A sentence with its edits as they are written.
struct Block<'t> {
    words: Vec<&'t str>,
    edits: Vec<Written<'t>>,
}

/// One line of an edit.
struct Written<'t> {
    start: usize,
    end: usize,
    kind: &'t str,
    insert: &'t str,
    annotator: usize,
}

fn blocks(text: &str) -> Result<Vec<Block<'_>>, DecodeError> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let bad = |expected: &str| DecodeError::unexpected(expected, &line.into()).under_index(at);
        if let Some(words) = line.strip_prefix("S ") {
            blocks.push(Block { words: words.split(' ').collect(), edits: Vec::new() });
        } else if let Some(edit) = line.strip_prefix("A ") {
            let block = blocks.last_mut().ok_or_else(|| bad("an edit behind its sentence"))?;
            let fields: Vec<&str> = edit.split("|||").collect();
            let &[place, kind, insert, _, _, annotator] = fields.as_slice() else {
                return Err(bad("six fields parted by |||"));
            };
            let annotator = annotator.trim().parse().map_err(|_| bad("the number of an annotator"))?;
            if kind == "noop" || place.starts_with("-1") {
                block.edits.push(Written { start: 0, end: 0, kind: "noop", insert: "", annotator });
                continue;
            }
            let (start, end) = place.split_once(' ').ok_or_else(|| bad("two offsets"))?;
            let number = |text: &str| text.parse::<usize>().ok().filter(|at| *at <= block.words.len());
            let (Some(start), Some(end)) = (number(start), number(end)) else {
                return Err(bad("offsets of tokens of the sentence"));
            };
            // Of alternatives the first.
            let insert = insert.split("||").next().unwrap_or_default();
            block.edits.push(Written {
                start,
                end,
                kind,
                insert: if insert == "-NONE-" { "" } else { insert },
                annotator,
            });
        }
    }
    Ok(blocks)
}

fn fill(works: &mut Vec<Work>, task: &Task, one: &Response, lines: &[Line], blocks: &[Block<'_>]) {
    let of = works.iter().position(|work| work.task.id == task.id).unwrap_or_else(|| {
        works.push(Work { task: task.clone(), annotations: Vec::new() });
        works.len() - 1
    });
    let Some(work) = works.get_mut(of) else { return };
    let people = blocks.iter().flat_map(|block| &block.edits).map(|edit| edit.annotator + 1).max().unwrap_or_default();
    for annotator in 0..people {
        let mut edits = Vec::new();
        for (line, block) in lines.iter().zip(blocks) {
            for written in block.edits.iter().filter(|written| written.annotator == annotator && written.kind != "noop")
            {
                let number = edits.len() + 1;
                edits.push(edit_of(one, line, written, number));
            }
        }
        while work.annotations.len() <= annotator {
            work.annotations.push(Annotation::empty(task));
        }
        if let Some(annotation) = work.annotations.get_mut(annotator) {
            let mut building = super::super::work::Building::new(task);
            building.resume(annotation);
            building.edits(one, edits);
            *annotation = building.close();
        }
    }
}

/// Spaces stand between words and not before a closing sign: what the tokens do not say is put back as people write.
fn edit_of(one: &Response, line: &Line, written: &Written<'_>, number: usize) -> CorrectionEdit {
    let start = line.tokens.get(written.start).map(|token| token.start);
    let before = written.start.checked_sub(1).and_then(|before| line.tokens.get(before)).map(|token| token.end);
    let insert = joined(written.insert);
    let (span, insert) = if written.start < written.end {
        let end = line.tokens.get(written.end - 1).map_or(0, |token| token.end);
        let start = start.unwrap_or(end);
        match before.filter(|_| insert.is_empty()) {
            // A word that goes takes the space before it along.
            Some(before) => (Span::new(before, end), insert),
            None => (Span::new(start, end), insert),
        }
    } else {
        match before {
            Some(before) if closes(&insert) => (Span::at(before), insert),
            Some(before) => (Span::at(before), format!(" {insert}")),
            None => (Span::at(start.unwrap_or_default()), format!("{insert} ")),
        }
    };
    let mut edit = plain_edit(one, format!("e{number}"), span, &insert);
    let kind = written.kind.split_once(':').map_or(written.kind, |(_, kind)| kind);
    edit.category = Some(kind.to_owned()).filter(|kind| kind != "OTHER" && !kind.is_empty());
    edit
}

/// Tokens as a text.
fn joined(tokens: &str) -> String {
    let mut text = String::new();
    for token in tokens.split(' ') {
        let tight = text.is_empty() || closes(token) || text.ends_with(['(', '[', '„', '“', '‚', '/']);
        if !tight {
            text.push(' ');
        }
        text.push_str(token);
    }
    text
}

fn closes(token: &str) -> bool {
    token.starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '”', '’', '%', '…', '/'])
}
