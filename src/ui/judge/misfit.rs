//! What does not fit in a comparison, in words: nothing of it stands in the way, all of it is for the expert to see.

use crate::annotation::Preference;
use crate::annotation::preference::{Misfit, misfits};
use crate::app::{Desk, Lang, question};
use crate::ui::kit::{Ctx, join};
use crate::ui::shell::letter;
use crate::ui::template::{Html, view};
use crate::ui::words as w;

/// What does not fit in the shown dimension, or overall.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk, preference: Option<&Preference>) -> Html {
    let found = preference.map_or_else(Vec::new, |one| found(desk, one));
    let said = |id: &str| desk.task.responses.iter().position(|one| one.id == id).map_or_else(String::new, letter);
    view! { ctx,
        <div role="status">
            <ul class="misfits" aria-label={ w::MISFITS } hidden={ found.is_empty() }>
                { for found.iter().enumerate().map(|(at, one)| view! { ctx, <li key={ at }>{ words(ctx, one, &said) }</li> }) }
            </ul>
        </div>
    }
}

fn found(desk: &Desk, preference: &Preference) -> Vec<Misfit> {
    let dimension = desk.view.dimension.as_deref();
    let within = preference.within(dimension);
    if dimension.is_some() {
        // Ratings and words are about the whole.
        return misfits(&within, &[], &[]);
    }
    let mut ratings = Vec::new();
    let mut called: Vec<(&str, Vec<String>)> = Vec::new();
    for (at, response) in desk.task.responses.iter().enumerate() {
        if let (Some(share), true) = question::share_of(desk, response) {
            ratings.push((response.id.as_str(), share));
        }
        let mut names = vec![letter(at)];
        for lang in [Lang::En, Lang::De] {
            names.push(w::RESPONSE.with(lang, &letter(at)));
        }
        called.push((&response.id, names));
    }
    let names: Vec<(&str, Vec<&str>)> =
        called.iter().map(|(id, names)| (*id, names.iter().map(String::as_str).collect())).collect();
    let names: Vec<(&str, &[&str])> = names.iter().map(|(id, names)| (*id, names.as_slice())).collect();
    misfits(&within, &ratings, &names)
}

fn words(ctx: Ctx, misfit: &Misfit, said: &dyn Fn(&str) -> String) -> String {
    let two = |word, first: &str, second: &str| ctx.with(word, &join(&[&said(first), " > ", &said(second)]));
    match misfit {
        Misfit::Pair(first, second) => two(w::MISFIT_PAIR, first, second),
        Misfit::Rating(first, second) => two(w::MISFIT_RATING, first, second),
        Misfit::Level(first, second) => two(w::MISFIT_LEVEL, first, second),
        Misfit::Unacceptable(first, second) => two(w::MISFIT_UNACCEPTABLE, first, second),
        Misfit::Forgotten(id) => ctx.with(w::MISFIT_FORGOTTEN, &said(id)),
        Misfit::Circle(ids) => {
            let mut way = String::new();
            for id in ids.iter().chain(ids.first()) {
                if !way.is_empty() {
                    way.push_str(" > ");
                }
                way.push_str(&said(id));
            }
            ctx.with(w::MISFIT_CIRCLE, &way)
        }
    }
}
