//! Figures of agreement against the worked examples of those who defined them.

use corrigenda::agreement::{
    Coefficient, Level, Mark, Match, Options, Ratings, Table, Text, Undefined, Weights, agreement, coefficient,
    span_f1, student, tau_b, unitizing_alpha, unitizing_alpha_of, variance_of_cohen,
};
use corrigenda::json::{Doc, Value};
use corrigenda::text::Span;

/// A row for each rater; a dot is missing.
fn raters(lines: [&str; 4]) -> Table {
    let cell = |line: &str, unit: usize| {
        line.as_bytes()[unit].is_ascii_digit().then(|| f64::from(line.as_bytes()[unit] - b'0'))
    };
    Table::of_numbers(&(0..lines[0].len()).map(|unit| lines.map(|line| cell(line, unit)).to_vec()).collect::<Vec<_>>())
}

/// Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C.
fn krippendorff() -> Table {
    raters(["123321412...", "1233224125.3", ".3332342251.", "12332441251."])
}

/// Fleiss 1971, table 1: diagnoses of 30 patients by 6 psychiatrists.
fn diagnoses() -> Table {
    const UNITS: &str = "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 \
                         224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 \
                         133333 555555";
    let row = |unit: &str| unit.bytes().map(|digit| Some(f64::from(digit - b'0'))).collect();
    Table::of_numbers(&UNITS.split_whitespace().map(row).collect::<Vec<_>>())
}

/// The worked example of the English Wikipedia's article on Fleiss' kappa: 10 subjects, 14 raters, 5 categories.
fn wikipedia() -> Table {
    const COUNTS: [[usize; 5]; 10] = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ];
    let row = |counts: &[usize; 5]| {
        let times = counts.iter().enumerate().flat_map(|(category, count)| vec![Some(category as f64); *count]);
        times.collect::<Vec<_>>()
    };
    Table::of_numbers(&COUNTS.iter().map(row).collect::<Vec<_>>())
}

/// Equal to as many digits as are given.
#[track_caller]
fn given(found: f64, expected: &str) {
    let digits = expected.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let wanted: f64 = expected.parse().expect("a number");
    let slack = if digits > 12 { 1e-13 } else { 0.5001 * 10_f64.powi(-i32::try_from(digits).expect("few digits")) };
    assert!((found - wanted).abs() <= slack, "{found} is not {expected}");
}

#[path = "../../benches/judge/agreement.rs"]
mod real;

#[test]
fn figures_over_real_ratings_are_compared_by_name_to_the_digits_given() {
    let line = |severities: [&str; 3]| {
        let rating =
            |(at, severity): (usize, &&str)| serde_json::json!({"rater": format!("r{at}"), "severity": severity});
        serde_json::json!({"ratings": severities.iter().enumerate().map(rating).collect::<Vec<_>>()}).to_string()
    };
    let text = [
        line(["Minor", "Minor", "Major"]),
        line(["No-error", "No-error", "No-error"]),
        line(["Major", "Minor", "Minor"]),
    ];
    let table = real::worst(&text.join("\n")).expect("a table");
    let figures = serde_json::json!({"n_units": 3, "cohen_01": 0.5, "fleiss": 0.9, "of_nobody": 1.0});
    let right: Vec<bool> = real::compare(&table, &figures).iter().map(|line| line.right).collect();
    assert_eq!((table.len(), table.raters(), right), (3, 3, vec![true, false, true, false]));
    let nowhere = real::evaluate(std::path::Path::new("no-such-folder")).expect_err("refused");
    assert!(nowhere.starts_with("real_data_expected.json: "), "{nowhere}");
}

#[track_caller]
fn value(table: &Table, kind: Coefficient, expected: &str) {
    given(coefficient(table, kind, Weights::Identity).expect("a figure").value, expected);
}

#[test]
fn alpha_is_that_of_krippendorffs_paper_at_all_levels_with_missing_values() {
    let table = krippendorff();
    for (level, expected) in [
        (Level::Nominal, "0.743421052631579"),
        (Level::Ordinal, "0.8153875037548814"),
        (Level::Interval, "0.8491071428571428"),
        (Level::Ratio, "0.7974027747116121"),
    ] {
        value(&table, Coefficient::AlphaAt(level), expected);
    }
    let two = |lines: [&str; 2]| raters([lines[0], lines[1], "............", "............"]).pair(0, 1);
    // Sections A and B of the same paper.
    let binary = two(["0100000010..", "1110010000.."]);
    value(&binary, Coefficient::AlphaAt(Level::Nominal), "0.09523809523809534");
    let nominal = two(["001132224330", "101112224333"]);
    value(&nominal, Coefficient::AlphaAt(Level::Nominal), "0.6919642857142858");
}

