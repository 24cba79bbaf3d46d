//! Something worked out that does not come out: "12 × 4 = 46", "15 % of 200 is 35", `\frac{1}{2} + \frac{1}{4} = 1`.

use super::evaluate::{PERCENTS, Parser, Side};
use super::figure::{Figure, POINTS, Point, said};
use super::run::Run;
use super::token::{Kind, LOADED, Token, may_work, of_tex, of_text};
use crate::text::Span;

/// What does not come out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrong {
    /// Both sides, in the run.
    pub span: Span,
    /// The side that is worked out, as it is written.
    pub side: String,
    /// What it comes to.
    pub comes_to: String,
    /// What stands there.
    pub stated: String,
}

/// What does not come out in a running text.
pub(super) fn in_text(run: &Run) -> Vec<Wrong> {
    if !may_work(&run.text) || speaks_otherwise(&run.text) {
        return Vec::new();
    }
    wrong(&run.text, &of_text(&run.text), true)
}

/// What does not come out in a formula.
pub(super) fn in_formula(run: &Run) -> Vec<Wrong> {
    const OTHER: [&str; 5] = ["mod", "\\equiv", "_2", "_{2}", "\\binom"];
    if !may_work(&run.text) || OTHER.iter().any(|one| run.text.contains(one)) {
        return Vec::new();
    }
    wrong(&run.text, &of_tex(&run.text), false)
}

/// Whether numbers are something else here: remainders, other bases, logic.
fn speaks_otherwise(text: &str) -> bool {
    const OTHER: [&str; 20] = [
        "mod ",
        "modulo",
        "≡",
        "binary",
        "hexadec",
        "octal",
        "binär",
        "dual",
        "oktal",
        " xor",
        "xor ",
        "bitwise",
        "boolean",
        "base ",
        "basis ",
        "zum beispiel falsch",
        "integer division",
        "string",
        "concat",
        "remainder",
    ];
    let low = text.to_lowercase();
    OTHER.iter().any(|one| low.contains(one))
}

fn wrong(text: &str, tokens: &[Token], prose: bool) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let about = match token.kind {
            Kind::Equal | Kind::Is => tokens.get(at + 1).is_some_and(|next| next.kind == Kind::About),
            Kind::About => !at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|one| one.kind == Kind::Equal),
            _ => continue,
        };
        if token.kind == Kind::About && !about {
            continue;
        }
        let from = if about && token.kind != Kind::About { at + 2 } else { at + 1 };
        let Some(left) = left(text, tokens, at, prose) else { continue };
        let Some(right) = right(text, tokens, from, prose) else { continue };
        let sides = Sides { text, left, right: &right, about, said: token.kind == Kind::Is };
        found.extend(sides.check());
    }
    found
}

const fn is_sign(kind: Kind) -> bool {
    matches!(kind, Kind::Plus | Kind::Minus | Kind::Dash | Kind::Times | Kind::Over | Kind::Power | Kind::Of)
}

const fn ends(kind: Kind) -> bool {
    matches!(kind, Kind::Stop | Kind::Bad | Kind::Word | Kind::Equal | Kind::About | Kind::Is)
}

/// What stands before a sign of equality, back to where it begins; none where something unknown belongs to it.
fn left<'a>(text: &str, tokens: &'a [Token], at: usize, prose: bool) -> Option<&'a [Token]> {
    let mut depth = 0_usize;
    let mut from = at;
    while let Some(token) = from.checked_sub(1).and_then(|before| tokens.get(before)) {
        match token.kind {
            Kind::Close => depth += 1,
            Kind::Open if depth == 0 => break,
            Kind::Open => depth -= 1,
            kind if ends(kind) => {
                if depth > 0 || !may_begin(text, token, tokens.get(from), prose) {
                    return None;
                }
                break;
            }
            _ => {}
        }
        from -= 1;
    }
    // A bracket that opened before it, with a name before that, is a call.
    let opener = from.checked_sub(1).and_then(|at| tokens.get(at)).filter(|one| one.kind == Kind::Open);
    if opener.is_some_and(|open| prose && !open.apart) {
        return None;
    }
    let side = tokens.get(from..at).filter(|side| !side.is_empty())?;
    let first = side.first()?.kind;
    let behind_word = from.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|one| one.kind == Kind::Word);
    if is_sign(first) && (behind_word || !matches!(first, Kind::Minus | Kind::Plus)) {
        return None;
    }
    (!matches!(first, Kind::Percent | Kind::Factorial)).then_some(side)
}

/// Whether something worked out may begin behind a part that ends what is before it.
fn may_begin(text: &str, end: &Token, first: Option<&Token>, prose: bool) -> bool {
    let loaded = || LOADED.contains(&end.span.slice(text).to_lowercase().as_str());
    match end.kind {
        Kind::Bad => false,
        Kind::Word => prose && first.is_some_and(|first| first.apart) && !loaded(),
        _ => true,
    }
}

/// What stands behind a sign of equality, as far as it goes; where a dash may end it, also only up to there.
fn right<'a>(text: &str, tokens: &'a [Token], from: usize, prose: bool) -> Option<Vec<&'a [Token]>> {
    let mut depth = 0_usize;
    let mut to = from;
    let mut dash = None;
    while let Some(token) = tokens.get(to) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close if depth == 0 => break,
            Kind::Close => depth -= 1,
            Kind::Dash if depth == 0 && dash.is_none() => dash = Some(to),
            kind if ends(kind) => {
                let word = token.span.slice(text).to_lowercase();
                let loaded = token.kind == Kind::Word && (LOADED.contains(&word.as_str()) || !token.apart || !prose);
                if token.kind == Kind::Bad || loaded || depth > 0 {
                    return dash.and_then(|dash| tokens.get(from..dash)).map(|side| vec![side]);
                }
                break;
            }
            _ => {}
        }
        to += 1;
    }
    if depth > 0 {
        return None;
    }
    let mut sides = vec![tokens.get(from..to).filter(|side| !side.is_empty())?];
    sides.extend(dash.and_then(|dash| tokens.get(from..dash)));
    Some(sides)
}

