//! The whole workbench: bar, panes, foot, and what is open over them.

use super::judge::{changes, claims, compare, issues, review, rubric, settle, steps};
use super::kept::Look;
use super::kit::{Ctx, Send, button, close, icon, join, nothing, sign, toggle, toggle_word, unseen};
use super::template::{Html, view};
use super::time;
use super::words as w;
use super::{author, dialog, foot, stage, surface, task};
use crate::app::question::{self, Safety};
use crate::app::{Command, Desk, Dialog, Model, Msg, Side, Stage, Tone, word};
use crate::protocol::{Failure, Refusal};
use crate::task::Part;

/// The workbench.
pub fn workbench(model: &Model, send: &Send, look: &Look) -> yew::Html {
    whole(Ctx::new(model, send, look)).node()
}

fn whole(ctx: Ctx) -> Html {
    let model = ctx.model;
    view! { ctx,
        <div class="workbench" lang={ ctx.lang.word() } data-theme={ model.theme().word() } data-font={ model.settings.font.word() }
            data-size={ model.settings.size } data-stage={ stage_name(model) }>
            { match &model.stage {
                Stage::Working(desk) => desk_view(ctx, desk),
                _ => stage::view(ctx),
            } }
            <div class="notices" key="notices">{ notices(ctx) }</div>
            <div class="unseen" key="said" aria-live="polite">{ &model.said }</div>
            { dialog::view(ctx) }
        </div>
    }
}

fn stage_name(model: &Model) -> &'static str {
    match &model.stage {
        Stage::Resting => "resting",
        Stage::Claiming { .. } => "claiming",
        Stage::Nothing => "nothing",
        Stage::Refused(_) => "refused",
        Stage::Opening(_) => "opening",
        Stage::Working(_) => "working",
    }
}

fn desk_view(ctx: Ctx, desk: &Desk) -> Html {
    let (beside, in_page) = (desk.view.beside, question::in_page(ctx.model));
    let pane = ["pane-0", "pane-1", "pane-2"].get(usize::from(desk.view.pane)).copied();
    view! { ctx,
        <div class="desk" class:drawer-open={ desk.view.drawer } class:companion={ in_page } class={ pane } key="desk" data-ready={ beside.then_some(&desk.task.id) }>
            { bar(ctx, desk) }
            { banners(ctx, desk) }
            { pane_tabs(ctx, desk) }
            { panes(ctx, desk) }
            { foot::view(ctx, desk) }
        </div>
    }
}

/// Task, text and judgement. In a narrow window one of them stands there at a time, and each is the main part then; where the text
/// stands in the platform's own page, so does what is its main part.
fn panes(ctx: Ctx, desk: &Desk) -> Html {
    let beside = desk.view.beside;
    let role = (!question::in_page(ctx.model)).then_some("main");
    view! { ctx,
        <div class="panes" key="panes" role={ role }>
            { if beside { task::view(ctx, desk) } else { nothing(ctx) } }
            { surface::view(ctx, desk) }
            { if beside { judge(ctx, desk) } else { nothing(ctx) } }
        </div>
    }
}

fn bar(ctx: Ctx, desk: &Desk) -> Html {
    let task = &desk.task;
    let domain = task.domains.first().or(task.queue.as_ref());
    view! { ctx,
        <header class="bar" key="bar">
            <div class="bar-task">
                <button type="button" class="quiet drawer-button" aria-expanded={ desk.view.drawer }
                    aria-label={ if desk.view.drawer { w::CLOSE_DRAWER } else { w::OPEN_DRAWER } }
                    onclick={ Msg::DrawerToggled }><span aria-hidden="true">{ "☰" }</span></button>
                <span class="chip" hidden={ domain.is_none() }>{ domain }</span>
                <h1 lang={ &task.language } dir="auto">{ if task.title.is_empty() { &task.id } else { &task.title } }</h1>
            </div>
            { responses(ctx, desk) }
            <div class="bar-state">
                { safety(ctx) }
                { time_spent(ctx, desk) }
                { icon(ctx, w::SETTINGS, sign(ctx, "Aa"), Msg::DialogChosen(Some(Dialog::Settings))) }
                { icon(ctx, w::KEYS, ctx.key(Command::Help), Msg::Commanded(Command::Help)) }
            </div>
        </header>
    }
}

/// The letter of a response: models stay unnamed.
pub fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map_or_else(|| (at + 1).to_string(), |at| char::from(b'A' + at).to_string())
}

