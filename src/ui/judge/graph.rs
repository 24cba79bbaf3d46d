//! The graph of steps: a row each, with a line from every step to what it rests on; the step at hand stands below.

use crate::annotation::{StepJudgement, Verdict};
use crate::app::{Desk, Edge, Focus, Graphing, Msg, edges, standing};
use crate::ui::judge::card::{readable, shortened};
use crate::ui::judge::steps::name;
use crate::ui::kit::{Ctx, join, unseen};
use crate::ui::template::{Html, view};
use crate::ui::words as w;

/// How high a row is, as `--node` has it, and how wide the lines have it; in pixels.
const ROW: usize = 28;
const WIDE: usize = 72;
/// How far a line leaves its column at least, for each step that it passes, and for how many at most.
const OUT: (usize, usize, usize) = (8, 4, 14);

/// The rows of the steps, and their lines.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk, steps: &[&StepJudgement], questioned: &[String]) -> Html {
    let edges = edges(steps);
    let focus = match &desk.view.focus {
        Focus::Step(id) => steps.iter().position(|step| step.id == *id),
        _ => None,
    };
    let linking = desk.view.linking.as_ref();
    let hint = if linking.is_some() { w::GRAPH_LINKING } else { w::GRAPH_HINT };
    view! { ctx,
        <div class="graph" key="graph">
            <p class="muted" class:linking={ linking.is_some() }>{ hint }</p>
            <div class="graph-body">
                <svg class="edges" aria-hidden="true" width={ WIDE } height={ ROW * steps.len() }>
                    { for edges.iter().map(|edge| line(ctx, *edge, focus)) }
                </svg>
                <ol class="nodes" aria-label={ w::GRAPH }>
                    { for steps.iter().enumerate().map(|(at, step)| {
                        let open = questioned.contains(&step.id);
                        let node = Node { at, here: focus == Some(at), first: focus.is_none() && at == 0, open };
                        view! { ctx, <li key={ &step.id } class:from={ linking == Some(&step.id) }>{ row(ctx, desk, step, &edges, &node) }</li> }
                    }) }
                </ol>
            </div>
        </div>
    }
}

/// How a step stands in the graph.
struct Node {
    at: usize,
    here: bool,
    first: bool,
    /// Whether it rests on an incorrect one and does not say what that means.
    open: bool,
}

fn row(ctx: Ctx, desk: &Desk, step: &StepJudgement, edges: &[Edge], node: &Node) -> Html {
    let judged = step.verdict != Verdict::Unjudged;
    let (word, class) = name(step.verdict);
    let text = step.span.as_ref().map(|span| shortened(&readable(&span.exact), 60)).unwrap_or_default();
    let uses: Vec<usize> = edges.iter().filter(|edge| edge.to == node.at).map(|edge| edge.from + 1).collect();
    let used: Vec<usize> = edges.iter().filter(|edge| edge.from == node.at).map(|edge| edge.to + 1).collect();
    let said = |word, list: &[usize]| if list.is_empty() { String::new() } else { ctx.with(word, &numbers(list)) };
    let tied = join(&[&said(w::NODE_USES, &uses), &said(w::NODE_USED, &used)]);
    let verdict = if judged { ctx.say(word) } else { "" };
    let asked = if node.open { ctx.say(w::NODE_QUESTIONED) } else { "" };
    view! { ctx,
        <button type="button" class="node" class={ if judged { class } else { "" } } class:open={ node.here } class:questioned={ node.open }
            data-at={ join(&["node ", &step.id]) } tabindex={ if node.here || node.first { "0" } else { "-1" } }
            aria-current={ if node.here { "step" } else { "false" } } onclick={ Msg::Graph(Graphing::Chosen(step.id.clone())) }>
            <b>{ node.at + 1 }</b><i aria-hidden="true">{ standing(step, node.open) }</i>
            <span dir="auto" lang={ &desk.task.language }>{ text }</span>
            { unseen(ctx, &join(&[" ", verdict, asked, &tied])) }
        </button>
    }
}

/// Numbers as they are read out.
fn numbers(list: &[usize]) -> String {
    let mut text = String::new();
    for number in list {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&number.to_string());
    }
    text
}

/// A line from what is used to what rests on it, with its head there.
fn line(ctx: Ctx, edge: Edge, focus: Option<usize>) -> Html {
    let (from, to) = (edge.from * ROW + ROW / 2, edge.to * ROW + ROW / 2);
    let end = WIDE - 4;
    let out = OUT.0 + OUT.1 * edge.to.abs_diff(edge.from).min(OUT.2);
    let bow = end.saturating_sub(out + out / 3);
    let mut path = String::new();
    for part in [
        ["M", &end.to_string(), &from.to_string()],
        ["C", &bow.to_string(), &from.to_string()],
        ["", &bow.to_string(), &to.to_string()],
        ["", &end.to_string(), &to.to_string()],
        ["m", "-6", "-4"],
        ["l", "6", "4"],
        ["l", "-6", "4"],
    ] {
        path.push_str(&part.join(" "));
        path.push(' ');
    }
    let near = focus.is_some_and(|at| at == edge.from || at == edge.to);
    view! { ctx,
        <path key={ join(&[&edge.from.to_string(), "-", &edge.to.to_string()]) } class="edge" class:wrong={ edge.wrong } class:near={ near } d={ path.trim_end() } />
    }
}