/// Value, observed, expected, standard error and lower end of the interval, as irrCAC 1.0 (Gwet) gives them for its data
/// set `cac.raw4raters`. Its alpha counts observed agreement with a correction for few ratings: ours is without.
#[test]
fn coefficients_with_missing_values_weights_and_standard_errors_are_gwets() {
    use Coefficient::{Alpha, Fleiss, Gwet, Uniform};
    const EXPECTED: [(Coefficient, Weights, [&str; 5]); 20] = [
        (Gwet, Weights::Identity, ["0.77544", "0.81818", "0.19032", "0.14295", "0.46081"]),
        (Fleiss, Weights::Identity, ["0.76117", "0.81818", "0.23872", "0.15302", "0.42438"]),
        (Alpha, Weights::Identity, ["0.74342", "0.80500", "", "0.14557", "0.41906"]),
        (Uniform, Weights::Identity, ["0.77273", "0.81818", "0.2", "0.14472", "0.45421"]),
        (Gwet, Weights::Linear, ["0.85874", "0.93939", "0.57096", "0.11733", "0.6005"]),
        (Fleiss, Weights::Linear, ["0.81794", "0.93939", "0.6671", "0.1485", "0.49109"]),
        (Alpha, Weights::Linear, ["0.80038", "0.935", "", "0.13548", "0.49852"]),
        (Uniform, Weights::Linear, ["0.84848", "0.93939", "0.6", "0.12336", "0.57698"]),
        (Gwet, Weights::Quadratic, ["0.914", "0.97538", "0.7137", "0.10396", "0.68518"]),
        (Fleiss, Weights::Quadratic, ["0.86494", "0.97538", "0.81771", "0.14603", "0.54352"]),
        (Alpha, Weights::Quadratic, ["0.84911", "0.97359", "", "0.12913", "0.56139"]),
        (Uniform, Weights::Quadratic, ["0.90152", "0.97538", "0.75", "0.11089", "0.65744"]),
        (Gwet, Weights::Ordinal, ["0.89894", "0.96818", "0.68516", "0.1069", "0.66365"]),
        (Fleiss, Weights::Ordinal, ["0.85021", "0.96818", "0.78759", "0.14704", "0.52658"]),
        (Alpha, Weights::Ordinal, ["0.83364", "0.96587", "", "0.13107", "0.54159"]),
        (Uniform, Weights::Ordinal, ["0.88636", "0.96818", "0.72", "0.11391", "0.63566"]),
        (Gwet, Weights::Ratio, ["0.85737", "0.95411", "0.6783", "0.12207", "0.58869"]),
        (Fleiss, Weights::Ratio, ["0.82134", "0.95411", "0.74317", "0.15239", "0.48594"]),
        (Alpha, Weights::Ratio, ["0.7974", "0.95079", "", "0.14048", "0.48439"]),
        (Uniform, Weights::Ratio, ["0.84024", "0.95411", "0.71279", "0.13221", "0.54925"]),
    ];
    let table = krippendorff();
    for (kind, weights, [value, observed, expected, error, low]) in EXPECTED {
        let found = coefficient(&table, kind, weights).expect("a figure");
        given(found.value, value);
        let few = if kind == Alpha { 1.0 / 40.0 } else { 0.0 };
        given(found.observed * (1.0 - few) + few, observed);
        if kind != Alpha {
            given(found.expected.expect("chance"), expected);
        }
        given(found.error.expect("an error"), error);
        let units = if kind == Alpha { found.n } else { table.len() };
        given(found.value - student(0.95, units - 1) * found.error.expect("an error"), low);
    }
    // Gwet's table gives the one rating of the last unit to the third rater, which only Conger's kappa can tell.
    let gwets = raters(["123321412...", "1233224125..", ".333234225 13".replace(' ', "").as_str(), "12332441251."]);
    let conger = coefficient(&gwets, Coefficient::Conger, Weights::Identity).expect("a figure");
    given(conger.value, "0.76282");
    given(conger.expected.expect("chance"), "0.2334252");
}

