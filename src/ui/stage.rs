//! The day before and between tasks: getting one, nothing to do, done, refused.

use super::kit::Ctx;
use super::template::{Html, view};
use super::words as w;
use crate::app::{Msg, Stage, question};

/// Everything but a task at work.
#[inline(never)]
pub fn view(ctx: Ctx) -> Html {
    let say = |word| ctx.say(word).to_owned();
    let failed = |failure| question::failure_text(failure, ctx.lang);
    let (title, text, action, busy) = match &ctx.model.stage {
        Stage::Claiming { failure: Some(failure), task, .. } => {
            (failed(failure), say(w::TRYING_AGAIN), Some((w::TRY_NOW, task.clone())), true)
        }
        Stage::Claiming { .. } => (say(w::CLAIMING), String::new(), None, true),
        Stage::Opening(_) => (say(w::OPENING), String::new(), None, true),
        Stage::Nothing if ctx.model.done > 0 => {
            (say(w::DONE_TITLE), ctx.count(w::DONE_COUNT, ctx.model.done as usize), Some((w::LOOK_AGAIN, None)), false)
        }
        Stage::Nothing => (say(w::NO_TASK_TITLE), say(w::NO_TASK_TEXT), Some((w::LOOK_AGAIN, None)), false),
        Stage::Refused(failure) => (say(w::REFUSED_TITLE), failed(failure), Some((w::CLAIM, None)), false),
        _ => (say(w::RESTING_TITLE), say(w::RESTING_TEXT), None, false),
    };
    let button = action.map(|(label, task)| {
        view! { ctx,
            <button type="button" class="primary" data-at="claim" onclick={ Msg::ClaimWanted(task) }>{ label }</button>
        }
    });
    view! { ctx,
        <main class="stage" key="stage" aria-busy={ busy }>
            <div class="stage-card">
                <div class="sheet" class:busy={ busy } aria-hidden="true"><i></i><i></i><i></i><i></i></div>
                <div role="status"><h1>{ title }</h1></div>
                <p>{ text }</p>
                { button }
            </div>
        </main>
    }
}
