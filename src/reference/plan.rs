//! Which facts a call needs.

use crate::json::Value;
use crate::protocol::{Call, Claim, Reason};

/// What a store has to read before the rules can decide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Query<'a> {
    /// Which task.
    pub find: Find<'a>,
    /// Whether the task's document is needed, which may be large.
    pub document: Wanted<'a>,
    /// The submission under this uuid, whoever's; and the known answer, where there is one.
    pub uuid: Option<&'a str>,
    /// The claim, where it is one: then the worker's paces are needed.
    pub claim: Option<&'a Claim>,
}

/// Which document of a task is needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted<'a> {
    /// None.
    Nothing,
    /// The one that is handed out now.
    Current,
    /// The one of this revision, which the work was done on; the current one where it is not known.
    At(&'a str),
}

/// Which task a store has to find.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Find<'a> {
    /// The best one for the worker: see [`super::rank`].
    Next(&'a Claim),
    /// The one with this id.
    Task(&'a str),
    /// The one that this lease is open on.
    Lease(&'a str),
}

/// Says which facts a call needs.
#[must_use]
pub fn plan(call: &Call) -> Query<'_> {
    match call {
        Call::Claim(claim) => {
            let find = claim.task.as_deref().map_or(Find::Next(claim), Find::Task);
            Query { find, document: Wanted::Current, uuid: None, claim: Some(claim) }
        }
        Call::SaveDraft(draft) => {
            Query { find: Find::Task(&draft.task), document: Wanted::Nothing, uuid: None, claim: None }
        }
        Call::Submit(submit) => Query {
            find: Find::Task(&submit.task),
            document: revision(&submit.content).map_or(Wanted::Current, Wanted::At),
            uuid: Some(&submit.uuid),
            claim: None,
        },
        Call::Release { lease, reason } => {
            // What is skipped may be work that came back: then it is asked of others.
            let document = if *reason == Reason::Skip { Wanted::Current } else { Wanted::Nothing };
            Query { find: Find::Lease(lease), document, uuid: None, claim: None }
        }
    }
}

/// The task's revision that a document says it is about.
#[must_use]
pub fn revision(content: &Value) -> Option<&str> {
    content.pointer("/task/revision").and_then(Value::as_str)
}
