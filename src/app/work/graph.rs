//! What uses what among the steps of the shown response: walked along by key, linked and unlinked.

use crate::annotation::{Cause, StepJudgement, Verdict};
use crate::app::look::{focus_card, focus_on};
use crate::app::update::update_now;
use crate::app::{Command, Desk, Effect, Focus, Model, Msg, Side, Target, question, word};

/// What is done in the graph of steps.
#[derive(Clone, Debug, PartialEq)]
pub enum Graphing {
    /// The graph was opened, or the list again.
    Toggled,
    /// To another step.
    Moved(Way),
    /// A link is begun or ended at the step that has the attention.
    LinkWanted,
    /// A step was chosen: to be looked at, or as the other end of a link.
    Chosen(String),
    /// The link that was begun is not wanted.
    LinkDropped,
    /// Another text for a step was judged; the same again takes it back.
    AlternativeJudged(String, String, Verdict),
}

/// A way through the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The step behind.
    Next,
    /// The step before.
    Previous,
    /// The nearest step that it rests on.
    Used,
    /// The nearest step that rests on it.
    User,
}

/// A line of the graph, by the places of its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The step that is used.
    pub from: usize,
    /// The step that rests on it.
    pub to: usize,
    /// Whether the one that is used is incorrect.
    pub wrong: bool,
}

/// The lines among steps, in the order of their text; what is named and not there has none.
#[must_use]
pub fn edges(steps: &[&StepJudgement]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (to, step) in steps.iter().enumerate() {
        for used in &step.uses {
            if let Some(from) = steps.iter().position(|one| one.id == *used) {
                let wrong = steps.get(from).is_some_and(|one| one.verdict == Verdict::Incorrect);
                edges.push(Edge { from, to, wrong });
            }
        }
    }
    edges
}

/// Whether keys speak to the graph.
#[must_use]
pub fn is_open(desk: &Desk) -> bool {
    desk.view.graph && desk.view.side == Side::Steps
}

/// What a command means in the graph, where the focus is on a step's card.
#[must_use]
pub fn heard(desk: &Desk, command: Command) -> Option<Msg> {
    if !is_open(desk) || !desk.view.on_card || !matches!(desk.view.focus, Focus::Step(_)) {
        return None;
    }
    let what = match command {
        Command::WordNext => Graphing::Moved(Way::User),
        Command::WordPrevious => Graphing::Moved(Way::Used),
        Command::BlockNext => Graphing::Moved(Way::Next),
        Command::BlockPrevious => Graphing::Moved(Way::Previous),
        Command::Mark => Graphing::LinkWanted,
        Command::Escape if desk.view.linking.is_some() => Graphing::LinkDropped,
        _ => return None,
    };
    Some(Msg::Graph(what))
}

#[inline(never)]
pub(in crate::app) fn update(model: &mut Model, msg: Graphing) -> Vec<Effect> {
    match msg {
        Graphing::Toggled => toggled(model),
        Graphing::Moved(way) => moved(model, way),
        Graphing::LinkWanted => link_wanted(model),
        Graphing::Chosen(id) => chosen(model, &id),
        Graphing::LinkDropped => {
            let from = model.desk_mut().and_then(|desk| desk.view.linking.take());
            from.map_or_else(Vec::new, |id| turn_to(model, &id))
        }
        Graphing::AlternativeJudged(step, other, verdict) => {
            super::steps::alternative_judged(model, &step, &other, verdict)
        }
    }
}

fn toggled(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    if !question::sides(desk).contains(&Side::Steps) {
        return Vec::new();
    }
    // From another side the graph is turned to.
    desk.view.graph = !is_open(desk);
    (desk.view.side, desk.view.pane, desk.view.linking) = (Side::Steps, 2, None);
    let graph = desk.view.graph;
    let at = match &desk.view.focus {
        Focus::Step(id) => Some(id.clone()),
        _ => question::steps(desk).first().map(|step| step.id.clone()),
    };
    model.said = (if graph { word::GRAPH_SHOWN } else { word::LIST_SHOWN }).get(lang).to_owned();
    at.map_or_else(Vec::new, |id| turn_to(model, &id))
}

