//! Blocks and inlines of a model's text as nodes. There is no HTML string anywhere: what the tree does not know cannot
//! be shown.

use super::deco::Deco;
use crate::app::{Focus, Formulas, Lang, Msg};
use crate::markup::{Align, Block, BlockKind, Cell, Column, Image, Inline, Item, Leaf, Link, Piece, Placed, Row};
use crate::text::Span;
use crate::text::hidden::parts;
use crate::ui::kit::{gravity_class, join, unsigned};
use crate::ui::template::{Html, Send, Site, View, view};
use crate::ui::words as w;

/// So much is shown of where a link goes, in characters.
const GOAL: usize = 80;

/// What a block is painted with.
#[derive(Clone, Copy)]
pub struct Painter<'a> {
    /// The source of the top-level block.
    pub text: &'a str,
    /// Where it stands in the whole text.
    pub start: usize,
    /// What stands on it.
    pub placed: &'a Placed<Deco>,
    /// The formulas that are set.
    pub formulas: &'a Formulas,
    /// The language of what is said besides the text.
    pub lang: Lang,
    /// Whether selections in it become spans.
    pub selectable: bool,
    /// Where messages go.
    pub send: &'a Send,
}

/// A block.
pub fn block_view(painter: &Painter, block: &Block) -> Html {
    let own = painter.placed.own.iter().map(|mark| painter.pin(*mark));
    let own = view! { painter, { for own } };
    match &block.kind {
        BlockKind::Paragraph(content) => view! { painter, <p>{ painter.inlines(content) }{ own }</p> },
        BlockKind::Heading { level, content } => {
            // The response is an article under the workbench's own headings: its levels begin at 3.
            let tag = ["h3", "h4", "h5"].get(usize::from(*level).saturating_sub(1)).copied().unwrap_or("h6");
            view! { painter, <@{ tag } data-level={ *level }>{ painter.inlines(content) }</@> }
        }
        BlockKind::List { start, tight, items } => list_view(painter, *start, *tight, items),
        BlockKind::Quote(blocks) => view! { painter, <blockquote>{ painter.blocks(blocks) }</blockquote> },
        BlockKind::Code { language, text, .. } => {
            view! { painter, <pre data-language={ language }><code>{ painter.leaves(text) }</code>{ own }</pre> }
        }
        BlockKind::Table { columns, head, rows } => table_view(painter, columns, head, rows),
        BlockKind::Rule => view! { painter, <div class="rule"><hr />{ own }</div> },
        BlockKind::Html(leaves) => view! { painter, <p class="literal">{ painter.leaves(leaves) }</p> },
        BlockKind::Math(leaf) => view! { painter, <p class="math display">{ painter.formula(leaf, true) }</p> },
        BlockKind::Footnote { label, blocks } => {
            view! { painter, <aside class="footnote"><b data-skip="">{ label }</b><div>{ painter.blocks(blocks) }</div></aside> }
        }
        BlockKind::Definition(leaf) => view! { painter, <p class="literal">{ painter.leaf(leaf) }</p> },
    }
}

fn list_view(painter: &Painter, start: Option<u64>, tight: bool, items: &[Item]) -> Html {
    let items = items.iter().enumerate().map(|(at, item)| {
        let check = item.task.as_ref().map(|task| {
            let check = if task.checked { "☑ " } else { "☐ " };
            view! { painter, <span class="check" aria-hidden="true" data-skip="">{ check }</span> }
        });
        view! { painter, <li key={ at }>{ check }{ painter.blocks(&item.blocks) }</li> }
    });
    let (tag, class) = (if start.is_some() { "ol" } else { "ul" }, if tight { "tight" } else { "loose" });
    view! { painter, <@{ tag } class={ class } start={ start }>{ for items }</@> }
}

