//! What an expert does to a draft: every action replaces something whole, so its inverse is the same kind of action.

use super::{
    Annotation, Clash, CorrectionEdit, Dismissed, Exit, Finding, Issue, Locked, Preference, ReviewVerdict, Settlement,
    StepJudgement,
};
use crate::json::{DecodeError, Doc, Object, Value, object};
use crate::task::{Criterion, Reference, Score, Turn};

/// One act of an expert on a draft. Spans count bytes, as inside the draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Sets or removes an issue; `at` is its place in the list.
    Issue {
        /// The issue's id.
        id: String,
        /// Its place in the list.
        at: usize,
        /// What it becomes; none removes it.
        put: Option<Box<Issue>>,
    },
    /// Sets or removes a judgement.
    Score {
        /// The criterion's id.
        criterion: String,
        /// The response's id; none for the whole conversation.
        response: Option<String>,
        /// What it becomes; none is unjudged.
        put: Option<Box<Score>>,
    },
    /// Replaces some edits of a correction by others.
    Edits {
        /// The response's id.
        response: String,
        /// Ids of edits that go.
        remove: Vec<String>,
        /// Edits that come.
        add: Vec<CorrectionEdit>,
    },
    /// Sets or removes a step; `at` is its place in the list.
    Step {
        /// The step's id.
        id: String,
        /// Its place in the list.
        at: usize,
        /// What it becomes; none removes it.
        put: Option<Box<StepJudgement>>,
    },
    /// Of what is written: sets, moves or removes a criterion; `at` is its place in the rubric.
    Criterion {
        /// The criterion's id.
        id: String,
        /// Its place in the rubric.
        at: usize,
        /// What it becomes; none removes it.
        put: Option<Box<Criterion>>,
    },
    /// Of what is written: sets or removes a turn of the prompt; `at` is its place in the list.
    Turn {
        /// The turn's id.
        id: String,
        /// Its place in the list.
        at: usize,
        /// What it becomes; none removes it.
        put: Option<Box<Turn>>,
    },
    /// Of what is written: sets the golden answer.
    Reference(Option<Box<Reference>>),
    /// Of what is written: sets a warning aside, or takes that back; `at` is its place in the list.
    Dismissed {
        /// The criterion; none for the rubric as a whole.
        criterion: Option<String>,
        /// The rule that warned.
        rule: String,
        /// Its place in the list.
        at: usize,
        /// Why it stands; none takes it back.
        put: Option<Box<Dismissed>>,
    },
    /// Sets the preference.
    Preference(Option<Box<Preference>>),
    /// Keeps the first judgement, once: names are shown from then on, and nothing takes that back.
    Lock(Box<Locked>),
    /// Sets the way out.
    Exit(Option<Exit>),
    /// Sets the word to the reviewer.
    Note(Option<String>),
    /// Sets how sure the expert is.
    Confidence(Option<f64>),
    /// Of a review: sets or removes a finding; `at` is its place in the list.
    Finding {
        /// The finding's id.
        id: String,
        /// Its place in the list.
        at: usize,
        /// What it becomes; none leaves the part undecided.
        put: Option<Box<Finding>>,
    },
    /// Of a review of several: sets or removes what was settled about a row; `at` is its place in the list.
    Settle {
        /// The row's name.
        of: String,
        /// Its place in the list.
        at: usize,
        /// What it becomes; none leaves the row open.
        put: Option<Box<Settlement>>,
    },
    /// Sets or removes what another device made of the same thing; `at` is its place in the list.
    Clash {
        /// The clash's id.
        id: String,
        /// Its place in the list.
        at: usize,
        /// What it becomes; none lets it go.
        put: Option<Box<Clash>>,
    },
    /// Of a review: sets what becomes of the work.
    Verdict(Option<ReviewVerdict>),
    /// Of a review: sets why.
    Remark(Option<String>),
    /// Replaces the whole annotation, as after a merge with another device's.
    Replace(Box<Annotation>),
    /// Several at once, in order.
    All(Vec<Action>),
}

impl Action {
    /// Whether nothing would happen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::All(actions) => actions.iter().all(Self::is_empty),
            Self::Edits { remove, add, .. } => remove.is_empty() && add.is_empty(),
            _ => false,
        }
    }
}

