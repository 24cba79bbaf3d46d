//! Typing right in the tracked text: each key is a recorded change, and the caret goes where an editor expects it.

use super::day::{Day, TASK};
use corrigenda::app::tracked::{Keystroke, LineAt, RunKind, Tracked};
use corrigenda::app::{Command, Compared, Msg};
use corrigenda::text::Step;

fn day(text: &str) -> Day {
    let original = "The product is **46**, because 12 × 4 = 46.\\n\\nÜber 40 is large.";
    let mut day = Day::at_work(&TASK.replace(original, text));
    day.send(Msg::ComparedChosen(Compared::Typed));
    day.command(Command::Correct);
    day
}

fn tracked(day: &Day) -> &Tracked {
    day.model.desk().expect("a desk").tracked.as_ref().expect("the tracked text")
}

/// What is seen, deleted text in `-`, inserted in `+`.
fn seen(day: &Day) -> String {
    let mut seen = Vec::new();
    for line in &tracked(day).lines {
        let runs = line.runs.iter().map(|run| match run.kind {
            RunKind::Same => run.text.clone(),
            RunKind::Inserted => format!("+{}+", run.text),
            RunKind::Deleted => format!("-{}-", run.text),
        });
        seen.push(runs.collect::<String>());
    }
    seen.join("\n")
}

fn caret(day: &Day) -> usize {
    day.model.desk().expect("a desk").view.field_caret.expect("a caret")
}

fn at(day: &Day, line: usize, column: usize) -> LineAt {
    LineAt { line: tracked(day).lines[line].id, column }
}

fn strike(day: &mut Day, from: LineAt, to: LineAt, stroke: Keystroke) {
    day.send(Msg::Struck { from, to, stroke });
}

/// Strikes at the caret as it stands.
fn here(day: &mut Day, stroke: Keystroke) {
    let spot = tracked(day).spot(caret(day), corrigenda::app::tracked::Beside::Behind);
    strike(day, spot, spot, stroke);
}

fn insert(text: &str) -> Keystroke {
    Keystroke::Insert(text.into())
}

#[test]
fn what_is_deleted_stays_struck_through_and_what_is_typed_is_marked() {
    let mut day = day("The cat sat.");
    let end = at(&day, 0, 7);
    strike(&mut day, end, end, Keystroke::Back(Step::Grapheme));
    assert_eq!((seen(&day).as_str(), caret(&day)), ("The -cat-+ca+ sat.", 6));
    for _ in 0..2 {
        here(&mut day, Keystroke::Back(Step::Grapheme));
    }
    assert_eq!((seen(&day).as_str(), caret(&day)), ("The -cat- sat.", 4));
    // Backspace behind a deletion takes what is before it.
    let behind = at(&day, 0, 7);
    strike(&mut day, behind, behind, Keystroke::Back(Step::Grapheme));
    assert_eq!(seen(&day), "The- cat- sat.");
    for letter in ["g", "o"] {
        here(&mut day, insert(letter));
    }
    assert_eq!(day.document().corrections[0].text, "Thego sat.");
}

#[test]
fn typing_back_what_was_there_leaves_no_change() {
    let mut day = day("The cat sat.");
    let (from, to) = (at(&day, 0, 4), at(&day, 0, 7));
    strike(&mut day, from, to, insert("dog"));
    assert_eq!(seen(&day), "The -cat-+dog+ sat.");
    let (from, to) = (at(&day, 0, 7), at(&day, 0, 10));
    strike(&mut day, from, to, insert("cat"));
    assert_eq!(seen(&day), "The cat sat.");
    assert!(day.document().corrections.is_empty());
}

#[test]
fn lines_are_broken_joined_and_replaced_as_a_whole() {
    let mut day = day("One.\\nTwo.");
    let end = at(&day, 0, 4);
    strike(&mut day, end, end, insert("\n"));
    assert_eq!((tracked(&day).lines.len(), caret(&day)), (3, 5));
    here(&mut day, Keystroke::Back(Step::Grapheme));
    assert_eq!(seen(&day), "One.\nTwo.");
    let start = at(&day, 1, 0);
    strike(&mut day, start, start, Keystroke::Back(Step::Grapheme));
    assert_eq!(day.document().corrections[0].text, "One.Two.");
    day.command(Command::Undo);
    let (from, to) = (at(&day, 0, 0), at(&day, 1, 4));
    strike(&mut day, from, to, insert("שלום 🙂"));
    assert_eq!(day.document().corrections[0].text, "שלום 🙂");
    here(&mut day, Keystroke::Back(Step::Grapheme));
    assert_eq!(day.document().corrections[0].text, "שלום ");
}

#[test]
fn line_ends_of_two_characters_are_kept_and_made() {
    let mut day = day("One.\\r\\nTwo.");
    let end = at(&day, 1, 4);
    strike(&mut day, end, end, insert("\nThree."));
    assert_eq!(day.document().corrections[0].text, "One.\r\nTwo.\r\nThree.");
    let start = at(&day, 1, 0);
    strike(&mut day, start, start, Keystroke::Back(Step::Grapheme));
    assert_eq!(day.document().corrections[0].text, "One.Two.\r\nThree.");
}