#[test]
fn many_raters_agree_as_fleiss_and_conger_have_it() {
    let table = diagnoses();
    value(&table, Coefficient::Fleiss, "0.43024452006014074");
    value(&table, Coefficient::Percent, "0.5556");
    value(&table, Coefficient::Uniform, "0.4444444444444443");
    value(&table, Coefficient::AlphaAt(Level::Nominal), "0.4334098282820289");
    value(&table, Coefficient::Gwet, "0.44788");
    // R, irr: kappam.fleiss(diagnoses, exact = TRUE).
    value(&table, Coefficient::Conger, "0.44181");
    let table = wikipedia();
    value(&table, Coefficient::Fleiss, "0.20993070442195522");
    value(&table, Coefficient::Uniform, "0.2225274725274725");
    value(&table, Coefficient::AlphaAt(Level::Nominal), "0.21557405653322692");
    value(&table, Coefficient::Gwet, "0.22561");
}

/// Three of the English Wikipedia's article on Cohen's kappa; the last is of Cohen 1960. Value, linear, quadratic, Scott,
/// AC1, alpha, Brennan and Prediger, variance, variance under chance (statsmodels and irrCAC).
const OF_TWO: [(&[&[usize]], &str); 4] = [
    (&[&[20, 5], &[10, 15]], "0.3999999999999999 0.4 0.4 0.39394 0.40594 0.4 0.4 0.016127999999999997 0.0192"),
    (
        &[&[45, 15], &[25, 15]],
        "0.13043478260869554 0.13043478260869557 0.13043478260869557 0.12088 0.26606 0.12527 0.2 0.009734099006221388 \
         0.00952741020793952",
    ),
    (
        &[&[25, 35], &[5, 35]],
        "0.25925925925925924 0.2592592592592593 0.2592592592592593 0.19192 0.20792 0.19596 0.2 0.005953624202874824 \
         0.00691358024691358",
    ),
    (
        &[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]],
        "0.49152542372881347 0.4736842105263158 0.4545454545454546 0.48718 0.57597 0.48846 0.55 0.002601185192056258 \
         0.002701809824763",
    ),
];

#[test]
fn two_raters_agree_as_cohen_and_scott_have_it_with_both_variances() {
    for (counts, expected) in OF_TWO {
        let table = Table::of_counts(&counts.iter().map(|line| line.to_vec()).collect::<Vec<_>>());
        let cohen = |weights| coefficient(&table, Coefficient::Cohen, weights).expect("a figure").value;
        let same = |kind| coefficient(&table, kind, Weights::Identity).expect("a figure").value;
        let (variance, by_chance) = variance_of_cohen(&table).expect("variances");
        let found = [
            cohen(Weights::Identity),
            cohen(Weights::Linear),
            cohen(Weights::Quadratic),
            same(Coefficient::Fleiss),
            same(Coefficient::Gwet),
            same(Coefficient::Alpha),
            same(Coefficient::Uniform),
            variance,
            by_chance,
        ];
        found.into_iter().zip(expected.split_whitespace()).for_each(|(found, expected)| given(found, expected));
    }
}

fn marks(of: &[(usize, usize, usize, &str)], stretch: usize) -> Vec<Mark> {
    let mark = |(start, length, rater, category): &(usize, usize, usize, &str)| Mark {
        rater: *rater,
        span: Span::new(start * stretch, (start + length) * stretch),
        category: (*category).into(),
    };
    of.iter().map(mark).collect()
}

#[test]
fn unitizing_alpha_is_krippendorffs() {
    // Krippendorff 2004, Content Analysis, page 254. The book's .8591 is figured from the disagreements as printed.
    const UNITS: [(usize, usize, usize, &str); 9] = [
        (225, 70, 0, "c"),
        (370, 30, 0, "c"),
        (220, 80, 1, "c"),
        (355, 20, 1, "c"),
        (400, 20, 1, "c"),
        (180, 60, 0, "k"),
        (300, 50, 0, "k"),
        (180, 60, 1, "k"),
        (300, 50, 1, "k"),
    ];
    let text = [Text { whole: Span::new(150, 450), marks: marks(&UNITS, 1) }];
    let c = unitizing_alpha_of(&text, 2, "c").expect("a figure");
    given(c.value, "0.7286");
    given(1.0 - c.observed, "0.0144");
    let by_chance = |of: &str| 1.0 - unitizing_alpha_of(&text, 2, of).expect("a figure").expected.expect("chance");
    given(by_chance("c"), "0.0532");
    given(by_chance("k"), "0.0490");
    given(unitizing_alpha_of(&text, 2, "k").expect("a figure").value, "1.0");
    given(1.0 - 0.0144 / (0.0532 + 0.0490), "0.8591");
    given(unitizing_alpha(&text, 2).expect("a figure").value, "0.859");
}

