//! Going through changes: keep, revert one or many, split, join, and what is said of them.

use super::day::{Day, TASK};
use corrigenda::annotation::CorrectedText;
use corrigenda::app::{Command, Compared, Focus, Lang, Listed, Mode, Msg, question};
use corrigenda::text::Span;

/// The task, with a text that has something to correct.
const TEXT: &str = "We sold 1,200 units in May, and the cat sat on a mat.\\n\\nMiddle.\\n\\nThe **end** is near.";

fn day() -> Day {
    let original = "The product is **46**, because 12 × 4 = 46.\\n\\nÜber 40 is large.";
    assert!(TASK.contains(original), "the golden task changed");
    let mut day = Day::at_work(&TASK.replace(original, TEXT));
    day.command(Command::Correct);
    day
}

fn text(day: &Day) -> String {
    day.model.desk().expect("a desk").page().expect("a page").corrected.to_string()
}

fn replace(day: &mut Day, old: &str, new: &str) {
    let before = text(day);
    assert!(before.contains(old), "{old} is not in {before}");
    day.type_text(&before.replacen(old, new, 1));
    day.now += 5_000.0;
}

fn ids(day: &Day) -> Vec<String> {
    let desk = day.model.desk().expect("a desk");
    desk.draft.edits(desk.response_id()).iter().map(|edit| edit.id.clone()).collect()
}

/// Every change as "old>new".
fn changes(day: &Day) -> Vec<String> {
    let desk = day.model.desk().expect("a desk");
    let edits = desk.draft.edits(desk.response_id()).iter();
    edits.map(|edit| format!("{}>{}", edit.span.exact, edit.insert)).collect()
}

fn new(day: &Day) -> usize {
    day.model.desk().expect("a desk").view.round.new.len()
}

fn focus(day: &Day) -> Focus {
    day.model.desk().expect("a desk").view.focus.clone()
}

/// What one pastes: three changes at once.
fn paste(day: &mut Day) {
    let after = text(day).replace("1,200", "1,344").replace("Middle.", "Centre.").replace("near", "far away");
    day.type_text(&after);
    day.now += 5_000.0;
}

#[test]
fn changes_that_come_at_once_are_gone_through_and_kept_or_reverted_by_one_key() {
    let mut day = day();
    paste(&mut day);
    assert_eq!(changes(&day), ["1,200>1,344", "Middle>Centre", "near>far away"]);
    assert_eq!(new(&day), 3);
    let all = ids(&day);
    day.command(Command::NextChange);
    day.command(Command::PreviousChange);
    day.send(Msg::Focused(Focus::Edit(all[0].clone())));
    day.command(Command::Keep);
    assert_eq!((new(&day), focus(&day)), (2, Focus::Edit(all[1].clone())));
    day.command(Command::Remove);
    assert_eq!((new(&day), focus(&day)), (1, Focus::Edit(all[2].clone())));
    day.command(Command::Keep);
    assert_eq!(new(&day), 0);
    assert_eq!(changes(&day), ["1,200>1,344", "near>far away"]);
}

#[test]
fn what_one_types_oneself_needs_no_second_look() {
    let mut day = day();
    replace(&mut day, "1,200", "1,344");
    replace(&mut day, "near", "far");
    assert_eq!(new(&day), 0);
}

#[test]
fn what_is_to_be_looked_at_survives_a_killed_tab() {
    let mut day = day();
    paste(&mut day);
    day.command(Command::Read);
    day.open_page();
    assert_eq!(new(&day), 3);
}

