//! Reads a text: hides its formulas, lets the Markdown parser loose, takes wrong guesses back, and builds the tree.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::build::Builder;
use super::mask::{self, Finder, NEUTRAL};
use super::split;
use super::tree::{Block, BlockKind, Tree};
use crate::text::Span;

/// What of Markdown's extensions is read.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_MATH);

/// How often guesses about formulas are taken back one by one, before all are.
const ROUNDS: usize = 4;

/// Reads a text. Never fails: what is no Markdown is text.
#[must_use]
pub fn parse(source: &str) -> Tree {
    whole(read(source))
}

/// A tree with at least one block.
pub(super) fn whole(mut tree: Tree) -> Tree {
    if tree.blocks.is_empty() {
        let empty = Block::new(Span::default(), BlockKind::Paragraph(Vec::new()));
        tree.push(0, Rc::new(empty));
    }
    tree
}

/// Reads a text or a part of one; without a block where it is blank.
pub(super) fn read(source: &str) -> Tree {
    let mut guess = Guess::new(source);
    for round in 0..ROUNDS {
        let masked = mask::apply(source, &guess.formulas, &guess.money);
        let parser = Parser::new_ext(&masked, OPTIONS).into_offset_iter();
        let defines = parser.reference_definitions().iter().next().is_some();
        let events: Vec<_> = parser.collect();
        if guess.takes_back(source, &events) {
            if round + 2 >= ROUNDS {
                guess.formulas.clear();
                guess.rough = true;
            }
            if round + 1 < ROUNDS {
                continue;
            }
        }
        let footnotes = events.iter().any(|(event, _)| matches!(event, Event::Start(Tag::FootnoteDefinition(_))));
        let mut tree = Tree { defines: defines || footnotes, rough: guess.rough, ..Tree::default() };
        for (start, block) in Builder::new(source, &masked, events).top() {
            tree.defines |= matches!(block.kind, BlockKind::Definition(_));
            split::push(&mut tree, start, block, source);
        }
        return tree;
    }
    Tree::default()
}

/// What is held to be a formula, and what money.
struct Guess {
    formulas: Vec<Span>,
    money: Vec<Span>,
    /// Whether dollar signs can be made harmless at all.
    neutral: bool,
    rough: bool,
}

impl Guess {
    fn new(source: &str) -> Self {
        let neutral = !source.contains(NEUTRAL);
        let formulas = Finder::formulas(source);
        Self { formulas, money: Vec::new(), neutral, rough: !neutral || lone_return(source) }
    }

    /// Takes back what the parser did not confirm; whether there was any.
    fn takes_back(&mut self, source: &str, events: &[(Event<'_>, Range<usize>)]) -> bool {
        let mut confirmed = Vec::new();
        let mut money = Vec::new();
        for (event, range) in events {
            let span = Span { start: range.start, end: range.end };
            match event {
                Event::InlineMath(_) if is_money(source, range) => money.push(span),
                Event::InlineMath(_) | Event::DisplayMath(_) => confirmed.push(span),
                _ => {}
            }
        }
        let before = self.formulas.len();
        self.formulas.retain(|formula| confirmed.binary_search(formula).is_ok());
        let lost = self.formulas.len() < before;
        self.rough |= lost;
        let paid = self.neutral && !money.is_empty();
        if paid {
            self.money.append(&mut money);
        }
        lost || paid
    }
}

/// Whether a carriage return ends a line by itself: what a line is, is then not said by line feeds alone.
fn lone_return(source: &str) -> bool {
    let mut returns = source.match_indices('\r');
    returns.any(|(at, _)| source.as_bytes().get(at + 1) != Some(&b'\n'))
}

/// Whether the formula at `range` is rather two prices.
pub(super) fn is_money(source: &str, range: &Range<usize>) -> bool {
    let text = source.get(range.clone()).unwrap_or("");
    let after = source.get(range.end..).unwrap_or("");
    let inner = text.strip_prefix('$').and_then(|inner| inner.strip_suffix('$'));
    inner.is_some_and(|inner| !inner.starts_with('$') && mask::is_money(inner, after))
}
