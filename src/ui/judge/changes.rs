//! The changes of a correction: what each does, why it was made, what it answers.

use crate::annotation::CorrectionEdit;
use crate::annotation::carried::{has_reason, partner};
use crate::app::question::Touch;
use crate::app::{Command, Desk, Focus, Listed, Mode, Msg, Word, question};
use crate::task::Taxonomy;
use crate::text::Span;
use crate::ui::judge::card::{Chip, Link, chips, choose_link, head, jump, linked, readable, shortened};
use crate::ui::judge::{finding, since};
use crate::ui::kit::{Ctx, gravity_class, join, toggle};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// The list of changes.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let count = desk.draft.edits(desk.response_id()).len();
    let places = question::edits_in_corrected(desk);
    let mut listed = question::listed(desk);
    let all = listed.len();
    listed.retain(|edit| question::is_shown(desk, &Focus::Edit(edit.id.clone())));
    let shown = places.iter().enumerate().filter(|(_, (edit, _))| listed.iter().any(|one| one.id == edit.id));
    view! { ctx,
        <div class="round" key="round" hidden={ count == 0 }>{ (count > 0).then(|| round(ctx, desk, count, &listed)) }</div>
        <div class="cards" key="cards">
            <p class="empty" key="empty" hidden={ count > 0 }>{ if desk.view.mode == Mode::Correct { ctx.say(w::NO_EDITS_HERE).to_owned() } else { ctx.with(w::NO_EDITS, &ctx.key_text(Command::Correct)) } }</p>
            <ol key="list">
                { for shown.map(|(at, (edit, place))| view! { ctx,
                    <li key={ &edit.id }>{ card(ctx, desk, at + 1, edit, *place) }</li>
                }) }
            </ol>
            { since::rest(ctx, desk, all - listed.len()) }
        </div>
    }
}

/// What the changes come to by category, each a choice of what is listed; and what can be done to all that are listed.
fn round(ctx: Ctx, desk: &Desk, count: usize, listed: &[&CorrectionEdit]) -> Html {
    let by = &desk.view.round.listed;
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let chosen = |text: String, to: Listed| {
        let pressed = *by == to;
        toggle(ctx, view! { ctx, { text } }, pressed, Msg::ListedChosen(to))
    };
    let kinds = question::changes_by_kind(desk).into_iter().map(|(kind, count)| {
        let text = match &kind {
            Listed::Category(id) => join(&[&count.to_string(), " ", taxonomy.category_name(id)]),
            Listed::Bare => ctx.count(w::WITHOUT_REASON, count),
            _ => ctx.count(w::OTHER_COUNT, count),
        };
        chosen(text, kind)
    });
    let some = |word: Word, to: Listed| {
        let count = question::count_listed(desk, &to);
        (count > 0).then(|| chosen(ctx.count(word, count), to))
    };
    let is_new = |edit: &&CorrectionEdit| desk.view.round.new.contains(&edit.id);
    let new = listed.iter().copied().filter(|edit| is_new(edit)).count();
    view! { ctx,
        <div class="kinds" role="group" aria-label={ w::LISTED }>
            <b>{ ctx.count(w::CHANGES_COUNT, count) }{ ":" }</b>
            { for kinds }
            { some(w::NEW_COUNT, Listed::New) }
            { some(w::SELECTED_COUNT, Listed::Selected) }
        </div>
        <div class="all" hidden={ listed.len() < 2 || !desk.may_edit() }>
            <button type="button" class="quiet" hidden={ new == 0 } onclick={ Msg::ListedKept }>{ ctx.count(w::KEEP_COUNT, new) }</button>
            <button type="button" class="quiet" onclick={ Msg::ListedReverted }>{ ctx.count(w::REVERT_COUNT, listed.len()) }</button>
        </div>
    }
}

