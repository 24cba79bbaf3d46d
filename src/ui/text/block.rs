//! Blocks and inlines of a model's text as nodes. There is no HTML string anywhere: what the tree does not know cannot
//! be shown.

use super::deco::Deco;
use crate::app::{Focus, Msg};
use crate::markup::{Align, Block, BlockKind, Cell, Column, Image, Inline, Item, Leaf, Link, Piece, Placed, Row};
use crate::ui::kit::{Send, gravity_class};
use yew::prelude::*;

/// What a block is painted with.
pub struct Painter<'a> {
    /// The source of the top-level block.
    pub text: &'a str,
    /// Where it stands in the whole text.
    pub start: usize,
    /// What stands on it.
    pub placed: &'a Placed<Deco>,
    /// Whether selections in it become spans.
    pub selectable: bool,
    /// Where messages go.
    pub send: &'a Send,
}

/// A block.
pub fn block_view(painter: &Painter, block: &Block) -> Html {
    let own = painter.placed.own.iter().map(|mark| painter.pin(*mark));
    let own = html! { <>{ for own }</> };
    match &block.kind {
        BlockKind::Paragraph(content) => html! { <p>{ painter.inlines(content) }{ own }</p> },
        BlockKind::Heading { level, content } => {
            // The response is an article under the workbench's own headings: its levels begin at 3.
            let tag = format!("h{}", (level + 2).min(6));
            html! { <@{tag} data-level={ level.to_string() }>{ painter.inlines(content) }</@> }
        }
        BlockKind::List { start, tight, items } => list_view(painter, *start, *tight, items),
        BlockKind::Quote(blocks) => html! { <blockquote>{ painter.blocks(blocks) }</blockquote> },
        BlockKind::Code { language, text, .. } => html! {
            <pre data-language={ language.clone() }><code>{ for text.iter().map(|leaf| painter.leaf(leaf)) }</code>{ own }</pre>
        },
        BlockKind::Table { columns, head, rows } => table_view(painter, columns, head, rows),
        BlockKind::Rule => html! { <div class="rule"><hr />{ own }</div> },
        BlockKind::Html(leaves) => html! {
            <p class="literal">{ for leaves.iter().map(|leaf| painter.leaf(leaf)) }</p>
        },
        BlockKind::Math(leaf) => html! { <p class="math display">{ painter.leaf(leaf) }</p> },
        BlockKind::Footnote { label, blocks } => html! {
            <aside class="footnote"><b>{ label.clone() }</b><div>{ painter.blocks(blocks) }</div></aside>
        },
        BlockKind::Definition(leaf) => html! { <p class="literal">{ painter.leaf(leaf) }</p> },
    }
}

fn list_view(painter: &Painter, start: Option<u64>, tight: bool, items: &[Item]) -> Html {
    let class = if tight { "tight" } else { "loose" };
    let items = items.iter().enumerate().map(|(at, item)| {
        let check = item.task.map(|task| {
            html! { <span class="check" aria-hidden="true">{ if task.checked { "☑ " } else { "☐ " } }</span> }
        });
        html! { <li key={ at }>{ check.unwrap_or_default() }{ painter.blocks(&item.blocks) }</li> }
    });
    match start {
        Some(start) => html! { <ol class={ class } start={ start.to_string() }>{ for items }</ol> },
        None => html! { <ul class={ class }>{ for items }</ul> },
    }
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
        html! { <th key={ at } scope="col" class={ class(at) }>{ painter.inlines(&cell.content) }</th> }
    });
    let body = rows.iter().enumerate().map(|(line, row)| {
        let cells = row.cells.iter().enumerate().map(|(at, cell)| {
            html! { <td key={ at } class={ class(at) }>{ painter.inlines(&cell.content) }</td> }
        });
        html! { <tr key={ line }>{ for cells }</tr> }
    });
    html! {
        <table>
            <thead hidden={ head.is_empty() }><tr>{ for head_cells }</tr></thead>
            <tbody>{ for body }</tbody>
        </table>
    }
}

