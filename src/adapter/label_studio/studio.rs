//! The four calls as requests to Label Studio. What it lacks is made up for where that can be done honestly:
//!
//! - Its lock is taken with the next task, lasts a day unless the server says otherwise, and can be neither renewed nor given
//!   back: a lease of ours is as long. Giving back without skipping postpones, so that the next claim brings another task.
//! - It has no revisions: a draft's revision is the moment of its last change. It is compared before a draft is written,
//!   which leaves the moment between the two requests.
//! - It takes any number of annotations of a task from anybody: a submission is never refused because a lock ran out.
//! - A submission's uuid is its `unique_id`; a skip's is made of the lock, so both can be repeated.

use super::asking::{Asking, Outside};
use super::carry::{begin, close, open};
use super::roles::fingerprint;
use super::row::{Me, Row, own, rev};
use super::task::{Studied, study};
use crate::annotation::Annotation;
use crate::json::{DecodeError, Doc, Map, Value, object, put};
use crate::protocol::{
    Call, Claim, DraftAt, Failure, Fault, Lease, Leased, Reason, Refusal, Refused, Reply, SaveDraft, Submit,
};
use crate::task::Kind;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Seconds that a lock of Label Studio lasts where its operator has not changed `TASK_LOCK_TTL`.
const LOCK_SECONDS: f64 = 86_400.0;
/// When to ask again where there is nothing to do, in seconds.
const ASK_AGAIN: f64 = 60.0;
/// The revision of what a task begins with: nobody has written it down yet.
const UNWRITTEN: u64 = 1;

/// A project of a Label Studio, as a backend.
pub struct Studio<O> {
    asking: Asking<O>,
    /// The project's number; the queue's name where the address has none.
    project: Option<String>,
    /// By the token: the host may hand out another person's.
    me: RefCell<Option<(String, Me)>>,
    /// Tasks that were claimed here.
    studied: RefCell<BTreeMap<String, Rc<Studied>>>,
}

impl<O: Outside> Studio<O> {
    /// A backend over one project; without one, the queue that is asked for names it.
    pub fn new(outside: O, project: Option<String>) -> Self {
        Self { asking: Asking::new(outside), project, me: RefCell::new(None), studied: RefCell::default() }
    }

    /// Answers a call.
    ///
    /// # Errors
    /// Where Label Studio says no, or does not answer.
    pub async fn answer(&self, call: &Call) -> Result<Reply, Failure> {
        match call {
            Call::Claim(claim) => self.claim(claim).await,
            Call::SaveDraft(draft) => self.save(draft).await,
            Call::Submit(submit) => self.submit(submit).await,
            Call::Release { lease, reason } => self.release(lease, *reason).await,
        }
    }

    async fn claim(&self, claim: &Claim) -> Result<Reply, Failure> {
        // Reviews are no part of the edition that everybody can have.
        if claim.kind == Some(Kind::Review) {
            return Ok(Reply::Nothing { retry_after: None });
        }
        let project = self.project.clone().or_else(|| claim.queue.clone()).filter(|id| is_number(id));
        let Some(project) = project else {
            return Err(refused(
                Refusal::Other(400),
                "the address has to name a project: label-studio:https://…?project=1",
            ));
        };
        let me = self.me().await?;
        let project = self.asking.ask("GET", &format!("/api/projects/{project}/"), None).await?;
        let number = project.get("id").map(Value::to_string).unwrap_or_default();
        let row = match &claim.task {
            Some(task) => {
                let row = self.row(task, &me).await?;
                if row.project != number {
                    return Err(Failure::refused(Refusal::NotFound));
                }
                if own(&row.value, &me).next().is_some() {
                    return Err(refused(Refusal::TaskTaken, "you have submitted this task"));
                }
                row
            }
            None => match self.asking.ask("GET", &format!("/api/projects/{number}/next"), None).await {
                Ok(value) => Row::of(value, &me),
                Err(Failure::Refused(Refused { refusal: Refusal::NotFound, .. })) => {
                    return Ok(Reply::Nothing { retry_after: Some(ASK_AGAIN) });
                }
                Err(failure) => return Err(failure),
            },
        };
        let studied = study(&project, &row.value).map_err(|error| refused(Refusal::Other(422), &error.to_string()))?;
        let leased = leased(&studied, &project, &row, &me);
        self.studied.borrow_mut().insert(studied.task.id.clone(), Rc::new(studied));
        Ok(Reply::Leased(Box::new(leased)))
    }

