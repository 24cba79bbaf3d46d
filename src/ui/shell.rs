//! The whole workbench: bar, panes, foot, and what is open over them.

use super::judge::{changes, compare, issues, rubric};
use super::kit::{Ctx, Send, toggle, unseen};
use super::time;
use super::words as w;
use super::{dialog, foot, stage, surface, task};
use crate::app::question::{self, Safety};
use crate::app::{Command, Desk, Dialog, Model, Msg, Side, Stage, Tone, word};
use crate::protocol::{Failure, Refusal};
use crate::task::Part;
use yew::prelude::*;

/// The workbench.
pub fn workbench(model: &Model, send: &Send) -> Html {
    let ctx = Ctx::new(model, send);
    let theme = model.theme().word();
    html! {
        <div class="workbench" lang={ ctx.lang.word() } data-theme={ theme } data-font={ model.settings.font.word() }
            data-size={ model.settings.size.to_string() } data-stage={ stage_name(model) }>
            { match &model.stage {
                Stage::Working(desk) => desk_view(ctx, desk),
                _ => stage::view(ctx),
            } }
            <div class="notices" key="notices">{ notices(ctx) }</div>
            <div class="unseen" key="said" aria-live="polite">{ model.said.clone() }</div>
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
    let drawer = desk.view.drawer.then_some("drawer-open");
    let pane = format!("pane-{}", desk.view.pane);
    html! {
        <div class={ classes!("desk", drawer, pane) } key="desk" data-ready={ desk.task.id.clone() }>
            { bar(ctx, desk) }
            { banners(ctx, desk) }
            { pane_tabs(ctx, desk) }
            { task::view(ctx, desk) }
            { surface::view(ctx, desk) }
            { judge(ctx, desk) }
            { foot::view(ctx, desk) }
        </div>
    }
}

fn bar(ctx: Ctx, desk: &Desk) -> Html {
    let task = &desk.task;
    let domain = task.domains.first().or(task.queue.as_ref()).cloned();
    html! {
        <header class="bar" key="bar">
            <div class="bar-task">
                <button type="button" class="quiet drawer-button" aria-expanded={ desk.view.drawer.to_string() }
                    aria-label={ ctx.say(if desk.view.drawer { w::CLOSE_DRAWER } else { w::OPEN_DRAWER }) }
                    onclick={ ctx.click(Msg::DrawerToggled) }><span aria-hidden="true">{ "☰" }</span></button>
                <span class="chip" hidden={ domain.is_none() }>{ domain.unwrap_or_default() }</span>
                <h1 lang={ task.language.clone() } dir="auto">{ title(desk) }</h1>
            </div>
            { responses(ctx, desk) }
            <div class="bar-state">
                { safety(ctx) }
                { time_spent(ctx, desk) }
                <button type="button" class="quiet icon" aria-label={ ctx.say(w::SETTINGS) } title={ ctx.say(w::SETTINGS) }
                    onclick={ ctx.click(Msg::DialogChosen(Some(Dialog::Settings))) }><span aria-hidden="true">{ "Aa" }</span></button>
                <button type="button" class="quiet icon" aria-label={ ctx.say(w::KEYS) } title={ ctx.say(w::KEYS) }
                    onclick={ ctx.click(Msg::Commanded(Command::Help)) }>{ ctx.key(Command::Help) }</button>
            </div>
        </header>
    }
}

fn title(desk: &Desk) -> String {
    if desk.task.title.is_empty() { desk.task.id.clone() } else { desk.task.title.clone() }
}

/// The letter of a response: models stay unnamed.
pub fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map_or_else(|| (at + 1).to_string(), |at| char::from(b'A' + at).to_string())
}

fn responses(ctx: Ctx, desk: &Desk) -> Html {
    let several = desk.task.responses.len() > 1;
    html! {
        <nav class="tabs responses" hidden={ !several } aria-label={ ctx.say(w::RESPONSES) }>
            { for desk.task.responses.iter().enumerate().map(|(at, response)| {
                let label = html! { <>{ unseen(&w::RESPONSE.with(ctx.lang, "")) }{ letter(at) }</> };
                let view = toggle(ctx, label, desk.view.response == at, Msg::ResponseChosen(at));
                html! { <span key={ response.id.clone() }>{ view }</span> }
            }) }
        </nav>
    }
}

