//! Which of the things shown are judged, which are asked, and which may be relied on.

use super::config::{Config, ControlKind, Shown, ShownKind};
use crate::json::Value;
use crate::task::{Attachment, Response, Role, Source, Turn};

/// A judged text, and where Label Studio has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The response's id in our task.
    pub response: String,
    /// The name of what shows it.
    pub shown: String,
    /// Of a dialogue or a list: the item's index.
    pub item: Option<usize>,
    /// Of a list: the item's own id, which an order names.
    pub key: String,
    /// What parts the names of its controls from those of others: `a` of `response_a`.
    pub token: String,
}

/// What a task shows, sorted by what it is for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roles {
    /// The judged texts.
    pub seats: Vec<Seat>,
    /// Their documents, in the same order.
    pub responses: Vec<Response>,
    /// The conversation before them.
    pub turns: Vec<Turn>,
    /// What may be relied on.
    pub sources: Vec<Source>,
    /// What is no text.
    pub attachments: Vec<Attachment>,
}

const ASKING: [&str; 9] = ["prompt", "question", "instruction", "input", "query", "user", "task", "problem", "context"];
const RELIED_ON: [&str; 5] = ["source", "document", "passage", "reference", "evidence"];

/// Sorts what is shown.
pub fn roles(config: &Config, data: &Value) -> Roles {
    let mut roles = Roles::default();
    let all_judged = judged(config);
    for shown in &config.shown {
        let judged = all_judged.contains(&shown.name.as_str());
        match shown.kind {
            ShownKind::Text => text(&mut roles, shown, data, judged),
            ShownKind::Dialogue => dialogue(&mut roles, config, shown, data, judged),
            ShownKind::List => list(&mut roles, shown, data),
            ShownKind::Medium => medium(&mut roles, shown, data),
        }
    }
    name_tokens(&mut roles.seats);
    roles
}

