//! Every example of the CommonMark and GFM specifications, as the Markdown crate carries them: read without a panic, with all
//! its words, in the structure that the specification shows.

use corrigenda::markup::{Block, BlockKind, Inline, Tree, parse, plain};
use std::fs::read_to_string;
use std::path::PathBuf;
use std::process::Command;

/// Where the sources of the Markdown crate are, as cargo says.
fn crate_folder() -> PathBuf {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let arguments = ["metadata", "--offline", "--locked", "--format-version", "1"];
    let answer = Command::new(cargo).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo");
    let text = String::from_utf8(answer.stdout).expect("text");
    let value: serde_json::Value = serde_json::from_str(&text).expect("the metadata");
    let packages = value["packages"].as_array().expect("packages");
    let found = packages.iter().find(|one| one["name"] == "pulldown-cmark").expect("the Markdown crate");
    let manifest = PathBuf::from(found["manifest_path"].as_str().expect("a path"));
    manifest.parent().expect("a folder").join("tests/suite")
}

/// The examples of one file: a source, and the HTML that the specification shows.
fn examples(file: &str) -> Vec<(String, String)> {
    let text = read_to_string(crate_folder().join(file)).expect("the examples");
    let raw = |part: &str| Some(part.split_once("r##\"")?.1.split_once("\"##;")?.0.to_owned());
    let mut found = Vec::new();
    for test in text.split("let original = ").skip(1) {
        let (original, rest) = test.split_once("let expected = ").expect("what is expected");
        let quoted = format!("let x = {original}");
        found.push((raw(&quoted).expect("a source"), raw(&format!("let x = {rest}")).expect("HTML")));
    }
    found
}

/// A tag or a text.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Tag(String),
    Text(String),
}

/// Writes tags and texts; neighbouring texts are one, and white space counts once.
#[derive(Default)]
struct Writer(Vec<Token>);

impl Writer {
    fn tag(&mut self, name: &str) {
        self.0.push(Token::Tag(name.to_owned()));
    }

    fn text(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Token::Text(last)) => last.push_str(text),
            _ => self.0.push(Token::Text(text.to_owned())),
        }
    }

    fn done(self) -> Vec<Token> {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let tokens = self.0.into_iter().map(|token| match token {
            Token::Text(text) => Token::Text(plain(&text)),
            tag @ Token::Tag(_) => tag,
        });
        tokens.filter(|token| *token != Token::Text(String::new())).collect()
    }
}

