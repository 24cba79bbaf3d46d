//! Formulas as nodes of MathML. One that is not set yet, or cannot be, is its source.
//!
//! What is marked or selected in it, its terms show where they have places (`terms`), else all of it. One that was changed
//! stands there twice, as it was and as it is.

use super::block::Painter;
use super::deco::Deco;
use super::terms::Terms;
use crate::app::Setting;
use crate::markup::{Leaf, Piece};
use crate::math::{Attribute, Content, Node};
use crate::ui::kit::join;
use crate::ui::template::{Html, view};
use crate::ui::words as w;

impl Painter<'_> {
    /// A formula, with what stands on it.
    pub fn formula(&self, leaf: &Leaf, display: bool) -> Html {
        let tex = leaf.text(self.text);
        let setting = self.formulas.get(tex, display);
        let Some(Setting::Set(node)) = setting else {
            let note = matches!(setting, Some(Setting::Refused)).then(|| w::NOT_SET.get(self.lang));
            return view! { self, <span class="tex" class:refused={ note.is_some() } title={ note }>{ self.leaf(leaf) }</span> };
        };
        let pieces = self.placed.pieces(leaf, self.text);
        match self.before(&pieces) {
            Some(old) => self.changed(leaf, &pieces, &old, display),
            None => self.whole(leaf, tex, &pieces, node),
        }
    }

    /// A formula that stands as it was, under all that covers a part of it.
    fn whole(&self, leaf: &Leaf, tex: &str, pieces: &[Piece], node: &Node) -> Html {
        let terms = Terms::new(self, leaf, pieces, node);
        let mut all = all_of(leaf, pieces);
        all.marks.retain(|mark| !terms.shows(*mark));
        let last = pieces.last().filter(|piece| piece.text.is_empty());
        let caret = |mark: &usize| terms.shows_caret() && matches!(self.kind(*mark), Some(Deco::Caret));
        let before = pieces.iter().filter(|piece| !piece.text.is_empty()).flat_map(|piece| &piece.pins);
        let before = before.filter(|mark| !caret(mark)).map(|mark| self.pin(*mark));
        let after = last.into_iter().flat_map(|piece| &piece.pins).map(|mark| self.pin(*mark));
        let (from, to) = (self.start + leaf.span.start, self.start + leaf.span.end);
        // Where its parts have places, the whole needs none.
        let whole = self.selectable && !terms.placed();
        let (from, to) = (whole.then_some(from), whole.then_some(to));
        let mut view = view! { self,
            <span class="formula" data-a={ from } data-e={ to } data-u={ self.counts(tex) }>{ self.node(node, Some(&terms), &[]) }</span>{ terms.numbers() }
        };
        for mark in all.marks.iter().rev() {
            view = self.wrapped(view, *mark, &all);
        }
        view! { self, { for before }{ view }{ for after } }
    }

    /// The formula as it was before its changes; none where it has none.
    fn before(&self, pieces: &[Piece]) -> Option<String> {
        let mut old = String::new();
        let mut changed = false;
        for piece in pieces {
            for pin in &piece.pins {
                if let Some(Deco::Del { text, .. }) = self.kind(*pin) {
                    old.push_str(text);
                    changed = true;
                }
            }
            if piece.marks.iter().any(|mark| matches!(self.kind(*mark), Some(Deco::Ins { .. }))) {
                changed = true;
            } else {
                old.push_str(piece.text);
            }
        }
        changed.then_some(old)
    }

    /// A changed formula: as it was, and as it is; whatever else stands on it is around both.
    fn changed(&self, leaf: &Leaf, pieces: &[Piece], old: &str, display: bool) -> Html {
        let new = leaf.text(self.text);
        let (old_view, new_view) = (self.set(old, display), self.set(new, display));
        let all = all_of(leaf, pieces);
        // Where what was is read in another text, this one is what is.
        let alone = all.marks.iter().any(|mark| matches!(self.kind(*mark), Some(Deco::Ins { alone: true, .. })));
        let before = (!old.is_empty() && !alone).then(|| view! { self, <del data-skip="">{ old_view }</del> });
        let mut view = view! { self, { before }<ins>{ new_view }</ins> };
        let mut edits: Vec<usize> = Vec::new();
        for mark in all.marks.iter().chain(pieces.iter().flat_map(|piece| &piece.pins)) {
            match self.kind(*mark) {
                Some(Deco::Ins { .. } | Deco::Del { .. }) => edits.push(*mark),
                Some(_) if all.marks.contains(mark) => view = self.wrapped(view, *mark, &all),
                _ => {}
            }
        }
        // Each edit can be led to, and leads to itself; what went and what came of it are one.
        let mut led: Vec<&str> = Vec::new();
        for mark in edits {
            let Some(Deco::Ins { id, open, .. } | Deco::Del { id, open, .. }) = self.kind(mark) else { continue };
            if led.contains(&id.as_ref()) {
                continue;
            }
            led.push(id);
            view = view! { self,
                <span class="edited" class:open={ *open } data-at={ join(&["edit-text ", id]) } onclick={ super::block::focus_edit(id) }>{ view }</span>
            };
        }
        view
    }

    /// A formula by its TeX, or that.
    fn set(&self, tex: &str, display: bool) -> Html {
        match self.formulas.get(tex, display) {
            Some(Setting::Set(node)) => {
                view! { self, <span class="formula" data-u={ self.counts(tex) }>{ self.node(node, None, &[]) }</span> }
            }
            _ => view! { self, <span class="tex">{ tex }</span> },
        }
    }

    pub(super) fn kind(&self, mark: usize) -> Option<&Deco> {
        self.placed.marks.get(mark).map(|mark| &mark.kind)
    }

    /// A part of a formula: its name and what is said of it are of fixed sets.
    fn node(&self, node: &Node, terms: Option<&Terms>, shown: &[usize]) -> Html {
        let marked = terms.filter(|terms| !terms.is_empty());
        let on = marked.map_or_else(Vec::new, |terms| terms.on(node, shown));
        let shown = if on.is_empty() { shown } else { &[shown, &on].concat() };
        let said = |attribute: Attribute| node.get(attribute);
        let content = match &node.content {
            Content::Text(text) => view! { self, { text } },
            Content::Nodes(nodes) => view! { self, { for nodes.iter().map(|node| self.node(node, terms, shown)) } },
        };
        let (from, to) = terms.map_or((None, None), |terms| terms.place(node));
        let view = view! { self,
            <@{ node.name.word() } class={ said(Attribute::Class) } display={ said(Attribute::Display) }
                displaystyle={ said(Attribute::DisplayStyle) } scriptlevel={ said(Attribute::ScriptLevel) }
                stretchy={ said(Attribute::Stretchy) } symmetric={ said(Attribute::Symmetric) }
                minsize={ said(Attribute::MinSize) } maxsize={ said(Attribute::MaxSize) } largeop={ said(Attribute::LargeOp) }
                movablelimits={ said(Attribute::MovableLimits) } mathvariant={ said(Attribute::Variant) }
                linethickness={ said(Attribute::LineThickness) } width={ said(Attribute::Width) }
                height={ said(Attribute::Height) } depth={ said(Attribute::Depth) } data-a={ from } data-e={ to }>{ content }</@>
        };
        match marked {
            Some(terms) => terms.wrapped(view, node, &on),
            None => view,
        }
    }
}

/// A whole formula as one piece, under the marks of all its pieces.
fn all_of<'a>(leaf: &Leaf, pieces: &[Piece<'a>]) -> Piece<'a> {
    let mut marks = Vec::new();
    for mark in pieces.iter().flat_map(|piece| &piece.marks) {
        if !marks.contains(mark) {
            marks.push(*mark);
        }
    }
    Piece { span: leaf.span, text: "", pins: Vec::new(), marks }
}
