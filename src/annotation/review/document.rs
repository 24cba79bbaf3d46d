//! The review document, `corrigenda.review/1`.

use crate::annotation::{Annotation, Exit, Issue, TaskRef, Time};
use crate::json::{DecodeError, Map, document, words};

/// The `format` of a review document.
pub const REVIEW_FORMAT: &str = "corrigenda.review/1";

document! {
    /// What a reviewer makes of annotations.
    pub struct Review {
        /// Always [`REVIEW_FORMAT`].
        pub format: String,
        /// The uuid; written by the backend.
        pub id: Option<String> => omitted,
        /// Whose it is; written by the backend.
        pub reviewer: Option<String> => omitted,
        /// When it arrived, RFC 3339; written by the backend.
        pub submitted_at: Option<String> => omitted,
        /// What the annotations are about.
        pub task: TaskRef,
        /// The annotations that are judged, by their uuids.
        pub subjects: Vec<String>,
        /// What was found.
        pub findings: Vec<Finding>,
        /// What becomes of them; none while the review is a draft.
        pub verdict: Option<ReviewVerdict>,
        /// Why.
        pub comment: Option<String>,
        /// The annotation as it should be.
        pub result: Option<Annotation>,
        /// Where each settled part of the result came from: of each row of the submissions, those that agree too.
        pub settled: Vec<Settlement> => omitted,
        /// Why the review is given back undone.
        pub exit: Option<Exit> => omitted,
        /// How sure the reviewer is, 0 to 1.
        pub confidence: Option<f64>,
        /// How long it took.
        pub time: Time = Time::default(),
    }

    /// One thing that a reviewer says of an annotation.
    pub struct Finding {
        /// Its id.
        pub id: String,
        /// The annotation, by its uuid.
        pub subject: String,
        /// The issue, edit, step or criterion that it is about; none for what was missed.
        pub about as "ref": Option<String>,
        /// Of a criterion: the response that was scored.
        pub response: Option<String> => omitted,
        /// What was judged.
        pub verdict: FindingVerdict,
        /// How grave an error of the annotator is.
        pub severity: Option<String>,
        /// Why.
        pub comment: String = String::new(),
        /// What was missed.
        pub issue: Option<Issue>,
    }

    /// Where a part of an adjudicated result came from.
    pub struct Settlement {
        /// What was settled, by the name of its row.
        pub of: String,
        /// The submission that was followed, by its uuid; none where the adjudicator said something else.
        pub subject: Option<String>,
        /// The submissions that were taken together, by their uuids.
        pub subjects: Vec<String> => omitted,
        /// Whether the submissions differed there.
        pub differed: bool = true,
    }
}

words! {
    /// What was judged of a part of an annotation.
    pub enum FindingVerdict {
        /// It is right.
        Right = "right",
        /// It is wrong.
        Wrong = "wrong",
        /// It makes the response worse.
        Harmful = "harmful",
        /// Something is not there that should be.
        Missed = "missed",
    }

    /// What becomes of annotations.
    pub enum ReviewVerdict {
        /// They stand.
        Accept = "accept",
        /// The reviewer mended them: the result stands.
        Fix = "fix",
        /// They go back to their author.
        Return = "return",
        /// They do not count.
        Reject = "reject",
        /// Several became one: the result stands.
        Adjudicate = "adjudicate",
    }
}

impl Review {
    /// A review of some submissions with nothing in it yet.
    #[must_use]
    pub fn empty(task: &crate::task::Task, subjects: Vec<String>) -> Self {
        Self {
            format: REVIEW_FORMAT.into(),
            id: None,
            reviewer: None,
            submitted_at: None,
            task: TaskRef::of(task),
            subjects,
            findings: Vec::new(),
            verdict: None,
            comment: None,
            result: None,
            settled: Vec::new(),
            exit: None,
            confidence: None,
            time: Time::default(),
            extra: Map::new(),
        }
    }

    /// Checks what the reader alone cannot: the format.
    ///
    /// # Errors
    /// Where it is another document.
    pub fn validate(&self) -> Result<(), DecodeError> {
        if self.format == REVIEW_FORMAT {
            return Ok(());
        }
        Err(DecodeError::unexpected(REVIEW_FORMAT, &self.format.clone().into()).under_field("format"))
    }
}