    async fn save(&self, save: &SaveDraft) -> Result<Reply, Failure> {
        let saved = |rev| Ok(Reply::Saved { rev, seconds: LOCK_SECONDS });
        // There is nothing that could be renewed.
        let Some(content) = &save.content else { return saved(save.base_rev.max(UNWRITTEN)) };
        let me = self.me().await?;
        let row = self.row(&save.task, &me).await?;
        let studied = self.studied(&row).await?;
        let (result, lead_time) = written(&studied, content)?;
        let mut body = Map::new();
        put(&mut body, "result", result.clone().into());
        put(&mut body, "lead_time", lead_time);
        put(&mut body, "was_postponed", false.into());
        let answer = match &row.draft {
            Some(kept) if kept.result == result => return saved(kept.rev),
            Some(kept) if kept.rev != save.base_rev && !(kept.result.is_empty() && save.base_rev <= UNWRITTEN) => {
                let current = DraftAt { rev: kept.rev, content: kept.content(&studied), extra: Map::new() };
                return Err(Failure::refused(Refusal::DraftConflict { current }));
            }
            Some(kept) => {
                self.asking.ask("PATCH", &format!("/api/drafts/{}/", kept.id), Some(Value::Object(body))).await?
            }
            None if own(&row.value, &me).next().is_some() => return Err(Failure::refused(Refusal::LeaseLost)),
            None => {
                put(&mut body, "project", row.project.as_str().into());
                let path = format!("/api/tasks/{}/drafts?project={}", number(&save.task)?, row.project);
                self.asking.ask("POST", &path, Some(Value::Object(body))).await?
            }
        };
        saved(rev(&answer).ok_or_else(|| garbled("updated_at"))?)
    }

    async fn submit(&self, submit: &Submit) -> Result<Reply, Failure> {
        let me = self.me().await?;
        let row = self.row(&submit.task, &me).await?;
        let studied = self.studied(&row).await?;
        let (result, lead_time) = written(&studied, &submit.content)?;
        let exit = submit.content.get("exit").is_some_and(|exit| !exit.is_null());
        let answer = self.annotate(&row, result.clone(), lead_time, &submit.uuid, exit).await;
        match answer {
            Ok(answer) => received(&submit.uuid, &answer, false),
            Err(Failure::Refused(Refused { refusal: Refusal::Other(409), .. })) => {
                // The uuid is known. It is not shown again, but what was sent under it is.
                let row = self.row(&submit.task, &me).await?;
                let same = |answer: &&Value| {
                    let theirs = answer.get("result").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                    open(&studied, theirs) == open(&studied, &result)
                };
                match own(&row.value, &me).find(same) {
                    Some(answer) => received(&submit.uuid, answer, true),
                    None => Err(Failure::refused(Refusal::SubmissionConflict)),
                }
            }
            Err(failure) => Err(failure),
        }
    }

    async fn annotate(
        &self,
        row: &Row,
        result: Vec<Value>,
        lead_time: Value,
        uuid: &str,
        cancelled: bool,
    ) -> Result<Value, Failure> {
        let task = row.value.get("id").map(Value::to_string).unwrap_or_default();
        let mut body = Map::new();
        put(&mut body, "result", result.into());
        put(&mut body, "lead_time", lead_time);
        put(&mut body, "unique_id", uuid.into());
        put(&mut body, "was_cancelled", cancelled.into());
        put(&mut body, "project", row.project.as_str().into());
        // Naming the draft has it deleted with the same stroke.
        if let Some(kept) = &row.draft {
            put(&mut body, "draft_id", kept.id.into());
        }
        let path = format!("/api/tasks/{task}/annotations/?project={}", row.project);
        self.asking.ask("POST", &path, Some(Value::Object(body))).await
    }

    async fn release(&self, lease: &str, reason: Reason) -> Result<Reply, Failure> {
        let Some((task, lock)) = lease.split_once('.') else { return Ok(Reply::Released) };
        let me = self.me().await?;
        let row = match self.row(task, &me).await {
            Err(Failure::Refused(Refused { refusal: Refusal::NotFound, .. })) => return Ok(Reply::Released),
            row => row?,
        };
        if own(&row.value, &me).next().is_some() {
            return Ok(Reply::Released);
        }
        if reason == Reason::Skip {
            let lead_time = row.draft.as_ref().and_then(|kept| kept.lead_time).unwrap_or_default();
            return match self.annotate(&row, Vec::new(), lead_time.write(), lock, true).await {
                Err(Failure::Refused(Refused { refusal: Refusal::Other(409), .. })) => Ok(Reply::Released),
                answer => answer.map(|_| Reply::Released),
            };
        }
        // A lock cannot be given back; what is postponed comes last.
        let (method, path, body) = match &row.draft {
            Some(kept) => ("PATCH", format!("/api/drafts/{}/", kept.id), object([("was_postponed", true.into())])),
            None => {
                let body = object([("result", Vec::<Value>::new().into()), ("was_postponed", true.into())]);
                ("POST", format!("/api/tasks/{}/drafts?project={}", number(task)?, row.project), body)
            }
        };
        self.asking.ask(method, &path, Some(body)).await.map(|_| Reply::Released)
    }

