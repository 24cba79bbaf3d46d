//! One evaluation a file: what is measured, and what it must reach.

use crate::data::{gold, lines, list, number, text};
use crate::metrics::{Agreement, Pair, Place, Rewrites, broken};
use corrigenda::text::{Kind, Offsets, Unit, diff, merge};
use serde_json::Value;
use std::time::{Duration, Instant};

/// A figure, what it must reach, and whether it does.
pub struct Figure {
    pub what: &'static str,
    pub value: String,
    pub aim: String,
    /// `None` where nothing was promised.
    pub reached: Option<bool>,
}

pub type Figures = Result<Vec<Figure>, String>;

fn at_least(what: &'static str, value: f64, aim: f64) -> Figure {
    Figure { what, value: format!("{value:.4}"), aim: format!("≥ {aim}"), reached: Some(value >= aim) }
}

fn at_most(what: &'static str, value: f64, aim: f64) -> Figure {
    Figure { what, value: format!("{value:.3}"), aim: format!("≤ {aim}"), reached: Some(value <= aim) }
}

fn told(what: &'static str, value: String) -> Figure {
    Figure { what, value, aim: String::new(), reached: None }
}

/// No row may break a law.
fn laws(breaks: &[String]) -> Figure {
    let value = breaks.first().map_or_else(|| "hold".to_owned(), |first| format!("{} broken, {first}", breaks.len()));
    Figure { what: "laws", value, aim: "hold".into(), reached: Some(breaks.is_empty()) }
}

/// The hunks of one default call, in UTF-16.
fn hunks(old: &str, new: &str, kind: Kind) -> Vec<Place> {
    let found = diff(old, new, kind);
    let (left, right) = (Offsets::new(old), Offsets::new(new));
    let place = |hunk: &corrigenda::text::Hunk| {
        let (old, new) = (left.span_to(Unit::Utf16, hunk.old), right.span_to(Unit::Utf16, hunk.new));
        [old.start, old.end, new.start, new.end]
    };
    found.hunks.iter().map(place).collect()
}

fn check(breaks: &mut Vec<String>, row: &Value, texts: &Pair, found: &[Place]) {
    if let Some(law) = broken(texts, found) {
        breaks.push(format!("{}: {law}", row.get("id").unwrap_or(&Value::Null)));
    }
}

/// Agreement with edits that people marked in single words.
pub fn edits(rows: &[Value], aim: f64) -> Figures {
    let (mut agreement, mut breaks) = (Agreement::default(), Vec::new());
    for row in rows {
        let (old, new) = (text(row, "src")?, text(row, "tgt")?);
        let (texts, found) = (Pair::new(old, new), hunks(old, new, Kind::Auto));
        check(&mut breaks, row, &texts, &found);
        agreement.add(&texts, &found, &gold(row)?);
    }
    Ok(vec![at_least("span F1", agreement.f1(), aim), laws(&breaks)])
}

/// How rewritten answers are marked.
pub fn rewrites(rows: &[Value]) -> Figures {
    let (mut rewrites, mut breaks) = (Rewrites::default(), Vec::new());
    for row in rows {
        let (old, new) = (text(row, "src")?, text(row, "tgt")?);
        let (texts, found) = (Pair::new(old, new), hunks(old, new, Kind::Auto));
        check(&mut breaks, row, &texts, &found);
        rewrites.add(&texts, &found, &gold(row)?);
    }
    Ok(vec![
        at_most("hunks an answer", rewrites.hunks_an_answer(), 2.6),
        at_least("touched", rewrites.touched(), 0.98),
        at_least("inside", rewrites.inside(), 0.91),
        laws(&breaks),
    ])
}

/// Whether an inserted or deleted block of code is shown where people would show it.
pub fn sliders(rows: &[Value]) -> Figures {
    let mut right = 0_u32;
    for row in rows {
        right += u32::from(slider(row)?);
    }
    let all = u32::try_from(rows.len()).map_err(|error| error.to_string())?;
    Ok(vec![at_least("right", f64::from(right) / f64::from(all.max(1)), 0.97)])
}

fn slider(row: &Value) -> Result<bool, String> {
    let (window, sign) = (lines(row, "window")?, text(row, "sign")?);
    let (start, len) = (number(row, "block_start")?, number(row, "block_len")?);
    let block = usize::try_from(start).and_then(|start| usize::try_from(len).map(|len| start..start + len));
    let block = block.map_err(|error| format!("block_start, block_len: {error}"))?;
    let whole: String = window.iter().map(|line| format!("{line}\n")).collect();
    let kept = window.iter().enumerate().filter(|(at, _)| !block.contains(at));
    let without: String = kept.map(|(_, line)| format!("{line}\n")).collect();
    let (found, is_new) = match sign {
        "-" => (diff(&whole, &without, Kind::Code), false),
        "+" => (diff(&without, &whole, Kind::Code), true),
        other => return Err(format!("sign: expected + or -, found {other}")),
    };
    let [hunk] = found.hunks.as_slice() else { return Ok(false) };
    let at = if is_new { hunk.new.start } else { hunk.old.start };
    let first = i64::try_from(whole.get(..at).unwrap_or_default().matches('\n').count()).map_err(|e| e.to_string())?;
    Ok(list(row, "human_shifts")?.iter().filter_map(Value::as_i64).any(|shift| start + shift == first))
}

/// Real merges, against what people made of them.
pub fn merges(rows: &[Value]) -> Figures {
    let (mut clean, mut exact) = (0_u32, 0_u32);
    for row in rows {
        let merged = merge(text(row, "base")?, text(row, "ours")?, text(row, "theirs")?);
        clean += u32::from(merged.clean);
        exact += u32::from(merged.clean && merged.text == text(row, "merged")?);
    }
    let aim = 29.0 / 33.0;
    let all = f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX)).max(1.0);
    let share = |count: u32| f64::from(count) / all;
    Ok(vec![
        at_least("clean", share(clean), (aim * 1000.0_f64).floor() / 1000.0),
        at_least("exact", share(exact), (aim * 1000.0_f64).floor() / 1000.0),
        told("clean / exact of", format!("{clean} / {exact} of {}", rows.len())),
    ])
}

/// Revisions of Markdown: laws and time.
pub fn revisions(rows: &[Value]) -> Figures {
    let (mut breaks, mut times, mut count, mut degraded) = (Vec::new(), Vec::new(), 0, 0);
    for row in rows {
        let (old, new) = (text(row, "before")?, text(row, "after")?);
        for (old, new) in [(old, new), (new, old)] {
            let (texts, found) = (Pair::new(old, new), hunks(old, new, Kind::Auto));
            check(&mut breaks, row, &texts, &found);
            count += found.len();
            degraded += usize::from(diff(old, new, Kind::Auto).degraded);
            times.push(best_of(3, || diff(old, new, Kind::Auto)));
        }
    }
    times.sort();
    let at = |share: usize| times.get(times.len().saturating_sub(1) * share / 100).copied().unwrap_or_default();
    let micro = |time: Duration| format!("{:.0} µs", time.as_secs_f64() * 1e6);
    Ok(vec![
        told("time, median / p95 / most", [50, 95, 100].map(|share| micro(at(share))).join(" / ")),
        told(
            "hunks a revision",
            format!("{:.2}", f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / times.len().max(1) as f64),
        ),
        told("degraded", degraded.to_string()),
        laws(&breaks),
    ])
}

#[expect(clippy::disallowed_methods, reason = "it measures time")]
fn best_of<T>(times: usize, work: impl Fn() -> T) -> Duration {
    let run = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    (0..times).map(run).min().unwrap_or_default()
}