/// The JSON of the journal: one object with the action's name as its only key.
impl Doc for Action {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let map = Object::open(value)?.rest();
        let Some((name, body)) = map.into_iter().next() else {
            return Err(DecodeError::new("an action", "an empty object"));
        };
        read_named(&name, body).map_err(|error| error.under_field(&name))
    }

    fn write(&self) -> Value {
        match self {
            Self::Issue { id, at, put } => {
                named("issue", object([("id", id.write()), ("at", at.write()), ("put", boxed(put.as_deref()))]))
            }
            Self::Score { criterion, response, put } => named(
                "score",
                object([
                    ("criterion", criterion.write()),
                    ("response", response.write()),
                    ("put", boxed(put.as_deref())),
                ]),
            ),
            Self::Edits { response, remove, add } => named(
                "edits",
                object([("response", response.write()), ("remove", remove.write()), ("add", add.write())]),
            ),
            Self::Step { id, at, put } => {
                named("step", object([("id", id.write()), ("at", at.write()), ("put", boxed(put.as_deref()))]))
            }
            Self::Criterion { id, at, put } => {
                named("criterion", object([("id", id.write()), ("at", at.write()), ("put", boxed(put.as_deref()))]))
            }
            Self::Turn { id, at, put } => {
                named("turn", object([("id", id.write()), ("at", at.write()), ("put", boxed(put.as_deref()))]))
            }
            Self::Reference(put) => named("reference", boxed(put.as_deref())),
            Self::Dismissed { criterion, rule, at, put } => named(
                "dismissed",
                object([
                    ("criterion", criterion.write()),
                    ("rule", rule.write()),
                    ("at", at.write()),
                    ("put", boxed(put.as_deref())),
                ]),
            ),
            Self::Preference(put) => named("preference", boxed(put.as_deref())),
            Self::Lock(first) => named("lock", first.write()),
            Self::Exit(put) => named("exit", put.write()),
            Self::Note(put) => named("note", put.write()),
            Self::Confidence(put) => named("confidence", put.write()),
            Self::Finding { id, at, put } => {
                named("finding", object([("id", id.write()), ("at", at.write()), ("put", boxed(put.as_deref()))]))
            }
            Self::Settle { of, at, put } => {
                named("settle", object([("of", of.write()), ("at", at.write()), ("put", boxed(put.as_deref()))]))
            }
            Self::Clash { id, at, put } => {
                named("clash", object([("id", id.write()), ("at", at.write()), ("put", boxed(put.as_deref()))]))
            }
            Self::Verdict(put) => named("verdict", put.write()),
            Self::Remark(put) => named("remark", put.write()),
            Self::Replace(annotation) => named("replace", annotation.write()),
            Self::All(actions) => named("all", actions.write()),
        }
    }
}

fn read_named(name: &str, body: Value) -> Result<Action, DecodeError> {
    Ok(match name {
        "issue" => {
            let (id, at, put) = placed(body)?;
            Action::Issue { id, at, put }
        }
        "score" => {
            let mut body = Object::open(body)?;
            Action::Score {
                criterion: body.take("criterion")?,
                response: body.take("response")?,
                put: body.take::<Option<Score>>("put")?.map(Box::new),
            }
        }
        "edits" => {
            let mut body = Object::open(body)?;
            Action::Edits { response: body.take("response")?, remove: body.take("remove")?, add: body.take("add")? }
        }
        "all" => Action::All(Doc::read(body)?),
        other => return read_rarer(other, body),
    })
}

/// Not in line, as what follows is not: a first load does without.
#[inline(never)]
fn read_rarer(name: &str, body: Value) -> Result<Action, DecodeError> {
    Ok(match name {
        "step" => {
            let (id, at, put) = placed(body)?;
            Action::Step { id, at, put }
        }
        "preference" => Action::Preference(Option::<Preference>::read(body)?.map(Box::new)),
        "lock" => Action::Lock(Box::new(Doc::read(body)?)),
        "exit" => Action::Exit(Doc::read(body)?),
        "note" => Action::Note(Doc::read(body)?),
        "confidence" => Action::Confidence(Doc::read(body)?),
        "finding" => {
            let (id, at, put) = placed(body)?;
            Action::Finding { id, at, put }
        }
        "settle" => {
            let mut body = Object::open(body)?;
            Action::Settle {
                of: body.take("of")?,
                at: body.take("at")?,
                put: body.take::<Option<Settlement>>("put")?.map(Box::new),
            }
        }
        "clash" => {
            let (id, at, put) = placed(body)?;
            Action::Clash { id, at, put }
        }
        "verdict" => Action::Verdict(Doc::read(body)?),
        "remark" => Action::Remark(Doc::read(body)?),
        "replace" => Action::Replace(Box::new(Doc::read(body)?)),
        other => return read_written(other, body),
    })
}

/// The actions on what is written.
#[inline(never)]
fn read_written(name: &str, body: Value) -> Result<Action, DecodeError> {
    if name == "reference" {
        return Ok(Action::Reference(Option::<Reference>::read(body)?.map(Box::new)));
    }
    let mut body = Object::open(body)?;
    Ok(match name {
        "criterion" => Action::Criterion {
            id: body.take("id")?,
            at: body.take("at")?,
            put: body.take::<Option<Criterion>>("put")?.map(Box::new),
        },
        "turn" => Action::Turn {
            id: body.take("id")?,
            at: body.take("at")?,
            put: body.take::<Option<Turn>>("put")?.map(Box::new),
        },
        "dismissed" => Action::Dismissed {
            criterion: body.take("criterion")?,
            rule: body.take("rule")?,
            at: body.take("at")?,
            put: body.take::<Option<Dismissed>>("put")?.map(Box::new),
        },
        _ => return Err(DecodeError::new("the name of an action", "another word")),
    })
}

/// What has an id and a place in a list, and is set or removed.
fn placed<T: Doc>(body: Value) -> Result<(String, usize, Option<Box<T>>), DecodeError> {
    let mut body = Object::open(body)?;
    let put: Option<T> = body.take("put")?;
    Ok((body.take("id")?, body.take("at")?, put.map(Box::new)))
}

fn named(name: &str, body: Value) -> Value {
    object([(name, body)])
}

fn boxed<T: Doc>(value: Option<&T>) -> Value {
    value.map_or(Value::Null, Doc::write)
}

/// Sets or removes an element of a list; answers with what puts it back: its place, and what it was.
pub(in crate::annotation) fn replace<T>(
    list: &mut Vec<T>,
    same: impl Fn(&T) -> bool,
    at: usize,
    put: Option<Box<T>>,
) -> (usize, Option<Box<T>>) {
    let old = list.iter().position(same).map(|old| (old, list.remove(old)));
    let place = at.min(list.len());
    if let Some(one) = put {
        list.insert(place, *one);
    }
    match old {
        Some((old, one)) => (old, Some(Box::new(one))),
        None => (place, None),
    }
}
