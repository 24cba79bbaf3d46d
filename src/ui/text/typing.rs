//! The tracked text that is typed in: its lines, in sections that render again only where a line changed.
//!
//! Nothing the browser would do to it happens by itself (`host/dom/typing`), so that the nodes are always those drawn here;
//! only input methods write in it, and then the line gets another key and is drawn anew.

use crate::app::tracked::{Line, Run, RunKind};
use crate::app::{Desk, Focus, Lang};
use crate::ui::kit::{Ctx, join};
use crate::ui::template::{Html, Send, Site, View, view};
use crate::ui::words as w;
use std::rc::Rc;
use yew::virtual_dom::{Key, VComp, VNode};
use yew::{Component, Context, Properties};

/// A section ends behind a line whose id is a multiple of this: where lines come and go, others stay in theirs.
const SECTION: u64 = 48;

/// A run of lines.
#[derive(Properties, Clone)]
struct LinesProps {
    lines: Vec<Rc<Line>>,
    /// The edit that has the attention, where it is in these lines.
    open: Option<Rc<str>>,
    send: Send,
}

/// Equal where the same would be seen.
impl PartialEq for LinesProps {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, two): (&Rc<Line>, &Rc<Line>)| Rc::ptr_eq(one, two);
        self.lines.len() == other.lines.len()
            && self.lines.iter().zip(&other.lines).all(same)
            && self.open == other.open
    }
}

impl LinesProps {
    /// The view of a site, for `view!`.
    fn begin(&self, site: &'static Site) -> Html {
        View::of(site, Lang::En, &self.send)
    }
}

struct Lines;

impl Component for Lines {
    type Message = ();
    type Properties = LinesProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> yew::Html {
        let props = context.props();
        let mut section =
            view! { props, <div class="lines">{ for props.lines.iter().map(|line| line_view(props, line)) }</div> };
        section.node()
    }
}

fn line_view(props: &LinesProps, line: &Line) -> Html {
    let id = line.id.to_string();
    let empty = line.runs.is_empty().then(|| view! { props, <br /> });
    view! { props,
        <div class="line" class:new-end={ line.end_is_new } key={ &id } data-l={ &id } dir="auto">
            { for line.runs.iter().map(|run| run_view(props, run)) }{ empty }
        </div>
    }
}

fn run_view(props: &LinesProps, run: &Run) -> Html {
    let tag = match run.kind {
        RunKind::Same => return view! { props, { &run.text } },
        RunKind::Inserted => "ins",
        RunKind::Deleted => "del",
    };
    let open = run.edit.is_some() && run.edit == props.open;
    let place = run.edit.as_ref().map(|id| join(&["edit-text ", id]));
    view! { props, <@{ tag } class:open={ open } data-at={ place }>{ &run.text }</@> }
}

/// The tracked text, to be typed in.
pub fn typing(ctx: Ctx, desk: &Desk) -> Html {
    let Some(tracked) = &desk.tracked else { return view! { ctx, <div class="field typing"></div> } };
    let focused = match &desk.view.focus {
        Focus::Edit(id) => Some(id.as_str()),
        _ => None,
    };
    let mut sections = Vec::new();
    let mut lines = Vec::new();
    for (at, line) in tracked.lines.iter().enumerate() {
        lines.push(Rc::clone(line));
        if line.id % SECTION == 0 || at + 1 == tracked.lines.len() {
            sections.push(section(ctx, std::mem::take(&mut lines), focused));
        }
    }
    let editable = if desk.is_open() { "plaintext-only" } else { "false" };
    view! { ctx,
        <div class="field typing" key={ tracked.epoch.to_string() } data-at="field" data-typing="" contenteditable={ editable }
            role="textbox" aria-multiline="true" aria-readonly={ !desk.is_open() } aria-label={ w::TYPED_LABEL } tabindex="0" spellcheck="true"
            lang={ &desk.task.language }>{ for sections }</div>
    }
}

fn section(ctx: Ctx, lines: Vec<Rc<Line>>, focused: Option<&str>) -> Html {
    let key = lines.first().map_or(0, |line| line.id).to_string();
    let mut runs = lines.iter().flat_map(|line| &line.runs);
    let open =
        focused.and_then(|id| runs.find_map(|run| run.edit.as_ref().filter(|edit| edit.as_ref() == id)).cloned());
    let props = LinesProps { lines, open, send: ctx.send.clone() };
    let section = VNode::from(VComp::new::<Lines>(Rc::new(props), Some(Key::from(key))));
    view! { ctx, { section } }
}