impl Painter<'_> {
    fn blocks(&self, blocks: &[Block]) -> Html {
        html! { <>{ for blocks.iter().map(|block| block_view(self, block)) }</> }
    }

    fn inlines(&self, inlines: &[Inline]) -> Html {
        html! { <>{ for inlines.iter().map(|inline| self.inline(inline)) }</> }
    }

    fn inline(&self, inline: &Inline) -> Html {
        match inline {
            Inline::Text(leaf) => self.leaf(leaf),
            Inline::Code(leaf) => html! { <code>{ self.leaf(leaf) }</code> },
            Inline::Math { leaf, display } => {
                html! { <span class={ classes!("math", display.then_some("display")) }>{ self.leaf(leaf) }</span> }
            }
            Inline::Emphasis(_, content) => html! { <em>{ self.inlines(content) }</em> },
            Inline::Strong(_, content) => html! { <strong>{ self.inlines(content) }</strong> },
            Inline::Strike(_, content) => html! { <s>{ self.inlines(content) }</s> },
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.image(image),
            Inline::SoftBreak(_) => html! { { "\n" } },
            Inline::HardBreak(_) => html! { <br /> },
            Inline::FootnoteRef(leaf) => html! { <sup>{ self.leaf(leaf) }</sup> },
        }
    }

    /// A link shows where it leads and leads nowhere by itself: it opens in another tab, on purpose only.
    fn link(&self, link: &Link) -> Html {
        if link.safe {
            html! {
                <a class="outward" href={ link.address.clone() } title={ link.address.clone() } target="_blank"
                    rel="noopener noreferrer nofollow" referrerpolicy="no-referrer" draggable="false">
                    { self.inlines(&link.content) }
                </a>
            }
        } else {
            html! { <span class="unsafe-link" title={ link.address.clone() }>{ self.inlines(&link.content) }</span> }
        }
    }

    /// A picture is its words and its address; it is never loaded.
    fn image(&self, image: &Image) -> Html {
        html! {
            <span class="picture" title={ image.address.clone() }>
                <span aria-hidden="true" data-skip="">{ "▣ " }</span>{ for image.alt.iter().map(|leaf| self.leaf(leaf)) }
            </span>
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Html {
        let pieces = self.placed.pieces(leaf, self.text);
        html! { <>{ for pieces.iter().map(|piece| self.piece(leaf, piece)) }</> }
    }

    fn piece(&self, leaf: &Leaf, piece: &Piece) -> Html {
        let mut view = match (self.selectable, piece.text.is_empty()) {
            (_, true) => html! {},
            (false, _) => html! { { piece.text.to_owned() } },
            (true, _) => {
                let from = (self.start + piece.span.start).to_string();
                let to = (!leaf.is_exact()).then(|| (self.start + piece.span.end).to_string());
                html! { <span data-a={ from } data-e={ to }>{ piece.text.to_owned() }</span> }
            }
        };
        // Marks that begin later lie inside: the selection, then changes, then issues from the inside out.
        for mark in piece.marks.iter().rev() {
            view = self.wrapped(view, *mark, piece);
        }
        html! { <>{ for piece.pins.iter().map(|pin| self.pin(*pin)) }{ view }</> }
    }

    fn wrapped(&self, inner: Html, index: usize, piece: &Piece) -> Html {
        let Some(mark) = self.placed.marks.get(index) else { return inner };
        let first = mark.opens && piece.span.start <= mark.span.start;
        let last = mark.closes && piece.span.end >= mark.span.end;
        let at = |kind: &str, id: &str| first.then(|| format!("{kind}-text {id}"));
        match &mark.kind {
            Deco::Mark { id, number, gravity, open } => html! {
                <mark class={ classes!(gravity_class(*gravity), open.then_some("open")) } data-at={ at("issue", id) }
                    data-n={ last.then(|| number.to_string()) } onclick={ self.focus(Focus::Issue(id.to_string())) }>
                    { inner }
                </mark>
            },
            Deco::Ins { id, open } => html! {
                <ins class={ classes!(open.then_some("open")) } data-at={ at("edit", id) }
                    onclick={ self.focus(Focus::Edit(id.to_string())) }>{ inner }</ins>
            },
            Deco::Del { id, open, .. } => html! {
                <del class={ classes!(open.then_some("open")) } data-at={ at("edit", id) }
                    onclick={ self.focus(Focus::Edit(id.to_string())) }>{ inner }</del>
            },
            Deco::Selected => html! { <span class="selected">{ inner }</span> },
            Deco::Caret => inner,
        }
    }

    /// What stands between two characters: deleted text, the caret, and marks and changes of what cannot be seen.
    fn pin(&self, index: usize) -> Html {
        let Some(mark) = self.placed.marks.get(index) else { return html! {} };
        match &mark.kind {
            Deco::Del { id, text, open } => html! {
                <del class={ classes!(open.then_some("open")) } data-skip="" data-at={ format!("edit-text {id}") }
                    onclick={ self.focus(Focus::Edit(id.to_string())) }>{ text.to_string() }</del>
            },
            Deco::Ins { id, open } => {
                let hidden = self.text.get(mark.span.start..mark.span.end).unwrap_or("").replace('\n', "⏎");
                html! {
                    <ins class={ classes!("sign", open.then_some("open")) } data-skip="" data-at={ format!("edit-text {id}") }
                        onclick={ self.focus(Focus::Edit(id.to_string())) }>{ hidden }</ins>
                }
            }
            Deco::Mark { id, number, gravity, open } => html! {
                <mark class={ classes!("point", gravity_class(*gravity), open.then_some("open")) } data-skip=""
                    data-at={ format!("issue-text {id}") } data-n={ number.to_string() }
                    onclick={ self.focus(Focus::Issue(id.to_string())) }></mark>
            },
            Deco::Caret => html! { <span class="caret" data-skip="" data-at="caret"></span> },
            Deco::Selected => html! {},
        }
    }

    fn focus(&self, focus: Focus) -> Callback<MouseEvent> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(Msg::Focused(focus.clone())))
    }
}
