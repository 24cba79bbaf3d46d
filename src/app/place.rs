//! Where the expert is: which response, which view, what has the attention.

use super::Spread;
use crate::json::words;
use crate::rubric::evidence::Looked;
use crate::text::Span;
use std::ops::Range;

/// What is seen of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The index of the response that is shown.
    pub response: usize,
    /// How it is seen.
    pub mode: Mode,
    /// How changes are seen.
    pub compared: Compared,
    /// The side of the judge pane.
    pub side: Side,
    /// What has the attention.
    pub focus: Focus,
    /// Whether it was turned to, and is not just under the caret.
    pub on_card: bool,
    /// The caret and selection in the text that is read; bytes of the original.
    pub caret: Caret,
    /// Whether the caret is shown: it was moved by key.
    pub caret_shown: bool,
    /// The mark whose end moves by key, and whether that is its start.
    pub end: Option<(String, bool)>,
    /// How many bytes of the text are painted: long ones come in slices.
    pub painted: usize,
    /// The blocks of the text that are near what is seen, where they were asked for.
    pub sight: Range<usize>,
    /// When the corrected text was last typed in, by the clock that never goes back: painting waits for a pause.
    pub typed_at: Option<f64>,
    /// What was typed or deleted last in one go, in bytes of the corrected text: what comes elsewhere is a step of its own.
    pub run: Option<Span>,
    /// Whether what stands beside the text is painted: a task opens with the text, and a frame later it is whole.
    pub beside: bool,
    /// Where the caret stands in the corrected text, in bytes.
    pub field_caret: Option<usize>,
    /// Where the selection in the corrected text began, in bytes.
    pub field_anchor: Option<usize>,
    /// How far the expert is in going through the changes.
    pub round: Round,
    /// Whether the task pane is open where it is a drawer.
    pub drawer: bool,
    /// The pane to show where there is room for one: 0 the task, 1 the text, 2 the judgement.
    pub pane: u8,
    /// The number that is being typed for a criterion, as it is typed.
    pub number: Option<(String, String)>,
    /// The dimension in which responses are compared; none overall.
    pub dimension: Option<String>,
    /// The response that is dragged, and the rank that it is over.
    pub rank_over: Option<(String, u32)>,
    /// Whether steps are seen as a graph of what uses what.
    pub graph: bool,
    /// The step at which a link was begun.
    pub linking: Option<String>,
    /// Quotations that were looked up for the claim at hand: its source, its words, what became of it.
    pub looked: Vec<(String, String, Looked)>,
    /// Whether what needs no decision is shown too: where submissions agree.
    pub whole: bool,
    /// Two texts that face each other, while the text is read so.
    pub spread: Option<Spread>,
    /// Counts the times that the text field must be written anew, because its text changed elsewhere.
    pub field_version: u64,
}

/// A caret with what is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// Where the selection began.
    pub anchor: usize,
    /// Where the caret is.
    pub head: usize,
}

/// Which changes are listed, stepped through, and kept or reverted together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Listed {
    /// All.
    #[default]
    All,
    /// Those that came several at once and that nobody looked at yet.
    New,
    /// Those of a category.
    Category(String),
    /// Those that have a reason and no category.
    Other,
    /// Those without a reason.
    Bare,
    /// Those within what is selected in the corrected text.
    Selected,
}

/// How far the expert is in going through the changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Which changes are listed.
    pub listed: Listed,
    /// Ids of changes that came several at once, with a pasted text, a draft that the task brought or another device's work,
    /// and that nobody looked at yet.
    pub new: Vec<String>,
    /// The passages without a change that were opened, by the change before; empty for the first.
    pub unfolded: Vec<String>,
}

words! {
    /// How a response is seen.
    pub enum Mode {
        /// Rendered, with marks.
        Read = "read",
        /// A text field, with tracked changes beside it.
        Correct = "correct",
        /// The Markdown source, with marks.
        Source = "source",
        /// What is written as the deliverable: prompt, rubric, golden answer.
        Write = "write",
    }

    /// How changes are seen.
    pub enum Compared {
        /// In one text.
        Inline = "inline",
        /// The original on the left, the correction on the right.
        Sides = "sides",
        /// Only what changed, with what stands around it.
        Only = "only",
        /// In the source, which is typed in right there.
        Typed = "typed",
    }

    /// A side of the judge pane.
    pub enum Side {
        /// The review: the verdict, and what it rests on.
        Review = "review",
        /// The rubric.
        Rubric = "rubric",
        /// The issues.
        Issues = "issues",
        /// The steps.
        Steps = "steps",
        /// The claims.
        Claims = "claims",
        /// The changes.
        Changes = "changes",
        /// The comparison.
        Compare = "compare",
        /// What two devices made of the same things.
        Clashes = "clashes",
    }
}

/// What has the attention: it is raised, its place lights up, and keys speak to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// Nothing.
    #[default]
    None,
    /// A criterion.
    Criterion(String),
    /// An issue.
    Issue(String),
    /// An edit of the shown response.
    Edit(String),
    /// A step or a claim.
    Step(String),
    /// The comparison.
    Preference,
    /// A review's verdict.
    Verdict,
    /// The prompt that is written.
    Prompt,
    /// The golden answer that is written.
    Reference,
    /// A row of several submissions that become one.
    Row(String),
    /// Two devices' versions of one thing.
    Clash(String),
}

impl Caret {
    /// What is selected.
    #[must_use]
    pub fn span(self) -> Span {
        Span { start: self.anchor.min(self.head), end: self.anchor.max(self.head) }
    }
}

impl View {
    /// Whether notes stand beside the text.
    #[must_use]
    pub fn has_margin(&self) -> bool {
        self.mode == Mode::Read && self.spread.is_none()
    }

    /// The view that a task opens with.
    #[must_use]
    pub fn opening(side: Side) -> Self {
        Self {
            response: 0,
            mode: Mode::Read,
            compared: Compared::Inline,
            side,
            focus: Focus::None,
            on_card: false,
            caret: Caret::default(),
            caret_shown: false,
            end: None,
            painted: 0,
            sight: 0..1,
            typed_at: None,
            run: None,
            beside: false,
            field_caret: None,
            field_anchor: None,
            round: Round::default(),
            drawer: false,
            pane: 1,
            number: None,
            dimension: None,
            rank_over: None,
            graph: false,
            linking: None,
            looked: Vec::new(),
            whole: false,
            spread: None,
            field_version: 0,
        }
    }
}