fn safety(ctx: Ctx) -> Html {
    let (tone, text) = match question::safety(ctx.model) {
        Safety::Nothing => ("calm", ctx.say(w::SAFE_NOTHING).to_owned()),
        Safety::Keeping => ("busy", ctx.say(w::SAFE_KEEPING).to_owned()),
        Safety::Here => ("here", ctx.say(w::SAFE_HERE).to_owned()),
        Safety::Sending => ("busy", ctx.say(w::SAFE_SENDING).to_owned()),
        Safety::There(at) => ("ok", w::SAFE_THERE.with(ctx.lang, time::clock(at, ctx.model.config.zone))),
        Safety::Offline => ("warn", ctx.say(w::SAFE_OFFLINE).to_owned()),
        Safety::Retrying => ("warn", ctx.say(w::SAFE_RETRYING).to_owned()),
        Safety::LeaseLost => ("bad", ctx.say(w::SAFE_LOST).to_owned()),
        Safety::ReadOnly => ("warn", ctx.say(w::SAFE_READ_ONLY).to_owned()),
        Safety::SignIn => ("bad", ctx.say(w::SAFE_SIGN_IN).to_owned()),
        Safety::Refused => ("bad", ctx.say(w::SAFE_REFUSED).to_owned()),
        Safety::Unsafe => ("bad", ctx.say(w::SAFE_UNSAFE).to_owned()),
    };
    html! {
        <span class="saved" data-safety={ tone }><i class={ classes!("dot", tone) } aria-hidden="true"></i>{ text }</span>
    }
}

fn time_spent(ctx: Ctx, desk: &Desk) -> Html {
    let spent = time::hours(desk.draft.annotation().time.active_ms);
    let cap = desk.task.minutes.map(|minutes| w::TIME_CAP.with(ctx.lang, time::hours(minutes * 60_000.0)));
    let paused = desk.clock.is_idle(ctx.model.now);
    html! {
        <span class={ classes!("time", paused.then_some("paused")) } title={ ctx.say(w::TIME_TITLE) }>
            { spent }{ " " }<small>{ cap.unwrap_or_default() }</small>
            <small hidden={ !paused }>{ " " }{ ctx.say(w::PAUSED) }</small>
        </span>
    }
}

/// What stands over everything else: a lost lease, a lost session, another tab, objections, a submission that waits.
fn banners(ctx: Ctx, desk: &Desk) -> Html {
    let failure = desk.submitting.as_ref().and_then(|one| one.failure.as_ref()).or(desk.sync.failure.as_ref());
    let signed_out = failure
        .is_some_and(|failure| matches!(failure, Failure::Refused(refused) if refused.refusal == Refusal::SignIn));
    let refused = desk.sync.failure.as_ref().filter(|failure| !failure.may_pass() && !signed_out);
    let download = html! {
        <button type="button" onclick={ ctx.click(Msg::DownloadWanted) }>{ ctx.say(w::DOWNLOAD) }</button>
    };
    let mut banners = Vec::new();
    if desk.lease.lost {
        let again = ctx.click(Msg::ClaimWanted(Some(desk.task.id.clone())));
        banners.push((
            "lost",
            html! {
                <><p><b>{ ctx.say(w::LOST_TITLE) }</b>{ " " }{ ctx.say(w::LOST_TEXT) }</p>
                <button type="button" onclick={ again }>{ ctx.say(w::ASK_AGAIN) }</button>{ download.clone() }</>
            },
        ));
    }
    if !desk.mine {
        banners.push(("tab", html! {
            <><p>{ ctx.say(word::READ_ONLY) }</p>
            <button type="button" onclick={ ctx.click(Msg::TakeOverWanted) }>{ ctx.say(word::TAKE_OVER) }</button></>
        }));
    }
    if signed_out {
        banners.push(("sign-in", html! {
            <><p>{ ctx.say(w::SIGN_IN_TEXT) }</p>
            <button type="button" onclick={ ctx.click(Msg::RetryWanted) }>{ ctx.say(w::CONTINUE) }</button>{ download.clone() }</>
        }));
    }
    if let Some(failure) = refused {
        banners.push(("refused", html! {
            <><p>{ question::failure_text(failure, ctx.lang) }</p>
            <button type="button" onclick={ ctx.click(Msg::RetryWanted) }>{ ctx.say(w::TRY_NOW) }</button>{ download.clone() }</>
        }));
    }
    if !desk.objections.is_empty() {
        let each = desk
            .objections
            .iter()
            .map(|place| html! { <li>{ &place.detail }{ " " }<code>{ &place.pointer }</code></li> });
        banners.push(("objections", html! { <><p><b>{ ctx.say(w::OBJECTIONS) }</b></p><ul>{ for each }</ul></> }));
    }
    if let Some(submitting) = &desk.submitting
        && !signed_out
    {
        let waits = submitting.failure.as_ref().map(|failure| question::failure_text(failure, ctx.lang));
        let text = if waits.is_some() { w::SUBMIT_WAITS } else { w::SUBMITTING };
        banners.push(("submitting", html! {
            <><p role="status">{ waits.clone().unwrap_or_default() }{ " " }{ ctx.say(text) }</p>
            <button type="button" hidden={ waits.is_none() } onclick={ ctx.click(Msg::RetryWanted) }>{ ctx.say(w::TRY_NOW) }</button></>
        }));
    }
    html! {
        <section class="banners" key="banners" hidden={ banners.is_empty() } aria-label={ ctx.say(w::STATE) }>
            { for banners.into_iter().map(|(key, view)| html! { <div class={ classes!("banner", key) } key={ key }>{ view }</div> }) }
        </section>
    }
}

