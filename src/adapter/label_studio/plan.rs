//! What of a project's configuration is what in our documents: one plan for reading a task, writing and reading its results.

use super::config::{Choice, Config, Control, ControlKind};
use super::roles::{Roles, Seat, value_of};
use super::side::{Side, side};
use crate::json::Value;

/// Which control takes what of an annotation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Judgements by the rubric.
    pub asked: Vec<Asked>,
    /// Marks, each a control for one thing shown.
    pub marks: Vec<Control>,
    /// How grave a mark is.
    pub severities: Vec<Control>,
    /// What is said of a mark.
    pub comments: Vec<Control>,
    /// Corrections: the control and the place of its response among the seats.
    pub corrections: Vec<(Control, usize)>,
    /// How the better response is told.
    pub choosing: Vec<Choosing>,
    /// Why it is better.
    pub why: Option<Control>,
    /// A word about the task.
    pub note: Option<Control>,
    /// What the project asks and the workbench cannot.
    pub missing: Vec<Control>,
}

/// A criterion, and the control that takes its judgement for each response.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The criterion's id.
    pub id: String,
    /// What is asked, in a line.
    pub title: String,
    /// What a judgement is.
    pub kind: AskedKind,
    /// Controls by the place of their response among the seats; one for all where that is the same control.
    pub places: Vec<(usize, Control)>,
}

/// What a judgement is.
#[derive(Clone, Debug, PartialEq)]
pub enum AskedKind {
    /// One of several options.
    One(Vec<Choice>),
    /// Yes or no: the options that say so.
    YesNo(String, String),
    /// One of several options that may be chosen together.
    Among(Choice),
    /// Stars.
    Stars(u32),
    /// A whole number.
    Number(i32, i32),
}

/// How the better response is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Choosing {
    /// The left or the right one.
    Pair(Control),
    /// By how much, one of several options.
    Scale(Control, Vec<(String, i32)>),
    /// In order.
    Order(Control),
}

const YES: [&str; 9] = ["yes", "true", "correct", "pass", "met", "good", "ja", "acceptable", "safe"];
const NO: [&str; 9] = ["no", "false", "incorrect", "fail", "unmet", "bad", "nein", "unacceptable", "unsafe"];
const CORRECTING: [&str; 8] = ["correct", "edit", "rewrit", "revis", "improv", "fix", "ideal", "korrektur"];

impl Plan {
    /// Plans a task: `data` is its data, for what the configuration takes from there.
    pub fn of(config: &Config, roles: &Roles, data: &Value) -> Self {
        let mut plan = Self::default();
        for control in &config.controls {
            let mut control = control.clone();
            if let Some(field) = &control.dynamic {
                control.options = dynamic(&value_of(data, &format!("${field}")));
            }
            plan.place(config, roles, control, data);
        }
        plan.asked.iter_mut().for_each(|asked| asked.title = title(asked, &roles.seats));
        plan
    }

    fn place(&mut self, config: &Config, roles: &Roles, control: Control, data: &Value) {
        let about = |seat: &Seat| control.to.contains(&seat.shown);
        match &control.kind {
            ControlKind::Labels | ControlKind::ParagraphLabels if roles.seats.iter().any(about) => {
                self.marks.push(control);
            }
            ControlKind::Choices { multiple: false }
                if control.per_region && self.severities.iter().all(|own| own.to != control.to) =>
            {
                self.severities.push(control);
            }
            ControlKind::TextArea if control.per_region && self.comments.iter().all(|own| own.to != control.to) => {
                self.comments.push(control);
            }
            _ if control.per_region => self.missing.push(control),
            ControlKind::TextArea => self.text_area(config, roles, control, data),
            ControlKind::Pairwise if roles.seats.len() == 2 => self.choosing.push(Choosing::Pair(control)),
            ControlKind::Ranker => self.choosing.push(Choosing::Order(control)),
            ControlKind::Choices { multiple: false } => match scale(&control, &roles.seats) {
                Some(scale) => self.choosing.push(Choosing::Scale(control, scale)),
                None => self.ask(roles, &control),
            },
            ControlKind::Choices { multiple: true } | ControlKind::Rating(_) | ControlKind::Number(..) => {
                self.ask(roles, &control);
            }
            _ => self.missing.push(control),
        }
    }

