//! The text that everything is about: read, corrected, or as source.

use super::kit::{Ctx, toggle};
use super::shell::letter;
use super::text::field::Field;
use super::text::{deco, margin, sections};
use super::words as w;
use crate::app::desk::Page;
use crate::app::{Command, Compared, Desk, Mode, Msg, question};
use crate::task::Part;
use std::rc::Rc;
use yew::prelude::*;

/// The middle pane.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let Some(page) = desk.page() else {
        return html! { <main class="surface" key="surface"><p class="empty">{ ctx.say(w::NO_RESPONSE) }</p></main> };
    };
    let key = format!("{} {}", desk.view.mode.word(), desk.response_id());
    let body = match desk.view.mode {
        Mode::Read => read(ctx, desk, page),
        Mode::Source => source(ctx, desk, page),
        Mode::Correct => correct(ctx, desk, page),
    };
    html! {
        <main class="surface" key="surface">
            { bar(ctx, desk) }
            <div class="surface-body" key={ key }>{ body }</div>
            <div class="grip grip-task" key="grip-task" data-grip="task" role="separator" tabindex="0" aria-orientation="vertical"
                aria-label={ ctx.say(w::RESIZE_TASK) } aria-valuemin="200" aria-valuemax="480"
                aria-valuenow={ ctx.model.settings.task_width.to_string() }></div>
            <div class="grip grip-judge" key="grip-judge" data-grip="judge" role="separator" tabindex="0" aria-orientation="vertical"
                aria-label={ ctx.say(w::RESIZE_JUDGE) } aria-valuemin="280" aria-valuemax="560"
                aria-valuenow={ ctx.model.settings.judge_width.to_string() }></div>
        </main>
    }
}

fn bar(ctx: Ctx, desk: &Desk) -> Html {
    let mode = desk.view.mode;
    let button = |one: Mode, name| toggle(ctx, html! { { ctx.say(name) } }, mode == one, Msg::ModeChosen(one));
    let correct = desk.task.asks(Part::Correction);
    let undo = desk.history.can_undo() && desk.is_open();
    let redo = desk.history.can_redo() && desk.is_open();
    html! {
        <div class="surface-bar">
            <div class="segmented" role="group" aria-label={ ctx.say(w::VIEW) }>
                { button(Mode::Read, w::READ) }
                <span class="inline" hidden={ !correct }>{ button(Mode::Correct, w::CORRECT) }</span>
                { button(Mode::Source, w::SOURCE) }
            </div>
            { compared(ctx, desk) }
            { summary(ctx, desk) }
            <div class="spacer"></div>
            <button type="button" class="quiet" hidden={ mode == Mode::Correct }
                onclick={ ctx.click(Msg::Commanded(Command::Find)) }>{ ctx.say(w::FIND) }</button>
            <span class="pair"><button type="button" class="quiet icon" disabled={ !undo } aria-label={ ctx.say(w::UNDO) } title={ ctx.say(w::UNDO) }
                onclick={ ctx.click(Msg::Commanded(Command::Undo)) }><span aria-hidden="true">{ "↶" }</span></button>
            <button type="button" class="quiet icon" disabled={ !redo } aria-label={ ctx.say(w::REDO) } title={ ctx.say(w::REDO) }
                onclick={ ctx.click(Msg::Commanded(Command::Redo)) }><span aria-hidden="true">{ "↷" }</span></button></span>
        </div>
    }
}

fn compared(ctx: Ctx, desk: &Desk) -> Html {
    let here = desk.view.compared;
    html! {
        <div class="segmented small" role="group" hidden={ desk.view.mode != Mode::Correct } aria-label={ ctx.say(w::COMPARED) }>
            { toggle(ctx, html! { { ctx.say(w::INLINE) } }, here == Compared::Inline, Msg::ComparedChosen(Compared::Inline)) }
            { toggle(ctx, html! { { ctx.say(w::SIDES) } }, here == Compared::Sides, Msg::ComparedChosen(Compared::Sides)) }
        </div>
    }
}

