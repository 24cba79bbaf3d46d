//! How sure a figure is: drawing the units again from a seed, and Student's t for standard errors.

use super::Found;
use super::table::ordered;
use crate::text::sort_by_place;

/// A small deterministic source of numbers (`SplitMix64`, Steele, Lea and Flood 2014): the same seed, the same draws.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A source from a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = end as u64;
        usize::try_from(((self.bits() >> 32) * end) >> 32).unwrap_or_default()
    }
}

/// The middle `level` (0 to 1) of a figure over `samples` draws of `units` units with replacement (Efron 1979, percentiles).
/// Draws where the figure is undefined are left out; none where that is more than a tenth of them.
#[must_use]
pub fn bootstrap(
    units: usize,
    samples: usize,
    level: f64,
    seed: u64,
    figure: impl Fn(&[usize]) -> Found,
) -> Option<(f64, f64)> {
    if units < 2 || samples == 0 {
        return None;
    }
    let mut random = Random::new(seed);
    let mut values = Vec::with_capacity(samples);
    for _ in 0..samples {
        let drawn: Vec<usize> = (0..units).map(|_| random.below(units)).collect();
        if let Ok(estimate) = figure(&drawn) {
            values.push(estimate.value);
        }
    }
    if values.len() * 10 < samples * 9 {
        return None;
    }
    sort_by_place(&mut values, |value| ordered(*value));
    let tail = (1.0 - level) / 2.0;
    Some((percentile(&values, tail)?, percentile(&values, 1.0 - tail)?))
}

/// A percentile of sorted values, between the two next to it.
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share.clamp(0.0, 1.0) * (sorted.len().checked_sub(1)? as f64);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the length")]
    let below = place.floor() as usize;
    let low = *sorted.get(below)?;
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    Some(low + (high - low) * (place - below as f64))
}

/// How many standard errors to each side hold `level` (0 to 1) of Student's distribution (Abramowitz and Stegun 26.7.3
/// and 26.7.4).
#[must_use]
pub fn student(level: f64, freedom: usize) -> f64 {
    let (mut low, mut high) = (0.0, 1e6);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if within(middle, freedom) < level { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The share of Student's distribution between `-t` and `t`.
fn within(t: f64, freedom: usize) -> f64 {
    let angle = (t / (freedom as f64).sqrt()).atan();
    let (sine, cosine) = (angle.sin(), angle.cos());
    let odd = freedom % 2 == 1;
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = if freedom == 1 { 0.0 } else { term };
    let mut power = if odd { 3 } else { 2 };
    while power < freedom {
        term *= cosine * cosine * (power - 1) as f64 / power as f64;
        sum += term;
        power += 2;
    }
    if odd { (angle + sine * sum) * std::f64::consts::FRAC_2_PI } else { sine * sum }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Estimate;

    #[test]
    fn students_t_is_that_of_the_tables() {
        for (freedom, expected) in
            [(1, 12.706), (2, 4.303), (3, 3.182), (10, 2.228), (11, 2.201), (29, 2.045), (1000, 1.962)]
        {
            assert!((student(0.95, freedom) - expected).abs() < 0.0006, "{freedom}");
        }
    }

    #[test]
    fn the_same_seed_draws_the_same_interval_and_another_seed_another() {
        let mean = |drawn: &[usize]| {
            let value = drawn.iter().sum::<usize>() as f64 / drawn.len() as f64;
            Ok(Estimate { value, observed: value, expected: None, error: None, n: drawn.len() })
        };
        let first = bootstrap(50, 400, 0.95, 7, mean);
        assert_eq!(first, bootstrap(50, 400, 0.95, 7, mean));
        assert_ne!(first, bootstrap(50, 400, 0.95, 8, mean));
        let (low, high) = first.expect("an interval");
        // The mean of 0 to 49 is 24.5 with a standard error of 2.04.
        assert!((18.5..22.0).contains(&low) && (27.0..30.5).contains(&high), "{low} {high}");
    }

    #[test]
    fn every_number_below_the_end_is_drawn() {
        let mut random = Random::new(1);
        let mut seen = [0; 7];
        for _ in 0..7000 {
            seen[random.below(7)] += 1;
        }
        assert!(seen.iter().all(|count| (850..1150).contains(count)), "{seen:?}");
    }
}