#[test]
fn what_an_input_method_wrote_is_read_back_wherever_it_stands() {
    let mut day = day("The cat sat.");
    let (from, to) = (at(&day, 0, 4), at(&day, 0, 7));
    strike(&mut day, from, to, Keystroke::Back(Step::Grapheme));
    let line = tracked(&day).lines[0].id;
    // The browser put it into the deleted text's element.
    day.send(Msg::Redrawn { line: Some(line), text: "The cat日本 sat.".into(), column: Some(9) });
    assert_eq!(seen(&day), "The -cat-+日本+ sat.");
    assert_ne!(tracked(&day).lines[0].id, line, "the line is drawn anew");
    let epoch = tracked(&day).epoch;
    day.send(Msg::Redrawn { line: None, text: "The cat日本語 sat.".into(), column: None });
    assert_eq!(day.document().corrections[0].text, "The 日本語 sat.");
    assert_eq!(tracked(&day).epoch, epoch + 1);
    // A composition that came to nothing changes nothing but the nodes.
    let (line, before) = (tracked(&day).lines[0].id, day.document());
    day.send(Msg::Redrawn { line: Some(line), text: "The cat日本語 sat.".into(), column: Some(5) });
    assert_eq!(day.document().corrections, before.corrections);
}

#[test]
fn undo_takes_a_run_of_typing_back_and_puts_the_caret_there() {
    let mut day = day("The cat sat.");
    let end = at(&day, 0, 11);
    strike(&mut day, end, end, insert(" "));
    here(&mut day, insert("down"));
    assert_eq!(day.document().corrections[0].text, "The cat sat down.");
    day.command(Command::Undo);
    assert_eq!(seen(&day), "The cat sat.");
    assert_eq!(caret(&day), 11);
    day.command(Command::Redo);
    assert_eq!(day.document().corrections[0].text, "The cat sat down.");
}

#[test]
fn whatever_is_struck_where_the_lines_are_the_corrected_text() {
    let mut random = fastrand::Rng::with_seed(11);
    let mut day = day("Ein Größe-Text.\\n\\n- 🙂 eins\\n- e\u{301} zwei\\n\\n| a | b |\\nשלום עולם");
    for _ in 0..400 {
        let count = tracked(&day).lines.len();
        let mut spot = |day: &Day| {
            let line = random.usize(..count);
            at(day, line, random.usize(..14))
        };
        let (from, to) = (spot(&day), spot(&day));
        let to = if random.bool() { from } else { to };
        let strokes = [
            insert("x"),
            insert("ü 🙂"),
            insert("\n"),
            Keystroke::Back(Step::Grapheme),
            Keystroke::On(Step::Word),
            Keystroke::Back(Step::Word),
            Keystroke::LineBack,
            Keystroke::LineOn,
        ];
        let stroke = strokes[random.usize(..strokes.len())].clone();
        strike(&mut day, from, to, stroke);
        if random.u8(..8) == 0 {
            day.command(Command::Undo);
        }
        let desk = day.model.desk().expect("a desk");
        let corrected = desk.draft.corrected(desk.response_id()).to_owned();
        let tracked = tracked(&day);
        let live = |kind: RunKind| kind != RunKind::Deleted;
        let lines = tracked.lines.iter().map(|line| -> String {
            line.runs.iter().filter(|run| live(run.kind)).map(|run| run.text.as_str()).collect()
        });
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), corrected);
        let mut ids: Vec<u64> = tracked.lines.iter().map(|line| line.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), tracked.lines.len(), "every line has a name of its own");
    }
}

#[test]
fn a_step_back_takes_one_place_one_replacement_one_paste() {
    let mut day = day("The cat sat on a mat.");
    let text =
        |day: &Day| day.document().corrections.first().map_or("The cat sat on a mat.".into(), |one| one.text.clone());
    let spot = |day: &Day, place| tracked(day).spot(place, corrigenda::app::tracked::Beside::Behind);
    let end = spot(&day, 7);
    strike(&mut day, end, end, insert("s"));
    here(&mut day, insert("!"));
    here(&mut day, Keystroke::Back(Step::Grapheme));
    // Elsewhere, over what is selected, and pasted: each a step of its own, however soon it comes.
    let end = spot(&day, 21);
    strike(&mut day, end, end, insert("t"));
    here(&mut day, insert("s"));
    let (from, to) = (spot(&day, 9), spot(&day, 12));
    strike(&mut day, from, to, insert("l"));
    here(&mut day, insert("ay"));
    here(&mut day, insert(" in a bed or"));
    here(&mut day, insert("!"));
    let mut steps = vec![text(&day)];
    for _ in 0..5 {
        day.command(Command::Undo);
        steps.push(text(&day));
    }
    let expected = [
        "The cats lay in a bed or! on a matts.",
        "The cats lay in a bed or on a matts.",
        "The cats lay on a matts.",
        "The cats sat on a matts.",
        "The cats sat on a mat.",
        "The cat sat on a mat.",
    ];
    assert_eq!(steps, expected);
    for expected in expected.iter().rev().skip(1) {
        day.command(Command::Redo);
        assert_eq!(text(&day), *expected);
    }
    // What is typed after a step back is no part of the step before it.
    day.command(Command::Undo);
    here(&mut day, insert("y"));
    day.command(Command::Undo);
    assert_eq!(text(&day), "The cats lay in a bed or on a matts.");
}
