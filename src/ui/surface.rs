//! The text that everything is about: read, corrected, or as source.

use super::author;
use super::kit::{Ctx, join, sign, toggle_word};
use super::shell::letter;
use super::template::{Act, Html, view};
use super::text::facing::facing;
use super::text::field::field;
use super::text::only::changed_blocks;
use super::text::typing::typing;
use super::text::{corrected, deco, margin, sections};
use super::words as w;
use crate::app::desk::Page;
use crate::app::facing::can_face;
use crate::app::{Command, Compared, Desk, Mode, Msg, Word, question};
use crate::markup::Tree;
use crate::task::Part;
use std::rc::Rc;

/// The middle pane.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    if question::in_page(ctx.model) {
        return in_page(ctx, desk);
    }
    let key = match &desk.view.spread {
        Some(_) => join(&["facing"]),
        None => join(&[desk.view.mode.word(), " ", desk.response_id()]),
    };
    let body = match (desk.view.mode, desk.page()) {
        (Mode::Write, _) => author::view(ctx, desk),
        (_, None) => {
            return view! { ctx, <section class="surface" key="surface" aria-label={ w::PANE_TEXT }><p class="empty">{ w::NO_RESPONSE }</p></section> };
        }
        (Mode::Read, Some(_)) if let Some(spread) = &desk.view.spread => facing(ctx, desk, spread),
        (Mode::Read, Some(page)) => read(ctx, desk, &page.original_tree, page),
        (Mode::Source, Some(page)) => read(ctx, desk, &page.source_tree, page),
        (Mode::Correct, Some(page)) => correct(ctx, desk, page),
    };
    let settings = &ctx.model.settings;
    view! { ctx,
        <section class="surface" key="surface" aria-label={ w::PANE_TEXT }>
            { bar(ctx, desk) }
            <div class="surface-body" key={ key }>{ body }</div>
            <div class="grip grip-task" key="grip-task" data-grip="task" role="separator" tabindex="0" aria-orientation="vertical"
                aria-label={ w::RESIZE_TASK } aria-valuemin="200" aria-valuemax="480" aria-valuenow={ settings.task_width }></div>
            <div class="grip grip-judge" key="grip-judge" data-grip="judge" role="separator" tabindex="0" aria-orientation="vertical"
                aria-label={ w::RESIZE_JUDGE } aria-valuemin="280" aria-valuemax="560" aria-valuenow={ settings.judge_width }></div>
        </section>
    }
}

/// What is read stands in the platform's own page.
#[inline(never)]
fn in_page(ctx: Ctx, desk: &Desk) -> Html {
    let hidden = !question::issues_of(desk).is_empty() || !desk.task.asks(Part::Issues);
    view! { ctx,
        <section class="surface" key="surface" aria-label={ w::PANE_TEXT }>
            { bar(ctx, desk) }
            <p class="hint" hidden={ hidden }>{ w::IN_PAGE }</p>
        </section>
    }
}

fn bar(ctx: Ctx, desk: &Desk) -> Html {
    let mode = desk.view.mode;
    let bare = desk.task.responses.is_empty();
    let find = join(&[ctx.say(w::FIND), " ", &ctx.key_text(Command::Find)]);
    let faces = desk.view.spread.is_some();
    let button = |one: Mode, name| toggle_word(ctx, name, mode == one && !faces, Msg::ModeChosen(one));
    let step = |name: Word, arrow: &str, can: bool, command: Command| {
        view! { ctx,
            <button type="button" class="quiet icon" disabled={ !(can && desk.is_open()) } aria-label={ name } title={ name }
                onclick={ Msg::Commanded(command) }>{ sign(ctx, arrow) }</button>
        }
    };
    view! { ctx,
        <div class="surface-bar">
            <div class="segmented" role="group" aria-label={ w::VIEW }>
                <span class="inline" hidden={ !desk.writes() }>{ button(Mode::Write, author::words::WRITE) }</span>
                <span class="inline" hidden={ bare }>{ button(Mode::Read, w::READ) }</span>
                <span class="inline" hidden={ question::in_page(ctx.model) || !can_face(desk) }>{ toggle_word(ctx, w::SIDES, faces, Msg::Commanded(Command::Facing)) }</span>
                <span class="inline" hidden={ !desk.task.asks(Part::Correction) }>{ button(Mode::Correct, w::CORRECT) }</span>
                <span class="inline" hidden={ bare }>{ button(Mode::Source, w::SOURCE) }</span>
            </div>
            { summary(ctx, desk) }
            <div class="spacer"></div>
            <button type="button" class="quiet icon find" hidden={ matches!(mode, Mode::Correct | Mode::Write) } aria-label={ w::FIND } title={ find }
                onclick={ Msg::Commanded(Command::Find) }>{ sign(ctx, "⌕") }</button>
            <span class="pair">
                { step(w::UNDO, "↶", desk.history.can_undo(), Command::Undo) }
                { step(w::REDO, "↷", desk.history.can_redo(), Command::Redo) }
            </span>
        </div>
    }
}

