//! What small texts are read as.

use std::fmt::Write;

use expect_test::{Expect, expect};

use crate::markup::{Block, BlockKind, Cell, Inline, Leaf, Title, outline, parse, plain};

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
fn check(source: &str, expected: Expect) {
    let tree = parse(source);
    let mut text = String::new();
    for (index, block) in tree.blocks.iter().enumerate() {
        show(block, tree.source(index, source), 0, &mut text);
    }
    expected.assert_eq(&text);
}

/// A line a block; exact leaves in “”, others in «».
fn show(block: &Block, source: &str, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    let (line, inner): (String, Vec<&Block>) = match &block.kind {
        BlockKind::Paragraph(content) => (format!("paragraph {}", inlines(content, source)), vec![]),
        BlockKind::Heading { level, content } => (format!("heading {level} {}", inlines(content, source)), vec![]),
        BlockKind::Quote(blocks) => ("quote".to_owned(), blocks.iter().collect()),
        BlockKind::Footnote { label, blocks } => (format!("footnote {label}"), blocks.iter().collect()),
        BlockKind::Code { language, text, .. } => (format!("code {language:?} {}", leaves(text, source)), vec![]),
        BlockKind::Html(text) => (format!("html {}", leaves(text, source)), vec![]),
        BlockKind::Math(own) => (format!("math {}", leaf(own, source)), vec![]),
        BlockKind::Definition(own) => (format!("definition {}", leaf(own, source)), vec![]),
        BlockKind::Rule => ("rule".to_owned(), vec![]),
        BlockKind::Table { columns, head, rows } => {
            let columns: Vec<_> = columns
                .iter()
                .map(|column| format!("{:?}{}", column.align, if column.numeric { "#" } else { "" }))
                .collect();
            let mut table = format!("table {}\n{indent}  {}", columns.join(" "), cells(head, source));
            for row in rows {
                let _ = write!(table, "\n{indent}  {}", cells(&row.cells, source));
            }
            (table, vec![])
        }
        BlockKind::List { start, tight, items } => {
            let _ = writeln!(text, "{indent}list {start:?}{}", if *tight { " tight" } else { "" });
            for item in items {
                let task = item.task.map_or("", |task| if task.checked { " done" } else { " open" });
                let _ = writeln!(text, "{indent}  item{task}");
                item.blocks.iter().for_each(|block| show(block, source, depth + 2, text));
            }
            return;
        }
    };
    let _ = writeln!(text, "{indent}{line}");
    inner.into_iter().for_each(|block| show(block, source, depth + 1, text));
}

fn cells(cells: &[Cell], source: &str) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| inlines(&cell.content, source)).collect();
    cells.join(" | ")
}

fn leaves(leaves: &[Leaf], source: &str) -> String {
    leaves.iter().map(|own| leaf(own, source)).collect()
}

fn leaf(leaf: &Leaf, source: &str) -> String {
    let text = leaf.text(source).replace('\n', "⏎");
    if leaf.is_exact() { format!("“{text}”") } else { format!("«{text}»") }
}

fn inlines(content: &[Inline], source: &str) -> String {
    let shown = content.iter().map(|inline| match inline {
        Inline::Text(own) => leaf(own, source),
        Inline::Code(own) => format!("code{}", leaf(own, source)),
        Inline::Math { leaf: own, display } => {
            format!("{}{}", if *display { "display" } else { "math" }, leaf(own, source))
        }
        Inline::Emphasis(_, content) => format!("em({})", inlines(content, source)),
        Inline::Strong(_, content) => format!("strong({})", inlines(content, source)),
        Inline::Strike(_, content) => format!("strike({})", inlines(content, source)),
        Inline::Link(link) => {
            let safe = if link.safe { "" } else { " unsafe" };
            format!("link({} → {}{safe})", inlines(&link.content, source), link.address)
        }
        Inline::Image(image) => {
            format!("image({} → {})", leaves(&image.alt, source), image.address)
        }
        Inline::SoftBreak(_) => "⏎".to_owned(),
        Inline::HardBreak(_) => "⏎⏎".to_owned(),
        Inline::FootnoteRef(own) => format!("note{}", leaf(own, source)),
    });
    shown.collect()
}

