//! The ends of a mark are moved by key and dragged, are said, and are undone.

use crate::scenario::day::{Day, TASK};
use corrigenda::app::{Command, Focus, Msg};
use corrigenda::text::Span;

const TEXT: &str = "The product is **46**";

/// A day whose text has words to be marked, with one of them marked: `here` in `text`.
fn marked(text: &str, here: &str) -> Day {
    let mut day = Day::at_work(&TASK.replace(TEXT, text));
    let start = original(&day).find(here).expect("the words");
    day.send(Msg::Selected(Span { start, end: start + here.len() }));
    day.command(Command::Choose1);
    day
}

fn original(day: &Day) -> String {
    day.model.desk().expect("a desk").page().expect("a page").original.to_string()
}

fn quotes(day: &Day) -> Vec<String> {
    day.document().issues.into_iter().filter_map(|issue| issue.span).map(|span| span.exact).collect()
}

#[test]
fn the_keys_of_the_caret_move_the_end_then_the_start_by_letter_word_and_sentence() {
    let mut day = marked("One two three four. Five six. Seven", "three");
    day.command(Command::Ends);
    assert!(day.model.said.contains("the end of the mark"), "{}", day.model.said);
    day.command(Command::WordNext);
    assert_eq!((quotes(&day), day.model.said.as_str()), (vec!["three four".to_owned()], "three four"));
    day.command(Command::LetterPrevious);
    assert_eq!(quotes(&day), ["three fou"]);
    day.command(Command::ExtendSentenceNext);
    assert_eq!(quotes(&day), ["three four."]);
    day.command(Command::Ends);
    assert!(day.model.said.contains("the start of the mark"), "{}", day.model.said);
    day.command(Command::WordPrevious);
    assert_eq!(quotes(&day), ["two three four."]);
    day.command(Command::LetterNext);
    assert_eq!(quotes(&day), ["wo three four."]);
    // The third time the keys move the caret again.
    day.command(Command::Ends);
    day.command(Command::WordNext);
    assert_eq!(quotes(&day), ["wo three four."]);
}

#[test]
fn a_mark_never_becomes_empty_or_cuts_a_character() {
    let mut day = marked("One e\u{301}e two", "e\u{301}e");
    day.command(Command::Ends);
    for _ in 0..5 {
        day.command(Command::LetterPrevious);
    }
    assert_eq!(quotes(&day), ["e\u{301}"]);
    let id = day.document().issues.first().expect("an issue").id.clone();
    let start = original(&day).find('e').expect("the letter") + 2;
    for at in 0..original(&day).len() + 3 {
        day.send(Msg::EndMoved { id: id.clone(), start: true, at });
        let quote = quotes(&day).concat();
        assert!(!quote.is_empty() && !quote.starts_with('\u{301}'), "{quote:?} from {at}");
    }
    assert!(start > 0);
}

#[test]
fn what_was_moved_is_undone_in_one_step() {
    let mut day = marked("One two three four", "two");
    day.command(Command::Ends);
    day.command(Command::WordNext);
    day.command(Command::WordNext);
    assert_eq!(quotes(&day), ["two three four"]);
    day.command(Command::Undo);
    assert_eq!(quotes(&day), ["two"]);
    day.command(Command::Redo);
    assert_eq!(quotes(&day), ["two three four"]);
}

#[test]
fn an_end_is_dragged_of_the_mark_that_has_the_attention_alone() {
    let mut day = marked("One two three four", "two");
    let id = day.document().issues.first().expect("an issue").id.clone();
    let at = original(&day).find(" four").expect("the words");
    day.send(Msg::EndMoved { id: id.clone(), start: false, at });
    assert_eq!(quotes(&day), ["two three"]);
    day.send(Msg::Focused(Focus::None));
    day.send(Msg::EndMoved { id, start: false, at: at + 5 });
    assert_eq!(quotes(&day), ["two three"]);
}

#[test]
fn in_a_formula_the_ends_stand_at_its_terms() {
    let mut day = marked("So $a + b + c$ is", "a");
    day.elapse(corrigenda::app::Timer::Paint);
    day.command(Command::Ends);
    day.command(Command::LetterNext);
    day.command(Command::LetterNext);
    assert_eq!(quotes(&day), ["a + b"]);
}
