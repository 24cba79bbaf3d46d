//! Writing as the deliverable: the prompt, the golden answer and the rubric in the middle; what they tell apart beside them.

mod card;
mod findings;
pub mod grid;
pub mod import;
pub mod words;

use self::words as a;
use super::kit::{Ctx, join};
use super::template::{Act, Html, view};
use super::text::plain_text;
use super::words as w;
use crate::app::desk::Written;
use crate::app::{Author, Command, Desk, Focus, Msg, Word, question};
use crate::task::Part;

/// The middle pane while something is written.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let [prompt, answer] = &desk.pages.written;
    let asks = |part: Part| desk.task.asks(part);
    view! { ctx,
        <div class="write" data-at="written" data-scroll="written" tabindex="-1" role="region" aria-label={ a::WRITTEN }>
            <div class="write-column">
                { text(ctx, desk, asks(Part::Prompt), prompt, (a::PROMPT, a::PROMPT_HINT, "prompt")) }
                { text(ctx, desk, asks(Part::Reference), answer, (a::ANSWER, a::ANSWER_HINT, "answer")) }
                { rubric(ctx, desk) }
            </div>
        </div>
    }
}

/// A text that is written: its source, and how it is read.
fn text(ctx: Ctx, desk: &Desk, asked: bool, page: &Written, (name, hint, key): (Word, Word, &'static str)) -> Html {
    if !asked {
        return view! { ctx, <section key={ key } hidden=true></section> };
    }
    let focus = if key == "prompt" { Focus::Prompt } else { Focus::Reference };
    let now = desk.view.focus == focus;
    let act = match key {
        "prompt" => Act::value("", |_, text| Msg::Author(Author::PromptTyped(text))),
        _ => Act::value("", |_, text| Msg::Author(Author::AnswerTyped(text))),
    };
    let lang = &desk.task.language;
    view! { ctx,
        <section class="written-text" key={ key } onfocusin={ (!now).then_some(Msg::Focused(focus)) }>
            <h2>{ name }</h2>
            <div class="source-and-view">
                <textarea data-at={ join(&[key, "-words"]) } rows="5" dir="auto" lang={ lang } aria-label={ name } placeholder={ hint }
                    readonly={ !desk.may_edit() } value={ &*page.text } oninput={ act } />
                <div class="seen" tabindex="0" role="region" aria-label={ (a::SEEN, ctx.say(name)) }>
                    <p class="muted" hidden={ !page.text.trim().is_empty() }>{ a::NOTHING_YET }</p>
                    <article class="text" dir="auto" lang={ lang }>{ plain_text(ctx, &page.tree, &page.text) }</article>
                </div>
            </div>
        </section>
    }
}

fn rubric(ctx: Ctx, desk: &Desk) -> Html {
    if !desk.task.asks(Part::Rubric) {
        return view! { ctx, <section key="rubric" hidden=true></section> };
    }
    let criteria = desk.draft.criteria();
    let open = question::open_findings(desk).len();
    let found = match open {
        _ if desk.writing.lost => ctx.say(a::LINT_LOST).to_owned(),
        _ if !desk.writing.linted => ctx.say(a::LINTING).to_owned(),
        0 => ctx.say(a::NO_FINDINGS).to_owned(),
        many => ctx.count(a::FINDINGS, many),
    };
    view! { ctx,
        <section class="written-rubric" key="rubric">
            <div class="written-head">
                <h2>{ w::RUBRIC }</h2>
                <span class="muted">{ (a::CRITERIA, criteria.len()) }</span>
                <button type="button" class="quiet found-count" class:warn={ open > 0 } disabled={ open == 0 }
                    onclick={ Msg::Commanded(Command::NextFinding) }><span role="status">{ found }</span>{ ctx.key(Command::NextFinding) }</button>
                <span class="spacer"></span>
                <button type="button" class="quiet" disabled={ !desk.may_edit() } onclick={ Msg::Author(Author::ImportWanted) }>{ a::IMPORT }</button>
            </div>
            <div class="of-whole">{ findings::view(ctx, desk, None) }</div>
            <p class="empty-rubric muted" hidden={ !criteria.is_empty() }>{ a::EMPTY }</p>
            <ol class="criteria written-criteria">
                { for criteria.iter().enumerate().map(|(at, criterion)| card::view(ctx, desk, at, criterion)) }
            </ol>
            <button type="button" class="add" data-at="add-criterion" disabled={ !desk.may_edit() }
                onclick={ Msg::Commanded(Command::AddCriterion) }>{ a::ADD }{ ctx.key(Command::AddCriterion) }</button>
        </section>
    }
}
