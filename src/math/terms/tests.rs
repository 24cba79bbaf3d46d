//! What is selected, and the term that it gives.

use super::*;
use crate::math::typeset::typeset;
use crate::text::tests::hunt;

/// `[` and `]` are what is selected, `«` and `»` the term that it gives.
fn check(selected: &str, expected: &str) {
    let tex = selected.replace(['‹', '›'], "");
    let start = selected.find('‹').expect("a start");
    let end = selected.find('›').expect("an end") - '‹'.len_utf8();
    let found = term(&tex, Span { start, end }).expect("a term");
    let shown = [&tex[..found.start], "«", found.slice(&tex), "»", &tex[found.end..]].concat();
    assert_eq!(shown, expected, "{selected}");
}

#[test]
fn the_smallest_terms_side_by_side_hold_what_is_selected() {
    check(r"‹a› + b", r"«a» + b");
    check(r"a ‹+ b›", r"a «+ b»");
    check(r"\frac{‹a›}{b}", r"\frac{«a»}{b}");
    check(r"\frac{‹a}{b›} + c", r"«\frac{a}{b}» + c");
    check(r"x + \frac{a}{‹b} + c›", r"x + «\frac{a}{b} + c»");
    check(r"‹x^2›_1", r"«x^2_1»");
    check(r"x^{‹ab›}", r"x^{«ab»}");
    check(r"x^{‹a›b}", r"x^{«a»b}");
    check(r"\sqrt[‹3›]{8}", r"\sqrt[«3»]{8}");
    check(r"\sqrt[‹3]{8›}", r"«\sqrt[3]{8}»");
    check(r"\left( ‹a› + b \right)^2", r"\left( «a» + b \right)^2");
    check(r"\left( a + ‹b \right)^2›", r"«\left( a + b \right)^2»");
    check(r"\frac‹1›2", r"\frac«1»2");
    check(r"\frac‹12›", r"«\frac12»");
    check(r"a ‹\text{is b}› c", r"a «\text{is b}» c");
}

#[test]
fn cells_and_rows_are_terms() {
    let matrix = |inner: &str| [r"\begin{pmatrix} ", inner, r" \end{pmatrix}"].concat();
    check(&matrix(r"‹1› & 2 \\ 3 & 4"), &matrix(r"«1» & 2 \\ 3 & 4"));
    check(&matrix(r"‹1 & 2› \\ 3 & 4"), &matrix(r"«1 & 2» \\ 3 & 4"));
    check(&matrix(r"1 & ‹2 \\ 3› & 4"), &matrix(r"«1 & 2 \\ 3 & 4»"));
    check(r"a &= ‹b› \\ c &= d", r"a &= «b» \\ c &= d");
}

#[test]
fn hunted_formulas_are_set_or_refused_and_their_terms_are_theirs() {
    hunt("math", 1, |case| {
        let tex = case[0].as_str();
        for display in [false, true] {
            let (one, other) = (typeset(tex, display), typeset(tex, display));
            assert_eq!(format!("{one:?}"), format!("{other:?}"), "another time");
        }
        for wide in [false, true] {
            let stops = stops(tex, wide);
            assert!(stops.is_sorted() && stops.iter().all(|at| tex.is_char_boundary(*at)), "{stops:?}");
        }
        let places: Vec<usize> = (0..=tex.len()).filter(|at| tex.is_char_boundary(*at)).collect();
        for pair in places.windows(2).take(200) {
            let Some(found) = term(tex, Span::new(pair[0], pair[1])) else { continue };
            assert!(found.start <= pair[0] && pair[1] <= found.end && found.end <= tex.len(), "{found:?} {pair:?}");
            assert!(tex.is_char_boundary(found.start) && tex.is_char_boundary(found.end), "{found:?}");
        }
    });
}
