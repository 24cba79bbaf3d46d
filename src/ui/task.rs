//! The task: what was asked, what may be relied on, how to work.

use super::kit::{Ctx, button, join};
use super::template::{Act, Html, view};
use super::text::plain_text;
use super::words as w;
use crate::app::{Desk, Msg, Word};
use crate::markup::Tree;
use crate::task::{Role, Source};
use std::rc::Rc;

/// The task pane.
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    view! { ctx,
        <aside class="task" key="task" aria-label={ w::TASK } lang={ &desk.task.language } tabindex="0">
            { button(ctx, "quiet drawer-close", w::CLOSE, Msg::DrawerToggled) }
            { conversation(ctx, desk) }
            { sources(ctx, desk) }
            { attachments(ctx, desk) }
            { instructions(ctx, desk) }
            { reference(ctx, desk) }
            { note(ctx, desk) }
        </aside>
    }
}

/// The word to the reviewer.
#[inline(never)]
fn note(ctx: Ctx, desk: &Desk) -> Html {
    let text = desk.draft.annotation().note.as_deref().unwrap_or_default();
    view! { ctx,
        <section key="note" hidden={ desk.reviews() } lang={ ctx.lang.word() }>
            { heading(ctx, w::NOTE, None) }
            <textarea rows="2" dir="auto" data-at="note-words" aria-label={ w::NOTE } placeholder={ w::NOTE_HINT } readonly={ !desk.may_edit() }
                value={ text } oninput={ Act::value("", |_, text| Msg::NoteTyped(text)) } />
        </section>
    }
}

/// A part's heading, with how many or which it is.
fn heading(ctx: Ctx, name: Word, count: Option<String>) -> Html {
    view! { ctx,
        <h2 lang={ ctx.lang.word() }>{ name }{ " " }<span class="count" hidden={ count.is_none() }>{ count }</span></h2>
    }
}

fn conversation(ctx: Ctx, desk: &Desk) -> Html {
    let turns = desk.task.turns.iter().zip(&desk.pages.turns);
    let several = desk.task.turns.len() > 1;
    view! { ctx,
        <section key="turns" hidden={ desk.task.turns.is_empty() }>
            { heading(ctx, if several { w::CONVERSATION } else { w::TASK }, None) }
            { for turns.map(|(turn, tree)| {
                let role = match turn.role {
                    Role::User => w::ROLE_USER,
                    Role::Assistant => w::ROLE_ASSISTANT,
                    Role::System => w::ROLE_SYSTEM,
                    Role::Tool => w::ROLE_TOOL,
                };
                view! { ctx,
                    <div class="turn" class={ turn.role.word() } key={ &turn.id }>
                        <b class="role" lang={ ctx.lang.word() } hidden={ !several }>{ role }</b>
                        <div dir="auto">{ plain_text(ctx, tree, &turn.text) }</div>
                    </div>
                }
            }) }
        </section>
    }
}

fn sources(ctx: Ctx, desk: &Desk) -> Html {
    let sources = desk.task.sources.iter().zip(&desk.pages.sources);
    view! { ctx,
        <section key="sources" hidden={ desk.task.sources.is_empty() }>
            { heading(ctx, w::SOURCES, Some(desk.task.sources.len().to_string())) }
            <div class="sources">{ for sources.map(|(source, tree)| source_view(ctx, source, tree)) }</div>
        </section>
    }
}

fn source_view(ctx: Ctx, source: &Source, tree: &Rc<Tree>) -> Html {
    let address = source.url.as_ref().filter(|url| is_web(url));
    let link = address.map(|url| {
        view! { ctx, <a class="outward" href={ url } target="_blank" rel="noopener noreferrer nofollow">{ url }</a> }
    });
    view! { ctx,
        <details class="source" key={ &source.id } data-source={ &source.id } dir="auto">
            <summary>{ if source.title.is_empty() { &source.id } else { &source.title } }</summary>
            <div class="source-text">{ plain_text(ctx, tree, &source.text) }{ link }</div>
        </details>
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn attachments(ctx: Ctx, desk: &Desk) -> Html {
    view! { ctx,
        <section key="attachments" hidden={ desk.task.attachments.is_empty() }>
            { heading(ctx, w::ATTACHMENTS, None) }
            <ul class="attachments">
                { for desk.task.attachments.iter().map(|file| {
                    let safe = is_web(&file.url) || !file.url.contains(':');
                    view! { ctx,
                        <li key={ &file.id }>
                            <a href={ safe.then_some(&file.url) } target="_blank" rel="noopener noreferrer">
                                { if file.title.is_empty() { &file.id } else { &file.title } }</a>
                            <span class="muted">{ " " }{ &file.media_type }</span>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

fn instructions(ctx: Ctx, desk: &Desk) -> Html {
    let Some(instructions) = &desk.task.instructions else {
        return view! { ctx, <section key="instructions" hidden=true></section> };
    };
    let version = &instructions.version;
    let version = (!version.is_empty()).then(|| join(&["v", version]));
    view! { ctx,
        <section key="instructions" class="instructions">
            { heading(ctx, w::INSTRUCTIONS, version) }
            <div dir="auto">{ plain_text(ctx, &desk.pages.instructions, &instructions.text) }</div>
        </section>
    }
}

/// The reference answer, folded: it is a person's word, and reading it first would anchor the judgement.
fn reference(ctx: Ctx, desk: &Desk) -> Html {
    let Some(reference) = &desk.task.reference else {
        return view! { ctx, <section key="reference" hidden=true></section> };
    };
    view! { ctx,
        <section key="reference">
            <details class="source">
                <summary lang={ ctx.lang.word() }>{ w::REFERENCE }</summary>
                <div class="source-text" dir="auto">{ plain_text(ctx, &desk.pages.reference, &reference.text) }</div>
            </details>
        </section>
    }
}
