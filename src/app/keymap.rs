//! Keys: commands, their built-in keys, and the expert's own. No single letter is a command while someone types.

mod chord;
mod own;

pub use own::Bindings;

use super::{Desk, Dialog, Focus, Mode, Model, facing, question};
use crate::json::words;
use crate::task::Part;
use crate::text::Step;

words! {
    /// What a key or a button can order. The words name commands in the settings.
    pub enum Command {
        /// The map of keys.
        Help = "help",
        /// Take the last step back.
        Undo = "undo",
        /// Do it again.
        Redo = "redo",
        /// Submit.
        Submit = "submit",
        /// Another task, please.
        Skip = "skip",
        /// Ways out.
        Exit = "exit",
        /// Send the draft now.
        Save = "save",
        /// The work in a format of another house.
        Export = "export",
        /// Leave the field, close what is open, forget the selection.
        Escape = "escape",
        /// Go to the next thing that is missing.
        NextMissing = "next-missing",
        /// Go to the next card.
        NextCard = "next-card",
        /// Go to the card before.
        PreviousCard = "previous-card",
        /// The first choice of the card with the focus, and so on.
        Choose1 = "choose-1",
        /// The second.
        Choose2 = "choose-2",
        /// The third.
        Choose3 = "choose-3",
        /// The fourth.
        Choose4 = "choose-4",
        /// The fifth.
        Choose5 = "choose-5",
        /// The sixth.
        Choose6 = "choose-6",
        /// The seventh.
        Choose7 = "choose-7",
        /// The eighth.
        Choose8 = "choose-8",
        /// The ninth.
        Choose9 = "choose-9",
        /// Write in the card with the focus.
        Write = "write",
        /// Remove the issue or claim, or take the edit back, that has the focus.
        Remove = "remove",
        /// Read.
        Read = "read",
        /// Correct.
        Correct = "correct",
        /// The source text.
        Source = "source",
        /// The next response.
        NextResponse = "next-response",
        /// The response before.
        PreviousResponse = "previous-response",
        /// The next change.
        NextChange = "next-change",
        /// The change before.
        PreviousChange = "previous-change",
        /// Keep the change that has the focus: it was looked at.
        Keep = "keep",
        /// The review.
        Review = "review",
        /// The rubric.
        Rubric = "rubric",
        /// The issues.
        Issues = "issues",
        /// The steps, or the claims.
        Steps = "steps",
        /// The graph of the steps, or their list.
        Graph = "graph",
        /// Split the step, the claim or the change at the caret; a claim of what is selected.
        Split = "split",
        /// Merge the step, the claim or the change with the next one.
        Merge = "merge",
        /// The changes.
        Changes = "changes",
        /// The comparison.
        Compare = "compare",
        /// Find a quote.
        Find = "find",
        /// Mark what is selected.
        Mark = "mark",
        /// What is selected is evidence for the criterion that has the attention.
        Rest = "rest",
        /// Mark the response as a whole.
        MarkWhole = "mark-whole",
        /// Take the end of the mark that has the attention, then its start: the caret's keys move it.
        Ends = "ends",
        /// To the text that is read.
        ToText = "to-text",
        /// The task pane.
        Task = "task",
        /// All of the work, or only what is to be decided.
        Whole = "whole",
        /// Write prompt, rubric and golden answer.
        Author = "author",
        /// A new criterion.
        AddCriterion = "add-criterion",
        /// The criterion that has the focus once more.
        Duplicate = "duplicate",
        /// The criterion that has the focus one place up.
        MoveUp = "move-up",
        /// The criterion that has the focus one place down.
        MoveDown = "move-down",
        /// The next finding of the linter.
        NextFinding = "next-finding",
        /// Cure the finding at hand.
        Cure = "cure",
        /// Let the finding at hand stand, with a reason.
        LetStand = "let-stand",
        /// Two texts side by side, or one again.
        Facing = "facing",
        /// To the text on the other side.
        Across = "across",
        /// Have this side stay while responses are changed.
        Pin = "pin",
        /// Show what differs, or do not.
        Differences = "differences",
        /// Scroll both sides together, or each by itself.
        Tie = "tie",
        /// The caret a word on.
        WordNext = "word-next",
        /// The caret a word back.
        WordPrevious = "word-previous",
        /// The selection a word on.
        ExtendWordNext = "extend-word-next",
        /// The selection a word back.
        ExtendWordPrevious = "extend-word-previous",
        /// The caret a letter on.
        LetterNext = "letter-next",
        /// The caret a letter back.
        LetterPrevious = "letter-previous",
        /// The selection a letter on.
        ExtendLetterNext = "extend-letter-next",
        /// The selection a letter back.
        ExtendLetterPrevious = "extend-letter-previous",
        /// The caret a sentence on.
        SentenceNext = "sentence-next",
        /// The caret a sentence back.
        SentencePrevious = "sentence-previous",
        /// The selection a sentence on.
        ExtendSentenceNext = "extend-sentence-next",
        /// The selection a sentence back.
        ExtendSentencePrevious = "extend-sentence-previous",
        /// The caret a block on.
        BlockNext = "block-next",
        /// The caret a block back.
        BlockPrevious = "block-previous",
        /// The selection a block on.
        ExtendBlockNext = "extend-block-next",
        /// The selection a block back.
        ExtendBlockPrevious = "extend-block-previous",
    }
}

