//! Scripts about claims: who gets which task.

use super::script::check;
use expect_test::expect;

#[test]
fn claiming_again_answers_the_same_task() {
    check(
        "import a\nimport b\nann claim\nann claim\nwait 9000\nann claim",
        expect![[r#"
        import a -> New
        import b -> New
        ann claim -> a under l1
        ann claim -> a under l1
        wait 9000 -> later
        ann claim -> a under l1
    "#]],
    );
}

#[test]
fn one_task_goes_to_one_worker() {
    check(
        "import a\nimport b\nann claim\nben claim\ncem claim",
        expect![[r#"
        import a -> New
        import b -> New
        ann claim -> a under l1
        ben claim -> b under l2
        cem claim -> nothing, Some(30.0)
    "#]],
    );
}

#[test]
fn a_task_that_needs_two_goes_to_two_and_not_to_three() {
    check(
        "import a needed=2\nann claim\nben claim\ncem claim\nann submit a u1\ncem claim\nann claim",
        expect![[r#"
        import a needed=2 -> New
        ann claim -> a under l1
        ben claim -> a under l2
        cem claim -> nothing, Some(30.0)
        ann submit a u1 -> got u1 at 2026-11-02T12:00:00.000Z
        cem claim -> nothing, Some(30.0)
        ann claim -> nothing, Some(30.0)
    "#]],
    );
}

#[test]
fn a_lease_is_open_once_a_queue_and_kind() {
    check(
        "import a queue=tax\nimport b queue=law\nimport r kind=review queue=tax
        ann claim queue=tax\nann claim queue=law\nann claim queue=tax\nann claim kind=review\nann claim kind=review\nann claim",
        expect![[r#"
            import a queue=tax -> New
            import b queue=law -> New
            import r kind=review queue=tax -> New
            ann claim queue=tax -> a under l1
            ann claim queue=law -> b under l2
            ann claim queue=tax -> a under l1
            ann claim kind=review -> r under l3
            ann claim kind=review -> r under l3
            ann claim -> a under l1
        "#]],
    );
}

#[test]
fn a_queue_that_is_not_asked_for_is_any() {
    check(
        "import a queue=tax\nann claim\nben claim queue=law\nben claim queue=tax",
        expect![[r#"
        import a queue=tax -> New
        ann claim -> a under l1
        ben claim queue=law -> nothing, Some(30.0)
        ben claim queue=tax -> nothing, Some(30.0)
    "#]],
    );
}

#[test]
fn a_task_goes_to_who_has_all_the_fields_it_needs() {
    check(
        "import a domains=law,tax\nimport b\nann claim domains=law\nann release b\nann claim domains=tax,law\nben claim",
        expect![[r#"
            import a domains=law,tax -> New
            import b -> New
            ann claim domains=law -> b under l1
            ann release b -> released
            ann claim domains=tax,law -> a under l2
            ben claim -> b under l3
        "#]],
    );
}

#[test]
fn a_worker_gets_only_what_the_platform_knows_them_to_be_able_to_do() {
    check(
        "import a domains=law,tax\nimport b domains=law\nimport c\nann claim knows=tax\nben claim knows=law
        cem claim knows=tax,law domains=tax\ncem claim knows=law,tax domains=law,tax,art\ndor claim domains=law",
        expect![[r#"
            import a domains=law,tax -> New
            import b domains=law -> New
            import c -> New
            ann claim knows=tax -> c under l1
            ben claim knows=law -> b under l2
            cem claim knows=tax,law domains=tax -> nothing, Some(30.0)
            cem claim knows=law,tax domains=law,tax,art -> a under l3
            dor claim domains=law -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn what_is_held_is_answered_again_whatever_fields_are_offered() {
    check(
        "import a domains=law\nimport b\nann claim\nann claim domains=tax",
        expect![[r#"
        import a domains=law -> New
        import b -> New
        ann claim -> a under l1
        ann claim domains=tax -> a under l1
    "#]],
    );
}

#[test]
fn a_task_asked_for_by_its_id_leaves_other_leases_alone() {
    check(
        "import a\nimport b\nann claim\nann claim b\nann claim b\nann claim\nben claim b\nben claim",
        expect![[r#"
        import a -> New
        import b -> New
        ann claim -> a under l1
        ann claim b -> b under l2
        ann claim b -> b under l2
        ann claim -> a under l1
        ben claim b -> TaskTaken: Somebody else has this task, or it is done.
        ben claim -> nothing, Some(30.0)
    "#]],
    );
}

#[test]
fn a_task_that_is_not_there_is_not_found() {
    check(
        "import a\nann claim z\nann draft z 0 x\nann submit z u1 x",
        expect![[r#"
        import a -> New
        ann claim z -> NotFound: There is no task with this id.
        ann draft z 0 x -> NotFound: There is no task with this id.
        ann submit z u1 x -> NotFound: There is no task with this id.
    "#]],
    );
}

#[test]
fn a_task_that_is_done_is_taken() {
    check(
        "import a\nann claim\nann submit a u1\nben claim a\nben claim\nann claim a",
        expect![[r#"
        import a -> New
        ann claim -> a under l1
        ann submit a u1 -> got u1 at 2026-11-02T12:00:00.000Z
        ben claim a -> TaskTaken: Somebody else has this task, or it is done.
        ben claim -> nothing, Some(30.0)
        ann claim a -> Forbidden: You have already submitted this task.
    "#]],
    );
}

#[test]
fn an_expired_lease_stays_good_until_somebody_else_takes_the_task() {
    check(
        "import a\nann claim\nwait 1800\nann draft a 0 late\nwait 1799\nben claim\nwait 1\nben claim\nann draft a 1 later
        ann renew a\nann submit a u1\nann claim",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            wait 1800 -> later
            ann draft a 0 late -> saved 1
            wait 1799 -> later
            ben claim -> nothing, Some(30.0)
            wait 1 -> later
            ben claim -> a under l2
            ann draft a 1 later -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ann renew a -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ann submit a u1 -> LeaseLost: The lease is over: somebody else may be working on the task now.
            ann claim -> nothing, Some(30.0)
        "#]],
    );
}

#[test]
fn nobody_loses_a_lease_while_there_is_another_task() {
    check(
        "import a\nimport b\nann claim\nwait 9000\nben claim\ncem claim\nann renew a\nben renew b",
        expect![[r#"
        import a -> New
        import b -> New
        ann claim -> a under l1
        wait 9000 -> later
        ben claim -> b under l2
        cem claim -> a under l3
        ann renew a -> LeaseLost: The lease is over: somebody else may be working on the task now.
        ben renew b -> saved 0
    "#]],
    );
}

#[test]
fn of_two_expired_leases_the_one_that_expired_first_is_taken() {
    check(
        "import a needed=2\nann claim\nwait 10\nben claim\nwait 9000\ncem claim\nben renew a\nann renew a",
        expect![[r#"
            import a needed=2 -> New
            ann claim -> a under l1
            wait 10 -> later
            ben claim -> a under l2
            wait 9000 -> later
            cem claim -> a under l3
            ben renew a -> saved 0
            ann renew a -> LeaseLost: The lease is over: somebody else may be working on the task now.
        "#]],
    );
}

#[test]
fn nobody_loses_a_lease_while_the_task_needs_another_submission() {
    check(
        "import a needed=2\nann claim\nwait 9000\nben claim\nann renew a\nben renew a",
        expect![[r#"
        import a needed=2 -> New
        ann claim -> a under l1
        wait 9000 -> later
        ben claim -> a under l2
        ann renew a -> saved 0
        ben renew a -> saved 0
    "#]],
    );
}

#[test]
fn an_expired_lease_can_be_taken_by_asking_for_the_task() {
    check(
        "import a\nann claim\nben claim a\nwait 1800\nben claim a\nann renew a",
        expect![[r#"
        import a -> New
        ann claim -> a under l1
        ben claim a -> TaskTaken: Somebody else has this task, or it is done.
        wait 1800 -> later
        ben claim a -> a under l2
        ann renew a -> LeaseLost: The lease is over: somebody else may be working on the task now.
    "#]],
    );
}

#[test]
fn what_was_skipped_is_not_offered_again_but_can_be_asked_for() {
    check(
        "import a\nimport b\nann claim\nann skip a\nann claim\nann skip b\nann claim\nben claim\nben release a
        ann claim a\nann release a\nann claim",
        expect![[r#"
            import a -> New
            import b -> New
            ann claim -> a under l1
            ann skip a -> released
            ann claim -> b under l2
            ann skip b -> released
            ann claim -> nothing, Some(30.0)
            ben claim -> a under l3
            ben release a -> released
            ann claim a -> a under l4
            ann release a -> released
            ann claim -> a under l5
        "#]],
    );
}

#[test]
fn what_was_released_is_offered_again_first() {
    check(
        "import a\nimport b\nann claim b\nann draft b 0 begun\nann release b\nann claim\nben claim b\nben claim",
        expect![[r#"
            import a -> New
            import b -> New
            ann claim b -> b under l1
            ann draft b 0 begun -> saved 1
            ann release b -> released
            ann claim -> b under l2, draft 1 "begun"
            ben claim b -> TaskTaken: Somebody else has this task, or it is done.
            ben claim -> a under l3
        "#]],
    );
}

#[test]
fn giving_back_a_lease_that_is_gone_or_not_ones_own_changes_nothing() {
    check(
        "import a\nann claim\nben skip a lease=l1\nann renew a\nann release a\nann release a\nann skip a lease=nonsense
        ann claim",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ben skip a lease=l1 -> released
            ann renew a -> saved 0
            ann release a -> released
            ann release a -> released
            ann skip a lease=nonsense -> released
            ann claim -> a under l2
        "#]],
    );
}

#[test]
fn nobody_reviews_their_own_work() {
    check(
        "import a\nann claim\nann submit a u1\nimport r kind=review of=u1\nimport s kind=review by=ben
        ann claim kind=review\nben claim kind=review\ncem claim kind=review\nann claim r\nben claim s",
        expect![[r#"
            import a -> New
            ann claim -> a under l1
            ann submit a u1 -> got u1 at 2026-11-02T12:00:00.000Z
            import r kind=review of=u1 -> New
            import s kind=review by=ben -> New
            ann claim kind=review -> s under l2
            ben claim kind=review -> r under l3
            cem claim kind=review -> nothing, Some(30.0)
            ann claim r -> Forbidden: Nobody reviews their own work.
            ben claim s -> Forbidden: Nobody reviews their own work.
        "#]],
    );
}