#[test]
fn all_changes_or_those_of_a_category_are_reverted_at_once_and_undo_brings_them_back() {
    let mut day = day();
    for (old, new) in [("1,200", "1,344"), ("Middle", "Centre"), ("near", "far")] {
        replace(&mut day, old, new);
    }
    let all = ids(&day);
    for id in &all[..2] {
        day.send(Msg::EditCategoryChosen(id.clone(), Some("fact".into())));
    }
    let desk = day.model.desk().expect("a desk");
    let kinds = question::changes_by_kind(desk);
    assert_eq!(kinds, [(Listed::Category("fact".into()), 2), (Listed::Bare, 1)]);
    day.send(Msg::ListedChosen(Listed::Category("fact".into())));
    day.send(Msg::ListedReverted);
    assert_eq!(changes(&day), ["near>far"]);
    assert_eq!(day.model.said, "2 changes taken back.");
    day.command(Command::Undo);
    assert_eq!(changes(&day).len(), 3);
    day.send(Msg::ListedReverted);
    assert_eq!(changes(&day), [""; 0]);
    day.command(Command::Undo);
    assert_eq!(ids(&day), all);
}

#[test]
fn changes_within_a_selection_are_reverted_together() {
    let mut day = day();
    for (old, new) in [("1,200", "1,344"), ("Middle", "Centre"), ("near", "far")] {
        replace(&mut day, old, new);
    }
    day.send(Msg::CaretPlaced { anchor: 70, head: 3 });
    day.send(Msg::ListedChosen(Listed::Selected));
    day.send(Msg::ListedReverted);
    assert_eq!(changes(&day), ["near>far"]);
}

#[test]
fn a_change_is_split_where_it_keeps_something_and_joined_again_with_its_reason() {
    let mut day = day();
    replace(&mut day, "the cat sat on a mat", "the dog sat on a rug");
    let id = ids(&day).first().cloned().expect("a change");
    day.send(Msg::EditRationaleTyped(id.clone(), "It was a dog.".into()));
    let before = text(&day);
    if changes(&day).len() == 1 {
        day.command(Command::Split);
    }
    assert_eq!(changes(&day), ["cat>dog", "mat>rug"]);
    assert_eq!(text(&day), before);
    let first = ids(&day)[0].clone();
    day.send(Msg::Focused(Focus::Edit(first.clone())));
    day.command(Command::Merge);
    assert_eq!(changes(&day), ["cat sat on a mat>dog sat on a rug"]);
    assert_eq!(ids(&day), [first]);
    assert_eq!(text(&day), before);
    // In two at the caret, in the middle of "sat".
    let at = before.find("sat").expect("a place") + 1;
    day.send(Msg::CaretPlaced { anchor: at, head: at });
    day.command(Command::Split);
    assert_eq!(changes(&day), ["cat>dog", "mat>rug"]);
    let desk = day.model.desk().expect("a desk");
    let reasons = desk.draft.edits(desk.response_id()).iter().map(|edit| edit.rationale.as_deref());
    assert!(reasons.into_iter().all(|reason| reason == Some("It was a dog.")));
    assert_eq!(text(&day), before);
}

#[test]
fn what_cannot_be_split_or_joined_says_so_and_stays() {
    let mut day = day();
    replace(&mut day, "Middle", "Centre");
    let (id, before) = (ids(&day)[0].clone(), changes(&day));
    day.send(Msg::Focused(Focus::Edit(id)));
    day.command(Command::Split);
    day.command(Command::Merge);
    assert_eq!(changes(&day), before);
    assert_eq!(day.model.notices.len(), 2);
}

#[test]
fn a_change_of_a_number_says_by_how_much_and_a_screen_reader_hears_what_changed() {
    let mut day = day();
    replace(&mut day, "1,200", "1,344");
    day.command(Command::PreviousChange);
    let desk = day.model.desk().expect("a desk");
    let (edit, place) = question::edits_in_corrected(desk)[0];
    assert_eq!(question::number_change(desk, edit, place, Lang::En).as_deref(), Some("1,200 → 1,344 (+12 %)"));
    day.send(Msg::Focused(Focus::None));
    day.command(Command::NextChange);
    assert_eq!(day.model.said, "1 / 1: deleted 1,200; inserted 1,344; ");
}