/// How much was changed, and what is tied to nothing: edits without a reason, issues without an edit.
fn summary(ctx: Ctx, desk: &Desk) -> Html {
    if !desk.task.asks(Part::Correction) {
        return html! { <span class="summary" hidden=true></span> };
    }
    let count = desk.draft.edits(desk.response_id()).len();
    let (edits, issues) = question::orphans(desk);
    let counted = if count == 0 { ctx.say(w::NO_CHANGES).to_owned() } else { w::CHANGES_COUNT.count(ctx.lang, count) };
    let next = ctx.click(Msg::Commanded(Command::NextMissing));
    html! {
        <span class="summary">
            { counted }
            <button type="button" class="warn" hidden={ edits == 0 } onclick={ next.clone() }>{ w::WITHOUT_REASON.count(ctx.lang, edits) }</button>
            <button type="button" class="warn" hidden={ issues == 0 } onclick={ next }>{ w::WITHOUT_EDIT.count(ctx.lang, issues) }</button>
            <span class="tied" hidden={ count == 0 || edits + issues > 0 }>{ ctx.say(w::ALL_TIED) }</span>
        </span>
    }
}

fn read(ctx: Ctx, desk: &Desk, page: &Page) -> Html {
    let decorations = deco::on_original(desk);
    let text = sections(&page.original_tree, &page.original, &decorations, desk.view.painted, true, ctx.send);
    html! {
        <div class="page" data-scroll="page">
            <article class="text" data-at="article" data-selectable="" tabindex="0" dir="auto" lang={ desk.task.language.clone() }
                aria-label={ w::ARTICLE.with(ctx.lang, letter(desk.view.response)) } role="region">{ text }</article>
            { margin::view(ctx, desk) }
        </div>
    }
}

/// The source as it stands, with the same marks.
fn source(ctx: Ctx, desk: &Desk, page: &Page) -> Html {
    let decorations = deco::on_original(desk);
    let text = sections(&page.source_tree, &page.original, &decorations, desk.view.painted, true, ctx.send);
    html! {
        <div class="page" data-scroll="page">
            <article class="text source-view" data-at="article" data-selectable="" tabindex="0" dir="auto"
                aria-label={ w::ARTICLE.with(ctx.lang, letter(desk.view.response)) } role="region">{ text }</article>
            { margin::view(ctx, desk) }
        </div>
    }
}

fn correct(ctx: Ctx, desk: &Desk, page: &Page) -> Html {
    let sides = desk.view.compared == Compared::Sides;
    let painted = desk.view.painted;
    let after = deco::on_corrected(desk, !sides);
    let after = sections(&page.corrected_tree, &page.corrected, &after, painted, false, ctx.send);
    let before = sides.then(|| {
        let before = deco::on_original_with_deletions(desk);
        sections(&page.original_tree, &page.original, &before, painted, false, ctx.send)
    });
    let lang = desk.task.language.clone();
    html! {
        <div class={ classes!("correct", if sides { "sides" } else { "one" }) }>
            <div class="field-frame" key="field">
                <h2>{ ctx.say(w::FIELD) }</h2>
                <Field text={ Rc::clone(&page.corrected) } version={ desk.view.field_version } lang={ lang.clone() }
                    label={ ctx.say(w::FIELD) } read_only={ !desk.is_open() } send={ ctx.send.clone() } />
            </div>
            <div class="tracked-frame" key="before" hidden={ !sides }>
                <h2>{ ctx.say(w::ORIGINAL) }</h2>
                <div class="tracked" data-tied="original" tabindex="0" role="region" aria-label={ ctx.say(w::ORIGINAL) }>
                    <article class="text" dir="auto" lang={ lang.clone() }>{ before.unwrap_or_default() }</article>
                </div>
            </div>
            <div class="tracked-frame" key="after">
                <h2>{ ctx.say(if sides { w::CORRECTED } else { w::TRACKED }) }</h2>
                <div class="tracked" data-at="tracked" data-tied="tracked" tabindex="0" role="region" aria-label={ ctx.say(w::TRACKED) }>
                    <article class="text" dir="auto" lang={ lang }>{ after }</article>
                </div>
            </div>
        </div>
    }
}