#[test]
fn unitizing_alpha_tends_to_that_of_the_first_paper_as_the_text_gets_finer() {
    // Krippendorff 1995, page 57, whose texts are continuous: the same units, each place cut into 50,000. Its chance
    // disagreement has a wrong sign (corrected in 2004), so that the figures are equal to two hundredths only.
    const UNITS: [(usize, usize, usize, &str); 31] = [
        (2, 8, 0, "A"),
        (14, 6, 0, "A"),
        (4, 4, 1, "A"),
        (15, 2, 1, "A"),
        (0, 18, 0, "B"),
        (0, 2, 1, "B"),
        (2, 1, 1, "B"),
        (3, 1, 1, "B"),
        (4, 1, 1, "B"),
        (5, 1, 1, "B"),
        (6, 3, 1, "B"),
        (9, 1, 1, "B"),
        (2, 6, 0, "C"),
        (10, 2, 0, "C"),
        (14, 4, 0, "C"),
        (20, 2, 0, "C"),
        (0, 2, 1, "C"),
        (4, 4, 1, "C"),
        (10, 4, 1, "C"),
        (16, 2, 1, "C"),
        (20, 2, 1, "C"),
        (0, 2, 0, "D"),
        (2, 8, 0, "D"),
        (10, 4, 0, "D"),
        (14, 6, 0, "D"),
        (20, 4, 0, "D"),
        (0, 4, 1, "D"),
        (4, 4, 1, "D"),
        (8, 7, 1, "D"),
        (15, 2, 1, "D"),
        (17, 7, 1, "D"),
    ];
    let text = [Text { whole: Span::new(0, 24 * 50_000), marks: marks(&UNITS, 50_000) }];
    for (category, expected) in [("A", 0.553), ("B", -0.926), ("C", 0.679), ("D", 0.066)] {
        let found = unitizing_alpha_of(&text, 2, category).expect("a figure").value;
        assert!((found - expected).abs() < 0.02, "{category}: {found}");
    }
}

#[test]
fn texts_laid_end_to_end_agree_as_one_text_would_where_nothing_touches_the_seam() {
    let one = |start| Text {
        whole: Span::new(start, start + 50),
        marks: marks(&[(start + 10, 5, 0, "x"), (start + 12, 5, 1, "x")], 1),
    };
    let parted = unitizing_alpha(&[one(0), one(0)], 2).expect("a figure");
    let seam = Text { whole: Span::new(0, 100), marks: [one(0).marks, one(50).marks].concat() };
    let joined = unitizing_alpha(&[seam], 2).expect("a figure");
    // The gap across the seam is one where it was two; nothing else differs.
    assert!((parted.observed - joined.observed).abs() < 1e-12 && (parted.value - joined.value).abs() < 0.1);
}

#[test]
fn spans_match_exactly_by_overlap_or_by_character() {
    let both = marks(
        &[(0, 10, 0, "fact"), (20, 10, 0, "style"), (0, 10, 1, "fact"), (24, 6, 1, "style"), (40, 2, 1, "fact")],
        1,
    );
    let text = [Text { whole: Span::new(0, 50), marks: both }];
    let f1 = |by| span_f1(&text, 2, by).expect("a figure").value;
    given(f1(Match::Exact), "0.4");
    given(f1(Match::Overlap), "0.8");
    given(f1(Match::Character), "0.842105263");
    let none = span_f1(&[Text { whole: Span::new(0, 9), marks: vec![] }], 2, Match::Exact);
    assert_eq!(none.expect_err("undefined").why, "nobody marked anything");
    let one_only = [Text { whole: Span::new(0, 9), marks: marks(&[(1, 2, 0, "fact")], 1) }];
    given(span_f1(&one_only, 2, Match::Exact).expect("a figure").value, "0.0");
}