fn table_view(painter: &Painter, columns: &[Column], head: &[Cell], rows: &[Row]) -> Html {
    let class = |at: usize| {
        let column = columns.get(at).copied().unwrap_or_default();
        match column.align {
            Align::Right => "end",
            Align::Center => "middle",
            Align::Unset if column.numeric => "end",
            Align::Unset | Align::Left => "",
        }
    };
    let head_cells = head.iter().enumerate().map(|(at, cell)| {
        view! { painter, <th key={ at } scope="col" class={ class(at) }>{ painter.inlines(&cell.content) }</th> }
    });
    let body = rows.iter().enumerate().map(|(line, row)| {
        let cells = row.cells.iter().enumerate().map(|(at, cell)| {
            view! { painter, <td key={ at } class={ class(at) }>{ painter.inlines(&cell.content) }</td> }
        });
        view! { painter, <tr key={ line }>{ for cells }</tr> }
    });
    view! { painter,
        <div class="cells">
            <table>
                <thead hidden={ head.is_empty() }><tr>{ for head_cells }</tr></thead>
                <tbody>{ for body }</tbody>
            </table>
        </div>
    }
}

impl<'a> Painter<'a> {
    /// The view of a site, for `view!`. It says nothing of its own, in no language.
    pub fn begin(&self, site: &'static Site) -> Html {
        View::of(site, Lang::En, self.send)
    }

    fn blocks(&self, blocks: &[Block]) -> Html {
        view! { self, { for blocks.iter().map(|block| block_view(self, block)) } }
    }

    fn inlines(&self, inlines: &[Inline]) -> Html {
        view! { self, { for inlines.iter().map(|inline| self.inline(inline)) } }
    }

    fn leaves(&self, leaves: &[Leaf]) -> Html {
        view! { self, { for leaves.iter().map(|leaf| self.leaf(leaf)) } }
    }

    fn inline(&self, inline: &Inline) -> Html {
        let (tag, content) = match inline {
            Inline::Text(leaf) => return self.leaf(leaf),
            Inline::Link(link) => return self.link(link),
            Inline::Image(image) => return self.image(image),
            Inline::SoftBreak(_) => return view! { self, { "\n" } },
            Inline::HardBreak(_) => return view! { self, <br /> },
            Inline::Math { leaf, display } => {
                return view! { self, <span class="math" class:display={ *display }>{ self.formula(leaf, *display) }</span> };
            }
            Inline::Code(leaf) => ("code", self.leaf(leaf)),
            Inline::FootnoteRef(leaf) => ("sup", self.leaf(leaf)),
            Inline::Emphasis(_, content) => ("em", self.inlines(content)),
            Inline::Strong(_, content) => ("strong", self.inlines(content)),
            Inline::Strike(_, content) => ("s", self.inlines(content)),
        };
        view! { self, <@{ tag }>{ content }</@> }
    }

    /// A link shows where it leads and leads nowhere by itself: it opens in another tab, on purpose only.
    fn link(&self, link: &Link) -> Html {
        let (address, content) = (&link.address, self.inlines(&link.content));
        if link.safe {
            view! { self,
                <a class="outward" href={ address } title={ address } target="_blank"
                    rel="noopener noreferrer nofollow" referrerpolicy="no-referrer" draggable="false">{ content }</a>{ self.goal(link) }
            }
        } else {
            view! { self, <span class="unsafe-link" title={ address }>{ content }</span>{ self.goal(link) } }
        }
    }

    /// Where a link really goes, where its text does not say it: the host, or the address that is not followed.
    fn goal(&self, link: &Link) -> Html {
        let goal = if link.safe { host(&link.address) } else { &link.address };
        let said = matches!(link.content.as_slice(), [Inline::Text(leaf)] if host(leaf.text(self.text)) == goal);
        let goal: String = goal.chars().take(GOAL).collect();
        view! { self, <span class="goal" data-skip="" hidden={ said || goal.is_empty() }>{ goal }</span> }
    }

    /// A picture is its words and its address; it is never loaded.
    fn image(&self, image: &Image) -> Html {
        view! { self,
            <span class="picture" title={ &image.address }>
                <span aria-hidden="true" data-skip="">{ "▣ " }</span>{ self.leaves(&image.alt) }
            </span>
        }
    }