fn responses(ctx: Ctx, desk: &Desk) -> Html {
    view! { ctx,
        <nav class="tabs responses" hidden={ desk.task.responses.len() < 2 } aria-label={ w::RESPONSES }>
            { for desk.task.responses.iter().enumerate().map(|(at, response)| {
                let label = view! { ctx, { unseen(ctx, &ctx.with(w::RESPONSE, "")) }{ letter(at) } };
                let view = toggle(ctx, label, desk.view.response == at, Msg::ResponseChosen(at));
                view! { ctx, <span key={ &response.id }>{ view }</span> }
            }) }
        </nav>
    }
}

fn safety(ctx: Ctx) -> Html {
    let mut time = String::new();
    let (tone, text) = match question::safety(ctx.model) {
        Safety::Nothing => ("calm", w::SAFE_NOTHING),
        Safety::Keeping => ("busy", w::SAFE_KEEPING),
        Safety::Here => ("here", w::SAFE_HERE),
        Safety::Sending => ("busy", w::SAFE_SENDING),
        Safety::There(at) => {
            time = time::clock(at, ctx.model.config.zone);
            ("ok", w::SAFE_THERE)
        }
        Safety::Offline => ("warn", w::SAFE_OFFLINE),
        Safety::Retrying => ("warn", w::SAFE_RETRYING),
        Safety::LeaseLost => ("bad", w::SAFE_LOST),
        Safety::ReadOnly => ("warn", w::SAFE_READ_ONLY),
        Safety::SignIn => ("bad", w::SAFE_SIGN_IN),
        Safety::Refused => ("bad", w::SAFE_REFUSED),
        Safety::Unsafe => ("bad", w::SAFE_UNSAFE),
    };
    view! { ctx,
        <span class="saved" data-safety={ tone }><i class="dot" class={ tone } aria-hidden="true"></i>{ (text, &time) }</span>
    }
}

fn time_spent(ctx: Ctx, desk: &Desk) -> Html {
    let spent = time::hours(desk.draft.time().active_ms);
    let cap = desk.task.minutes.map(|minutes| ctx.with(w::TIME_CAP, &time::hours(minutes * 60_000.0)));
    let paused = desk.clock.is_idle(ctx.model.now);
    view! { ctx,
        <span class="time" class:paused={ paused } title={ w::TIME_TITLE }>
            { spent }{ " " }<small>{ cap }</small><small hidden={ !paused }>{ " " }{ w::PAUSED }</small>
        </span>
    }
}

/// What stands over everything else: a lost lease, a lost session, another tab, objections, a submission that waits.
fn banners(ctx: Ctx, desk: &Desk) -> Html {
    let failure = desk.submitting.as_ref().and_then(|one| one.failure.as_ref()).or(desk.sync.failure.as_ref());
    let signed_out = failure
        .is_some_and(|failure| matches!(failure, Failure::Refused(refused) if refused.refusal == Refusal::SignIn));
    let refused = desk.sync.failure.as_ref().filter(|failure| !failure.may_pass() && !signed_out);
    let download = |ctx: Ctx| button(ctx, "", w::DOWNLOAD, Msg::DownloadWanted);
    let mut banners = Vec::new();
    let mut banner = |key: &'static str, body: Html| {
        banners.push(view! { ctx, <div class="banner" class={ key } key={ key }>{ body }</div> });
    };
    if desk.lease.lost {
        banner(
            "lost",
            view! { ctx,
                <p><b>{ w::LOST_TITLE }</b>{ " " }{ w::LOST_TEXT }</p>
                { button(ctx, "", w::ASK_AGAIN, Msg::ClaimWanted(Some(desk.task.id.clone()))) }{ download(ctx) }
            },
        );
    }
    if !desk.mine {
        banner(
            "tab",
            view! { ctx, <p>{ word::READ_ONLY }</p>{ button(ctx, "", word::TAKE_OVER, Msg::TakeOverWanted) } },
        );
    }
    if signed_out {
        banner(
            "sign-in",
            view! { ctx,
                <p>{ w::SIGN_IN_TEXT }</p>{ button(ctx, "", w::CONTINUE, Msg::RetryWanted) }{ download(ctx) }
            },
        );
    }
    if let Some(failure) = refused {
        banner(
            "refused",
            view! { ctx,
                <p>{ question::failure_text(failure, ctx.lang) }</p>
                { button(ctx, "", w::TRY_NOW, Msg::RetryWanted) }{ download(ctx) }
            },
        );
    }
    if !desk.objections.is_empty() {
        let each = desk.objections.iter();
        let each = each.map(|place| view! { ctx, <li>{ &place.detail }{ " " }<code>{ &place.pointer }</code></li> });
        banner("objections", view! { ctx, <p><b>{ w::OBJECTIONS }</b></p><ul>{ for each }</ul> });
    }
    if let Some(submitting) = desk.submitting.as_ref().filter(|_| !signed_out) {
        let waits = submitting.failure.as_ref().map(|failure| question::failure_text(failure, ctx.lang));
        banner(
            "submitting",
            view! { ctx,
                <p role="status">{ &waits }{ " " }{ if waits.is_some() { w::SUBMIT_WAITS } else { w::SUBMITTING } }</p>
                <button type="button" hidden={ waits.is_none() } onclick={ Msg::RetryWanted }>{ w::TRY_NOW }</button>
            },
        );
    }
    view! { ctx,
        <section class="banners" key="banners" hidden={ banners.is_empty() } aria-label={ w::STATE }>{ for banners }</section>
    }
}

