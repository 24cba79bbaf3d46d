//! What JavaScript gives and gets: ratings as rows, entries or spans; a figure with its base, or why there is none.

use super::coefficient::{Coefficient, coefficient};
use super::interval::bootstrap;
use super::rank::tau_b;
use super::spans::{Mark, Match, Text, span_f1};
use super::unitizing::{unitizing_alpha, unitizing_alpha_of};
use super::weights::{Level, Weights};
use super::{Found, Table};
use crate::json::{DecodeError, Doc, Object, Value, document, object, words};
use crate::text::Span;

words! {
    /// Which figure is asked for.
    pub enum Metric {
        /// The share of pairs of ratings that agree.
        Percent = "percent",
        /// Cohen's kappa.
        Cohen = "cohen",
        /// Fleiss' kappa.
        Fleiss = "fleiss",
        /// Conger's kappa.
        Conger = "conger",
        /// Krippendorff's alpha.
        Alpha = "alpha",
        /// Gwet's AC1.
        Ac1 = "ac1",
        /// Gwet's AC2: quadratic weights where none are named.
        Ac2 = "ac2",
        /// Brennan and Prediger's coefficient.
        Uniform = "brennan_prediger",
        /// F1 over marked places.
        SpanF1 = "span_f1",
        /// Krippendorff's alpha for unitizing.
        UAlpha = "u_alpha",
        /// Kendall's tau-b.
        TauB = "tau_b",
    }
}

document! {
    /// What is asked for.
    pub struct Options {
        /// The figure.
        pub metric: Metric,
        /// How far different categories agree.
        pub weights: Option<Weights>,
        /// What differences mean to alpha.
        pub level: Option<Level>,
        /// All categories, from least to most, where the ratings alone do not say.
        pub categories: Vec<Value>,
        /// When two spans are the same.
        pub by as "match": Match = Match::Exact,
        /// The one category of spans that counts.
        pub category: Option<String>,
        /// What the draws of the interval begin with.
        pub seed: u64 = 1,
        /// How many draws; 0 for no interval.
        pub samples: usize = 1000,
        /// How much of them the interval holds, 0 to 1.
        pub confidence: f64 = 0.95,
    }

    /// One rating of the long form.
    pub struct Entry {
        /// What was rated.
        pub unit: Value,
        /// By whom.
        pub rater: Value,
        /// As what; null for not at all.
        pub value: Value = Value::Null,
    }

    /// One marked place.
    pub struct MarkDoc {
        /// By whom.
        pub rater: Value,
        /// Where it begins.
        pub start: usize,
        /// Where it ends, exclusive.
        pub end: usize,
        /// As what.
        pub category: String = String::new(),
    }

    /// A text and the places marked in it.
    pub struct TextDoc {
        /// Where it begins.
        pub begin: usize = 0,
        /// How long it is, in the unit of the spans.
        pub length: usize,
        /// What was marked.
        pub spans: Vec<MarkDoc>,
    }
}

/// What was rated: `[[1, 1, null], …]` a unit a row, `[{unit, rater, value}, …]`, or
/// `{raters?: […], texts: [{length, spans: [{rater, start, end, category}]}]}` (one text may stand for itself).
#[derive(Clone, Debug, PartialEq)]
pub enum Ratings {
    /// Rows of values.
    Rows(Vec<Vec<Value>>),
    /// Places in texts, and how many raters looked.
    Spans(Vec<Text>, usize),
}

impl Doc for Ratings {
    fn read(value: Value) -> Result<Self, DecodeError> {
        if value.is_object() {
            return spans(value);
        }
        let long = value.as_array().and_then(|rows| rows.first()).is_some_and(Value::is_object);
        if long { Ok(Self::Rows(widened(Vec::<Entry>::read(value)?))) } else { Vec::read(value).map(Self::Rows) }
    }

    fn write(&self) -> Value {
        match self {
            Self::Rows(rows) => rows.write(),
            Self::Spans(..) => Value::Null,
        }
    }
}

/// Entries as rows: units and raters in the order in which they first come. Of two ratings of one unit by one rater the
/// later stands.
fn widened(entries: Vec<Entry>) -> Vec<Vec<Value>> {
    let (mut units, mut raters, mut rows) = (Vec::new(), Vec::new(), Vec::<Vec<Value>>::new());
    for entry in entries {
        let (unit, rater) = (place(&mut units, entry.unit), place(&mut raters, entry.rater));
        if rows.len() <= unit {
            rows.resize(unit + 1, Vec::new());
        }
        if let Some(row) = rows.get_mut(unit) {
            if row.len() <= rater {
                row.resize(rater + 1, Value::Null);
            }
            if let Some(cell) = row.get_mut(rater) {
                *cell = entry.value;
            }
        }
    }
    rows
}

fn place(known: &mut Vec<Value>, value: Value) -> usize {
    known.iter().position(|one| *one == value).unwrap_or_else(|| {
        known.push(value);
        known.len() - 1
    })
}

