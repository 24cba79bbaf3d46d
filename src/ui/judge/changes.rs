//! The changes of a correction: what each does, why it was made, what it answers.

use crate::annotation::{CorrectionEdit, edit_has_reason};
use crate::app::{Command, Desk, Focus, Msg, keymap, question};
use crate::task::Taxonomy;
use crate::ui::kit::{Ctx, gravity_class};
use crate::ui::words as w;
use yew::prelude::*;

/// The list of changes.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let edits = desk.draft.edits(desk.response_id());
    let key = keymap::keys(&ctx.model.settings.keys, Command::Correct);
    let key = key.first().map(|chord| chord.shown(ctx.lang, ctx.model.config.mac)).unwrap_or_default();
    html! {
        <div class="cards">
            <p class="empty" key="empty" hidden={ !edits.is_empty() }>{ w::NO_EDITS.with(ctx.lang, key) }</p>
            <ol key="list">
                { for edits.iter().enumerate().map(|(at, edit)| html! {
                    <li key={ edit.id.clone() }>{ card(ctx, desk, at + 1, edit) }</li>
                }) }
            </ol>
        </div>
    }
}

fn card(ctx: Ctx, desk: &Desk, number: usize, edit: &CorrectionEdit) -> Html {
    let focus = Focus::Edit(edit.id.clone());
    let open = desk.view.focus == focus;
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let gravity = edit.severity.as_ref().map(|severity| gravity_class(taxonomy.gravity(severity)));
    let category = edit.category.as_ref().map(|id| taxonomy.category_name(id).to_owned()).unwrap_or_default();
    let severity = edit.severity.as_ref().map(|id| taxonomy.severity_name(id).to_owned()).unwrap_or_default();
    html! {
        <div class={ classes!("note", "change", gravity, open.then_some("open")) } data-at={ format!("edit {}", edit.id) } tabindex="-1"
            role="group" aria-label={ w::CHANGE_N.with(ctx.lang, number) }
            onfocusin={ ctx.focusing(open && desk.view.on_card, Msg::Focused(focus.clone())) } onclick={ (!open).then(|| ctx.click(Msg::Focused(focus))) }>
            <header><b aria-hidden="true">{ number }</b><span class="name">{ category }</span><em>{ severity }</em></header>
            { what(ctx, edit) }
            <p class="said" dir="auto" hidden={ open || edit.rationale.is_none() }>{ edit.rationale.clone().unwrap_or_default() }</p>
            <div class="edit" key="edit" hidden={ !open }>{ if open { editing(ctx, desk, edit, &taxonomy) } else { html! {} } }</div>
            { ties(ctx, desk, edit, open) }
        </div>
    }
}

/// The change itself: what went, what came, with white space that is all there is made visible.
fn what(ctx: Ctx, edit: &CorrectionEdit) -> Html {
    let shown = |text: &str| -> String {
        const LONGEST: usize = 240;
        let breaks = ctx.say(w::LINE_BREAK);
        if text.trim().is_empty() && text.contains('\n') {
            return format!("⏎ {breaks}");
        }
        let head: String = text.chars().take(LONGEST).collect();
        if head.len() < text.len() { format!("{head} …") } else { head }
    };
    html! {
        <p class="what" dir="auto">
            <del hidden={ edit.span.exact.is_empty() }>{ shown(&edit.span.exact) }</del>
            { " " }
            <ins hidden={ edit.insert.is_empty() }>{ shown(&edit.insert) }</ins>
        </p>
    }
}

