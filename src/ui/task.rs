//! The task: what was asked, what may be relied on, how to work.

use super::kit::Ctx;
use super::text::plain_text;
use super::words as w;
use crate::app::{Desk, Msg};
use crate::markup::Tree;
use crate::task::{Role, Source};
use std::rc::Rc;
use yew::prelude::*;

/// The task pane.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    html! {
        <aside class="task" key="task" aria-label={ ctx.say(w::TASK) } lang={ desk.task.language.clone() } tabindex="0">
            <button type="button" class="quiet drawer-close" onclick={ ctx.click(Msg::DrawerToggled) }>{ ctx.say(w::CLOSE) }</button>
            { conversation(ctx, desk) }
            { sources(ctx, desk) }
            { attachments(ctx, desk) }
            { instructions(ctx, desk) }
            { reference(ctx, desk) }
        </aside>
    }
}

fn conversation(ctx: Ctx, desk: &Desk) -> Html {
    let turns = desk.task.turns.iter().zip(&desk.pages.turns);
    html! {
        <section key="turns" hidden={ desk.task.turns.is_empty() }>
            <h2 lang={ ctx.lang.word() }>{ ctx.say(if desk.task.turns.len() > 1 { w::CONVERSATION } else { w::TASK }) }</h2>
            { for turns.map(|(turn, tree)| {
                let role = match turn.role {
                    Role::User => w::ROLE_USER,
                    Role::Assistant => w::ROLE_ASSISTANT,
                    Role::System => w::ROLE_SYSTEM,
                    Role::Tool => w::ROLE_TOOL,
                };
                html! {
                    <div class={ classes!("turn", turn.role.word()) } key={ turn.id.clone() }>
                        <b class="role" lang={ ctx.lang.word() } hidden={ desk.task.turns.len() < 2 }>{ ctx.say(role) }</b>
                        <div dir="auto">{ plain_text(tree, &turn.text, ctx.send) }</div>
                    </div>
                }
            }) }
        </section>
    }
}

fn sources(ctx: Ctx, desk: &Desk) -> Html {
    let sources = desk.task.sources.iter().zip(&desk.pages.sources);
    html! {
        <section key="sources" hidden={ desk.task.sources.is_empty() }>
            <h2 lang={ ctx.lang.word() }>{ ctx.say(w::SOURCES) }{ " " }<span class="count">{ desk.task.sources.len() }</span></h2>
            <div class="sources">{ for sources.map(|(source, tree)| source_view(ctx, source, tree)) }</div>
        </section>
    }
}

fn source_view(ctx: Ctx, source: &Source, tree: &Rc<Tree>) -> Html {
    let address = source.url.as_ref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let link = address.map(|url| {
        html! {
            <a class="outward" href={ url.clone() } target="_blank" rel="noopener noreferrer nofollow">{ url.clone() }</a>
        }
    });
    let title = if source.title.is_empty() { source.id.clone() } else { source.title.clone() };
    html! {
        <details class="source" key={ source.id.clone() } data-source={ source.id.clone() } dir="auto">
            <summary>{ title }</summary>
            <div class="source-text">{ plain_text(tree, &source.text, ctx.send) }{ link.unwrap_or_default() }</div>
        </details>
    }
}

fn attachments(ctx: Ctx, desk: &Desk) -> Html {
    html! {
        <section key="attachments" hidden={ desk.task.attachments.is_empty() }>
            <h2 lang={ ctx.lang.word() }>{ ctx.say(w::ATTACHMENTS) }</h2>
            <ul class="attachments">
                { for desk.task.attachments.iter().map(|file| {
                    let title = if file.title.is_empty() { file.id.clone() } else { file.title.clone() };
                    let safe = file.url.starts_with("https://") || file.url.starts_with("http://") || !file.url.contains(':');
                    let kind = file.media_type.clone().unwrap_or_default();
                    html! {
                        <li key={ file.id.clone() }>
                            <a href={ safe.then(|| file.url.clone()) } target="_blank" rel="noopener noreferrer">{ title }</a>
                            <span class="muted">{ " " }{ kind }</span>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

fn instructions(ctx: Ctx, desk: &Desk) -> Html {
    let Some(instructions) = &desk.task.instructions else {
        return html! { <section key="instructions" hidden=true></section> };
    };
    let version = if instructions.version.is_empty() { String::new() } else { format!("v{}", instructions.version) };
    html! {
        <section key="instructions" class="instructions">
            <h2 lang={ ctx.lang.word() }>{ ctx.say(w::INSTRUCTIONS) }{ " " }<span class="count">{ version }</span></h2>
            <div dir="auto">{ plain_text(&desk.pages.instructions, &instructions.text, ctx.send) }</div>
        </section>
    }
}

/// The reference answer, folded: it is a person's word, and reading it first would anchor the judgement.
fn reference(ctx: Ctx, desk: &Desk) -> Html {
    let Some(reference) = &desk.task.reference else {
        return html! { <section key="reference" hidden=true></section> };
    };
    html! {
        <section key="reference">
            <details class="source">
                <summary lang={ ctx.lang.word() }>{ ctx.say(w::REFERENCE) }</summary>
                <div class="source-text" dir="auto">{ plain_text(&desk.pages.reference, &reference.text, ctx.send) }</div>
            </details>
        </section>
    }
}
