//! The built page as static files.

use super::site::{Answer, Site, dist, request, run};
use axum::body::Body;
use axum::http::Request;

async fn get(site: &Site, path: &str, header: (&str, &str)) -> Answer {
    let request = Request::builder().uri(path).header(header.0, header.1).body(Body::empty());
    site.send(request.expect("a request")).await
}

#[test]
fn files_come_with_their_type_and_a_strict_policy() {
    let (_folder, path) = dist();
    run(async {
        let site = Site::with(&[], |settings| settings.dist = Some(path)).await;
        for (path, kind) in [
            ("/", "text/html"),
            ("/index.html", "text/html"),
            ("/corrigenda.js", "text/javascript"),
            ("/corrigenda_bg.wasm", "application/wasm"),
        ] {
            let answer = site.send(request("GET", path, "", "", "")).await;
            assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
            assert!(answer.header("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval';"));
            assert!(answer.header("content-security-policy").starts_with("default-src 'none';"));
            assert_eq!(answer.header("cache-control"), "no-cache");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("access-control-allow-origin"), "*");
        }
    });
}

#[test]
fn who_reads_brotli_gets_the_compressed_file() {
    let (_folder, path) = dist();
    run(async {
        let site = Site::with(&[], |settings| settings.dist = Some(path)).await;
        let small = get(&site, "/corrigenda_bg.wasm", ("accept-encoding", "gzip, br")).await;
        assert_eq!((small.text().as_str(), small.header("content-encoding")), ("brotli wasm", "br"));
        assert_eq!((small.header("content-type"), small.header("vary")), ("application/wasm", "accept-encoding"));
        let plain = get(&site, "/corrigenda_bg.wasm", ("accept-encoding", "identity")).await;
        assert_eq!((plain.text().as_str(), plain.header("content-encoding")), ("plain wasm", ""));
    });
}

#[test]
fn what_did_not_change_is_not_sent_again() {
    let (_folder, path) = dist();
    run(async {
        let site = Site::with(&[], |settings| settings.dist = Some(path)).await;
        let first = site.send(request("GET", "/index.html", "", "", "")).await;
        let changed = first.header("last-modified").to_owned();
        assert!(!changed.is_empty());
        assert_eq!(get(&site, "/index.html", ("if-modified-since", &changed)).await.status, 304);
    });
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let (_folder, path) = dist();
    run(async {
        let site = Site::with(&[], |settings| settings.dist = Some(path)).await;
        for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/x/../../secret.txt", "/nothing.js"] {
            let answer = site.send(request("GET", path, "", "", "")).await;
            assert_eq!((answer.status, answer.text().contains("secret")), (404, false), "{path}");
        }
        assert_eq!(site.send(request("POST", "/index.html", "", "", "")).await.status, 405);
    });
}