/// Keys pressed together, as text: `Ctrl+Shift+z`, `?`, `Alt+n`. `Ctrl` is the Command key on a Mac.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chord(pub String);

/// Where the focus is when a key is pressed: it decides which commands are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// In a text field.
    Typing,
    /// In the article that is read.
    Reading,
    /// On a button, link or other control.
    Control,
    /// Anywhere else.
    Elsewhere,
}

/// The built-in keys. `Ctrl+z` is Command on a Mac.
pub const BUILT_IN: &[(Command, &[&str])] = &[
    (Command::Help, &["?"]),
    (Command::NextMissing, &["n", "Alt+n"]),
    (Command::NextCard, &["j"]),
    (Command::PreviousCard, &["k"]),
    (Command::Choose1, &["1"]),
    (Command::Choose2, &["2"]),
    (Command::Choose3, &["3"]),
    (Command::Choose4, &["4"]),
    (Command::Choose5, &["5"]),
    (Command::Choose6, &["6"]),
    (Command::Choose7, &["7"]),
    (Command::Choose8, &["8"]),
    (Command::Choose9, &["9"]),
    (Command::Write, &["w"]),
    (Command::Remove, &["Delete", "Backspace", "Alt+r"]),
    (Command::Keep, &["y", "Alt+y"]),
    (Command::Read, &["r", "Alt+1"]),
    (Command::Correct, &["c", "Alt+2"]),
    (Command::Source, &["s", "Alt+3"]),
    (Command::NextResponse, &["]"]),
    (Command::PreviousResponse, &["["]),
    (Command::NextChange, &["Alt+ArrowDown"]),
    (Command::PreviousChange, &["Alt+ArrowUp"]),
    (Command::Review, &["p"]),
    (Command::Rubric, &["g"]),
    (Command::Issues, &["i"]),
    (Command::Steps, &["e"]),
    (Command::Graph, &[",", "Alt+e"]),
    (Command::Split, &["x", "Alt+p"]),
    (Command::Merge, &["u", "Alt+u"]),
    (Command::Changes, &["h"]),
    (Command::Compare, &["v"]),
    (Command::ToText, &["t", "Alt+t"]),
    (Command::Task, &["a"]),
    (Command::Whole, &[".", "Alt+w"]),
    (Command::Author, &["b", "Alt+4"]),
    (Command::AddCriterion, &["Alt+Enter"]),
    (Command::Duplicate, &["d", "Alt+k"]),
    (Command::MoveUp, &["Alt+ArrowUp"]),
    (Command::MoveDown, &["Alt+ArrowDown"]),
    (Command::NextFinding, &["l", "Alt+l"]),
    (Command::Cure, &["q", "Alt+q"]),
    (Command::LetStand, &["z", "Alt+g"]),
    (Command::Facing, &["0", "Alt+0"]),
    (Command::Across, &["Shift+t"]),
    (Command::Pin, &["Shift+p"]),
    (Command::Differences, &["Shift+h"]),
    (Command::Tie, &["Shift+s"]),
    (Command::Find, &["f"]),
    (Command::Mark, &["m", "Enter"]),
    (Command::Rest, &["Shift+e"]),
    (Command::MarkWhole, &["o"]),
    (Command::Ends, &["-", "Alt+m"]),
    (Command::WordNext, &["ArrowRight"]),
    (Command::WordPrevious, &["ArrowLeft"]),
    (Command::ExtendWordNext, &["Shift+ArrowRight"]),
    (Command::ExtendWordPrevious, &["Shift+ArrowLeft"]),
    (Command::LetterNext, &["Alt+ArrowRight"]),
    (Command::LetterPrevious, &["Alt+ArrowLeft"]),
    (Command::ExtendLetterNext, &["Alt+Shift+ArrowRight"]),
    (Command::ExtendLetterPrevious, &["Alt+Shift+ArrowLeft"]),
    (Command::SentenceNext, &["Ctrl+ArrowRight"]),
    (Command::SentencePrevious, &["Ctrl+ArrowLeft"]),
    (Command::ExtendSentenceNext, &["Ctrl+Shift+ArrowRight"]),
    (Command::ExtendSentencePrevious, &["Ctrl+Shift+ArrowLeft"]),
    (Command::BlockNext, &["ArrowDown"]),
    (Command::BlockPrevious, &["ArrowUp"]),
    (Command::ExtendBlockNext, &["Shift+ArrowDown"]),
    (Command::ExtendBlockPrevious, &["Shift+ArrowUp"]),
    (Command::Escape, &["Escape"]),
    (Command::Save, &["Ctrl+s"]),
    (Command::Export, &["Alt+o"]),
    (Command::Undo, &["Ctrl+z"]),
    (Command::Redo, &["Ctrl+Shift+z", "Ctrl+y"]),
    (Command::Submit, &["Ctrl+Enter"]),
    (Command::Skip, &["Alt+s"]),
    (Command::Exit, &["Alt+x"]),
];