fn turn_to(model: &mut Model, id: &str) -> Vec<Effect> {
    let focus = Focus::Step(id.to_owned());
    let mut effects = focus_on(model, &focus);
    effects.push(Effect::Reveal(Target::card("node", id)));
    effects.extend(focus_card(&focus));
    effects
}

fn moved(model: &mut Model, way: Way) -> Vec<Effect> {
    let lang = model.lang();
    let Some(desk) = model.desk() else { return Vec::new() };
    let Focus::Step(id) = &desk.view.focus else { return Vec::new() };
    let steps = question::steps(desk);
    let Some(here) = steps.iter().position(|step| step.id == *id) else { return Vec::new() };
    let edges = edges(&steps);
    let to = match way {
        Way::Next => Some(here + 1),
        Way::Previous => here.checked_sub(1),
        Way::Used => edges.iter().filter(|edge| edge.to == here).map(|edge| edge.from).max(),
        Way::User => edges.iter().filter(|edge| edge.from == here).map(|edge| edge.to).min(),
    };
    let found = to.and_then(|to| steps.get(to)).map(|step| step.id.clone());
    let Some(id) = found else {
        let none = match way {
            Way::Used => word::USES_NONE,
            Way::User => word::USED_BY_NONE,
            Way::Next | Way::Previous => return Vec::new(),
        };
        model.said = none.get(lang).to_owned();
        return Vec::new();
    };
    turn_to(model, &id)
}

fn link_wanted(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Focus::Step(id) = desk.view.focus.clone() else { return Vec::new() };
    if desk.view.linking.is_some() {
        return chosen(model, &id);
    }
    if !desk.may_edit() {
        return Vec::new();
    }
    desk.view.linking = Some(id);
    model.said = word::LINK_BEGUN.get(lang).to_owned();
    Vec::new()
}

/// A step that is chosen while a link is begun is its other end: the later one rests on the earlier one.
fn chosen(model: &mut Model, id: &str) -> Vec<Effect> {
    let lang = model.lang();
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let from = desk.view.linking.take().filter(|from| from != id);
    let Some(from) = from else { return turn_to(model, id) };
    let steps = question::steps(desk);
    let place = |id: &str| steps.iter().position(|step| step.id == id);
    let (Some(one), Some(other)) = (place(&from), place(id)) else { return Vec::new() };
    let (user, used) = if one > other { (&*from, id) } else { (id, &*from) };
    let (user, used) = (user.to_owned(), used.to_owned());
    let tied = steps.iter().any(|step| step.id == user && step.uses.contains(&used));
    let (first, second) = (one.max(other) + 1, one.min(other) + 1);
    let said = if tied { word::UNLINKED } else { word::LINKED }.with(lang, &format!("{first} → {second}"));
    let mut effects = update_now(model, Msg::UsesToggled(user, used));
    model.said = said;
    effects.extend(turn_to(model, &from));
    effects
}

/// What a step says of its error, as its node shows it.
#[must_use]
pub fn standing(step: &StepJudgement, questioned: bool) -> &'static str {
    match (step.verdict, step.cause) {
        _ if questioned => "?",
        (Verdict::Incorrect, Some(Cause::Inherited)) => "↳",
        (Verdict::Incorrect, _) => "✗",
        (Verdict::Correct, _) => "✓",
        (Verdict::Neutral, _) => "–",
        (Verdict::Unsure, _) => "~",
        (Verdict::Unjudged, _) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Doc;
    use serde_json::json;

    fn step(id: &str, uses: &[&str], verdict: &str) -> StepJudgement {
        StepJudgement::read(json!({"id": id, "uses": uses, "verdict": verdict})).expect("a step")
    }

    #[test]
    fn lines_lead_from_what_is_used_to_what_uses_it_and_say_where_that_is_wrong() {
        let all =
            [step("a", &[], "incorrect"), step("b", &["a", "gone"], "correct"), step("c", &["b", "a"], "unjudged")];
        let all: Vec<&StepJudgement> = all.iter().collect();
        let edge = |from, to, wrong| Edge { from, to, wrong };
        assert_eq!(edges(&all), [edge(0, 1, true), edge(1, 2, false), edge(0, 2, true)]);
    }
}
