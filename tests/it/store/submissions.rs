//! Scripts about submissions.

use super::script::check;
use expect_test::expect;

#[test]
fn a_submission_closes_the_lease_and_drops_the_draft() {
    check(
        "import a needed=2\nann claim\nann draft a 0 x\nann submit a u1 x\nann draft a 1 y\nann claim\nann claim a\nexport",
        expect![[r#"
            import a needed=2 -> New
            ann claim -> a under l1
            ann draft a 0 x -> saved 1
            ann submit a u1 x -> got u1 at 2026-11-02T12:00:00.000Z
            ann draft a 1 y -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ann claim -> nothing, Some(30.0)
            ann claim a -> Forbidden: You have already submitted this task.
            export -> 1 lines
                {"annotation":{"annotator":"ann","id":"u1","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 1"}
        "#]],
    );
}

#[test]
fn the_same_submission_again_is_answered_the_same_whatever_the_lease() {
    check(
        "import a\nann claim\nann submit a u1 x\nwait 60\nann submit a u1 x\nann submit a u1 x lease=other\nexport",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ann submit a u1 x -> got u1 at 2026-11-02T12:00:00.000Z
            wait 60 -> later
            ann submit a u1 x -> had u1 at 2026-11-02T12:00:00.000Z
            ann submit a u1 x lease=other -> had u1 at 2026-11-02T12:00:00.000Z
            export -> 1 lines
                {"annotation":{"annotator":"ann","id":"u1","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 1"}
        "#]],
    );
}

#[test]
fn another_submission_under_the_same_uuid_is_a_conflict() {
    check(
        "import a needed=2\nimport b\nann claim\nann submit a u1 x\nann submit a u1 y\nben claim a\nben submit a u1 x
        ben claim b\nann submit b u1 x about=a\nben submit a u2 x\nexport",
        expect![[r#"
            import a needed=2 -> New
            import b -> New
            ann claim -> a under l1
            ann submit a u1 x -> got u1 at 2026-11-02T12:00:00.000Z
            ann submit a u1 y -> SubmissionConflict: Another submission was sent under this id before.
            ben claim a -> a under l2
            ben submit a u1 x -> SubmissionConflict: Another submission was sent under this id before.
            ben claim b -> b under l3
            ann submit b u1 x about=a -> SubmissionConflict: Another submission was sent under this id before.
            ben submit a u2 x -> got u2 at 2026-11-02T12:00:00.000Z
            export -> 2 lines
                {"annotation":{"annotator":"ann","id":"u1","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 1"}
                {"annotation":{"annotator":"ben","id":"u2","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 1"}
        "#]],
    );
}

#[test]
fn the_uuid_is_looked_at_before_the_lease_and_the_lease_before_the_content() {
    check(
        "import a\nimport b\nann claim\nann submit a u1 x format=wrong lease=none\nann submit a u1 x format=wrong about=b
        ann submit a u1 x\nann submit a u1 x format=wrong lease=none\nann submit z u1 x",
        expect![[r#"
            import a -> New
            import b -> New
            ann claim -> a under l1
            ann submit a u1 x format=wrong lease=none -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ann submit a u1 x format=wrong about=b -> /content/format has to be "corrigenda.annotation/1", /content/task/id has to be "a"
            ann submit a u1 x -> got u1 at 2026-11-02T12:00:00.000Z
            ann submit a u1 x format=wrong lease=none -> SubmissionConflict: Another submission was sent under this id before.
            ann submit z u1 x -> SubmissionConflict: Another submission was sent under this id before.
        "#]],
    );
}

#[test]
fn a_refused_submission_changes_nothing() {
    check(
        "import a\nann claim\nann draft a 0 x\nann submit a u1 x format=wrong\nann claim\nann submit a u1 x\nexport",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ann draft a 0 x -> saved 1
            ann submit a u1 x format=wrong -> /content/format has to be "corrigenda.annotation/1"
            ann claim -> a under l1, draft 1 "x"
            ann submit a u1 x -> got u1 at 2026-11-02T12:00:00.000Z
            export -> 1 lines
                {"annotation":{"annotator":"ann","id":"u1","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 1"}
        "#]],
    );
}

#[test]
fn a_late_submission_is_taken_where_nobody_took_the_task() {
    check(
        "import a\nann claim\nwait 99999\nann submit a u1 late\nexport",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            wait 99999 -> later
            ann submit a u1 late -> got u1 at 2026-11-03T15:46:39.000Z
            export -> 1 lines
                {"annotation":{"annotator":"ann","id":"u1","note":"late","submitted_at":"2026-11-03T15:46:39.000Z","task":{"id":"a"}},"task":"a at 1"}
        "#]],
    );
}

#[test]
fn a_task_is_done_when_it_has_all_it_needs_and_never_twice_by_one() {
    check(
        "import a needed=3\nann claim\nann submit a u1\nann claim\nben claim\nben submit a u2\ncem claim\ndor claim
        cem submit a u3\ndor claim\ndor claim a\nexport",
        expect![[r#"
            import a needed=3 -> New
            ann claim -> a under l1
            ann submit a u1 -> got u1 at 2026-11-02T12:00:00.000Z
            ann claim -> nothing, Some(30.0)
            ben claim -> a under l2
            ben submit a u2 -> got u2 at 2026-11-02T12:00:00.000Z
            cem claim -> a under l3
            dor claim -> nothing, Some(30.0)
            cem submit a u3 -> got u3 at 2026-11-02T12:00:00.000Z
            dor claim -> nothing, Some(30.0)
            dor claim a -> TaskTaken: Somebody else has this task, or it is done.
            export -> 3 lines
                {"annotation":{"annotator":"ann","id":"u1","note":"","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 1"}
                {"annotation":{"annotator":"ben","id":"u2","note":"","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 1"}
                {"annotation":{"annotator":"cem","id":"u3","note":"","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 1"}
        "#]],
    );
}

#[test]
fn a_review_goes_out_as_a_review() {
    check(
        "import r kind=review by=ann\nben claim kind=review\nben submit r u1 x\nben submit r u1 x format=corrigenda.review/1\nexport",
        expect![[r#"
            import r kind=review by=ann -> New
            ben claim kind=review -> r under l1
            ben submit r u1 x -> /content/format has to be "corrigenda.review/1"
            ben submit r u1 x format=corrigenda.review/1 -> got u1 at 2026-11-02T12:00:00.000Z
            export -> 1 lines
                {"review":{"id":"u1","note":"x","reviewer":"ben","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"r"}},"task":"r at 1"}
        "#]],
    );
}
