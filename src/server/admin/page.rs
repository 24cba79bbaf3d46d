//! The page that shows the figures: three files that travel inside the program, under a policy that lets nothing else in.

use crate::server::answer::put;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, header};
use axum::response::Response;
use axum::routing::get;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";
const TOKENS: &str = include_str!("../../../styles/tokens.css");
const HTML: &str = include_str!("page/admin.html");
const FILES: [(&str, &str, &str); 4] = [
    ("/admin/admin.css", "text/css; charset=utf-8", include_str!("page/admin.css")),
    ("/admin/admin.js", "text/javascript; charset=utf-8", include_str!("page/admin.js")),
    ("/admin/parts.js", "text/javascript; charset=utf-8", include_str!("page/parts.js")),
    ("/admin/words.js", "text/javascript; charset=utf-8", include_str!("page/words.js")),
];

/// The page and its files.
pub(in crate::server) fn page<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let mut router = Router::new();
    for path in ["/admin", "/admin/"] {
        router = router.route(path, get(|| async { file("text/html; charset=utf-8", HTML.to_owned()) }));
    }
    for (path, kind, text) in FILES {
        router = router.route(path, get(move || async move { file(kind, text.to_owned()) }));
    }
    // The workbench's tokens hang on its element; here they hang on the page.
    router
        .route("/admin/tokens.css", get(|| async { file("text/css; charset=utf-8", TOKENS.replace(":host", ":root")) }))
}

fn file(kind: &str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers: [(HeaderName, &str); 6] = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        put(&mut response, name, value);
    }
    response
}
