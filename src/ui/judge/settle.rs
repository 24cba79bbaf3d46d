//! Several submissions become one: how far they agree, what they differ in, each settled by one key.

use crate::annotation::{Review, author_of};
use crate::app::{Command, Desk, Focus, Lang, Msg, Word, question};
use crate::ui::judge::review::{remark, verdicts};
use crate::ui::judge::row::{self, Card};
use crate::ui::kit::{Ctx, join, nothing};
use crate::ui::shell::letter;
use crate::ui::template::{Html, view};
use crate::ui::time;
use crate::ui::words as w;

/// The review of several submissions.
pub fn view(ctx: Ctx, desk: &Desk, review: &Review) -> Html {
    let now = desk.view.focus == Focus::Verdict;
    view! { ctx,
        <div class="compare review adjudication">
            { progress(ctx, desk) }
            { agreement(ctx, desk) }
            { for words(ctx, desk) }
            { rows(ctx, desk) }
            <div class="ending" class:now={ now } data-at="verdict" tabindex="-1" role="group" aria-label={ w::VERDICT }
                onfocusin={ (!now).then_some(Msg::Focused(Focus::Verdict)) }>
                <div class="verdict"><h2>{ w::VERDICT }</h2>{ verdicts(ctx, desk, review, now) }</div>
                { remark(ctx, desk, review) }
            </div>
        </div>
    }
}

/// What each author is called: by name, or by a letter where names are hidden.
pub fn names(ctx: Ctx, desk: &Desk) -> Vec<String> {
    let count = desk.draft.ruling().map_or(0, |ruling| ruling.subjects.len());
    let name = |at: usize| author_of(&desk.task, at).map(ToOwned::to_owned);
    (0..count).map(|at| name(at).unwrap_or_else(|| ctx.with(w::PERSON, &letter(at)))).collect()
}

fn progress(ctx: Ctx, desk: &Desk) -> Html {
    let (all, _) = question::row_counts(desk);
    let open = question::unsettled(desk).len();
    let done = all.saturating_sub(open);
    let share = (done * 100).checked_div(all).unwrap_or(100);
    view! { ctx,
        <div class="total progress">
            <div><strong>{ done }</strong><span>{ (w::SETTLED_OF, &all.to_string()) }</span></div>
            <progress max="100" value={ time::number(f64::from(u32::try_from(share).unwrap_or(100)), Lang::En) } aria-label={ w::SETTLED }></progress>
            <p><button type="button" class="link" hidden={ open == 0 } onclick={ Msg::Commanded(Command::NextMissing) }>
                { (w::STILL_UNSETTLED, open) }{ ctx.key(Command::NextMissing) }</button></p>
        </div>
    }
}

/// How far the submissions agree in what they judged, with what that rests on; or why that cannot be said.
fn agreement(ctx: Ctx, desk: &Desk) -> Html {
    let Some(found) = &desk.agreement else { return nothing(ctx) };
    let (observed, n) = match found {
        Ok(estimate) => (Some(estimate.observed), estimate.n),
        Err(undefined) => (undefined.observed, undefined.n),
    };
    let share = observed.map(|share| join(&[&time::number((share * 100.0).round(), ctx.lang), " %"]));
    let corrected = match found {
        Ok(estimate) => ctx.with(w::ALPHA, &time::points(estimate.value, ctx.lang)),
        Err(_) if n == 0 => ctx.say(w::ALPHA_NO_PAIR).to_owned(),
        Err(_) => ctx.say(w::ALPHA_ONE_WORD).to_owned(),
    };
    view! { ctx,
        <p class="agreement">
            <span hidden={ share.is_none() }>{ (w::AGREEMENT, share.as_deref().unwrap_or_default()) }{ " " }{ (w::AGREEMENT_BASE, n) }</span>
            { " " }<span class="muted">{ corrected }</span>
        </p>
    }
}

/// What the authors say to the reviewer.
fn words<'a>(ctx: Ctx<'a>, desk: &'a Desk) -> impl Iterator<Item = Html> + 'a {
    let subjects = desk.draft.ruling().map_or(&[][..], |ruling| &ruling.subjects);
    let notes = names(ctx, desk).into_iter().zip(subjects).filter(|(_, subject)| subject.note.is_some());
    notes.map(move |(name, subject)| {
        view! { ctx,
            <figure class="word" key={ &name }>
                <figcaption>{ w::AUTHORS_WORD }{ " " }<span class="muted">{ &name }</span></figcaption>
                <blockquote dir="auto" lang={ &desk.task.language }>{ &subject.note }</blockquote>
            </figure>
        }
    })
}

/// What two devices made of the same things: mine, theirs, or both.
#[inline(never)]
pub fn clashes(ctx: Ctx, desk: &Desk) -> Html {
    let names = [ctx.say(w::MINE).to_owned(), ctx.say(w::THEIRS).to_owned()];
    view! { ctx,
        <div class="compare adjudication">
            <p>{ w::CLASHES_TEXT }</p>
            <ol class="rows">
                { for question::clash_rows(desk).iter().map(|one| {
                    let card = Card {
                        row: one,
                        names: &names,
                        chosen: None,
                        settled: false,
                        focus: Focus::Clash(one.name.clone()),
                        at: join(&["row ", &one.name]),
                        msg: &|choice| Msg::ClashChosen(one.name.clone(), choice),
                    };
                    view! { ctx, <li key={ &one.name }>{ row::card(ctx, desk, &card) }</li> }
                }) }
            </ol>
        </div>
    }
}

fn rows(ctx: Ctx, desk: &Desk) -> Html {
    let Some(ruling) = question::adjudication(desk) else { return nothing(ctx) };
    let names = names(ctx, desk);
    let (_, agreed) = question::row_counts(desk);
    let fold: Word = if desk.view.whole { w::HIDE_AGREED } else { w::SHOW_AGREED };
    view! { ctx,
        <ol class="rows">
            { for question::shown_rows(desk).into_iter().map(|one| {
                let card = Card {
                    row: one,
                    names: &names,
                    chosen: ruling.chosen(one),
                    settled: question::is_settled(desk, one),
                    focus: Focus::Row(one.name.clone()),
                    at: join(&["row ", &one.name]),
                    msg: &|choice| Msg::RowSettled(one.name.clone(), choice),
                };
                view! { ctx, <li key={ &one.name }>{ row::card(ctx, desk, &card) }</li> }
            }) }
        </ol>
        <button type="button" class="fold" hidden={ agreed == 0 } aria-expanded={ desk.view.whole } onclick={ Msg::WholeToggled }>
            { (fold, agreed) }{ ctx.key(Command::Whole) }</button>
    }
}