/// The keys of a command: the expert's, or the built-in ones.
#[must_use]
pub fn keys(bindings: &Bindings, command: Command) -> Vec<Chord> {
    if let Some((_, chords)) = bindings.0.iter().find(|(one, _)| *one == command) {
        return chords.clone();
    }
    let built_in = BUILT_IN.iter().find(|(one, _)| *one == command).map_or(&[][..], |(_, chords)| chords);
    built_in.iter().map(|chord| Chord((*chord).to_owned())).collect()
}

/// What a key does now: a message, or nothing, and then the key is the browser's.
#[must_use]
pub fn heard(model: &Model, chord: &Chord, context: Context) -> Option<super::Msg> {
    if let Some(Dialog::Rebind(name)) = &model.dialog {
        return rebind(model, name, chord);
    }
    if model.dialog.is_some() || (context == Context::Typing && !chord.is_for_typing()) {
        return None;
    }
    if let Some(msg) =
        model.desk().filter(|_| context == Context::Elsewhere).and_then(|desk| in_graph(model, desk, chord))
    {
        return Some(msg);
    }
    let begun = || question::number_begun(model.desk()?, &chord.0);
    if let Some(msg) = begun().filter(|_| context != Context::Typing) {
        return Some(msg);
    }
    let means = |one: &Command| keys(&model.settings.keys, *one).contains(chord) && one.is_heard(model, context);
    let command = Command::ALL.iter().copied().find(means)?;
    let left = command == Command::Escape && context == Context::Typing;
    let to_card = left && model.desk().and_then(super::look::card_at_hand).is_some();
    Some(if to_card { super::Msg::WordsLeft } else { super::Msg::Commanded(command) })
}

