//! What went wrong with a call: a no, or no answer.

use super::DraftAt;
use crate::json::{DecodeError, document};

/// Why a call has no reply.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The backend said no; asking again would not help.
    Refused(Refused),
    /// There was no answer, or none that can be read; asking again may help.
    Fault(Fault),
}

/// A no, with what the backend says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// What kind of no.
    pub refusal: Refusal,
    /// The backend's own words for a person, may be empty.
    pub detail: String,
}

/// What kind of no.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Another draft came first (409).
    DraftConflict {
        /// The one that is kept.
        current: DraftAt,
    },
    /// Another submission stands under this uuid (409).
    SubmissionConflict,
    /// The task asked for is somebody else's now (409).
    TaskTaken,
    /// The lease is somebody else's, or over (410).
    LeaseLost,
    /// The submission breaks rules (422).
    Invalid(Vec<Place>),
    /// Who are you? (401)
    SignIn,
    /// Not for you (403).
    Forbidden,
    /// There is no such thing (404).
    NotFound,
    /// Too large (413).
    TooLarge,
    /// The work of a day in this queue is done (429, of the type `quota`); seconds until it goes on.
    Quota(f64),
    /// Any other no.
    Other(u16),
}

document! {
    /// A place in the body that was sent, and what is wrong there.
    pub struct Place {
        /// JSON pointer (RFC 6901).
        pub pointer: String = String::new(),
        /// In words.
        pub detail: String = String::new(),
    }
}

/// No answer, or none that can be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The network is away, or the request was blocked.
    Network,
    /// Nothing came in time.
    Timeout,
    /// The server asks to wait, or fails (408, 425, 429, 5xx).
    Server {
        /// The HTTP status.
        status: u16,
        /// Seconds to wait, where it says.
        retry_after: Option<f64>,
    },
    /// The answer is not what the contract says.
    Garbled(DecodeError),
}

impl Failure {
    /// A refusal without words of the backend's own.
    #[must_use]
    pub fn refused(refusal: Refusal) -> Self {
        Self::Refused(Refused { refusal, detail: String::new() })
    }

    /// Whether asking again may help. An answer that cannot be read is asked for again too: a proxy's page, say.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Fault(_))
    }
}
