//! How much may be looked at closely: counted, not timed, so that the same texts always give the same answer.

/// So many pairs of tokens whatever the length, and so many more for each byte.
const BASE: usize = 100_000;
const PER_BYTE: usize = 2;

/// What is left to be spent, in pairs of tokens.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
    /// Whether something was asked for that could not be had.
    pub(super) exceeded: bool,
}

impl Budget {
    /// For texts of so many bytes together.
    pub(super) const fn new(bytes: usize) -> Self {
        Self { left: BASE + PER_BYTE * bytes, exceeded: false }
    }

    /// Spends so much, if it is there and no more than `most`. Where it is not, a cheaper way is taken, and that is told.
    pub(super) const fn spend(&mut self, cost: usize, most: usize) -> bool {
        match self.left.checked_sub(cost) {
            Some(left) if cost <= most => {
                self.left = left;
                true
            }
            _ => {
                self.exceeded = true;
                false
            }
        }
    }
}
