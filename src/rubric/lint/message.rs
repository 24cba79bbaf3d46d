//! What a finding says, in English and German.

use super::{BETWEEN, Finding, Fix, Rule};
use crate::task::Rubric;

/// So much of a criterion names it, in characters.
const NAME: usize = 60;

/// Criteria by what they say: their ids are nobody's words.
fn named(rubric: &Rubric, ids: &str, german: bool) -> String {
    let name = |id: &str| {
        let found = rubric.criteria.iter().find(|one| one.id == id);
        let words = found.map_or(id, |one| if one.title.trim().is_empty() { &one.text } else { &one.title }).trim();
        let mut short: String = words.chars().take(NAME).collect();
        if short.len() < words.len() {
            short.push('…');
        }
        if german { format!("„{short}“") } else { format!("“{short}”") }
    };
    ids.split(BETWEEN).map(name).collect::<Vec<_>>().join(BETWEEN)
}

impl Finding {
    /// What is wrong and why it matters, in a sentence; German for `de`, English otherwise.
    #[must_use]
    pub fn message(&self, rubric: &Rubric, language: Option<&str>) -> String {
        let german = language.is_some_and(|tag| tag.to_lowercase().starts_with("de"));
        let about = match self.rule {
            Rule::Duplicate | Rule::Mirrored | Rule::Loop => named(rubric, &self.about, german),
            _ => self.about.clone(),
        };
        let (english, deutsch) = texts(self.rule);
        let text = if german { deutsch } else { english };
        text.replace("{}", &about)
    }

    /// What its cure would do, where it has one.
    #[must_use]
    pub fn cure(&self, language: Option<&str>) -> Option<String> {
        let german = language.is_some_and(|tag| tag.to_lowercase().starts_with("de"));
        Some(match (self.fix.as_ref()?, german) {
            (Fix::Remove(_), false) => "Remove this row.".into(),
            (Fix::Remove(_), true) => "Diese Zeile entfernen.".into(),
            (Fix::Unrequire(id), false) => format!("No longer require {id}."),
            (Fix::Unrequire(id), true) => format!("{id} nicht mehr voraussetzen."),
            (Fix::Ungate, false) => "No longer a gate.".into(),
            (Fix::Ungate, true) => "Nicht mehr als Muss-Kriterium führen.".into(),
        })
    }
}

const fn texts(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::Empty => ("It says nothing.", "Es sagt nichts."),
        Rule::Stacked => (
            "“{}” joins a second claim: a response can meet one and miss the other. Make two criteria of it.",
            "„{}“ verbindet zwei Aussagen: Eine Antwort kann die eine erfüllen und die andere nicht. Zwei Kriterien daraus machen.",
        ),
        Rule::Vague => (
            "“{}” is read differently by different people. Say what can be seen in the response.",
            "„{}“ liest jeder anders. Sagen, was in der Antwort zu sehen sein muss.",
        ),
        Rule::Tolerance => (
            "{} has no tolerance: say how far a response may be off, or make it a numeric criterion.",
            "{} hat keine Toleranz: sagen, wie weit die Antwort abweichen darf, oder ein Zahlenkriterium daraus machen.",
        ),
        Rule::SelfContained => (
            "“{}” leans on what is not here: each criterion is read by itself.",
            "„{}“ verweist auf etwas, das hier nicht steht: Jedes Kriterium wird für sich gelesen.",
        ),
        Rule::Reasoning => (
            "“{}” is about the reasoning: a rubric for responses judges only what the response says.",
            "„{}“ betrifft den Gedankengang: Ein Bewertungsbogen für Antworten beurteilt nur, was in der Antwort steht.",
        ),
        _ => of_sets(rule),
    }
}

const fn of_sets(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::Duplicate => ("It says what {} says.", "Es sagt dasselbe wie {}."),
        Rule::Mirrored => (
            "It is {} with the opposite sign: one fault would count twice.",
            "Es ist {} mit umgekehrtem Vorzeichen: Ein Fehler zählte doppelt.",
        ),
        Rule::UnknownRequirement => {
            ("It requires {}, which is not in the rubric.", "Es setzt {} voraus, das es nicht gibt.")
        }
        Rule::Loop => (
            "Its requirements lead back to it ({}): it never applies.",
            "Seine Voraussetzungen führen zu ihm zurück ({}): Es gilt nie.",
        ),
        Rule::UnreachableGate => (
            "This gate never applies, because what it requires never does.",
            "Dieses Muss-Kriterium gilt nie, weil seine Voraussetzung nie gilt.",
        ),
        Rule::InvertedGate => (
            "A gate with negative points fails every response that avoids the fault.",
            "Ein Muss-Kriterium mit Minuspunkten lässt jede Antwort durchfallen, die den Fehler vermeidet.",
        ),
        Rule::NoPoints => ("It is worth nothing.", "Es zählt nichts."),
        Rule::NoPositive => (
            "No criterion has positive points: no share can be given.",
            "Kein Kriterium hat Pluspunkte: Es lässt sich kein Anteil angeben.",
        ),
        Rule::NoNegative => (
            "No criterion has negative points: what should not be in a response costs nothing.",
            "Kein Kriterium hat Minuspunkte: Was nicht in die Antwort gehört, kostet nichts.",
        ),
        Rule::Few => ("There are too few criteria: {}.", "Es sind zu wenige Kriterien: {}."),
        Rule::Outweighs => (
            "It is worth more than all other criteria together: it decides alone.",
            "Es zählt mehr als alle anderen Kriterien zusammen: Es entscheidet allein.",
        ),
        Rule::Levels => (
            "A scale needs two different levels at least; it has {}.",
            "Eine Skala braucht mindestens zwei verschiedene Stufen; sie hat {}.",
        ),
        _ => ("", ""),
    }
}
