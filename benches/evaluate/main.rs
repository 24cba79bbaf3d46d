//! `make evaluate DATA=folder`: the engine over the files of a folder, as a table of figures and what they must reach.
//!
//! The last line is `N passed, N failed`. An aim that is missed, a law that is broken, a file that cannot be read: all fail.

#[path = "../judge/agreement.rs"]
mod agreement;
mod data;
mod formulas;
mod metrics;
mod reading;
mod suites;

use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;
use suites::Figures;

/// A file that may be in the folder, and what is done with its rows.
type Suite = (&'static str, fn(&[Value]) -> Figures);

const SUITES: [Suite; 7] = [
    ("bea-dev.jsonl", |rows| suites::edits(rows, 0.80)),
    ("conll14.jsonl", |rows| suites::edits(rows, 0.78)),
    ("corrections-uk.jsonl", |rows| suites::edits(rows, 0.82)),
    ("corrections-llm.jsonl", suites::rewrites),
    ("sliders.jsonl", suites::sliders),
    ("merges.jsonl", suites::merges),
    ("revisions-markdown.jsonl", suites::revisions),
];

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1).filter(|folder| !folder.is_empty()) else {
        eprintln!("Which data? make evaluate DATA=folder, with any of {}.", names().join(", "));
        println!("0 passed, 1 failed");
        return ExitCode::FAILURE;
    };
    let (mut passed, mut failed) = (0, 0);
    for (name, suite) in SUITES {
        let Some(rows) = data::read(Path::new(&folder), name) else { continue };
        let figures = rows.and_then(|rows| {
            println!("{name}, {} rows", rows.len());
            suite(&rows)
        });
        match figures {
            Err(error) => {
                println!("{name} cannot be read: {error}");
                failed += 1;
            }
            Ok(figures) => {
                for figure in figures {
                    let word = figure.reached.map_or("", |reached| if reached { "reached" } else { "MISSED" });
                    println!("  {:<28} {:>24}   {:<10} {word}", figure.what, figure.value, figure.aim);
                    passed += u32::from(figure.reached == Some(true));
                    failed += u32::from(figure.reached == Some(false));
                }
            }
        }
    }
    for (right, wrong) in [formulas(Path::new(&folder)), texts(Path::new(&folder)), agreements(Path::new(&folder))] {
        passed += right;
        failed += wrong;
    }
    if passed + failed == 0 {
        eprintln!("{folder} holds none of {}.", names().join(", "));
        failed = 1;
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The formulas in the texts of all files: whether enough of them are set.
fn formulas(folder: &Path) -> (u32, u32) {
    match formulas::evaluate(folder) {
        None => (0, 0),
        Some(found) => {
            println!("formulas in the texts of all files");
            for line in found.lines() {
                println!("  {line}");
            }
            if found.reached() { (1, 0) } else { (0, 1) }
        }
    }
}

/// All texts as they are read: whether no link leads where it must not; and what does not come out in them.
fn texts(folder: &Path) -> (u32, u32) {
    let Some(found) = reading::evaluate(folder) else { return (0, 0) };
    println!("texts of all files, as they are read");
    for line in found.lines() {
        println!("  {line}");
    }
    if found.reached() { (1, 0) } else { (0, 1) }
}

/// The statistics over real ratings, beside what reference implementations give: how many are right, how many wrong.
fn agreements(folder: &Path) -> (u32, u32) {
    if !folder.join("real_data_expected.json").exists() {
        return (0, 0);
    }
    println!("real_data_expected.json");
    match agreement::evaluate(folder) {
        Err(error) => {
            println!("real_data_expected.json cannot be read: {error}");
            (0, 1)
        }
        Ok(lines) => lines.iter().fold((0, 0), |(right, wrong), line| {
            let found = line.found.map_or_else(|| "unknown".to_owned(), |found| format!("{found:.4}"));
            let word = if line.right { "reached" } else { "MISSED" };
            println!("  {:<40} {found:>12}   {:<10} {word}", line.name, line.expected);
            (right + u32::from(line.right), wrong + u32::from(!line.right))
        }),
    }
}

fn names() -> Vec<&'static str> {
    SUITES.iter().map(|(name, _)| *name).collect()
}