    pub(super) fn leaf(&self, leaf: &Leaf) -> Html {
        let pieces = self.placed.pieces(leaf, self.text);
        view! { self, { for pieces.iter().map(|piece| self.piece(leaf, piece)) } }
    }

    fn piece(&self, leaf: &Leaf, piece: &Piece) -> Html {
        let mut view = match (self.selectable, piece.text.is_empty()) {
            (_, true) => view! { self, },
            (_, _) if !piece.text.is_ascii() && leaf.is_exact() => self.revealed(piece),
            (false, _) => view! { self, { piece.text } },
            (true, _) => {
                let to = (!leaf.is_exact()).then_some(self.start + piece.span.end);
                view! { self, <span data-a={ self.start + piece.span.start } data-e={ to }>{ piece.text }</span> }
            }
        };
        if piece.marks.iter().any(|mark| matches!(self.kind(*mark), Some(Deco::Letters))) {
            view = view! { self, <span class="letters">{ view }</span> };
        }
        // Marks that begin later lie inside: the selection, then changes, then issues from the inside out.
        for mark in piece.marks.iter().rev() {
            view = self.wrapped(view, *mark, piece);
        }
        view! { self, { for piece.pins.iter().map(|pin| self.pin(*pin)) }{ view } }
    }

    pub(super) fn wrapped(&self, inner: Html, index: usize, piece: &Piece) -> Html {
        let Some(mark) = self.placed.marks.get(index) else { return inner };
        let first = mark.opens.is_some_and(|at| piece.span.start <= at);
        let last = mark.closes.is_some_and(|at| piece.span.end >= at);
        let (tag, id, open, quiet, moved) = match &mark.kind {
            Deco::Mark { id, number, gravity, open } => {
                let end = |name: &str, there: bool| (there && *open && self.selectable).then(|| self.end(name, id));
                return view! { self,
                    <mark class={ gravity_class(*gravity) } class:open={ *open } data-at={ first.then(|| join(&["issue-text ", id])) }
                        data-n={ (last && *number > 0).then_some(*number) } onclick={ focus_issue(id) }>{ end("start ", first) }{ inner }{ end("end ", last) }</mark>
                };
            }
            Deco::Step { id, number, verdict, open } => {
                return view! { self,
                    <span class="step" class={ *verdict } class:open={ *open } data-at={ first.then(|| join(&["step-text ", id])) }
                        data-n={ first.then_some(*number) } onclick={ Msg::Focused(Focus::Step(id.to_string())) }>{ inner }</span>
                };
            }
            Deco::Row { id, changed, open } => {
                return view! { self,
                    <@{ if *changed { "del" } else { "mark" } } class="dispute" class:open={ *open } data-at={ first.then(|| join(&["row-text ", id])) }
                        onclick={ focus_row(id) }>{ inner }</@>
                };
            }
            Deco::Ins { id, open, moved, .. } => ("ins", id, open, false, *moved),
            Deco::Del { id, open, quiet, moved, .. } => ("del", id, open, *quiet, *moved),
            Deco::Paired { .. } | Deco::Differs { .. } => return self.faced(inner, &mark.kind, first),
            Deco::Selected => return view! { self, <span class="selected">{ inner }</span> },
            Deco::Caret | Deco::Letters | Deco::Put { .. } | Deco::Offer { .. } => return inner,
        };
        view! { self,
            <@{ tag } class:open={ *open } class:quiet={ quiet } class:moved={ moved } data-at={ first.then(|| join(&["edit-text ", id])) } onclick={ focus_edit(id) }>{ inner }</@>
        }
    }

    /// An end of the mark that has the attention: it is dragged.
    #[inline(never)]
    fn end(&self, name: &str, id: &str) -> Html {
        view! { self, <span class="mark-end" aria-hidden="true" data-skip="" data-end={ join(&[name, id]) }></span> }
    }