    async fn me(&self) -> Result<Me, Failure> {
        let token = self.asking.token().await?;
        if let Some((_, me)) = self.me.borrow().as_ref().filter(|(own, _)| *own == token) {
            return Ok(me.clone());
        }
        let answer = self.asking.ask("GET", "/api/current-user/whoami", None).await?;
        let id = answer.get("id").and_then(Value::as_u64).ok_or_else(|| garbled("id"))?;
        let email = answer.get("email").and_then(Value::as_str).unwrap_or_default().to_owned();
        let me = Me { id, email };
        self.me.replace(Some((token, me.clone())));
        Ok(me)
    }

    async fn row(&self, task: &str, me: &Me) -> Result<Row, Failure> {
        let value = self.asking.ask("GET", &format!("/api/tasks/{}/", number(task)?), None).await?;
        Ok(Row::of(value, me))
    }

    /// What was learned of a task when it was claimed, or now: a page may go on from its journal.
    async fn studied(&self, row: &Row) -> Result<Rc<Studied>, Failure> {
        let id = row.value.get("id").map(Value::to_string).unwrap_or_default();
        let known = self.studied.borrow().get(&id).map(Rc::clone);
        if let Some(known) = known {
            return Ok(known);
        }
        let project = self.asking.ask("GET", &format!("/api/projects/{}/", row.project), None).await?;
        let studied = study(&project, &row.value).map_err(|error| refused(Refusal::Other(422), &error.to_string()))?;
        let studied = Rc::new(studied);
        self.studied.borrow_mut().insert(id, Rc::clone(&studied));
        Ok(studied)
    }
}

fn leased(studied: &Studied, project: &Value, row: &Row, me: &Me) -> Leased {
    let task = &studied.task;
    let lock = row.value.get("unique_lock_id").and_then(Value::as_str).map(ToOwned::to_owned);
    let lock = lock.unwrap_or_else(|| uuid(&[&row.project, &task.id, &me.email]));
    let suggested = project.get("show_collab_predictions") != Some(&Value::Bool(false));
    let predictions = row.value.get("predictions").and_then(Value::as_array).filter(|_| suggested);
    let predicted = predictions.and_then(|list| list.last()?.get("result")?.as_array().cloned());
    let draft = match (&row.draft, predicted) {
        (Some(kept), _) => Some(DraftAt { rev: kept.rev, content: kept.content(studied), extra: Map::new() }),
        (None, Some(result)) => Some(unwritten(&open(studied, &result))),
        (None, None) => begin(studied).as_ref().map(unwritten),
    };
    Leased {
        task: task.write(),
        lease: Lease { id: format!("{}.{lock}", task.id), seconds: LOCK_SECONDS, extra: Map::new() },
        draft,
        worker: Some(me.id.to_string()),
    }
}

fn unwritten(annotation: &Annotation) -> DraftAt {
    DraftAt { rev: UNWRITTEN, content: annotation.write(), extra: Map::new() }
}

/// The results of an annotation document, and the seconds it took.
fn written(studied: &Studied, content: &Value) -> Result<(Vec<Value>, Value), Failure> {
    let annotation = Annotation::read(content.clone())
        .map_err(|error| refused(Refusal::Other(422), &error.under_field("content").to_string()))?;
    let seconds = annotation.time.active_ms / 1000.0;
    Ok((close(studied, &annotation), seconds.write()))
}

fn received(uuid: &str, answer: &Value, replay: bool) -> Result<Reply, Failure> {
    let at = answer.get("created_at").and_then(Value::as_str).ok_or_else(|| garbled("created_at"))?;
    Ok(Reply::Submitted { id: uuid.to_owned(), received_at: at.to_owned(), replay })
}

/// A uuid that the same parts always make (version 8 of RFC 9562).
fn uuid(parts: &[&str]) -> String {
    let hex = fingerprint(parts) + &fingerprint(&[&parts.concat(), "corrigenda"]);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

fn is_number(id: &str) -> bool {
    !id.is_empty() && id.len() < 19 && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// Tasks are numbered there; anything else is none of them, and no part of a path.
fn number(task: &str) -> Result<&str, Failure> {
    if is_number(task) { Ok(task) } else { Err(Failure::refused(Refusal::NotFound)) }
}

fn refused(refusal: Refusal, detail: &str) -> Failure {
    Failure::Refused(Refused { refusal, detail: detail.to_owned() })
}

fn garbled(field: &str) -> Failure {
    Failure::Fault(Fault::Garbled(DecodeError::missing("a value").under_field(field)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_no_path() {
        assert!(number("17").is_ok() && number("../users").is_err() && number("").is_err() && number("1?x=1").is_err());
        assert_eq!(uuid(&["1", "2"]).len(), 36);
        assert_ne!(uuid(&["1", "23"]), uuid(&["12", "3"]));
    }
}
