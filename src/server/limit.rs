//! How many calls a worker may make: a bucket of calls each, that fills again as time passes.

use crate::reference::Timestamp;
use std::collections::BTreeMap;

/// Buckets that are kept; full ones are dropped when there are more.
const KEPT: usize = 10_000;
/// Seconds' worth of calls that may come at once.
const BURST_SECONDS: f64 = 10.0;

/// The buckets of all workers of one program.
#[derive(Debug, Default)]
pub(super) struct Limiter {
    buckets: BTreeMap<String, Bucket>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    calls: f64,
    at: Timestamp,
}

impl Limiter {
    /// Takes a call out of a worker's bucket; `rate` is calls a second.
    ///
    /// # Errors
    /// Where it is empty: the seconds until the next call.
    pub(super) fn take(&mut self, worker: &str, rate: f64, now: Timestamp) -> Result<(), f64> {
        let size = (rate * BURST_SECONDS).max(1.0);
        if self.buckets.len() >= KEPT && !self.buckets.contains_key(worker) {
            self.buckets.retain(|_, bucket| bucket.filled(rate, size, now) < size);
        }
        let bucket = self.buckets.entry(worker.to_owned()).or_insert(Bucket { calls: size, at: now });
        *bucket = Bucket { calls: bucket.filled(rate, size, now), at: now.max(bucket.at) };
        if bucket.calls < 1.0 {
            return Err((1.0 - bucket.calls) / rate);
        }
        bucket.calls -= 1.0;
        Ok(())
    }
}

impl Bucket {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds between two calls")]
    fn filled(&self, rate: f64, size: f64, now: Timestamp) -> f64 {
        let seconds = now.saturating_sub(self.at).max(0) as f64 / 1000.0;
        (self.calls + seconds * rate).min(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again_for_each_worker_by_itself() {
        let mut limiter = Limiter::default();
        let taken = (0..30).filter(|_| limiter.take("ann", 2.0, 1000).is_ok()).count();
        assert_eq!(taken, 20);
        assert_eq!(limiter.take("ann", 2.0, 1000), Err(0.5));
        assert_eq!(limiter.take("ben", 2.0, 1000), Ok(()));
        assert_eq!(limiter.take("ann", 2.0, 1250), Err(0.25));
        assert_eq!(limiter.take("ann", 2.0, 1500), Ok(()));
        assert!(limiter.take("ann", 2.0, 900).is_err(), "a clock that goes back gives nothing");
        let later = (0..30).filter(|_| limiter.take("ann", 2.0, 3_600_000).is_ok()).count();
        assert_eq!(later, 20, "no more than a bucket is saved up");
    }

    #[test]
    fn buckets_of_those_who_went_away_are_dropped() {
        let mut limiter = Limiter::default();
        for index in 0..KEPT {
            assert_eq!(limiter.take(&format!("w{index}"), 1.0, 0), Ok(()));
        }
        assert_eq!(limiter.take("new", 1.0, 60_000), Ok(()));
        assert_eq!(limiter.buckets.len(), 1);
    }
}