    /// A text whose unseen characters are chips that can be read out.
    fn revealed(&self, piece: &Piece) -> Html {
        let from = self.start + piece.span.start;
        let parts = parts(piece.text).into_iter().map(|part| {
            let (start, text) = (from + part.span.start, part.span.slice(piece.text));
            let place = self.selectable.then_some(start);
            let Some(name) = part.hidden else {
                return view! { self, <span data-a={ place }>{ text }</span> };
            };
            let label = w::UNSEEN_CHARACTER.with(self.lang, name);
            view! { self,
                <span class="hidden-sign" role="img" aria-label={ &label } title={ &label } data-a={ place }
                    data-u={ self.counts(text) } data-e={ place.map(|place| place + text.len()) }>{ name }</span>
            }
        });
        view! { self, { for parts } }
    }

    /// How many bytes something stands for that is not shown as its source, where places are counted and not written.
    pub(super) fn counts(&self, source: &str) -> Option<usize> {
        (!self.selectable).then_some(source.len())
    }

    /// What was deleted, with the letters that an altered word lost.
    #[inline(never)]
    fn altered(&self, text: &str, letters: &[Span]) -> Html {
        let mut pos = 0;
        let parts = letters.iter().copied().chain([Span::at(text.len())]).map(|lost| {
            let kept = Span::new(pos, lost.start).slice(text);
            pos = lost.end;
            let lost = (!lost.is_empty()).then(|| view! { self, <span class="letters">{ lost.slice(text) }</span> });
            view! { self, { kept }{ lost } }
        });
        view! { self, { for parts } }
    }

    /// What stands between two characters: deleted text, the caret, and marks and changes of what cannot be seen.
    pub(super) fn pin(&self, index: usize) -> Html {
        let Some(mark) = self.placed.marks.get(index) else { return view! { self, } };
        let (tag, id, text, open, moved) = match &mark.kind {
            Deco::Del { id, text, letters, open, moved, .. } => ("del", id, self.altered(text, letters), *open, *moved),
            Deco::Ins { id, open, .. } => {
                let hidden = self.text.get(mark.span.start..mark.span.end).unwrap_or("");
                ("ins", id, view! { self, { hidden.replace('\n', "⏎") } }, *open, false)
            }
            Deco::Mark { id, number, gravity, open } => {
                return view! { self,
                    <mark class="point" class={ gravity_class(*gravity) } class:open={ *open } data-skip=""
                        data-at={ join(&["issue-text ", id]) } data-n={ (*number > 0).then_some(*number) } onclick={ focus_issue(id) }></mark>
                };
            }
            Deco::Put { id, text, open, quiet } => {
                return view! { self,
                    <ins class:open={ *open } class:quiet={ *quiet } data-skip="" data-at={ join(&["edit-text ", id]) } onclick={ focus_edit(id) }>{ unsigned(text) }</ins>
                };
            }
            Deco::Offer { id, number, text, open } => {
                return view! { self,
                    <ins class="offer" class:open={ *open } data-skip="" data-n={ *number } data-at={ join(&["row-text ", id]) }
                        onclick={ focus_row(id) }>{ unsigned(text).replace('\n', "⏎") }</ins>
                };
            }
            Deco::Caret => return view! { self, <span class="caret" data-skip="" data-at="caret"></span> },
            Deco::Selected
            | Deco::Letters
            | Deco::Step { .. }
            | Deco::Row { .. }
            | Deco::Paired { .. }
            | Deco::Differs { .. } => return view! { self, },
        };
        view! { self,
            <@{ tag } class:sign={ tag == "ins" } class:open={ open } class:moved={ moved } data-skip="" data-at={ join(&["edit-text ", id]) }
                onclick={ focus_edit(id) }>{ text }</@>
        }
    }
}

/// The host of an address, with whom a letter would go to where it is one to write to.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or_else(|| address.trim_start_matches("mailto:"), |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

pub(super) fn focus_issue(id: &str) -> Msg {
    Msg::Focused(Focus::Issue(id.to_owned()))
}

pub(super) fn focus_row(name: &str) -> Msg {
    Msg::Focused(Focus::Row(name.to_owned()))
}

pub(super) fn focus_edit(id: &str) -> Msg {
    Msg::Focused(Focus::Edit(id.to_owned()))
}
