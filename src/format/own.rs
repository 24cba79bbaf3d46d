//! Our own documents, a line each: `{task, annotation}` as exports have it, `{task, annotations}`, or a task by itself.

use super::work::{Work, documents, lines};
use crate::annotation::Annotation;
use crate::json::{DecodeError, Doc, object};
use crate::task::Task;

/// Lines of one task are one work.
pub(super) fn read(text: &str, known: &[Task]) -> Result<Vec<Work>, DecodeError> {
    let mut works: Vec<Work> = Vec::new();
    for (at, value) in documents(text)?.into_iter().enumerate() {
        let under = |error: DecodeError| error.under_index(at);
        let work = if value.get("task").is_some_and(|task| task.get("format").is_some()) {
            Work::read(value).map_err(under)?
        } else if value.get("format").and_then(|word| word.as_str()) == Some(crate::annotation::FORMAT) {
            let annotation = Annotation::read(value).map_err(under)?;
            let task = known.iter().find(|task| task.id == annotation.task.id);
            let task =
                task.ok_or_else(|| under(DecodeError::new("an annotation of a known task", &annotation.task.id)))?;
            Work { task: task.clone(), annotations: vec![annotation] }
        } else {
            Work { task: Task::read(value).map_err(under)?, annotations: Vec::new() }
        };
        match works.iter_mut().find(|one| one.task.id == work.task.id) {
            Some(one) => one.annotations.extend(work.annotations),
            None => works.push(work),
        }
    }
    Ok(works)
}

/// A line for each annotation; a task without any has one of its own.
pub(super) fn write(works: &[Work]) -> String {
    lines(works.iter().flat_map(|work| {
        let task = work.task.write();
        let line = |annotation: &Annotation| object([("task", task.clone()), ("annotation", annotation.write())]);
        if work.annotations.is_empty() { vec![task] } else { work.annotations.iter().map(line).collect() }
    }))
}
