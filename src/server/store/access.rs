//! Access tokens: kept hashed, looked up by hash.

use super::{StoreError, parsed};
use crate::json::{Doc as _, words};
use crate::reference::Worker;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

words! {
    /// What a token allows, each with what the one before allows.
    pub enum Role {
        /// The four calls, on tasks to annotate.
        Annotator = "annotator",
        /// On reviews too.
        Reviewer = "reviewer",
        /// Import and export as well.
        Admin = "admin",
    }
}

/// Who a token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The worker, with the fields of expertise that the platform knows of.
    pub worker: Worker,
    /// What the worker may do.
    pub role: Role,
}

impl Access {
    /// A worker in a role, whose fields of expertise are not known.
    #[must_use]
    pub fn new(worker: &str, role: Role) -> Self {
        Self { worker: Worker::new(worker), role }
    }
}

/// The hash under which a token is kept. Tokens are long and random, so a plain SHA-256 does.
#[must_use]
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Reads what is kept of a token; none where its role is unknown here.
pub(super) fn access_of(worker: &str, role: &str, domains: Option<&str>) -> Result<Option<Access>, StoreError> {
    let domains = match domains {
        Some(text) => Some(Vec::<String>::read(parsed(text)?).map_err(StoreError::Corrupt)?),
        None => None,
    };
    Ok(Role::of(role).map(|role| Access { worker: Worker { id: worker.to_owned(), domains }, role }))
}
