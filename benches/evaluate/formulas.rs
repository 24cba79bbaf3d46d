//! The share of formulas that are set, over the texts of all files of a folder.
//!
//! A formula counts once however often it stands there. A row that has `tex` is a formula; any other text is read as
//! Markdown.

use corrigenda::markup::{formulas, parse};
use corrigenda::math::typeset;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The least share of formulas that must be set.
const AIM: f64 = 0.99;
/// So many of those that are not set are named.
const NAMED: usize = 10;

/// What was found.
pub struct Found {
    all: usize,
    /// Those that are not set, with the reason.
    refused: Vec<(String, String)>,
}

/// The formulas of a folder; none where it has none.
pub fn evaluate(folder: &Path) -> Option<Found> {
    let mut all: BTreeSet<(String, bool)> = BTreeSet::new();
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for row in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
            match row.get("tex").and_then(Value::as_str) {
                Some(tex) => {
                    all.insert((tex.to_owned(), row.get("display").and_then(Value::as_bool).unwrap_or(true)));
                }
                None => texts(&row, &mut all),
            }
        }
    }
    let refused = all.iter().filter_map(|(tex, display)| Some((tex.clone(), typeset(tex, *display).err()?)));
    (!all.is_empty()).then(|| Found { all: all.len(), refused: refused.collect() })
}

fn texts(value: &Value, all: &mut BTreeSet<(String, bool)>) {
    match value {
        Value::String(text) => {
            let tree = parse(text);
            for (index, block) in tree.blocks.iter().enumerate() {
                let source = tree.source(index, text);
                formulas(block, &mut |leaf, display| {
                    all.insert((leaf.text(source).to_owned(), display));
                });
            }
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, all)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, all)),
        _ => {}
    }
}

impl Found {
    fn share(&self) -> f64 {
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        1.0 - count(self.refused.len()) / count(self.all)
    }

    /// Whether enough are set.
    pub fn reached(&self) -> bool {
        self.share() >= AIM
    }

    /// The figures, and the first of those that are not set.
    pub fn lines(&self) -> Vec<String> {
        let word = if self.reached() { "reached" } else { "MISSED" };
        let mut lines =
            vec![format!("{:<28} {:>24.4}   ≥ {AIM:<8} {word}", format!("set, of {}", self.all), self.share())];
        for (tex, reason) in self.refused.iter().take(NAMED) {
            let tex: String = tex.chars().take(60).collect();
            lines.push(format!("not set: {tex:?}: {reason}"));
        }
        lines
    }
}
