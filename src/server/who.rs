//! Who calls: bearer tokens.

use super::{Access, Role, Server, StoreError, hash};
use axum::http::{HeaderMap, header};

const LONGEST_NAME: usize = 200;

/// Finds out who calls; none where that is not known.
pub(super) async fn who(server: &Server, headers: &HeaderMap) -> Result<Option<Access>, StoreError> {
    let Some(token) = token(headers) else {
        return Ok(server.settings.open.then(|| anybody("guest")));
    };
    if let Some(access) = server.settings.tokens.get(&hash(token)) {
        return Ok(Some(access.clone()));
    }
    if server.settings.open {
        let name = token.strip_prefix("worker:").filter(|name| !name.is_empty() && name.len() <= LONGEST_NAME);
        if let Some(name) = name {
            return Ok(Some(anybody(name)));
        }
    }
    server.store.access(token).await
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let value = std::str::from_utf8(headers.get(header::AUTHORIZATION)?.as_bytes()).ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

fn anybody(id: &str) -> Access {
    Access::new(id, Role::Reviewer)
}
