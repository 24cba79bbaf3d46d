//! The fields of a criterion: what is typed or chosen there becomes one action.

use crate::annotation::Action;
use crate::app::update::act;
use crate::app::{Effect, Model, question};
use crate::json::{Doc, Map};
use crate::task::{Criterion, Demand, Level, Scale, Tolerance};

/// A field of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Its line.
    Title,
    /// Its words.
    Text,
    /// What meeting it earns.
    Points,
    /// The platform's weight class.
    Class,
    /// The kind of scale.
    Scale,
    /// The number to reach.
    Target,
    /// How far off it may be.
    Tolerance,
    /// Whether that is a share of the number.
    Relative,
    /// The unit of the number.
    Unit,
    /// A level's value.
    LevelValue,
    /// A level's name.
    LevelName,
    /// What a level takes.
    LevelText,
    /// The user turn it is about.
    Turn,
    /// Whether a judgement needs a reason.
    Rationale,
}

/// A level with a value and no words yet.
pub(super) fn level(value: f64) -> Level {
    Level { value, name: String::new(), description: String::new(), share: None, extra: Map::new() }
}

pub(super) fn change(
    model: &mut Model,
    id: &str,
    run: Option<String>,
    edit: impl FnOnce(&mut Criterion),
) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let criteria = desk.draft.criteria();
    let Some(at) = criteria.iter().position(|one| one.id == id) else { return Vec::new() };
    let Some(old) = criteria.get(at) else { return Vec::new() };
    let mut new = old.clone();
    edit(&mut new);
    if new == *old {
        return Vec::new();
    }
    act(model, Action::Criterion { id: id.to_owned(), at, put: Some(Box::new(new)) }, run)
}

/// Changes one level of an ordinal scale, named by its criterion's id and, behind a space, its number.
pub(super) fn with_level(
    model: &mut Model,
    place: &str,
    run: Option<String>,
    edit: impl FnOnce(&mut Vec<Level>, usize),
) -> Vec<Effect> {
    let Some((id, at)) = place.rsplit_once(' ') else { return Vec::new() };
    let Ok(at) = at.parse::<usize>() else { return Vec::new() };
    change(model, id, run, |one| {
        if let Scale::Ordinal(levels) = &mut one.scale
            && at < levels.len()
        {
            edit(levels, at);
        }
    })
}

pub(super) fn typed(model: &mut Model, id: &str, slot: Slot, text: &str) -> Vec<Effect> {
    let run = Some(format!("{slot:?} {id}"));
    let some = || Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    if let Some(desk) = model.desk_mut() {
        desk.writing.typed = slot.is_number().then(|| (slot, id.to_owned(), text.to_owned()));
    }
    let number = question::number(text);
    match slot {
        Slot::Title => change(model, id, run, |one| one.title = text.to_owned()),
        Slot::Text => change(model, id, run, |one| one.text = text.to_owned()),
        Slot::Points => change(model, id, run, |one| one.points = number.unwrap_or(one.points)),
        Slot::Class => change(model, id, run, |one| one.class = some()),
        Slot::Turn => change(model, id, None, |one| one.turn = some()),
        Slot::Rationale => change(model, id, None, |one| {
            one.rationale = Demand::read(text.into()).unwrap_or(Demand::Optional);
        }),
        Slot::Scale => change(model, id, None, |one| one.scale = scale(text, &one.scale)),
        Slot::Target => of_number(model, id, run, |target, _, _| {
            *target = number.map_or_else(|| text.to_owned(), |number| crate::json::print(&number));
        }),
        Slot::Unit => of_number(model, id, run, |_, _, unit| *unit = some()),
        Slot::Tolerance => of_number(model, id, run, |_, tolerance, _| {
            let Some(number) = number.filter(|number| *number >= 0.0) else { return };
            *tolerance = match tolerance {
                Tolerance::Relative(_) => Tolerance::Relative(number / 100.0),
                Tolerance::Absolute(_) => Tolerance::Absolute(number),
            };
        }),
        Slot::Relative => of_number(model, id, None, |_, tolerance, _| {
            *tolerance = match (*tolerance, text == "relative") {
                (Tolerance::Absolute(number), true) => Tolerance::Relative(number / 100.0),
                (Tolerance::Relative(number), false) => Tolerance::Absolute(number * 100.0),
                (same, _) => same,
            };
        }),
        Slot::LevelValue => with_level(model, id, run, |levels, at| {
            if let (Some(level), Some(number)) = (levels.get_mut(at), number) {
                level.value = number;
            }
        }),
        Slot::LevelName => with_level(model, id, run, |levels, at| {
            if let Some(level) = levels.get_mut(at) {
                text.clone_into(&mut level.name);
            }
        }),
        Slot::LevelText => with_level(model, id, run, |levels, at| {
            if let Some(level) = levels.get_mut(at) {
                text.clone_into(&mut level.description);
            }
        }),
    }
}

impl Slot {
    /// Whether what is typed is read as a number, and shown as it is typed until the field is left.
    const fn is_number(self) -> bool {
        matches!(self, Self::Points | Self::Target | Self::Tolerance | Self::LevelValue)
    }
}

/// Changes a numeric scale: its number, how far off it may be, its unit.
fn of_number(
    model: &mut Model,
    id: &str,
    run: Option<String>,
    edit: impl FnOnce(&mut String, &mut Tolerance, &mut Option<String>),
) -> Vec<Effect> {
    change(model, id, run, |one| {
        if let Scale::Numeric { target, tolerance, unit } = &mut one.scale {
            edit(target, tolerance, unit);
        }
    })
}

/// A scale of another kind; the same where it is that already.
fn scale(kind: &str, old: &Scale) -> Scale {
    match (kind, old) {
        ("ordinal", Scale::Ordinal(_)) | ("numeric", Scale::Numeric { .. }) => old.clone(),
        ("ordinal", _) => Scale::Ordinal(vec![level(0.0), level(1.0)]),
        ("numeric", _) => Scale::Numeric { target: String::new(), tolerance: Tolerance::Relative(0.01), unit: None },
        _ => Scale::Binary,
    }
}
