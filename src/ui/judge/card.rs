//! What the cards of issues, changes and criteria are made of.

use crate::app::Word;
use crate::app::{Focus, Msg, keymap};
use crate::task::Taxonomy;
use crate::ui::kit::{Ctx, gravity_class, join};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// Something a card can be tied to.
pub struct Link {
    pub id: String,
    pub name: String,
    pub focus: Focus,
}

/// Makes a message of a card's id and of the id of what is tied to it.
pub type Toggle = fn(String, String) -> Msg;

/// What a chip chooses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Chip {
    Category,
    Severity,
}

/// The head of a card: its number, its category, its severity.
pub fn head(ctx: Ctx, number: usize, name: &str, severity: Option<&str>) -> Html {
    view! { ctx, <header><b aria-hidden="true">{ number }</b><span class="name">{ name }</span><em>{ severity }</em></header> }
}

/// Categories and severities to choose from, those chosen pressed, with digits on the kind that keys speak to.
pub fn chips(
    ctx: Ctx,
    taxonomy: &Taxonomy,
    chosen: (&Option<String>, &Option<String>),
    keyed: Option<Chip>,
    msg: &dyn Fn(Chip, &str) -> Msg,
) -> Html {
    let key = |chip: Chip, at: usize| (keyed == Some(chip)).then(|| ctx.some_key(keymap::choice(at)));
    view! { ctx,
        <div class="chips" role="group" aria-label={ w::CATEGORY }>
            { for taxonomy.categories.iter().enumerate().map(|(at, one)| view! { ctx,
                <button type="button" key={ &one.id } aria-pressed={ chosen.0.as_ref() == Some(&one.id) } title={ &one.description }
                    onclick={ msg(Chip::Category, &one.id) }>
                    { taxonomy.category_name(&one.id) }{ key(Chip::Category, at) }
                </button>
            }) }
        </div>
        <div class="chips" role="group" aria-label={ w::SEVERITY }>
            { for taxonomy.severities.iter().enumerate().map(|(at, one)| view! { ctx,
                <button type="button" key={ &one.id } aria-pressed={ chosen.1.as_ref() == Some(&one.id) }
                    class={ gravity_class(taxonomy.gravity(&one.id)) } onclick={ msg(Chip::Severity, &one.id) }>
                    { taxonomy.severity_name(&one.id) }{ key(Chip::Severity, at) }
                </button>
            }) }
        </div>
    }
}

/// What a card is tied to, each with a button that unties it.
pub fn linked(
    ctx: Ctx,
    links: &[Link],
    tied: &dyn Fn(&Link) -> bool,
    card: &str,
    msg: Toggle,
    open: bool,
) -> Vec<Html> {
    let mut views = Vec::new();
    for link in links {
        if tied(link) {
            views.push(view! { ctx,
                <span class="tie" key={ &link.id }>
                    { jump(ctx, &link.name, &link.focus) }
                    <button type="button" class="quiet icon" hidden={ !open } aria-label={ join(&[ctx.say(w::REMOVE), " ", &link.name]) }
                        onclick={ msg(card.to_owned(), link.id.clone()) }>{ "×" }</button>
                </span>
            });
        }
    }
    views
}

/// A list to tie a card to something more.
pub fn choose_link(
    ctx: Ctx,
    links: &[Link],
    tied: &dyn Fn(&Link) -> bool,
    label: Word,
    card: &str,
    msg: Toggle,
    shown: bool,
) -> Html {
    let free = links.iter().filter(|link| !tied(link));
    view! { ctx,
        <select key="link" hidden={ !shown } aria-label={ label } onchange={ Act::value(card, msg) }>
            <option value="" selected=true>{ w::LINK }</option>
            { for free.map(|link| view! { ctx, <option key={ &link.id } value={ &link.id }>{ &link.name }</option> }) }
        </select>
    }
}

/// A button that leads to something.
pub fn jump(ctx: Ctx, name: &str, focus: &Focus) -> Html {
    view! { ctx, <button type="button" class="link" key={ name } onclick={ Msg::Focused(focus.clone()) }>{ name }</button> }
}

/// The beginning of a text that is longer than so many characters.
pub fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => join(&[text.get(..end).unwrap_or_default(), " …"]),
        None => text.to_owned(),
    }
}
