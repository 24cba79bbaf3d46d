//! The tracked text: what is seen of it, and the way from places to columns and back.

use super::*;
use crate::annotation::span_doc;
use crate::json::Map;
use crate::text::{apply, notation};

fn edits(original: &str, list: &[crate::text::Edit]) -> Vec<CorrectionEdit> {
    let edit = |(at, edit): (usize, &crate::text::Edit)| CorrectionEdit {
        id: format!("e{at}"),
        span: span_doc(original, edit.span),
        insert: edit.insert.clone(),
        moved: None,
        category: None,
        severity: None,
        rationale: None,
        answers: Vec::new(),
        extra: Map::new(),
    };
    list.iter().enumerate().map(edit).collect()
}

fn tracked(before: Option<Tracked>, marked: &str) -> (Tracked, String) {
    let marked = notation::read(marked);
    let corrected = apply(&marked.original, marked.edits.iter());
    let edits = edits(&marked.original, &marked.edits);
    (Tracked::of(before, 0, &marked.original, &corrected, &edits), corrected)
}

fn seen(tracked: &Tracked) -> Vec<String> {
    let run = |run: &Run| match run.kind {
        RunKind::Same => run.text.clone(),
        RunKind::Inserted => format!("+{}+", run.text),
        RunKind::Deleted => format!("-{}-", run.text),
    };
    let end = |line: &Line| if line.end_is_new { "+⏎+" } else { "" };
    tracked.lines.iter().map(|line| line.runs.iter().map(run).collect::<String>() + end(line)).collect()
}

#[test]
fn what_was_deleted_stands_in_its_place_and_what_was_inserted_is_marked() {
    let check = |marked: &str, expected: &[&str]| assert_eq!(seen(&tracked(None, marked).0), expected, "{marked}");
    check("", &[""]);
    check("a {~~cat~>dog~~}\n\nb{++ c++}", &["a -cat-+dog+", "", "b+ c+"]);
    check("a{--\n--}b", &["a-⏎-b"]);
    check("a{++\nnew++}\nb", &["a+⏎+", "+new+", "b"]);
    check("{--one\ntwo\n--}three\r\nfour", &["-one\ntwo\n-three", "four"]);
}

#[test]
fn every_place_has_a_spot_that_leads_back_to_it() {
    for marked in [
        "",
        "a {~~cat~>dog~~}\n\nb{++ c++}",
        "ä{--🙂--}e\u{301}\n{++🙂\nx++}y\r\n{--z--}",
        "{--all--}",
        "{++one++}{>>x<<}",
        "שלום {~~עולם~>חבר~~}.",
    ] {
        let (tracked, corrected) = tracked(None, marked);
        for (at, _) in corrected.char_indices().chain([(corrected.len(), ' ')]) {
            if corrected[..at].ends_with('\r') {
                continue;
            }
            for beside in [Beside::Before, Beside::Behind] {
                assert_eq!(tracked.place(tracked.spot(at, beside)), Some(at), "{marked:?} at {at}");
            }
        }
    }
}

#[test]
fn a_caret_stands_before_or_behind_what_was_deleted() {
    let (tracked, _) = tracked(None, "a{--bc--}d {~~x~>y~~}");
    let column = |at, beside| tracked.spot(at, beside).column;
    assert_eq!((column(1, Beside::Before), column(1, Beside::Behind)), (1, 3));
    // In a replacement it stands between what went and what came.
    assert_eq!((column(3, Beside::Before), column(3, Beside::Behind)), (6, 6));
    assert_eq!(column(4, Beside::Behind), 7);
}

#[test]
fn lines_in_which_the_same_is_seen_stay_the_same_ones() {
    let (before, _) = tracked(None, "one\ntwo\nthree\nfour");
    let old = before.lines.clone();
    let (after, _) = tracked(Some(before), "one\ntwo{++ and a half\nnew++}\nthree\nfour");
    let ids: Vec<u64> = after.lines.iter().map(|line| line.id).collect();
    assert_eq!(ids, [1, 2, 5, 3, 4]);
    assert!(Rc::ptr_eq(&old[0], &after.lines[0]) && Rc::ptr_eq(&old[3], &after.lines[4]));
    let (again, _) = tracked(Some(after), "one\ntwo\nthree\nfour");
    let ids: Vec<u64> = again.lines.iter().map(|line| line.id).collect();
    assert_eq!(ids, [1, 2, 3, 4]);
}