/// Whether there is something to work out: a sign between two numbers, and not one before the first.
fn works(side: &[Token]) -> bool {
    let between = |pair: &[Token]| {
        let [before, sign] = pair else { return false };
        is_sign(sign.kind) && !is_sign(before.kind) && before.kind != Kind::Open
    };
    let side: Vec<Token> = side.iter().filter(|one| one.kind != Kind::Unit).copied().collect();
    let alone = |one: &Token| matches!(one.kind, Kind::Fraction | Kind::Root | Kind::Factorial);
    side.iter().any(alone) || side.windows(2).any(between)
}

/// Two sides that should be the same.
struct Sides<'a> {
    text: &'a str,
    left: &'a [Token],
    right: &'a [&'a [Token]],
    about: bool,
    /// Whether a word says that they are, not a sign.
    said: bool,
}

impl Sides<'_> {
    fn check(&self) -> Option<Wrong> {
        let left_works = works(self.left);
        // "2024 revenue = 5 + 3" says nothing of 2024.
        let named = self.left.iter().any(|one| one.kind == Kind::Unit && one.span.end - one.span.start > 3);
        if !left_works && (self.said || named || !self.right.iter().any(|side| works(side))) {
            return None;
        }
        if self.is_binary() {
            return None;
        }
        let mut answer = None;
        for right in self.right {
            for point in POINTS {
                for percent in PERCENTS {
                    let read = |side| Parser::new(self.text, side, point, percent).whole();
                    let Some((one, two)) = read(self.left).zip(read(right)) else { continue };
                    if self.agree(one, two, left_works, works(right), self.left, right) {
                        return None;
                    }
                    answer.get_or_insert((one, two, right, point));
                }
            }
        }
        let (one, two, right, point) = answer?;
        self.wrong(one, two, right, point, left_works)
    }

    /// Only zeros and ones: another base, or logic.
    fn is_binary(&self) -> bool {
        let all = || self.left.iter().chain(self.right.iter().flat_map(|side| side.iter()));
        all()
            .filter(|one| one.kind == Kind::Number)
            .all(|one| one.span.slice(self.text).bytes().all(|b| matches!(b, b'0' | b'1')))
    }

    fn agree(
        &self,
        one: Side,
        two: Side,
        left_works: bool,
        right_works: bool,
        left: &[Token],
        right: &[Token],
    ) -> bool {
        let (worked, lone) = if left_works { (one, two) } else { (two, one) };
        let mut slack = 0.0;
        let size = worked.figure.value.abs();
        if left_works != right_works
            && let Some((written, scale)) = lone.written
        {
            let whole = worked.figure.value.fract().abs() < 1e-9;
            if !whole || written.unit < 1.0 {
                slack = written.unit * scale;
            }
            let off = (worked.figure.value - lone.figure.value).abs();
            if written.coarse >= 10.0 && off <= written.coarse * scale / 2.0 && off <= size / 100.0 {
                return true;
            }
            if self.about {
                slack = slack.max(written.coarse * scale);
            }
            // Divided without the rest.
            if worked.figure.value.floor() == lone.figure.value
                && left.iter().chain(right).any(|one| one.kind == Kind::Over)
            {
                return true;
            }
        }
        if self.about {
            slack = f64::max(slack, size * 0.05);
        }
        one.figure.meets(two.figure, slack) || self.is_conversion(one.figure, two.figure, left, right)
    }

    /// Whether the sides differ by what one unit is of another, and units are named.
    fn is_conversion(&self, one: Figure, two: Figure, left: &[Token], right: &[Token]) -> bool {
        let named = left.iter().chain(right).any(|token| token.kind == Kind::Unit);
        let tail = right.last().and_then(|last| self.text.get(last.span.end..)).unwrap_or_default();
        if !named && !tail.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '\\') {
            return false;
        }
        let ratio = (one.value / two.value).abs();
        let ratio = if ratio < 1.0 { 1.0 / ratio } else { ratio };
        let tens = ratio.log10();
        let near = |factor: f64| (ratio / factor - 1.0).abs() < 0.01;
        (tens > 0.5 && (tens - tens.round()).abs() < 0.005)
            || [60.0, 3600.0, 24.0, 7.0, 12.0, 3.6, 365.0, 52.0].into_iter().any(near)
    }

    fn wrong(&self, one: Side, two: Side, right: &[Token], point: Point, left_works: bool) -> Option<Wrong> {
        let cover = |side: &[Token]| Some(Span { start: side.first()?.span.start, end: side.last()?.span.end });
        let (left, right) = (cover(self.left)?, cover(right)?);
        let ((worked, side), (lone, other)) =
            if left_works { ((one, left), (two, right)) } else { ((two, right), (one, left)) };
        let scale = lone.written.map_or(1.0, |(_, scale)| scale);
        let decimals = lone.written.map_or(2, |(written, _)| usize::from(written.unit < 1.0) * 2 + 2);
        let sign = if scale < 1.0 { " %" } else { "" };
        let comes_to = format!("{}{sign}", said(worked.figure.value / scale, decimals, point));
        Some(Wrong {
            span: left.cover(right),
            side: side.slice(self.text).trim().to_owned(),
            comes_to,
            stated: other.slice(self.text).trim().to_owned(),
        })
    }
}
