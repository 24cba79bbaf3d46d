//! Laws that hold for every text, tried on tricky ones and on random ones.

mod placing;
mod reading;
mod rereading;

use crate::markup::{Block, BlockKind, Inline, Tree};

/// Small texts that have been, or look like, trouble.
const TRICKY: &[&str] = &[
    "",
    " ",
    "\n\n",
    "plain words",
    "# Title\n\nA *b **c** d* e.\n",
    "Title\n===\n\ntext\n---\nmore\n",
    "- one\n- two\n  - deep\n\n    para\n- three\n",
    "1. a\n2. b\n\n10) c\n",
    "- [ ] open\n- [x] done\n\n  more\n",
    "> quote\nlazy\n> > deep\n\nout\n",
    "```rust x\nlet a = 1;\n\nb\n```\nafter\n",
    "~~~\nopen fence\n\nto the end",
    "    indented\n\n\tcode\n\ttabs\there\n",
    "> ```\n> a\n> b\n> ```\n",
    "so\n\\begin{align*}\n- a &= b \\\\\n+ c\n\\end{align*}\n> \\begin{gather}\n> x\n> \\end{gather}\n",
    "| a | b |\n|:--|--:|\n| 1 | 2 | 3 | 4\n| x |\nplain\n\nend",
    "a | b\n--|--\n`c\\|d` | **e**\n",
    "a &amp; b &copy; \\* c \\_ d &#35; e",
    "x `code` y `` a ` b `` z ` c `\nline `two\nlines` end",
    "<div>\nraw <b>html</b>\n</div>\n\ninline <i>tag</i> <!-- note -->\n",
    "[a](http://x.y \"title\") [b](javascript:z) <http://auto.link> <me@mail.org> ![alt *em*](pic.png)",
    "[ref] and [other][ref] and [none]\n\n[ref]: http://a.b 'title words'\n[ref]: http://second\n",
    "> [in]: /quote\n> see [in]\n\n- [item]: /list\n  text\n",
    "note[^1] and[^two]\n\n[^1]: first\n    more\n\n[^two]: second\n\n    para\n",
    "$x_1 * y_2$ and $$a * b$$ and \\(c * d\\) and \\[e * f\\]",
    "$$\na\n+ b\n- c\n= d\n$$\n\n\\[\n# not a title\n\\]\n",
    "> \\[\n> a + b\n> \\]\n\n1. $$\n   x > 1\n   $$\n",
    "costs $5-$10 or $15 **and** $20, $3 million to US$4 more",
    "`\\[` code `\\]` and \\[ open\n\n```\n\\[\n```\n\\]\n",
    "soft\nbreak  \nhard\\\nbreak\n",
    "a\r\nb\r\n\r\n- c\r\n- d\r\n\r\n```\r\ne\r\nf\r\n```\r\n",
    "lone\rreturn\r\rpara\0null\u{1a}sub $1-$2",
    "***\n\n---\n\n* * *\n",
    "~~gone~~ ~one~ ***both*** __s__ _e_",
    "é 漢字 🇩🇪 e\u{301} \u{feff} \u{a0}x\u{a0}\n\n**ü**ß\n",
    "-\n-\n\n1.\n\n>\n\n#\n",
    "- a\n\n\n  b\n- ```\n  c\n  ```\n- | h |\n  |---|\n  | c |\n",
    "***a*** **b*c*d** *e**f**g* **h",
    "[[a]](b) ![[c]](d) [e](<f g> 'h') [i]( j )",
    "\\(a\\)\\(b\\) \\(c\\)$d$ $$e$$$f$",
];

/// What random texts are made of.
const SCRAPS: &[&str] = &[
    "a",
    "\\begin{align}",
    "\\end{align}",
    "word",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "  ",
    "    ",
    "\t",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "```\n",
    "~~~\n",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    "# ",
    "## ",
    "===\n",
    "---\n",
    "|",
    " | ",
    "|---|---|\n",
    "| a | b |\n",
    "[",
    "]",
    "(",
    ")",
    "](u)",
    "![",
    "[^1]",
    "\n[^1]: note\n",
    "\n[a]: http://b\n",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>\n",
    "<!--",
    "-->",
    "&amp;",
    "&",
    "\\",
    "\\*",
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "$5",
    "é",
    "漢",
    "\r\n",
    "\r",
    "[ ] ",
    "[x] ",
    ":",
    ".",
    "http://x.y",
    "7",
    "{",
    "}",
    "\u{301}",
    "=",
    "a\n",
    "word\n\n",
];

fn random_text(random: &mut fastrand::Rng, most: usize) -> String {
    let count = random.usize(0..=most);
    (0..count).filter_map(|_| random.choice(SCRAPS)).copied().collect()
}

/// What the nodes of a tree say apart from their leaves.
fn said(tree: &Tree) -> String {
    let mut said = String::new();
    for block in &tree.blocks {
        block_says(block, &mut said);
    }
    said
}

fn block_says(block: &Block, said: &mut String) {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            inlines_say(content, said);
        }
        BlockKind::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| block_says(block, said));
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| block_says(block, said)),
        BlockKind::Footnote { label, blocks } => {
            said.push_str(label);
            said.push(' ');
            blocks.iter().for_each(|block| block_says(block, said));
        }
        BlockKind::Code { info, .. } => {
            said.push_str(info);
            said.push(' ');
        }
        BlockKind::Table { head, rows, .. } => {
            let cells = head.iter().chain(rows.iter().flat_map(|row| &row.cells));
            cells.for_each(|cell| inlines_say(&cell.content, said));
        }
        _ => {}
    }
}

fn inlines_say(content: &[Inline], said: &mut String) {
    for inline in content {
        match inline {
            Inline::Emphasis(_, content) | Inline::Strong(_, content) | Inline::Strike(_, content) => {
                inlines_say(content, said);
            }
            Inline::Link(link) => {
                said.push_str(&format!("{} {} ", link.address, link.title));
                inlines_say(&link.content, said);
            }
            Inline::Image(image) => said.push_str(&format!("{} {} ", image.address, image.title)),
            _ => {}
        }
    }
}
