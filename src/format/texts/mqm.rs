//! WMT's table of MQM errors (google/wmt-mqm-human-evaluation): a row for each error, the place between `<v>` and `</v>` in
//! the line that it is in; a line without an error has a row that says so.

use super::super::work::{Work, opened, question, response, turns};
use super::{Desk, work_at};
use crate::annotation::{Annotation, span_bytes};
use crate::json::DecodeError;
use crate::task::{Response, Task};
use crate::text::Span;

const HEAD: [&str; 9] = ["system", "doc", "doc_id", "seg_id", "rater", "source", "target", "category", "severity"];

pub(in crate::format) fn write(works: &[Work]) -> String {
    let mut text = HEAD.join("\t") + "\n";
    for Work { task, annotations } in works {
        for annotation in annotations {
            let annotation = opened(task, annotation);
            for one in &task.responses {
                for (number, line) in lines(&one.text) {
                    of_line(task, &annotation, one, number, line, &mut text);
                }
            }
        }
    }
    text
}

/// The lines of a text that say something, with their numbers from 1.
fn lines(text: &str) -> Vec<(usize, Span)> {
    let mut from = 0;
    let mut found = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        let span = Span::new(from, from + line.trim_end_matches('\r').len());
        from += line.len() + 1;
        if !line.trim().is_empty() {
            found.push((at + 1, span));
        }
    }
    found
}

fn of_line(task: &Task, annotation: &Annotation, one: &Response, number: usize, line: Span, text: &mut String) {
    let inside = |span: Span| line.covers(span) && !span.is_empty();
    let issues: Vec<_> = annotation
        .issues
        .iter()
        .filter(|issue| issue.response == one.id)
        .filter_map(|issue| Some((issue, span_bytes(issue.span.as_ref()?))))
        .filter(|(_, span)| inside(*span))
        .collect();
    let source = question(task, Some(one)).lines().next().unwrap_or_default();
    let mut row = |target: String, category: &str, severity: &str| {
        let number = number.to_string();
        let rater = annotation.annotator.as_deref().unwrap_or_default();
        let fields = [one.id.as_str(), &task.id, "1", &number, rater, source, &target, category, severity]
            .map(|field| field.replace(['\t', '\n', '\r'], " "));
        text.push_str(&fields.join("\t"));
        text.push('\n');
    };
    for (issue, span) in &issues {
        let target = format!(
            "{}<v>{}</v>{}",
            Span::new(line.start, span.start).slice(&one.text),
            span.slice(&one.text),
            Span::new(span.end, line.end).slice(&one.text)
        );
        row(target, issue.category.as_deref().unwrap_or("Other"), issue.severity.as_deref().unwrap_or("Neutral"));
    }
    if issues.is_empty() {
        row(line.slice(&one.text).to_owned(), "No-error", "No-error");
    }
}

/// The rows of a table by the names of its columns.
struct Table<'t> {
    head: Vec<&'t str>,
    rows: Vec<Vec<&'t str>>,
}

impl<'t> Table<'t> {
    fn of(text: &'t str) -> Result<Self, DecodeError> {
        // Quotation marks are text here: fields are parted by tabs alone.
        let mut rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let head = rows.next().unwrap_or_default();
        if !["system", "doc", "target", "category", "severity"].iter().all(|name| head.contains(name)) {
            let expected = "a head with system, doc, target, category and severity";
            return Err(DecodeError::unexpected(expected, &head.join(" ").into()));
        }
        let rows = rows.filter(|row| row.len() >= head.len()).collect();
        Ok(Self { head, rows })
    }

