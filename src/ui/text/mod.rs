//! A text as it is read: sections that are painted one after the other and rendered again only where they changed.

pub mod block;
pub mod deco;
pub mod facing;
pub mod field;
mod formula;
pub mod margin;
pub mod only;
mod terms;
pub mod typing;

use crate::app::desk::Page;
use crate::app::tracked::sections::SECTION;
use crate::app::{Formulas, Lang};
use crate::markup::{Block, Decorations, Placed, Tree, place};
use crate::text::Span;
use crate::ui::kit::Ctx;
use crate::ui::template::{Html, Send, Site, View, view};
use block::{Painter, block_view};
use deco::Deco;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use yew::virtual_dom::{Key, VComp, VNode};
use yew::{Component, Context, Properties};

/// A run of blocks.
#[derive(Properties, Clone)]
pub struct SectionProps {
    /// What it is painted from.
    source: RefCell<Source>,
    blocks: Vec<Rc<Block>>,
    /// Where each block starts in the source.
    starts: Vec<usize>,
    placed: Vec<Placed<Deco>>,
    /// The formulas that are set; none where it has none.
    formulas: Option<Rc<Formulas>>,
    lang: Lang,
    /// Whether places in it are wanted: selections become spans.
    selectable: bool,
    send: Send,
}

/// The text that a section is painted from: the whole as long as nobody asked, so that a section that is not rendered
/// costs no copy; then its own part, so that it keeps no more of an older text than that.
#[derive(Clone)]
struct Source {
    text: Rc<str>,
    /// Where `text` begins in the whole.
    from: usize,
    /// The section's part, in the whole.
    part: Span,
}

impl Source {
    /// The section's part alone, and where it begins.
    fn own(&mut self) -> (Rc<str>, usize) {
        if self.text.len() > self.part.len() {
            self.text = Rc::from(self.part.backward(self.from).slice(&self.text));
            self.from = self.part.start;
        }
        (Rc::clone(&self.text), self.from)
    }
}

/// Equal where the same would be seen: the same blocks under the same decorations. Where it stands matters only where
/// places in it are wanted, so that a key moves what is behind it and renders none of it.
impl PartialEq for SectionProps {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, two): (&Rc<Block>, &Rc<Block>)| Rc::ptr_eq(one, two);
        self.blocks.len() == other.blocks.len()
            && self.blocks.iter().zip(&other.blocks).all(same)
            && self.selectable == other.selectable
            && self.lang == other.lang
            && self.formulas.as_ref().map(Rc::as_ptr) == other.formulas.as_ref().map(Rc::as_ptr)
            && (!self.selectable || self.starts == other.starts)
            && self.placed == other.placed
    }
}

impl SectionProps {
    /// The view of a site, for `view!`.
    fn begin(&self, site: &'static Site) -> Html {
        View::of(site, Lang::En, &self.send)
    }
}

struct Section;

impl Component for Section {
    type Message = ();
    type Properties = SectionProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> yew::Html {
        let props = context.props();
        let none = Formulas::default();
        let formulas = props.formulas.as_deref().unwrap_or(&none);
        let (text, from) = props.source.borrow_mut().own();
        let blocks = props.blocks.iter().zip(&props.starts).zip(&props.placed).enumerate();
        let mut section = view! { props,
            <section class="section">
                { for blocks.map(|(key, ((block, start), placed))| {
                    let at = start.saturating_sub(from);
                    let next = props.starts.get(key + 1).map_or(text.len(), |next| next.saturating_sub(from));
                    let long = text.get(at..next).unwrap_or_default().encode_utf16().count();
                    let text = text.get(at..at + block.span.end).unwrap_or("");
                    let painter = Painter {
                        text,
                        start: *start,
                        placed,
                        formulas,
                        lang: props.lang,
                        selectable: props.selectable,
                        send: &props.send,
                    };
                    view! { painter, <div class="block" key={ key } data-b={ long.to_string() } dir="auto">{ block_view(&painter, block) }</div> }
                }) }
            </section>
        };
        section.node()
    }
}

/// A text with what stands on it, as far as it is painted.
pub fn sections(
    ctx: Ctx,
    tree: &Tree,
    source: &Rc<str>,
    decorations: &Decorations<Deco>,
    painted: usize,
    selectable: bool,
) -> Html {
    let ranges = tree.sections(SECTION).into_iter().enumerate();
    let shown = ranges.filter(|(_, range)| is_painted(tree, range, painted));
    view! { ctx,
        { for shown.map(|(at, range)| section(ctx, tree, source, decorations, range, selectable, Key::from(at))) }
    }
}

/// The corrected text with what stands on it, as far as it is painted; where something stands on it that is so at once.
pub fn corrected(ctx: Ctx, page: &Page, decorations: &Decorations<Deco>, painted: usize) -> Html {
    let (tree, source) = (&page.corrected_tree, &page.corrected);
    let place = |range: &Range<usize>| {
        let at = |index: usize| tree.starts.get(index).copied().unwrap_or(source.len());
        Span { start: at(range.start), end: at(range.end) }
    };
    let is_shown =
        |range: &Range<usize>| is_painted(tree, range, painted) || !decorations.within(place(range)).is_empty();
    let shown = page.corrected_sections.ranges().filter(|(_, range)| is_shown(range));
    view! { ctx,
        { for shown.map(|(name, range)| section(ctx, tree, source, decorations, range, false, Key::from(name))) }
    }
}

fn is_painted(tree: &Tree, range: &Range<usize>, painted: usize) -> bool {
    tree.starts.get(range.start).is_some_and(|start| *start <= painted)
}

/// A run of blocks with what stands on it.
fn section(
    ctx: Ctx,
    tree: &Tree,
    source: &Rc<str>,
    decorations: &Decorations<Deco>,
    range: Range<usize>,
    selectable: bool,
    key: Key,
) -> Html {
    let formulas = range.clone().any(|index| tree.has_formulas(index)).then(|| ctx.model.desk()).flatten();
    let starts = tree.starts.get(range.clone()).unwrap_or_default();
    let from = starts.first().copied().unwrap_or(0);
    let part = Span { start: from, end: tree.starts.get(range.end).copied().unwrap_or(source.len()) };
    let placed = range.clone().map(|index| place(tree, index, source, decorations)).collect();
    let props = SectionProps {
        source: RefCell::new(Source { text: Rc::clone(source), from: 0, part }),
        blocks: tree.blocks.get(range).unwrap_or_default().to_vec(),
        starts: starts.to_vec(),
        placed,
        formulas: formulas.map(|desk| Rc::clone(&desk.formulas)),
        lang: ctx.lang,
        selectable,
        send: ctx.send.clone(),
    };
    let section = VNode::from(VComp::new::<Section>(Rc::new(props), Some(key)));
    view! { ctx, { section } }
}

/// A short text as it is read, with nothing on it: instructions, a turn, a source.
pub fn plain_text(ctx: Ctx, tree: &Tree, source: &str) -> Html {
    sections(ctx, tree, &Rc::from(source), &Decorations::default(), usize::MAX, false)
}
