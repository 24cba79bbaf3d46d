//! The shape of files and folders: a purpose first, and nothing too long. (Functions: clippy's `too_many_lines`.)

use super::source::{File, Strings, code, tree};
use super::{catches, everywhere, passes};
use std::collections::BTreeMap;

const LINES: usize = 400;
const FILES: usize = 15;
const WRITTEN: [&str; 8] = ["rs", "mjs", "js", "ts", "css", "sh", "html", "toml"];

fn purpose(file: &File) -> Vec<(usize, String)> {
    let opens = |start: &str| file.text.starts_with(start);
    let ok = if file.is("rs") { opens("//! ") } else { opens("// ") || opens("/* ") || opens("/** ") || opens("#!") };
    let asked = file.is("rs") || file.is("mjs") || file.is("js") || file.is("css");
    if asked && !ok { vec![(1, "a file opens with its purpose".to_owned())] } else { vec![] }
}

fn length(file: &File) -> Vec<(usize, String)> {
    let lines = file.text.lines().count();
    let asked = WRITTEN.iter().any(|extension| file.is(extension));
    if asked && lines > LINES { vec![(lines, format!("{lines} lines are more than {LINES}"))] } else { vec![] }
}

/// Lints are silenced for a whole file only where code meets the outside, and at the head of a test binary.
fn allowed(file: &File) -> Vec<(usize, String)> {
    let outside = ["src/host/", "src/element/", "src/bin/"].iter().any(|folder| file.is_under(folder));
    let head = file.is_under("tests/") && file.path.ends_with("/main.rs");
    if !file.is("rs") || outside || head {
        return vec![];
    }
    let code = code(&file.text, Strings::Blank);
    let found = File::lines(&code).filter(|(_, line)| line.contains("#![allow("));
    found.map(|(at, _)| (at, "`#![allow(` belongs in host, element and bin only".to_owned())).collect()
}

/// Folders of the source with more files than one can oversee.
fn crowded(paths: &[&str]) -> Vec<String> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for path in paths {
        if let Some((folder, _)) = path.rsplit_once('/') {
            *folders.entry(folder).or_default() += 1;
        }
    }
    let counted = |folder: &str| !folder.starts_with("tests/golden") && !folder.starts_with("sample");
    let many = folders.into_iter().filter(|(folder, count)| *count > FILES && counted(folder));
    many.map(|(folder, count)| format!("{folder} has {count} files, more than {FILES}")).collect()
}

#[test]
fn every_file_opens_with_its_purpose() {
    everywhere(purpose);
    catches(purpose, "src/text/span.rs", "use std::fmt;\n//! Late.");
    catches(purpose, "element.js", "import x from './y.js';");
    passes(purpose, "src/text/span.rs", "//! Spans.\n");
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    everywhere(length);
    catches(length, "src/text/span.rs", &"x\n".repeat(401));
    passes(length, "src/text/span.rs", &"x\n".repeat(400));
}

#[test]
fn lints_are_silenced_only_where_code_meets_the_outside() {
    everywhere(allowed);
    catches(allowed, "src/app/mod.rs", "//! App.\n#![allow(clippy::disallowed_methods)]");
    passes(allowed, "src/host/mod.rs", "//! Host.\n#![allow(clippy::disallowed_methods)]");
    passes(allowed, "src/app/mod.rs", "// `#![allow(` is for others");
}

#[test]
fn no_folder_has_more_than_fifteen_files() {
    let files = tree();
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(crowded(&paths), Vec::<String>::new());
    let many: Vec<String> = (0..16).map(|at| format!("src/ui/part{at}.rs")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(crowded(&many).len(), 1);
    assert_eq!(crowded(&many[1..]).len(), 0);
}
