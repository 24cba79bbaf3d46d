//! What a queue lets each worker do: how much a day, and how often a task whose answer is known is mixed in.
//!
//! Both rest on what a worker has done in a queue so far ([`Pace`]); the chance comes in as the claim's fresh id.

use super::{Rules, Timestamp};
use crate::protocol::Claim;

const DAY_MS: i64 = 86_400_000;

/// What one queue, or any other, asks of each worker.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueRules {
    /// The queue; none stands for every queue that is not named, and for tasks without one.
    pub queue: Option<String>,
    /// The share of tasks with a known answer among those that a worker gets, 0 to 1.
    pub gold: f64,
    /// Tasks that a worker may do a day (UTC), at least 1; any number where it is none.
    pub quota: Option<u32>,
}

impl Rules {
    /// What a queue asks; none where nothing is said.
    #[must_use]
    pub fn of_queue(&self, queue: &str) -> Option<&QueueRules> {
        let named = self.queues.iter().find(|rules| rules.queue.as_deref() == Some(queue));
        named.or_else(|| self.queues.iter().find(|rules| rules.queue.is_none()))
    }
}

/// How far a worker has come in a queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// The queue; empty for tasks without one.
    pub queue: String,
    /// The day that `done` counts, in days since 1970 (UTC).
    pub day: i64,
    /// Submissions on that day.
    pub done: u32,
    /// Submissions since the last one of a task with a known answer.
    pub since: u32,
    /// Leases that the worker holds.
    pub held: u32,
}

/// What a worker's paces come to at a claim, as names of queues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Where the day's work is done: nothing new is handed out.
    pub shut: Vec<String>,
    /// Where a task with a known answer is due.
    pub due: Vec<String>,
}

impl Terms {
    /// What paces come to now; `fresh` is the chance. Queues that the rules name count also where nothing was done yet.
    #[must_use]
    pub fn of(claim: &Claim, rules: &Rules, paces: &[Pace], now: Timestamp, fresh: &str) -> Self {
        let mut terms = Self::default();
        let asked = claim.queue.iter().map(String::as_str);
        let named = rules.queues.iter().map(|rules| rules.queue.as_deref().unwrap_or_default());
        for queue in asked.chain(named).chain(paces.iter().map(|pace| pace.queue.as_str())) {
            let Some(asked) = rules.of_queue(queue) else { continue };
            let pace = paces.iter().find(|pace| pace.queue == queue);
            let done = pace.filter(|pace| pace.day == day_of(now)).map_or(0, |pace| pace.done);
            let begun = done.saturating_add(pace.map_or(0, |pace| pace.held));
            if asked.quota.is_some_and(|quota| begun >= quota) {
                note(&mut terms.shut, queue);
            }
            if due(asked.gold, pace.map_or(0, |pace| pace.since), fresh) {
                note(&mut terms.due, queue);
            }
        }
        terms
    }

    /// Whether nothing new is handed out in a queue.
    #[must_use]
    pub fn shuts(&self, queue: Option<&str>) -> bool {
        self.shut.iter().any(|shut| shut == queue.unwrap_or_default())
    }

    /// Whether a task with a known answer is due in a queue.
    #[must_use]
    pub fn wants_gold(&self, queue: Option<&str>) -> bool {
        self.due.iter().any(|due| due == queue.unwrap_or_default())
    }

    /// Whether it is the day's quota that leaves a claim without a task.
    #[must_use]
    pub fn refuses(&self, claim: &Claim) -> bool {
        claim.queue.as_deref().map_or(!self.shut.is_empty(), |queue| self.shuts(Some(queue)))
    }
}

fn note(list: &mut Vec<String>, queue: &str) {
    if !list.iter().any(|one| one == queue) {
        list.push(queue.to_owned());
    }
}

/// The day of a point in time, in days since 1970 (UTC).
#[must_use]
pub fn day_of(now: Timestamp) -> i64 {
    now.div_euclid(DAY_MS)
}

/// When the next day begins.
#[must_use]
pub fn next_day(now: Timestamp) -> Timestamp {
    day_of(now).saturating_add(1).saturating_mul(DAY_MS)
}

/// Whether a task with a known answer comes next, after `since` others. The gaps between two are uniform from none to
/// twice the mean, so that nobody can count on one; and there is one in each such stretch.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positive, and far below four thousand million"
)]
fn due(share: f64, since: u32, fresh: &str) -> bool {
    if share <= 0.0 {
        return false;
    }
    let longest = (2.0 / share.min(1.0) - 1.0).round() as u32;
    let left = longest.saturating_sub(since).max(1);
    chance(fresh).is_multiple_of(u64::from(left))
}

/// A number from an id that nobody could foresee (FNV-1a, its bits mixed as in `MurmurHash3`).
fn chance(id: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in id.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_come_at_their_share_and_never_too_far_apart() {
        for share in [0.02, 0.05, 0.1, 0.25, 0.5, 1.0] {
            let (mut gold, mut since, mut longest) = (0_u32, 0_u32, 0);
            for claim in 0..20_000 {
                if due(share, since, &format!("lease {claim}")) {
                    (gold, longest, since) = (gold + 1, longest.max(since), 0);
                } else {
                    since += 1;
                }
            }
            let found = f64::from(gold) / 20_000.0;
            assert!((found / share - 1.0).abs() < 0.06, "{share}: {found}");
            assert!(f64::from(longest) < 2.0 / share, "{share}: {longest}");
        }
        assert!(!due(0.0, 1000, "x"));
    }

    #[test]
    fn where_a_known_answer_comes_cannot_be_counted_out() {
        let mut gaps = std::collections::BTreeSet::new();
        let mut since = 0;
        for claim in 0..4000 {
            if due(0.1, since, &format!("{claim}")) {
                gaps.insert(since);
                since = 0;
            } else {
                since += 1;
            }
        }
        assert_eq!(gaps.into_iter().collect::<Vec<_>>(), (0..19).collect::<Vec<_>>());
    }

    #[test]
    fn a_queue_that_is_named_has_its_own_rules_and_the_others_have_theirs() {
        let of = |queue: Option<&str>, quota| QueueRules { queue: queue.map(str::to_owned), gold: 0.0, quota };
        let rules = Rules { queues: vec![of(None, Some(2)), of(Some("tax"), None)].into(), ..Rules::default() };
        let pace = |queue: &str, day, done, held| Pace { queue: queue.into(), day, done, since: 0, held };
        let shut = |paces: &[Pace]| Terms::of(&Claim::default(), &rules, paces, 5 * DAY_MS, "").shut;
        assert_eq!(shut(&[pace("tax", 5, 9, 0), pace("law", 5, 2, 0)]), ["law"]);
        assert_eq!(shut(&[pace("law", 4, 9, 0)]), [""; 0], "yesterday does not count");
        assert_eq!(shut(&[pace("law", 4, 9, 2)]), ["law"], "what is held does");
        assert_eq!(shut(&[pace("", 5, 1, 1)]), [""], "tasks without a queue are of the others");
        assert!(Rules::default().of_queue("tax").is_none());
        assert_eq!((day_of(-1), next_day(5 * DAY_MS), next_day(5 * DAY_MS - 1)), (-1, 6 * DAY_MS, 5 * DAY_MS));
    }
}
