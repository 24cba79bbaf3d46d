//! The files of the tree, and their text without comments or without what strings say.

use std::fs;
use std::path::Path;

/// What is built, kept or installed, and no part of the source.
const NOT_OURS: [&str; 7] = ["target", "dist", "data", "node_modules", ".git", "results", ".jj"];

/// One file: its path from the root of the tree, with `/`, and its text.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, end)| end == extension)
    }

    pub fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Whether this is test code as a whole: `tests/`, and modules named `tests` or `examples` in the source.
    pub fn is_test(&self) -> bool {
        let path = &self.path;
        self.is_under("tests/")
            || path.ends_with("/tests.rs")
            || path.contains("/tests/")
            || path.contains("/examples/")
    }

    /// The lines of a text made from this one, with their numbers.
    pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
        text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The Rust text up to its `#[cfg(test)] mod tests`, which stands at the end of a file.
    pub fn product(&self) -> &str {
        if self.is_test() {
            return "";
        }
        let end = self
            .text
            .match_indices("#[cfg(test)]")
            .find(|(at, _)| self.text.get(at + 12..).is_some_and(|rest| rest.trim_start().starts_with("mod ")));
        end.map_or(&self.text, |(at, _)| &self.text[..at])
    }
}

/// Every text file that is committed, in order of its path.
pub fn tree() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(root, root, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let parts: Vec<_> = path.strip_prefix(root).unwrap().iter().map(|part| part.to_string_lossy()).collect();
            files.push(File { path: parts.join("/"), text });
        }
    }
}

/// What of the text to blank out, besides comments.
#[derive(Clone, Copy, PartialEq)]
pub enum Strings {
    Keep,
    Blank,
}

/// Rust (or JavaScript, near enough) with comments as blanks, and strings too if asked; line numbers stay.
pub fn code(text: &str, strings: Strings) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, is_string) = piece(rest, out.chars().last());
        let length = length.max(first.len_utf8());
        let (taken, after) = rest.split_at(length);
        let keep = length == first.len_utf8() || (is_string && strings == Strings::Keep);
        out.extend(taken.chars().map(|c| if keep || c == '\n' { c } else { ' ' }));
        rest = after;
    }
    out
}

/// The length of the comment or string that starts here (0: neither), and whether it is a string.
fn piece(rest: &str, before: Option<char>) -> (usize, bool) {
    let to = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") && before != Some(':') {
        return (rest.find('\n').unwrap_or(rest.len()), false);
    }
    if rest.starts_with("/*") {
        return (to("*/", 2), false);
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with('r') && !in_word {
        let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
        if rest[1 + hashes..].starts_with('"') {
            return (to(&format!("\"{}", "#".repeat(hashes)), 2 + hashes), true);
        }
    }
    if rest.starts_with('"') {
        return (quoted(rest, '"'), true);
    }
    // A character, and not a lifetime.
    if let Some(after) = rest.strip_prefix('\'') {
        let mut after = after.chars();
        let (first, second) = (after.next(), after.next());
        if first == Some('\\') || second == Some('\'') {
            return (quoted(rest, '\''), true);
        }
    }
    (0, false)
}

/// The length of a quoted text with its quotes.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return at + c.len_utf8();
        }
    }
    rest.len()
}

#[test]
fn comments_and_strings_become_blanks_and_lines_stay() {
    let text = "let a = \"x // \\\" y\"; // z\nlet b: &'a str = r#\"q \" \"#; /* c\n */ 'd' e";
    let blank = code(text, Strings::Blank);
    assert_eq!(blank.split_whitespace().collect::<Vec<_>>().join(" "), "let a = ; let b: &'a str = ; e");
    assert_eq!(blank.lines().count(), text.lines().count());
    assert!(code(text, Strings::Keep).contains("q \" "));
}

#[test]
fn the_product_ends_where_its_tests_begin() {
    assert_eq!(File::new("src/x.rs", "a\n#[cfg(test)]\nmod tests {}\n").product(), "a\n");
    assert_eq!(File::new("src/x.rs", "#[cfg(test)]\nuse b;\na").product(), "#[cfg(test)]\nuse b;\na");
    assert_eq!(File::new("tests/it/x.rs", "a").product(), "");
}
