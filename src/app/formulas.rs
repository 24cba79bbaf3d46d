//! The formulas of a task: asked for once they stand on the desk, known once they are set.

use super::{Desk, Effect, Model};
use crate::markup::{self, Tree};
use crate::math::Node;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many formulas are kept before those that no text has any more are forgotten.
const KEPT: usize = 4_000;

/// A formula: TeX without its delimiters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The TeX.
    pub tex: Rc<str>,
    /// Whether it has a line of its own.
    pub display: bool,
}

/// How it stands with a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// It was asked for.
    Asked,
    /// It is set.
    Set(Rc<Node>),
    /// It cannot be set: its source is shown.
    Refused,
    /// What sets formulas could not be had: it is asked for again when the network is back.
    Lost,
}

/// What is known of the formulas of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formulas {
    inline: BTreeMap<Rc<str>, Setting>,
    display: BTreeMap<Rc<str>, Setting>,
}

impl Formulas {
    /// How it stands with a formula.
    #[must_use]
    pub fn get(&self, tex: &str, display: bool) -> Option<&Setting> {
        if display { self.display.get(tex) } else { self.inline.get(tex) }
    }

    fn put(&mut self, formula: Formula, setting: Setting) {
        let known = if formula.display { &mut self.display } else { &mut self.inline };
        known.insert(formula.tex, setting);
    }

    fn len(&self) -> usize {
        self.inline.len() + self.display.len()
    }
}

/// What is asked for anew.
#[derive(Default)]
struct Wanted {
    list: Vec<Formula>,
    asked: Formulas,
}

impl Wanted {
    /// Adds what stands in a text and is not known.
    fn add(&mut self, tree: &Tree, source: &str, known: &Formulas) {
        for (index, block) in tree.blocks.iter().enumerate() {
            if !tree.has_formulas(index) {
                continue;
            }
            let text = tree.source(index, source);
            markup::formulas(block, &mut |leaf, display| {
                let tex = leaf.text(text);
                if known.get(tex, display).is_none() && self.asked.get(tex, display).is_none() {
                    let formula = Formula { tex: Rc::from(tex), display };
                    self.asked.put(formula.clone(), Setting::Asked);
                    self.list.push(formula);
                }
            });
        }
    }
}

/// Asks for the formulas of all texts that are not known, as far as those are read.
pub(super) fn ask(model: &mut Model) -> Option<Effect> {
    let desk = model.desk_mut()?;
    let (task, pages, known) = (&desk.task, &desk.pages, &desk.formulas);
    let mut wanted = Wanted::default();
    // What is looked at first comes first.
    if let Some(page) = pages.responses.get(desk.view.response) {
        wanted.add(&page.original_tree, &page.original, known);
    }
    for page in &pages.responses {
        wanted.add(&page.original_tree, &page.original, known);
        wanted.add(&page.corrected_tree, &page.corrected, known);
    }
    for (tree, turn) in pages.turns.iter().zip(&task.turns) {
        wanted.add(tree, &turn.text, known);
    }
    for (tree, source) in pages.sources.iter().zip(&task.sources) {
        wanted.add(tree, &source.text, known);
    }
    for page in &pages.written {
        wanted.add(&page.tree, &page.text, known);
    }
    wanted.add(&pages.instructions, task.instructions.as_ref().map_or("", |one| &one.text), known);
    wanted.add(&pages.reference, task.reference.as_ref().map_or("", |one| &one.text), known);
    asked(desk, wanted)
}

/// Asks for what a change brought.
pub(super) fn ask_changed(model: &mut Model) -> Option<Effect> {
    let desk = model.desk_mut()?;
    if desk.formulas.len() > KEPT {
        desk.formulas = Rc::default();
        return ask(model);
    }
    let mut wanted = Wanted::default();
    for page in desk.pages.responses.iter().filter(|page| page.original != page.corrected) {
        wanted.add(&page.corrected_tree, &page.corrected, &desk.formulas);
    }
    for page in &desk.pages.written {
        wanted.add(&page.tree, &page.text, &desk.formulas);
    }
    asked(desk, wanted)
}

fn asked(desk: &mut Desk, wanted: Wanted) -> Option<Effect> {
    if wanted.list.is_empty() {
        return None;
    }
    let known = Rc::make_mut(&mut desk.formulas);
    for formula in &wanted.list {
        known.put(formula.clone(), Setting::Asked);
    }
    Some(Effect::Typeset(wanted.list))
}

/// Takes formulas in that were asked for.
#[inline(never)]
pub(super) fn settled(model: &mut Model, formulas: Vec<(Formula, Setting)>) -> Vec<Effect> {
    if let Some(desk) = model.desk_mut() {
        let known = Rc::make_mut(&mut desk.formulas);
        for (formula, setting) in formulas {
            // Those of another task are not known here.
            if known.get(&formula.tex, formula.display).is_some() {
                known.put(formula, setting);
            }
        }
    }
    Vec::new()
}

/// Asks again for what was lost.
#[inline(never)]
pub(super) fn ask_lost(model: &mut Model) -> Option<Effect> {
    let desk = model.desk_mut()?;
    let lost = |known: &BTreeMap<Rc<str>, Setting>| known.values().any(|setting| *setting == Setting::Lost);
    if lost(&desk.formulas.inline) || lost(&desk.formulas.display) {
        let known = Rc::make_mut(&mut desk.formulas);
        known.inline.retain(|_, setting| *setting != Setting::Lost);
        known.display.retain(|_, setting| *setting != Setting::Lost);
        return ask(model);
    }
    None
}
