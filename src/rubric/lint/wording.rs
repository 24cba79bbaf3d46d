//! Words that two people read differently, words that lean on what is not there, and words about hidden thoughts.

use super::Rule;
use super::phrase::{Language, Word, at, is_one};
use crate::text::Span;

const VAGUE_ENGLISH: [&str; 58] = [
    "appropriate",
    "appropriately",
    "adequate",
    "adequately",
    "sufficient",
    "sufficiently",
    "effective",
    "effectively",
    "proper",
    "properly",
    "reasonable",
    "reasonably",
    "suitable",
    "suitably",
    "approximately",
    "roughly",
    "considers",
    "consider",
    "considering",
    "assumes",
    "assume",
    "discusses",
    "addresses",
    "address",
    "addressing",
    "understands",
    "understanding of",
    "good",
    "nice",
    "high quality",
    "well written",
    "well structured",
    "and so on",
    "etc",
    "various",
    "somewhat",
    "mostly",
    "generally",
    "as needed",
    "if necessary",
    "where appropriate",
    "as appropriate",
    "user friendly",
    "intuitive",
    "insightful",
    "meaningful",
    "meaningfully",
    "thorough",
    "thoroughly",
    "comprehensive",
    "comprehensively",
    "engaging",
    "compelling",
    "thoughtful",
    "robust",
    "nuanced",
    "coherent",
    "coherently",
];
const VAGUE_GERMAN: [&str; 52] = [
    "angemessen",
    "angemessene*",
    "ausreichend",
    "ausreichende*",
    "hinreichend",
    "hinreichende*",
    "geeignet",
    "geeignete*",
    "sinnvoll",
    "sinnvolle*",
    "vernünftig",
    "vernünftige*",
    "ordentlich",
    "ordnungsgemäß",
    "gut",
    "gute*",
    "berücksichtigt",
    "berücksichtigen",
    "thematisiert",
    "behandelt",
    "betrachtet",
    "geht ein auf",
    "ungefähr",
    "circa",
    "ca",
    "etwa",
    "rund",
    "verständlich",
    "verständliche*",
    "nachvollziehbar",
    "nachvollziehbare*",
    "überzeugend",
    "überzeugende*",
    "umfassend",
    "umfassende*",
    "gründlich",
    "gründliche*",
    "hochwertig",
    "hochwertige*",
    "usw",
    "etc",
    "verschiedene*",
    "einigermaßen",
    "weitgehend",
    "im wesentlichen",
    "gegebenenfalls",
    "ggf",
    "bei bedarf",
    "möglichst",
    "stimmig",
    "stimmige*",
    "versteht",
];

/// Vague words that have one meaning where one of these follows or stands before.
const FIXED_AFTER: [&str; 17] = [
    "rate",
    "rates",
    "date",
    "interest",
    "noun",
    "nouns",
    "mass",
    "dose",
    "evidence",
    "condition",
    "conditions",
    "buchführung",
    "cause",
    "glauben",
    "ein",
    "faith",
    "fraction",
];
const NOT_VAGUE_AFTER: [&str; 6] = ["not", "no", "nicht", "necessary and", "is it", "e.g"];

/// Where a vague word stands.
pub(super) fn vague(text: &str, words: &[Word], language: Language) -> Vec<(Rule, Span)> {
    let list: &[&str] = if language == Language::German { &VAGUE_GERMAN } else { &VAGUE_ENGLISH };
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.len() {
        match at(words, index, list).filter(|(last, _)| !is_exempt(text, words, index, *last, language)) {
            Some((last, span)) => {
                found.push((Rule::Vague, span));
                index = last + 1;
            }
            None => index += 1,
        }
    }
    found
}

/// Where the word is a fixed term, a proper part of a name, or says exactly what is meant.
fn is_exempt(text: &str, words: &[Word], first: usize, last: usize, language: Language) -> bool {
    let Some(word) = words.get(first) else { return true };
    let before = |of: &[&str]| first.checked_sub(1).is_some_and(|before| is_one(words, before, of));
    // "rund um", "etwa so", "gut" as the first half of a compound name; "the address", "an assume".
    let as_noun = language == Language::English
        && is_one(words, first, &["address", "good", "considering"])
        && before(&["the", "an", "a", "ip", "email", "mail", "memory", "street", "web", "common", "public", "postal"])
        && is_one(words, first, &["address"]);
    let about = is_one(words, first, &["rund"]) && is_one(words, last + 1, &["um"]);
    // "ca. 5 %", "approximately 5 %" with a tolerance said beside it.
    let bounded = is_one(words, first, &["approximately", "roughly", "circa", "ca", "etwa", "rund", "ungefähr"])
        && (text.contains('±') || text.contains("within") || text.contains("innerhalb") || text.contains("tolerance"));
    // "etwa" without a number behind is "for instance".
    let instance = is_one(words, first, &["etwa", "rund"])
        && !words.get(last + 1).is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    let name = language == Language::German && word.span.slice(text).starts_with(char::is_uppercase) && first > 0;
    let verb = is_one(words, first, &["engaging", "compelling"])
        && is_one(words, last + 1, &["in", "with", "them", "him", "her"]);
    let whose =
        is_one(words, first, &["understanding"]) && before(&["our", "their", "the", "his", "her", "human", "s"]);
    as_noun
        || verb
        || whose
        || about
        || bounded
        || instance
        || name
        || before(&NOT_VAGUE_AFTER)
        || is_one(words, last + 1, &FIXED_AFTER)
}