    /// A text area corrects a response, says why one is better, or is a word about the task.
    fn text_area(&mut self, config: &Config, roles: &Roles, control: Control, data: &Value) {
        let mut seats = roles.seats.iter().enumerate().filter(|(_, seat)| control.to.contains(&seat.shown));
        let only = seats.next().filter(|_| seats.next().is_none());
        if let Some((at, seat)) = only.filter(|(_, seat)| seat.item.is_none()) {
            let called = format!("{} {}", control.name, control.heading).to_lowercase();
            let begins = config.shown(&seat.shown).is_some_and(|shown| {
                !control.value.is_empty() && value_of(data, &control.value) == value_of(data, &shown.value)
            });
            let free = self.corrections.iter().all(|(_, own)| *own != at);
            if free && (begins || CORRECTING.iter().any(|word| called.contains(word))) {
                return self.corrections.push((control, at));
            }
        }
        if self.why.is_none() && !self.choosing.is_empty() {
            self.why = Some(control);
        } else if self.note.is_none() {
            self.note = Some(control);
        } else {
            self.missing.push(control);
        }
    }

    /// Controls that ask the same of several responses are one criterion.
    fn ask(&mut self, roles: &Roles, control: &Control) {
        let seats: Vec<usize> = seats_of(control, &roles.seats);
        for kind in kinds(control) {
            let base = |control: &Control, at: usize| {
                let token = roles.seats.get(at).map_or("", |seat| seat.token.as_str());
                (without(&control.name, token), control.options.clone())
            };
            let same = |asked: &&mut Asked| {
                asked.kind == kind
                    && seats.len() == 1
                    && roles.seats.len() > 1
                    && asked.places.iter().all(|(at, own)| !seats.contains(at) && own.name != control.name)
                    && asked.places.first().is_some_and(|(at, own)| {
                        seats.first().is_some_and(|seat| base(own, *at) == base(control, *seat))
                    })
            };
            let places = || seats.iter().map(|at| (*at, control.clone()));
            match self.asked.iter_mut().find(same) {
                Some(asked) => asked.places.extend(places()),
                None => {
                    let id = match &kind {
                        AskedKind::Among(option) => format!("{}:{}", control.name, option.value),
                        _ => control.name.clone(),
                    };
                    self.asked.push(Asked { id, title: String::new(), kind, places: places().collect() });
                }
            }
        }
    }

    /// Whether a response has a control for a criterion.
    pub fn control_of(&self, criterion: &str, seat: usize) -> Option<(&Asked, &Control)> {
        let asked = self.asked.iter().find(|asked| asked.id == criterion)?;
        asked.places.iter().find(|(at, _)| *at == seat).map(|(_, control)| (asked, control))
    }
}

/// The responses that a control about the whole is about: the one it aims at, the last of a dialogue, else the first of all.
fn seats_of(control: &Control, seats: &[Seat]) -> Vec<usize> {
    let aimed: Vec<usize> =
        (0..seats.len()).filter(|at| seats.get(*at).is_some_and(|seat| control.to.contains(&seat.shown))).collect();
    let dialogue = |at: &usize| seats.get(*at).is_some_and(|seat| seat.item.is_some());
    match aimed.as_slice() {
        [] => seats.first().map(|_| 0).into_iter().collect(),
        [.., last] if aimed.iter().all(dialogue) => vec![*last],
        _ => aimed,
    }
}

fn kinds(control: &Control) -> Vec<AskedKind> {
    match &control.kind {
        ControlKind::Rating(most) => vec![AskedKind::Stars(*most)],
        ControlKind::Number(least, most) => vec![AskedKind::Number(*least, *most)],
        ControlKind::Choices { multiple: true } => control.options.iter().cloned().map(AskedKind::Among).collect(),
        _ => match control.options.as_slice() {
            [one, other] => {
                let says =
                    |choice: &Choice, words: &[&str]| words.contains(&choice.name.trim().to_lowercase().as_str());
                let yes_no = |yes: &Choice, no: &Choice| AskedKind::YesNo(yes.value.clone(), no.value.clone());
                if says(one, &YES) && says(other, &NO) {
                    vec![yes_no(one, other)]
                } else if says(one, &NO) && says(other, &YES) {
                    vec![yes_no(other, one)]
                } else {
                    vec![AskedKind::One(control.options.clone())]
                }
            }
            options => vec![AskedKind::One(options.to_vec())],
        },
    }
}

