//! A card of what several say of one thing: each with a key, and what would stand then.

use crate::annotation::Spot;
use crate::app::question::{self, Touch};
use crate::app::{Desk, Focus, Msg, keymap};
use crate::review::{Cell, Choice, Key, Row, choices, chosen_text};
use crate::task::ScoreState;
use crate::ui::foot;
use crate::ui::judge::card::{readable, shortened};
use crate::ui::judge::{rubric, steps};
use crate::ui::kit::{Ctx, join, unsigned};
use crate::ui::shell::letter;
use crate::ui::template::{Html, view};
use crate::ui::words as w;

/// What a card stands for, and what it does.
pub struct Card<'a> {
    /// What is to be settled.
    pub row: &'a Row,
    /// What each one who says something is called.
    pub names: &'a [String],
    /// What was chosen.
    pub chosen: Option<Choice>,
    /// Whether nothing is to be chosen any more.
    pub settled: bool,
    /// What has the attention when it has.
    pub focus: Focus,
    /// Where it stands.
    pub at: String,
    /// What a choice does.
    pub msg: &'a dyn Fn(Choice) -> Msg,
}

/// The card. What is settled and has no attention shows only what stands.
pub fn card(ctx: Ctx, desk: &Desk, card: &Card) -> Html {
    let open = desk.view.focus == card.focus;
    let focused = || (!open).then(|| Msg::Focused(card.focus.clone()));
    let title = title(ctx, desk, card.row);
    let list = choices(&desk.task, card.row);
    let shown = |one: &Choice| open || !card.settled || card.chosen == Some(*one);
    let by_hand = card.settled && card.chosen.is_none();
    view! { ctx,
        <div class="note row" class:open={ open } class:settled={ card.settled } data-at={ &card.at } tabindex="-1" role="group"
            aria-label={ &title } onfocusin={ focused() } onclick={ focused() }>
            <header><span class="name">{ &title }</span><em>{ card.settled.then_some(w::SETTLED) }</em></header>
            <div class="options">
                { for list.iter().enumerate().filter(|(_, one)| shown(one)).map(|(at, one)| view! { ctx,
                    <button type="button" key={ at } disabled={ !desk.may_edit() || !question::may_choose(&card.focus, card.row, *one) }
                        aria-pressed={ card.chosen == Some(*one) } onclick={ (card.msg)(*one) }>
                        <b>{ who(ctx, card.names, *one) }{ ctx.some_key(keymap::choice(at).filter(|_| open)) }</b>
                        { said(ctx, desk, card.row, *one) }
                    </button>
                }) }
            </div>
            <p class="muted" hidden={ !by_hand }>{ w::BY_HAND }</p>
        </div>
    }
}

/// Whose choice it is.
fn who(ctx: Ctx, names: &[String], choice: Choice) -> String {
    match choice {
        Choice::Of(who) => names.get(who).cloned().unwrap_or_default(),
        Choice::All if names.len() > 2 => ctx.say(w::ALL_OF_THEM).to_owned(),
        Choice::All => ctx.say(w::BOTH).to_owned(),
        Choice::Nothing if names.len() > 2 => ctx.say(w::NONE_OF_THEM).to_owned(),
        Choice::Nothing => ctx.say(w::NEITHER).to_owned(),
    }
}

/// What a row is about, in a word or two.
pub fn short(ctx: Ctx, desk: &Desk, row: &Row) -> String {
    const AT_MOST: usize = 20;
    match &row.key {
        Key::Criterion(id, response) => foot::place(ctx, desk, &Spot::Criterion(id.clone(), response.clone())),
        _ => shortened(&title(ctx, desk, row), AT_MOST),
    }
}

/// What a row is about, in short.
pub fn title(ctx: Ctx, desk: &Desk, row: &Row) -> String {
    let at = desk.task.responses.iter().position(|one| Some(one.id.as_str()) == row.key.response());
    let whose = at.filter(|_| desk.task.responses.len() > 1).map(|at| join(&[&letter(at), " "])).unwrap_or_default();
    let quoted =
        |response: &str, place: crate::text::Span| shortened(&readable(place.slice(desk.draft.original(response))), 48);
    let name = match &row.key {
        Key::Criterion(id, _) => {
            let at = desk.draft.criteria().iter().position(|one| one.id == *id).unwrap_or_default();
            let named = desk.draft.criterion(id).map_or("", |one| &one.title);
            join(&[&ctx.count(w::CRITERION_N, at + 1), " ", named])
        }
        Key::Issue(_, None) => ctx.with(w::ROW_ISSUE, ctx.say(w::WHOLE_RESPONSE)),
        Key::Issue(response, Some(place)) => ctx.with(w::ROW_ISSUE, &quoted(response, *place)),
        Key::Edit(response, place) if place.is_empty() => ctx.with(
            w::ROW_CHANGE,
            &[&readable(&shortened_end(desk.draft.original(response), place.start)), " …"].concat(),
        ),
        Key::Edit(response, place) => ctx.with(w::ROW_CHANGE, &quoted(response, *place)),
        Key::Step(response, place) => ctx.with(w::ROW_STEP, &quoted(response, *place)),
        Key::Preference => ctx.say(w::COMPARISON).to_owned(),
    };
    join(&[&whose, &name])
}