#[inline(never)]
fn compared(ctx: Ctx, desk: &Desk) -> Html {
    let way = |name: Word, one: Compared| {
        view! { ctx, <option value={ one.word() } selected={ desk.view.compared == one }>{ name }</option> }
    };
    view! { ctx,
        <select class="compared" data-at="compared" aria-label={ w::COMPARED }
            onchange={ Act::value("", |_, word| Msg::ComparedChosen(Compared::of(&word).unwrap_or(Compared::Inline))) }>
            { way(w::INLINE, Compared::Inline) }
            { way(w::SIDES, Compared::Sides) }
            { way(w::ONLY, Compared::Only) }
            { way(w::TYPED, Compared::Typed) }
        </select>
    }
}

/// How much was changed, and what is tied to nothing: edits without a reason, issues without an edit.
fn summary(ctx: Ctx, desk: &Desk) -> Html {
    if !desk.task.asks(Part::Correction) {
        return view! { ctx, <span class="summary" hidden=true></span> };
    }
    let count = desk.draft.edits(desk.response_id()).len();
    let (edits, issues) = question::orphans(desk);
    // Where something is open, that nothing is changed yet is said already.
    let counted = if count == 0 && edits + issues > 0 {
        String::new()
    } else {
        ctx.count(if count == 0 { w::NO_CHANGES } else { w::CHANGES_COUNT }, count)
    };
    let loose = |word: Word, count: usize| {
        view! { ctx,
            <button type="button" class="warn" hidden={ count == 0 } onclick={ Msg::Commanded(Command::NextMissing) }>{ ctx.count(word, count) }</button>
        }
    };
    view! { ctx,
        <span class="summary">
            { counted }
            { loose(w::WITHOUT_REASON, edits) }
            { loose(w::WITHOUT_EDIT, issues) }
            <span class="tied" hidden={ count == 0 || edits + issues > 0 }>{ w::ALL_TIED }</span>
        </span>
    }
}

/// The text to be read, rendered or as its source stands, with the same marks.
fn read(ctx: Ctx, desk: &Desk, tree: &Rc<Tree>, page: &Page) -> Html {
    let decorations = deco::on_original(desk);
    let text = sections(ctx, tree, &page.original, &decorations, desk.view.painted, true);
    let source = desk.view.mode == Mode::Source;
    let lang = desk.task.language.as_ref().filter(|_| !source);
    view! { ctx,
        <div class="page" data-scroll="page">
            <article class="text" class:source-view={ source } data-at="article" data-selectable="" tabindex="0" dir="auto" lang={ lang }
                aria-label={ (w::ARTICLE, &letter(desk.view.response)) } role="region">{ text }</article>
            { margin::view(ctx, desk) }
        </div>
    }
}

#[inline(never)]
fn correct(ctx: Ctx, desk: &Desk, page: &Page) -> Html {
    if desk.view.compared == Compared::Typed {
        return view! { ctx,
            <div class="correcting typed">
                <div class="field-frame" key="typing" data-at="tracked" tabindex="-1" role="region" aria-label={ w::TRACKED }>
                    <div class="frame-head"><h2>{ w::TRACKED }</h2>{ compared(ctx, desk) }</div>
                    { typing(ctx, desk) }
                </div>
            </div>
        };
    }
    let sides = desk.view.compared == Compared::Sides;
    let painted = desk.view.painted;
    let after = deco::on_corrected(desk, !sides);
    let only = desk.view.compared == Compared::Only;
    let after = match only {
        true => changed_blocks(ctx, desk, page, &after),
        false => corrected(ctx, page, &after, painted),
    };
    let before = sides.then(|| {
        let before = deco::on_original_with_deletions(desk);
        sections(ctx, &page.original_tree, &page.original, &before, painted, false)
    });
    let lang = &desk.task.language;
    view! { ctx,
        <div class="correcting" class={ if sides { "sides" } else { "one" } }>
            <div class="field-frame" key="field"><div class="frame-head"><h2>{ w::FIELD }</h2></div>{ field(ctx, desk, page) }</div>
            <div class="tracked-frame" key="before" hidden={ !sides }>
                <div class="frame-head"><h2>{ w::ORIGINAL }</h2></div>
                <div class="tracked" data-tied="original" tabindex="0" role="region" aria-label={ w::ORIGINAL }>
                    <article class="text" dir="auto" lang={ lang }>{ before }</article>
                </div>
            </div>
            <div class="tracked-frame" key="after">
                <div class="frame-head"><h2>{ if sides { w::CORRECTED } else { w::TRACKED } }</h2>{ compared(ctx, desk) }</div>
                <div class="tracked" data-at="tracked" data-tied={ (!only).then_some("tracked") } tabindex="0" role="region" aria-label={ w::TRACKED }>
                    <article class="text" dir="auto" lang={ lang }>{ after }</article>
                </div>
            </div>
        </div>
    }
}
