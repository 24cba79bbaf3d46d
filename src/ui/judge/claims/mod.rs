//! The claims of a response: each with its verdict, and with what its sources say, word for word.

pub mod quotation;
pub mod words;

use self::words as own;
use crate::annotation::{StepJudgement, Verdict, span_bytes};
use crate::app::{Claiming, Command, Desk, Focus, Msg, VERDICTS, keymap, question};
use crate::task::Part;
use crate::ui::judge::card::{jump, readable, shortened};
use crate::ui::judge::steps::name;
use crate::ui::judge::{finding, since};
use crate::ui::kit::{Ctx, button, join, nothing};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// So many claims are drawn at once: the ones around that which has the attention.
const WINDOW: usize = 60;

/// The list of claims.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let claims = question::claims(desk);
    let mut shown: Vec<(usize, &StepJudgement)> = claims.iter().copied().enumerate().collect();
    shown.retain(|(_, claim)| question::is_shown(desk, &Focus::Step(claim.id.clone())));
    let hidden = claims.len() - shown.len();
    let here = shown.iter().position(|(_, claim)| desk.view.focus == Focus::Step(claim.id.clone())).unwrap_or_default();
    let from = here / WINDOW * WINDOW;
    let behind = shown.len().saturating_sub(from + WINDOW);
    let to = |at: usize| shown.get(at).map_or(Focus::None, |(_, claim)| Focus::Step(claim.id.clone()));
    let open = claims.iter().filter(|claim| claim.verdict == Verdict::Unjudged).count();
    view! { ctx,
        <div class="cards steps claims">
            <p class="muted" key="hint" hidden={ claims.is_empty() }>{ own::CLAIMS_HINT }{ " " }<span hidden={ open == 0 }>{ (own::CLAIMS_OPEN, open) }{ "." }</span></p>
            <p class="empty" key="empty" hidden={ !claims.is_empty() }>{ (own::CLAIMS_NONE, &ctx.key_text(Command::Split)) }</p>
            <button type="button" key="before" class="quiet" hidden={ from == 0 }
                onclick={ Msg::Focused(to(from.saturating_sub(1))) }>{ (own::CLAIMS_BEFORE, from) }</button>
            <ol key="list">
                { for shown.iter().skip(from).take(WINDOW).map(|(at, claim)| {
                    view! { ctx, <li key={ &claim.id }>{ card(ctx, desk, claim, (*at, claims.len())) }</li> }
                }) }
            </ol>
            <button type="button" key="behind" class="quiet" hidden={ behind == 0 }
                onclick={ Msg::Focused(to(from + WINDOW)) }>{ (own::CLAIMS_BEHIND, behind) }</button>
            { since::rest(ctx, desk, hidden) }
        </div>
    }
}

fn card(ctx: Ctx, desk: &Desk, claim: &StepJudgement, (at, count): (usize, usize)) -> Html {
    let focus = Focus::Step(claim.id.clone());
    let open = desk.view.focus == focus;
    let judged = claim.verdict != Verdict::Unjudged;
    let on_card = open && desk.view.on_card;
    let text = claim.span.as_ref().map(|span| readable(&span.exact)).unwrap_or_default();
    let (word, class) = name(claim.verdict);
    let edits = open && desk.may_edit();
    let taking = edits && !desk.view.caret.span().is_empty();
    view! { ctx,
        <div class="note stepcard" class={ if judged { class } else { "" } } class:open={ open }
            data-at={ join(&["step ", &claim.id]) } tabindex="-1" role="group" aria-label={ ctx.count(own::CLAIM_N, at + 1) }
            onfocusin={ (!on_card).then(|| Msg::Focused(focus.clone())) } onclick={ (!open).then(|| Msg::Focused(focus.clone())) }>
            <header><b aria-hidden="true">{ at + 1 }</b><em>{ judged.then_some(word) }</em></header>
            <p class="quote" dir="auto" lang={ &desk.task.language }>{ if open { text } else { shortened(&text, 160) } }</p>
            { if open { verdicts(ctx, desk, claim) } else { nothing(ctx) } }
            { quotation::list(ctx, desk, claim, open) }
            { reason(ctx, desk, claim, open) }
            { if judged { finding::view(ctx, desk, &claim.id, open, open) } else { nothing(ctx) } }
            { if open { issues(ctx, desk, claim) } else { nothing(ctx) } }
            <div class="actions" key="actions" hidden={ !edits }>
                <button type="button" class="quiet" onclick={ if taking { Msg::Claim(Claiming::Placed) } else { Msg::StepSplit } }>
                    { if taking { own::CLAIM_TAKE } else { w::SPLIT_HERE } }{ ctx.key(Command::Split) }</button>
                <button type="button" class="quiet" hidden={ at + 1 >= count }
                    onclick={ Msg::StepMerged(claim.id.clone()) }>{ w::MERGE_NEXT }{ ctx.key(Command::Merge) }</button>
                { button(ctx, "quiet", w::REMOVE, Msg::Claim(Claiming::Removed(claim.id.clone()))) }
            </div>
        </div>
    }
}

/// The digits speak to a claim's verdict and sources, or in a review to the finding about it.
fn keyed(desk: &Desk, claim: &StepJudgement) -> bool {
    question::part(desk, &claim.id).is_none()
}

fn verdicts(ctx: Ctx, desk: &Desk, claim: &StepJudgement) -> Html {
    let keyed = keyed(desk, claim);
    view! { ctx,
        <div class="choice" key="verdicts">
            { for VERDICTS.iter().enumerate().map(|(at, verdict)| {
                let (word, class) = name(*verdict);
                view! { ctx,
                    <button type="button" key={ at } class={ class } disabled={ !desk.may_edit() } aria-pressed={ claim.verdict == *verdict }
                        onclick={ Msg::StepJudged(claim.id.clone(), *verdict) }>
                        { word }{ ctx.some_key(keymap::choice(at).filter(|_| keyed)) }</button>
                }
            }) }
        </div>
    }
}

fn reason(ctx: Ctx, desk: &Desk, claim: &StepJudgement, open: bool) -> Html {
    let text = claim.rationale.as_deref().unwrap_or_default();
    if !open {
        return view! { ctx, <p class="said" dir="auto" hidden={ text.is_empty() }>{ text }</p> };
    }
    view! { ctx,
        <textarea rows="2" dir="auto" data-at={ join(&["step-words ", &claim.id]) } placeholder={ w::STEP_REASON } readonly={ !desk.may_edit() }
            aria-label={ w::RATIONALE } value={ text } oninput={ Act::value(&claim.id, Msg::StepReasonTyped) } />
    }
}

/// The issues at the place of a claim, and a button that makes one of it.
fn issues(ctx: Ctx, desk: &Desk, claim: &StepJudgement) -> Html {
    if !desk.task.asks(Part::Issues) {
        return nothing(ctx);
    }
    let place = claim.span.as_ref().map(span_bytes).unwrap_or_default();
    let mut links = Vec::new();
    for (at, issue) in question::issues_of(desk).into_iter().enumerate() {
        if issue.span.as_ref().is_some_and(|span| span_bytes(span).overlaps(place)) {
            links.push(jump(ctx, &ctx.count(w::ISSUE_N, at + 1), &Focus::Issue(issue.id.clone())));
        }
    }
    view! { ctx,
        <footer key="issues">
            { for links }
            <button type="button" class="quiet" key="mark" hidden={ !desk.may_edit() || place.is_empty() }
                onclick={ Msg::Claim(Claiming::Marked(claim.id.clone())) }>{ own::CLAIM_ISSUE }</button>
        </footer>
    }
}
