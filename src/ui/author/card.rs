//! A criterion that is written: its words with what the linter underlines, and its fields while it has the attention.

use super::findings;
use super::words as a;
use crate::app::{Author, Command, Desk, Focus, Msg, Slot, Word, question};
use crate::task::{Criterion, Demand, Level, Role, Scale, Tolerance};
use crate::ui::judge::card::{Link, choose_link, linked};
use crate::ui::kit::{Ctx, join, nothing, sign, toggle, toggle_word, unseen};
use crate::ui::template::{Act, Html, view};
use crate::ui::time;
use crate::ui::words as w;

/// A criterion as a card.
pub fn view(ctx: Ctx, desk: &Desk, at: usize, criterion: &Criterion) -> Html {
    let focus = Focus::Criterion(criterion.id.clone());
    let now = desk.view.focus == focus;
    let focused = || (!now).then(|| Msg::Focused(focus.clone()));
    let number = ctx.count(w::CRITERION_N, at + 1);
    let titled = !criterion.title.trim().is_empty();
    let line = if titled { &criterion.title } else { &criterion.text };
    let silent = line.trim().is_empty();
    let more = titled && !criterion.text.trim().is_empty() && !now;
    let drag = desk.writing.drag.as_ref();
    let held = drag.is_some_and(|(id, _)| *id == criterion.id);
    let (before, behind) = landing(desk, at, &criterion.id);
    let open = question::open_findings(desk).into_iter().filter_map(|at| desk.writing.found.get(at));
    let count = open.filter(|found| found.criterion.as_ref() == Some(&criterion.id)).count();
    view! { ctx,
        <li key={ &criterion.id } data-row={ &criterion.id } class:held={ held } class:before={ before } class:behind={ behind }>
        <div class="criterion written" class:now={ now } data-at={ join(&["criterion ", &criterion.id]) } tabindex="-1" role="group"
            aria-label={ join(&[&number, " ", line]) } onfocusin={ focused() } onclick={ focused() }>
            <header lang={ &desk.task.language }>
                <i class="handle" data-drag={ &criterion.id } title={ a::DRAG } aria-hidden="true">{ "⠿" }</i>
                <span>{ number }</span>
                <p dir="auto" class:muted={ silent }>{ if silent { view! { ctx, { a::UNTITLED } } } else { marked(ctx, desk, criterion, titled) } }
                    { " " }<i class="tag" lang={ ctx.lang.word() } hidden={ !criterion.gate }>{ w::GATE }</i>
                    <i class="tag lint" lang={ ctx.lang.word() } hidden={ count == 0 }>{ (a::FINDINGS, count) }</i></p>
                <b class:minus={ criterion.points < 0.0 }>{ time::signed(criterion.points, ctx.lang) }</b>
            </header>
            <p class="more" dir="auto" lang={ &desk.task.language } hidden={ !more }>{ if more { marked(ctx, desk, criterion, false) } else { nothing(ctx) } }</p>
            { if now { editor(ctx, desk, at, criterion) } else { nothing(ctx) } }
            { if now { findings::view(ctx, desk, Some(&criterion.id)) } else { nothing(ctx) } }
        </div></li>
    }
}

/// Whether what is dragged would come to stand before or behind this row.
fn landing(desk: &Desk, at: usize, id: &str) -> (bool, bool) {
    let Some((held, to)) = &desk.writing.drag else { return (false, false) };
    let from = desk.draft.criteria().iter().position(|one| one.id == *held).unwrap_or_default();
    let here = at == *to && held != id;
    (here && *to < from, here && *to > from)
}

