//! What is selected, and the term that it gives.

use super::*;

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
