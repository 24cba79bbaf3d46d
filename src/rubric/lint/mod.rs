//! What is wrong with a rubric, without a model: each finding with its place, its reason and, where one is safe, its cure.
//!
//! Read in this order: `phrase` (finding words), `claims`, `wording`, `numbers` (one criterion), `set` (all of them),
//! `message` (what is said, in English and German).

mod claims;
mod message;
mod numbers;
mod phrase;
mod set;
mod wording;

pub use phrase::{Language, languages_of};

use crate::json::{Doc, Value, document, object, words};
use crate::task::{Criterion, Rubric};
use crate::text::{Offsets, Span, Unit};

words! {
    /// What a finding is about.
    pub enum Rule {
        /// A criterion has no words.
        Empty = "empty",
        /// More than one claim in a criterion.
        Stacked = "stacked",
        /// A word that two people read differently.
        Vague = "vague",
        /// A result without how far it may be off.
        Tolerance = "tolerance",
        /// It cannot be read by itself.
        SelfContained = "self_contained",
        /// It judges hidden thoughts where the response is judged.
        Reasoning = "reasoning",
        /// Two criteria say the same.
        Duplicate = "duplicate",
        /// Two criteria with opposite signs say the same.
        Mirrored = "mirrored",
        /// A requirement that is not in the rubric.
        UnknownRequirement = "unknown_requirement",
        /// Requirements that lead back to themselves.
        Loop = "loop",
        /// A gate that can never be reached.
        UnreachableGate = "unreachable_gate",
        /// A gate on what should not be: not doing it would fail the response.
        InvertedGate = "inverted_gate",
        /// A criterion that earns and costs nothing.
        NoPoints = "no_points",
        /// No criterion has positive points: no share can be given.
        NoPositive = "no_positive",
        /// No criterion has negative points.
        NoNegative = "no_negative",
        /// Fewer criteria than asked for.
        Few = "few",
        /// One row is worth more than all the others.
        Outweighs = "outweighs",
        /// An ordinal scale that cannot tell anything apart.
        Levels = "levels",
    }

    /// What a rubric judges.
    pub enum Subject {
        /// The response as it is read.
        Response = "response",
        /// The model's chain of thought.
        Reasoning = "reasoning",
    }

    /// Which text of a criterion a finding stands in.
    pub enum Field {
        /// Its line.
        Title = "title",
        /// Its words.
        Text = "text",
    }
}

document! {
    /// What is asked of a rubric.
    pub struct Options {
        /// What it judges.
        pub subject: Subject = Subject::Response,
        /// How many criteria there should be.
        pub minimum: usize = 20,
        /// The language of messages, a BCP 47 tag; English but for `de`.
        pub language: Option<String>,
        /// Rules that do not count.
        pub off: Vec<Rule>,
        /// Findings that were dismissed with a reason.
        pub dismissed: Vec<Dismissal>,
    }

    /// A finding that its author lets stand.
    pub struct Dismissal {
        /// The criterion; none for the rubric as a whole.
        pub criterion: Option<String>,
        /// The rule.
        pub rule: Rule,
        /// Why.
        pub reason: String = String::new(),
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            subject: Subject::Response,
            minimum: 20,
            language: None,
            off: Vec::new(),
            dismissed: Vec::new(),
            extra: crate::json::Map::new(),
        }
    }
}

/// Stands between the criteria that lead to each other.
const BETWEEN: &str = " → ";

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The criterion; none for the rubric as a whole.
    pub criterion: Option<String>,
    /// What is wrong.
    pub rule: Rule,
    /// Where, in bytes of the criterion's field.
    pub place: Option<(Field, Span)>,
    /// What the message names: the words, the other criterion, a count.
    pub about: String,
    /// What would cure it, where that changes no meaning.
    pub fix: Option<Fix>,
}

/// A cure that is safe to apply.
#[derive(Clone, Debug, PartialEq)]
pub enum Fix {
    /// The rubric without a criterion.
    Remove(String),
    /// A criterion without one of its requirements.
    Unrequire(String),
    /// A criterion that is no gate.
    Ungate,
}

/// Everything that is wrong with a rubric, criterion by criterion, then as a whole; without what is switched off or dismissed.
#[must_use]
pub fn lint(rubric: &Rubric, options: &Options) -> Vec<Finding> {
    let mut found = Vec::new();
    for criterion in &rubric.criteria {
        of_criterion(criterion, options, &mut found);
        set::of_row(rubric, criterion, &mut found);
    }
    set::of_all(rubric, options, &mut found);
    let open = |finding: &Finding| {
        let dismissed = |one: &Dismissal| {
            one.criterion == finding.criterion && one.rule == finding.rule && !one.reason.trim().is_empty()
        };
        !options.off.contains(&finding.rule) && !options.dismissed.iter().any(dismissed)
    };
    found.retain(open);
    found
}