/// What can be chosen where the data say it: texts, or objects with `value`.
fn dynamic(value: &Value) -> Vec<Choice> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let said = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    let mut options = Vec::new();
    for item in items {
        if let Some(name) = item.as_str().map(ToOwned::to_owned).or_else(|| said(item, "value")) {
            let value = said(item, "alias").unwrap_or_else(|| name.clone());
            options.push(Choice { value, name, hint: said(item, "hint").unwrap_or_default() });
        }
    }
    options
}

/// The options of a choice between two responses with their strengths, where it is one: some speak for the left one, some
/// for the right one, at most one for neither.
fn scale(control: &Control, seats: &[Seat]) -> Option<Vec<(String, i32)>> {
    let [left, right] = seats else { return None };
    let sides: Vec<Side> = control.options.iter().map(|option| side(&option.name, &left.token, &right.token)).collect();
    let count = |wanted: Side| sides.iter().filter(|side| **side == wanted).count();
    if count(Side::Left) == 0 || count(Side::Right) == 0 || count(Side::Neither) > 1 {
        return None;
    }
    let left_first = sides.first() == Some(&Side::Left);
    let mut found = Vec::new();
    let (mut lefts, mut rights) = (0, 0);
    for (option, side) in control.options.iter().zip(&sides) {
        let (nth, all, sign) = match side {
            Side::Neither => {
                found.push((option.value.clone(), 0));
                continue;
            }
            Side::Left => (&mut lefts, count(Side::Left), -1),
            Side::Right => (&mut rights, count(Side::Right), 1),
        };
        // Outer options say more than inner ones.
        let outer_first = left_first == (*side == Side::Left);
        let from_outside = if outer_first { *nth } else { all - 1 - *nth };
        *nth += 1;
        let strength = match (all, from_outside) {
            (1, _) => 2,
            (2, 0) => 3,
            (_, at) => 3_i32.saturating_sub(i32::try_from(if all == 2 { 2 } else { at }).unwrap_or(2)).max(1),
        };
        found.push((option.value.clone(), sign * strength));
    }
    Some(found)
}

/// A control's name without what stands for its response.
fn without(name: &str, token: &str) -> String {
    let lower = name.to_lowercase();
    let token = token.to_lowercase();
    let trimmed = lower.strip_suffix(&token).or_else(|| lower.strip_prefix(&token)).unwrap_or(&lower);
    trimmed.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The heading that its controls share, or a name of theirs as words.
fn title(asked: &Asked, seats: &[Seat]) -> String {
    let words = |text: &str| text.split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>();
    let headings: Vec<Vec<String>> = asked.places.iter().map(|(_, control)| words(&control.heading)).collect();
    let mut shared = headings.first().cloned().unwrap_or_default();
    for other in &headings {
        let same = shared.iter().zip(other).take_while(|(one, other)| one == other).count();
        shared.truncate(same);
    }
    while headings.len() > 1
        && shared.last().is_some_and(|word| matches!(word.as_str(), "of" | "for" | "in" | "–" | "-"))
    {
        shared.pop();
    }
    let mut title = shared.join(" ");
    if title.is_empty() {
        let (at, name) = asked.places.first().map_or((0, ""), |(at, control)| (*at, control.name.as_str()));
        let token = seats.get(at).map_or("", |seat| seat.token.as_str());
        let bare = if asked.places.len() > 1 { without(name, token) } else { name.to_owned() };
        title = bare.replace(['_', '-'], " ");
        let first = title.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        title = first + title.get(title.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    if let AskedKind::Among(option) = &asked.kind {
        title = format!("{title}: {}", option.name);
    }
    title
}