/// The title or the text, with what the linter found underlined.
fn marked(ctx: Ctx, desk: &Desk, criterion: &Criterion, title: bool) -> Html {
    let text = if title { &criterion.title } else { &criterion.text };
    let mut places = Vec::new();
    for at in question::open_findings(desk) {
        let Some(found) = desk.writing.found.get(at) else { continue };
        let own = found.criterion.as_ref() == Some(&criterion.id);
        places.extend(found.place.filter(|(of_title, _)| own && *of_title == title).map(|(_, span)| (span, found)));
    }
    crate::text::sort_by_place(&mut places, |(span, _)| (span.start, span.end));
    let mut parts = Vec::new();
    let mut done = 0;
    for (span, found) in places {
        // What was typed since the linter was asked may have moved the words.
        let (Some(before), Some(words)) = (text.get(done..span.start), text.get(span.start..span.end)) else {
            continue;
        };
        parts.push(view! { ctx, { before } });
        parts.push(view! { ctx, <u class="lint" title={ &found.message }>{ words }</u> });
        done = span.end;
    }
    let rest = text.get(done..).unwrap_or_default();
    view! { ctx, <span>{ for parts }{ rest }</span> }
}

fn editor(ctx: Ctx, desk: &Desk, at: usize, criterion: &Criterion) -> Html {
    let id = &criterion.id;
    let closed = !desk.may_edit();
    let lang = &desk.task.language;
    let last = desk.draft.criteria().len().saturating_sub(1);
    let step = |name: Word, arrow: &str, off: bool, command: Command| {
        view! { ctx,
            <button type="button" class="quiet" disabled={ off || closed } title={ name }
                onclick={ Msg::Commanded(command) }>{ unseen(ctx, ctx.say(name)) }{ sign(ctx, arrow) }{ ctx.key(command) }</button>
        }
    };
    view! { ctx,
        <div class="editor">
            <label class="wide"><span>{ a::TITLE }</span>
                <input type="text" dir="auto" lang={ lang } autocomplete="off" data-at={ join(&["criterion-words ", id]) } readonly={ closed }
                    value={ &criterion.title } oninput={ Act::value(id, |id, text| typed(id, Slot::Title, text)) } /></label>
            <label class="wide"><span>{ a::TEXT }</span>
                <textarea rows="2" dir="auto" lang={ lang } readonly={ closed } placeholder={ a::TEXT_HINT } value={ &criterion.text }
                    oninput={ Act::value(id, |id, text| typed(id, Slot::Text, text)) } /></label>
            <div class="fields">
                <label class="narrow"><span>{ a::POINTS }</span>
                    <input type="text" inputmode="decimal" autocomplete="off" readonly={ closed }
                        value={ number(ctx, desk, Slot::Points, id, criterion.points) }
                        oninput={ Act::value(id, |id, text| typed(id, Slot::Points, text)) } /></label>
                <label><span>{ a::CLASS }</span>
                    <input type="text" dir="auto" autocomplete="off" readonly={ closed } value={ criterion.class.as_deref().unwrap_or_default() }
                        oninput={ Act::value(id, |id, text| typed(id, Slot::Class, text)) } /></label>
                { choice(ctx, a::SCALE, scales(ctx, criterion)) }
                { choice(ctx, a::KIND, kinds(ctx, criterion)) }
                { choice(ctx, a::REASON, demands(ctx, criterion)) }
                { turns(ctx, desk, criterion) }
            </div>
            { scale(ctx, desk, criterion) }
            { requires(ctx, desk, criterion) }
            <div class="acts">
                { step(a::UP, "↑", at == 0, Command::MoveUp) }
                { step(a::DOWN, "↓", at == last, Command::MoveDown) }
                <button type="button" class="quiet" disabled={ closed } onclick={ Msg::Author(Author::Duplicated(id.clone())) }>{ a::DUPLICATE }{ ctx.key(Command::Duplicate) }</button>
                <button type="button" class="quiet" disabled={ closed } onclick={ Msg::Author(Author::Removed(id.clone())) }>{ a::REMOVE }{ ctx.key(Command::Remove) }</button>
            </div>
        </div>
    }
}

fn typed(id: String, slot: Slot, text: String) -> Msg {
    Msg::Author(Author::Typed(id, slot, text))
}

fn chosen(criterion: &Criterion, slot: Slot, word: &str) -> Msg {
    typed(criterion.id.clone(), slot, word.to_owned())
}

/// A number as it is being typed, or as it stands.
fn number(ctx: Ctx, desk: &Desk, slot: Slot, id: &str, value: f64) -> String {
    let typed = desk.writing.typed.as_ref().filter(|(one, own, _)| *one == slot && own == id);
    typed.map_or_else(|| time::points(value, ctx.lang), |(_, _, text)| text.clone())
}

