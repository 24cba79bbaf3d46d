//! What `later/target.js` asks and tells of a workbench whose text stands in the platform's own page.

use super::handle::Handle;
use crate::annotation::{Issue, Spot, span_bytes};
use crate::app::keymap::{self, Context};
use crate::app::{Command, Desk, Focus, Model, Msg, question};
use crate::host::chord;
use crate::json::{Value, object};
use crate::text::Span;
use crate::web::to_js;
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::KeyboardEvent;

#[wasm_bindgen]
impl Handle {
    /// Takes the function that is called after every change of the state, or none.
    pub fn watch(&self, watcher: Option<Function>) {
        self.core().watch(watcher);
    }

    /// Takes which responses the page shows, by their ids; and of the issues whose words it does not show as they are
    /// written, the id and whether other words stand there: `[[id, true], …]`.
    pub fn hosted(&self, responses: Vec<String>, adrift: &Array) {
        let pair = |one: JsValue| {
            let one: Array = one.dyn_into().ok()?;
            Some((one.get(0).as_string()?, one.get(1).is_truthy()))
        };
        let adrift: Vec<(String, bool)> = adrift.iter().filter_map(pair).collect();
        let same = {
            let model = self.core().model();
            model.config.hosted == responses && model.config.adrift == adrift
        };
        if !same {
            self.core().configure(|config| (config.hosted, config.adrift) = (responses, adrift));
        }
    }

    /// What is to be seen on the page: `{task, response, editable, count, issues, selection, categories}`; places are bytes
    /// of the response's text. Null where there is no task.
    pub fn marks(&self) -> JsValue {
        let model = self.core().model();
        model.desk().map_or(JsValue::NULL, |desk| to_js(&marks(&model, desk)))
    }

    /// Text was selected on the page: bytes of a response's text; an empty span clears it.
    pub fn select(&self, response: &str, start: u32, end: u32) {
        let at = {
            let model = self.core().model();
            let Some(desk) = model.desk() else { return };
            desk.task.responses.iter().position(|one| one.id == response)
        };
        if let Some(at) = at {
            self.core().post(Msg::ResponseChosen(at));
            self.core().post(Msg::Selected(Span::new(start as usize, end as usize)));
        }
    }

    /// Makes an issue of what is selected, of this category where there is one.
    pub fn mark(&self, category: Option<String>) {
        self.core().post(Msg::IssueWanted(category));
    }

    /// Leads to an issue.
    pub fn turn_to(&self, issue: String) {
        self.core().post(Msg::MissingChosen(Spot::Issue(issue)));
    }

    /// Takes a key that was pressed on the page while something is selected there: a digit, the key that marks, or Escape.
    /// Whether it meant something.
    pub fn key(&self, event: &KeyboardEvent) -> bool {
        let heard = {
            let model = self.core().model();
            chord(event, model.config.mac).and_then(|chord| keymap::heard(&model, &chord, Context::Elsewhere))
        };
        let meant = |msg: &Msg| match msg {
            Msg::Commanded(command) => command.chosen().is_some() || matches!(command, Command::Mark | Command::Escape),
            _ => false,
        };
        let heard = heard.filter(meant);
        let is = heard.is_some();
        heard.into_iter().for_each(|msg| self.core().post(msg));
        is
    }
}

fn marks(model: &Model, desk: &Desk) -> Value {
    let lang = model.lang();
    let taxonomy = question::taxonomy(desk, lang);
    let mut issues: Vec<Value> = Vec::new();
    for issue in &desk.draft.annotation().issues {
        let Some(span) = issue.span.as_ref().map(span_bytes).filter(|span| !span.is_empty()) else { continue };
        let gravity = issue.severity.as_ref().map_or(1, |severity| taxonomy.gravity(severity));
        issues.push(object([
            ("id", issue.id.as_str().into()),
            ("response", issue.response.as_str().into()),
            ("span", pair(span)),
            ("gravity", gravity.into()),
            ("open", is_open(desk, issue).into()),
        ]));
    }
    let mut categories: Vec<Value> = Vec::new();
    for (at, category) in taxonomy.categories.iter().enumerate() {
        let keys = keymap::choice(at).map(|command| keymap::keys(&model.settings.keys, command)).unwrap_or_default();
        let key = keys.first().map(|key| key.shown(lang, model.config.mac)).unwrap_or_default();
        let name = taxonomy.category_name(&category.id);
        categories.push(object([
            ("id", category.id.as_str().into()),
            ("name", name.into()),
            ("title", category.description.clone().unwrap_or_default().into()),
            ("key", key.into()),
        ]));
    }
    let selection = desk.view.caret.span();
    object([
        ("task", desk.task.id.as_str().into()),
        ("response", desk.response_id().into()),
        ("editable", desk.is_open().into()),
        ("count", question::issues_of(desk).len().into()),
        ("issues", issues.into()),
        ("selection", pair(selection)),
        ("categories", categories.into()),
    ])
}

fn is_open(desk: &Desk, issue: &Issue) -> bool {
    matches!(&desk.view.focus, Focus::Issue(id) if *id == issue.id)
}

fn pair(span: Span) -> Value {
    vec![span.start, span.end].into()
}
