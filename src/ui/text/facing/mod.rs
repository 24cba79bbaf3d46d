//! Two texts that face each other: what stands for what is linked, what differs is shown, and both are scrolled together.

mod paired;
mod words;

use super::super::kit::{Ctx, join, toggle};
use super::super::shell::letter;
use super::super::words as said;
use super::deco::{Deco, marks, on_caret};
use super::margin::pending;
use super::sections;
use crate::app::facing::{Text, source, texts};
use crate::app::{Command, Desk, Facing, Msg, Spread, Word};
use crate::markup::{Decoration, Decorations};
use crate::task::Part;
use crate::text::Span;
use crate::ui::template::{Act, Html, view};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use words as w;

/// Both texts, under a bar that says what is shown of them.
#[inline(never)]
pub fn facing(ctx: Ctx, desk: &Desk, spread: &Spread) -> Html {
    let sides = spread.texts.iter().enumerate().map(|(at, text)| side(ctx, desk, spread, at, *text));
    view! { ctx,
        <div class="facing" role="group" aria-label={ w::PAIR } data-test="facing" onpointerover={ Act::Do(pointed) }>
            { bar(ctx, spread) }
            <div class="pages">{ for sides }</div>
            { desk.task.asks(Part::Issues).then(|| pending(ctx, desk)) }
        </div>
    }
}

fn bar(ctx: Ctx, spread: &Spread) -> Html {
    let way = |name: Word, on: bool, command: Command, msg: Facing| {
        let label = view! { ctx, { name }{ ctx.key(command) } };
        toggle(ctx, label, on, Msg::Facing(msg))
    };
    let found = &spread.found;
    let pairs = found.alignment.pairs.len();
    let paired = if pairs == 0 { ctx.say(w::UNPAIRED).to_owned() } else { ctx.count(w::PAIRED, pairs) };
    let [left, right] = [&found.alone[0], &found.alone[1]].map(Vec::len);
    let alone =
        |word: Word, count: usize| if count == 0 { String::new() } else { join(&[" · ", &ctx.count(word, count)]) };
    let coarse = if found.alignment.degraded { join(&[" · ", ctx.say(w::COARSE)]) } else { String::new() };
    view! { ctx,
        <div class="facing-bar">
            { way(w::DIFFERENCES, spread.differs, Command::Differences, Facing::Differing) }
            { way(w::TOGETHER, spread.tied, Command::Tie, Facing::Tied) }
            <span class="told">{ paired }{ alone(w::LEFT_ONLY, left) }{ alone(w::RIGHT_ONLY, right) }{ coarse }</span>
        </div>
    }
}

/// A side: which text it is, and the text.
fn side(ctx: Ctx, desk: &Desk, spread: &Spread, at: usize, text: Text) -> Html {
    let active = spread.active(&desk.view) == at;
    let pinned = spread.pinned == Some(at);
    let (tree, written) = match text {
        Text::Response(index) => match desk.pages.responses.get(index) {
            Some(page) => (&page.original_tree, Rc::clone(&page.original)),
            None => return view! { ctx, <div hidden=true></div> },
        },
        Text::Reference => (&desk.pages.reference, Rc::from(source(desk, text))),
    };
    let decorations = decorations(desk, spread, at, text, active);
    let lang = &desk.task.language;
    let called = name(ctx, text);
    let label = view! { ctx, { w::STAYS }{ active.then(|| ctx.key(Command::Pin)) } };
    view! { ctx,
        <div class="facing-side" class:active={ active } key={ at }>
            <header>
                <h3 class="unseen">{ &called }</h3>
                <select aria-label={ if at == 0 { w::ON_SIDE_LEFT } else { w::ON_SIDE_RIGHT } }
                    onchange={ Act::value(if at == 0 { "0" } else { "1" }, |side, value| chosen(&side, &value)) }>
                    { for texts(desk).into_iter().map(|one| {
                        view! { ctx, <option value={ value(one) } selected={ one == text }>{ name(ctx, one) }</option> }
                    }) }
                </select>
                <span class="told">{ if active { w::WORKED_ON } else { w::TO_READ } }</span>
                <button type="button" class="quiet" aria-pressed={ pinned } title={ w::STAYS_HINT } onclick={ Msg::Facing(Facing::Pinned(at)) }>{ label }</button>
            </header>
            <div class="facing-page" data-tied={ spread.tied.then_some("facing") } data-scroll={ active.then_some("page") }
                onfocusin={ (!active).then_some(Msg::Facing(Facing::Turned(at))) }>
                <article class="text" data-at={ if active { "article" } else { "facing" } } data-selectable={ active.then_some("") } tabindex="0"
                    dir="auto" lang={ lang } role="region" aria-label={ &called }>
                    { sections(ctx, tree, &written, &decorations, desk.view.painted, matches!(text, Text::Response(_))) }
                </article>
            </div>
        </div>
    }
}

/// What a text is called.
fn name(ctx: Ctx, text: Text) -> String {
    match text {
        Text::Response(at) => ctx.with(said::RESPONSE, &letter(at)),
        Text::Reference => ctx.say(said::REFERENCE).to_owned(),
    }
}

fn value(text: Text) -> String {
    match text {
        Text::Response(at) => at.to_string(),
        Text::Reference => String::from("reference"),
    }
}

fn chosen(side: &str, value: &str) -> Msg {
    let text = value.parse().map_or(Text::Reference, Text::Response);
    Msg::Facing(Facing::Chosen(usize::from(side == "1"), text))
}

/// The pair of sentences under the pointer.
fn pointed(event: &web_sys::Event, send: &super::Send) {
    let target: Option<web_sys::Element> = event.composed_path().get(0).dyn_into().ok();
    let pair = target.and_then(|target| target.closest("[data-pair]").ok().flatten());
    let pair = pair.and_then(|pair| pair.get_attribute("data-pair")?.parse().ok());
    send.emit(Msg::Facing(Facing::Pointed(pair)));
}

/// What stands on a text: its issues, the sentences that stand for others, what differs, and where it is worked on the caret.
fn decorations(desk: &Desk, spread: &Spread, side: usize, text: Text, active: bool) -> Decorations<Deco> {
    let mut list = Vec::new();
    let hand = spread.at_hand(&desk.view);
    let found = &spread.found;
    for (number, pair) in found.alignment.pairs.iter().enumerate() {
        let sentence = if side == 0 { pair.left } else { pair.right };
        if let Some(span) = found.alignment.sentences.get(side).and_then(|spans| spans.get(sentence)) {
            let kind = Deco::Paired { number, moved: pair.moved, open: hand == Some(number) };
            list.push(Decoration { span: *span, kind });
        }
    }
    let mut differ = |spans: &[Span], alone: bool| {
        let differs = |span: &Span| Decoration { span: *span, kind: Deco::Differs { left: side == 0, alone } };
        list.extend(spans.iter().map(differs));
    };
    if spread.differs {
        found.words.get(side).into_iter().for_each(|spans| differ(spans, false));
        found.alone.get(side).into_iter().for_each(|spans| differ(spans, true));
    }
    if let Text::Response(at) = text
        && let Some(response) = desk.task.responses.get(at)
    {
        list.extend(marks(desk, &response.id, &|span| span));
    }
    if active {
        on_caret(desk, &mut list);
    }
    Decorations::new(list)
}