/// Exclusive choices under a name.
fn choice(ctx: Ctx, name: Word, choices: Vec<Html>) -> Html {
    view! { ctx,
        <div class="pick" role="group" aria-label={ name }><span aria-hidden="true">{ name }</span><div class="segmented">{ for choices }</div></div>
    }
}

fn scales(ctx: Ctx, criterion: &Criterion) -> Vec<Html> {
    let kinds = [("binary", a::BINARY), ("ordinal", a::ORDINAL), ("numeric", a::NUMERIC)];
    let now = match criterion.scale {
        Scale::Binary => "binary",
        Scale::Ordinal(_) => "ordinal",
        Scale::Numeric { .. } => "numeric",
    };
    kinds
        .iter()
        .map(|(kind, name)| toggle_word(ctx, *name, *kind == now, chosen(criterion, Slot::Scale, kind)))
        .collect()
}

/// Whether it counts points only, or fails the response where it is not met.
fn kinds(ctx: Ctx, criterion: &Criterion) -> Vec<Html> {
    let one = |name: Word, gate: bool| {
        let toggled = || Msg::Author(Author::GateToggled(criterion.id.clone()));
        let now = criterion.gate == gate;
        let label = view! { ctx, { name } };
        view! { ctx, <button type="button" aria-pressed={ now } onclick={ (!now).then(toggled) }>{ label }</button> }
    };
    vec![one(a::COUNTS, false), one(w::GATE, true)]
}

fn demands(ctx: Ctx, criterion: &Criterion) -> Vec<Html> {
    let kinds = [(Demand::Required, a::REQUIRED), (Demand::Optional, a::OPTIONAL), (Demand::None, a::NOT_ASKED)];
    let one = |(kind, name): &(Demand, Word)| {
        toggle_word(ctx, *name, criterion.rationale == *kind, chosen(criterion, Slot::Rationale, kind.word()))
    };
    kinds.iter().map(one).collect()
}

/// Which user turn it is about, where there are several.
fn turns(ctx: Ctx, desk: &Desk, criterion: &Criterion) -> Html {
    let asked: Vec<_> = desk.task.turns.iter().filter(|turn| turn.role == Role::User).collect();
    if asked.len() < 2 {
        return nothing(ctx);
    }
    let mut choices = vec![toggle_word(ctx, a::WHOLE, criterion.turn.is_none(), chosen(criterion, Slot::Turn, ""))];
    for (at, turn) in asked.into_iter().enumerate() {
        let name = view! { ctx, { ctx.count(a::TURN_N, at + 1) } };
        let pressed = criterion.turn.as_ref() == Some(&turn.id);
        choices.push(toggle(ctx, name, pressed, chosen(criterion, Slot::Turn, &turn.id)));
    }
    choice(ctx, a::TURN, choices)
}

/// What a scale needs besides its kind.
fn scale(ctx: Ctx, desk: &Desk, criterion: &Criterion) -> Html {
    match &criterion.scale {
        Scale::Binary => nothing(ctx),
        Scale::Ordinal(levels) => view! { ctx,
            <div class="levels">
                { for levels.iter().enumerate().map(|(at, one)| level(ctx, desk, criterion, at, one)) }
                <button type="button" class="quiet" onclick={ Msg::Author(Author::LevelAdded(criterion.id.clone())) }>{ a::LEVEL_ADD }</button>
            </div>
        },
        Scale::Numeric { target, tolerance, unit } => {
            numeric(ctx, desk, criterion, target, *tolerance, unit.as_deref())
        }
    }
}

