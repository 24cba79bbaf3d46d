//! Every text of all files of a folder, as it is read: no address that may be followed leads anywhere but to the web or a mailbox;
//! and what does not come out in them, for a person to judge.
//!
//! A line of a `.jsonl` file and a `.json` file are values whose texts are read; any other file (`.txt`, `.html`, `.md`) is read as
//! a whole and line by line, as collections of hostile inputs have a case a line.

use corrigenda::doubt::{Options, doubts};
use corrigenda::json::{Doc, object};
use corrigenda::markup::{Block, BlockKind, Inline, parse};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// So many doubts are shown.
const SHOWN: usize = 50;

/// What was found.
#[derive(Default)]
pub struct Found {
    texts: usize,
    followed: usize,
    /// Addresses that may be followed and should not.
    elsewhere: Vec<String>,
    /// Doubts by their rule.
    doubts: BTreeMap<String, usize>,
    shown: Vec<String>,
}

/// Reads a folder; none where it has no text.
pub fn evaluate(folder: &Path) -> Option<Found> {
    let mut found = Found::default();
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("jsonl") => {
                text.lines()
                    .filter_map(|line| serde_json::from_str(line).ok())
                    .for_each(|row: Value| found.value(&row));
            }
            Some("json") => serde_json::from_str(&text).iter().for_each(|value: &Value| found.value(value)),
            Some("txt" | "html" | "md") => {
                found.text(&text);
                text.lines().for_each(|line| found.text(line));
            }
            _ => {}
        }
    }
    (found.texts > 0).then_some(found)
}

impl Found {
    fn value(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.text(text),
            Value::Array(values) => values.iter().for_each(|value| self.value(value)),
            Value::Object(fields) => fields.values().for_each(|value| self.value(value)),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.texts += 1;
        for block in parse(text).blocks {
            self.block(&block);
        }
        let Ok(options) = Options::read(object([])) else { return };
        for one in doubts(text, &options) {
            *self.doubts.entry(one.rule.word().to_owned()).or_default() += 1;
            if self.shown.len() < SHOWN {
                let words: String = one.span.slice(text).chars().take(80).collect();
                self.shown.push(format!("{}: {} {words:?}", one.rule.word(), one.message(None)));
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => self.inlines(content),
            BlockKind::List { items, .. } => {
                items.iter().flat_map(|item| &item.blocks).for_each(|block| self.block(block));
            }
            BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => {
                blocks.iter().for_each(|block| self.block(block));
            }
            BlockKind::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| self.inlines(&cell.content));
            }
            _ => {}
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Emphasis(_, content) | Inline::Strong(_, content) | Inline::Strike(_, content) => {
                    self.inlines(content);
                }
                Inline::Link(link) => {
                    self.address(&link.address, link.safe);
                    self.inlines(&link.content);
                }
                Inline::Image(image) => self.address(&image.address, image.safe),
                _ => {}
            }
        }
    }

    fn address(&mut self, address: &str, safe: bool) {
        self.followed += usize::from(safe);
        let low = address.to_ascii_lowercase();
        let good = ["http://", "https://", "mailto:"].iter().any(|scheme| low.starts_with(scheme));
        if safe && (!good || address.contains(char::is_control)) {
            self.elsewhere.push(address.to_owned());
        }
    }

    /// Whether nothing leads elsewhere.
    pub fn reached(&self) -> bool {
        self.elsewhere.is_empty()
    }

    /// The figures, what leads elsewhere, and the first doubts.
    pub fn lines(&self) -> Vec<String> {
        let word = if self.reached() { "reached" } else { "MISSED" };
        let what = format!("lead elsewhere, of {} links", self.followed);
        let mut lines = vec![format!("{what:<40} {:>12}   = 0        {word}", self.elsewhere.len())];
        lines.extend(self.elsewhere.iter().map(|one| format!("leads elsewhere: {one:?}")));
        let all: usize = self.doubts.values().sum();
        lines.push(format!(
            "{:<40} {all:>12}   {:?}",
            format!("do not come out, in {} texts", self.texts),
            self.doubts
        ));
        lines.extend(self.shown.iter().cloned());
        lines
    }
}
