//! Undo and redo of everything, with runs of typing as one step.

use super::{Action, Draft};

/// How long a pause in typing may be before a new step begins, in milliseconds.
const PAUSE_MS: f64 = 1_000.0;

/// One step of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// What was done.
    pub forward: Action,
    /// What undoes it.
    pub backward: Action,
    /// What was typed into: strokes of one run that follow each other closely are one step.
    pub run: Option<String>,
    /// When, in milliseconds.
    pub at: f64,
}

/// What was done and what was undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Stroke>,
    undone: Vec<Stroke>,
}

impl History {
    /// Does an action and remembers it; what cannot be taken back is no step, and parts what is typed before and after.
    pub fn act(&mut self, draft: &mut Draft, action: Action, run: Option<String>, at: f64) {
        if matches!(action, Action::Lock(_)) {
            self.pause();
            draft.apply(action);
            return;
        }
        let forward = action.clone();
        let backward = draft.apply(action);
        self.undone.clear();
        let joins = |last: &&mut Stroke| run.is_some() && last.run == run && at - last.at <= PAUSE_MS;
        match self.done.last_mut().filter(joins) {
            Some(last) => {
                last.at = at;
                push(&mut last.forward, forward);
                let earlier = std::mem::replace(&mut last.backward, Action::All(Vec::new()));
                last.backward = backward;
                push(&mut last.backward, earlier);
            }
            None => self.done.push(Stroke { forward, backward, run, at }),
        }
    }

    /// Takes the last step back and answers with what was done to the draft.
    pub fn undo(&mut self, draft: &mut Draft) -> Option<Action> {
        let mut stroke = self.done.pop()?;
        stroke.run = None;
        self.pause();
        let action = stroke.backward.clone();
        draft.apply(action.clone());
        self.undone.push(stroke);
        Some(action)
    }

    /// Does the last undone step again and answers with it.
    pub fn redo(&mut self, draft: &mut Draft) -> Option<Action> {
        let stroke = self.undone.pop()?;
        let action = stroke.forward.clone();
        draft.apply(action.clone());
        self.done.push(stroke);
        Some(action)
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is something to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Ends the run at hand: what comes next is a step of its own.
    pub fn pause(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.run = None;
        }
    }
}

fn push(action: &mut Action, next: Action) {
    let mut list = match std::mem::replace(action, Action::All(Vec::new())) {
        Action::All(list) => list,
        single => vec![single],
    };
    match next {
        Action::All(more) => list.extend(more),
        single => list.push(single),
    }
    *action = Action::All(list);
}
