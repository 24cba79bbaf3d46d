//! What is quoted for a claim or a judgement, with what the look-up came to.

use super::keyed;
use super::words as own;
use crate::annotation::{Quotation, StepJudgement};
use crate::app::{Claiming, Desk, Msg, VERDICTS, Word, keymap};
use crate::rubric::evidence::{Looked, Slack, Standing};
use crate::ui::judge::card::shortened;
use crate::ui::kit::{Ctx, join};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// What a source is called.
fn title<'a>(desk: &'a Desk, id: &'a str) -> &'a str {
    let source = desk.task.sources.iter().find(|one| one.id == id);
    source.map(|one| one.title.as_str()).filter(|title| !title.is_empty()).unwrap_or(id)
}

/// What quotes: a claim, or a judgement.
pub struct Quoting<'a> {
    /// The id of its card.
    pub id: &'a str,
    /// What it quotes, with its place.
    pub quotations: Vec<(usize, Quotation)>,
    /// Makes a message of its id and a source's: that is to be quoted.
    pub cited: fn(String, String) -> Msg,
    /// Makes a message of a place, a blank and its id, and of what was typed there.
    pub quoted: fn(String, String) -> Msg,
    /// Makes a message of its id and a place: nothing is quoted there any more.
    pub unquoted: fn(String, usize) -> Msg,
    /// The choice that quotes the first source by key, where keys speak to it.
    pub keyed: Option<usize>,
    /// Whether each source has a button here.
    pub offered: bool,
}

/// What is quoted for a claim; and the sources that can be.
pub fn list(ctx: Ctx, desk: &Desk, claim: &StepJudgement, open: bool) -> Html {
    let quoting = Quoting {
        id: &claim.id,
        quotations: claim.sources.iter().cloned().enumerate().collect(),
        cited: |id, source| Msg::Claim(Claiming::Cited(id, source)),
        quoted: |place, text| Msg::Claim(Claiming::Quoted(place, text)),
        unquoted: |id, at| Msg::Claim(Claiming::Unquoted(id, at)),
        keyed: keyed(desk, claim).then_some(VERDICTS.len()),
        offered: true,
    };
    view(ctx, desk, &quoting, open)
}

/// What is quoted; and where the card is open, the sources that can be.
pub fn view(ctx: Ctx, desk: &Desk, quoting: &Quoting, open: bool) -> Html {
    let offers = open && quoting.offered && desk.may_edit() && !desk.task.sources.is_empty();
    view! { ctx,
        <div class="quotations" key="quotations" hidden={ quoting.quotations.is_empty() && !offers }>
            { for quoting.quotations.iter().map(|(at, one)| quotation(ctx, desk, quoting, (*at, one), open)) }
            <div class="chips" key="sources" role="group" aria-label={ own::CLAIM_SOURCES } hidden={ !offers }>
                { for desk.task.sources.iter().enumerate().filter(|_| open).map(|(at, source)| view! { ctx,
                    <button type="button" key={ &source.id } title={ title(desk, &source.id) }
                        onclick={ (quoting.cited)(quoting.id.to_owned(), source.id.clone()) }>
                        { "+ " }{ shortened(title(desk, &source.id), 28) }{ ctx.some_key(quoting.keyed.and_then(|from| keymap::choice(at + from))) }</button>
                }) }
            </div>
        </div>
    }
}

fn quotation(ctx: Ctx, desk: &Desk, quoting: &Quoting, (at, one): (usize, &Quotation), open: bool) -> Html {
    let source = title(desk, &one.source);
    let key = join(&[&at.to_string(), " ", quoting.id]);
    let label = ctx.with(own::QUOTED_FROM, source);
    let same = desk.view.looked.iter().find(|(of, words, _)| *of == one.source && *words == one.quote);
    let looked = same.map(|(_, _, looked)| looked).filter(|_| open);
    let standing = looked.map(|looked| looked.standing).or_else(|| Standing::of(one.found.as_deref()?));
    view! { ctx,
        <div class="quotation" key={ at }>
            <header>
                <span class="muted">{ shortened(source, 60) }</span>
                { standing.map_or_else(|| unchecked(ctx, one), |standing| badge(ctx, standing)) }
                <button type="button" class="quiet icon" hidden={ !open || !desk.may_edit() } aria-label={ join(&[ctx.say(w::REMOVE), " ", &label]) }
                    onclick={ (quoting.unquoted)(quoting.id.to_owned(), at) }>{ "×" }</button>
            </header>
            { if open { view! { ctx,
                <textarea rows="2" dir="auto" data-at={ join(&["quote-words ", &key]) } placeholder={ own::QUOTE_HINT } aria-label={ &label }
                    readonly={ !desk.may_edit() } value={ &one.quote } oninput={ Act::value(&key, quoting.quoted) } />
                <div aria-live="polite">{ looked.map(|looked| said(ctx, looked)) }</div>
            } } else { view! { ctx, <p class="said" dir="auto">{ shortened(&one.quote, 120) }</p> } } }
        </div>
    }
}

fn badge(ctx: Ctx, standing: Standing) -> Html {
    let (word, class) = match standing {
        Standing::Found => (own::QUOTE_FOUND, "yes"),
        Standing::Altered => (own::QUOTE_ALTERED, "altered"),
        Standing::Missing => (own::QUOTE_MISSING, "no"),
    };
    view! { ctx, <em class="standing" class={ class }>{ word }</em> }
}

fn unchecked(ctx: Ctx, one: &Quotation) -> Html {
    view! { ctx, <em class="standing" hidden={ one.quote.trim().is_empty() }>{ own::QUOTE_NO_TEXT }</em> }
}

/// What the look-up came to: how the quotation differs.
fn said(ctx: Ctx, looked: &Looked) -> Html {
    if looked.standing == Standing::Altered {
        return view! { ctx,
            <p class="difference" dir="auto" role="group" aria-label={ own::QUOTE_DIFFERENCE }>
                { for looked.parts.iter().map(|(old, new)| if old == new {
                    view! { ctx, <span>{ old }</span> }
                } else {
                    view! { ctx, <del hidden={ old.is_empty() }>{ old }</del><ins hidden={ new.is_empty() }>{ new }</ins> }
                }) }
            </p>
        };
    }
    let mut names: Vec<&str> = Vec::new();
    for slack in &looked.slack {
        if !names.is_empty() {
            names.push(", ");
        }
        names.push(ctx.say(slack_name(*slack)));
    }
    view! { ctx, <p class="muted" hidden={ names.is_empty() }>{ (own::QUOTE_SLACK, &join(&names)) }</p> }
}

fn slack_name(slack: Slack) -> Word {
    match slack {
        Slack::Spaces => own::SLACK_SPACES,
        Slack::Signs => own::SLACK_SIGNS,
        Slack::Case => own::SLACK_CASE,
        Slack::Omission => own::SLACK_OMISSION,
    }
}