/// The value of a field of the data, by its name or path (`$turns[0].text`); a text that is no field stands for itself.
pub fn value_of(data: &Value, said: &str) -> Value {
    let Some(path) = said.strip_prefix('$') else { return said.into() };
    if let Some(value) = data.get(path) {
        return value.clone();
    }
    let mut value = data;
    for part in path.split(['.', '[', ']']).filter(|part| !part.is_empty()) {
        let next = value.get(part).or_else(|| value.get(part.parse::<usize>().ok()?));
        let Some(next) = next else { return Value::Null };
        value = next;
    }
    value.clone()
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The names of what is judged: what is marked, rated or compared, and what else is asked about, if it does not itself ask.
/// Where that is nothing, whatever is asked about.
fn judged(config: &Config) -> Vec<&str> {
    let about = |shown: &Shown| config.controls.iter().any(|control| control.to.contains(&shown.name));
    let clear = |shown: &&Shown| {
        let marked = config.controls.iter().filter(|control| control.to.contains(&shown.name)).any(|control| {
            match control.kind {
                ControlKind::Labels | ControlKind::ParagraphLabels | ControlKind::Rating(_) | ControlKind::Pairwise => {
                    true
                }
                ControlKind::Ranker => shown.kind == ShownKind::List,
                _ => false,
            }
        });
        let serves = is_called(shown, &ASKING) || is_called(shown, &RELIED_ON);
        marked || is_corrected(config, shown) || (about(shown) && !serves)
    };
    let texts = || config.shown.iter().filter(|shown| shown.kind != ShownKind::Medium);
    let mut names: Vec<&str> = texts().filter(clear).map(|shown| shown.name.as_str()).collect();
    if names.is_empty() {
        names = texts().filter(|shown| about(shown)).map(|shown| shown.name.as_str()).collect();
    }
    names
}

/// Whether a text area begins with this very text.
fn is_corrected(config: &Config, shown: &Shown) -> bool {
    config.controls.iter().any(|control| {
        control.kind == ControlKind::TextArea && control.to.contains(&shown.name) && control.value == shown.value
    })
}

fn is_called(shown: &Shown, names: &[&str]) -> bool {
    let (name, value) = (shown.name.to_lowercase(), shown.value.to_lowercase());
    names.iter().any(|one| name.contains(one) || value.trim_start_matches('$').starts_with(one))
}

fn text(roles: &mut Roles, shown: &Shown, data: &Value, judged: bool) {
    let text = text_of(&value_of(data, &shown.value));
    if judged {
        seat(roles, shown, None, String::new(), text, None);
    } else if is_called(shown, &RELIED_ON) {
        roles.sources.push(Source {
            id: shown.name.clone(),
            title: if shown.heading.is_empty() { shown.name.clone() } else { shown.heading.clone() },
            url: None,
            text,
            extra: crate::json::Map::new(),
        });
    } else {
        turn(roles, shown.name.clone(), Role::User, text);
    }
}

fn seat(roles: &mut Roles, shown: &Shown, item: Option<usize>, key: String, text: String, turn: Option<String>) {
    let response = match (item, key.is_empty()) {
        (None, _) => shown.name.clone(),
        (Some(at), true) => format!("{}:{at}", shown.name),
        (Some(_), false) => format!("{}:{key}", shown.name),
    };
    roles.seats.push(Seat { response: response.clone(), shown: shown.name.clone(), item, key, token: String::new() });
    let extra = crate::json::Map::new();
    roles.responses.push(Response { id: response, turn, text, model: None, steps: Vec::new(), extra });
}

fn turn(roles: &mut Roles, id: String, role: Role, text: String) {
    roles.turns.push(Turn { id, role, text, extra: crate::json::Map::new() });
}

/// Marks can be in anything that the model says; where nothing is marked, the last of it is what is judged.
fn dialogue(roles: &mut Roles, config: &Config, shown: &Shown, data: &Value, judged: bool) {
    let value = value_of(data, &shown.value);
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let said = |item: &Value, key: &str| item.get(key).map(text_of).unwrap_or_default();
    let speakers: Vec<Role> = items.iter().map(|item| role(&said(item, &shown.keys.0))).collect();
    let marked = config
        .controls
        .iter()
        .any(|control| control.kind == ControlKind::ParagraphLabels && control.to.contains(&shown.name));
    let last = speakers.iter().rposition(|role| *role == Role::Assistant);
    let mut asked = None;
    for (at, (item, role)) in items.iter().zip(speakers).enumerate() {
        let text = said(item, &shown.keys.1);
        if judged && role == Role::Assistant && (marked || last == Some(at)) {
            seat(roles, shown, Some(at), String::new(), text, asked.clone());
            continue;
        }
        let id = format!("{}:{at}", shown.name);
        if role == Role::User {
            asked = Some(id.clone());
        }
        turn(roles, id, role, text);
    }
}

fn role(who: &str) -> Role {
    let who = who.to_lowercase();
    if let Some(role) = Role::of(&who) {
        return role;
    }
    let has = |words: &[&str]| words.iter().any(|word| who.contains(word));
    if has(&["user", "human", "customer", "client", "patient", "student", "asker"]) {
        Role::User
    } else if who.contains("system") {
        Role::System
    } else if has(&["tool", "function"]) {
        Role::Tool
    } else {
        Role::Assistant
    }
}

fn list(roles: &mut Roles, shown: &Shown, data: &Value) {
    let value = value_of(data, &shown.value);
    for (at, item) in value.as_array().map_or(&[][..], Vec::as_slice).iter().enumerate() {
        let said = |key: &str| item.get(key).map(text_of).filter(|text| !text.is_empty());
        let text = said("body").or_else(|| said("text")).or_else(|| said("title")).unwrap_or_default();
        seat(roles, shown, Some(at), said("id").unwrap_or_else(|| at.to_string()), text, None);
    }
}

fn medium(roles: &mut Roles, shown: &Shown, data: &Value) {
    let url = text_of(&value_of(data, &shown.value));
    let title = if shown.heading.is_empty() { &shown.name } else { &shown.heading };
    // A page stands in the data as it is: that is no address.
    if url.starts_with("http://") || url.starts_with("https://") {
        roles.attachments.push(Attachment {
            id: shown.name.clone(),
            title: title.clone(),
            media_type: None,
            bytes: None,
            url,
            extra: crate::json::Map::new(),
        });
    }
}

/// What parts the names from each other: what is left without their common beginning and end.
fn name_tokens(seats: &mut [Seat]) {
    let names: Vec<Vec<char>> = seats.iter().map(|seat| seat.response.chars().collect()).collect();
    let Some(first) = names.first().filter(|_| names.len() > 1) else { return };
    let common = |at: &dyn Fn(&[char], usize) -> Option<char>| {
        let mut count = 0;
        while at(first, count).is_some_and(|c| names.iter().all(|name| at(name, count) == Some(c))) {
            count += 1;
        }
        count
    };
    let start = common(&|name, at| name.get(at).copied());
    let end = common(&|name, at| name.len().checked_sub(at + 1).and_then(|at| name.get(at)).copied());
    for (seat, name) in seats.iter_mut().zip(&names) {
        let to = name.len().saturating_sub(end).max(start);
        seat.token = name.get(start..to).unwrap_or_default().iter().collect();
    }
}

/// A short name for what a task is made of: another one where anything in it is another.
pub fn fingerprint(parts: &[&str]) -> String {
    // FNV-1a, 64 bit (Fowler, Noll, Vo; draft-eastlake-fnv): nobody gains by a collision here.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn sorted(config: &str, data: &str) -> String {
        let roles = roles(&Config::read(config).expect("a configuration"), &parse(data).expect("data"));
        let seats: Vec<_> = roles.seats.iter().map(|one| format!("{}({})", one.response, one.token)).collect();
        let turns: Vec<_> = roles.turns.iter().map(|one| format!("{}:{}", one.role.word(), one.text)).collect();
        let sources: Vec<_> = roles.sources.iter().map(|one| one.id.clone()).collect();
        format!("{} | {} | {}", seats.join(" "), turns.join(" "), sources.join(" "))
    }

    #[test]
    fn what_is_marked_or_rated_is_judged_and_what_asks_is_not() {
        let config = "<View><Text name='prompt' value='$p'/><Text name='resp_a' value='$a'/><Text name='resp_b' value='$b'/>\
            <Text name='source' value='$s'/><Choices name='c' toName='prompt'><Choice value='x'/></Choices>\
            <Rating name='r1' toName='resp_a'/><Rating name='r2' toName='resp_b'/></View>";
        let data = r#"{"p":"Why?","a":"A","b":"B","s":"S"}"#;
        assert_eq!(sorted(config, data), "resp_a(a) resp_b(b) | user:Why? | source");
    }

    #[test]
    fn where_nothing_is_marked_what_is_asked_about_is_judged() {
        let config = "<View><Text name='question' value='$q'/><Text name='text' value='$t'/>\
            <Choices name='c' toName='text'><Choice value='x'/></Choices></View>";
        assert_eq!(sorted(config, r#"{"q":"Why?","t":7}"#), "text() | user:Why? | ");
        let alone = "<View><Text name='prompt' value='$q'/><Choices name='c' toName='prompt'/></View>";
        assert_eq!(sorted(alone, r#"{"q":"Why?"}"#), "prompt() |  | ");
    }

    #[test]
    fn of_a_dialogue_what_the_model_says_is_judged_where_it_is_marked_else_the_last_of_it() {
        let data = r#"{"d":[{"author":"User","text":"1"},{"author":"Bot","text":"2"},{"author":"User","text":"3"},{"author":"Bot","text":"4"}]}"#;
        let shown = "<Paragraphs name='d' value='$d' layout='dialogue'/>";
        let marked =
            format!("<View>{shown}<ParagraphLabels name='l' toName='d'><Label value='x'/></ParagraphLabels></View>");
        assert_eq!(sorted(&marked, data), "d:1(1) d:3(3) | user:1 user:3 | ");
        let rated = format!("<View>{shown}<Rating name='r' toName='d'/></View>");
        assert_eq!(sorted(&rated, data), "d:3() | user:1 assistant:2 user:3 | ");
    }

    #[test]
    fn items_of_a_list_are_judged_under_their_own_ids() {
        let config = "<View><List name='l' value='$l'/><Ranker name='r' toName='l'/></View>";
        let data = r#"{"l":[{"id":"x","title":"T","body":"B"},{"id":"y","title":"U"}]}"#;
        assert_eq!(sorted(config, data), "l:x(x) l:y(y) |  | ");
    }
}