#[test]
fn stepping_goes_through_what_is_listed() {
    let mut day = day();
    for (old, new) in [("1,200", "1,344"), ("Middle", "Centre"), ("near", "far")] {
        replace(&mut day, old, new);
    }
    let all = ids(&day);
    day.send(Msg::EditCategoryChosen(all[1].clone(), Some("fact".into())));
    day.send(Msg::Focused(Focus::None));
    day.send(Msg::ListedChosen(Listed::Bare));
    day.command(Command::NextChange);
    day.command(Command::NextChange);
    assert_eq!(focus(&day), Focus::Edit(all[2].clone()));
}

#[test]
fn only_changes_is_a_view_that_is_kept() {
    let mut day = day();
    day.send(Msg::ComparedChosen(Compared::Only));
    day.command(Command::Read);
    day.command(Command::Correct);
    day.open_page();
    let view = &day.model.desk().expect("a desk").view;
    assert_eq!((view.mode, view.compared), (Mode::Correct, Compared::Only));
}

/// Types by both ways over a stretch of a text field's text: the whole text told, and the stretch alone.
fn assert_told_alike(text: &str, pieces: &[&str]) {
    let original = "The product is **46**, because 12 × 4 = 46.\\n\\nÜber 40 is large.";
    let task = TASK.replace(original, &text.replace('\r', "\\r").replace('\n', "\\n"));
    let field = text.replace("\r\n", "\n");
    let places: Vec<usize> = field.char_indices().map(|(at, _)| at).chain([field.len()]).collect();
    for (number, start) in places.iter().copied().enumerate() {
        for end in places.iter().copied().skip(number).take(4) {
            for piece in pieces {
                let new = [&field[..start], piece, &field[end..]].concat();
                let units = |text: &str| text.encode_utf16().count();
                let (mut whole, mut part) = (Day::at_work(&task), Day::at_work(&task));
                let caret = Some(units(&field[..start]) + units(piece));
                whole.send(Msg::Typed { text: new.clone(), caret });
                let span = Span { start: units(&field[..start]), end: units(&field[..end]) };
                part.send(Msg::TypedOver { span, insert: (*piece).into(), length: units(&new) });
                let made =
                    |day: &Day| day.document().corrections.first().map(|one| (one.text.clone(), changes_in(one)));
                assert_eq!(made(&whole), made(&part), "{field:?} {start}..{end} {piece:?}");
            }
        }
    }
}

fn changes_in(made: &CorrectedText) -> Vec<(usize, usize, String)> {
    made.edits.iter().map(|edit| (edit.span.start, edit.span.end, edit.insert.clone())).collect()
}

#[test]
fn what_is_typed_over_a_stretch_is_what_typing_the_whole_text_is() {
    let pieces = ["", "l", "\n", "😁", "\u{301}x"];
    assert_told_alike("The bell.\n\n- e\u{301}l 😀 ll\nÜber", &pieces);
    assert_told_alike("A\r\nll\r\n\r\nB", &pieces);
}

#[test]
fn a_text_field_that_shows_another_text_is_written_anew() {
    let mut day = day();
    let version = |day: &Day| day.model.desk().expect("a desk").view.field_version;
    let before = (text(&day), version(&day));
    day.send(Msg::TypedOver { span: Span { start: 3, end: 3 }, insert: "x".into(), length: 7 });
    assert_eq!((text(&day), version(&day)), (before.0, before.1 + 1));
}

#[test]
fn who_takes_changes_back_by_key_goes_on_to_the_next() {
    let mut day = day();
    for (old, new) in [("1,200", "1,344"), ("Middle", "Centre"), ("near", "far")] {
        replace(&mut day, old, new);
    }
    let all = ids(&day);
    day.command(Command::NextChange);
    day.send(Msg::Focused(Focus::Edit(all[1].clone())));
    let focus = |day: &Day| day.model.desk().expect("a desk").view.focus.clone();
    for next in [&all[2], &all[0]] {
        day.command(Command::Remove);
        assert_eq!(focus(&day), Focus::Edit(next.clone()));
    }
    day.command(Command::Remove);
    assert_eq!(focus(&day), Focus::None);
    // Where the change is only under the caret, the caret stays what one works with.
    replace(&mut day, "near", "far");
    replace(&mut day, "Middle", "Centre");
    let place = text(&day).find("Centre").expect("the word") + 2;
    day.send(Msg::CaretPlaced { anchor: place, head: place });
    day.command(Command::Remove);
    assert_eq!((changes(&day), focus(&day)), (vec!["near>far".to_owned()], Focus::None));
}

