//! The rules of the house as tests: each rule is a function over one file, shown to catch a bad snippet, then run over all.

mod imports;
mod shape;
mod source;
mod styles;
mod words;

use source::{File, tree};

/// A rule: what is wrong in a file, as `line: why`.
type Rule = fn(&File) -> Vec<(usize, String)>;

/// Fails with every place in the tree that breaks the rule.
#[track_caller]
fn everywhere(rule: Rule) {
    let files = tree();
    assert!(files.iter().any(|file| file.path == "src/lib.rs"), "the walk over the tree finds no source");
    let broken: Vec<String> = files
        .iter()
        .flat_map(|file| rule(file).into_iter().map(|(line, why)| format!("{}:{line}: {why}", file.path)))
        .collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// The rule finds something in this snippet.
#[track_caller]
fn catches(rule: Rule, path: &str, text: &str) {
    assert!(!rule(&File::new(path, text)).is_empty(), "the rule lets this through in {path}:\n{text}");
}

/// The rule finds nothing in this snippet.
#[track_caller]
fn passes(rule: Rule, path: &str, text: &str) {
    let found = rule(&File::new(path, text));
    assert!(found.is_empty(), "the rule objects in {path} to:\n{text}\n{found:?}");
}