    fn get(&self, row: &[&'t str], name: &str) -> &'t str {
        self.head.iter().position(|own| *own == name).and_then(|at| row.get(at)).copied().unwrap_or_default()
    }
}

/// A response that is made of its segments.
struct Made {
    work: usize,
    id: String,
    /// Number and words of each segment.
    segments: Vec<(String, String)>,
}

/// The responses of tasks that are not known, from their segments in the order in which they come.
fn make(table: &Table<'_>, known: &[Task], works: &mut Vec<Work>) -> Result<Vec<Made>, DecodeError> {
    let mut made: Vec<Made> = Vec::new();
    for row in &table.rows {
        let of = work_at(works, known, table.get(row, "doc"));
        let id = table.get(row, "system");
        let Some(work) = works.get_mut(of).filter(|work| work.task.response(id).is_none()) else { continue };
        if work.task.turns.is_empty() {
            work.task.turns = turns(&table.get(row, "source").into())?;
        }
        let at = made.iter().position(|one| one.work == of && one.id == id).unwrap_or_else(|| {
            made.push(Made { work: of, id: id.to_owned(), segments: Vec::new() });
            made.len() - 1
        });
        let number = table.get(row, "seg_id");
        if let Some(one) = made.get_mut(at).filter(|one| !one.segments.iter().any(|(own, _)| own == number)) {
            let plain = table.get(row, "target").replace("<v>", "").replace("</v>", "");
            one.segments.push((number.to_owned(), plain));
        }
    }
    for one in &made {
        let text = one.segments.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
        if let Some(work) = works.get_mut(one.work) {
            work.task.responses.push(response(&one.id, &text));
        }
    }
    Ok(made)
}

pub(in crate::format) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let table = Table::of(text)?;
    let (mut works, mut desk) = (Vec::new(), Desk::default());
    let made = make(&table, known, &mut works)?;
    for row in &table.rows {
        let of = work_at(&mut works, known, table.get(row, "doc"));
        let (id, segment, target) = (table.get(row, "system"), table.get(row, "seg_id"), table.get(row, "target"));
        let own = made.iter().find(|one| one.work == of && one.id == id);
        let number = own.and_then(|one| one.segments.iter().position(|(own, _)| own == segment));
        let number = number.map(|at| at + 1).or_else(|| segment.parse().ok());
        let Some(building) = desk.at(&works, of, "", table.get(row, "rater")) else { continue };
        let marked = Some(target).filter(|target| target.contains("<v>"));
        let Some(one) = marked.and_then(|_| building.response(id)) else { continue };
        if let Some(place) = number.and_then(|number| place(&one, number, target)) {
            let said = |name, none| Some(table.get(row, name).to_owned()).filter(|word| word != none);
            building.issue(None, &one, Some(place), |issue| {
                (issue.category, issue.severity) = (said("category", "Other"), said("severity", "Neutral"));
            });
        }
    }
    desk.close(&mut works);
    Ok(works)
}

/// Where the marked place stands, in bytes of the response; none where nothing is marked.
fn place(one: &Response, number: usize, target: &str) -> Option<Span> {
    let (before, rest) = target.split_once("<v>")?;
    let (inside, _) = rest.split_once("</v>")?;
    let (_, line) = lines(&one.text).into_iter().find(|(own, _)| *own == number)?;
    let start = line.start + before.len();
    Some(Span::new(start, start + inside.len()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_table_of_others_becomes_texts_with_their_errors() {
        let table = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
            m1\td1\t1\t7\tr1\tHello\tHallo <v>Weld</v>\tAccuracy/Mistranslation\tMajor\n\
            m1\td1\t1\t8\tr1\tBye\tTschüss\tNo-error\tNo-error\n\
            m1\td1\t1\t7\tr2\tHello\tHallo Weld\tNo-error\tNo-error\n";
        let work = super::read(table, &[]).expect("a work").remove(0);
        assert_eq!(work.task.responses[0].text, "Hallo Weld\nTschüss");
        let issues: Vec<_> = work.annotations.iter().map(|one| one.issues.len()).collect();
        assert_eq!(
            (issues, work.annotations[0].issues[0].span.as_ref().map(|span| span.exact.as_str())),
            (vec![1, 0], Some("Weld"))
        );
        assert!(super::read("a\tb\n", &[]).is_err());
    }
}
