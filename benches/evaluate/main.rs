//! `make evaluate DATA=folder`: the engine over the files of a folder, as a table of figures and what they must reach.
//!
//! The last line is `N passed, N failed`. An aim that is missed, a law that is broken, a file that cannot be read: all fail.

mod data;
mod metrics;
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
    if passed + failed == 0 {
        eprintln!("{folder} holds none of {}.", names().join(", "));
        failed = 1;
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn names() -> Vec<&'static str> {
    SUITES.iter().map(|(name, _)| *name).collect()
}