/// The last words before a place.
fn shortened_end(text: &str, at: usize) -> String {
    let words = question::tracked_words(text, crate::text::Span { start: at, end: at }, "");
    words.into_iter().next().map(|(_, words)| words).unwrap_or_default()
}

/// What a choice says.
fn said(ctx: Ctx, desk: &Desk, row: &Row, choice: Choice) -> Html {
    let cell = match choice {
        Choice::Of(who) => row.cells.get(who).and_then(Option::as_ref),
        _ => None,
    };
    let why = match cell {
        Some(Cell::Score(score)) => score.rationale.clone(),
        Some(Cell::Issue(issue)) => Some(issue.comment.clone()),
        Some(Cell::Edits(edits)) => Some(reasons(desk, ctx, edits)),
        Some(Cell::Step(step)) => step.rationale.clone(),
        Some(Cell::Preference(preference)) => preference.rationale.clone(),
        None => None,
    };
    let why = why.filter(|text| !text.trim().is_empty());
    view! { ctx,
        { what(ctx, desk, row, choice, cell) }
        <small class="why" dir="auto" hidden={ why.is_none() }>{ why }</small>
    }
}

/// Why somebody made changes: each one's category and words.
fn reasons(desk: &Desk, ctx: Ctx, edits: &[crate::annotation::CorrectionEdit]) -> String {
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let mut text = String::new();
    for edit in edits {
        let category = edit.category.as_ref().map(|id| taxonomy.category_name(id));
        let parts = [category, edit.rationale.as_deref()].into_iter().flatten();
        for part in parts.filter(|part| !text.contains(*part)).collect::<Vec<_>>() {
            text.push_str(if text.is_empty() { "" } else { " · " });
            text.push_str(part);
        }
    }
    text
}

fn what(ctx: Ctx, desk: &Desk, row: &Row, choice: Choice, cell: Option<&Cell>) -> Html {
    if let (Key::Edit(response, place), Some(text)) = (&row.key, chosen_text(&desk.task, row, choice)) {
        let words = question::tracked_words(desk.draft.original(response), *place, &text);
        return tracked(ctx, desk, &words);
    }
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let line = match (cell, &row.key) {
        (Some(Cell::Score(score)), _) => match desk.draft.criterion(&score.criterion) {
            Some(criterion) if score.state != ScoreState::Unjudged => {
                rubric::name(ctx, criterion, score.state, score.value).0
            }
            _ => ctx.say(w::NOT_JUDGED).to_owned(),
        },
        (Some(Cell::Issue(issue)), _) => {
            let category = issue.category.as_ref().map_or("", |id| taxonomy.category_name(id));
            let severity = issue.severity.as_ref().map_or("", |id| taxonomy.severity_name(id));
            let quote = issue.span.as_ref().map(|span| shortened(&readable(&span.exact), 60)).unwrap_or_default();
            join(&[category, " · ", severity, if quote.is_empty() { "" } else { " · " }, &quote])
        }
        (Some(Cell::Step(step)), _) => ctx.say(steps::name(step.verdict).0).to_owned(),
        (Some(Cell::Preference(preference)), _) => order(desk, &preference.ranking),
        (_, Key::Issue(..)) if choice == Choice::All => ctx.say(w::EACH_STANDS).to_owned(),
        (_, Key::Issue(..)) => ctx.say(w::NOT_MARKED).to_owned(),
        _ => ctx.say(w::NOT_JUDGED).to_owned(),
    };
    view! { ctx, <span class="what" dir="auto">{ line }</span> }
}

/// A place as somebody would have it.
fn tracked(ctx: Ctx, desk: &Desk, words: &[(Touch, String)]) -> Html {
    let changed = words.iter().any(|(touch, _)| *touch != Touch::Same);
    let side = |one: Touch| {
        words.iter().filter(|(touch, _)| *touch == one).map(|(_, text)| unsigned(text)).collect::<String>()
    };
    // Where the signs are all that changed, they are what is to be seen.
    let signs = changed && side(Touch::Gone) == side(Touch::New);
    let shown = |text: &str| if signs { text.to_owned() } else { unsigned(text) };
    view! { ctx,
        <span class="what read" dir="auto" lang={ &desk.task.language }>
            { for words.iter().map(|(touch, text)| match touch {
                Touch::Same => view! { ctx, <span>{ shown(text) }</span> },
                Touch::Gone => view! { ctx, <del>{ shown(text).replace('\n', "⏎") }</del> },
                Touch::New => view! { ctx, <ins>{ shown(text).replace('\n', "⏎") }</ins> },
            }) }
        </span>
        <small class="muted" hidden={ changed }>{ w::AS_IT_WAS }</small>
    }
}

/// Responses from the best to the worst.
fn order(desk: &Desk, ranking: &[Vec<String>]) -> String {
    let name = |id: &String| letter(desk.task.responses.iter().position(|one| one.id == *id).unwrap_or_default());
    let tied = |group: &Vec<String>| group.iter().map(name).collect::<Vec<_>>().join(" = ");
    ranking.iter().map(tied).collect::<Vec<_>>().join(" > ")
}
