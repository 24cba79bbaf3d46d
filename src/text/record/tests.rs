//! What becomes of recorded edits as text is typed, and the laws that hold after every stroke.

use super::*;
use crate::text::grapheme;
use crate::text::notation;
use crate::text::splice::splice;
use crate::text::tests::hunt;

/// A field in which somebody types.
struct Field {
    original: String,
    text: String,
    tracked: Vec<Tracked<u32>>,
    next: u32,
}

impl Field {
    fn new(original: &str) -> Self {
        Self { original: original.into(), text: original.into(), tracked: Vec::new(), next: 0 }
    }

    fn make(&mut self, typed: &Edit) -> Retrack<u32> {
        let next = &mut self.next;
        let mut fresh = || {
            *next += 1;
            *next
        };
        let change = record(&self.original, &self.tracked, typed, &mut fresh);
        change.apply(&mut self.tracked);
        self.text = typed.apply(&self.text);
        change
    }

    /// Replaces the one place where `old` stands, as one stroke.
    fn replace(&mut self, old: &str, new: &str) -> &mut Self {
        let start = self.text.find(old).expect("stands in the text");
        assert_eq!(self.text.matches(old).count(), 1, "{old:?} stands once in {:?}", self.text);
        self.make(&Edit::new(start..start + old.len(), new));
        self.assert_lawful();
        self
    }

    /// Types `keys` behind `after`, a stroke each.
    fn type_after(&mut self, after: &str, keys: &str) -> &mut Self {
        let mut at = self.text.find(after).expect("stands in the text") + after.len();
        for key in keys.chars() {
            self.make(&Edit::new(at..at, key));
            at += key.len_utf8();
            self.assert_lawful();
        }
        self
    }

    /// The text with its edits and, behind it, their ids in order.
    fn shows(&self) -> String {
        let ids: Vec<String> = self.tracked.iter().map(|tracked| tracked.id.to_string()).collect();
        let edits = self.tracked.iter().map(|tracked| &tracked.edit);
        format!("{} [{}]", notation::write(&self.original, edits), ids.join(" "))
    }

    fn assert_lawful(&self) {
        self.assert_sound();
        for hunk in hunks(&self.tracked) {
            assert_eq!(hunk.trim(&self.original, &self.text), hunk, "not minimal: {:?}", self.shows());
        }
    }

    /// What holds of all texts: an address or a number with its unit is replaced as a whole, and then is not minimal.
    fn assert_sound(&self) {
        let tell = || format!("{:?} -> {:?}: {:?}", self.original, self.text, self.tracked);
        let edits: Vec<&Edit> = self.tracked.iter().map(|tracked| &tracked.edit).collect();
        assert_eq!(apply(&self.original, edits.iter().copied()), self.text, "{}", tell());
        for pair in edits.windows(2) {
            assert!(pair[0].span.end < pair[1].span.start, "adjoining: {}", tell());
        }
        for (hunk, edit) in hunks(&self.tracked).iter().zip(&edits) {
            assert_ne!(edit.span.slice(&self.original), edit.insert, "{}", tell());
            assert!(hunk.starts_on_edges(&self.original, &self.text), "{}", tell());
            assert!(hunk.ends_on_edges(&self.original, &self.text), "{}", tell());
            assert!(grapheme::is_boundary(&self.text, hunk.new.end), "{}", tell());
        }
        let mut ids: Vec<u32> = self.tracked.iter().map(|tracked| tracked.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), edits.len(), "ids twice: {}", tell());
    }
}

#[test]
fn a_word_changed_in_two_places_is_one_edit() {
    let mut field = Field::new("Der Ausgang war zu.");
    field.replace("Ausgang", "Ausgäng").type_after("Ausgäng", "e");
    assert_eq!(field.shows(), "Der {~~Ausgang~>Ausgänge~~} war zu. [1]");
}

#[test]
fn a_word_typed_between_two_is_an_insertion_with_one_id() {
    let mut field = Field::new("The cat sat.");
    field.type_after("The ", "big ");
    assert_eq!(field.shows(), "The {++big ++}cat sat. [1]");
    field.type_after("sat", " down");
    assert_eq!(field.shows(), "The {++big ++}cat sat{++ down++}. [1 2]");
}

#[test]
fn an_edit_taken_back_vanishes() {
    let mut field = Field::new("The cat sat.");
    field.replace("cat", "dog").replace("dog", "cat");
    assert_eq!(field.shows(), "The cat sat. []");
    field.replace("cat ", "").type_after("The ", "cat ");
    assert_eq!(field.shows(), "The cat sat. []");
}

#[test]
fn an_id_survives_typing_and_deleting_inside_its_edit() {
    let mut field = Field::new("The cat sat.");
    field.replace("cat", "old grey dog").replace("grey ", "").type_after("old ", "brown ");
    assert_eq!(field.shows(), "The {~~cat~>old brown dog~~} sat. [1]");
}

#[test]
fn edits_that_come_to_touch_are_joined_under_the_first_id() {
    let mut field = Field::new("The cat sat on it.");
    field.replace("cat", "dog").replace("on", "by");
    assert_eq!(field.shows(), "The {~~cat~>dog~~} sat {~~on~>by~~} it. [1 2]");
    field.replace("dog sat by", "x");
    assert_eq!(field.shows(), "The {~~cat sat on~>x~~} it. [1]");
}