/// The specification's HTML as tags and texts; whether it has HTML that the source wrote itself.
fn of_html(html: &str, source: &str) -> (Vec<Token>, bool) {
    let mut writer = Writer::default();
    let mut own = false;
    let mut rest = html;
    while let Some((text, tail)) = rest.split_once('<') {
        writer.text(&unescaped(text));
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        let whole = format!("<{tag}>");
        own |= source.contains(&whole) || tag.starts_with(['!', '?']);
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        let name = name.trim_end_matches('/');
        if !matches!(name, "thead" | "tbody" | "/thead" | "/tbody" | "br" | "div" | "/div") {
            writer.tag(name);
        }
        if name == "br" {
            writer.text(" ");
        }
        if name == "img" {
            let alt = tag.split_once("alt=\"").and_then(|(_, alt)| alt.split_once('"')).map_or("", |(alt, _)| alt);
            writer.text(&unescaped(alt));
            writer.tag("/img");
        }
        rest = after;
    }
    writer.text(&unescaped(rest));
    (writer.done(), own)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn of_tree(tree: &Tree, source: &str) -> Vec<Token> {
    let mut writer = Writer::default();
    for (at, block) in tree.blocks.iter().enumerate() {
        write(block, tree.source(at, source), false, &mut writer);
    }
    writer.done()
}

fn within(name: &str, writer: &mut Writer, inner: impl FnOnce(&mut Writer)) {
    writer.tag(name);
    inner(writer);
    writer.tag(&format!("/{name}"));
}

fn write(block: &Block, source: &str, tight: bool, writer: &mut Writer) {
    let all = |blocks: &[Block], tight: bool, writer: &mut Writer| {
        for block in blocks {
            write(block, source, tight, writer);
        }
    };
    match &block.kind {
        BlockKind::Paragraph(content) if tight => {
            inlines(content, source, writer);
            writer.text(" ");
        }
        BlockKind::Paragraph(content) => within("p", writer, |writer| inlines(content, source, writer)),
        BlockKind::Heading { level, content } => {
            within(&format!("h{level}"), writer, |writer| inlines(content, source, writer));
        }
        BlockKind::List { start, tight, items } => {
            within(if start.is_some() { "ol" } else { "ul" }, writer, |writer| {
                for item in items {
                    within("li", writer, |writer| {
                        if item.task.is_some() {
                            writer.tag("input");
                        }
                        all(&item.blocks, *tight, writer);
                    });
                }
            });
        }
        BlockKind::Quote(blocks) => within("blockquote", writer, |writer| all(blocks, false, writer)),
        BlockKind::Footnote { blocks, .. } => all(blocks, false, writer),
        BlockKind::Code { text, .. } => within("pre", writer, |writer| {
            within("code", writer, |writer| text.iter().for_each(|leaf| writer.text(leaf.text(source))));
        }),
        BlockKind::Html(text) => text.iter().for_each(|leaf| writer.text(leaf.text(source))),
        BlockKind::Math(leaf) => writer.text(leaf.text(source)),
        BlockKind::Rule => writer.tag("hr"),
        BlockKind::Definition(_) => {}
        BlockKind::Table { head, rows, .. } => within("table", writer, |writer| {
            within("tr", writer, |writer| {
                for cell in head {
                    within("th", writer, |writer| inlines(&cell.content, source, writer));
                }
            });
            for row in rows {
                within("tr", writer, |writer| {
                    for cell in &row.cells {
                        within("td", writer, |writer| inlines(&cell.content, source, writer));
                    }
                });
            }
        }),
    }
}

fn inlines(content: &[Inline], source: &str, writer: &mut Writer) {
    for inline in content {
        match inline {
            Inline::Text(leaf) => writer.text(leaf.text(source)),
            Inline::Code(leaf) => within("code", writer, |writer| writer.text(leaf.text(source))),
            Inline::Math { leaf, .. } => writer.text(leaf.text(source)),
            Inline::Emphasis(_, content) => within("em", writer, |writer| inlines(content, source, writer)),
            Inline::Strong(_, content) => within("strong", writer, |writer| inlines(content, source, writer)),
            Inline::Strike(_, content) => within("del", writer, |writer| inlines(content, source, writer)),
            Inline::Link(link) => within("a", writer, |writer| inlines(&link.content, source, writer)),
            Inline::Image(image) => within("img", writer, |writer| {
                image.alt.iter().for_each(|leaf| writer.text(leaf.text(source)));
            }),
            Inline::SoftBreak(_) | Inline::HardBreak(_) => writer.text(" "),
            Inline::FootnoteRef(leaf) => writer.text(leaf.text(source)),
        }
    }
}

/// The examples of a file whose structure differs, by their number; and how many were compared, how many have HTML of their own.
fn differing(file: &str) -> (Vec<usize>, usize, usize) {
    let mut differ = Vec::new();
    let (mut compared, mut own) = (0, 0);
    for (at, (source, html)) in examples(file).into_iter().enumerate() {
        let tree = parse(&source);
        let (expected, has_own) = of_html(&html, &source);
        if has_own {
            own += 1;
            continue;
        }
        compared += 1;
        let found = of_tree(&tree, &source);
        if found != expected {
            differ.push(at + 1);
            if std::env::var_os("SHOW").is_some() {
                println!("{file} {}: {source:?}\n  {expected:?}\n  {found:?}", at + 1);
            }
        }
    }
    (differ, compared, own)
}

#[test]
fn the_examples_of_commonmark_have_the_structure_that_the_specification_shows() {
    let (differ, compared, own) = differing("spec.rs");
    assert!(compared > 500 && own < 150, "{compared} compared, {own} with HTML of their own");
    // `\[` and `\]` are a formula's signs here; the others are HTML that does not close, which is shown as it stands.
    assert_eq!(differ, [12_usize, 156, 157, 158]);
}

#[test]
fn the_examples_of_gfm_have_the_structure_that_the_specification_shows() {
    // A cell more than the table has columns is shown: nothing is dropped.
    for (file, kept) in [("gfm_table.rs", Some(7)), ("gfm_strikethrough.rs", None), ("gfm_tasklist.rs", None)] {
        let (differ, compared, _) = differing(file);
        assert!(compared > 0, "{file}");
        assert_eq!(differ, Vec::from_iter(kept), "{file}");
    }
}

#[test]
fn every_word_that_the_specification_shows_is_in_the_tree() {
    let files = ["spec.rs", "gfm_table.rs", "gfm_strikethrough.rs", "gfm_tasklist.rs"];
    let mut words = 0;
    for (source, html) in files.into_iter().flat_map(examples) {
        let shown = plain(&parse(&source), &source);
        for token in of_html(&html, &source).0 {
            let Token::Text(text) = token else { continue };
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                assert!(shown.contains(word), "{word:?} of {source:?} is not in {shown:?}");
                words += 1;
            }
        }
    }
    assert!(words > 1000, "{words}");
}
