//! What is quoted for a claim, with what the look-up came to.

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

/// What is quoted for a claim; and the sources that can be.
pub fn list(ctx: Ctx, desk: &Desk, claim: &StepJudgement, open: bool) -> Html {
    let edits = open && desk.may_edit();
    let keyed = keyed(desk, claim);
    view! { ctx,
        <div class="quotations" key="quotations" hidden={ claim.sources.is_empty() && !edits }>
            { for claim.sources.iter().enumerate().map(|(at, one)| quotation(ctx, desk, claim, (at, one), open)) }
            <div class="chips" key="sources" role="group" aria-label={ own::CLAIM_SOURCES } hidden={ !edits || desk.task.sources.is_empty() }>
                { for desk.task.sources.iter().enumerate().filter(|_| open).map(|(at, source)| view! { ctx,
                    <button type="button" key={ &source.id } title={ title(desk, &source.id) }
                        onclick={ Msg::Claim(Claiming::Cited(claim.id.clone(), source.id.clone())) }>
                        { "+ " }{ shortened(title(desk, &source.id), 28) }{ ctx.some_key(keymap::choice(at + VERDICTS.len()).filter(|_| keyed)) }</button>
                }) }
            </div>
        </div>
    }
}

fn quotation(ctx: Ctx, desk: &Desk, claim: &StepJudgement, (at, one): (usize, &Quotation), open: bool) -> Html {
    let source = title(desk, &one.source);
    let key = join(&[&at.to_string(), " ", &claim.id]);
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
                    onclick={ Msg::Claim(Claiming::Unquoted(claim.id.clone(), at)) }>{ "×" }</button>
            </header>
            { if open { view! { ctx,
                <textarea rows="2" dir="auto" data-at={ join(&["quote-words ", &key]) } placeholder={ own::QUOTE_HINT } aria-label={ &label }
                    readonly={ !desk.may_edit() } value={ &one.quote } oninput={ Act::value(&key, |place, text| Msg::Claim(Claiming::Quoted(place, text))) } />
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
