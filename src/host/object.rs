//! A backend that is a JavaScript object: the four calls as methods that answer promises of the contract's bodies.

use crate::adapter::{HttpRequest, HttpResponse, contract};
use crate::json::{DecodeError, Map, Value};
use crate::protocol::{Call, Failure, Fault, Reply};
use crate::web::{from_js, to_js};
use js_sys::{Array, Error, Function, Promise, Reflect, TypeError};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Asks the object.
///
/// # Errors
/// Where it says no, throws, or answers what is not in the contract.
pub async fn ask(object: JsValue, call: Call) -> Result<Reply, Failure> {
    let HttpRequest { body, .. } = contract::encode(&call);
    let body = to_js(&body);
    let (method, arguments) = match &call {
        Call::Claim(_) => ("claim", Array::of1(&body)),
        Call::SaveDraft(draft) => ("draft", Array::of2(&draft.task.as_str().into(), &body)),
        Call::Submit(submit) => {
            ("submit", Array::of3(&submit.task.as_str().into(), &submit.uuid.as_str().into(), &body))
        }
        Call::Release { lease, .. } => ("release", Array::of2(&lease.as_str().into(), &body)),
    };
    let response = match answer(&object, method, &arguments).await {
        Ok(body) => HttpResponse { status: 200, body: Some(from_js(&body).map_err(garbled)?), retry_after: None },
        Err(thrown) if thrown.is_instance_of::<TypeError>() => return Err(Failure::Fault(Fault::Network)),
        Err(thrown) => problem(&thrown),
    };
    contract::decode(&call, response)
}

async fn answer(object: &JsValue, method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let function = Reflect::get(object, &method.into())?;
    let function: &Function = function.dyn_ref().ok_or_else(|| Error::new(&format!("no method {method}")))?;
    JsFuture::from(Promise::resolve(&function.apply(object, arguments)?)).await
}

/// What was thrown as a response: a problem document says its status, an error has at least words.
fn problem(thrown: &JsValue) -> HttpResponse {
    let mut body = match from_js(thrown) {
        Ok(Value::Object(body)) => body,
        _ => Map::new(),
    };
    let words = thrown.dyn_ref::<Error>().map(|error| String::from(error.message())).or_else(|| thrown.as_string());
    if let Some(words) = words {
        body.entry("detail").or_insert_with(|| words.into());
    }
    let status = body.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let status = status.filter(|status| (400..600).contains(status)).unwrap_or(500);
    HttpResponse { status, body: Some(Value::Object(body)), retry_after: None }
}

fn garbled(error: DecodeError) -> Failure {
    Failure::Fault(Fault::Garbled(error))
}
