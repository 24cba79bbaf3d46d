//! A second review: what was found the last time and what became of it, what each part was before, and the way to the whole.

use super::card::shortened;
use super::{finding, review, steps};
use crate::annotation::{CorrectionEdit, Finding, Issue, StepJudgement};
use crate::app::{Command, Desk, Msg, Word, question};
use crate::json::{Doc, Value};
use crate::review::{Again, FindingVerdict, Moved, ReviewVerdict};
use crate::task::{Score, Taxonomy};
use crate::ui::kit::{Ctx, join, nothing};
use crate::ui::template::{Html, view};
use crate::ui::words as w;

/// The last review, what became of what was found in it, and what is gone since; at the head of the review.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let Some(again) = &desk.again else { return nothing(ctx) };
    let (name, _) = review::named(again.review.verdict.unwrap_or(ReviewVerdict::Return));
    let faults = again.review.findings.iter().filter(|one| one.verdict != FindingVerdict::Right);
    let gone = question::gone(desk);
    view! { ctx,
        <section class="since" aria-label={ w::SINCE }>
            <h2>{ w::SINCE }</h2>
            <p>{ counts(ctx, desk, again) }</p>
            { toggle(ctx, desk) }
            <figure class="word">
                <figcaption>{ w::LAST_REVIEW }{ " " }<span class="muted">{ name }</span></figcaption>
                <blockquote dir="auto" lang={ &desk.task.language } hidden={ again.review.comment.is_none() }>{ &again.review.comment }</blockquote>
            </figure>
            <ul>
                { for faults.map(|one| view! { ctx, <li key={ &one.id }>{ review::error(ctx, desk, one) }{ became(ctx, desk, one) }</li> }) }
                { for gone.into_iter().map(|one| view! { ctx,
                    <li key={ &one.id }><b>{ w::GONE }</b>{ " " }<del dir="auto">{ said(ctx, desk, one.part, &one.before, None) }</del></li>
                }) }
            </ul>
        </section>
    }
}

/// How much of the work is asked about.
fn counts(ctx: Ctx, desk: &Desk, again: &Again) -> String {
    let all = question::parts(desk).len();
    ctx.with(w::ASKED_OF, &all.to_string()).replace("[]", &again.asked.len().to_string())
}

/// Shows the whole, or only what changed.
pub fn toggle(ctx: Ctx, desk: &Desk) -> Html {
    let word = if desk.view.whole { w::SHOW_CHANGED } else { w::SHOW_WHOLE };
    view! { ctx,
        <button type="button" class="fold" hidden={ desk.again.is_none() } aria-expanded={ desk.view.whole } onclick={ Msg::WholeToggled }>
            { word }{ ctx.key(Command::Whole) }</button>
    }
}

/// The end of a list of which only a part is shown.
pub fn rest(ctx: Ctx, desk: &Desk, hidden: usize) -> Html {
    if desk.again.is_none() { nothing(ctx) } else { of_rest(ctx, desk, hidden) }
}

#[inline(never)]
fn of_rest(ctx: Ctx, desk: &Desk, hidden: usize) -> Html {
    view! { ctx,
        <div class="rest-hidden" key="rest" hidden={ hidden == 0 && !desk.view.whole }>
            <p class="muted" hidden={ hidden == 0 }>{ (w::UNCHANGED_COUNT, hidden) }</p>
            { toggle(ctx, desk) }
        </div>
    }
}

/// What became of an error that was found the last time.
fn became(ctx: Ctx, desk: &Desk, fault: &Finding) -> Html {
    let (word, class): (Word, &str) = match question::outcome(desk, fault) {
        Some(Moved::Added) => (w::ADDED_SINCE, "yes"),
        Some(Moved::Changed) => (w::CHANGED_SINCE, "yes"),
        Some(Moved::Removed) => (w::GONE, "yes"),
        None => (w::LEFT_AS_IT_WAS, "no"),
    };
    view! { ctx, <p class="became" class={ class }>{ word }</p> }
}

