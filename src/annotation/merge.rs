//! Two states of one annotation that went apart, brought together: three-way, entity by entity, nothing thrown away.

use super::{Action, Annotation, Authored, Clash, CorrectionEdit, Draft, Ruling, span_bytes};
use crate::task::{Criterion, Rubric, Score, Task};

/// What came of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The annotation with both sides' work.
    pub annotation: Annotation,
    /// Ids of what both sides changed differently; ours stands.
    pub conflicts: Vec<String>,
}

/// Merges two drafts that both go back to `base`. Answers with the merged one, and with the ids of what both sides changed
/// differently; ours stands.
#[must_use]
pub fn drafts(base: &Draft, ours: &Draft, theirs: &Draft) -> (Draft, Vec<String>) {
    let Merged { annotation, mut conflicts } =
        merge(ours.task(), base.annotation(), ours.annotation(), theirs.annotation());
    let ruling = match (base.ruling(), ours.ruling(), theirs.ruling()) {
        (Some(base), Some(ours), Some(theirs)) => Some(rulings(base, ours, theirs, &mut conflicts)),
        _ => None,
    };
    (ours.with(annotation, ruling), conflicts)
}

fn rulings(base: &Ruling, ours: &Ruling, theirs: &Ruling, conflicts: &mut Vec<String>) -> Ruling {
    let mut merged = ours.clone();
    let (review, base, ours, theirs) = (&mut merged.review, &base.review, &ours.review, &theirs.review);
    review.findings = list(&base.findings, &ours.findings, &theirs.findings, |one| one.id.clone(), conflicts);
    review.settled = list(&base.settled, &ours.settled, &theirs.settled, |one| one.of.clone(), conflicts);
    review.verdict = one(&base.verdict, &ours.verdict, &theirs.verdict, "verdict", conflicts);
    review.comment = one(&base.comment, &ours.comment, &theirs.comment, "comment", conflicts);
    review.exit = one(&base.exit, &ours.exit, &theirs.exit, "exit", conflicts);
    review.time.active_ms = ours.time.active_ms.max(theirs.time.active_ms);
    review.time.idle_ms = ours.time.idle_ms.max(theirs.time.idle_ms);
    merged
}

/// What makes one draft of a task say what another one says.
#[must_use]
pub fn towards(from: &Draft, to: &Draft) -> Action {
    let mut actions = vec![Action::Replace(Box::new(to.annotation().clone()))];
    if let (Some(from), Some(to)) = (from.ruling(), to.ruling()) {
        for gone in &from.review.findings {
            actions.push(Action::Finding { id: gone.id.clone(), at: 0, put: None });
        }
        for (at, finding) in to.review.findings.iter().enumerate() {
            actions.push(Action::Finding { id: finding.id.clone(), at, put: Some(Box::new(finding.clone())) });
        }
        for gone in &from.review.settled {
            actions.push(Action::Settle { of: gone.of.clone(), at: 0, put: None });
        }
        for (at, one) in to.review.settled.iter().enumerate() {
            actions.push(Action::Settle { of: one.of.clone(), at, put: Some(Box::new(one.clone())) });
        }
        actions.push(Action::Verdict(to.review.verdict));
        actions.push(Action::Remark(to.review.comment.clone()));
        actions.push(Action::Exit(to.review.exit.clone()));
    }
    Action::All(actions)
}

