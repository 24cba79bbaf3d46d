//! A task as the server has it: what is ours of it, and at which revision.

use super::carry::{begin, open};
use super::task::Studied;
use crate::json::{Doc, Value};

/// Who the token belongs to.
#[derive(Clone)]
pub(super) struct Me {
    pub id: u64,
    pub email: String,
}

/// A task as the server has it, with what is ours of it.
pub(super) struct Row {
    pub value: Value,
    pub project: String,
    pub draft: Option<Kept>,
}

/// A draft that the server keeps.
pub(super) struct Kept {
    pub id: u64,
    pub rev: u64,
    pub result: Vec<Value>,
    pub lead_time: Option<f64>,
}

impl Row {
    /// Reads a task; drafts that are not the person's own are left out.
    pub fn of(value: Value, me: &Me) -> Self {
        let drafts = value.get("drafts").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        // A draft of a submitted annotation is another matter.
        let mine = |draft: &&Value| {
            let by = draft.get("user").and_then(Value::as_str);
            by.is_none_or(|by| by == me.email) && draft.get("annotation").is_none_or(Value::is_null)
        };
        let draft = drafts.iter().filter(mine).filter_map(Kept::of).max_by_key(|kept| kept.rev);
        let project = value.get("project").map(Value::to_string).unwrap_or_default();
        Self { value, project, draft }
    }
}

impl Kept {
    fn of(draft: &Value) -> Option<Self> {
        Some(Self {
            id: draft.get("id").and_then(Value::as_u64)?,
            rev: rev(draft)?,
            result: draft.get("result").and_then(Value::as_array).cloned().unwrap_or_default(),
            lead_time: draft.get("lead_time").and_then(Value::as_f64),
        })
    }

    /// The annotation that it holds.
    pub fn content(&self, studied: &Studied) -> Value {
        let fresh = begin(studied).filter(|_| self.result.is_empty());
        let mut annotation = fresh.unwrap_or_else(|| open(studied, &self.result));
        if annotation.time.active_ms == 0.0 {
            annotation.time.active_ms = (self.lead_time.unwrap_or_default() * 1000.0).round();
        }
        annotation.write()
    }
}

/// Our own annotations of a task, skipped ones included.
pub(super) fn own<'r>(row: &'r Value, me: &Me) -> impl Iterator<Item = &'r Value> {
    let (list, id) = (row.get("annotations").and_then(Value::as_array).map_or(&[][..], Vec::as_slice), me.id);
    list.iter().filter(move |annotation| {
        let by = annotation.get("completed_by");
        by.and_then(|by| by.as_u64().or_else(|| by.get("id")?.as_u64())) == Some(id)
    })
}

/// A draft's revision: microseconds of its last change since 1970. A number of JSON holds them until the year 2255.
pub(super) fn rev(draft: &Value) -> Option<u64> {
    let text = draft.get("updated_at").and_then(Value::as_str)?;
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    // Days before a month of a year that begins in March; after Hinnant, `days_from_civil`.
    let (shifted, moon) = if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let (era, of_era) = (shifted / 400, shifted % 400);
    let days =
        (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * moon + 2) / 5 + day).checked_sub(719_469)?;
    let seconds = (days * 24 + number(11, 13)?) * 3600 + number(14, 16)? * 60 + number(17, 19)?;
    let fraction: String =
        text.get(19..)?.strip_prefix('.').unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
    let micros = format!("{fraction:0<6}").get(..6)?.parse::<u64>().ok()?;
    Some(seconds * 1_000_000 + micros)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::object;

    #[test]
    fn moments_are_revisions_that_grow() {
        let at = |text: &str| rev(&object([("updated_at", text.into())]));
        assert_eq!(at("1970-01-01T00:00:00.000001Z"), Some(1));
        assert_eq!(at("2000-02-29T00:00:00Z"), Some(951_782_400_000_000));
        assert_eq!(at("2026-11-02T12:00:00.007Z"), Some(1_793_620_800_007_000));
        assert!(at("2026-12-31T23:59:59.999999Z") < at("2027-01-01T00:00:00Z"));
        assert_eq!((at("yesterday"), at("")), (None, None));
    }
}
