//! Tells the host page, by custom events that leave the shadow root.

use crate::app::Event;
use crate::json::{Value, object};
use crate::web::to_js;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// Tells; answers whether the page lets it happen.
pub fn tell(element: &HtmlElement, event: &Event) -> bool {
    let (name, detail) = match event {
        Event::Ready => ("ready", Value::Null),
        Event::Task(task) => ("task", object([("task", task.clone().unwrap_or_default())])),
        Event::Change => ("change", Value::Null),
        Event::Draft(rev) => ("draft", object([("rev", (*rev).into())])),
        Event::BeforeSubmit(value) => ("before-submit", object([("value", value.clone())])),
        Event::Submitted { id, task } => {
            ("submitted", object([("id", id.as_str().into()), ("task", task.as_str().into())]))
        }
        Event::Forget => ("forget", Value::Null),
        Event::Export => ("export", Value::Null),
        Event::Error(message) => ("error", object([("message", message.as_str().into())])),
    };
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(matches!(event, Event::BeforeSubmit(_) | Event::Forget | Event::Export));
    init.set_detail(&to_js(&detail));
    let custom = CustomEvent::new_with_event_init_dict(&format!("corrigenda-{name}"), &init);
    custom.is_ok_and(|custom| element.dispatch_event(&custom).unwrap_or(true))
}