fn spans(value: Value) -> Result<Ratings, DecodeError> {
    let mut top = Object::open(value.clone())?;
    let mut raters: Vec<Value> = top.take("raters")?;
    let given: Option<Vec<TextDoc>> = top.take("texts")?;
    let given = match given {
        Some(texts) => texts,
        None => vec![TextDoc::read(value)?],
    };
    let mut texts = Vec::with_capacity(given.len());
    for (index, text) in given.into_iter().enumerate() {
        let whole = Span::new(text.begin, text.begin + text.length);
        let mut marks = Vec::with_capacity(text.spans.len());
        for (at, mark) in text.spans.into_iter().enumerate() {
            if mark.start > mark.end || !whole.covers(Span::new(mark.start, mark.end)) {
                let found = format!("{} to {}", mark.start, mark.end);
                let error = DecodeError::new(&format!("a place from {} to {}", whole.start, whole.end), &found);
                return Err(error.under_index(at).under_field("spans").under_index(index).under_field("texts"));
            }
            let rater = place(&mut raters, mark.rater);
            marks.push(Mark { rater, span: Span::new(mark.start, mark.end), category: mark.category });
        }
        texts.push(Text { whole, marks });
    }
    Ok(Ratings::Spans(texts, raters.len()))
}

/// A figure with its interval, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The figure.
    pub found: Found,
    /// The interval, where there are enough units to draw from.
    pub interval: Option<(f64, f64)>,
    /// How many raters there were.
    pub raters: usize,
}

impl Answer {
    /// As JavaScript has it.
    #[must_use]
    pub fn document(&self) -> Value {
        let interval = self.interval.map_or(Value::Null, |(low, high)| vec![low, high].into());
        match &self.found {
            Ok(estimate) => object([
                ("value", estimate.value.into()),
                ("observed", estimate.observed.into()),
                ("expected", estimate.expected.write()),
                ("error", estimate.error.write()),
                ("n", estimate.n.into()),
                ("raters", self.raters.into()),
                ("interval", interval),
            ]),
            Err(undefined) => object([
                ("undefined", undefined.why.as_str().into()),
                ("observed", undefined.observed.write()),
                ("n", undefined.n.into()),
                ("raters", self.raters.into()),
            ]),
        }
    }
}

/// How far raters agree.
///
/// # Errors
/// Where the metric does not fit the ratings: places for one on categories, or the other way round.
pub fn agreement(ratings: &Ratings, options: &Options) -> Result<Answer, DecodeError> {
    let misfit = |expected: &str| Err(DecodeError::unexpected(expected, &options.metric.word().into()));
    match (ratings, options.metric) {
        (Ratings::Spans(texts, raters), Metric::SpanF1 | Metric::UAlpha) => Ok(over_texts(texts, *raters, options)),
        (Ratings::Spans(..), _) => misfit("span_f1 or u_alpha, as the ratings are spans").map_err(named),
        (Ratings::Rows(_), Metric::SpanF1 | Metric::UAlpha) => {
            misfit("a metric for categories, as the ratings are rows").map_err(named)
        }
        (Ratings::Rows(rows), _) => Ok(over_rows(&Table::of_values(rows, &options.categories), options)),
    }
}

fn named(error: DecodeError) -> DecodeError {
    error.under_field("metric")
}

fn over_texts(texts: &[Text], raters: usize, options: &Options) -> Answer {
    let figure = |texts: &[Text]| match (options.metric, &options.category) {
        (Metric::SpanF1, None) => span_f1(texts, raters, options.by),
        (Metric::SpanF1, Some(category)) => {
            let of = |mark: &&Mark| mark.category == *category;
            let only = |text: &Text| Text { whole: text.whole, marks: text.marks.iter().filter(of).cloned().collect() };
            span_f1(&texts.iter().map(only).collect::<Vec<_>>(), raters, options.by)
        }
        (_, Some(category)) => unitizing_alpha_of(texts, raters, category),
        (_, None) => unitizing_alpha(texts, raters),
    };
    let drawn = |units: &[usize]| {
        let picked: Vec<Text> = units.iter().filter_map(|unit| texts.get(*unit)).cloned().collect();
        figure(&picked)
    };
    let found = figure(texts);
    let interval = interval(&found, texts.len(), options, drawn);
    Answer { found, interval, raters }
}

fn over_rows(table: &Table, options: &Options) -> Answer {
    let figure = |table: &Table| {
        let weights = options.weights.unwrap_or(match options.metric {
            Metric::Ac2 => Weights::Quadratic,
            _ => Weights::Identity,
        });
        let kind = match (options.metric, options.level, options.weights) {
            (Metric::TauB, ..) => return tau_b(table),
            (Metric::Alpha, None, Some(_)) => Coefficient::Alpha,
            (Metric::Alpha, level, _) => Coefficient::AlphaAt(level.unwrap_or(Level::Nominal)),
            (Metric::Cohen, ..) => Coefficient::Cohen,
            (Metric::Fleiss, ..) => Coefficient::Fleiss,
            (Metric::Conger, ..) => Coefficient::Conger,
            (Metric::Uniform, ..) => Coefficient::Uniform,
            (Metric::Ac1 | Metric::Ac2, ..) => Coefficient::Gwet,
            _ => Coefficient::Percent,
        };
        coefficient(table, kind, weights)
    };
    let found = figure(table);
    let interval = interval(&found, table.len(), options, |units| figure(&table.pick(units)));
    Answer { found, interval, raters: table.raters() }
}

fn interval(found: &Found, units: usize, options: &Options, drawn: impl Fn(&[usize]) -> Found) -> Option<(f64, f64)> {
    found.as_ref().ok()?;
    bootstrap(units, options.samples.min(100_000), options.confidence.clamp(0.0, 1.0), options.seed, drawn)
}
