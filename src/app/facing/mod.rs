//! Two texts that face each other, to be compared: which they are, which of them is worked on, what is shown of them.
//!
//! The response that the desk shows is always one of the two: it is worked on there as it is when it is read alone. The other
//! side is read, and becomes the one that is worked on where the expert turns to it; the reference answer never does.

mod found;

pub use found::Found;

use super::look;
use super::update::keep_head;
use super::{Caret, Command, Desk, Effect, Mode, Model, Target, View, question, word};
use crate::json::{Value, object};
use std::rc::Rc;

/// Which text stands on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// A response, by its index.
    Response(usize),
    /// The reference answer.
    Reference,
}

/// Two texts that face each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The text on the left, or above, and the one that faces it. **Invariant:** they differ, and one is the response that is
    /// shown.
    pub texts: [Text; 2],
    /// The side that stays while responses are changed.
    pub pinned: Option<usize>,
    /// Whether both are scrolled together.
    pub tied: bool,
    /// Whether it is shown what one has and the other has not.
    pub differs: bool,
    /// The pair of sentences that is pointed at.
    pub pointed: Option<usize>,
    /// What stands for what.
    pub found: Rc<Found>,
}

/// What is done with two texts that face each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facing {
    /// Two texts are wanted side by side, or one again.
    Toggled,
    /// Another text was chosen for a side.
    Chosen(usize, Text),
    /// The expert turned to a side.
    Turned(usize),
    /// The expert goes to the other side, to what stands for the sentence at hand.
    Crossed,
    /// A side is to stay while responses are changed, or need not any more.
    Pinned(usize),
    /// The differences are shown, or are not.
    Differing,
    /// Both are scrolled together, or each by itself.
    Tied,
    /// A pair of sentences is pointed at, or none.
    Pointed(Option<usize>),
}

impl Spread {
    /// The side of the response that is shown.
    #[must_use]
    pub fn active(&self, view: &View) -> usize {
        usize::from(self.texts.first() != Some(&Text::Response(view.response)))
    }

    /// The pair of sentences that has the attention: what is pointed at, else what the caret stands in.
    #[must_use]
    pub fn at_hand(&self, view: &View) -> Option<usize> {
        let by_caret = || self.found.pair_at(self.active(view), view.caret.head);
        let placed = view.caret_shown || view.caret.head > 0;
        self.pointed.or_else(|| if placed { by_caret() } else { None })
    }
}

/// The field of the journal's place that says which texts face each other.
pub(super) const KEPT: &str = "facing";

/// Two texts that face each other, as the journal keeps them: a response by its index, the reference as null.
pub(super) fn kept(spread: &Spread) -> Value {
    let text = |text: &Text| match text {
        Text::Response(at) => (*at).into(),
        Text::Reference => Value::Null,
    };
    object([
        ("texts", spread.texts.iter().map(text).collect::<Vec<Value>>().into()),
        ("pinned", spread.pinned.into()),
        ("tied", spread.tied.into()),
        ("differs", spread.differs.into()),
    ])
}

/// Puts the texts side by side that were, where they are still there and one of them is shown.
#[inline(never)]
pub(super) fn again(desk: &mut Desk) {
    let Some(kept) = desk.record.place.as_ref().and_then(|place| place.get(KEPT)).cloned() else { return };
    let index = |value: &Value| value.as_u64().and_then(|at| usize::try_from(at).ok());
    let text = |value: &Value| index(value).map_or(Text::Reference, Text::Response);
    let said = |name: &str| kept.get(name).and_then(Value::as_bool).unwrap_or(true);
    let Some([left, right]) = kept.get("texts").and_then(Value::as_array).map(Vec::as_slice) else { return };
    let sides = [text(left), text(right)];
    let there = texts(desk);
    let fits = sides[0] != sides[1]
        && sides.iter().all(|side| there.contains(side))
        && sides.contains(&Text::Response(desk.view.response));
    if !fits || desk.view.mode != Mode::Read {
        return;
    }
    let pinned = kept.get("pinned").and_then(index).filter(|side| *side < sides.len());
    let found = Rc::new(Found::default());
    let (tied, differs) = (said("tied"), said("differs"));
    desk.view.spread = Some(Spread { texts: sides, pinned, tied, differs, pointed: None, found });
    lay(desk);
}

/// The texts that can be put side by side.
#[must_use]
pub fn texts(desk: &Desk) -> Vec<Text> {
    let responses = (0..desk.task.responses.len()).map(Text::Response);
    let reference = desk.task.reference.as_ref().filter(|reference| !reference.text.trim().is_empty());
    responses.chain(reference.map(|_| Text::Reference)).collect()
}

