//! Input that means harm (`hostile.json`, read by `tests/e2e/reading/hostile.test.mjs` as well): in the tree it is text, and
//! nothing that may be followed leads anywhere but to the web or to a mailbox.

use corrigenda::markup::{Block, BlockKind, Inline, parse, plain};

fn cases() -> Vec<String> {
    let cases: Vec<String> = serde_json::from_str(include_str!("hostile.json")).expect("cases");
    assert!(cases.len() > 150, "{}", cases.len());
    cases
}

/// Every address that may be followed or loaded.
fn addresses(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => inlines(content, found),
            BlockKind::List { items, .. } => items.iter().for_each(|item| addresses(&item.blocks, found)),
            BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => addresses(blocks, found),
            BlockKind::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| inlines(&cell.content, found));
            }
            _ => {}
        }
    }
}

fn inlines(content: &[Inline], found: &mut Vec<String>) {
    for inline in content {
        match inline {
            Inline::Emphasis(_, content) | Inline::Strong(_, content) | Inline::Strike(_, content) => {
                inlines(content, found);
            }
            Inline::Link(link) => {
                found.extend(link.safe.then(|| link.address.clone()));
                inlines(&link.content, found);
            }
            Inline::Image(image) => found.extend(image.safe.then(|| image.address.clone())),
            _ => {}
        }
    }
}

fn followed(text: &str) -> Vec<String> {
    let tree = parse(text);
    let blocks: Vec<Block> = tree.blocks.iter().map(|block| Block::clone(block)).collect();
    let mut found = Vec::new();
    addresses(&blocks, &mut found);
    found
}

#[test]
fn only_addresses_of_the_web_and_of_mailboxes_may_be_followed() {
    let mut count = 0;
    for case in cases() {
        for address in followed(&case) {
            let low = address.to_ascii_lowercase();
            let good = ["http://", "https://", "mailto:"].iter().any(|scheme| low.starts_with(scheme));
            assert!(good && !address.contains(char::is_control), "{case:?} leads to {address:?}");
            count += 1;
        }
    }
    // The harmless ones among them are links all the same.
    assert!(count > 5, "{count}");
    assert_eq!(followed("[a](https://example.org) <b@example.org>").len(), 2);
}

#[test]
fn what_means_harm_can_be_read() {
    for case in cases().iter().filter(|case| case.starts_with('<') && !case.contains('\u{0}')) {
        let shown = plain(&parse(case), case);
        let word = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        assert!(
            word(&shown).contains(&word(case.lines().next().unwrap_or_default()))
                || case.starts_with("<j")
                || case.starts_with("<J"),
            "{case:?}: {shown:?}"
        );
    }
}

#[test]
fn formulas_that_mean_harm_are_refused_or_made_of_what_is_allowed() {
    let allowed = |text: &str| !["href", "onload", "script\"", "style", "http"].iter().any(|word| text.contains(word));
    for case in cases().iter().filter(|case| case.starts_with('$')) {
        let tex = case.trim_matches('$');
        if let Ok(node) = corrigenda::math::typeset(tex, false) {
            let written = corrigenda::json::Doc::write(&node).to_string();
            let names = written.split('"').filter(|part| part.chars().all(|c| c.is_ascii_lowercase()));
            assert!(names.clone().all(allowed) && !names.clone().any(|name| name == "script"), "{case}: {written}");
        }
    }
}