#[test]
fn emphasis_code_and_escapes_keep_their_places() {
    check(
        "a *b **c*** `` `d` `` \\* &amp; ~~e~~\nf  \ng",
        expect![[r#"
            paragraph “a ”em(“b ”strong(“c”))“ ”code“`d`”“ ”“* ”«&»“ ”strike(“e”)⏎“f”⏎⏎“g”
        "#]],
    );
}

#[test]
fn raw_html_is_text() {
    check(
        "x <b>y</b> <script>\n\n<div onclick=\"z\">\nw\n</div>\n",
        expect![[r#"
            paragraph “x <b>y</b> <script>”
            html “<div onclick="z">⏎w⏎</div>⏎”
        "#]],
    );
}

#[test]
fn only_harmless_links_may_be_followed() {
    check(
        "[a](https://x.y) [b](JavaScript:z) [c](data:text/html,d) [e](/f) <g@h.ij> [k](HTTP://l) ![m *n*](o.png)",
        expect![[r#"
            paragraph link(“a” → https://x.y)“ ”link(“b” → JavaScript:z unsafe)“ ”link(“c” → data:text/html,d unsafe)“ ”link(“e” → /f unsafe)“ ”link(“g@h.ij” → mailto:g@h.ij)“ ”link(“k” → HTTP://l)“ ”image(“m ”“n” → o.png)
        "#]],
    );
}

#[test]
fn lists_know_their_numbers_their_boxes_and_whether_they_are_tight() {
    check(
        "3. a\n4. b\n   - [x] c\n   - [ ] d\n\n* e\n\n  f\n* g\n",
        expect![[r#"
            list Some(3) tight
              item
                paragraph “a”
              item
                paragraph “b”
                list None tight
                  item done
                    paragraph “c”
                  item open
                    paragraph “d”
            list None
              item
                paragraph “e”
                paragraph “f”
              item
                paragraph “g”
        "#]],
    );
}

#[test]
fn tables_show_cells_too_many_and_know_numbers() {
    check(
        "| Item | Cost |\n|:-----|:----:|\n| Pens | 1,200 € |\n| *Ink* | (30) | extra | `x` |\n| Sum |\n",
        expect![[r#"
            table Left Center#
              “Item” | “Cost”
              “Pens” | “1,200 €”
              em(“Ink”) | “(30)” | “extra” | “`x`”
              “Sum” | 
        "#]],
    );
}

#[test]
fn code_keeps_its_lines() {
    check(
        "```rust,ignore\nlet a = 1;\n\n```\n\n    tab\n\n> ~~~\n> q\n> r\n> ~~~\n",
        expect![[r#"
            code Some("rust") “let a = 1;⏎⏎”
            code None “tab⏎”
            quote
              code None “q⏎”“r⏎”
        "#]],
    );
}

#[test]
fn formulas_are_found_in_both_notations() {
    check(
        "Energy $E = mc^2$, \\(a_1 * b_2\\) and \\[c * d\\]\n\n\\[\nx\n+ y\n- z\n\\]\n\n> $$\n> a > b\n> $$\n",
        expect![[r#"
            paragraph “Energy ”math“E = mc^2”“, ”math“a_1 * b_2”“ and ”display“c * d”
            math “⏎x⏎+ y⏎- z⏎”
            quote
              math «⏎a > b⏎»
        "#]],
    );
    check(
        "`\\(` and `\\)` in code, \\(x\\) not.\n\n```\n\\[ y \\]\n```\n",
        expect![[r#"
            paragraph code“\(”“ and ”code“\)”“ in code, ”math“x”“ not.”
            code None “\[ y \]⏎”
        "#]],
    );
}

#[test]
fn prices_are_no_formulas() {
    check(
        "From $5-$10 to **$15**-$20, $3 million and US$4 million; but $3x$.",
        expect![[r#"
            paragraph “From $5-$10 to ”strong(“$15”)“-$20, $3 million and US$4 million; but ”math“3x”“.”
        "#]],
    );
}

#[test]
fn definitions_and_footnotes_are_shown() {
    check(
        "See [a] and[^1].\n\n[a]: http://b 'c'\n[^1]: Note.\n\n> [d]: e\n> f\n",
        expect![[r#"
            paragraph “See ”link(“a” → http://b)“ and”note“1”“.”
            definition “[a]: http://b 'c'”
            footnote 1
              paragraph “Note.”
            quote
              definition “[d]: e”
              paragraph “f”
        "#]],
    );
}

#[test]
fn an_empty_text_is_an_empty_paragraph() {
    check(
        " \n\n",
        expect![[r#"
        paragraph 
    "#]],
    );
}

#[test]
fn the_visible_text_and_the_headings_can_be_asked_for() {
    let source = "# A *b*\n\n- c\n- d\n\n| e | f |\n|--|--|\n| g | h |\n\n## I `j`\n\nk\nl";
    let tree = parse(source);
    expect![[r#"
        A b
        c
        d
        e	f
        g	h
        I j
        k l"#]]
    .assert_eq(&plain(&tree, source));
    let title = |block, level, text: &str| Title { block, level, text: text.to_owned() };
    assert_eq!(outline(&tree, source), [title(0, 1, "A b"), title(3, 2, "I j")]);
}
