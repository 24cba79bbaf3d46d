//! Scripts about the import of tasks.

use super::script::check;
use expect_test::expect;

#[test]
fn a_task_is_imported_once_a_revision() {
    check(
        "import a revision=1\nimport a revision=1 queue=ignored\nimport a revision=2 queue=tax\nann claim queue=tax\nann claim queue=ignored",
        expect![[r#"
            import a revision=1 -> New
            import a revision=1 queue=ignored -> Unchanged
            import a revision=2 queue=tax -> Updated
            ann claim queue=tax -> a under l1
            ann claim queue=ignored -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn an_update_keeps_place_leases_drafts_and_submissions() {
    check(
        "import a needed=2\nimport b\nann claim\nann draft a 0 x\nben claim\nben submit a u1 y\nimport a revision=2 needed=2
        ann claim\nann submit a u2 x\nexport",
        expect![[r#"
            import a needed=2 -> New
            import b -> New
            ann claim -> a under l1
            ann draft a 0 x -> saved 1
            ben claim -> a under l2
            ben submit a u1 y -> got u1 at 2026-11-02T12:00:00.000Z
            import a revision=2 needed=2 -> Updated
            ann claim -> a under l1, draft 1 "x"
            ann submit a u2 x -> got u2 at 2026-11-02T12:00:00.000Z
            export -> 2 lines
                {"annotation":{"annotator":"ben","id":"u1","note":"y","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 2"}
                {"annotation":{"annotator":"ann","id":"u2","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a"}},"task":"a at 2"}
        "#]],
    );
}

#[test]
fn a_done_task_that_needs_more_after_an_update_is_offered_again() {
    check(
        "import a\nann claim\nann submit a u1 x\nben claim\nimport a revision=2 needed=2\nben claim\nann claim",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ann submit a u1 x -> got u1 at 2026-11-02T12:00:00.000Z
            ben claim -> nothing, Some(30.0)
            import a revision=2 needed=2 -> Updated
            ben claim -> a under l2
            ann claim -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn work_under_way_is_taken_where_an_update_needs_less() {
    check(
        "import a needed=2\nann claim\nben claim\nimport a revision=2 needed=1\nann submit a u1 x\nben submit a u2 x\ncem claim",
        expect![[r#"
            import a needed=2 -> New
            ann claim -> a under l1
            ben claim -> a under l2
            import a revision=2 needed=1 -> Updated
            ann submit a u1 x -> got u1 at 2026-11-02T12:00:00.000Z
            ben submit a u2 x -> got u2 at 2026-11-02T12:00:00.000Z
            cem claim -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn a_bad_task_is_refused_with_its_place() {
    check(
        "import .\nimport ..\nimport a needed=0\nimport a needed=1.5\nimport a needed=\"2\"\nimport a kind=both\nann claim",
        expect![[r#"
            import . -> $.id: expected an id that can stand in a path, found "."
            import .. -> $.id: expected an id that can stand in a path, found ".."
            import a needed=0 -> $.needed: expected a number of submissions, at least 1, found 0
            import a needed=1.5 -> $.needed: expected a number of submissions, at least 1, found 1.5
            import a needed="2" -> $.needed: expected a number of submissions, at least 1, found "2"
            import a kind=both -> $.kind: expected one of annotate review, found "both"
            ann claim -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn a_submission_goes_out_with_the_revision_it_was_made_on() {
    check(
        "import a revision=1 needed=3\nann claim\nimport a revision=2 needed=3\nann submit a u1 x at=1\nben claim\nben submit a u2 x at=2
        import a revision=1 needed=3\ncem claim\ncem submit a u3 x at=nonsense\nexport",
        expect![[r#"
            import a revision=1 needed=3 -> New
            ann claim -> a under l1
            import a revision=2 needed=3 -> Updated
            ann submit a u1 x at=1 -> got u1 at 2026-11-02T12:00:00.000Z
            ben claim -> a under l2
            ben submit a u2 x at=2 -> got u2 at 2026-11-02T12:00:00.000Z
            import a revision=1 needed=3 -> Updated
            cem claim -> a under l3
            cem submit a u3 x at=nonsense -> got u3 at 2026-11-02T12:00:00.000Z
            export -> 3 lines
                {"annotation":{"annotator":"ann","id":"u1","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a","revision":"1"}},"task":"a at 1"}
                {"annotation":{"annotator":"ben","id":"u2","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a","revision":"2"}},"task":"a at 2"}
                {"annotation":{"annotator":"cem","id":"u3","note":"x","submitted_at":"2026-11-02T12:00:00.000Z","task":{"id":"a","revision":"nonsense"}},"task":"a at 1"}
        "#]],
    );
}
