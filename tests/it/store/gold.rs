//! Scripts about tasks whose answer is known, and about what a day allows.

use super::script::check;
use expect_test::expect;

#[test]
fn a_known_answer_is_mixed_in_and_each_worker_gets_it_once() {
    check(
        "rules tax gold=1\nimport g gold=met queue=tax\nimport a queue=tax\nimport b queue=tax\nann claim queue=tax
        ann submit g u1 judged=met\nann claim queue=tax\nben claim queue=tax\nben submit g u2 judged=unmet
        ben claim queue=tax\nexport",
        expect![[r#"
            rules tax gold=1 -> so
            import g gold=met queue=tax -> New
            import a queue=tax -> New
            import b queue=tax -> New
            ann claim queue=tax -> g under l1
            ann submit g u1 judged=met -> got u1 at 2026-11-02T12:00:00.000Z
            ann claim queue=tax -> a under l2
            ben claim queue=tax -> g under l3
            ben submit g u2 judged=unmet -> got u2 at 2026-11-02T12:00:00.000Z
            ben claim queue=tax -> b under l4
            export -> 2 lines
                {"annotation":{"annotator":"ann","id":"u1","note":"","scores":[{"criterion":"c","response":"a","state":"met"}],"submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"g"}},"gold":{"agreed":1,"judged":1},"task":"g at 1"}
                {"annotation":{"annotator":"ben","id":"u2","note":"","scores":[{"criterion":"c","response":"a","state":"unmet"}],"submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"g"}},"gold":{"agreed":0,"judged":1},"task":"g at 1"}
        "#]],
    );
}

#[test]
fn a_known_answer_is_offered_only_where_it_is_due() {
    check(
        "import g gold=met queue=tax\nimport a queue=tax\nann claim queue=tax\nann submit a u1\nann claim queue=tax\nann claim",
        expect![[r#"
            import g gold=met queue=tax -> New
            import a queue=tax -> New
            ann claim queue=tax -> a under l1
            ann submit a u1 -> got u1 at 2026-11-02T12:00:00.000Z
            ann claim queue=tax -> nothing, Some(30.0)
            ann claim -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn the_share_of_known_answers_is_kept_over_a_day() {
    check(
        "rules tax gold=0.5\nimport g gold=met queue=tax\nimport h gold=met queue=tax\nimport i gold=met queue=tax
        import a queue=tax\nimport b queue=tax\nimport c queue=tax\nimport d queue=tax
        ann work queue=tax\nann work queue=tax\nann work queue=tax\nann work queue=tax\nann work queue=tax\nann work queue=tax
        ann work queue=tax",
        expect![[r#"
            rules tax gold=0.5 -> so
            import g gold=met queue=tax -> New
            import h gold=met queue=tax -> New
            import i gold=met queue=tax -> New
            import a queue=tax -> New
            import b queue=tax -> New
            import c queue=tax -> New
            import d queue=tax -> New
            ann work queue=tax -> a
            ann work queue=tax -> b
            ann work queue=tax -> g
            ann work queue=tax -> c
            ann work queue=tax -> h
            ann work queue=tax -> d
            ann work queue=tax -> i
        "#]],
    );
}

#[test]
fn a_known_answer_that_is_skipped_stays_due() {
    check(
        "rules * gold=1\nimport g gold=met\nimport h gold=unmet\nimport a\nann claim\nann skip g\nann claim\nann release h
        ann claim\nann submit h u1 judged=met\nann claim",
        expect![[r#"
            rules * gold=1 -> so
            import g gold=met -> New
            import h gold=unmet -> New
            import a -> New
            ann claim -> g under l1
            ann skip g -> released
            ann claim -> h under l2
            ann release h -> released
            ann claim -> h under l3
            ann submit h u1 judged=met -> got u1 at 2026-11-02T12:00:00.000Z
            ann claim -> a under l4
        "#]],
    );
}

#[test]
fn a_days_quota_holds_in_its_queue_and_ends_at_midnight() {
    check(
        "rules tax quota=2\nimport a queue=tax\nimport b queue=tax\nimport c queue=tax\nimport d queue=law
        ann claim queue=tax\nann submit a u1\nann claim queue=tax\nann claim queue=tax\nann submit b u2
        ann claim queue=tax\nann claim c\nann claim\nann submit d u3\nann claim\nben claim queue=tax\nwait 43199
        ann claim queue=tax\nben submit c u4\nwait 1\nimport e queue=tax\nann claim queue=tax\nann submit e u5",
        expect![[r#"
            rules tax quota=2 -> so
            import a queue=tax -> New
            import b queue=tax -> New
            import c queue=tax -> New
            import d queue=law -> New
            ann claim queue=tax -> a under l1
            ann submit a u1 -> got u1 at 2026-11-02T12:00:00.000Z
            ann claim queue=tax -> b under l2
            ann claim queue=tax -> b under l2
            ann submit b u2 -> got u2 at 2026-11-02T12:00:00.000Z
            ann claim queue=tax -> Quota(43200.0): You have done all that this queue allows a day. It goes on at 2026-11-03T00:00:00.000Z.
            ann claim c -> Quota(43200.0): You have done all that this queue allows a day. It goes on at 2026-11-03T00:00:00.000Z.
            ann claim -> d under l3
            ann submit d u3 -> got u3 at 2026-11-02T12:00:00.000Z
            ann claim -> Quota(43200.0): You have done all that this queue allows a day. It goes on at 2026-11-03T00:00:00.000Z.
            ben claim queue=tax -> c under l4
            wait 43199 -> later
            ann claim queue=tax -> Quota(1.0): You have done all that this queue allows a day. It goes on at 2026-11-03T00:00:00.000Z.
            ben submit c u4 -> got u4 at 2026-11-02T23:59:59.000Z
            wait 1 -> later
            import e queue=tax -> New
            ann claim queue=tax -> e under l5
            ann submit e u5 -> got u5 at 2026-11-03T00:00:00.000Z
        "#]],
    );
}

#[test]
fn what_is_held_counts_and_is_never_taken_away_by_a_quota() {
    check(
        "rules * quota=1\nimport a\nimport b\nann claim a\nann claim b\nann claim\nann draft a 0 x\nann submit a u1\nann claim b
        wait 86400\nann claim b",
        expect![[r#"
            rules * quota=1 -> so
            import a -> New
            import b -> New
            ann claim a -> a under l1
            ann claim b -> Quota(43200.0): You have done all that this queue allows a day. It goes on at 2026-11-03T00:00:00.000Z.
            ann claim -> a under l1
            ann draft a 0 x -> saved 1
            ann submit a u1 -> got u1 at 2026-11-02T12:00:00.000Z
            ann claim b -> Quota(43200.0): You have done all that this queue allows a day. It goes on at 2026-11-03T00:00:00.000Z.
            wait 86400 -> later
            ann claim b -> b under l2
        "#]],
    );
}

#[test]
fn a_known_answer_has_to_be_an_annotation() {
    check(
        "import g gold=perhaps\nimport r gold=met kind=review",
        expect![[r#"
        import g gold=perhaps -> $.gold.scores[0].state: expected one of met unmet na unsure unjudged, found "perhaps"
        import r gold=met kind=review -> $.gold: expected no known answer of a review, found one
    "#]],
    );
}