/// Whether there are two texts to be put side by side.
#[must_use]
pub fn can_face(desk: &Desk) -> bool {
    let reference = desk.task.reference.as_ref().is_some_and(|reference| !reference.text.trim().is_empty());
    desk.task.responses.len() + usize::from(reference) > 1 && !desk.task.responses.is_empty()
}

/// A text as it is written.
#[must_use]
pub fn source(desk: &Desk, text: Text) -> &str {
    match text {
        Text::Response(at) => desk.pages.responses.get(at).map_or("", |page| &page.original),
        Text::Reference => desk.task.reference.as_ref().map_or("", |reference| &reference.text),
    }
}

/// The length of the longer one, in bytes: so far they are painted.
#[must_use]
#[inline(never)]
pub fn length(desk: &Desk, spread: &Spread) -> usize {
    spread.texts.iter().map(|text| source(desk, *text).len()).max().unwrap_or(0)
}

/// What a command means while two texts face each other.
#[must_use]
pub fn heard(desk: &Desk, command: Command) -> Option<Facing> {
    if command == Command::Facing {
        return Some(Facing::Toggled);
    }
    let spread = desk.view.spread.as_ref()?;
    Some(match command {
        Command::Across => Facing::Crossed,
        Command::Pin => Facing::Pinned(spread.active(&desk.view)),
        Command::Differences => Facing::Differing,
        Command::Tie => Facing::Tied,
        _ => return None,
    })
}

#[inline(never)]
pub(super) fn update(model: &mut Model, msg: Facing) -> Vec<Effect> {
    let mut effects = done(model, msg);
    if !matches!(msg, Facing::Pointed(_)) {
        effects.extend(keep_head(model));
    }
    effects
}

fn done(model: &mut Model, msg: Facing) -> Vec<Effect> {
    match msg {
        Facing::Toggled => return toggled(model),
        Facing::Chosen(side, text) => return chosen(model, side, text),
        Facing::Turned(side) => return turned(model, side),
        Facing::Crossed => return crossed(model),
        _ => {}
    }
    let lang = model.lang();
    let Some(spread) = model.desk_mut().and_then(|desk| desk.view.spread.as_mut()) else { return Vec::new() };
    let said = match msg {
        Facing::Pinned(side) => {
            spread.pinned = Some(side).filter(|side| spread.pinned != Some(*side));
            if spread.pinned.is_some() { word::PINNED } else { word::UNPINNED }
        }
        Facing::Differing => {
            spread.differs = !spread.differs;
            if spread.differs { word::DIFFERENCES_SHOWN } else { word::DIFFERENCES_HIDDEN }
        }
        Facing::Tied => {
            spread.tied = !spread.tied;
            if spread.tied { word::TIED } else { word::UNTIED }
        }
        Facing::Pointed(pair) => {
            spread.pointed = pair;
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    model.said = said.get(lang).to_owned();
    Vec::new()
}

fn toggled(model: &mut Model) -> Vec<Effect> {
    if model.desk().is_some_and(|desk| desk.view.spread.is_some()) {
        return closed(model);
    }
    if question::in_page(model) || !model.desk().is_some_and(can_face) {
        return Vec::new();
    }
    let mut effects = look::mode(model, Mode::Read);
    let lang = model.lang();
    let Some(desk) = model.desk_mut() else { return effects };
    desk.read_all();
    let here = Text::Response(desk.view.response);
    let others = texts(desk);
    // The next response, else the reference, else the response before.
    let next = Some(Text::Response(desk.view.response + 1)).filter(|next| others.contains(next));
    let reference = || others.iter().rev().find(|text| **text != here).copied();
    let Some(other) = next.or_else(reference) else { return effects };
    // What is asked about a reference is asked of each response: it stays. Earlier letters stand on the left.
    let (texts, pinned) = match (here, other) {
        (_, Text::Reference) => ([other, here], Some(0)),
        (Text::Response(one), Text::Response(two)) if two < one => ([other, here], None),
        _ => ([here, other], None),
    };
    let found = Rc::new(Found::of(source(desk, texts[0]), source(desk, texts[1])));
    desk.view.spread = Some(Spread { texts, pinned, tied: true, differs: true, pointed: None, found });
    desk.view.pane = 1;
    model.said = word::FACING.get(lang).to_owned();
    effects.push(Effect::Focus(Target::article()));
    effects.extend(seen(model));
    effects
}

/// One text again, the one that was worked on, with the same place in sight.
pub(super) fn closed(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    desk.view.spread = None;
    let mut effects = vec![Effect::Focus(Target::article())];
    effects.extend(seen(model));
    effects.extend(keep_head(model));
    effects
}

/// Brings the caret into sight, where there is one.
fn seen(model: &mut Model) -> Option<Effect> {
    let desk = model.desk_mut().filter(|desk| desk.view.caret.head > 0)?;
    desk.view.caret_shown = true;
    Some(Effect::Reveal(Target("caret".into())))
}

/// Puts another text on a side; the one that it takes from the other side gives its own.
fn chosen(model: &mut Model, side: usize, text: Text) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let is_there = texts(desk).contains(&text);
    let Some(spread) = desk.view.spread.as_mut().filter(|_| is_there) else { return Vec::new() };
    let before = spread.texts;
    let (Some(own), Some(other)) = (before.get(side).copied(), before.get(1 - side.min(1)).copied()) else {
        return Vec::new();
    };
    let faces = if other == text { own } else { other };
    spread.texts = if side == 0 { [text, faces] } else { [faces, text] };
    lay(desk);
    // What was chosen is worked on; of a reference what faces it.
    match (text, faces) {
        (Text::Response(at), _) | (Text::Reference, Text::Response(at)) => look::response(model, at),
        (Text::Reference, Text::Reference) => Vec::new(),
    }
}

/// Finds anew what stands for what.
fn lay(desk: &mut Desk) {
    desk.read_all();
    let Some(texts) = desk.view.spread.as_ref().map(|spread| spread.texts) else { return };
    let found = Rc::new(Found::of(source(desk, texts[0]), source(desk, texts[1])));
    if let Some(spread) = &mut desk.view.spread {
        (spread.found, spread.pointed) = (found, None);
    }
}

/// The response that is shown became another one: it is put where nothing is pinned, or is turned to where it stands.
#[inline(never)]
pub(super) fn follow(desk: &mut Desk, before: usize) {
    let shown = Text::Response(desk.view.response);
    let Some(spread) = &mut desk.view.spread else { return };
    if spread.texts.contains(&shown) {
        return;
    }
    let was = usize::from(spread.texts.first() != Some(&Text::Response(before)));
    let side = spread.pinned.map_or(was, |pinned| 1 - pinned.min(1));
    if let Some(text) = spread.texts.get_mut(side) {
        *text = shown;
    }
    lay(desk);
}

/// The response of a side is the one that is shown; nothing is painted anew.
fn turned(model: &mut Model, side: usize) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let text = desk.view.spread.as_ref().and_then(|spread| spread.texts.get(side));
    let Some(Text::Response(at)) = text.copied() else { return Vec::new() };
    let painted = desk.view.painted;
    let effects = look::response(model, at);
    if let Some(desk) = model.desk_mut() {
        desk.view.painted = desk.view.painted.max(painted);
    }
    effects
}

