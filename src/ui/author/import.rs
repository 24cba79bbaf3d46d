//! The dialog that lets other people's criteria in.

use super::words as a;
use crate::app::{Author, Desk, Msg};
use crate::task::Criterion;
use crate::ui::judge::card::shortened;
use crate::ui::kit::{Ctx, button, nothing};
use crate::ui::template::{Act, Html, view};
use crate::ui::time;
use crate::ui::words as w;

/// So many criteria are shown before they come in.
const SHOWN: usize = 5;
/// So much of each.
const LONGEST: usize = 90;

/// The dialog's body.
pub fn view(ctx: Ctx) -> Html {
    let Some(desk) = ctx.model.desk() else { return nothing(ctx) };
    view! { ctx,
        <p>{ a::IMPORT_TEXT }</p>
        <label class="wide">{ a::IMPORT_FIELD }
            <textarea rows="6" dir="auto" value={ &desk.writing.import.text }
                oninput={ Act::value("", |_, text| Msg::Author(Author::ImportTyped(text))) } /></label>
        <label class="wide">{ a::IMPORT_FILE }
            <input type="file" data-pick="" accept=".json,.jsonl,.ndjson,.csv,.tsv,.txt" /></label>
        { read(ctx, desk) }
    }
}

fn read(ctx: Ctx, desk: &Desk) -> Html {
    let (criteria, bad) = match &desk.writing.import.read {
        None => (&[][..], None),
        Some(Ok(criteria)) => (criteria.as_slice(), None),
        Some(Err(why)) => (&[][..], Some(ctx.with(a::IMPORT_BAD, why))),
    };
    let more = criteria.len().saturating_sub(SHOWN);
    view! { ctx,
        <p role="status" class="warn" hidden={ bad.is_none() }>{ bad }</p>
        <ul class="import" hidden={ criteria.is_empty() }>
            { for criteria.iter().take(SHOWN).enumerate().map(|(at, one)| row(ctx, at, one)) }
            <li key="more" class="muted" hidden={ more == 0 }>{ (w::MORE, more) }</li>
        </ul>
        <div class="actions">
            { button(ctx, "quiet", w::CANCEL, Msg::DialogChosen(None)) }
            <button type="button" class="primary" disabled={ criteria.is_empty() || !desk.may_edit() }
                onclick={ Msg::Author(Author::Imported) }>{ (a::IMPORT_GO, criteria.len()) }</button>
        </div>
    }
}

fn row(ctx: Ctx, at: usize, one: &Criterion) -> Html {
    let words = if one.title.is_empty() { &one.text } else { &one.title };
    view! { ctx, <li key={ at } dir="auto">{ shortened(words, LONGEST) }{ " " }<b>{ time::signed(one.points, ctx.lang) }</b></li> }
}
