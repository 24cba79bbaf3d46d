//! From TeX to the tree.

use super::prepare::prepare;
use super::read::read;
use super::trace;
use super::tree::{Content, Name, Node};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{self, Event};
use pulldown_latex::{Parser, Storage, push_mathml};

/// The longest formula that is set, in bytes.
const LONGEST: usize = 20_000;
/// How deep its braces and environments may nest.
const DEEPEST: usize = 60;
/// How many commands may follow each other: each may be what the one before is given.
const CHAIN: usize = 100;
/// How many steps it may have.
const STEPS: usize = 20_000;

/// A formula as a tree: TeX without its delimiters, in a line of its own (`display`) or in running text.
///
/// # Errors
/// Why it cannot be set: its source is to be shown then.
pub fn typeset(tex: &str, display: bool) -> Result<Node, String> {
    if tex.len() > LONGEST {
        return Err("longer than what is set".into());
    }
    if depth(tex) > DEEPEST || chain(tex) > CHAIN {
        return Err("nested too deep".into());
    }
    let prepared = prepare(tex).ok_or("a group without its end, a definition, or chemistry that is not known")?;
    match set(&prepared, display) {
        Ok(mut node) => {
            place(&mut node, tex, &prepared, false);
            part_no_number(&mut node);
            Ok(node)
        }
        Err(error) => {
            let Some(lines) = in_lines(&prepared) else { return Err(error) };
            let mut node = set(&lines, display).map_err(|_| error)?;
            place(&mut node, tex, &lines, true);
            part_no_number(&mut node);
            Ok(node)
        }
    }
}

fn set(tex: &str, display: bool) -> Result<Node, String> {
    let storage = Storage::new();
    let events = events(tex, &storage)?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut text = String::new();
    let events = events.into_iter().map(Ok::<_, std::fmt::Error>);
    push_mathml(&mut text, events, config).map_err(|error| error.to_string())?;
    read(&text)
}

/// What the reader makes of prepared TeX.
fn events<'a>(tex: &'a str, storage: &'a Storage) -> Result<Vec<Event<'a>>, String> {
    let mut events = Vec::new();
    for event in Parser::new(tex, storage) {
        let event = event.map_err(|error| error.to_string().lines().next().unwrap_or_default().to_owned())?;
        // The renderer writes the names of functions as they stand.
        if matches!(&event, Event::Content(event::Content::Function(name)) if name.contains(['<', '>', '&'])) {
            return Err("a name that is none".into());
        }
        if events.len() >= STEPS {
            return Err("too many parts".into());
        }
        events.push(event);
    }
    Ok(events)
}

/// Says of the parts of a formula where they stand in its source, where that can be told.
fn place(node: &mut Node, tex: &str, prepared: &str, lines: bool) {
    let storage = Storage::new();
    let Ok(known) = events(prepared, &storage) else { return };
    for commands in [true, false] {
        let Some(traced) = trace::traced(tex, commands) else { return };
        let Some(mut again) = prepare(&traced.tex) else { continue };
        if lines {
            again = in_lines(&again).unwrap_or(again);
        }
        let storage = Storage::new();
        let placed = events(&again, &storage).is_ok_and(|again| trace::place(node, &known, &again, &traced.spans));
        if placed {
            return;
        }
    }
}

/// A comma or point in braces of its own parts no list, as in `1{,}5`: it is part of a number, without room after it.
fn part_no_number(node: &mut Node) {
    let Content::Nodes(nodes) = &mut node.content else { return };
    if let (Name::Row, [only]) = (node.name, nodes.as_mut_slice())
        && only.name == Name::Operator
        && matches!(&only.content, Content::Text(sign) if sign == "," || sign == ".")
    {
        only.name = Name::Number;
        return;
    }
    nodes.iter_mut().for_each(part_no_number);
}

/// How deep braces and environments nest.
fn depth(tex: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut letters = tex.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '\\' => {
                let rest = tex.get(at + 1..).unwrap_or_default();
                if rest.starts_with("begin{") || rest.starts_with("left") {
                    depth += 1;
                } else if rest.starts_with("end{") || rest.starts_with("right") {
                    depth = depth.saturating_sub(1);
                }
                letters.next();
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// How many commands follow each other at most.
fn chain(tex: &str) -> usize {
    let (mut run, mut longest) = (0_usize, 0);
    let mut letters = tex.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                run += 1;
                letters.next();
                while letters.next_if(char::is_ascii_alphabetic).is_some() {}
            }
            '^' | '_' | '\'' => run += 1,
            letter if letter.is_whitespace() => {}
            _ => run = 0,
        }
        longest = longest.max(run);
    }
    longest
}