/// Where there is room for one pane, which one.
fn pane_tabs(ctx: Ctx, desk: &Desk) -> Html {
    let panes = [(0, w::TASK), (1, w::PANE_TEXT), (2, w::PANE_JUDGE)];
    html! {
        <nav class="tabs pane-tabs" key="pane-tabs" aria-label={ ctx.say(w::PANES) }>
            { for panes.into_iter().map(|(at, name)| {
                toggle(ctx, html! { { ctx.say(name) } }, desk.view.pane == at, Msg::PaneChosen(at))
            }) }
        </nav>
    }
}

fn judge(ctx: Ctx, desk: &Desk) -> Html {
    let sides = question::sides(desk);
    let tab = |side: &Side| {
        let name = match side {
            Side::Rubric => w::RUBRIC,
            Side::Issues => w::ISSUES,
            Side::Changes => w::CHANGES,
            Side::Compare => w::COMPARISON,
        };
        let count = match side {
            Side::Issues => question::issues_of(desk).len(),
            Side::Changes => desk.draft.edits(desk.response_id()).len(),
            _ => 0,
        };
        let count = html! { <small hidden={ count == 0 }>{ " " }{ count }</small> };
        let label = html! { <>{ ctx.say(name) }{ count }</> };
        let view = toggle(ctx, label, desk.view.side == *side, Msg::SideChosen(*side));
        html! { <span key={ side.word() }>{ view }</span> }
    };
    let panel = match desk.view.side {
        Side::Rubric => rubric::view(ctx, desk),
        Side::Issues => issues::view(ctx, desk),
        Side::Changes => changes::view(ctx, desk),
        Side::Compare => compare::view(ctx, desk),
    };
    let empty = !desk.task.asks(Part::Scores) && sides.is_empty();
    html! {
        <aside class="judge" key="judge" aria-label={ ctx.say(w::JUDGEMENT) } hidden={ empty }>
            <div class="judge-bar"><div class="tabs">{ for sides.iter().map(tab) }</div></div>
            <div class="panel" key={ format!("{} {}", desk.view.side.word(), desk.response_id()) }>{ panel }</div>
        </aside>
    }
}

fn notices(ctx: Ctx) -> Html {
    html! {
        <div role="status">
            { for ctx.model.notices.iter().filter(|notice| notice.word != word::READ_ONLY).map(|notice| {
                let tone = if notice.tone == Tone::Calm { "calm" } else { "firm" };
                html! {
                    <div class={ classes!("notice", tone) } key={ notice.id.to_string() }>
                        <p>{ notice.word.with(ctx.lang, &notice.detail) }</p>
                        <button type="button" class="quiet icon" aria-label={ ctx.say(w::CLOSE) }
                            onclick={ ctx.click(Msg::NoticeClosed(notice.id)) }><span aria-hidden="true">{ "×" }</span></button>
                    </div>
                }
            }) }
        </div>
    }
}