/// What is wrong with one criterion by itself.
fn of_criterion(criterion: &Criterion, options: &Options, found: &mut Vec<Finding>) {
    let fields = [(Field::Title, &criterion.title), (Field::Text, &criterion.text)];
    if fields.iter().all(|(_, text)| text.trim().is_empty()) {
        found.push(Finding::of(criterion, Rule::Empty, None, String::new()));
        return;
    }
    let languages = languages_of(&format!("{} {}", criterion.title, criterion.text));
    let mut seen: Vec<(Rule, String)> = Vec::new();
    for (field, text) in fields {
        let words = phrase::words(text);
        let alone = field == Field::Title || criterion.title.trim().is_empty();
        let mut here = numbers::without_tolerance(criterion, text, &words);
        for language in languages {
            here.extend(claims::stacked(text, &words, *language, alone));
            here.extend(wording::vague(text, &words, *language));
            here.extend(wording::not_self_contained(text, &words, *language, alone));
            if options.subject == Subject::Response {
                here.extend(wording::reasoning(&words, *language));
            }
        }
        for (rule, span) in here {
            let about = span.slice(text).to_owned();
            // A title that the text repeats is one finding, not two.
            let same = (rule, about.to_lowercase());
            if !seen.contains(&same) {
                seen.push(same);
                found.push(Finding::of(criterion, rule, Some((field, span)), about));
            }
        }
    }
    if numbers::exact_scale(criterion) {
        found.push(Finding::of(criterion, Rule::Tolerance, None, String::new()));
    }
}

impl Finding {
    fn of(criterion: &Criterion, rule: Rule, place: Option<(Field, Span)>, about: String) -> Self {
        Self { criterion: Some(criterion.id.clone()), rule, place, about, fix: None }
    }

    fn of_whole(rule: Rule, about: String) -> Self {
        Self { criterion: None, rule, place: None, about, fix: None }
    }

    /// As JavaScript has it: places in UTF-16 code units of the criterion's `title` or `text`.
    #[must_use]
    pub fn document(&self, rubric: &Rubric, language: Option<&str>) -> Value {
        let criterion = rubric.criteria.iter().find(|one| Some(&one.id) == self.criterion.as_ref());
        let span = self.place.zip(criterion).map(|((field, span), criterion)| {
            let text = if field == Field::Title { &criterion.title } else { &criterion.text };
            let place = Offsets::new(text).span_to(Unit::Utf16, span);
            let exact = span.slice(text);
            object([
                ("field", field.word().into()),
                ("unit", "utf16".into()),
                ("start", place.start.into()),
                ("end", place.end.into()),
                ("exact", exact.into()),
            ])
        });
        let fix = self.fix.as_ref().map(|fix| match fix {
            Fix::Remove(id) => object([("remove", id.as_str().into())]),
            Fix::Unrequire(id) => object([("unrequire", id.as_str().into())]),
            Fix::Ungate => object([("gate", false.into())]),
        });
        object([
            ("criterion", self.criterion.write()),
            ("rule", self.rule.word().into()),
            ("message", self.message(rubric, language).into()),
            ("span", span.unwrap_or_default()),
            ("fix", fix.unwrap_or_default()),
            ("cure", self.cure(language).write()),
        ])
    }
}

/// The rubric with a cure applied to the criterion that it is for.
#[must_use]
pub fn cured(rubric: &Rubric, finding: &Finding) -> Rubric {
    let mut rubric = rubric.clone();
    let own = |one: &&mut Criterion| Some(&one.id) == finding.criterion.as_ref();
    match &finding.fix {
        Some(Fix::Remove(id)) => {
            rubric.criteria.retain(|one| one.id != *id);
            // What asked for the one that goes asks for the one that says the same.
            for one in &mut rubric.criteria {
                for required in one.requires.iter_mut().filter(|required| *required == id) {
                    required.clone_from(&finding.about);
                }
                one.requires.dedup();
            }
        }
        Some(Fix::Unrequire(id)) => {
            if let Some(one) = rubric.criteria.iter_mut().find(own) {
                one.requires.retain(|required| required != id);
            }
        }
        Some(Fix::Ungate) => {
            if let Some(one) = rubric.criteria.iter_mut().find(own) {
                one.gate = false;
            }
        }
        None => {}
    }
    rubric
}
