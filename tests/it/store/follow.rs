//! Scripts about what follows a review: work that came back to its author, and its next review.

use super::bench::benches;
use super::script::{Desk, check};
use corrigenda::json::Value;
use expect_test::expect;

/// One worker's work in one queue, and a review of it in another.
const BEGUN: &str = "import a queue=tax
    ann claim queue=tax
    ann submit a u1 first
    import r kind=review queue=check of=u1
    ben claim kind=review queue=check
    ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1";

fn begun(more: &str) -> String {
    [BEGUN, "\n", more].concat()
}

#[test]
fn returned_work_is_its_author_s_next_task_and_is_reviewed_again() {
    check(
        &begun(
            "import b queue=tax
            cem claim queue=tax return-v1\ncem claim queue=tax\nann claim queue=tax\nann submit return-v1 u2 mended
            ann claim kind=review queue=check\nben claim kind=review queue=check
            ben submit review-u2 v2 format=corrigenda.review/1 verdict=accept subjects=u2
            ann claim queue=tax\nben claim kind=review",
        ),
        expect![[r#"
            import a queue=tax -> New
            ann claim queue=tax -> a under l1
            ann submit a u1 first -> got u1 at 2026-11-02T12:00:00.000Z
            import r kind=review queue=check of=u1 -> New
            ben claim kind=review queue=check -> r under l2
            ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1 -> got v1 at 2026-11-02T12:00:00.000Z
            import b queue=tax -> New
            cem claim queue=tax return-v1 -> Forbidden: This work came back to its author.
            cem claim queue=tax -> b under l3
            ann claim queue=tax -> return-v1 under l4
            ann submit return-v1 u2 mended -> got u2 at 2026-11-02T12:00:00.000Z
            ann claim kind=review queue=check -> nothing, Some(30.0)
            ben claim kind=review queue=check -> review-u2 under l5
            ben submit review-u2 v2 format=corrigenda.review/1 verdict=accept subjects=u2 -> got v2 at 2026-11-02T12:00:00.000Z
            ann claim queue=tax -> nothing, Some(30.0)
            ben claim kind=review -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn what_is_begun_comes_before_what_came_back_and_that_before_all_else() {
    check(
        &begun(
            "import b queue=tax\nann claim b\nann draft b 0 x\nann release b\nann claim\nann submit b u3 x
            import c queue=tax\nann claim",
        ),
        expect![[r#"
            import a queue=tax -> New
            ann claim queue=tax -> a under l1
            ann submit a u1 first -> got u1 at 2026-11-02T12:00:00.000Z
            import r kind=review queue=check of=u1 -> New
            ben claim kind=review queue=check -> r under l2
            ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1 -> got v1 at 2026-11-02T12:00:00.000Z
            import b queue=tax -> New
            ann claim b -> b under l3
            ann draft b 0 x -> saved 1
            ann release b -> released
            ann claim -> b under l4, draft 1 "x"
            ann submit b u3 x -> got u3 at 2026-11-02T12:00:00.000Z
            import c queue=tax -> New
            ann claim -> return-v1 under l5
        "#]],
    );
}

#[test]
fn an_author_s_expertise_is_not_asked_again() {
    check(
        "import a\nann claim\nann submit a u1\nimport r kind=review of=u1 domains=senior\nben claim kind=review domains=senior
        ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1\nann claim domains=tax",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ann submit a u1 -> got u1 at 2026-11-02T12:00:00.000Z
            import r kind=review of=u1 domains=senior -> New
            ben claim kind=review domains=senior -> r under l2
            ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1 -> got v1 at 2026-11-02T12:00:00.000Z
            ann claim domains=tax -> return-v1 under l3
        "#]],
    );
}

#[test]
fn nothing_follows_what_ends_a_chain() {
    for verdict in ["accept", "fix", "adjudicate"] {
        for mut bench in benches().into_iter().map(Desk::new) {
            let returned = BEGUN.replace("verdict=return", &format!("verdict={verdict}"));
            bench.run(&returned);
            assert!(bench.step("ann claim").starts_with("nothing"), "{verdict}");
            assert!(bench.step("ben claim kind=review").starts_with("nothing"), "{verdict}");
        }
    }
}

#[test]
fn what_is_rejected_is_asked_of_others_anew_and_not_of_its_author() {
    for mut bench in benches().into_iter().map(Desk::new) {
        bench.run(&BEGUN.replace("verdict=return", "verdict=reject"));
        assert!(bench.step("ann claim").starts_with("nothing"));
        let task = bench.claimed("cem queue=tax");
        assert_eq!((task["id"].as_str(), task["kind"].as_str()), (Some("anew-v1"), Some("annotate")));
        assert_eq!((task.get("submissions"), task.get("reviews")), (None, None));
        assert_eq!(bench.step("cem submit anew-v1 u9 x"), "got u9 at 2026-11-02T12:00:00.000Z");
        assert!(bench.step("dan claim").starts_with("nothing"), "once was wanted");
    }
}

#[test]
fn returned_work_that_its_author_skips_is_asked_of_others_once() {
    for mut bench in benches().into_iter().map(Desk::new) {
        bench.run(&begun("ann claim\nann skip return-v1"));
        assert!(bench.step("ann claim").starts_with("nothing"));
        let task = bench.claimed("cem queue=tax");
        assert_eq!((task["id"].as_str(), task.get("reviews")), (Some("anew-return-v1"), None));
        bench.run("ann claim return-v1\nann skip return-v1");
        assert!(bench.step("dan claim").starts_with("nothing"), "it is with somebody already");
    }
}

#[test]
fn a_way_out_ends_a_chain() {
    check(
        &begun("ann claim\nann submit return-v1 u2 exit=so\nben claim kind=review"),
        expect![[r#"
            import a queue=tax -> New
            ann claim queue=tax -> a under l1
            ann submit a u1 first -> got u1 at 2026-11-02T12:00:00.000Z
            import r kind=review queue=check of=u1 -> New
            ben claim kind=review queue=check -> r under l2
            ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1 -> got v1 at 2026-11-02T12:00:00.000Z
            ann claim -> return-v1 under l3
            ann submit return-v1 u2 exit=so -> got u2 at 2026-11-02T12:00:00.000Z
            ben claim kind=review -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn a_replay_makes_nothing_anew() {
    check(
        &begun(
            "ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1
            ann claim\nann submit return-v1 u2 x\nann submit return-v1 u2 x\nann claim
            ben claim kind=review\nben submit review-u2 v2 format=corrigenda.review/1 verdict=return subjects=u2
            ann claim\nann submit return-v2 u3 y\nben claim kind=review\ncem claim kind=review",
        ),
        expect![[r#"
            import a queue=tax -> New
            ann claim queue=tax -> a under l1
            ann submit a u1 first -> got u1 at 2026-11-02T12:00:00.000Z
            import r kind=review queue=check of=u1 -> New
            ben claim kind=review queue=check -> r under l2
            ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1 -> got v1 at 2026-11-02T12:00:00.000Z
            ben submit r v1 format=corrigenda.review/1 verdict=return subjects=u1 -> had v1 at 2026-11-02T12:00:00.000Z
            ann claim -> return-v1 under l3
            ann submit return-v1 u2 x -> got u2 at 2026-11-02T12:00:00.000Z
            ann submit return-v1 u2 x -> had u2 at 2026-11-02T12:00:00.000Z
            ann claim -> nothing, Some(30.0)
            ben claim kind=review -> review-u2 under l4
            ben submit review-u2 v2 format=corrigenda.review/1 verdict=return subjects=u2 -> got v2 at 2026-11-02T12:00:00.000Z
            ann claim -> return-v2 under l5
            ann submit return-v2 u3 y -> got u3 at 2026-11-02T12:00:00.000Z
            ben claim kind=review -> review-u3 under l6
            cem claim kind=review -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn of_several_people_s_work_each_gets_the_own_with_what_was_found_in_it() {
    let script =
        "import a needed=2\nann claim\nann submit a u1\nbob claim\nbob submit a u2\nimport r kind=review of=u1,u2
        cem claim kind=review\ncem submit r v1 format=corrigenda.review/1 verdict=return subjects=u1,u2";
    for mut bench in benches().into_iter().map(Desk::new) {
        bench.run(script);
        for (worker, uuid, id) in [("bob", "u2", "return-v1-1"), ("ann", "u1", "return-v1")] {
            let task = bench.claimed(worker);
            assert_eq!((task["id"].as_str(), task["kind"].as_str()), (Some(id), Some("annotate")));
            let own = |list: &Value, key: &str| {
                list.as_array()
                    .expect("a list")
                    .iter()
                    .map(|one| one[key].as_str().expect("text").to_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(own(&task["submissions"], "id"), [uuid]);
            let review = &task["reviews"][0];
            assert_eq!((review["id"].as_str(), review["reviewer"].as_str()), (Some("v1"), Some("cem")));
            assert_eq!(own(&review["document"]["findings"], "comment"), [uuid]);
            assert_eq!(task.get("needed"), None);
        }
    }
}

#[test]
fn the_second_review_has_both_states_and_the_review_between_them() {
    for mut bench in benches().into_iter().map(Desk::new) {
        bench.run(&begun("ann claim\nann submit return-v1 u2 mended"));
        let task = bench.claimed("ben kind=review");
        let ids: Vec<_> =
            task["submissions"].as_array().expect("a list").iter().map(|one| one["id"].as_str()).collect();
        assert_eq!(ids, [Some("u1"), Some("u2")]);
        assert_eq!(task["submissions"][1]["annotator"], "ann");
        assert_eq!(task["submissions"][1]["document"]["note"], "mended");
        assert_eq!((&task["queue"], &task["reviews"][0]["document"]["verdict"]), (&"check".into(), &"return".into()));
    }
}

#[test]
fn where_people_are_not_to_know_of_one_another_no_names_are_told() {
    for mut bench in benches().into_iter().map(Desk::new) {
        bench.run(&BEGUN.replace("of=u1", "of=u1 blind=so"));
        let back = bench.claimed("ann");
        assert_eq!(back["reviews"][0]["reviewer"], Value::Null);
        bench.step("ann submit return-v1 u2 mended");
        assert!(bench.step("ann claim kind=review").starts_with("nothing"), "nobody reviews their own work");
        let again = bench.claimed("ben kind=review").to_string();
        assert!(!again.contains("\"ann\"") && !again.contains("\"ben\""), "{again}");
    }
}