fn editing(ctx: Ctx, desk: &Desk, edit: &CorrectionEdit, taxonomy: &Taxonomy) -> Html {
    if !desk.is_open() {
        return html! { <p class="said">{ edit.rationale.clone().unwrap_or_default() }</p> };
    }
    let id = edit.id.clone();
    let pressed = |chosen: &Option<String>, id: &str| (chosen.as_deref() == Some(id)).to_string();
    let other = |chosen: &Option<String>, id: &str| (chosen.as_deref() != Some(id)).then(|| id.to_owned());
    html! {
        <>
            <div class="chips" role="group" aria-label={ ctx.say(w::CATEGORY) }>
                { for taxonomy.categories.iter().map(|one| html! {
                    <button type="button" key={ one.id.clone() } aria-pressed={ pressed(&edit.category, &one.id) } title={ one.description.clone() }
                        onclick={ ctx.click(Msg::EditCategoryChosen(edit.id.clone(), other(&edit.category, &one.id))) }>
                        { taxonomy.category_name(&one.id) }</button>
                }) }
            </div>
            <div class="chips" role="group" aria-label={ ctx.say(w::SEVERITY) }>
                { for taxonomy.severities.iter().map(|one| html! {
                    <button type="button" key={ one.id.clone() } aria-pressed={ pressed(&edit.severity, &one.id) }
                        class={ gravity_class(taxonomy.gravity(&one.id)) }
                        onclick={ ctx.click(Msg::EditSeverityChosen(edit.id.clone(), other(&edit.severity, &one.id))) }>
                        { taxonomy.severity_name(&one.id) }</button>
                }) }
            </div>
            <textarea rows="2" dir="auto" data-at={ format!("edit-words {}", edit.id) } placeholder={ ctx.say(w::REASON_HINT) }
                aria-label={ ctx.say(w::REASON) } value={ edit.rationale.clone().unwrap_or_default() }
                oninput={ ctx.typing(move |text| Msg::EditRationaleTyped(id.clone(), text)) } />
            <div class="actions">
                <button type="button" class="quiet" onclick={ ctx.click(Msg::EditReverted(edit.id.clone())) }>{ ctx.say(w::REVERT) }</button>
            </div>
        </>
    }
}

/// The issues and criteria that the change answers.
fn ties(ctx: Ctx, desk: &Desk, edit: &CorrectionEdit, open: bool) -> Html {
    let issues = question::issues_of(desk)
        .into_iter()
        .enumerate()
        .map(|(at, issue)| (issue.id.clone(), w::ISSUE_N.with(ctx.lang, at + 1), Focus::Issue(issue.id.clone())));
    let criteria = question::criteria(desk)
        .into_iter()
        .enumerate()
        .map(|(at, criterion)| (criterion.id.clone(), format!("C{}", at + 1), Focus::Criterion(criterion.id.clone())));
    let (tied, free): (Vec<_>, Vec<_>) = issues.chain(criteria).partition(|(id, ..)| edit.answers.contains(id));
    let bare = !edit_has_reason(edit);
    let offers = open && !free.is_empty() && desk.is_open();
    let id = edit.id.clone();
    html! {
        <footer hidden={ tied.is_empty() && !bare && !offers }>
            <span class="warn" key="bare" hidden={ !bare }>{ ctx.say(w::NO_REASON) }</span>
            <span class="muted" key="answers" hidden={ tied.is_empty() }>{ ctx.say(w::ANSWERS) }</span>
            { for tied.into_iter().map(|(target, name, focus)| html! {
                <span class="tie" key={ target.clone() }>
                    <button type="button" class="link" onclick={ ctx.click(Msg::Focused(focus)) }>{ name.clone() }</button>
                    <button type="button" class="quiet icon" hidden={ !open || !desk.is_open() } aria-label={ format!("{} {name}", ctx.say(w::REMOVE)) }
                        onclick={ ctx.click(Msg::AnswerToggled(edit.id.clone(), target)) }>{ "×" }</button>
                </span>
            }) }
            <select key="link" hidden={ !offers } aria-label={ ctx.say(w::ANSWERS) }
                onchange={ ctx.choosing(move |chosen| Msg::AnswerToggled(id.clone(), chosen)) }>
                <option value="" selected=true>{ ctx.say(w::LINK) }</option>
                { for free.into_iter().map(|(id, name, _)| html! { <option key={ id.clone() } value={ id.clone() }>{ name }</option> }) }
            </select>
        </footer>
    }
}
