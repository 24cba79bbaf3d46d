//! More than one claim in a criterion: it cannot be met by half.

use super::Rule;
use super::phrase::{Language, Word, at, is_one};
use crate::text::Span;

/// What joins a second claim, whatever follows.
const JOINS_ENGLISH: [&str; 13] = [
    "as well as",
    "in addition to",
    "along with",
    "and whether",
    "and if",
    "and also",
    "and then",
    "while also",
    "and additionally",
    "but also",
    "in addition",
    "and how",
    "and why",
];
const JOINS_GERMAN: [&str; 13] = [
    "sowie",
    "und ob",
    "und außerdem",
    "und zudem",
    "und zugleich",
    "und dabei",
    "als auch",
    "sondern auch",
    "darüber hinaus",
    "und dass",
    "und warum",
    "und wie",
    "außerdem",
];

/// Verbs that a second claim begins with, behind "and".
const VERBS_ENGLISH: [&str; 72] = [
    "is",
    "are",
    "does",
    "has",
    "have",
    "do",
    "can",
    "should",
    "must",
    "not",
    "avoid*",
    "provid*",
    "explain*",
    "includ*",
    "identif*",
    "mention*",
    "stat*",
    "giv*",
    "describ*",
    "show*",
    "demonstrat*",
    "calculat*",
    "comput*",
    "conclud*",
    "derive*",
    "deriving",
    "us*",
    "appl*",
    "consider*",
    "discuss*",
    "address*",
    "present*",
    "offer*",
    "suggest*",
    "list*",
    "cit*",
    "maintain*",
    "ensur*",
    "follow*",
    "incorporat*",
    "reflect*",
    "recogni*",
    "acknowledg*",
    "recommend*",
    "link*",
    "warn*",
    "note*",
    "contain*",
    "respect*",
    "justif*",
    "outlin*",
    "convey*",
    "adher*",
    "handl*",
    "integrat*",
    "clarif*",
    "correct*",
    "propos*",
    "tak*",
    "mak*",
    "keep*",
    "refrain*",
    "remain*",
    "account*",
    "specif*",
    "indicat*",
    "highlight*",
    "solv*",
    "determin*",
    "draw*",
    "relat*",
    "translat*",
];
const VERBS_GERMAN: [&str; 48] = [
    "ist",
    "sind",
    "wird",
    "werden",
    "hat",
    "haben",
    "enthält",
    "nennt",
    "nennen",
    "gibt",
    "geben",
    "erklärt",
    "erläutert",
    "begründet",
    "zeigt",
    "berechnet",
    "weist",
    "stellt",
    "führt",
    "verwendet",
    "vermeidet",
    "setzt",
    "bezieht",
    "stützt",
    "verweist",
    "ordnet",
    "prüft",
    "beschreibt",
    "zieht",
    "leitet",
    "zitiert",
    "belegt",
    "unterscheidet",
    "stimmt",
    "stimmen",
    "kommt",
    "benennt",
    "warnt",
    "empfiehlt",
    "lehnt",
    "beachtet",
    "enthalten",
    "bleibt",
    "verzichtet",
    "berücksichtigt",
    "liegt",
    "passt",
    "folgt",
];

/// Words that look like those verbs and are nouns where they stand.
const NOUNS: [&str; 22] = [
    "use",
    "uses",
    "user",
    "users",
    "state",
    "states",
    "note",
    "notes",
    "list",
    "lists",
    "application",
    "applications",
    "account",
    "accounts",
    "correctness",
    "relation*",
    "statement*",
    "statistic*",
    "specific",
    "specification*",
    "explanation*",
    "consideration*",
];
const NOUNS_MORE: [&str; 27] = [
    "presentation*",
    "translation*",
    "description*",
    "discussion*",
    "suggestion*",
    "provision*",
    "identification*",
    "identity",
    "calculation*",
    "computation*",
    "computer*",
    "conclusion*",
    "demonstration*",
    "recommendation*",
    "justification*",
    "clarification*",
    "incorporation",
    "relative",
    "relationship*",
    "relatable",
    "useful*",
    "usual",
    "usually",
    "respective*",
    "specifically",
    "correctly",
    "citation*",
];

