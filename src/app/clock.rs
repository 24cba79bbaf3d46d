//! Time that counts: active while somebody is there, idle otherwise.

/// A moment, by two clocks: durations are the larger of the two differences, so that neither a sleeping machine nor a
/// clock that is set back makes a lease look younger than it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub wall: f64,
    /// Milliseconds of the monotonic clock.
    pub mono: f64,
}

impl Moment {
    /// Milliseconds since an earlier moment, by the clock that shows more; never negative.
    #[must_use]
    pub fn since(self, earlier: Self) -> f64 {
        (self.wall - earlier.wall).max(self.mono - earlier.mono).max(0.0)
    }

    /// Milliseconds of the monotonic clock since an earlier moment: what work is counted by.
    #[must_use]
    pub fn worked_since(self, earlier: Self) -> f64 {
        (self.mono - earlier.mono).max(0.0)
    }
}

/// Counts active and idle time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    counted: Moment,
    stirred: Moment,
    shown: bool,
}

/// After so many milliseconds without a sign of life, time is idle.
pub const IDLE_AFTER_MS: f64 = 120_000.0;
/// How often time is counted.
pub const TICK_MS: f64 = 5_000.0;

impl Clock {
    /// A clock that starts now, with somebody there.
    #[must_use]
    pub fn start(now: Moment) -> Self {
        Self { counted: now, stirred: now, shown: true }
    }

    /// Somebody is there.
    pub fn stir(&mut self, now: Moment) {
        self.stirred = now;
    }

    /// The page is seen, or not.
    pub fn show(&mut self, shown: bool) {
        self.shown = shown;
    }

    /// Whether time is idle now.
    #[must_use]
    pub fn is_idle(&self, now: Moment) -> bool {
        !self.shown || now.worked_since(self.stirred) > IDLE_AFTER_MS
    }

    /// Milliseconds since the last sign of life.
    #[must_use]
    pub fn silent_ms(&self, now: Moment) -> f64 {
        now.since(self.stirred)
    }

    /// Counts what went by since the last count: `(active, idle)` milliseconds. A gap far longer than a tick is a
    /// machine that slept: idle.
    pub fn count(&mut self, now: Moment) -> (f64, f64) {
        let gone = now.worked_since(self.counted);
        let idle = self.is_idle(now) || gone > IDLE_AFTER_MS;
        self.counted = now;
        if idle { (0.0, gone) } else { (gone, 0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: f64) -> Moment {
        Moment { wall: ms, mono: ms }
    }

    #[test]
    fn time_is_active_while_somebody_stirs_and_idle_afterwards() {
        let mut clock = Clock::start(at(0.0));
        assert_eq!(clock.count(at(5_000.0)), (5_000.0, 0.0));
        assert_eq!(clock.count(at(125_000.0)), (0.0, 120_000.0));
        clock.stir(at(126_000.0));
        assert_eq!(clock.count(at(130_000.0)), (5_000.0, 0.0));
        clock.show(false);
        assert_eq!(clock.count(at(135_000.0)), (0.0, 5_000.0));
    }

    #[test]
    fn a_clock_set_back_does_not_shorten_a_duration() {
        let earlier = Moment { wall: 10_000.0, mono: 0.0 };
        assert!((Moment { wall: 4_000.0, mono: 3_000.0 }.since(earlier) - 3_000.0).abs() < 1e-9);
    }
}