/// What a key means in the graph of steps, whose card has the focus.
#[inline(never)]
fn in_graph(model: &Model, desk: &Desk, chord: &Chord) -> Option<super::Msg> {
    let speak = |one: &&Command| keys(&model.settings.keys, **one).contains(chord);
    Command::ALL.iter().filter(speak).find_map(|command| super::work::graph::heard(desk, *command))
}

/// The digit's command, for a choice counted from 0.
#[must_use]
pub fn choice(index: usize) -> Option<Command> {
    Command::ALL.iter().copied().find(|command| command.chosen() == Some(index))
}

impl Command {
    /// Which choice a command takes, counted from 0.
    #[must_use]
    pub fn chosen(self) -> Option<usize> {
        let first = Self::Choose1 as usize;
        (first..=Self::Choose9 as usize).contains(&(self as usize)).then(|| self as usize - first)
    }

    /// Whether it moves the caret of the text that is read.
    #[must_use]
    pub fn moves_caret(self) -> bool {
        self as usize >= Self::WordNext as usize
    }

    /// How the caret moves: the step, whether back, whether the selection goes along.
    #[must_use]
    pub fn movement(self) -> Option<(Step, bool, bool)> {
        let at = (self as usize).checked_sub(Self::WordNext as usize)?;
        let step = match at / 4 {
            0 => Step::Word,
            1 => Step::Grapheme,
            2 => Step::Sentence,
            _ => Step::Block,
        };
        Some((step, at % 2 == 1, at % 4 >= 2))
    }

    fn is_heard(self, model: &Model, context: Context) -> bool {
        let Some(desk) = model.desk() else { return matches!(self, Self::Help) };
        let reading = context == Context::Reading && desk.view.mode != Mode::Correct;
        let written = desk.view.mode == Mode::Write && matches!(desk.view.focus, Focus::Criterion(_));
        match self {
            _ if self.moves_caret() => reading,
            Self::Mark if context == Context::Control => false,
            Self::Mark => !desk.view.caret.span().is_empty(),
            Self::Rest => question::takes_evidence(desk).is_some(),
            Self::Ends => question::open_mark(desk).is_some(),
            Self::Author => desk.writes(),
            Self::Whole => desk.again.is_some() || question::adjudication(desk).is_some(),
            Self::Graph => desk.task.asks(Part::Steps),
            Self::AddCriterion => desk.task.asks(Part::Rubric),
            Self::NextFinding | Self::Cure | Self::LetStand => {
                desk.task.asks(Part::Rubric) || question::doubt_at_hand(desk).is_some()
            }
            Self::Duplicate | Self::MoveUp | Self::MoveDown => written,
            Self::NextChange | Self::PreviousChange => !written,
            Self::Remove if written => context != Context::Control,
            Self::Remove => {
                let claim = matches!(&desk.view.focus, Focus::Step(id) if question::is_claim(desk, id));
                context != Context::Control && (claim || matches!(desk.view.focus, Focus::Issue(_) | Focus::Edit(_)))
            }
            Self::Facing => facing::can_face(desk),
            Self::Across | Self::Pin | Self::Differences | Self::Tie => facing::heard(desk, self).is_some(),
            Self::Keep => matches!(desk.view.focus, Focus::Edit(_)),
            _ => true,
        }
    }
}

fn rebind(model: &Model, name: &str, chord: &Chord) -> Option<super::Msg> {
    if chord.0 == "Escape" {
        return Some(super::Msg::DialogChosen(Some(Dialog::Keys)));
    }
    if matches!(chord.0.as_str(), "Tab" | "Shift+Tab" | "Enter") {
        return None;
    }
    let command = Command::of(name)?;
    let mut settings = model.settings.clone();
    for other in Command::ALL {
        let mut chords = keys(&settings.keys, *other);
        if chords.contains(chord) {
            chords.retain(|one| one != chord);
            settings.keys.set(*other, chords);
        }
    }
    settings.keys.set(command, vec![chord.clone()]);
    Some(super::Msg::SettingsChanged(Box::new(settings)))
}
