//! Rubrics: where responses stand, what a rubric tells apart, what is wrong with it.

use corrigenda::json::{Doc, Value};
use corrigenda::rubric::lint::{Finding, Options, Rule, cured, lint};
use corrigenda::rubric::{discrimination, standings};
use corrigenda::task::{Rubric, Score};
use serde_json::json;

#[expect(clippy::needless_pass_by_value, reason = "reads better at the call")]
fn rubric(criteria: Value) -> Rubric {
    Rubric::read(json!({"criteria": criteria})).expect("a rubric")
}

/// `c1=met c2=unmet c3=2`: the scores of one response.
fn scores(response: &str, said: &str) -> Vec<Score> {
    let one = |pair: &str| {
        let (criterion, state) = pair.split_once('=').expect("a pair");
        let value: Option<f64> = state.parse().ok();
        let state = if value.is_some() { "met" } else { state };
        Score::read(json!({"criterion": criterion, "response": response, "state": state, "value": value}))
            .expect("a score")
    };
    said.split_whitespace().map(one).collect()
}

#[test]
fn met_points_count_with_their_sign_over_the_positive_ones() {
    let rubric = rubric(json!([{"id": "a", "points": 5}, {"id": "b", "points": 3}, {"id": "c", "points": -6}]));
    let stand = |said| standings(&rubric, &scores("r", said)).remove(0);
    let good = stand("a=met b=unmet c=unmet");
    assert_eq!((good.tally.points, good.tally.share, good.raw), (5.0, Some(0.625), Some(0.625)));
    // One response may fall below zero; only what is shown as its share may not.
    let bad = stand("a=unmet b=met c=met");
    assert_eq!((bad.tally.points, bad.tally.share, bad.raw), (-3.0, Some(0.0), Some(-0.375)));
    let mean = (3.0 + 0.0) / 14.0;
    assert!((bad.mean.expect("a mean") - mean).abs() < 1e-12);
    let open = stand("a=met b=unjudged c=na");
    assert_eq!((open.tally.complete, open.tally.unjudged, open.raw), (false, vec!["b".to_owned()], Some(0.625)));
}

#[test]
fn without_positive_points_there_is_no_share_but_a_mean() {
    let rubric = rubric(json!([{"id": "a", "points": -2}, {"id": "b", "points": -6}]));
    let stand = standings(&rubric, &scores("r", "a=met b=unmet")).remove(0);
    assert_eq!((stand.raw, stand.tally.share, stand.mean), (None, None, Some(0.75)));
}

#[test]
fn levels_are_weighted_by_points() {
    let levels =
        json!({"kind": "ordinal", "levels": [{"value": 1}, {"value": 2}, {"value": 3}, {"value": 4}, {"value": 5}]});
    let rubric = rubric(json!([{"id": "a", "points": 3, "scale": levels}, {"id": "b", "points": 1, "scale": levels}]));
    let stand = standings(&rubric, &scores("r", "a=4 b=2")).remove(0);
    assert_eq!((stand.level, stand.raw), (Some(3.5), Some((3.0 * 0.75 + 0.25) / 4.0)));
}

#[test]
fn a_gate_decides_first_and_its_change_comes_first() {
    let rubric =
        rubric(json!([{"id": "a", "points": 9}, {"id": "g", "points": 1, "gate": true}, {"id": "c", "points": -4}]));
    let stand = standings(&rubric, &scores("r", "a=unmet g=unmet c=met")).remove(0);
    let changes: Vec<_> = stand.changes.iter().map(|one| (one.criterion.as_str(), one.share, one.passes)).collect();
    assert_eq!(stand.document()["decided_by"], "g");
    assert_eq!(changes, [("g", 0.0, true), ("a", 0.5, false)], "without c nothing rises above zero: {changes:?}");
    // What cannot be told is not failed.
    let unsure = standings(&rubric, &scores("r", "a=met g=unsure c=unmet")).remove(0);
    assert_eq!((unsure.tally.gates.len(), unsure.tally.points), (0, 9.0));
}