#[test]
fn tau_b_is_that_of_the_scipy_documentation() {
    let rows: Vec<_> = [12, 2, 1, 12, 2]
        .iter()
        .zip([1, 4, 7, 1, 0])
        .map(|(x, y)| vec![Some(f64::from(*x)), Some(f64::from(y))])
        .collect();
    given(tau_b(&Table::of_numbers(&rows)).expect("a figure").value, "-0.47140452079103173");
    let level = tau_b(&Table::of_numbers(&[vec![Some(1.0), Some(1.0)], vec![Some(1.0), Some(2.0)]]));
    assert_eq!(level.expect_err("undefined").why, "a rater puts everything level");
}

#[test]
fn where_all_say_the_same_it_is_undefined_and_never_one_or_zero() {
    let same = Table::of_numbers(&vec![vec![Some(1.0), Some(1.0)]; 3]);
    for kind in [
        Coefficient::Cohen,
        Coefficient::Fleiss,
        Coefficient::Conger,
        Coefficient::Alpha,
        Coefficient::AlphaAt(Level::Ordinal),
        Coefficient::Gwet,
        Coefficient::Uniform,
    ] {
        let Undefined { observed, n, why } = coefficient(&same, kind, Weights::Identity).expect_err("undefined");
        assert_eq!((observed, n), (Some(1.0), 3), "{kind:?}: {why}");
    }
    // With a second category that nobody chose, AC1 has something to compare with.
    let declared = Table::of_values(&vec![vec![1.into(), 1.into()]; 3], &[0.into(), 1.into()]);
    value(&declared, Coefficient::Gwet, "1.0");
    let alone = Table::of_numbers(&[vec![Some(1.0), None], vec![None, Some(2.0)]]);
    assert_eq!(coefficient(&alone, Coefficient::Fleiss, Weights::Identity).expect_err("undefined").n, 0);
}

fn asked(ratings: &str, options: &str) -> Value {
    let read = |text: &str| serde_json::from_str(text).expect("JSON");
    let (ratings, options) =
        (Ratings::read(read(ratings)).expect("ratings"), Options::read(read(options)).expect("options"));
    agreement(&ratings, &options).expect("an answer").document()
}

#[test]
fn rows_entries_and_spans_are_asked_by_metric() {
    let rows = asked("[[1,1],[2,2],[1,2],[2,2],[1,1]]", r#"{"metric":"cohen"}"#);
    assert_eq!((rows["n"].as_u64(), rows["raters"].as_u64()), (Some(5), Some(2)));
    given(rows["value"].as_f64().expect("a figure"), "0.615385");
    let interval: Vec<f64> =
        rows["interval"].as_array().expect("an interval").iter().filter_map(Value::as_f64).collect();
    assert!(interval[0] < 0.62 && interval[1] >= 0.62, "{interval:?}");
    let entries = r#"[{"unit":"a","rater":"x","value":"met"},{"unit":"a","rater":"y","value":"met"},
        {"unit":"b","rater":"y","value":"unmet"},{"unit":"b","rater":"x","value":"met"},{"unit":"c","rater":"x","value":"met"}]"#;
    let long = asked(entries, r#"{"metric":"percent","samples":0}"#);
    assert_eq!((long["value"].as_f64(), long["n"].as_u64(), &long["interval"]), (Some(0.5), Some(2), &Value::Null));
    let spans = r#"{"length":50,"spans":[{"rater":"x","start":1,"end":9},{"rater":"y","start":2,"end":9}]}"#;
    given(asked(spans, r#"{"metric":"span_f1","match":"overlap"}"#)["value"].as_f64().expect("a figure"), "1.0");
    let none = asked("[[1,1],[1,1]]", r#"{"metric":"fleiss"}"#);
    assert!(none["undefined"].is_string() && none["observed"].as_f64() == Some(1.0) && none.get("value").is_none());
}

#[test]
fn bad_ratings_say_where_they_are_bad() {
    let read = |text: &str| Ratings::read(serde_json::from_str(text).expect("JSON")).map(|_| ()).expect_err("refused");
    assert_eq!(read(r#"[[1,2],7]"#).path, "$[1]");
    assert_eq!(read(r#"{"length":5,"spans":[{"rater":1,"start":2,"end":9}]}"#).path, "$.texts[0].spans[0]");
    let options = Options::read(serde_json::json!({"metric": "kapa"})).expect_err("refused");
    assert_eq!(options.path, "$.metric");
}