/// Merges two annotations that both go back to `base`; spans in bytes on all sides.
#[must_use]
pub fn merge(task: &Task, base: &Annotation, ours: &Annotation, theirs: &Annotation) -> Merged {
    let mut conflicts = Vec::new();
    let mut annotation = ours.clone();
    let kept = list(&base.clashes, &ours.clashes, &theirs.clashes, |one| one.id.clone(), &mut Vec::new());
    annotation.issues = list(&base.issues, &ours.issues, &theirs.issues, |one| one.id.clone(), &mut conflicts);
    annotation.steps = list(&base.steps, &ours.steps, &theirs.steps, |one| one.id.clone(), &mut conflicts);
    annotation.scores = list(&base.scores, &ours.scores, &theirs.scores, score_key, &mut conflicts);
    annotation.dismissed = list(
        &base.dismissed,
        &ours.dismissed,
        &theirs.dismissed,
        |one| format!("{} {}", one.rule, one.criterion.as_deref().unwrap_or("")),
        &mut conflicts,
    );
    if let (Some(ours), Some(theirs)) = (&ours.authored, &theirs.authored) {
        annotation.authored = Some(written(base.authored.as_ref().unwrap_or(ours), ours, theirs, &mut conflicts));
    }
    annotation.preference = one(&base.preference, &ours.preference, &theirs.preference, "preference", &mut conflicts);
    // Whoever locked first had not seen the names.
    let locked = [&ours.locked, &theirs.locked].into_iter().flatten();
    annotation.locked = locked.min_by(|one, other| one.at.cmp(&other.at)).cloned();
    annotation.exit = one(&base.exit, &ours.exit, &theirs.exit, "exit", &mut conflicts);
    annotation.note = one(&base.note, &ours.note, &theirs.note, "note", &mut conflicts);
    annotation.confidence = one(&base.confidence, &ours.confidence, &theirs.confidence, "confidence", &mut conflicts);
    annotation.time.active_ms = ours.time.active_ms.max(theirs.time.active_ms);
    annotation.time.idle_ms = ours.time.idle_ms.max(theirs.time.idle_ms);
    annotation.corrections = Vec::new();
    for response in &task.responses {
        let of = |one: &Annotation| -> Vec<CorrectionEdit> {
            let found = one.corrections.iter().find(|correction| correction.response == response.id);
            found.map_or_else(Vec::new, |correction| correction.edits.clone())
        };
        let merged = list(&of(base), &of(ours), &of(theirs), |edit| edit.id.clone(), &mut conflicts);
        let edits = disjoint(&of(ours), merged, &mut conflicts);
        super::place::put_correction(&mut annotation, response, edits);
    }
    conflicts.dedup();
    annotation.clashes = kept;
    let found = clashes(task, theirs, &annotation, &conflicts);
    annotation.clashes.retain(|one| found.iter().all(|new| new.id != one.id));
    annotation.clashes.extend(found);
    // What came to be the same is nothing to choose any more.
    let open: Vec<Clash> =
        annotation.clashes.iter().filter(|one| one.row(task, &annotation).is_some()).cloned().collect();
    annotation.clashes = open;
    Merged { annotation, conflicts }
}

/// What was written as the deliverable, criterion by criterion.
fn written(base: &Authored, ours: &Authored, theirs: &Authored, conflicts: &mut Vec<String>) -> Authored {
    fn rows(one: &Authored) -> &[Criterion] {
        one.rubric.as_ref().map_or(&[], |rubric: &Rubric| &rubric.criteria)
    }
    let mut merged = ours.clone();
    merged.turns = list(&base.turns, &ours.turns, &theirs.turns, |one| one.id.clone(), conflicts);
    merged.reference = one(&base.reference, &ours.reference, &theirs.reference, "reference", conflicts);
    let Some(rubric) = &mut merged.rubric else {
        merged.rubric.clone_from(&theirs.rubric);
        return merged;
    };
    let mut criteria = list(rows(base), rows(ours), rows(theirs), |one| one.id.clone(), conflicts);
    // Who moved criteria says their order; ours where both did.
    let order = |side: &Authored, other: &[Criterion]| -> Vec<String> {
        let both = rows(side).iter().filter(|one| other.iter().any(|its| its.id == one.id));
        both.map(|one| one.id.clone()).collect()
    };
    if order(ours, rows(base)) == order(base, rows(ours)) {
        let known = |one: &Criterion| rows(theirs).iter().position(|its| its.id == one.id);
        let mut last = 0;
        let mut places = Vec::with_capacity(criteria.len());
        for (at, one) in criteria.iter().enumerate() {
            // What only this side has stays behind what stood before it.
            last = known(one).unwrap_or(last);
            places.push((one.id.clone(), (last, at)));
        }
        crate::text::sort_by_place(&mut criteria, |one| {
            places.iter().find(|(id, _)| *id == one.id).map_or((usize::MAX, 0), |(_, place)| *place)
        });
    }
    rubric.criteria = criteria;
    merged
}