#[test]
fn what_requires_something_unmet_leaves_the_sum_through_every_step_of_the_chain() {
    let rubric = rubric(json!([
        {"id": "a", "points": 1}, {"id": "b", "points": 2, "requires": ["a"]}, {"id": "c", "points": 4, "requires": ["b"]},
        {"id": "x", "points": 8, "requires": ["y"]}, {"id": "y", "points": 8, "requires": ["x"]},
    ]));
    let possible = |said| standings(&rubric, &scores("r", said))[0].tally.possible;
    assert_eq!(possible("a=met b=met c=met x=met y=met"), 7.0);
    assert_eq!(possible("a=unmet b=met c=met"), 1.0);
    assert_eq!(possible("a=met b=unmet c=met"), 3.0);
}

#[test]
fn a_criterion_about_one_turn_counts_for_the_responses_of_that_turn() {
    let rubric = rubric(
        json!([{"id": "a", "points": 1, "turn": "u1"}, {"id": "b", "points": 1, "turn": "u2"}, {"id": "c", "points": 2}]),
    );
    let all = [scores("r1", "a=met c=met"), scores("r2", "b=unmet c=met")].concat();
    let stands = standings(&rubric, &all);
    assert_eq!(stands.iter().map(|one| (one.tally.possible, one.tally.complete)).collect::<Vec<_>>(), [(3.0, true); 2]);
}

#[test]
fn rows_that_tell_nothing_apart_are_named_and_so_is_what_the_order_loses() {
    let rubric = rubric(json!([{"id": "all", "points": 2}, {"id": "none", "points": 2}, {"id": "tells", "points": 1}]));
    let said = [scores("x", "all=met none=unmet tells=met"), scores("y", "all=met none=unmet tells=unmet")].concat();
    let found = discrimination(&rubric, &said, &["x", "y"], 0.5);
    let rows: Vec<_> = found.rows.iter().map(|row| (row.all_pass(), row.none_pass(), row.levelled)).collect();
    assert_eq!(rows, [(true, false, 0), (false, true, 0), (false, false, 1)]);
    assert_eq!((found.above.clone(), found.parted, found.open.len()), (vec!["x".to_owned()], (1, 1), 0));
    let without: Vec<_> = found.rows.iter().map(|row| row.without[0]).collect();
    assert_eq!(without, [Some(1.0 / 3.0), Some(1.0), Some(0.5)]);
    assert!(discrimination(&rubric, &scores("x", "all=met"), &["x"], 0.5).open == ["x"]);
}

/// What is found in a criterion of these words: `rule:words`.
fn of(text: &str) -> String {
    let found = lint(&rubric(json!([{"id": "c", "title": text}])), &Options { minimum: 0, ..Options::default() });
    let said = |one: &Finding| one.criterion.is_some().then(|| format!("{}:{}", one.rule.word(), one.about));
    found.iter().filter_map(said).collect::<Vec<_>>().join(" ")
}

#[test]
fn stacked_claims_are_found_in_english_and_german() {
    assert_eq!(of("States the tax due and explains the exemption"), "stacked:and explains");
    assert_eq!(of("Names the court as well as the date"), "stacked:as well as");
    assert_eq!(of("Nennt die Frist und begründet sie aus § 199 BGB"), "stacked:und begründet");
    assert_eq!(of("Nennt Frist sowie Beginn"), "stacked:sowie");
    assert_eq!(of("Uses the net method; the gross total must be shown in the table"), "stacked:;");
    for fine in [
        "Names cause and effect of the outage",
        "The salary of user and state employees is listed",
        "Quotes \"and explains why\" from the source",
        "Nennt Ursache und Wirkung",
        "Cites the act (and states its section)",
        "Accurately and clearly states the total",
    ] {
        assert_eq!(of(fine), "", "{fine}");
    }
}

