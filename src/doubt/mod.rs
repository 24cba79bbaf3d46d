//! What can be checked in a text without any model, and does not come out: doubts, for an expert to look at, never verdicts.
//!
//! Read in this order: `run` (what is read, and where it stands) and `handed` (the same as JSON), `figure` and `token` (numbers and signs), `evaluate` and
//! `arithmetic` (what is worked out), `table`, `date`, `conversion`, `repeat`, `tex`, `quote`, `message` (what is said).
//! Each says nothing where it is not sure: a false alarm costs an expert more than a miss.

mod arithmetic;
mod conversion;
mod date;
mod evaluate;
mod figure;
mod handed;
mod message;
mod quote;
mod repeat;
mod run;
mod table;
#[cfg(test)]
mod tests;
mod tex;
mod token;

use crate::json::{Doc, Value, document, object, words};
use crate::markup;
use crate::text::{Offsets, Span, Unit, sort_by_place};
use message::Said;
pub use run::Reading;

words! {
    /// What a doubt is about.
    pub enum Rule {
        /// Something worked out comes to something else.
        Arithmetic = "arithmetic",
        /// A total is not the sum of its column.
        Total = "total",
        /// A cell is not made as those of the other rows.
        Row = "row",
        /// The date was another weekday.
        Weekday = "weekday",
        /// There is no such day.
        Day = "day",
        /// A quantity is not the same in another unit.
        Unit = "unit",
        /// A paragraph stands there twice.
        Repeated = "repeated",
        /// A formula does not close.
        Formula = "formula",
        /// A quotation is not as the source has it.
        Altered = "altered",
        /// A quotation is in no source.
        Missing = "missing",
        /// There is no such source.
        NoSource = "no_source",
    }
}

document! {
    /// What a text is checked with.
    pub struct Options {
        /// The language of messages, a BCP 47 tag; English but for `de`.
        pub language: Option<String>,
        /// What may be quoted; where there is nothing, quotations are not checked.
        pub sources: Vec<Source>,
        /// How many of them are sources that are counted (`Source 3`); all of them where nothing is said.
        pub numbered: Option<usize>,
        /// Rules that do not count.
        pub off: Vec<Rule>,
    }

    /// A text that may be quoted.
    pub struct Source {
        /// Its title, as messages name it.
        pub title: String = String::new(),
        /// Its text.
        pub text: String,
    }
}

/// Something that does not come out.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What it is about.
    pub rule: Rule,
    /// Where, in bytes of the text.
    pub span: Span,
    said: Said,
}

impl Doubt {
    /// What does not come out, in a sentence; German for `de`, English otherwise.
    #[must_use]
    pub fn message(&self, language: Option<&str>) -> String {
        let german = language.is_some_and(|tag| tag.to_lowercase().starts_with("de"));
        self.said.text(german)
    }

    /// As JSON; places are UTF-16 code units of the text.
    #[must_use]
    pub fn document(&self, text: &str, offsets: &Offsets, language: Option<&str>) -> Value {
        let place = offsets.span_to(Unit::Utf16, self.span);
        object([
            ("rule", self.rule.write()),
            ("message", self.message(language).into()),
            ("exact", self.span.slice(text).into()),
            ("start", place.start.into()),
            ("end", place.end.into()),
        ])
    }
}

/// All doubts about a text, in the order of their places.
#[must_use]
pub fn doubts(text: &str, options: &Options) -> Vec<Doubt> {
    found(&reading(text), &as_read(options.clone()))
}

/// What is read of a text in Markdown.
#[must_use]
pub fn reading(text: &str) -> Reading {
    run::read(&markup::parse(text), text)
}

/// The same options with their sources as they are read: so they are quoted.
#[must_use]
pub fn as_read(mut options: Options) -> Options {
    for source in &mut options.sources {
        source.text = markup::plain(&markup::parse(&source.text), &source.text);
    }
    options
}

/// All doubts about what was read, in the order of their places: of [`reading`], with options that are [`as_read`]. The page
/// reads Markdown anyway, so that what finds doubts need not.
#[must_use]
pub fn found(read: &Reading, options: &Options) -> Vec<Doubt> {
    let sources = &options.sources;
    let numbered = options.numbered.unwrap_or(sources.len());
    let mut found = Vec::new();
    for run in &read.runs {
        of_run(run, &mut found);
        of_quotes(run, run.quoted, (sources, numbered), &mut found);
    }
    for formula in &read.formulas {
        of_formula(formula, &mut found);
    }
    for table in read.tables() {
        for one in table::wrong(&table) {
            let rule = if one.by == table::By::Column { Rule::Total } else { Rule::Row };
            let said = Said::Sum { of: one.by, comes_to: one.comes_to, stated: one.stated };
            found.push(Doubt { rule, span: one.span, said });
        }
    }
    for span in repeat::repeated(&read.runs) {
        found.push(Doubt { rule: Rule::Repeated, span, said: Said::Repeated });
    }
    found.retain(|one| !options.off.contains(&one.rule) && !one.span.is_empty());
    sort_by_place(&mut found, |one| (one.span.start, one.span.end));
    found.dedup_by(|later, earlier| later.span == earlier.span && later.rule == earlier.rule);
    found
}

/// What is worked out, dates and units of running text.
fn of_run(run: &run::Run, found: &mut Vec<Doubt>) {
    let mut tell = |rule, span, said| found.push(Doubt { rule, span: run.place(span), said });
    for one in arithmetic::in_text(run) {
        tell(
            Rule::Arithmetic,
            one.span,
            Said::Arithmetic { side: one.side, comes_to: one.comes_to, stated: one.stated },
        );
    }
    for one in date::wrong(&run.text) {
        let words = one.span.slice(&run.text).to_owned();
        match one.weekday {
            Some(day) => tell(Rule::Weekday, one.span, Said::Weekday { words, day }),
            None => tell(Rule::Day, one.span, Said::Day { words }),
        }
    }
    for one in conversion::wrong(&run.text) {
        let comma = one.first.contains(',') && !one.first.contains('.');
        let said = Said::Unit { first: one.first, is: one.is, second: one.second, unit: one.unit, comma };
        tell(Rule::Unit, one.span, said);
    }
    if let Some((span, mark)) = tex::stray(&run.text) {
        tell(Rule::Formula, span, Said::Formula { mark });
    }
}

fn of_formula(run: &run::Run, found: &mut Vec<Doubt>) {
    if let Some((span, mark)) = tex::unbalanced(&run.text) {
        found.push(Doubt { rule: Rule::Formula, span: run.place(span), said: Said::Formula { mark } });
        return;
    }
    for one in arithmetic::in_formula(run) {
        let said = Said::Arithmetic { side: one.side, comes_to: one.comes_to, stated: one.stated };
        found.push(Doubt { rule: Rule::Arithmetic, span: run.place(one.span), said });
    }
}

fn of_quotes(run: &run::Run, quoted: bool, sources: (&[Source], usize), found: &mut Vec<Doubt>) {
    for (span, wrong) in quote::wrong(run, quoted, sources) {
        let (rule, said) = match wrong {
            quote::Wrong::Altered(changes, title) => (Rule::Altered, Said::Altered { changes, title }),
            quote::Wrong::Missing => (Rule::Missing, Said::Missing),
            quote::Wrong::NoSource(words) => (Rule::NoSource, Said::NoSource { words }),
        };
        found.push(Doubt { rule, span: run.place(span), said });
    }
}
