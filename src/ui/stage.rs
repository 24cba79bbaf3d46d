//! The day before and between tasks: getting one, nothing to do, done, refused.

use super::kit::Ctx;
use super::words as w;
use crate::app::{Msg, Stage, question};
use yew::prelude::*;

/// Everything but a task at work.
pub fn view(ctx: Ctx) -> Html {
    let (title, text, action, busy) = match &ctx.model.stage {
        Stage::Claiming { failure: Some(failure), task, .. } => (
            question::failure_text(failure, ctx.lang),
            ctx.say(w::TRYING_AGAIN).to_owned(),
            Some((w::TRY_NOW, task.clone())),
            true,
        ),
        Stage::Claiming { .. } => (ctx.say(w::CLAIMING).to_owned(), String::new(), None, true),
        Stage::Opening(_) => (ctx.say(w::OPENING).to_owned(), String::new(), None, true),
        Stage::Nothing if ctx.model.done > 0 => (
            ctx.say(w::DONE_TITLE).to_owned(),
            w::DONE_COUNT.count(ctx.lang, ctx.model.done as usize),
            Some((w::LOOK_AGAIN, None)),
            false,
        ),
        Stage::Nothing => (
            ctx.say(w::NO_TASK_TITLE).to_owned(),
            ctx.say(w::NO_TASK_TEXT).to_owned(),
            Some((w::LOOK_AGAIN, None)),
            false,
        ),
        Stage::Refused(failure) => (
            ctx.say(w::REFUSED_TITLE).to_owned(),
            question::failure_text(failure, ctx.lang),
            Some((w::CLAIM, None)),
            false,
        ),
        _ => (ctx.say(w::RESTING_TITLE).to_owned(), ctx.say(w::RESTING_TEXT).to_owned(), None, false),
    };
    let button = action.map(|(label, task)| {
        html! {
            <button type="button" class="primary" data-at="claim" onclick={ ctx.click(Msg::ClaimWanted(task)) }>{ ctx.say(label) }</button>
        }
    });
    html! {
        <main class="stage" key="stage" aria-busy={ busy.to_string() }>
            <div class="stage-card">
                <div class={ classes!("sheet", busy.then_some("busy")) } aria-hidden="true"><i></i><i></i><i></i><i></i></div>
                <div role="status"><h1>{ title }</h1></div>
                <p>{ text }</p>
                { button.unwrap_or_default() }
            </div>
        </main>
    }
}
