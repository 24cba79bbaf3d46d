//! Two texts scrolled together by what stands for what: a place of the one is led to the other between the nearest two ties.
//!
//! The height at which they are held together goes down as the text does: at the top above, at the end below. So both begin and
//! end together, however long each is.

use super::{block, rounded};
use web_sys::{Element, NodeList};

/// What stands for something on the other side carries its name here, in the order of both texts.
const TIE: &str = "data-tie";

/// Where the follower has to stand; none where nothing ties the two.
pub(super) fn by_tie(leader: &Element, follower: &Element) -> Option<i32> {
    let ties = leader.query_selector_all("[data-tie]").ok().filter(|ties| ties.length() > 0)?;
    let share = f64::from(leader.scroll_top()) / f64::from((leader.scroll_height() - leader.client_height()).max(1));
    let line = share.clamp(0.0, 1.0) * f64::from(leader.client_height());
    let at = f64::from(leader.scroll_top()) + line;
    let behind = first_behind(&ties, leader, at)?;
    let tie = |index: Option<u32>| -> Option<(f64, f64)> {
        let own = block(&ties, index?)?;
        let name = own.get_attribute(TIE)?;
        let other = follower.query_selector(&["[data-tie='", &name, "']"].concat()).ok().flatten()?;
        Some((offset(leader, &own), offset(follower, &other)))
    };
    let ends = (f64::from(leader.scroll_height()), f64::from(follower.scroll_height()));
    let from = tie(behind.checked_sub(1)).unwrap_or((0.0, 0.0));
    let to = tie(Some(behind)).unwrap_or(ends);
    let part = ((at - from.0) / (to.0 - from.0).max(1.0)).clamp(0.0, 1.0);
    let there = from.1 + part * (to.1 - from.1).max(0.0);
    let line = share.clamp(0.0, 1.0) * f64::from(follower.client_height());
    Some(rounded((there - line).max(0.0)))
}

/// Where an element stands in the whole of what is scrolled.
pub(super) fn offset(scrolled: &Element, element: &Element) -> f64 {
    element.get_bounding_client_rect().top() - scrolled.get_bounding_client_rect().top()
        + f64::from(scrolled.scroll_top())
}

/// The first tie that stands below a height.
fn first_behind(ties: &NodeList, leader: &Element, height: f64) -> Option<u32> {
    let (mut low, mut high) = (0, ties.length());
    while low < high {
        let middle = low.midpoint(high);
        if offset(leader, &block(ties, middle)?) <= height {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Some(low)
}
