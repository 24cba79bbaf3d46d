//! Label Studio as a backend, in the page: the adapter's four calls over the browser's `fetch`.

use corrigenda::adapter::contract::{Endpoint, problem, respond};
use corrigenda::adapter::label_studio::{Outside, Request, Studio};
use corrigenda::adapter::{HttpResponse, retry_after};
use corrigenda::json::{Value, parse};
use corrigenda::protocol::{Failure, Fault};
use corrigenda::web::fetch::{Answer, body, fetch};
use corrigenda::web::{from_js, to_js};
use js_sys::{Function, Object, Promise, Reflect, TypeError};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// By the key of the object that element.js made: it has one token.
    static STUDIOS: RefCell<BTreeMap<String, Rc<Studio<Browser>>>> = RefCell::default();
}

/// Asks the Label Studio at this address; the call is named as HTTP would, by method and path. Answers the body of the
/// contract. `token(stale)` answers a promise of a token other than the stale one.
///
/// # Errors
/// The problem document where it says no; a `TypeError`, as of a request that fails, where it does not answer.
#[wasm_bindgen]
pub async fn label_studio(
    key: String,
    base: String,
    project: Option<String>,
    token: Function,
    method: String,
    path: Vec<String>,
    body: JsValue,
) -> Result<JsValue, JsValue> {
    let bad = |detail: &str| to_js(&Value::Object(problem(400, "", "The request cannot be read", detail)));
    let call = match Endpoint::find(&method, &path) {
        Ok(endpoint) => from_js(&body).and_then(|body| endpoint.read(body)).map_err(|error| bad(&error.to_string()))?,
        Err(error) => return Err(bad(&error.to_string())),
    };
    let made = || Rc::new(Studio::new(Browser { base, token }, project));
    let studio = STUDIOS.with_borrow_mut(|studios| Rc::clone(studios.entry(key).or_insert_with(made)));
    let answer = match studio.answer(&call).await {
        Err(Failure::Fault(Fault::Network)) => return Err(TypeError::new("Label Studio does not answer").into()),
        answer => respond(&call, &answer),
    };
    let body = answer.body.as_ref().map_or(JsValue::NULL, to_js);
    if answer.status < 400 { Ok(body) } else { Err(body) }
}

/// The browser's `fetch`, and the page's token.
struct Browser {
    base: String,
    token: Function,
}

impl Outside for Browser {
    async fn send(&self, request: Request) -> Result<HttpResponse, Fault> {
        let headers = Object::new();
        let init = Object::new();
        if let Some(body) = &request.body {
            set(&headers, "content-type", "application/json");
            set(&init, "body", body.to_string());
        }
        if let Some(authorization) = &request.authorization {
            set(&headers, "authorization", authorization.as_str());
        }
        set(&init, "method", request.method);
        // Its cookies are for its own pages: it lets no other page send them.
        set(&init, "credentials", "omit");
        set(&init, "cache", "no-store");
        set(&init, "headers", headers);
        received(fetch(&format!("{}{}", self.base, request.path), &init)).await.map_err(|_| Fault::Network)
    }

    async fn token(&self, stale: Option<&str>) -> Option<String> {
        let stale = stale.map_or(JsValue::NULL, JsValue::from_str);
        let promise: Promise = self.token.call1(&JsValue::NULL, &stale).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()?.as_string().filter(|token| !token.is_empty())
    }
}

async fn received(answer: Promise) -> Result<HttpResponse, JsValue> {
    let answer: Answer = JsFuture::from(answer).await?.unchecked_into();
    let text = body(&answer).await?;
    let retry_after = answer.headers().get("retry-after").as_deref().and_then(retry_after);
    Ok(HttpResponse { status: answer.status(), body: parse(&text).ok(), retry_after })
}

fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    let _ = Reflect::set(object, &key.into(), &value.into());
}