const ELSEWHERE_ENGLISH: [&str; 21] = [
    "as above",
    "see above",
    "the above",
    "above mentioned",
    "aforementioned",
    "same as before",
    "previous criterion",
    "previous criteria",
    "preceding criterion",
    "other criteria",
    "other criterion",
    "criterion above",
    "ditto",
    "same as criterion",
    "see criterion",
    "as before",
    "mentioned earlier",
    "listed above",
    "described above",
    "stated above",
    "mentioned above",
];
const ELSEWHERE_GERMAN: [&str; 20] = [
    "siehe oben",
    "s . o",
    "wie oben",
    "oben genannt*",
    "obengenannt*",
    "obige*",
    "dito",
    "ebenso wie oben",
    "vorgenannt*",
    "vorheriges kriterium",
    "voriges kriterium",
    "vorstehend*",
    "siehe kriterium",
    "anderen kriterien",
    "wie vorher",
    "letztgenannt*",
    "ebenda",
    "desgleichen",
    "besagte*",
    "genannte kriteri*",
];

/// Pronouns that begin a criterion and stand for nothing in it.
const PRONOUNS_ENGLISH: [&str; 8] = ["it", "they", "this", "these", "those", "its", "their", "he"];
const PRONOUNS_GERMAN: [&str; 5] = ["sie", "er", "dies", "diese", "dieser"];

/// Where a criterion leans on what is not in it. `alone`: nothing stands before this text.
pub(super) fn not_self_contained(text: &str, words: &[Word], language: Language, alone: bool) -> Vec<(Rule, Span)> {
    let list: &[&str] = if language == Language::German { &ELSEWHERE_GERMAN } else { &ELSEWHERE_ENGLISH };
    let mut found = Vec::new();
    for index in 0..words.len() {
        // "the above 3 %" and "the above-average": an adjective of degree is none of place.
        let degree = is_one(words, index + 2, &["average", "zero", "all", "par", "-"]);
        if let Some((_, span)) = at(words, index, list).filter(|_| !degree) {
            found.push((Rule::SelfContained, span));
        } else if let Some(span) = row(text, words, index) {
            found.push((Rule::SelfContained, span));
        }
    }
    if alone && let Some(span) = pronoun(words, language) {
        found.push((Rule::SelfContained, span));
    }
    found
}

/// "criterion 3", "Kriterium C3": another row by its number.
fn row(text: &str, words: &[Word], index: usize) -> Option<Span> {
    let word = words.get(index).filter(|word| !word.quoted && is_row(&word.text))?;
    let next = words.get(index + 1)?;
    let digits = next.text.trim_start_matches('c');
    let numbered = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (numbered && word.span.end < next.span.start && word.span.end + 2 > next.span.start)
        .then(|| word.span.cover(next.span))
        .filter(|span| !span.slice(text).is_empty())
}

fn is_row(word: &str) -> bool {
    matches!(word, "criterion" | "criteria" | "kriterium" | "kriterien")
}

/// A pronoun as the first word, or the first after "Does" and "Is", that no noun of its own follows.
fn pronoun(words: &[Word], language: Language) -> Option<Span> {
    let asks =
        is_one(words, 0, &["does", "do", "is", "are", "has", "did", "can", "hat", "ist", "wird", "nennt", "enthält"]);
    let index = usize::from(asks);
    let (pronouns, verbs): (&[&str], &[&str]) = match language {
        Language::English => (
            &PRONOUNS_ENGLISH,
            &[
                "is", "are", "should", "must", "does", "do", "has", "have", "was", "can", "will", "would", "include*",
                "provide*", "state*", "mention*", "explain*", "give*", "show*", "use*", "identif*", "not", "also",
            ],
        ),
        Language::German => (
            &PRONOUNS_GERMAN,
            &[
                "ist", "sind", "wird", "werden", "hat", "haben", "muss", "soll", "sollte", "kann", "nennt", "enthält",
                "gibt", "erklärt", "zeigt", "weist", "stellt", "nicht",
            ],
        ),
    };
    let word = words.get(index).filter(|word| !word.quoted)?;
    (is_one(words, index, pronouns) && (asks && language == Language::English || is_one(words, index + 1, verbs)))
        .then_some(word.span)
}

const THOUGHTS_ENGLISH: [&str; 13] = [
    "chain of thought",
    "thought process",
    "reasoning trace",
    "internal reasoning",
    "hidden reasoning",
    "scratchpad",
    "thinking process",
    "thinking trace",
    "thinks about",
    "in its thinking",
    "thinking tokens",
    "before answering",
    "train of thought",
];
const THOUGHTS_GERMAN: [&str; 9] = [
    "gedankengang",
    "gedankengänge",
    "gedankenkette",
    "denkprozess",
    "denkvorgang",
    "überlegt zunächst",
    "denkt nach",
    "in seinen überlegungen",
    "bevor die antwort",
];

/// Where a rubric for responses judges what is thought and not what is said.
pub(super) fn reasoning(words: &[Word], language: Language) -> Vec<(Rule, Span)> {
    let list: &[&str] = if language == Language::German { &THOUGHTS_GERMAN } else { &THOUGHTS_ENGLISH };
    (0..words.len()).filter_map(|index| at(words, index, list)).map(|(_, span)| (Rule::Reasoning, span)).collect()
}
