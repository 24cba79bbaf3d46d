//! Views of one text scroll together: all elements with `data-tied`.
//!
//! Where sentences of both stand for each other (`data-tie`), those are at the same height; a text field is led by the blocks
//! of a view of its text (`data-b`, how long each is); where both have as many blocks, the same one is at the top of both; else
//! they keep their proportion.

mod field;
pub mod mirror;
mod ties;

use mirror::Mirror;

use super::frame::Throttle;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, NodeList, ShadowRoot};

/// What scrolls on its own is not followed, give or take the rounding.
const ROUNDING: i32 = 2;
/// So many frames more what follows is put right.
const AGAIN: u8 = 3;

/// The views that scroll together.
pub struct Ties {
    root: ShadowRoot,
    /// Where we put an element: its scroll event is the echo of that.
    echoes: RefCell<Vec<(Element, i32)>>,
    throttle: Rc<Throttle>,
    /// The text field once more, as long as it is scrolled through.
    mirror: RefCell<Option<Mirror>>,
}

/// Listens for as long as what it answers is kept.
pub fn watch(ties: &Rc<Ties>) -> EventListener {
    let (ties, root) = (Rc::clone(ties), ties.root.clone());
    let options = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: true };
    EventListener::new_with_options(&root, "scroll", options, move |event| {
        let leader = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(leader) = leader.filter(|leader| leader.has_attribute("data-tied")) {
            ties.moved(leader);
        }
    })
}

impl Ties {
    /// The views below a root.
    #[must_use]
    pub fn new(root: &ShadowRoot) -> Rc<Self> {
        Rc::new(Self {
            root: root.clone(),
            echoes: RefCell::default(),
            throttle: Rc::default(),
            mirror: RefCell::default(),
        })
    }

    /// Each was put where it shall be: none follows another now.
    pub fn stand(&self) {
        let Ok(tied) = self.root.query_selector_all("[data-tied]") else { return };
        let elements = (0..tied.length()).filter_map(|index| tied.get(index)?.dyn_into::<Element>().ok());
        self.echoes.replace(elements.map(|element| (element.clone(), element.scroll_top())).collect());
    }

    fn moved(self: &Rc<Self>, leader: Element) {
        let mut echoes = self.echoes.borrow_mut();
        let echo = echoes.iter().position(|(element, _)| *element == leader).map(|at| echoes.swap_remove(at));
        drop(echoes);
        if echo.is_some_and(|(_, top)| (top - leader.scroll_top()).abs() <= ROUNDING) {
            return;
        }
        self.follow_soon(leader, AGAIN);
    }

    fn follow_soon(self: &Rc<Self>, leader: Element, again: u8) {
        let ties = Rc::clone(self);
        self.throttle.ask(move || {
            // Blocks that were never painted have a guessed height: once they are in sight, it is the real one.
            if ties.follow(&leader) && again > 0 {
                ties.follow_soon(leader, again - 1);
            }
        });
    }

    /// Whether one had to move.
    fn follow(&self, leader: &Element) -> bool {
        let mut moved = false;
        let Ok(tied) = self.root.query_selector_all("[data-tied]") else { return false };
        for follower in (0..tied.length()).filter_map(|index| tied.get(index)?.dyn_into::<Element>().ok()) {
            if follower == *leader || follower.client_height() == 0 {
                continue;
            }
            let top = ties::by_tie(leader, &follower);
            let top = top.or_else(|| field::by_text(leader, &follower, &self.mirror));
            let top = top.or_else(|| by_block(leader, &follower));
            let top = top.unwrap_or_else(|| by_share(leader, &follower));
            if (top - follower.scroll_top()).abs() <= ROUNDING {
                continue;
            }
            follower.set_scroll_top(top);
            self.echoes.borrow_mut().push((follower.clone(), follower.scroll_top()));
            moved = true;
        }
        moved
    }
}

fn by_share(leader: &Element, follower: &Element) -> i32 {
    let room = |element: &Element| f64::from((element.scroll_height() - element.client_height()).max(1));
    rounded(f64::from(leader.scroll_top()) / room(leader) * room(follower))
}

/// Where the follower has to stand so that the leader's topmost block is its topmost too.
fn by_block(leader: &Element, follower: &Element) -> Option<i32> {
    let (theirs, ours) = (blocks(leader)?, blocks(follower)?);
    if theirs.length() != ours.length() {
        return None;
    }
    let edge = leader.get_bounding_client_rect().top();
    let at = topmost(&theirs, edge)?;
    let rect = block(&theirs, at)?.get_bounding_client_rect();
    let part = ((edge - rect.top()) / rect.height().max(1.0)).clamp(0.0, 1.0);
    let rect = block(&ours, at)?.get_bounding_client_rect();
    let away = rect.top() - follower.get_bounding_client_rect().top() + part * rect.height();
    Some(rounded(f64::from(follower.scroll_top()) + away))
}

fn blocks(element: &Element) -> Option<NodeList> {
    element.query_selector_all("[data-b]").ok().filter(|blocks| blocks.length() > 0)
}

fn block(blocks: &NodeList, index: u32) -> Option<Element> {
    blocks.get(index)?.dyn_into().ok()
}

/// The last block that begins above an edge; the first where there is none.
fn topmost(blocks: &NodeList, edge: f64) -> Option<u32> {
    let (mut low, mut high) = (0, blocks.length());
    while low < high {
        let middle = low.midpoint(high);
        if block(blocks, middle)?.get_bounding_client_rect().top() <= edge {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Some(low.saturating_sub(1))
}

#[allow(clippy::cast_possible_truncation, reason = "a position on the screen")]
fn rounded(pixels: f64) -> i32 {
    pixels.round() as i32
}