const FIRST: &str = "The red house was sold in May of that year.";
const SECOND: &str = "Nothing else was said of the matter, nor was it asked about.";
const THIRD: &str = "It rained for a week and then the river rose.";

/// A text of three sentences.
fn sentences() -> (Day, String) {
    let text = [FIRST, SECOND, THIRD].join(" ");
    let original = "The product is **46**, because 12 × 4 = 46.\\n\\nÜber 40 is large.";
    (Day::at_work(&TASK.replace(original, &text)), text)
}

/// What each change of a move carries, and whether they are one.
fn carried(day: &Day) -> Vec<(String, String, bool)> {
    let desk = day.model.desk().expect("a desk");
    let edits = desk.draft.edits(desk.response_id());
    let one = |edit: &corrigenda::annotation::CorrectionEdit| {
        let half = corrigenda::annotation::carried::partner(edits, edit).is_some();
        (edit.span.exact.trim().to_owned(), edit.insert.trim().to_owned(), half)
    };
    edits.iter().map(one).collect()
}

#[test]
fn a_sentence_that_is_cut_and_pasted_elsewhere_is_a_move_with_one_reason_and_one_way_back() {
    let (mut day, text) = sentences();
    day.type_text(&[SECOND, THIRD].join(" "));
    let cut = text.replace(&format!("{FIRST} "), "");
    assert_eq!(self::text(&day), cut);
    day.type_text(&[SECOND, THIRD, FIRST].join(" "));
    let halves = [(FIRST.into(), String::new(), true), (String::new(), FIRST.into(), true)];
    assert_eq!(carried(&day), halves);
    let name =
        |day: &Day| day.document().corrections[0].edits.iter().map(|edit| edit.moved.clone()).collect::<Vec<_>>();
    assert!(name(&day)[0].is_some() && name(&day)[0] == name(&day)[1], "{:?}", name(&day));
    // A reason for one half is the reason of both.
    let all = ids(&day);
    day.send(Msg::EditRationaleTyped(all[1].clone(), "First things last.".into()));
    assert_eq!(question::orphans(day.model.desk().expect("a desk")).0, 0);
    // What changes in it leaves it a move; what makes it another sentence does not.
    replace(&mut day, "house", "barn");
    let barn = FIRST.replace("house", "barn");
    assert_eq!(carried(&day), [(FIRST.into(), String::new(), true), (String::new(), barn.clone(), true)]);
    replace(&mut day, &barn, "Quite another sentence stands here now, about something else.");
    assert!(carried(&day).iter().all(|(_, _, half)| !half), "{:?}", carried(&day));
    assert!(name(&day).iter().all(Option::is_none));
    day.command(Command::Undo);
    assert!(carried(&day).iter().all(|(_, _, half)| *half), "{:?}", carried(&day));
    // Half of it is not taken back.
    day.send(Msg::EditReverted(ids(&day)[0].clone()));
    assert_eq!((changes(&day).len(), self::text(&day)), (0, text));
    day.command(Command::Undo);
    assert_eq!(carried(&day).len(), 2);
}

#[test]
fn a_text_that_comes_with_its_sentences_in_another_order_shows_what_moved() {
    let (mut day, _) = sentences();
    day.type_text(&[THIRD, FIRST, SECOND].join(" "));
    assert_eq!(carried(&day), [(String::new(), THIRD.into(), true), (THIRD.into(), String::new(), true)]);
}
