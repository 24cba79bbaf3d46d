//! The changes of a correction: what each does, why it was made, what it answers.

use crate::annotation::{CorrectionEdit, edit_has_reason};
use crate::app::{Command, Desk, Focus, Msg, question};
use crate::task::Taxonomy;
use crate::ui::judge::card::{Chip, Link, chips, choose_link, head, linked, shortened};
use crate::ui::judge::finding;
use crate::ui::kit::{Ctx, button, gravity_class, join};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// The list of changes.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let edits = desk.draft.edits(desk.response_id());
    view! { ctx,
        <div class="cards">
            <p class="empty" key="empty" hidden={ !edits.is_empty() }>{ (w::NO_EDITS, &ctx.key_text(Command::Correct)) }</p>
            <ol key="list">
                { for edits.iter().enumerate().map(|(at, edit)| view! { ctx,
                    <li key={ &edit.id }>{ card(ctx, desk, at + 1, edit) }</li>
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
    let category = edit.category.as_ref().map(|id| taxonomy.category_name(id)).unwrap_or_default();
    let severity = edit.severity.as_ref().map(|id| taxonomy.severity_name(id));
    let on_card = open && desk.view.on_card;
    view! { ctx,
        <div class="note change" class={ gravity } class:open={ open } data-at={ join(&["edit ", &edit.id]) } tabindex="-1"
            role="group" aria-label={ (w::CHANGE_N, number) }
            onfocusin={ (!on_card).then(|| Msg::Focused(focus.clone())) } onclick={ (!open).then(|| Msg::Focused(focus.clone())) }>
            { head(ctx, number, category, severity) }
            { what(ctx, edit) }
            <p class="said" dir="auto" hidden={ open || edit.rationale.is_none() }>{ &edit.rationale }</p>
            <div class="edit" key="edit" hidden={ !open }>{ open.then(|| editing(ctx, desk, edit, &taxonomy)) }</div>
            { finding::view(ctx, desk, &edit.id, open, open) }
            { ties(ctx, desk, edit, open) }
        </div>
    }
}

/// The change itself: what went, what came, with white space that is all there is made visible.
fn what(ctx: Ctx, edit: &CorrectionEdit) -> Html {
    let shown = |text: &str| -> String {
        if text.trim().is_empty() && text.contains('\n') {
            return join(&["⏎ ", ctx.say(w::LINE_BREAK)]);
        }
        shortened(text, 240)
    };
    view! { ctx,
        <p class="what" dir="auto">
            <del hidden={ edit.span.exact.is_empty() }>{ shown(&edit.span.exact) }</del>
            { " " }
            <ins hidden={ edit.insert.is_empty() }>{ shown(&edit.insert) }</ins>
        </p>
    }
}

fn editing(ctx: Ctx, desk: &Desk, edit: &CorrectionEdit, taxonomy: &Taxonomy) -> Html {
    if !desk.may_edit() {
        return view! { ctx, <p class="said">{ &edit.rationale }</p> };
    }
    let other = |chosen: &Option<String>, id: &str| (chosen.as_deref() != Some(id)).then(|| id.to_owned());
    view! { ctx,
        { chips(ctx, taxonomy, (&edit.category, &edit.severity), None, &|part, id| match part {
            Chip::Category => Msg::EditCategoryChosen(edit.id.clone(), other(&edit.category, id)),
            Chip::Severity => Msg::EditSeverityChosen(edit.id.clone(), other(&edit.severity, id)),
        }) }
        <textarea rows="2" dir="auto" data-at={ join(&["edit-words ", &edit.id]) } placeholder={ w::REASON_HINT }
            aria-label={ w::REASON } value={ edit.rationale.as_deref().unwrap_or_default() }
            oninput={ Act::value(&edit.id, Msg::EditRationaleTyped) } />
        <div class="actions">{ button(ctx, "quiet", w::REVERT, Msg::EditReverted(edit.id.clone())) }</div>
    }
}

/// The issues and criteria that the change answers.
fn ties(ctx: Ctx, desk: &Desk, edit: &CorrectionEdit, open: bool) -> Html {
    let mut links = Vec::new();
    for (at, issue) in question::issues_of(desk).into_iter().enumerate() {
        links.push(Link {
            id: issue.id.clone(),
            name: ctx.count(w::ISSUE_N, at + 1),
            focus: Focus::Issue(issue.id.clone()),
        });
    }
    for (at, criterion) in question::criteria(desk).into_iter().enumerate() {
        let (id, name) = (criterion.id.clone(), ctx.count(w::CRITERION_N, at + 1));
        links.push(Link { focus: Focus::Criterion(id.clone()), id, name });
    }
    let tied = |link: &Link| edit.answers.contains(&link.id);
    let some = links.iter().any(tied);
    let bare = !edit_has_reason(edit);
    let offers = open && !links.iter().all(tied) && desk.may_edit();
    view! { ctx,
        <footer hidden={ !some && !bare && !offers }>
            <span class="warn" key="bare" hidden={ !bare }>{ w::NO_REASON }</span>
            <span class="muted" key="answers" hidden={ !some }>{ w::ANSWERS }</span>
            { for linked(ctx, &links, &tied, &edit.id, Msg::AnswerToggled, open && desk.may_edit()) }
            { choose_link(ctx, &links, &tied, w::ANSWERS, &edit.id, Msg::AnswerToggled, offers) }
        </footer>
    }
}