#[test]
fn vague_words_are_found_unless_they_are_terms_quotes_or_names() {
    assert_eq!(of("Considers the appropriate exemption"), "vague:Considers vague:appropriate");
    assert_eq!(of("Begründet das Ergebnis nachvollziehbar"), "vague:nachvollziehbar");
    assert_eq!(of("Nennt rund 5 % als Zins"), "vague:rund");
    for fine in [
        "States the effective interest rate",
        "Lists the IP address of the host",
        "Says \"good\" in the first line",
        "Nennt rund um die Uhr erreichbare Stellen",
        "Folgt der Ordnungsgemäß GmbH",
        "Acts in good faith",
    ] {
        assert_eq!(of(fine), "", "{fine}");
    }
}

#[test]
fn results_without_tolerance_are_found_and_quoted_numbers_are_not() {
    assert_eq!(of("Calculates a net tax of 4,227.50 €"), "tolerance:4,227.50 €");
    assert_eq!(of("Der Aufwand beträgt 3,5 Mio. €"), "tolerance:3,5 Mio. €");
    for fine in [
        "Calculates a net tax of 4,227.50 € within 1 %",
        "States that § 249 applies",
        "Names the cap of £7,128",
        "Computes the result for 12 months",
        "Der Aufwand beträgt 3,5 Mio. €, auf den Euro genau",
    ] {
        assert_eq!(of(fine), "", "{fine}");
    }
    let scale = json!({"kind": "numeric", "target": "3.14", "tolerance": {"relative": 0}});
    let exact = lint(&rubric(json!([{"id": "c", "title": "Pi", "scale": scale}])), &Options::default());
    assert!(exact.iter().any(|one| one.rule == Rule::Tolerance));
}

#[test]
fn criteria_that_lean_on_others_or_judge_thoughts_are_found() {
    assert_eq!(of("It should mention the deadline"), "self_contained:It");
    assert_eq!(of("Names the deadline of criterion 3"), "self_contained:criterion 3");
    assert_eq!(of("Gleiches Ergebnis wie oben"), "self_contained:wie oben");
    assert_eq!(of("Its chain of thought names the act"), "reasoning:chain of thought");
    assert_eq!(of("Its chain-of-thought is short"), "reasoning:chain-of-thought");
    assert_eq!(of("Es wird eine Rückstellung gebildet"), "");
    assert_eq!(of("Names the three criteria of the act"), "");
    assert_eq!(of("Is above-average income named"), "");
}

fn rules(criteria: Value, minimum: usize) -> Vec<String> {
    let found = lint(&rubric(criteria), &Options { minimum, ..Options::default() });
    found.iter().map(|one| format!("{}:{}", one.criterion.clone().unwrap_or_default(), one.rule.word())).collect()
}

#[test]
fn what_is_wrong_with_the_set_is_found() {
    assert_eq!(
        rules(
            json!([{"id": "a", "title": "Names the act", "points": 9}, {"id": "b", "title": "Names the court", "points": 1},
            {"id": "c", "title": "Names the date", "points": 0}]),
            4
        ),
        ["c:no_points", ":few", ":no_negative", "a:outweighs"]
    );
    assert_eq!(
        rules(
            json!([{"id": "a", "title": "One", "requires": ["b"]}, {"id": "b", "title": "Two", "requires": ["a"]},
            {"id": "g", "title": "Three", "gate": true, "requires": ["a"]}, {"id": "n", "title": "Four", "points": -1, "gate": true},
            {"id": "u", "title": "Five", "requires": ["gone"]}]),
            0
        ),
        ["a:loop", "b:loop", "g:unreachable_gate", "n:inverted_gate", "u:unknown_requirement"]
    );
    assert_eq!(rules(json!([{"id": "a", "points": -1}]), 0), ["a:empty", ":no_positive"]);
}