/// Where there is room for one pane, which one.
fn pane_tabs(ctx: Ctx, desk: &Desk) -> Html {
    let in_page = question::in_page(ctx.model);
    let pane = if in_page && desk.view.pane == 1 { 2 } else { desk.view.pane };
    let panes = [(0, w::TASK), (1, w::PANE_TEXT), (2, w::PANE_JUDGE)];
    view! { ctx,
        <nav class="tabs pane-tabs" key="pane-tabs" aria-label={ w::PANES }>
            { for panes.into_iter().filter(|(at, _)| !(in_page && *at == 1)).map(|(at, name)| toggle_word(ctx, name, pane == at, Msg::PaneChosen(at))) }
        </nav>
    }
}

fn judge(ctx: Ctx, desk: &Desk) -> Html {
    let sides = question::sides(desk);
    let tab = |side: &Side| {
        let (name, count) = match side {
            Side::Review => (w::REVIEW, 0),
            Side::Rubric => (w::RUBRIC, 0),
            Side::Issues => (w::ISSUES, question::issues_of(desk).len()),
            Side::Steps => (w::STEPS, question::steps(desk).len()),
            Side::Claims => (claims::words::CLAIMS, question::claims(desk).len()),
            Side::Changes => (w::CHANGES, desk.draft.edits(desk.response_id()).len()),
            Side::Compare => (w::COMPARISON, 0),
            Side::Clashes => (w::TWO_VERSIONS, question::open_clashes(desk)),
        };
        let label = view! { ctx, { name }<small hidden={ count == 0 }>{ " " }{ count }</small> };
        let view = toggle(ctx, label, desk.view.side == *side, Msg::SideChosen(*side));
        view! { ctx, <span key={ side.word() }>{ view }</span> }
    };
    let panel = match desk.view.side {
        Side::Review => review::view(ctx, desk),
        Side::Rubric if desk.task.asks(Part::Rubric) => author::grid::view(ctx, desk),
        Side::Rubric => rubric::view(ctx, desk),
        Side::Issues => issues::view(ctx, desk),
        Side::Steps => steps::view(ctx, desk),
        Side::Claims => claims::view(ctx, desk),
        Side::Changes => changes::view(ctx, desk),
        Side::Compare => compare::view(ctx, desk),
        Side::Clashes => settle::clashes(ctx, desk),
    };
    let empty = !desk.task.asks(Part::Scores) && sides.is_empty();
    view! { ctx,
        <aside class="judge" key="judge" aria-label={ w::JUDGEMENT } hidden={ empty }>
            <div class="judge-bar"><div class="tabs">{ for sides.iter().map(tab) }</div></div>
            <div class="panel" key={ join(&[desk.view.side.word(), " ", desk.response_id()]) }>{ panel }</div>
        </aside>
    }
}

fn notices(ctx: Ctx) -> Html {
    let notices = ctx.model.notices.iter().filter(|notice| notice.word != word::READ_ONLY);
    view! { ctx,
        <div role="status">
            { for notices.map(|notice| view! { ctx,
                <div class="notice" class={ if notice.tone == Tone::Calm { "calm" } else { "firm" } } key={ notice.id }>
                    <p>{ (notice.word, &notice.detail) }</p>
                    { close(ctx, Msg::NoticeClosed(notice.id)) }
                </div>
            }) }
        </div>
    }
}
