//! What something written with numbers and signs comes to.

use super::figure::{Figure, Point, Written, written};
use super::token::{Kind, Token, plain_digits};

/// How a percentage is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Percent {
    /// Of a hundred.
    Share,
    /// The number before the sign.
    Plain,
    /// Added to or taken from what stands before it.
    Added,
}

/// All ways.
pub(super) const PERCENTS: [Percent; 3] = [Percent::Share, Percent::Plain, Percent::Added];

/// What a side comes to; where it is one number, how that is written, and what a percent sign makes of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    /// What it comes to.
    pub figure: Figure,
    /// How its one number is written, and what one of it is worth.
    pub written: Option<(Written, f64)>,
}

/// Works a side out.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    point: Point,
    percent: Percent,
}

impl<'a> Parser<'a> {
    /// A side, with what its digits and percentages mean.
    pub const fn new(text: &'a str, tokens: &'a [Token], point: Point, percent: Percent) -> Self {
        Self { text, tokens, at: 0, point, percent }
    }

    /// All of it; none where it cannot be worked out to its end.
    pub fn whole(mut self) -> Option<Side> {
        let figure = self.sum()?.0;
        if self.at < self.tokens.len() || !figure.is_sound() {
            return None;
        }
        let numbers = self.tokens.iter().filter(|one| one.kind == Kind::Number);
        let lone = numbers.clone().count() == 1
            && !self.tokens.iter().any(|one| matches!(one.kind, Kind::Root | Kind::Factorial));
        let share = self.tokens.iter().any(|one| one.kind == Kind::Percent) && self.percent != Percent::Plain;
        let number = numbers.clone().next().filter(|_| lone);
        let written = number.and_then(|one| written(&plain_digits(one.span.slice(self.text)), self.point));
        Some(Side { figure, written: written.map(|written| (written, if share { 0.01 } else { 1.0 })) })
    }

    fn kind(&self) -> Option<Kind> {
        self.tokens.get(self.at).map(|one| one.kind)
    }

    fn takes(&mut self, kind: Kind) -> bool {
        let there = self.kind() == Some(kind);
        self.at += usize::from(there);
        there
    }

    /// A sum, and whether it is a bare percentage.
    fn sum(&mut self) -> Option<(Figure, bool)> {
        let (mut sum, mut share) = self.product()?;
        loop {
            let back = match self.kind() {
                Some(Kind::Plus) => false,
                Some(Kind::Minus | Kind::Dash) => true,
                _ => return Some((sum, share)),
            };
            self.at += 1;
            let (next, of_it) = self.product()?;
            let next =
                if of_it && !share && self.percent == Percent::Added { next.with(sum, |a, b| a * b) } else { next };
            sum = sum.with(next, if back { |a, b| a - b } else { |a, b| a + b });
            share = share && of_it;
        }
    }

    fn product(&mut self) -> Option<(Figure, bool)> {
        let (mut product, mut share) = self.power()?;
        loop {
            let over = match self.kind() {
                Some(Kind::Times | Kind::Of) => false,
                Some(Kind::Over) => true,
                // 2(3 + 4)
                Some(Kind::Open) if self.tokens.get(self.at).is_some_and(|open| !open.apart) => {
                    let (next, _) = self.power()?;
                    product = product.with(next, |a, b| a * b);
                    share = false;
                    continue;
                }
                _ => return Some((product, share)),
            };
            self.at += 1;
            let (next, _) = self.power()?;
            product = if over { product.over(next)? } else { product.with(next, |a, b| a * b) };
            share = false;
        }
    }

    fn power(&mut self) -> Option<(Figure, bool)> {
        let (base, share) = self.atom()?;
        if !self.takes(Kind::Power) {
            return Some((base, share));
        }
        let exponent = self.atom()?.0.value;
        let small = exponent.fract() == 0.0 && exponent.abs() <= 64.0 && (base.low > 0.0 || exponent >= 0.0);
        small.then(|| (base.with(Figure::exact(exponent), f64::powf), false))
    }

    fn atom(&mut self) -> Option<(Figure, bool)> {
        while self.takes(Kind::Unit) {}
        let kind = self.kind()?;
        self.at += 1;
        match kind {
            Kind::Number => self.number(),
            Kind::Minus | Kind::Dash => {
                self.power().map(|(one, share)| (Figure::exact(0.0).with(one, |a, b| a - b), share))
            }
            Kind::Plus => self.atom(),
            Kind::Open => {
                let inner = self.sum()?;
                let closed = self.takes(Kind::Close);
                while self.takes(Kind::Unit) {}
                closed.then_some((inner.0, false))
            }
            Kind::Fraction => {
                let (over, _) = self.group()?;
                let (under, _) = self.group()?;
                while self.takes(Kind::Unit) {}
                Some((over.over(under)?, false))
            }
            Kind::Root => {
                let (inner, _) = self.group()?;
                (inner.low >= 0.0).then(|| (inner.with(inner, |a, _| a.sqrt()), false))
            }
            _ => None,
        }
    }

    fn group(&mut self) -> Option<(Figure, bool)> {
        if self.kind() == Some(Kind::Open) { self.atom() } else { None }
    }

    fn number(&mut self) -> Option<(Figure, bool)> {
        let digits = self.tokens.get(self.at.checked_sub(1)?)?.span.slice(self.text);
        let mut figure = Figure::rounded(written(&plain_digits(digits), self.point)?);
        if self.takes(Kind::Factorial) {
            let count = figure.value;
            let whole = count.fract() == 0.0 && count <= 18.0;
            return whole.then(|| (Figure::exact(factorial(count)), false));
        }
        let share = self.takes(Kind::Percent);
        if share && self.percent != Percent::Plain {
            figure = figure.with(Figure::exact(100.0), |a, b| a / b);
        }
        while self.takes(Kind::Unit) {}
        Some((figure, share))
    }
}

fn factorial(count: f64) -> f64 {
    let mut product = 1.0;
    let mut factor = 2.0;
    while factor <= count {
        product *= factor;
        factor += 1.0;
    }
    product
}
