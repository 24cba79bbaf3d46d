//! What a reviewer finds about a part of others' work, on the part's own card; and for its author, what was found.

use crate::annotation::{Finding, FindingVerdict};
use crate::app::{Desk, JUDGEMENTS, Msg, Word, keymap, question};
use crate::ui::judge::since;
use crate::ui::kit::{Ctx, gravity_class, join, nothing};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// The finding of a part, to be made where it is under review. `open` is whether its card has the attention, `speaks`
/// whether keys speak to this card.
pub fn view(ctx: Ctx, desk: &Desk, id: &str, open: bool, speaks: bool) -> Html {
    let finding = question::finding(desk, id);
    if !desk.reviews() {
        return finding.map_or_else(|| nothing(ctx), |finding| found(ctx, finding));
    }
    if question::adjudication(desk).is_some() {
        return nothing(ctx);
    }
    if question::part(desk, id).is_none() {
        return view! { ctx, <p class="finding missed">{ w::MISSED }</p> };
    }
    let own = match finding {
        Some(finding) if !open => found(ctx, finding),
        None if !open && !question::is_asked_again(desk, id) => nothing(ctx),
        None if !open => view! { ctx, <p class="finding open-part muted">{ w::UNDECIDED }</p> },
        _ => making(ctx, desk, id, finding, speaks),
    };
    if desk.again.is_none() {
        return own;
    }
    view! { ctx, { since::before(ctx, desk, id) }{ own } }
}

/// Whether cards show what others found, which changes with their findings and not with the parts.
pub fn stand(desk: &Desk) -> bool {
    desk.reviews() || desk.returned.is_some()
}

/// What a judgement is called, and its class.
pub fn name(verdict: FindingVerdict) -> (Word, &'static str) {
    match verdict {
        FindingVerdict::Right => (w::RIGHT, "yes"),
        FindingVerdict::Wrong => (w::WRONG, "no"),
        FindingVerdict::Harmful => (w::HARMFUL, "no harmful"),
        FindingVerdict::Missed => (w::MISSED, "no missed"),
    }
}

fn found(ctx: Ctx, finding: &Finding) -> Html {
    let (word, class) = name(finding.verdict);
    view! { ctx,
        <div class="finding" class={ class }>
            <b><span class="unseen">{ w::REVIEW }{ ": " }</span>{ word }</b>
            <p dir="auto" hidden={ finding.comment.is_empty() }>{ &finding.comment }</p>
        </div>
    }
}

fn making(ctx: Ctx, desk: &Desk, id: &str, finding: Option<&Finding>, speaks: bool) -> Html {
    let wrong = finding.is_some_and(|finding| finding.verdict != FindingVerdict::Right);
    let text = finding.map_or("", |finding| &finding.comment);
    view! { ctx,
        <div class="finding making" role="group" aria-label={ w::FINDING }>
            <div class="choice">
                { for JUDGEMENTS.iter().enumerate().map(|(at, verdict)| {
                    let (word, class) = name(*verdict);
                    view! { ctx,
                        <button type="button" key={ at } class={ class } disabled={ !desk.is_open() }
                            aria-pressed={ finding.is_some_and(|finding| finding.verdict == *verdict) }
                            onclick={ Msg::FindingChosen(id.to_owned(), *verdict) }>
                            { word }{ ctx.some_key(keymap::choice(at).filter(|_| speaks)) }</button>
                    }
                }) }
            </div>
            { if wrong { gravity(ctx, desk, id, finding) } else { nothing(ctx) } }
            <textarea rows="2" dir="auto" data-at={ speaks.then(|| join(&["finding-words ", id])) } hidden={ finding.is_none() }
                placeholder={ if wrong { w::FINDING_HINT } else { w::FINDING_OPTIONAL } } readonly={ !desk.is_open() }
                aria-label={ w::FINDING } value={ text } oninput={ Act::value(id, Msg::FindingTyped) } />
        </div>
    }
}

/// How grave the author's error is.
fn gravity(ctx: Ctx, desk: &Desk, id: &str, finding: Option<&Finding>) -> Html {
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let chosen = finding.and_then(|finding| finding.severity.as_ref());
    view! { ctx,
        <div class="chips" role="group" aria-label={ w::FINDING_SEVERITY }>
            { for taxonomy.severities.iter().map(|one| view! { ctx,
                <button type="button" key={ &one.id } aria-pressed={ chosen == Some(&one.id) } disabled={ !desk.is_open() }
                    class={ gravity_class(taxonomy.gravity(&one.id)) }
                    onclick={ Msg::FindingSeverityChosen(id.to_owned(), one.id.clone()) }>{ taxonomy.severity_name(&one.id) }</button>
            }) }
        </div>
    }
}
