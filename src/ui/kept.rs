//! One of many cards: it is made anew only where what it shows changed.
//!
//! A key in a list of two hundred steps concerns one of them or two. Whoever lists the cards says of each what it shows, and
//! a card that shows the same as before costs the comparison of that and nothing else. What has the attention shows more
//! than can be listed, and is made anew every time.

use super::kit::Ctx;
use super::template::{Html, Send, view};
use crate::app::{Desk, Model};
use crate::task::Task;
use std::any::Any;
use std::rc::Rc;
use yew::virtual_dom::{Key, VComp, VNode};
use yew::{Component, Context, Properties};

/// Where the state is looked at when a card is made: later than its list, of the same state.
pub type Look = Rc<dyn Fn(&mut dyn FnMut(&Model))>;

/// A card by what it shows.
struct Card<T> {
    shows: T,
    paint: fn(Ctx, &Desk, &T) -> Html,
}

trait Painted: Any {
    /// Whether another card shows the same.
    fn same(&self, other: &dyn Any) -> bool;
    fn paint(&self, ctx: Ctx, desk: &Desk) -> Html;
}

impl<T: PartialEq + 'static> Painted for Card<T> {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| self.shows == other.shows)
    }

    fn paint(&self, ctx: Ctx, desk: &Desk) -> Html {
        (self.paint)(ctx, desk, &self.shows)
    }
}

#[derive(Properties, Clone)]
struct Props {
    card: Rc<dyn Painted>,
    /// Whose names it says, in whose language.
    task: Rc<Task>,
    /// Whether it is made anew whatever it shows.
    anew: bool,
    send: Send,
    look: Look,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        let two: &dyn Any = &*other.card;
        !self.anew && !other.anew && Rc::ptr_eq(&self.task, &other.task) && self.card.same(two)
    }
}

struct Kept;

impl Component for Kept {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> yew::Html {
        let props = context.props();
        let mut made = yew::Html::default();
        (props.look)(&mut |model| {
            let ctx = Ctx::new(model, &props.send, &props.look);
            if let Some(desk) = model.desk() {
                made = props.card.paint(ctx, desk).node();
            }
        });
        made
    }
}

/// The card of a list that `paint` makes of what it shows, which has to be all that it depends on, but for the task.
/// Where it is made `anew` every time, it may depend on anything.
pub fn kept<T: PartialEq + 'static>(
    ctx: Ctx,
    desk: &Desk,
    key: &str,
    shows: T,
    anew: bool,
    paint: fn(Ctx, &Desk, &T) -> Html,
) -> Html {
    let (card, task) = (Rc::new(Card { shows, paint }), Rc::clone(&desk.task));
    let props = Props { card, task, anew, send: ctx.send.clone(), look: Rc::clone(ctx.look) };
    let card = VNode::from(VComp::new::<Kept>(Rc::new(props), Some(Key::from(key))));
    view! { ctx, { card } }
}
