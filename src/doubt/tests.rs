//! Doubts over whole texts: what is found, and above all what is not.

use super::{Options, Source, doubts};
use crate::json::Map;
use crate::text::Offsets;

fn options(sources: &[&str]) -> Options {
    let source = |text: &&str| Source { title: "S".into(), text: (*text).into(), extra: Map::new() };
    Options {
        language: None,
        sources: sources.iter().map(source).collect(),
        numbered: None,
        off: Vec::new(),
        extra: Map::new(),
    }
}

/// What is found: the rule and the place.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> =
        doubts(text, &options(&[])).iter().map(|one| format!("{} {}", one.rule.word(), one.span.slice(text))).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn what_is_worked_out_wrongly_is_found() {
    check("So 12 × 4 = 46.", &["arithmetic 12 × 4 = 46"]);
    check("12 x 4 = 46 and 12*4=48", &["arithmetic 12 x 4 = 46"]);
    check("**12 · 4** = 46", &["arithmetic 12 · 4** = 46"]);
    check("Total: $1,200 + $350 = $1,650", &["arithmetic $1,200 + $350 = $1,650"]);
    check("1.234,50 € + 100 € = 1.434,50 €", &["arithmetic 1.234,50 € + 100 € = 1.434,50 €"]);
    check("15 % of 200 is 35.", &["arithmetic 15 % of 200 is 35"]);
    check("19 % von 1.000 € sind 109 €", &["arithmetic 19 % von 1.000 € sind 109 €"]);
    check("2(3 + 4) = 15", &["arithmetic 2(3 + 4) = 15"]);
    check("100 / 8 = 12.5 = 13.5", &[]);
    check("3 apples + 4 apples = 8 apples", &["arithmetic 3 apples + 4 apples = 8"]);
    check("x = 3 + 4 = 8", &["arithmetic 3 + 4 = 8"]);
    check("about 1785 × 2 ≈ 3,200", &["arithmetic 1785 × 2 ≈ 3,200"]);
    check(r"$12 \times 4 = 46$", &[r"arithmetic 12 \times 4 = 46"]);
    check(r"$\frac{1}{2} + \frac{1}{4} = \frac{5}{8}$", &[r"arithmetic \frac{1}{2} + \frac{1}{4} = \frac{5}{8}"]);
    check(r"\[ 2^{10} = 1{,}034 \]", &[r"arithmetic 2^{10} = 1{,}034"]);
    check(r"$\sqrt{16} + 1 = 6 \text{ cm}$", &[r"arithmetic \sqrt{16} + 1 = 6 \text{ cm}"]);
}

#[test]
fn what_comes_out_in_any_reading_is_no_doubt() {
    for text in [
        "12 × 4 = 48, 3 + 4 = 7 and 10 / 4 = 2.5",
        "33.33 × 3 = 100",
        "100 / 3 = 33.3 and 100/3 = 33",
        "200 € + 19 % = 238 €",
        "200 × 15 % = 30 and 30 / 200 = 15 %",
        "1.234 + 1.000 = 2.234",
        "7 / 2 = 3",
        "2 m + 30 cm = 2.3 m",
        "3 × 20 min = 1 h",
        "2m + 3 = 7, x + 3 = 4 and f(2) + 3 = 9",
        "2³ = 8 and 10² = 100",
        r"a share of $1.02/1.10 = 92.7$ % and \(1/2 = 50\)%",
        "Refunding −50.00 gives +50.75",
        r"for $n \approx 2^{20} \approx 10^6$ of them",
        "1 + 2 + … + 10 = 55, and 1 + 2 + ... + 10 = 55",
        "17 mod 5 = 2, so 12 + 5 = 2 (mod 5)",
        "binary 10 + 10 = 100",
        "0-5 = low, 6–10 = 3 points",
        "log 8 + 2 = 5",
        "12 × 4 = 48 – 2 more than 46",
        "the sum is 12 × 4 = 4 dozen",
        "In 2024 revenue = 5 + 3",
        "`7 / 2 = 3` and `1 + 1 = 3`",
        "H2 + O2 = 2 and 2 H2 + 1 = 2",
        "Score 5:3 + 1 = 2",
        "a + 3 × 4 = 20",
        "5 × 3 is 2 more than 13",
        "3.10.2026 + 2 = 5.10.2026",
        r"$x + 3 = 4$, $2x = 4$, $2 \cdot 3 \equiv 1 \pmod 5$, $\sum_{i=1}^{3} 2 = 6$",
        r"$a_1 + 2 = 4$ and $\log_2 8 = 3$ and $10 \bmod 3 = 1$",
        r"$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} = 5$",
        r"$100 \times 1.05^2 = 110.25$ and $1{,}5 \cdot 2 = 3$",
    ] {
        check(text, &[]);
    }
}