/// On a part's card: what was found in it the last time, and what it was before.
#[inline(never)]
pub fn before(ctx: Ctx, desk: &Desk, id: &str) -> Html {
    let (change, fault) = question::since(desk, id);
    if change.is_none() && fault.is_none() {
        return nothing(ctx);
    }
    let word = match change.map(|change| change.moved) {
        Some(Moved::Added) => w::ADDED_SINCE,
        Some(_) => w::BEFORE,
        None => w::LEFT_AS_IT_WAS,
    };
    let was = change.filter(|change| change.moved == Moved::Changed);
    let was = was.map(|change| said(ctx, desk, change.part, &change.before, Some(&change.after)));
    let found = fault.map(|fault| ctx.say(finding::name(fault.verdict).0));
    view! { ctx,
        <div class="earlier">
            <p hidden={ fault.is_none() }><b>{ w::FOUND_THEN }{ " " }{ found }</b>{ " " }<span dir="auto">{ fault.map(|one| &one.comment) }</span></p>
            <p class="was"><b>{ word }</b>{ " " }<span dir="auto">{ was }</span></p>
        </div>
    }
}

/// A part in short: of what was, only that in which it is not `now`.
fn said(ctx: Ctx, desk: &Desk, part: &str, was: &Value, now: Option<&Value>) -> String {
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let old = pieces(ctx, desk, &taxonomy, part, was);
    let new = now.map(|now| pieces(ctx, desk, &taxonomy, part, now)).unwrap_or_default();
    let other =
        |(at, piece): (usize, &String)| (!piece.is_empty() && new.get(at) != Some(piece)).then(|| piece.clone());
    let kept: Vec<String> = old.iter().enumerate().filter_map(other).collect();
    if kept.is_empty() { ctx.say(w::OTHERWISE).to_owned() } else { kept.join(" · ") }
}

/// What a part says, piece by piece, the same pieces in the same places.
fn pieces(ctx: Ctx, desk: &Desk, taxonomy: &Taxonomy, part: &str, value: &Value) -> Vec<String> {
    let named = |category: &Option<String>, severity: &Option<String>| {
        let category = category.as_ref().map(|id| taxonomy.category_name(id)).unwrap_or_default();
        let severity = severity.as_ref().map(|id| taxonomy.severity_name(id)).unwrap_or_default();
        [category.to_owned(), severity.to_owned()]
    };
    let quoted =
        |text: &str| if text.is_empty() { String::new() } else { join(&["“", &shortened(text, 120), "”"]) };
    let text = |text: &Option<String>| shortened(text.as_deref().unwrap_or_default(), 240);
    match part {
        "issues" => Issue::read(value.clone()).map_or_else(
            |_| Vec::new(),
            |one| {
                let [category, severity] = named(&one.category, &one.severity);
                let place = one.span.as_ref().map(|span| quoted(&span.exact)).unwrap_or_default();
                vec![place, category, severity, shortened(&one.comment, 240)]
            },
        ),
        "edits" => CorrectionEdit::read(value.clone()).map_or_else(
            |_| Vec::new(),
            |one| {
                let [category, severity] = named(&one.category, &one.severity);
                let words = join(&[&quoted(&one.span.exact), " → ", &quoted(&one.insert)]);
                vec![words, category, severity, text(&one.rationale)]
            },
        ),
        "steps" => StepJudgement::read(value.clone()).map_or_else(
            |_| Vec::new(),
            |one| {
                let place = one.span.as_ref().map(|span| quoted(&span.exact)).unwrap_or_default();
                vec![place, ctx.say(steps::name(one.verdict).0).to_owned(), text(&one.rationale)]
            },
        ),
        "scores" => Score::read(value.clone()).map_or_else(
            |_| Vec::new(),
            |one| {
                let criterion = desk.draft.criterion(&one.criterion);
                let name = criterion.map(|criterion| super::rubric::name(ctx, criterion, one.state, one.value).0);
                vec![name.unwrap_or_default(), text(&one.rationale)]
            },
        ),
        _ => Vec::new(),
    }
}
