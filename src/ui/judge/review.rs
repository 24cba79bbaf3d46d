//! The review: the author's word, what becomes of the work, and the errors that were found in it. For an author whose work
//! came back: the same, to be read.

use crate::annotation::{Finding, FindingVerdict, Review, ReviewVerdict, author};
use crate::app::{Command, Desk, Focus, Lang, Msg, Word, keymap, question};
use crate::ui::foot;
use crate::ui::judge::card::shortened;
use crate::ui::judge::{finding, settle, since};
use crate::ui::kit::{Ctx, nothing};
use crate::ui::template::{Act, Html, view};
use crate::ui::time;
use crate::ui::words as w;

/// The review.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    match (desk.draft.review(), &desk.returned) {
        (Some(review), _) if question::adjudication(desk).is_some() => settle::view(ctx, desk, &review),
        (Some(review), _) => at_work(ctx, desk, &review),
        (None, Some(review)) => returned(ctx, desk, review),
        (None, None) => nothing(ctx),
    }
}

fn at_work(ctx: Ctx, desk: &Desk, review: &Review) -> Html {
    let now = desk.view.focus == Focus::Verdict;
    view! { ctx,
        <div class="compare review" class:now={ now } data-at="verdict" tabindex="-1" role="group" aria-label={ w::REVIEW }
            onfocusin={ (!now).then_some(Msg::Focused(Focus::Verdict)) }>
            { word(ctx, desk) }
            { since::view(ctx, desk) }
            { progress(ctx, desk, now) }
            <div class="verdict"><h2>{ w::VERDICT }</h2>{ verdicts(ctx, desk, review, now) }</div>
            { remark(ctx, desk, review) }
            { errors(ctx, desk, &review.findings) }
        </div>
    }
}

/// A word on the whole.
pub fn remark(ctx: Ctx, desk: &Desk, review: &Review) -> Html {
    view! { ctx,
        <textarea rows="3" dir="auto" data-at="verdict-words" placeholder={ w::REMARK_HINT } readonly={ !desk.is_open() }
            aria-label={ w::REMARK } value={ review.comment.as_deref().unwrap_or_default() }
            oninput={ Act::value("", |_, text| Msg::RemarkTyped(text)) } />
    }
}

/// The author's word to the reviewer, and how sure the author was.
fn word(ctx: Ctx, desk: &Desk) -> Html {
    let subject = desk.draft.ruling().and_then(|ruling| ruling.subject());
    let note = subject.and_then(|subject| subject.note.as_ref());
    let who = author(&desk.task).unwrap_or_default();
    view! { ctx,
        <figure class="word" hidden={ note.is_none() && who.is_empty() }>
            <figcaption>{ w::AUTHORS_WORD }{ " " }<span class="muted">{ who }</span></figcaption>
            <blockquote dir="auto" lang={ &desk.task.language } hidden={ note.is_none() }>{ note }</blockquote>
        </figure>
    }
}

fn progress(ctx: Ctx, desk: &Desk, now: bool) -> Html {
    let (all, open) = question::undecided(desk);
    let done = all.saturating_sub(open);
    let share = (done * 100).checked_div(all).unwrap_or(100);
    let rest = question::verdicts(desk).len();
    view! { ctx,
        <div class="total progress" hidden={ all == 0 }>
            <div><strong>{ done }</strong><span>{ (w::DECIDED_OF, &all.to_string()) }</span></div>
            <progress max="100" value={ time::number(f64::from(u32::try_from(share).unwrap_or(100)), Lang::En) } aria-label={ w::DECIDED }></progress>
            <p>
                <button type="button" class="link" hidden={ open == 0 } onclick={ Msg::Commanded(Command::NextMissing) }>
                    { (w::STILL_UNDECIDED, open) }{ ctx.key(Command::NextMissing) }</button>
                <button type="button" class="quiet" hidden={ open == 0 } disabled={ !desk.is_open() } onclick={ Msg::RestRight }>
                    { w::REST_RIGHT }{ ctx.some_key(keymap::choice(rest).filter(|_| now)) }</button>
            </p>
        </div>
    }
}

