//! Only what changed: each change in its block, under its heading; what lies between is folded and opens.

use super::deco::Deco;
use super::section;
use crate::app::desk::Page;
use crate::app::tracked::sections::SECTION;
use crate::app::{Desk, Msg, question};
use crate::markup::{BlockKind, Decorations, Tree};
use crate::ui::kit::{Ctx, join};
use crate::ui::template::{Html, view};
use crate::ui::words as w;
use std::ops::Range;
use yew::virtual_dom::Key;

/// So many lines are shown rather than folded.
const FEW_LINES: usize = 2;

/// A run of blocks: with changes, or without and behind which change it stands.
struct Run {
    blocks: Range<usize>,
    behind: Option<String>,
}

/// The correction's blocks with a change in them, what is between folded.
pub fn changed_blocks(ctx: Ctx, desk: &Desk, page: &Page, decorations: &Decorations<Deco>) -> Html {
    let tree = &page.corrected_tree;
    let mut views = Vec::new();
    for run in runs(desk, tree, &page.corrected) {
        let lines = lines(tree, page, &run.blocks);
        let open = |id: &String| lines <= FEW_LINES || desk.view.round.unfolded.contains(id);
        match &run.behind {
            Some(id) if !open(id) => views.push(view! { ctx,
                <button type="button" class="fold quiet" key={ join(&["fold ", id]) } data-b={ units(tree, page, &run.blocks).to_string() } onclick={ Msg::Unfolded(id.clone()) }>
                    { ctx.count(w::FOLDED, lines) }
                </button>
            }),
            _ => {
                for range in portions(tree, run.blocks) {
                    let key = Key::from(views.len());
                    views.push(section(ctx, tree, &page.corrected, decorations, range, false, key));
                }
            }
        }
    }
    view! { ctx, { for views } }
}

/// The blocks of a text, those that changed apart from the others.
fn runs(desk: &Desk, tree: &Tree, corrected: &str) -> Vec<Run> {
    let edits = question::edits_in_corrected(desk);
    let start = |at: usize| tree.starts.get(at).copied();
    let end = |at: usize| Some(start(at)? + tree.blocks.get(at)?.span.end);
    let is_changed = |at: usize| {
        // What went between two blocks, or gave way to the space between them, is shown with both.
        let from = at.checked_sub(1).and_then(end).unwrap_or(0);
        let to = start(at + 1).unwrap_or(usize::MAX);
        edits.iter().any(|(_, place)| match place.slice(corrected).trim().is_empty() {
            true => from <= place.end && place.start <= to,
            false => start(at) < Some(place.end) && Some(place.start) < end(at),
        })
    };
    let is_heading =
        |at: usize| tree.blocks.get(at).is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }));
    let changed: Vec<bool> = (0..tree.blocks.len()).map(is_changed).collect();
    let is_at = |at: usize| changed.get(at).copied().unwrap_or_default();
    let mut runs: Vec<Run> = Vec::new();
    for at in 0..tree.blocks.len() {
        let shown = is_at(at) || (is_heading(at) && is_at(at + 1));
        let behind = || {
            let before = edits.iter().rev().find(|(_, place)| Some(place.end) <= start(at));
            before.map(|(edit, _)| edit.id.clone()).unwrap_or_default()
        };
        match runs.last_mut() {
            Some(run) if run.behind.is_none() == shown => run.blocks.end = at + 1,
            _ => runs.push(Run { blocks: at..at + 1, behind: (!shown).then(behind) }),
        }
    }
    runs
}

fn lines(tree: &Tree, page: &Page, blocks: &Range<usize>) -> usize {
    source(tree, page, blocks).trim_end().lines().count()
}

fn units(tree: &Tree, page: &Page, blocks: &Range<usize>) -> usize {
    source(tree, page, blocks).encode_utf16().count()
}

/// The source of some blocks.
fn source<'a>(tree: &Tree, page: &'a Page, blocks: &Range<usize>) -> &'a str {
    let start = tree.starts.get(blocks.start).copied().unwrap_or(0);
    let end = tree.starts.get(blocks.end).copied().unwrap_or(page.corrected.len());
    page.corrected.get(start..end).unwrap_or_default()
}

/// A long run in portions that render again by themselves.
fn portions(tree: &Tree, blocks: Range<usize>) -> Vec<Range<usize>> {
    let start = |at: usize| tree.starts.get(at).copied().unwrap_or(usize::MAX);
    let mut portions: Vec<Range<usize>> = Vec::new();
    for at in blocks {
        match portions.last_mut() {
            Some(last) if start(at) - start(last.start) < SECTION => last.end = at + 1,
            _ => portions.push(at..at + 1),
        }
    }
    portions
}