fn card(ctx: Ctx, desk: &Desk, number: usize, edit: &CorrectionEdit, place: Span) -> Html {
    let focus = Focus::Edit(edit.id.clone());
    let open = desk.view.focus == focus;
    let taxonomy = question::taxonomy(desk, ctx.lang);
    let gravity = edit.severity.as_ref().map(|severity| gravity_class(taxonomy.gravity(severity)));
    let category = edit.category.as_ref().map(|id| taxonomy.category_name(id)).unwrap_or_default();
    let severity = edit.severity.as_ref().map(|id| taxonomy.severity_name(id));
    let on_card = open && desk.view.on_card;
    let shift = question::number_change(desk, edit, place, ctx.lang);
    let new = desk.view.round.new.contains(&edit.id);
    view! { ctx,
        <div class="note change" class={ gravity } class:open={ open } class:new={ new } data-at={ join(&["edit ", &edit.id]) } tabindex="-1"
            role="group" aria-label={ (w::CHANGE_N, number) }
            onfocusin={ (!on_card).then(|| Msg::Focused(focus.clone())) } onclick={ (!open).then(|| Msg::Focused(focus.clone())) }>
            { head(ctx, number, category, severity) }
            <span class="unseen" hidden={ !new }>{ w::NEW }</span>
            { moved(ctx, desk, edit).unwrap_or_else(|| what(ctx, edit)) }
            <p class="shift" hidden={ shift.is_none() }>{ shift }</p>
            <p class="said" dir="auto" hidden={ open || edit.rationale.is_none() }>{ &edit.rationale }</p>
            <div class="edit" key="edit" hidden={ !open }>{ open.then(|| editing(ctx, desk, edit, &taxonomy)) }</div>
            { finding::view(ctx, desk, &edit.id, open, open) }
            { ties(ctx, desk, edit, open) }
        </div>
    }
}

/// A sentence or block that went to another place: where it went or was, and where it is now what changed in it.
#[inline(never)]
fn moved(ctx: Ctx, desk: &Desk, edit: &CorrectionEdit) -> Option<Html> {
    let other = partner(desk.draft.edits(desk.response_id()), edit)?;
    let number = question::edit_number(desk, &other.id).unwrap_or_default();
    let (word, old) =
        if edit.insert.is_empty() { (w::MOVED_TO, None) } else { (w::MOVED_FROM, Some(&other.span.exact)) };
    let name = ctx.count(w::CHANGE_N, number);
    let words = old.map(|old| question::changed_words(old.trim(), edit.insert.trim()));
    let shown = |text: &str| shortened(text, 240);
    Some(view! { ctx,
        <p class="moved">{ word }{ " " }{ jump(ctx, &name, &Focus::Edit(other.id.clone())) }</p>
        <p class="what" dir="auto">
            { words.is_none().then(|| view! { ctx, <del class="moved">{ shown(edit.span.exact.trim()) }</del> }) }
            { for words.into_iter().flatten().map(|(touch, text)| match touch {
                Touch::Same => view! { ctx, <span>{ shown(&text) }</span> },
                Touch::Gone => view! { ctx, <del>{ shown(&text) }</del> },
                Touch::New => view! { ctx, <ins>{ shown(&text) }</ins> },
            }) }
        </p>
    })
}

/// The change itself: what went, what came, with white space that is all there is made visible.
fn what(ctx: Ctx, edit: &CorrectionEdit) -> Html {
    // As it is read, unless the signs of Markdown or TeX are what was changed.
    let (old, new) = (readable(&edit.span.exact), readable(&edit.insert));
    let says = |source: &str, read: &str| source.is_empty() == read.is_empty();
    let as_read = old != new && says(&edit.span.exact, &old) && says(&edit.insert, &new);
    let shown = |text: &str| -> String {
        if text.trim().is_empty() && text.contains('\n') {
            return join(&["⏎ ", ctx.say(w::LINE_BREAK)]);
        }
        if as_read { shortened(&readable(text), 240) } else { shortened(text, 240) }
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
        <div class="actions">
            { keyed(ctx, w::KEEP, Command::Keep, Msg::EditKept(edit.id.clone()), desk.view.round.new.contains(&edit.id)) }
            { keyed(ctx, w::REVERT, Command::Remove, Msg::EditReverted(edit.id.clone()), true) }
            { keyed(ctx, w::SPLIT, Command::Split, Msg::EditSplit(edit.id.clone()), question::can_split(desk, &edit.id)) }
            { keyed(ctx, w::JOIN, Command::Merge, Msg::EditJoined(edit.id.clone()), question::joined(desk, &edit.id).is_some()) }
        </div>
    }
}

/// A button whose key is told where the pointer rests.
fn keyed(ctx: Ctx, label: Word, command: Command, msg: Msg, shown: bool) -> Html {
    view! { ctx,
        <button type="button" class="quiet" hidden={ !shown } title={ ctx.key_text(command) } onclick={ msg }>{ label }</button>
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
    let bare = !has_reason(desk.draft.edits(desk.response_id()), edit);
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
