//! Formulas from the text to the page: set where they can be, passed and marked as a whole, changed side by side.

use crate::scenario::day::{Day, TASK};
use crate::views::render;
use corrigenda::app::{Command, Effect, Formula, Moment, Msg, Setting, Timer, update};
use corrigenda::text::Span;

/// A day with a text that replaces the sample's first words.
fn day(text: &str) -> Day {
    let text = serde_json::to_string(text).expect("JSON");
    painted(Day::at_work(&TASK.replace("The product is **46**", text.trim_matches('"'))))
}

/// A day whose text stands on the desk.
fn painted(mut day: Day) -> Day {
    day.elapse(Timer::Paint);
    day
}

/// The byte where a part of the shown response begins.
fn at(day: &Day, part: &str) -> usize {
    let text = &day.model.desk().expect("a desk").page().expect("a page").original;
    text.find(part).expect("the part")
}

fn quotes(day: &Day) -> Vec<String> {
    let spans = day.document().issues.into_iter().filter_map(|issue| issue.span);
    spans.map(|span| span.exact).collect()
}

#[test]
fn formulas_of_every_notation_stand_in_the_page_as_mathml() {
    let day = day("So $E = mc^2$, \\(a_1\\), \\[\\frac{1}{2}\\] and $\\ce{H2O}$ cost $5 and $10.");
    let page = render(&day.model);
    assert_eq!(page.matches("<math").count(), 4, "{page}");
    for part in ["<msup", "<mfrac", "display=\"block\"", "cost $5 and $10"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn an_environment_is_a_formula_by_itself() {
    let page = render(&day("So\n\n\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n\nand").model);
    assert!(page.contains("<mtable class=\"menv-alignlike menv-align\""), "{page}");
    assert!(!page.contains("begin{align}"), "{page}");
}

#[test]
fn what_cannot_be_set_stays_as_its_source_with_a_note() {
    let mut day = day("So $\\href{javascript:alert(1)}{x}$ is.");
    let page = render(&day.model);
    assert!(!page.contains("<math") && !page.contains("href=\"javascript"), "{page}");
    assert!(page.contains("class=\"tex refused\" title=\"This formula cannot be set"), "{page}");
    assert!(page.contains("\\href{javascript:alert(1)}{x}"), "{page}");
    day.send(Msg::Selected(Span { start: 0, end: 2 }));
    day.command(Command::Choose1);
    assert_eq!(quotes(&day), ["So"]);
}

/// Marks what is selected between two parts of a text; what the page shows of the mark, and what it quotes.
fn marked(text: &str, from: &str, to: &str) -> (String, String) {
    let mut day = day(text);
    let (start, end) = (at(&day, from), at(&day, to) + to.len());
    day.send(Msg::Selected(Span { start, end }));
    day.command(Command::Choose1);
    (render(&day.model), quotes(&day).concat())
}

#[test]
fn a_selection_in_a_formula_marks_the_smallest_term_that_holds_it() {
    let formula = r"So $a + \frac{b}{c} = mc^2$ is.";
    let (page, quote) = marked(formula, "m", "m");
    assert_eq!(quote, "m");
    assert_eq!(page.matches("<mrow class=\"term").count(), 1, "{page}");
    assert!(page.contains("data-at=\"issue-text i-"), "{page}");
    assert_eq!(marked(formula, "b", "c}").1, r"\frac{b}{c}");
    assert_eq!(marked(formula, "a", "b").1, r"a + \frac{b}{c}");
    assert_eq!(marked(formula, "c^", "^").1, "c");
    assert_eq!(marked(formula, "c^", "2").1, "c^2");
}

#[test]
fn a_selection_that_leaves_a_formula_holds_the_whole_of_it() {
    let (page, quote) = marked("So $E = mc^2$ is.", "So", "= m");
    assert_eq!(quote, "So $E = mc^2");
    let mark = page.split("<mark").nth(2).expect("a mark").split("</mark>").next().expect("its end");
    assert!(mark.contains("<math") && mark.contains("</math>"), "{mark}");
}

#[test]
fn a_formula_of_several_lines_in_a_quotation_is_one_whole() {
    let (page, quote) = marked("> So\n> $$\n> a\n> + b\n> $$\n> is.", "+ b", "+ b");
    assert!(quote.contains('a') && quote.contains("+ b"), "{quote}");
    assert!(!page.contains("mrow class=\"term"), "{page}");
}

#[test]
fn marks_on_a_term_lie_within_each_other() {
    let mut day = day("So $E = mc^2$ is.");
    for part in ["mc^2", "c^2", "2"] {
        let start = at(&day, part);
        day.send(Msg::Selected(Span { start, end: start + part.len() }));
        day.command(Command::Choose1);
    }
    assert_eq!(quotes(&day), ["mc^2", "c^2", "2"]);
    let page = render(&day.model);
    let index = page.split("<mn").next().expect("what stands before").rsplit("<msup").next().expect("its base");
    assert_eq!(index.matches("<mrow class=\"term").count(), 1, "{index}");
    assert_eq!(page.matches("class=\"point").count(), 3, "{page}");
}

#[test]
fn the_caret_goes_through_a_formula_by_its_terms() {
    let mut day = day("So $E = mc^2$ is.");
    let (start, end) = (at(&day, "E ="), at(&day, "$ is"));
    for _ in 0..start {
        day.command(Command::LetterNext);
    }
    let head = |day: &Day| day.model.desk().expect("a desk").view.caret.head;
    assert_eq!(head(&day), start);
    assert_eq!(day.model.said, "E = mc^2");
    let mut heard = Vec::new();
    for _ in 0..4 {
        day.command(Command::LetterNext);
        heard.push(day.model.said.clone());
    }
    assert_eq!(heard, ["=", "m", "c", "2"]);
    assert!(render(&day.model).contains("before-caret"));
    day.command(Command::LetterPrevious);
    day.command(Command::ExtendLetterNext);
    day.command(Command::ExtendLetterNext);
    assert_eq!((head(&day), day.model.said.as_str()), (end, "c^2"));
    day.command(Command::Choose1);
    assert_eq!(quotes(&day), ["c^2"]);
}

#[test]
fn a_changed_formula_stands_there_as_it_was_and_as_it_is() {
    let mut day = day("So $E = mc^3$ is.");
    let text = day.model.desk().expect("a desk").page().expect("a page").original.replace("mc^3", "mc^2");
    day.command(Command::Correct);
    day.type_text(&text);
    let page = render(&day.model);
    let part = |opens: &str, closes: &str| {
        let inner = page.split(opens).nth(1).expect("a change").split(closes).next();
        inner.expect("its end").to_owned()
    };
    // What went is no text that counts.
    let (del, ins) = (part(r#"<del data-skip="">"#, "</del>"), part("<ins>", "</ins>"));
    assert!(del.contains("<mn>3</mn>") && del.contains("</math>"), "{page}");
    assert!(ins.contains("<mn>2</mn>") && ins.contains("</math>"), "{page}");
    assert_eq!(page.matches("edit-text ").count(), 1, "what went and what came are led to as one: {page}");
    // The sign that ends the formula is no currency.
    assert!(page.contains("3 → 2 (−33 %)"), "{page}");
}

#[test]
fn what_was_lost_is_asked_for_again_when_the_network_is_back() {
    let mut day = day("So $x$ is.");
    let formula = Formula { tex: "x".into(), display: false };
    day.send(Msg::FormulasSettled(vec![(formula.clone(), Setting::Lost)]));
    assert!(!render(&day.model).contains("<math"));
    let now = Moment { wall: day.now, mono: day.now };
    let effects = update(&mut day.model, Msg::Connected(true), now);
    assert!(effects.contains(&Effect::Typeset(vec![formula])), "{effects:?}");
}

#[test]
fn a_text_without_formulas_asks_for_none() {
    let mut day = painted(Day::at_work(TASK));
    assert_eq!(day.typeset, 0);
    day.command(Command::Correct);
    day.type_text("Now $x$ is there.");
    assert_eq!(day.typeset, 1);
}
