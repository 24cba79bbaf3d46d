//! Of very many notes only those near what is seen are there: which blocks of the text that is.
//!
//! The margin says for which it has notes (`data-sight`, two numbers); where it does not, it has them all.

use std::ops::Range;
use web_sys::{DomRect, Element, HtmlCollection};

/// What is needed reaches so far beyond the screen, in screens; what is asked for, so far.
const NEEDED: f64 = 0.25;
const NEAR: f64 = 1.0;
/// What is there reaches at most so far beyond the screen, in screens, before it goes.
const SPARE: f64 = 2.0;

/// The blocks that the margin has notes for; none where it has all.
pub(super) fn shown(margin: &Element) -> Option<Range<usize>> {
    let said = margin.get_attribute("data-sight")?;
    let (start, end) = said.split_once(' ')?;
    Some(start.parse().ok()?..end.parse().ok()?)
}

/// The blocks that it should have notes for; none where it has them.
pub(super) fn wanted(article: &Element, shown: &Range<usize>) -> Option<Range<usize>> {
    let pane = article.closest("[data-scroll]").ok().flatten()?.get_bounding_client_rect();
    if pane.height() <= 0.0 {
        return None;
    }
    let covers = |all: &Range<usize>, part: &Range<usize>| all.start <= part.start && part.end <= all.end;
    let within = |screens: f64| within(article, &pane, screens * pane.height());
    if covers(shown, &within(NEEDED)) && covers(&within(SPARE), shown) {
        return None;
    }
    let near = within(NEAR);
    (near != *shown).then_some(near)
}

/// The blocks of an article that are so near to what is seen of it, in pixels. Only sections in which it begins and ends are laid out.
fn within(article: &Element, pane: &DomRect, room: f64) -> Range<usize> {
    let sections = article.children();
    let count = |section: u32| sections.item(section).map_or(0, |one| one.child_element_count());
    let edge = |reached: &dyn Fn(&DomRect) -> bool| {
        let section = first(&sections, reached);
        let before: u32 = (0..section).map(count).sum();
        let inside = sections.item(section).map_or(0, |section| first(&section.children(), reached));
        (before + inside) as usize
    };
    let start = edge(&|rect| rect.bottom() > pane.top() - room);
    let end = edge(&|rect| rect.bottom() > pane.bottom() + room);
    // The one that is cut by the edge is within.
    start..end.max(start) + 1
}

/// The first of elements below each other that is reached; their number where none is.
fn first(elements: &HtmlCollection, reached: &dyn Fn(&DomRect) -> bool) -> u32 {
    let (mut low, mut high) = (0, elements.length());
    while low < high {
        let middle = low.midpoint(high);
        if elements.item(middle).is_some_and(|element| reached(&element.get_bounding_client_rect())) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Some of the blocks of an article.
pub(super) fn blocks(article: &Element, shown: &Range<usize>) -> Vec<Element> {
    let sections = article.children();
    let mut found = Vec::new();
    let mut begun = 0;
    for section in (0..sections.length()).filter_map(|at| sections.item(at)) {
        let length = section.child_element_count() as usize;
        let part = shown.start.max(begun)..shown.end.min(begun + length);
        let children = section.children();
        found.extend(part.filter_map(|at| children.item(u32::try_from(at - begun).ok()?)));
        begun += length;
    }
    found
}
