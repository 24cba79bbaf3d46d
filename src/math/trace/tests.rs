//! Places of parts, over formulas of all kinds and over sources made at random.

use crate::math::{Content, Node, term, typeset};

fn leaves<'a>(node: &'a Node, tell: &mut dyn FnMut(&'a Node, &'a str)) {
    match &node.content {
        Content::Text(text) => tell(node, text),
        Content::Nodes(nodes) => nodes.iter().for_each(|node| leaves(node, tell)),
    }
}

/// The parts of a formula that have places, each with what stands there.
fn check(tex: &str, expected: &[(&str, &str)]) {
    let node = typeset(tex, true).expect(tex);
    let mut found = Vec::new();
    leaves(&node, &mut |node, text| found.extend(node.at.map(|at| (text, at.slice(tex)))));
    assert_eq!(found, expected, "{tex}");
}

#[test]
fn a_comma_in_braces_is_part_of_a_number() {
    let said = format!("{:?}", typeset("103{,}0 + f(a,b)", false).expect("a formula"));
    assert!(said.contains(r#"Number, attributes: [], content: Text(",")"#), "{said}");
    assert!(said.contains(r#"Operator, attributes: [], content: Text(",")"#), "{said}");
}

#[test]
fn letters_numbers_and_signs_have_the_places_where_they_stand() {
    check("a+12.5", &[("a", "a"), ("+", "+"), ("12.5", "12.5")]);
    check(r"\alpha \le \sin x", &[("α", r"\alpha"), ("≤", r"\le"), ("sin", r"\sin"), ("x", "x")]);
    check(r"\frac12^3", &[("1", "1"), ("2", "2"), ("3", "3")]);
    check("x^23", &[("x", "x"), ("2", "2"), ("3", "3")]);
    check(r"\sqrt[n]{x]}", &[("x", "x"), ("]", "]"), ("n", "n")]);
    check(r"\left( a \middle| b \right]", &[("a", "a"), ("b", "b")]);
    check(r"\overset{a}{b}", &[("b", "b"), ("a", "a")]);
    check(r"\hat x' \text{if } y", &[("x", "x"), ("if\u{a0}", r"\text{if }"), ("y", "y")]);
    check(r"\begin{array}{cc} 1 & b \\[2pt] c & d \end{array}", &[("1", "1"), ("b", "b"), ("c", "c"), ("d", "d")]);
    check(r"a &= b \\ c &= d", &[("a", "a"), ("=", "="), ("b", "b"), ("c", "c"), ("=", "="), ("d", "d")]);
    check(r"\boxed{x} = 50%", &[("x", "x"), ("=", "="), ("50", "50"), ("%", "%")]);
    check(r"\mathbb{R}^n", &[("ℝ", "R"), ("n", "n")]);
}

#[test]
fn chemistry_has_its_places_in_its_own_notation() {
    check(
        r"\ce{2 NaCl + H2 -> X^2-}",
        &[
            ("2", "2"),
            ("N", "Na"),
            ("a", "Na"),
            ("C", "Cl"),
            ("l", "Cl"),
            ("+", "+"),
            ("H", "H"),
            ("2", "2"),
            ("X", "X"),
            ("2", "2"),
            ("−", "-"),
        ],
    );
}

/// What sources are made of at random.
#[rustfmt::skip]
const SCRAPS: [&str; 40] = [
    "x",
    "1",
    "23",
    "{",
    "}",
    "^",
    "_",
    "&",
    r"\\",
    r"\frac",
    r"\sqrt",
    "[",
    "]",
    r"\left(",
    r"\right)",
    "(",
    ")",
    "|",
    r"\begin{cases}",
    r"\end{cases}",
    r"\text{a b}",
    r"\ce{H2O}",
    r"\boxed{y}",
    r"\mathbb",
    r"\not",
    r"\limits",
    r"\sum",
    "%",
    "'",
    "é",
    r"\operatorname{lcm}",
    " ",
    r"\hspace{1em}",
    r"\kern-1em",
    r"\big(",
    r"\overset",
    r"\tag{1}",
    "~",
    r"\binom",
    r"\xrightarrow",
];

#[test]
fn a_part_with_a_place_says_what_stands_there_whatever_the_source() {
    let mut random = fastrand::Rng::with_seed(11);
    let (mut set, mut placed) = (0, 0);
    for _ in 0..20_000 {
        let tex: String = (0..random.usize(1..12)).filter_map(|_| random.choice(SCRAPS)).collect();
        let Ok(node) = typeset(&tex, random.bool()) else { continue };
        set += 1;
        let mut any = false;
        leaves(&node, &mut |node, text| {
            let Some(at) = node.at else { return };
            any = true;
            let written = at.slice(&tex);
            assert!(!written.is_empty(), "{tex:?}: {text:?} at {at:?}");
            let plain = written.chars().all(|letter| matches!(letter, 'x' | 'y' | '0'..='9'));
            assert!(!plain || !text.is_ascii() || text == written, "{tex:?}: {text:?} is not {written:?}");
            assert!(term(&tex, at).is_some_and(|term| term.covers(at)), "{tex:?}: {written:?} is in no term");
        });
        placed += usize::from(any);
    }
    assert!(set > 2_000 && placed * 10 > set * 8, "{placed} of {set}");
}