/// What a verdict is called, and what it means.
pub fn named(verdict: ReviewVerdict) -> (Word, Word) {
    match verdict {
        ReviewVerdict::Accept => (w::ACCEPT, w::ACCEPT_LONG),
        ReviewVerdict::Fix => (w::FIX, w::FIX_LONG),
        ReviewVerdict::Return => (w::RETURN, w::RETURN_LONG),
        ReviewVerdict::Reject => (w::REJECT, w::REJECT_LONG),
        ReviewVerdict::Adjudicate => (w::ADJUDICATE, w::ADJUDICATE_LONG),
    }
}

/// What becomes of the work.
pub fn verdicts(ctx: Ctx, desk: &Desk, review: &Review, now: bool) -> Html {
    view! { ctx,
        <div class="strengths" role="group" aria-label={ w::VERDICT }>
            { for question::verdicts(desk).iter().enumerate().map(|(at, verdict)| {
                let (name, long) = named(*verdict);
                view! { ctx,
                    <button type="button" key={ at } disabled={ !desk.is_open() } aria-pressed={ review.verdict == Some(*verdict) }
                        onclick={ Msg::VerdictChosen(*verdict) }>
                        <span><b>{ name }</b>{ " " }<small>{ long }</small></span>{ ctx.some_key(keymap::choice(at).filter(|_| now)) }
                    </button>
                }
            }) }
        </div>
    }
}

/// The errors found, each with a jump to its part.
fn errors(ctx: Ctx, desk: &Desk, findings: &[Finding]) -> Html {
    let wrong = || findings.iter().filter(|one| one.verdict != FindingVerdict::Right);
    view! { ctx,
        <section class="errors" hidden={ wrong().next().is_none() }>
            <h2>{ w::ERRORS_FOUND }</h2>
            <ul>{ for wrong().map(|one| view! { ctx, <li key={ &one.id }>{ error(ctx, desk, one) }</li> }) }</ul>
        </section>
    }
}

/// An error that was found, with a jump to its part.
pub fn error(ctx: Ctx, desk: &Desk, one: &Finding) -> Html {
    let (word, class) = finding::name(one.verdict);
    let spot = question::spot_of(desk, one);
    let place = spot.as_ref().map(|spot| foot::place(ctx, desk, spot)).unwrap_or_default();
    let said = one.issue.as_ref().map_or(&one.comment, |issue| &issue.comment);
    let quote = one.issue.as_ref().and_then(|issue| issue.span.as_ref()).map(|span| shortened(&span.exact, 80));
    view! { ctx,
        <div class="finding" class={ class }>
            <b>{ word }</b>{ " " }
            <button type="button" class="link" hidden={ place.is_empty() } onclick={ spot.map(Msg::MissingChosen) }>{ &place }</button>
            <blockquote class="quote" dir="auto" hidden={ quote.is_none() }>{ quote }</blockquote>
            <p dir="auto" hidden={ said.is_empty() }>{ said }</p>
        </div>
    }
}

/// The review that the author's work came back with.
fn returned(ctx: Ctx, desk: &Desk, review: &Review) -> Html {
    let now = desk.view.focus == Focus::Verdict;
    let (name, _) = named(review.verdict.unwrap_or(ReviewVerdict::Return));
    view! { ctx,
        <div class="compare review" class:now={ now } data-at="verdict" tabindex="-1" role="group" aria-label={ w::REVIEW }
            onfocusin={ (!now).then_some(Msg::Focused(Focus::Verdict)) }>
            <figure class="word">
                <figcaption>{ w::CAME_BACK }{ " " }<span class="muted">{ name }</span></figcaption>
                <blockquote dir="auto" lang={ &desk.task.language } hidden={ review.comment.is_none() }>{ &review.comment }</blockquote>
            </figure>
            { errors(ctx, desk, &review.findings) }
        </div>
    }
}
