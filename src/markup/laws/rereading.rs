//! Reading again after a change, and reading piece by piece, answer what reading anew does.

use super::{SCRAPS, TRICKY, random_text};
use crate::markup::{Tree, parse, read_on, reparse};
use crate::text::tests::hunt;

fn check(old: &str, new: &str) {
    check_from(&parse(old), old, new);
}

fn check_from(tree: &Tree, old: &str, new: &str) {
    let tree = reparse(tree, old, new);
    assert_eq!(tree, parse(new), "\n old: {old:?}\n new: {new:?}");
}

#[test]
fn every_small_change_to_a_tricky_text_is_read_as_anew() {
    let typed = ["", "a", " ", "\n", "\n\n", "`", "```\n", "- ", "    ", "#", "|", "[a]: b\n", "$", "\\[", ">", "<!--"];
    for (around, typed) in [("", &typed[..4]), ("Before.\n\n", &typed[..])] {
        for source in TRICKY {
            let old = format!("{around}{source}\n\nAfter *it*.\n\n- end\n");
            let tree = parse(&old);
            for (at, letter) in old.char_indices() {
                let (head, tail) = old.split_at(at);
                let rest = &tail[letter.len_utf8()..];
                for (index, typed) in typed.iter().enumerate() {
                    check_from(&tree, &old, &format!("{head}{typed}{tail}"));
                    if index < 4 {
                        check_from(&tree, &old, &format!("{head}{typed}{rest}"));
                    }
                }
            }
        }
    }
}

#[test]
fn every_random_change_to_a_random_text_is_read_as_anew() {
    let mut random = fastrand::Rng::with_seed(2);
    for _ in 0..8000 {
        let count = random.usize(1..6);
        let parts: Vec<String> = (0..count).map(|_| random_text(&mut random, 8)).collect();
        let old = parts.join("\n\n");
        let bounds: Vec<usize> = (0..=old.len()).filter(|at| old.is_char_boundary(*at)).collect();
        let from = bounds[random.usize(0..bounds.len())];
        let to = bounds[random.usize(0..bounds.len())].max(from);
        let to = if random.bool() { from } else { to };
        let typed = random.choice(SCRAPS).copied().unwrap_or("");
        check(&old, &format!("{}{typed}{}", &old[..from], &old[to..]));
    }
}

#[test]
fn a_change_to_what_is_cut_into_parts_is_read_as_anew() {
    let list: String = (0..1500).map(|n| format!("- item number {n}\n")).collect();
    let text = "A sentence of some words. ".repeat(1000);
    let old = format!("Start.\n\n{list}\n{text}\n\nMiddle.\n\n```\n{list}```\n\nEnd.\n");
    for at in (0..old.len()).step_by(4999) {
        let (head, tail) = old.split_at(at);
        for typed in ["x", "\n\n", "```", ""] {
            check(&old, &format!("{head}{typed}{}", &tail[tail.len().min(3)..]));
        }
    }
}

/// Reads in pieces of so many bytes; answers how many there were.
fn check_pieces(source: &str, bytes: usize) -> usize {
    let (mut tree, mut from, mut pieces) = (Tree::default(), 0, 0);
    loop {
        let to = read_on(&mut tree, source, from, bytes);
        assert!(to > from || to == source.len(), "{source:?} stands still at {from}");
        assert!(tree.starts.is_sorted() && !tree.blocks.is_empty(), "{source:?} to {to}");
        pieces += 1;
        from = to;
        if to == source.len() {
            break;
        }
    }
    assert_eq!(tree, parse(source), "\n pieces of {bytes}: {source:?}");
    pieces
}

#[test]
fn every_tricky_text_among_others_is_read_in_pieces_as_at_once() {
    for one in TRICKY {
        for other in TRICKY {
            let source = format!("Before.\n\n{one}\n\n{other}\n\nAfter *it*.\n\n- end\n");
            for bytes in [0, 1, 7, 20, 50] {
                check_pieces(&source, bytes);
            }
        }
    }
}

#[test]
fn every_random_text_is_read_in_pieces_as_at_once() {
    let mut random = fastrand::Rng::with_seed(3);
    let mut most = 0;
    for _ in 0..12_000 {
        let count = random.usize(1..8);
        let parts: Vec<String> = (0..count).map(|_| random_text(&mut random, 8)).collect();
        most = most.max(check_pieces(&parts.join("\n\n"), random.usize(0..60)));
    }
    assert!(most > 3);
}

#[test]
fn a_long_text_is_read_in_pieces_that_are_not_much_longer_than_asked_for() {
    let list: String = (0..1500).map(|n| format!("- item number {n}\n")).collect();
    let text = "A paragraph of *some* words, and $x$.\n\n".repeat(3000);
    let source = format!("{text}{list}\n\n{text}```\n{list}```\n\n{text}");
    assert!(check_pieces(&source, 10_000) > 25);
}

#[test]
fn hunted_changes_are_read_as_anew() {
    hunt("rereading", 2, |case| check(&case[0], &case[1]));
}
