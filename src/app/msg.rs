//! What can happen to the workbench, as past-tense facts.

use super::{
    Author, Claiming, Compared, Config, Dialog, Doubting, Facing, Focus, Formula, Graphing, Listed, Mode, Resting,
    Setting, Settings, Side,
};
use crate::annotation::cut::Grain;
use crate::annotation::{Cause, ExitKind, FindingVerdict, ReviewVerdict, Spot, Verdict};
use crate::app::keymap::Command;
use crate::app::tracked::{Keystroke, LineAt};
use crate::json::Value;
use crate::protocol::{Failure, Reply};
use crate::review::Choice;
use crate::task::{Criterion, ScoreState};
use crate::text::Span;
use std::ops::Range;

/// Names a question to the outside; a late answer to a question that no longer stands is dropped in one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// What is waited for. There is one of each; starting it again forgets the earlier wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// Ask for a task again.
    Claim,
    /// Send the draft.
    Save,
    /// Renew the lease.
    Renew,
    /// Submit again.
    Submit,
    /// Give the lease back again.
    Release,
    /// Count time.
    Clock,
    /// Let the oldest notice go.
    Notice,
    /// Paint more of a long text: at the next frame.
    Paint,
    /// Ask the linter.
    Lint,
    /// Look for what does not come out.
    Doubts,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The element stands in a page, with these attributes; again whenever one changes.
    Configured(Box<Config>),
    /// A task was asked for, this one or any.
    ClaimWanted(Option<String>),
    /// The backend answered a call.
    Answered(Ticket, Box<Result<Reply, Failure>>),
    /// A wait is over.
    Elapsed(Timer, Ticket),
    /// The journal of a task was opened; none where nothing is kept of it, or where the device keeps nothing.
    JournalOpened(Ticket, Option<super::model::Journal>),
    /// All of the workbench's code is there.
    WholeCame(Ticket),
    /// Everything up to this ticket is safe on the device.
    Kept(Ticket),
    /// The device does not keep what it should: storage is full, forbidden or away.
    NotKept(Ticket),
    /// The tab's right to edit a task is settled.
    LockSettled {
        /// The question.
        ticket: Ticket,
        /// Whether this tab may edit.
        mine: bool,
    },
    /// Another tab took the right to edit.
    LockLost,
    /// This tab shall edit, whoever else does.
    TakeOverWanted,
    /// The browser has a network, or has none.
    Connected(bool),
    /// The page is seen, or is not.
    Shown(bool),
    /// The page is about to go.
    PageLeft,
    /// Somebody is there.
    Stirred,
    /// Settings were read from the device.
    SettingsRead(Box<Settings>),
    /// Settings were changed by the expert.
    SettingsChanged(Box<Settings>),
    /// A command was given, by key or by button.
    Commanded(Command),
    /// The host page allowed or stopped a submission.
    SubmitSettled(bool),

    /// A response was chosen, by its index.
    ResponseChosen(usize),
    /// A way to see it was chosen.
    ModeChosen(Mode),
    /// A way to see changes was chosen.
    ComparedChosen(Compared),
    /// A side of the judge pane was chosen.
    SideChosen(Side),
    /// Something got the attention.
    Focused(Focus),
    /// A dialog was opened, or closed.
    DialogChosen(Option<Dialog>),
    /// The task pane, as a drawer, was opened or closed.
    DrawerToggled,
    /// The pane to show where there is room for one only.
    PaneChosen(u8),

    /// Text of the shown response was selected (bytes of the original); an empty span clears it.
    Selected(Span),
    /// The quote to find was typed.
    QuoteTyped(String),
    /// An issue about the selected text, or about the response as a whole, was asked for with this category.
    IssueWanted(Option<String>),
    /// An issue's category was chosen.
    CategoryChosen(String, String),
    /// An issue's severity was chosen.
    SeverityChosen(String, String),
    /// An issue's comment was typed.
    CommentTyped(String, String),
    /// The reason for leaving an issue without an edit was typed; none takes the leaving back.
    LeftTyped(String, Option<String>),
    /// An issue was removed.
    IssueRemoved(String),
    /// An end of an issue's mark was dragged to a byte of the original.
    EndMoved {
        /// The issue.
        id: String,
        /// Whether it is the start.
        start: bool,
        /// Where it is to be.
        at: usize,
    },

    /// A criterion was judged for the shown response; the same judgement again takes it back.
    Judged(String, ScoreState, Option<f64>),
    /// A digit was pressed on the card of a numeric criterion: its number begins with it.
    NumberBegun(String, String),
    /// A number was typed for a numeric criterion.
    NumberTyped(String, String),
    /// The rationale of a score was typed.
    RationaleTyped(String, String),
    /// What a judgement rests on was quoted, taken away or is to be seen.
    Rested(Resting),
    /// A score was given an issue or edit as evidence, or it was taken away.
    EvidenceToggled(String, String),

    /// The corrected text of the shown response was typed; the caret is in UTF-16 code units.
    Typed {
        /// The whole text.
        text: String,
        /// Where the caret stands after it.
        caret: Option<usize>,
    },
    /// A part of the corrected text of the shown response was typed over; all in UTF-16 code units of the text field's
    /// text, which knows line feeds only.
    TypedOver {
        /// What was there, in the text before; the caret stands behind what came.
        span: Span,
        /// What came.
        insert: String,
        /// The length of the text after it.
        length: usize,
    },
    /// The caret moved in the text field, or something was selected there; UTF-16 code units.
    CaretPlaced {
        /// Where the selection began.
        anchor: usize,
        /// Where the caret is.
        head: usize,
    },
    /// A place of the corrected text was pointed at where it is read with its changes.
    Pointed {
        /// The UTF-16 code units of the blocks before the one that was pointed at.
        before: usize,
        /// The bytes of what is read in that block before the place.
        within: usize,
        /// Whether the place is where something begins, and not where what is before it ends.
        begins: bool,
    },
    /// The words of a card were left: the card has the attention.
    WordsLeft,
    /// Something was typed, deleted, pasted or dropped in the tracked text.
    Struck {
        /// Where the selection begins, or the caret is.
        from: LineAt,
        /// Where the selection ends.
        to: LineAt,
        /// What was done.
        stroke: Keystroke,
    },
    /// The browser changed the tracked text by itself, as input methods do.
    Redrawn {
        /// The line that it changed; none where it may have been any.
        line: Option<u64>,
        /// What is seen of it now, with what was deleted before.
        text: String,
        /// Where the caret is in it, UTF-16 code units.
        column: Option<usize>,
    },
    /// The caret moved in the tracked text, or something was selected there.
    CaretIn {
        /// Where the selection begins.
        from: LineAt,
        /// Where it ends.
        to: LineAt,
    },
    /// The text field's composition by an input method began or ended.
    Composing(bool),
    /// An edit was taken back.
    EditReverted(String),
    /// An edit was looked at and stays.
    EditKept(String),
    /// An edit was cut in parts, at the caret where it stands in it.
    EditSplit(String),
    /// An edit was made one with the next.
    EditJoined(String),
    /// Which changes are listed was chosen.
    ListedChosen(Listed),
    /// All changes that are listed were taken back.
    ListedReverted,
    /// All changes that are listed were looked at and stay.
    ListedKept,
    /// A passage without a change was opened, by the change before.
    Unfolded(String),
    /// An edit was given a category.
    EditCategoryChosen(String, Option<String>),
    /// An edit was given a severity.
    EditSeverityChosen(String, Option<String>),
    /// The rationale of an edit was typed.
    EditRationaleTyped(String, String),
    /// An edit was tied to an issue or criterion, or untied.
    AnswerToggled(String, String),

    /// A step was judged; the same again takes it back.
    StepJudged(String, Verdict),
    /// Where the error of an incorrect step comes from; the same again takes it back.
    CauseChosen(String, Cause),
    /// The reason of a step's verdict was typed.
    StepReasonTyped(String, String),
    /// A step was said to rest on another, or no longer.
    UsesToggled(String, String),
    /// The step under the caret shall be split there.
    StepSplit,
    /// A step shall be merged with the one behind it.
    StepMerged(String),
    /// Something was done in the graph of steps.
    Graph(Graphing),
    /// Something was done with two texts that face each other.
    Facing(Facing),
    /// Something was done to a claim.
    Claim(Claiming),
    /// The shown response shall be cut anew; only while none of its steps is judged.
    Recut(Grain),

    /// A response was given a rank (1 is best), or its rank was taken away.
    Ranked(String, Option<u32>),
    /// A response is dragged over a rank; none where the drag ended, or is over none.
    RankDragged(Option<(String, u32)>),
    /// A dragged response was dropped on a rank: beside others it shares theirs.
    RankDropped(String, u32),
    /// A pair was compared: strength -3 to 3.
    PairJudged(String, String, i32),
    /// Of a pair, named by both ids with a space between, a strength was chosen from a list; none where it says none.
    PairTyped(String, String),
    /// A dimension was turned to, or the comparison overall.
    DimensionChosen(Option<String>),
    /// A response was called unacceptable, or no longer.
    UnacceptableToggled(String),
    /// In a blind task: the judgement stands as it is, and the names are shown.
    Locked,
    /// The rationale of the preference was typed.
    PreferenceTyped(String),

    /// Of a review: a part of the shown response's work was judged; the same again takes it back.
    FindingChosen(String, FindingVerdict),
    /// How grave the author's error there is; the same again takes it back.
    FindingSeverityChosen(String, String),
    /// Why a part was judged so was typed.
    FindingTyped(String, String),
    /// Everything undecided was called right.
    RestRight,
    /// What becomes of the work was chosen; the same again takes it back.
    VerdictChosen(ReviewVerdict),
    /// Why was typed.
    RemarkTyped(String),

    /// Something was written as the deliverable, or done with it.
    Author(Author),
    /// The linter answered: its findings, and what the rubric tells apart; none where it could not be had.
    Linted(Ticket, Option<Value>),
    /// Something was done with a doubt.
    Doubt(Doubting),
    /// What does not come out in the shown response was found; none where it could not be looked at.
    Doubted(Ticket, Option<Value>),
    /// Criteria were read from a text, or why they could not be.
    CriteriaRead(Ticket, Result<Vec<Criterion>, String>),
    /// Of a review of several: what is to stand in a row was chosen.
    RowSettled(String, Choice),
    /// Of two devices' versions of one thing one was chosen, or both.
    ClashChosen(String, Choice),
    /// These blocks of the text are near what is seen.
    Sighted(Range<usize>),
    /// What needs no decision shall be shown too, or no longer.
    WholeToggled,

    /// A way out was chosen, with a note.
    ExitChosen(ExitKind, String),
    /// The word to the reviewer was typed.
    NoteTyped(String),
    /// The work at hand was asked for as a file.
    DownloadWanted,
    /// The work at hand was asked for in a format of another house.
    ExportWanted,
    /// Everything that this device keeps shall be forgotten.
    ForgetWanted,
    /// What failed shall be tried now.
    RetryWanted,
    /// The task shall be skipped, whatever was done on it.
    SkipConfirmed,
    /// Something that is missing was chosen.
    MissingChosen(Spot),
    /// Formulas were set, or could not be.
    FormulasSettled(Vec<(Formula, Setting)>),
    /// A notice was read.
    NoticeClosed(u64),
}