/// Adjectives that look like those verbs.
const ADJECTIVES: [&str; 13] = [
    "considerate",
    "considerable",
    "inclusive",
    "exclusive",
    "correct",
    "descriptive",
    "addressed",
    "offering*",
    "present",
    "integrated",
    "related",
    "given",
    "maintainable",
];

/// Where a criterion makes more than one claim. `alone`: nothing stands before this text.
pub(super) fn stacked(text: &str, words: &[Word], language: Language, alone: bool) -> Vec<(Rule, Span)> {
    let first = first_sentence(text, words);
    let words = words.get(..first).unwrap_or(words);
    (0..words.len())
        .find_map(|index| joined(words, index, language, alone))
        .map(|span| vec![(Rule::Stacked, span)])
        .unwrap_or_default()
}

/// The claim stands in the first sentence; what follows explains it. Its words up to the end of that sentence.
fn first_sentence(text: &str, words: &[Word]) -> usize {
    let end = crate::text::segment::next(text, 0, crate::text::Step::Sentence);
    words.iter().position(|word| word.span.start >= end).unwrap_or(words.len())
}

/// What joins a second claim at this word, if anything does.
fn joined(words: &[Word], index: usize, language: Language, alone: bool) -> Option<Span> {
    let word = words.get(index).filter(|word| !word.quoted && index > 1)?;
    if word.text == ";" {
        // A list in brackets or of short things is no second claim; below a title the text explains it.
        return (alone && is_clause(words, index + 1) && depth(words, index) == 0).then_some(word.span);
    }
    let joins: &[&str] = if language == Language::German { &JOINS_GERMAN } else { &JOINS_ENGLISH };
    if let Some((last, span)) = at(words, index, joins)
        && !(language == Language::English && is_one(words, index, &["in"]) && is_one(words, last + 1, &["to"]))
    {
        return (depth(words, index) == 0).then_some(span);
    }
    let (and, verbs): (&[&str], &[&str]) = match language {
        Language::English => (&["and"], &VERBS_ENGLISH),
        Language::German => (&["und"], &VERBS_GERMAN),
    };
    if !is_one(words, index, and) || depth(words, index) > 0 {
        return None;
    }
    // "and clearly explains": up to one adverb stands between.
    let twin = index.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| word.text.ends_with("ly"));
    let adverb = words.get(index + 1).is_some_and(|word| word.text.ends_with("ly") && word.text.len() > 4);
    let next = index + 1 + usize::from(adverb);
    let is_noun = is_one(words, next, &NOUNS) || is_one(words, next, &NOUNS_MORE) || is_one(words, next, &ADJECTIVES);
    let second = words.get(next).filter(|word| !word.quoted)?;
    let twins = language == Language::English && is_pair(words, index, next);
    let same_act = is_noun || twins || (twin && adverb);
    (is_one(words, next, verbs) && !same_act).then(|| word.span.cover(second.span))
}

/// Whether "and" joins two words of one form that share their object: "identify and explain the error" is one act to
/// most readers only where nothing stands between the verb and "and".
fn is_pair(words: &[Word], and: usize, next: usize) -> bool {
    let ending = |word: &Word| ["ing", "ed", "es", "s"].into_iter().find(|ending| word.text.ends_with(ending));
    match (and.checked_sub(1).and_then(|before| words.get(before)), words.get(next)) {
        // Adjectives in pairs: "clear and detailed", "structured and organized".
        (Some(before), Some(second)) => {
            ending(second) == Some("ed") && (ending(before) == Some("ed") || !before.sign && is_adjective(&before.text))
        }
        _ => false,
    }
}

fn is_adjective(word: &str) -> bool {
    ["al", "ive", "ous", "ful", "able", "ible", "ic", "ear", "ent", "ant", "ate", "ise", "ar"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// How many brackets are open before a word.
fn depth(words: &[Word], index: usize) -> i32 {
    let step = |word: &Word| match word.text.as_str() {
        "(" | "[" => 1,
        ")" | "]" => -1,
        _ => 0,
    };
    words.iter().take(index).map(step).sum()
}

/// Whether at least four words follow before the next mark of a list.
fn is_clause(words: &[Word], from: usize) -> bool {
    words
        .iter()
        .skip(from)
        .take_while(|word| !matches!(word.text.as_str(), ";" | "." | ":"))
        .filter(|word| !word.sign)
        .count()
        >= 4
}