/// The caret goes to the next difference of the side that is worked on, or to the one before.
#[inline(never)]
pub(super) fn stepped(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(desk) = model.desk_mut() else { return Vec::new() };
    let Some(spread) = &desk.view.spread else { return Vec::new() };
    let (side, head) = (spread.active(&desk.view), desk.view.caret.head);
    let of_side = [&spread.found.words, &spread.found.alone].into_iter().filter_map(|sides| sides.get(side)).flatten();
    let starts = of_side.map(|span| span.start);
    let to = if by > 0 { starts.filter(|at| *at > head).min() } else { starts.filter(|at| *at < head).max() };
    let Some(at) = to else { return Vec::new() };
    desk.view.caret = Caret { anchor: at, head: at };
    desk.view.caret_shown = true;
    let text = spread.texts.get(side).map_or("", |text| source(desk, *text));
    let sentence = spread.found.alignment.sentence_at(side, at + 1);
    let sentence = sentence.and_then(|at| spread.found.alignment.sentences.get(side)?.get(at).copied());
    model.said = sentence.map_or("", |sentence| sentence.slice(text)).to_owned();
    vec![Effect::Reveal(Target("caret".into()))]
}

/// To the other side: where it can be worked on the caret goes to what stands for the sentence at hand.
fn crossed(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = model.desk() else { return Vec::new() };
    let Some(spread) = &desk.view.spread else { return Vec::new() };
    let (from, found) = (spread.active(&desk.view), Rc::clone(&spread.found));
    let to = 1 - from.min(1);
    if spread.texts.get(to) == Some(&Text::Reference) {
        return vec![Effect::Focus(Target("facing".into()))];
    }
    let at = found.across(from, desk.view.caret.head);
    let mut effects = turned(model, to);
    effects.push(Effect::Focus(Target::article()));
    if let Some(desk) = model.desk_mut() {
        desk.view.caret = Caret { anchor: at, head: at };
        desk.view.caret_shown = true;
    }
    effects.push(Effect::Reveal(Target("caret".into())));
    effects
}
