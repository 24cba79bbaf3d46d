//! What is read of a text as JSON: the page reads the Markdown, and hands this to the wasm that finds doubts.

use super::run::{Reading, Run};
use crate::json::{DecodeError, Doc, Object, Value, object};
use crate::text::Span;

impl Doc for Reading {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::open(value)?;
        let (runs, formulas) = (object.take("runs")?, object.take("formulas")?);
        Ok(Self { runs, formulas, tables: object.take("tables")? })
    }

    fn write(&self) -> Value {
        object([("runs", self.runs.write()), ("formulas", self.formulas.write()), ("tables", self.tables.write())])
    }
}

/// A run is its text and a list of numbers: whether it is quoted (0 or 1), begin and end of the block that it is (none:
/// the end before the begin), then three of each part.
impl Doc for Run {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::open(value)?;
        let numbers: Vec<usize> = object.take("at")?;
        let [quoted, start, end, parts @ ..] = numbers.as_slice() else {
            return Err(DecodeError::missing("three numbers").under_field("at"));
        };
        let block = (start <= end).then_some(Span { start: *start, end: *end });
        let mut run = Self::default();
        (run.text, run.block, run.quoted) = (object.take("text")?, block, *quoted == 1);
        for part in parts.chunks_exact(3) {
            if let [at, start, end] = part {
                run.put([*at, *start, *end]);
            }
        }
        Ok(run)
    }

    fn write(&self) -> Value {
        let block = self.block.map_or([1, 0], |block| [block.start, block.end]);
        let mut numbers = vec![usize::from(self.quoted)];
        numbers.extend(block);
        self.parts().for_each(|part| numbers.extend(part));
        object([("text", self.text.as_str().into()), ("at", numbers.write())])
    }
}

#[cfg(test)]
mod tests {
    use crate::doubt::{Options, Reading, Source, as_read, doubts, found, reading};
    use crate::json::{Doc, Map};

    /// Pieces of Markdown in which something is to be found, and in which nothing is.
    const PIECES: [&str; 14] = [
        "12 × 4 = 46 & **5 + 5** = 11\n",
        "\n\n",
        "> It says „the tenant may *end* the contract at any time he likes“ in source 3\n",
        "| a | b |\n|---|---|\n| x | 12 |\n| y | 3 |\n| Total | 16 |\n",
        "$\\frac{1}{2} + \\frac{1}{4} = \\frac{5}{8}$ ",
        "\n\\[ 2^{10} = 1{,}034 \\]\n",
        "On Tuesday, 3 March 2025 &amp; on 31 April 2024.\n",
        "- 10 km = 7 mi\n",
        "`2 + 2 = 5` and ~~2 + 2 = 5~~ ",
        "# Sums 3 + 4 = 8\n",
        "According to the source the owner has to be told of it in writing at least \"three months before\" he moves in.\n\n",
        "1. \\left( x $ \\alpha\n",
        "ä€𝒳 [a link with 9 × 9 = 80](https://x.y)\n",
        "   \u{a0}",
    ];

    #[test]
    fn what_is_handed_over_says_the_same_doubts_as_the_text() {
        let mut random = fastrand::Rng::with_seed(11);
        let text = "The **tenant** may end this contract at any time that he likes.".to_owned();
        let source = Source { title: "Lease".into(), text, extra: Map::new() };
        let mut count = 0;
        for round in 0..150 {
            let text: String = (0..random.usize(1..9)).map(|_| PIECES[random.usize(0..PIECES.len())]).collect();
            let sources = if round % 2 == 0 { vec![source.clone()] } else { Vec::new() };
            let options = Options { language: None, sources, numbered: None, off: Vec::new(), extra: Map::new() };
            let read = reading(&text);
            let handed = Reading::read(read.write()).expect("a reading");
            assert_eq!(handed, read, "{text}");
            let all = doubts(&text, &options);
            assert_eq!(found(&handed, &as_read(options)), all, "{text}");
            count += all.len();
        }
        assert!(count > 250, "{count}");
    }

    #[test]
    fn what_is_no_reading_is_refused_with_its_place() {
        let error = |text: &str| {
            let value = serde_json::from_str(text).expect("JSON");
            Reading::read(value).expect_err("an error").to_string()
        };
        assert!(error("[]").contains("an object"), "{}", error("[]"));
        assert!(error(r#"{"runs":[{"text":"a","at":[0]}]}"#).contains("runs[0].at"));
        assert!(error(r#"{"runs":[{"text":"a","at":[0,1,-1]}]}"#).contains("runs[0].at[2]"));
        assert!(error(r#"{"runs":[{"at":[0,1,0]}]}"#).contains("runs[0].text"));
    }
}
