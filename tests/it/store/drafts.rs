//! Scripts about drafts.

use super::script::check;
use expect_test::expect;

#[test]
fn revisions_count_from_one() {
    check(
        "import a\nann claim\nann draft a 0 x\nann draft a 1 y\nann draft a 2 z\nann claim",
        expect![[r#"
        import a -> New
        ann claim -> a under l1
        ann draft a 0 x -> saved 1
        ann draft a 1 y -> saved 2
        ann draft a 2 z -> saved 3
        ann claim -> a under l1, draft 3 "z"
    "#]],
    );
}

#[test]
fn a_draft_made_from_another_revision_is_a_conflict() {
    check(
        "import a\nann claim\nann draft a 0 x\nann draft a 1 y\nann draft a 1 z\nann draft a 0 z\nann draft a 7 z\nann claim",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ann draft a 0 x -> saved 1
            ann draft a 1 y -> saved 2
            ann draft a 1 z -> conflict with 2 "y"
            ann draft a 0 z -> conflict with 2 "y"
            ann draft a 7 z -> conflict with 2 "y"
            ann claim -> a under l1, draft 2 "y"
        "#]],
    );
}

#[test]
fn equal_content_is_kept_already_whatever_the_base() {
    check(
        "import a\nann claim\nann draft a 0 x\nann draft a 0 x\nann draft a 9 x\nann draft a 1 y",
        expect![[r#"
        import a -> New
        ann claim -> a under l1
        ann draft a 0 x -> saved 1
        ann draft a 0 x -> saved 1
        ann draft a 9 x -> saved 1
        ann draft a 1 y -> saved 2
    "#]],
    );
}

#[test]
fn a_draft_without_content_only_renews() {
    check(
        "import a\nann claim\nann renew a\nwait 1799\nann renew a\nwait 1799\nben claim\nann draft a 0 x\nann renew a\nann claim",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ann renew a -> saved 0
            wait 1799 -> later
            ann renew a -> saved 0
            wait 1799 -> later
            ben claim -> nothing, Some(30.0)
            ann draft a 0 x -> saved 1
            ann renew a -> saved 1
            ann claim -> a under l1, draft 1 "x"
        "#]],
    );
}

#[test]
fn every_draft_renews_the_lease() {
    check(
        "import a\nann claim\nwait 1799\nann draft a 0 x\nwait 1799\nben claim\nwait 1\nben claim",
        expect![[r#"
        import a -> New
        ann claim -> a under l1
        wait 1799 -> later
        ann draft a 0 x -> saved 1
        wait 1799 -> later
        ben claim -> nothing, Some(30.0)
        wait 1 -> later
        ben claim -> a under l2
    "#]],
    );
}

#[test]
fn the_draft_of_a_lost_lease_is_kept_for_the_same_worker_alone() {
    check(
        "import a\nann claim\nann draft a 0 mine\nwait 1800\nben claim\nben draft a 0 his\nann draft a 1 more
        ben release a\nann claim\nann draft a 1 more\nann release a\nben claim",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ann draft a 0 mine -> saved 1
            wait 1800 -> later
            ben claim -> a under l2
            ben draft a 0 his -> saved 1
            ann draft a 1 more -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ben release a -> released
            ann claim -> a under l3, draft 1 "mine"
            ann draft a 1 more -> saved 2
            ann release a -> released
            ben claim -> a under l4, draft 1 "his"
        "#]],
    );
}

#[test]
fn skip_drops_the_draft_and_release_keeps_it() {
    check(
        "import a\nann claim\nann draft a 0 x\nann release a\nann claim a\nann skip a\nann claim a",
        expect![[r#"
        import a -> New
        ann claim -> a under l1
        ann draft a 0 x -> saved 1
        ann release a -> released
        ann claim a -> a under l2, draft 1 "x"
        ann skip a -> released
        ann claim a -> a under l3
    "#]],
    );
}

#[test]
fn a_draft_is_kept_under_the_workers_own_lease_on_that_task_alone() {
    check(
        "import a\nimport b\nann claim\nben claim\nben draft a 0 x lease=l1\nann draft b 0 x lease=l1\nann draft a 0 x lease=l9
        ann draft a 0 x",
        expect![[r#"
            import a -> New
            import b -> New
            ann claim -> a under l1
            ben claim -> b under l2
            ben draft a 0 x lease=l1 -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ann draft b 0 x lease=l1 -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ann draft a 0 x lease=l9 -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ann draft a 0 x -> saved 1
        "#]],
    );
}

#[test]
fn revisions_never_go_back_where_the_draft_is_gone() {
    check(
        "import a\nann claim\nann draft a 4 x\nann draft a 5 y\nann draft a 4 z",
        expect![[r#"
        import a -> New
        ann claim -> a under l1
        ann draft a 4 x -> saved 5
        ann draft a 5 y -> saved 6
        ann draft a 4 z -> conflict with 6 "y"
    "#]],
    );
}