/// What they made of that in which ours stands: kept beside it.
fn clashes(task: &Task, theirs: &Annotation, merged: &Annotation, conflicts: &[String]) -> Vec<Clash> {
    let about = |id: &str| conflicts.iter().any(|conflict| conflict == id);
    let named = |part: &str, id: &str| Clash::about([part, " ", id].concat());
    let mut found = Vec::new();
    for issue in theirs.issues.iter().filter(|one| about(&one.id) && !merged.issues.contains(one)) {
        found.push(Clash { issue: Some(issue.clone()), ..named("issue", &issue.id) });
    }
    for step in theirs.steps.iter().filter(|one| about(&one.id) && !merged.steps.contains(one)) {
        found.push(Clash { step: Some(step.clone()), ..named("step", &step.id) });
    }
    for score in theirs.scores.iter().filter(|one| about(&score_key(one)) && !merged.scores.contains(one)) {
        found.push(Clash { score: Some(score.clone()), ..named("score", &score_key(score)) });
    }
    for response in &task.responses {
        let edits = |one: &Annotation| -> Vec<CorrectionEdit> {
            let own = one.corrections.iter().find(|one| one.response == response.id);
            own.map_or_else(Vec::new, |one| one.edits.clone())
        };
        let stand = edits(merged);
        let touched = |edit: &CorrectionEdit| {
            let place = span_bytes(&edit.span);
            stand.iter().find(|one| span_bytes(&one.span).touches(place)).map(|one| one.id.clone())
        };
        let mut groups: Vec<(Option<String>, Vec<CorrectionEdit>)> = Vec::new();
        for edit in edits(theirs).into_iter().filter(|one| about(&one.id) && !stand.contains(one)) {
            let by = touched(&edit);
            match groups.iter_mut().find(|(other, _)| *other == by) {
                Some((_, list)) => list.push(edit),
                None => groups.push((by, vec![edit])),
            }
        }
        for (_, edits) in groups {
            let id = edits.first().map(|edit| edit.id.clone()).unwrap_or_default();
            let response = Some(response.id.clone());
            found.push(Clash { response, edits, ..named("edit", &id) });
        }
    }
    found
}

/// What names a score.
fn score_key(one: &Score) -> String {
    format!("{} {}", one.criterion, one.response.as_deref().unwrap_or(""))
}

fn one<T: Clone + PartialEq>(base: &T, ours: &T, theirs: &T, name: &str, conflicts: &mut Vec<String>) -> T {
    if ours == theirs || theirs == base {
        return ours.clone();
    }
    if ours != base {
        conflicts.push(name.into());
        return ours.clone();
    }
    theirs.clone()
}

/// Ours in its order, with what they added behind. What one side removed and the other changed is kept: a removal is
/// easily made again.
fn list<T: Clone + PartialEq>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    key: impl Fn(&T) -> String,
    conflicts: &mut Vec<String>,
) -> Vec<T> {
    let find = |side: &[T], id: &str| side.iter().find(|one| key(one) == id).cloned();
    let mut ids: Vec<String> = ours.iter().map(&key).collect();
    ids.extend(theirs.iter().map(&key).filter(|id| find(ours, id).is_none()));
    let mut merged = Vec::new();
    for id in ids {
        let (base, ours, theirs) = (find(base, &id), find(ours, &id), find(theirs, &id));
        let stands = one(&base, &ours, &theirs, &id, conflicts);
        merged.extend(if conflicts.last() == Some(&id) { ours.or(theirs) } else { stands });
    }
    merged
}

/// Edits that do not overlap: where both sides changed one place, ours stands.
fn disjoint(ours: &[CorrectionEdit], merged: Vec<CorrectionEdit>, conflicts: &mut Vec<String>) -> Vec<CorrectionEdit> {
    let is_ours = |edit: &CorrectionEdit| ours.iter().any(|one| one.id == edit.id);
    let (mut kept, others): (Vec<_>, Vec<_>) = merged.into_iter().partition(is_ours);
    for edit in others {
        let clashes = |one: &CorrectionEdit| one.span.start <= edit.span.end && edit.span.start <= one.span.end;
        if kept.iter().any(clashes) {
            conflicts.push(edit.id);
        } else {
            kept.push(edit);
        }
    }
    crate::text::sort_by_place(&mut kept, |edit| (edit.span.start, edit.span.end));
    kept
}