fn level(ctx: Ctx, desk: &Desk, criterion: &Criterion, at: usize, level: &Level) -> Html {
    let place = join(&[&criterion.id, " ", &at.to_string()]);
    let closed = !desk.may_edit();
    view! { ctx,
        <div class="level" key={ at }>
            <input type="text" inputmode="decimal" class="short" autocomplete="off" aria-label={ ctx.count(a::LEVEL_VALUE, at + 1) } readonly={ closed }
                value={ number(ctx, desk, Slot::LevelValue, &place, level.value) }
                oninput={ Act::value(&place, |id, text| typed(id, Slot::LevelValue, text)) } />
            <input type="text" dir="auto" autocomplete="off" aria-label={ ctx.count(a::LEVEL_NAME, at + 1) } placeholder={ ctx.count(a::LEVEL_NAME, at + 1) } readonly={ closed }
                value={ &level.name } oninput={ Act::value(&place, |id, text| typed(id, Slot::LevelName, text)) } />
            <input type="text" dir="auto" autocomplete="off" aria-label={ ctx.count(a::LEVEL_TEXT, at + 1) } placeholder={ ctx.count(a::LEVEL_TEXT, at + 1) } readonly={ closed }
                value={ &level.description } oninput={ Act::value(&place, |id, text| typed(id, Slot::LevelText, text)) } />
            <button type="button" class="quiet icon" aria-label={ ctx.count(a::LEVEL_GONE, at + 1) } disabled={ closed }
                onclick={ Msg::Author(Author::LevelRemoved(place.clone())) }>{ "×" }</button>
        </div>
    }
}

fn numeric(
    ctx: Ctx,
    desk: &Desk,
    criterion: &Criterion,
    target: &str,
    tolerance: Tolerance,
    unit: Option<&str>,
) -> Html {
    let id = &criterion.id;
    let closed = !desk.may_edit();
    let typing = desk.writing.typed.as_ref().filter(|(one, own, _)| *one == Slot::Target && own == id);
    let target = match typing {
        Some((_, _, text)) => text.clone(),
        None => question::number(target).map_or_else(|| target.to_owned(), |value| time::number(value, ctx.lang)),
    };
    let (relative, distance) = match tolerance {
        Tolerance::Relative(share) => (true, share * 100.0),
        Tolerance::Absolute(distance) => (false, distance),
    };
    let kinds = vec![
        toggle_word(ctx, a::PERCENT, relative, chosen(criterion, Slot::Relative, "relative")),
        toggle_word(ctx, a::ABSOLUTE, !relative, chosen(criterion, Slot::Relative, "absolute")),
    ];
    view! { ctx,
        <div class="fields">
            <label><span>{ a::TARGET }</span>
                <input type="text" inputmode="decimal" autocomplete="off" readonly={ closed } value={ target }
                    oninput={ Act::value(id, |id, text| typed(id, Slot::Target, text)) } /></label>
            <label class="narrow"><span>{ a::UNIT }</span>
                <input type="text" autocomplete="off" readonly={ closed } value={ unit.unwrap_or_default() }
                    oninput={ Act::value(id, |id, text| typed(id, Slot::Unit, text)) } /></label>
            <label class="narrow"><span>{ a::TOLERANCE }</span>
                <input type="text" inputmode="decimal" autocomplete="off" readonly={ closed } value={ number(ctx, desk, Slot::Tolerance, id, distance) }
                    oninput={ Act::value(id, |id, text| typed(id, Slot::Tolerance, text)) } /></label>
            { choice(ctx, a::TOLERANCE, kinds) }
        </div>
    }
}

/// What must be met for it to apply.
fn requires(ctx: Ctx, desk: &Desk, criterion: &Criterion) -> Html {
    let mut links = Vec::new();
    for (at, one) in desk.draft.criteria().iter().enumerate().filter(|(_, one)| one.id != criterion.id) {
        let name = ctx.count(w::CRITERION_N, at + 1);
        links.push(Link { id: one.id.clone(), name, focus: Focus::Criterion(one.id.clone()) });
    }
    let tied = |link: &Link| criterion.requires.contains(&link.id);
    let msg = |id, other| Msg::Author(Author::RequireToggled(id, other));
    let open = desk.may_edit();
    let free = open && !links.iter().all(tied);
    view! { ctx,
        <div class="requires" hidden={ links.is_empty() }>
            <span>{ a::REQUIRES }</span>
            { for linked(ctx, &links, &tied, &criterion.id, msg, open) }
            { choose_link(ctx, &links, &tied, a::REQUIRES, &criterion.id, msg, free) }
        </div>
    }
}