#[test]
fn totals_that_their_rows_do_not_make_are_found() {
    let table = |rows: &str| format!("| a | b | c |\n|---|---|---|\n{rows}");
    let text = table("| x | 10 | 1,5 |\n| y | 20 | 2,5 |\n| z | 5 | 1 |\n| **Total** | **45** | 5 |\n");
    check(&text, &["total 45"]);
    check(&table("| x | 10 | 1 |\n| y | 20 | 2 |\n| Total | 30 | 1.5 |\n"), &[]);
    check(&table("| x | 50 % | 1 |\n| y | 55 % | 2 |\n| Summe | 100 % | 3 |\n"), &["total 100 %"]);
    check(&table("| x | 33.3% | 1 |\n| y | 33.3% | 2 |\n| z | 33.3% | 2 |\n| Total | 100% | 5 |\n"), &[]);
    check(&table("| x | 10 | 1 |\n| Subtotal | 10 | 1 |\n| y | 20 | 2 |\n| Total | 30 | 3 |\n"), &[]);
    check(&table("| x | 10 | 1 |\n| less y | 2 | 2 |\n| Total | 8 | 3 |\n"), &[]);
    check(
        &table("| 2023 | 1.200,50 € | 1 |\n| 2024 | 800 € | 2 |\n| Summe | 2.100,50 € | 3 |\n"),
        &["total 2.100,50 €"],
    );
    check(&table("| x | n/a | 1 |\n| y | 20 | 2 |\n| Total | 30 | 3 |\n"), &[]);
}

#[test]
fn the_row_that_breaks_what_the_others_keep_is_found() {
    let head = "| item | n | price | amount |\n|---|---|---|---|\n";
    let rows = "| a | 2 | 15 | 30 |\n| b | 3 | 12 | 36 |\n| c | 4 | 25 | 100 |\n";
    check(&format!("{head}{rows}| d | 5 | 13 | 75 |\n"), &["row 75"]);
    check(&format!("{head}{rows}| d | 5 | 13 | 65 |\n"), &[]);
    check(&format!("{head}{rows}| d | 5 | 13 | 75 |\n| e | 5 | 11 | 65 |\n"), &[]);
}

#[test]
fn paragraphs_formulas_and_dates_are_looked_at_where_they_stand() {
    let long = "The owner has to be told of it in writing three months before, and the tenant pays until the end of that time.";
    check(&format!("{long}\n\nmore\n\n- {long}\n"), &[&format!("repeated {long}")]);
    check(&format!("```\n{long}\n\n{long}\n```\n"), &[]);
    check(r"so $\frac{1}{2$ is", &["formula $\\frac{1}{2$"]);
    check(
        "| a |\n|---|\n| Tuesday, 3 March 2025 |\n\nTuesday, 3 March 2025\n",
        &["weekday Tuesday, 3 March 2025", "weekday Tuesday, 3 March 2025"],
    );
}

#[test]
fn quotations_are_looked_up_in_the_sources() {
    let source = "The tenant may terminate the lease with three months' notice to the end of a month.";
    let found = |text: &str| -> Vec<String> {
        let found = doubts(text, &options(&[source]));
        found.iter().map(|one| format!("{} {}", one.rule.word(), one.span.slice(text))).collect()
    };
    assert!(found("It says: “may terminate the lease with three months' notice”.").is_empty());
    let altered = found("It says: “may terminate the lease with six months' notice to the end”.");
    assert_eq!(altered, ["altered may terminate the lease with six months' notice to the end"]);
    let missing = "The source states: \"pets are never allowed in any of the rooms\".";
    assert_eq!(found(missing), ["missing pets are never allowed in any of the rooms"]);
    // Nobody says that this is a quotation.
    assert!(found("One might ask \"may I ever have a dog in here\" of course.").is_empty());
    assert_eq!(found("See Source 3."), ["no_source Source 3"]);
    assert!(found("See Source 1.").is_empty());
    assert_eq!(doubts(missing, &options(&[])), []);
}

#[test]
fn messages_say_what_was_found_in_both_languages_and_rules_can_be_off() {
    let text = "Über: 12 × 4 = 46, on Tuesday, 3 March 2025";
    let found = doubts(text, &options(&[]));
    let said: Vec<String> = found.iter().map(|one| one.message(Some("de-AT"))).collect();
    assert_eq!(said, ["12 × 4 = 48; dort steht 46.", "Das Datum in „Tuesday, 3 March 2025“ ist ein Montag."]);
    let first = found[0].document(text, &Offsets::new(text), None).to_string();
    assert_eq!(
        first,
        r#"{"end":17,"exact":"12 × 4 = 46","message":"12 × 4 = 48; the text says 46.","rule":"arithmetic","start":6}"#
    );
    let off = Options { off: vec![super::Rule::Arithmetic], ..options(&[]) };
    assert_eq!(doubts(text, &off).len(), 1);
}

#[test]
fn no_text_however_broken_stops_it() {
    let parts = [
        "12",
        "4,5",
        "=",
        "×",
        "(",
        ")",
        "$",
        "\\frac{",
        "}",
        "|",
        "\n",
        "%",
        "Monday",
        "31.2.2025",
        "„",
        "“",
        "ä",
        "^",
        "-",
    ];
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..20_000 {
        let length = random.usize(1..24);
        let text: String = (0..length)
            .map(|_| parts[random.usize(..parts.len())].to_owned() + if random.bool() { " " } else { "" })
            .collect();
        for one in doubts(&text, &options(&["12 Monday 4,5 x y z"])) {
            assert!(text.get(one.span.start..one.span.end).is_some_and(|words| !words.is_empty()), "{text:?} {one:?}");
        }
    }
}