#[test]
fn an_edit_not_touched_is_not_named() {
    let mut field = Field::new("The cat sat on it.");
    field.replace("cat", "dog");
    let change = field.make(&Edit::new(12..14, "by"));
    assert!(change.removed.is_empty());
    assert_eq!(change.added, [Tracked { id: 2, edit: Edit::new(12..14, "by") }]);
    assert_eq!(field.make(&Edit::new(12..14, "by")), Retrack { removed: vec![], added: vec![] });
    let change = field.make(&Edit::new(4..7, "cat"));
    assert_eq!(change.gone().collect::<Vec<_>>(), [&1]);
    assert_eq!(change.added, []);
}

#[test]
fn pasted_text_is_compared_with_what_it_replaces() {
    let mut field = Field::new("Ich habe heute den roten Ball im Garten gefunden.");
    field
        .replace("Ich habe heute den roten Ball im Garten gefunden", "Ich habe gestern den roten Ball im Hof gefunden");
    assert_eq!(field.shows(), "Ich habe {~~heute~>gestern~~} den roten Ball im {~~Garten~>Hof~~} gefunden. [1 2]");
}

#[test]
fn cut_to_pieces_an_edit_leaves_its_id_to_the_largest() {
    let mut field = Field::new("Ich habe heute den roten Ball im Garten gefunden.");
    field.replace("im Garten", "irgendwo dort");
    field.replace(
        "Ich habe heute den roten Ball irgendwo dort gefunden",
        "Ich habe jetzt den roten Ball irgendwo hier gefunden",
    );
    assert_eq!(
        field.shows(),
        "Ich habe {~~heute~>jetzt~~} den roten Ball {~~im Garten~>irgendwo hier~~} gefunden. [2 1]"
    );
}

#[test]
fn a_space_deleted_between_words_replaces_both() {
    let mut field = Field::new("to day is");
    field.replace("to ", "to");
    assert_eq!(field.shows(), "{~~to day~>today~~} is [1]");
    let mut field = Field::new("a  b");
    field.replace("  ", " ");
    assert_eq!(field.shows(), "a {-- --}b [1]");
}

#[test]
fn numbers_and_accents_are_replaced_whole() {
    let mut field = Field::new("1.234 Euro, e.");
    field.replace("4 E", "5 E").type_after("e", "\u{301}");
    assert_eq!(field.shows(), "{~~1.234~>1.235~~} Euro, {~~e~>e\u{301}~~}. [1 2]");
}

#[test]
fn two_neighbours_can_be_joined_by_hand() {
    let mut field = Field::new("The cat sat on it.");
    field.replace("cat", "dog").replace("on", "by");
    let joined = join(&field.original, &field.tracked[0], &field.tracked[1]);
    assert_eq!(joined, Tracked { id: 1, edit: Edit::new(4..14, "dog sat by") });
}

/// Types at random in texts of `words` and checks the laws after every stroke.
fn type_at_random(seed: u64, words: &[&str], rounds: usize) {
    let mut random = fastrand::Rng::with_seed(seed);
    for _ in 0..rounds {
        let some = |random: &mut fastrand::Rng, most: usize| -> String {
            (0..random.usize(..most)).map(|_| words[random.usize(..words.len())]).collect()
        };
        let mut field = Field::new(&some(&mut random, 14));
        for _ in 0..12 {
            let start = grapheme::floor(&field.text, random.usize(..=field.text.len()));
            let end = match random.u8(..4) {
                0 => grapheme::floor(&field.text, random.usize(start..=field.text.len())).max(start),
                1 => grapheme::next(&field.text, start),
                _ => start,
            };
            let insert = if random.u8(..4) == 0 { String::new() } else { some(&mut random, 6) };
            let new = Edit::new(start..end, insert).apply(&field.text);
            let caret = random.bool().then(|| random.usize(..=new.len()));
            let Some(typed) = splice(&field.text, &new, caret) else {
                continue;
            };
            let before = field.tracked.clone();
            let change = field.make(&typed);
            assert_eq!(field.text, new);
            field.assert_lawful();
            for was in before.iter().filter(|was| !change.removed.contains(&was.id)) {
                assert!(field.tracked.contains(was), "lost {was:?}");
            }
        }
        let whole = Edit::new(Span::of(&field.text), field.original.clone());
        field.make(&whole);
        assert_eq!(field.tracked, [], "all taken back");
    }
}

#[test]
fn the_laws_hold_after_every_random_stroke() {
    type_at_random(1, &["a", "b", " ", ".", "\n"], 600);
    type_at_random(2, &["word", "other", " ", " ", ", ", "\r\n", "one two three four five "], 600);
}

#[test]
fn the_laws_hold_for_texts_that_are_hard_to_cut() {
    let hard = [
        "a", "1", ".", "%", "'", "_", " ", "\r", "\n", "e\u{301}", "\u{301}", "🇩", "🇪", "👩", "\u{200d}", "東",
        "\u{600}",
    ];
    type_at_random(3, &hard, 1500);
}

#[test]
fn hunted_typing_keeps_the_laws() {
    hunt("record", 3, |case| {
        let mut field = Field::new(&case[0]);
        // To one text, to the other, and back to the first: then nothing is left.
        for next in [&case[1], &case[2], &case[0]] {
            if let Some(typed) = splice(&field.text, next, None) {
                field.make(&typed);
                field.assert_sound();
            }
            assert_eq!(field.text, *next);
        }
        assert!(field.tracked.is_empty(), "{:?}", field.tracked);
    });
}
