//! A text as it is read: sections that are painted one after the other and rendered again only where they changed.

pub mod block;
pub mod deco;
pub mod field;
mod formula;
pub mod margin;
pub mod only;
pub mod typing;

use crate::app::{Formulas, Lang};
use crate::markup::{Block, Decorations, Placed, Tree, may_hold_formulas, place};
use crate::ui::kit::Ctx;
use crate::ui::template::{Html, Send, Site, View, view};
use block::{Painter, block_view};
use deco::Deco;
use std::ops::Range;
use std::rc::Rc;
use yew::virtual_dom::{Key, VComp, VNode};
use yew::{Component, Context, Properties};

/// About how many bytes of source a section holds.
const SECTION: usize = 6_000;

/// A run of blocks.
#[derive(Properties, Clone)]
pub struct SectionProps {
    source: Rc<str>,
    blocks: Vec<Rc<Block>>,
    starts: Vec<usize>,
    placed: Vec<Placed<Deco>>,
    /// The formulas that are set; none where its source can have none.
    formulas: Option<Rc<Formulas>>,
    lang: Lang,
    /// Whether places in it are wanted: selections become spans.
    selectable: bool,
    send: Send,
}

/// Equal where the same would be seen: the same blocks under the same decorations, wherever they stand now.
impl PartialEq for SectionProps {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, two): (&Rc<Block>, &Rc<Block>)| Rc::ptr_eq(one, two);
        self.blocks.len() == other.blocks.len()
            && self.blocks.iter().zip(&other.blocks).all(same)
            && self.selectable == other.selectable
            && self.lang == other.lang
            && self.formulas.as_ref().map(Rc::as_ptr) == other.formulas.as_ref().map(Rc::as_ptr)
            && self.starts == other.starts
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
        let blocks = props.blocks.iter().zip(&props.starts).zip(&props.placed).enumerate();
        let mut section = view! { props,
            <section class="section">
                { for blocks.map(|(at, ((block, start), placed))| {
                    let text = props.source.get(*start..start + block.span.end).unwrap_or("");
                    let painter = Painter {
                        text,
                        start: *start,
                        placed,
                        formulas,
                        lang: props.lang,
                        selectable: props.selectable,
                        send: &props.send,
                    };
                    view! { painter, <div class="block" key={ at } data-b={ *start }>{ block_view(&painter, block) }</div> }
                }) }
            </section>
        };
        section.node()
    }
}

/// A text with what stands on it, as far as it is painted.
pub fn sections(
    ctx: Ctx,
    tree: &Rc<Tree>,
    source: &Rc<str>,
    decorations: &Decorations<Deco>,
    painted: usize,
    selectable: bool,
) -> Html {
    let ranges = tree.sections(SECTION);
    let shown = ranges.into_iter().filter(|range| tree.starts.get(range.start).is_some_and(|start| *start <= painted));
    view! { ctx,
        { for shown.enumerate().map(|(at, range)| section(ctx, tree, source, decorations, range, selectable, at)) }
    }
}

/// A run of blocks with what stands on it.
fn section(
    ctx: Ctx,
    tree: &Tree,
    source: &Rc<str>,
    decorations: &Decorations<Deco>,
    range: Range<usize>,
    selectable: bool,
    key: usize,
) -> Html {
    let placed = range.clone().map(|index| place(tree, index, source, decorations)).collect();
    let starts = tree.starts.get(range.clone()).unwrap_or_default();
    let end = tree.starts.get(range.end).copied().unwrap_or(source.len());
    let text = starts.first().and_then(|start| source.get(*start..end)).unwrap_or_default();
    let formulas = may_hold_formulas(text).then(|| ctx.model.desk()).flatten();
    let props = SectionProps {
        source: Rc::clone(source),
        blocks: tree.blocks.get(range).unwrap_or_default().to_vec(),
        starts: starts.to_vec(),
        placed,
        formulas: formulas.map(|desk| Rc::clone(&desk.formulas)),
        lang: ctx.lang,
        selectable,
        send: ctx.send.clone(),
    };
    let section = VNode::from(VComp::new::<Section>(Rc::new(props), Some(Key::from(key))));
    view! { ctx, { section } }
}

/// A short text as it is read, with nothing on it: instructions, a turn, a source.
pub fn plain_text(ctx: Ctx, tree: &Rc<Tree>, source: &str) -> Html {
    let source: Rc<str> = Rc::from(source);
    sections(ctx, tree, &source, &Decorations::default(), usize::MAX, false)
}