#[test]
fn duplicates_are_found_but_not_where_a_number_or_a_denial_differs() {
    let pair = |one: &str, other: &str, points: i32| {
        rules(
            json!([{"id": "a", "title": one, "points": 2}, {"id": "b", "title": other, "points": points}, {"id": "x", "title": "Cites", "points": 2}, {"id": "n", "title": "Insults", "points": -1}]),
            0,
        )
    };
    assert_eq!(pair("States the total tax due for 2026", "The total tax due for 2026 states", 2), ["b:duplicate"]);
    assert_eq!(pair("Names the deadline of the appeal", "Names the deadline of the appeal", -2), ["b:mirrored"]);
    assert!(pair("States the total tax due for 2026", "States the total tax due for 2027", 2).is_empty());
    assert!(pair("Part (b) of the proof holds", "Part (c) of the proof holds", 2).is_empty());
}

#[test]
fn a_cure_takes_its_finding_away_and_a_dismissal_needs_a_reason() {
    let rubric = rubric(
        json!([{"id": "a", "title": "Names the deadline of the appeal", "points": 2}, {"id": "b", "title": "Names the deadline of the appeal", "points": 2},
        {"id": "n", "title": "Insults", "points": -1, "gate": true}, {"id": "d", "title": "Names the court", "points": 2, "requires": ["b", "gone"]}]),
    );
    let mut mended = rubric.clone();
    while let Some(finding) =
        lint(&mended, &Options { minimum: 0, ..Options::default() }).into_iter().find(|one| one.fix.is_some())
    {
        mended = cured(&mended, &finding);
    }
    assert!(lint(&mended, &Options { minimum: 0, ..Options::default() }).is_empty());
    assert_eq!(mended.criteria[2].requires, ["a"]);
    let dismissed = |reason: &str| {
        let given = json!({"minimum": 0, "dismissed": [{"criterion": "n", "rule": "inverted_gate", "reason": reason}]});
        lint(&rubric, &Options::read(given).expect("options"))
            .iter()
            .filter(|one| one.rule == Rule::InvertedGate)
            .count()
    };
    assert_eq!((dismissed(""), dismissed("The house wants it so.")), (1, 0));
}

#[test]
fn a_finding_says_where_in_utf16_and_why_in_two_languages() {
    let rubric = rubric(
        json!([{"id": "c", "title": "😀 Names it and explains it", "points": 1}, {"id": "d", "title": "Insults", "points": -1}]),
    );
    let found = lint(&rubric, &Options { minimum: 0, ..Options::default() });
    let document = found[0].document(&rubric, None);
    assert_eq!((&document["span"]["start"], &document["span"]["exact"]), (&json!(12), &json!("and explains")));
    assert!(document["message"].as_str().expect("a message").starts_with("“and explains” joins a second claim"));
    assert!(found[0].message(&rubric, Some("de-AT")).starts_with("„and explains“ verbindet"));
}

#[test]
fn a_finding_names_other_criteria_by_what_they_say() {
    let rubric = rubric(json!([
        {"id": "c-h1q9drb", "title": "States the product as 48", "points": 1, "requires": ["c-zzzzzzz"]},
        {"id": "c-zzzzzzz", "text": "States the product as 48", "points": 1, "requires": ["c-h1q9drb"]},
    ]));
    let found = lint(&rubric, &Options { minimum: 0, ..Options::default() });
    let said =
        |rule: Rule, language| found.iter().find(|one| one.rule == rule).expect("a finding").message(&rubric, language);
    assert_eq!(said(Rule::Duplicate, None), "It says what “States the product as 48” says.");
    assert_eq!(said(Rule::Duplicate, Some("de")), "Es sagt dasselbe wie „States the product as 48“.");
    let way = "“States the product as 48” → “States the product as 48” → “States the product as 48”";
    assert!(said(Rule::Loop, None).contains(way), "{}", said(Rule::Loop, None));
}
