//! When to ask again: exponential back-off with full jitter, never sooner than the backend asks for.
//!
//! Full jitter after Brooker, "Exponential Backoff and Jitter" (AWS Architecture Blog, 2015).

/// Longest wait between two tries, in milliseconds.
pub const LONGEST_MS: f64 = 60_000.0;
const FIRST_MS: f64 = 500.0;

/// Milliseconds to wait before try number `attempt` (the first retry is 1), given a `chance` between 0 and 1 and the
/// seconds the backend asked for.
#[must_use]
pub fn delay_ms(attempt: u32, chance: f64, retry_after: Option<f64>) -> f64 {
    let exponent = i32::try_from(attempt.saturating_sub(1).min(16)).unwrap_or(16);
    let ceiling = (FIRST_MS * 2_f64.powi(exponent)).min(LONGEST_MS);
    let jittered = ceiling * chance.clamp(0.0, 1.0).mul_add(0.5, 0.5);
    jittered.max(retry_after.unwrap_or(0.0).clamp(0.0, 3600.0) * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_between_half_and_the_whole_ceiling() {
        for attempt in 1..40 {
            let (low, high) = (delay_ms(attempt, 0.0, None), delay_ms(attempt, 1.0, None));
            assert!(low >= 250.0 && high <= LONGEST_MS && (high - 2.0 * low).abs() < 1e-6);
            assert!(delay_ms(attempt + 1, 0.5, None) >= delay_ms(attempt, 0.5, None));
        }
    }

    #[test]
    fn the_backend_is_never_asked_sooner_than_it_wants() {
        assert!(delay_ms(1, 0.0, Some(30.0)) >= 30_000.0);
    }
}