/// Lines that stand in no environment, put into one.
fn in_lines(tex: &str) -> Option<String> {
    let name = if tex.contains('&') { "aligned" } else { "gathered" };
    tex.contains("\\\\").then(|| ["\\begin{", name, "}", tex, "\\end{", name, "}"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Content, Name};

    fn text(node: &Node) -> String {
        match &node.content {
            Content::Text(text) => text.clone(),
            Content::Nodes(nodes) => nodes.iter().map(text).collect(),
        }
    }

    fn check(tex: &str, expected: &str) {
        let found = typeset(tex, true).map(|node| text(&node));
        assert_eq!(found.as_deref(), Ok(expected), "{tex}");
    }

    #[test]
    fn what_models_write_is_set() {
        check(r"\frac{a}{b} < \sqrt{x_1^2}", "ab<x12");
        check(r"\begin{align} a &= b \\ c &= d \end{align}", "a=bc=d");
        check(r"a = b \\ c = d", "a=bc=d");
        check(r"\boxed{x = 50%} \tag{1}", "x=50%(1)");
        check(r"\ce{2 H2 + O2 -> 2 H2O}", "2H2+O2⟶2H2O");
        check(r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1234)");
        check(r"5\ \mathrm{m}", "5\u{a0}m");
        check(r"\mathbb{R}, \mathcal{L}, \bm{x}", "ℝ,ℒ,𝒙");
    }

    #[test]
    fn what_would_leave_the_formula_is_not_set() {
        for tex in [
            r"\href{javascript:alert(1)}{x}",
            r"\url{javascript:alert(1)}",
            r"\style{background:url(x)}{x}",
            r"\class{evil}{x}",
            r"\htmlData{a=b}{x}",
            r"\includegraphics{x.png}",
            r"\operatorname{<img src=x onerror=alert(1)>}",
            r"\operatorname{</mi><script>}",
            r"\def\a{\a\a}\a",
            r"\input{x}",
            "a & b",
            "{",
            "}",
        ] {
            assert!(typeset(tex, false).is_err(), "{tex}");
        }
        check(r"\text{<script>alert(1)</script>&amp;}", "<script>alert(1)</script>&amp;");
    }

    #[test]
    fn the_work_is_bounded() {
        assert!(typeset(&"x".repeat(100_000), false).is_err());
        assert!(typeset(&"{".repeat(10_000), false).is_err());
        assert!(typeset(&format!("{}x{}", "{".repeat(59), "}".repeat(59)), false).is_ok());
        assert!(typeset(&format!("{}x{}", r"\sqrt{".repeat(61), "}".repeat(61)), false).is_err());
        let _ = typeset(&r"\frac".repeat(3_000), false);
        let _ = typeset(&r"\left(".repeat(3_000), false);
        let _ = typeset(&"^".repeat(19_000), false);
        let _ = typeset(&r"x^x_".repeat(4_000), false);
        let _ = typeset(&r"\begin{align}".repeat(1_000), false);
        let _ = typeset(&r"\ce{".repeat(2_000), false);
        let doubling = (1..40).map(|n| format!(r"\newcommand{{\{0}}}{{\{1}\{1}}}", letters(n), letters(n - 1)));
        assert!(typeset(&format!("{}\\{}", doubling.collect::<String>(), letters(39)), false).is_err());
    }

    fn letters(number: u8) -> String {
        format!("q{}{}", char::from(b'a' + number / 26), char::from(b'a' + number % 26))
    }

    /// Text in leaves only, and none of what the sets do not hold: the types say so; here the shape is looked at.
    fn shape(node: &Node, depth: usize) {
        assert!(depth < 250);
        assert_eq!(node.name.is_leaf(), matches!(node.content, Content::Text(_)));
        assert!(depth == 0 || node.name != Name::Math);
        node.nodes().iter().for_each(|node| shape(node, depth + 1));
    }

    /// What sources are made of at random.
    #[rustfmt::skip]
    const SCRAPS: &[&str] = &[
        "x", "1", "{", "}", "^", "_", "&", r"\\", r"\frac", r"\sqrt", "[", "]", r"\left", r"\right", "(", ")", "|",
        "<", ">", r"\begin{align}", r"\end{align}", r"\begin{array}{c|c}", r"\end{array}", r"\hline", r"\text{",
        r"\ce{", "->", r"\boxed", r"\mathbb", r"\not", r"\limits", r"\sum", r"\color{red}", "%", "#", "$", "'", "é",
        "\u{301}", r"\operatorname", r"\", r"\é", " ", "\n", "\u{e000}", r"\hspace{1em}", r"\kern", "-1em", r"\big",
        r"\middle", r"\overset", r"\tag", "~", r"\newcommand{\a}[1]{#1#1}", r"\a", r"\genfrac", r"\substack",
        r"\sideset", r"\binom", r"\cfrac", r"\xrightarrow",
    ];

    #[test]
    fn any_source_is_set_or_refused_and_never_breaks() {
        let mut random = fastrand::Rng::with_seed(5);
        for _ in 0..30_000 {
            let count = random.usize(1..14);
            let tex: String = (0..count).filter_map(|_| random.choice(SCRAPS).copied()).collect();
            if let Ok(node) = typeset(&tex, random.bool()) {
                shape(&node, 0);
            }
        }
    }
}
