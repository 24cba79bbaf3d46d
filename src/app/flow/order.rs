//! In which order the responses of a blind task stand: shuffled, for each expert in another way and always in the same.
//!
//! What stands first is judged better by it: judges of models prefer the first answer or the last whatever is in it (Zheng et al.
//! 2023, "Judging LLM-as-a-Judge", section 3.3), and a model that always stands at the same place is a model with a name.

use crate::annotation::submissions;
use crate::app::model::next_random;
use crate::task::{Kind, Response, Task};

/// Puts the responses of a blind task into the order in which this expert sees them. Each stays among those to its own turn: what
/// is read as a conversation is one. A review of one submission has the order of that: its words speak of "A" and "B".
pub(super) fn shuffle(task: &mut Task, worker: Option<&str>) {
    if !task.blind || task.responses.len() < 2 {
        return;
    }
    if task.kind == Kind::Review {
        if let Ok([one]) = submissions(task).as_deref() {
            let shown = one.preference.as_ref().map(|preference| preference.shown.clone());
            as_shown(task, &shown.unwrap_or_default());
        }
        return;
    }
    let mut seed = hash(&[worker.unwrap_or_default(), &task.id]);
    let turn = |one: &Response| task.answered_turn(one).map(|turn| turn.id.clone());
    let turns: Vec<Option<String>> = task.responses.iter().map(turn).collect();
    for at in (1..task.responses.len()).rev() {
        let same: Vec<usize> = (0..=at).filter(|other| turns.get(*other) == turns.get(at)).collect();
        // Of so few the remainder prefers none.
        let chosen = usize::try_from(next_random(&mut seed) % same.len().max(1) as u64).unwrap_or_default();
        if let Some(other) = same.get(chosen) {
            task.responses.swap(at, *other);
        }
    }
}

/// The order that somebody saw, where it is one of exactly these responses.
fn as_shown(task: &mut Task, shown: &[String]) {
    let place = |one: &Response| shown.iter().position(|id| *id == one.id);
    let all = shown.len() == task.responses.len() && task.responses.iter().all(|one| place(one).is_some());
    if all {
        task.responses.sort_by_key(place);
    }
}

/// FNV-1a, of texts that do not run into one another.
fn hash(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Doc, Value};

    fn task(id: &str, kind: &str, turns: &[&str], more: &str) -> Task {
        let responses: Vec<String> = turns
            .iter()
            .enumerate()
            .map(|(at, turn)| format!(r#"{{"id":"r{at}","turn":"{turn}","text":"x"}}"#))
            .collect();
        let text = format!(
            r#"{{"format":"corrigenda.task/1","id":"{id}","kind":"{kind}","language":"en","title":"","blind":true,
            "turns":[{{"id":"u1","role":"user","text":"a"}},{{"id":"u2","role":"user","text":"b"}}],
            "responses":[{}]{more},"parts":["preference"]}}"#,
            responses.join(",")
        );
        Task::read(text.parse::<Value>().unwrap()).unwrap()
    }

    fn order(task: &mut Task, worker: &str) -> String {
        shuffle(task, Some(worker));
        task.responses.iter().map(|one| one.id.trim_start_matches('r')).collect()
    }

    #[test]
    fn every_order_comes_about_as_often_and_stays_an_experts_own() {
        let mut counts = std::collections::BTreeMap::<String, usize>::new();
        for worker in 0..600 {
            let seen = || order(&mut task("t", "annotate", &["u2"; 3], ""), &format!("w{worker}"));
            assert_eq!(seen(), seen());
            *counts.entry(seen()).or_default() += 1;
        }
        assert!(counts.len() == 6 && counts.values().all(|count| (70..130).contains(count)), "{counts:?}");
        let tasks: std::collections::BTreeSet<String> =
            (0..40).map(|at| order(&mut task(&format!("t{at}"), "annotate", &["u2"; 3], ""), "w")).collect();
        assert_eq!(tasks.len(), 6, "the same expert sees each task in an order of its own");
    }

    #[test]
    fn a_conversation_stays_one_and_what_is_not_blind_stays_as_it_is() {
        let mut seen = std::collections::BTreeSet::new();
        for worker in 0..40 {
            seen.insert(order(&mut task("t", "annotate", &["u1", "u2", "u1", "u2"], ""), &format!("w{worker}")));
        }
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["0123", "0321", "2103", "2301"]);
        let mut open = task("t", "annotate", &["u2"; 3], "");
        open.blind = false;
        assert!((0..40).all(|worker| order(&mut open, &format!("w{worker}")) == "012"));
    }

    #[test]
    fn a_review_of_one_has_the_order_that_its_author_saw() {
        let work = r#"{"id":"s","document":{"format":"corrigenda.annotation/1","task":{"id":"t"},
            "preference":{"shown":["r2","r0","r1"],"ranking":[]}}}"#;
        let reviewed = |submissions: &str| format!(r#","submissions":[{submissions}]"#);
        assert_eq!(order(&mut task("t", "review", &["u2"; 3], &reviewed(work)), "w"), "201");
        assert_eq!(
            order(&mut task("t", "review", &["u2"; 2], &reviewed(work)), "w"),
            "01",
            "not those that were shown"
        );
        assert_eq!(order(&mut task("t", "review", &["u2"; 3], &reviewed(&format!("{work},{work}"))), "w"), "012");
    }
}
