//! Calls that wait for the writer are answered together: each decided after the other, all in one transaction, so that the disk
//! is waited for once. None is answered before that.

use super::{SqliteStore, begin, find, shared};
use crate::protocol::{Call, Failure, Reply};
use crate::reference::{Moment, Worker, decide, plan};
use crate::server::store::StoreError;
use sqlx::{Acquire as _, SqliteConnection};
use std::sync::{Mutex, PoisonError};
use tokio::sync::oneshot;

/// Calls in one transaction at most.
const MOST: usize = 64;

type Answer = Result<Result<Reply, Failure>, StoreError>;

/// A call that waits, and who waits for it.
struct Job {
    call: Call,
    worker: Worker,
    moment: Moment,
    asker: oneshot::Sender<Answer>,
}

/// The calls that wait for the writer.
#[derive(Default)]
pub(super) struct Waiting(Mutex<Vec<Job>>);

impl Waiting {
    fn push(&self, job: Job) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(job);
    }

    /// Those that have waited longest.
    fn take(&self) -> Vec<Job> {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = jobs.len().min(MOST);
        jobs.drain(..count).collect()
    }
}

impl SqliteStore {
    /// Answers a call. Whoever gets the writer answers for all who wait.
    pub(in crate::server::store) async fn answer(&self, call: &Call, worker: &Worker, moment: &Moment) -> Answer {
        let (asker, mut answer) = oneshot::channel();
        self.waiting.push(Job { call: call.clone(), worker: worker.clone(), moment: moment.clone(), asker });
        loop {
            let mut writer = self.writer.lock().await;
            match answer.try_recv() {
                Ok(answer) => return answer,
                // Who had taken it on went away before the end; nothing was written.
                Err(oneshot::error::TryRecvError::Closed) => return Err(StoreError::Contended),
                Err(oneshot::error::TryRecvError::Empty) => answer_all(&mut writer, self.waiting.take()).await,
            }
        }
    }
}

async fn answer_all(writer: &mut SqliteConnection, jobs: Vec<Job>) {
    let mut answers = Vec::with_capacity(jobs.len());
    if let Err(error) = decide_all(writer, &jobs, &mut answers).await {
        // Nothing was written: the first who asked hears why, the others that they may try again.
        answers = jobs.iter().map(|_| Err(StoreError::Contended)).collect();
        if let Some(first) = answers.first_mut() {
            *first = Err(error);
        }
    }
    for (job, answer) in jobs.into_iter().zip(answers) {
        let _ = job.asker.send(answer);
    }
}

async fn decide_all(writer: &mut SqliteConnection, jobs: &[Job], answers: &mut Vec<Answer>) -> Result<(), StoreError> {
    let mut transaction = begin(writer).await?;
    let mut changed = false;
    for job in jobs {
        let mut own = transaction.begin().await?;
        match decide_one(&mut own, job).await {
            Ok((answer, wrote)) => {
                own.commit().await?;
                changed |= wrote;
                answers.push(Ok(answer));
            }
            Err(error) => {
                own.rollback().await?;
                answers.push(Err(error));
            }
        }
    }
    if changed {
        transaction.commit().await?;
    } else {
        transaction.rollback().await?;
    }
    Ok(())
}

async fn decide_one(
    connection: &mut SqliteConnection,
    job: &Job,
) -> Result<(Result<Reply, Failure>, bool), StoreError> {
    let facts = find::facts(connection, &plan(&job.call), &job.worker, &job.moment).await?;
    let (answer, changes) = decide(&job.call, facts, &job.worker, &job.moment);
    let wrote = !changes.is_empty();
    shared::write(connection, changes).await?;
    Ok((answer, wrote))
}
