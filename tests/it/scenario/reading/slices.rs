//! A long text is read while it is painted, and to its end at once where anything is done to it.

use crate::scenario::day::{Day, TASK};
use corrigenda::app::desk::Page;
use corrigenda::app::{Msg, Timer};
use corrigenda::markup::parse;
use corrigenda::text::Span;
use std::rc::Rc;

const FIRST: &str = "The product is **46**";
const LAST: &str = "the very end";

/// A day with a text of about 300 kB, a formula near its end.
fn day() -> Day {
    let words = "Some words of *it*, as they are written.\\n\\n- one\\n- two\\n\\n".repeat(5_000);
    Day::at_work(&TASK.replace(FIRST, &format!("{FIRST}\\n\\n{words}And $x^2$ at {LAST}")))
}

fn page(day: &Day) -> &Page {
    day.model.desk().expect("a desk").page().expect("a page")
}

fn is_whole(page: &Page) -> bool {
    *page.original_tree == parse(&page.original) && Rc::ptr_eq(&page.original_tree, &page.corrected_tree)
}

#[test]
fn a_long_text_is_read_a_little_ahead_of_what_is_painted_until_all_of_it_is() {
    let mut day = day();
    assert!(!is_whole(page(&day)) && page(&day).original_tree.blocks.len() > 100);
    let mut frames = 0;
    while day.waits.contains_key(&Timer::Paint) {
        let painted = day.model.desk().map_or(0, |desk| desk.view.painted);
        assert!(is_whole(page(&day)) || page(&day).original_tree.starts.last() > Some(&painted));
        day.elapse(Timer::Paint);
        frames += 1;
    }
    assert!(frames > 5 && is_whole(page(&day)));
    let formulas = &day.model.desk().expect("a desk").formulas;
    assert!(formulas.get("x^2", false).is_some(), "what comes late is set as well");
}

#[test]
fn what_is_done_before_all_is_painted_finds_the_whole_text() {
    let mut marked = day();
    let end = page(&marked).original.find(LAST).expect("the end");
    marked.send(Msg::Selected(Span::new(end, end + LAST.len())));
    assert!(is_whole(page(&marked)));

    let mut typed = day();
    let text = format!("{} And more.\n\n[a]: http://b.c\n", page(&typed).original);
    typed.type_text(&text);
    assert_eq!(*page(&typed).corrected_tree, parse(&text));
    assert_eq!(*page(&typed).original_tree, parse(&page(&typed).original));
}
