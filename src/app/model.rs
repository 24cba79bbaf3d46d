//! The state of the workbench: what is configured, what stage the day is at, what is to be told.

use super::{Compared, Desk, Lang, Moment, Notice, Ticket, Timer, keymap::Bindings};
use crate::json::{Map, document, words};
use crate::protocol::{Failure, Leased};
use crate::task::Kind;

/// Everything that the views can see.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What the host page says.
    pub config: Config,
    /// What the expert prefers on this device.
    pub settings: Settings,
    /// Where in the day we are.
    pub stage: Stage,
    /// What is open over the page.
    pub dialog: Option<Dialog>,
    /// What is to be told, oldest first.
    pub notices: Vec<Notice>,
    /// What a screen reader is told next.
    pub said: String,
    /// Whether the browser has a network.
    pub online: bool,
    /// Tasks submitted since the page was opened.
    pub done: u32,
    /// Who the backend takes us for.
    pub worker: Option<String>,
    /// The moment of the last message.
    pub now: Moment,
    /// Waits that stand.
    pub(super) timers: Vec<(Timer, Ticket)>,
    pub(super) tickets: u64,
    pub(super) seed: u64,
}

/// What the host page says, by attributes and properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Names the backend: its URL, `demo:`, or a word for an object; part of the journal's key.
    pub backend: String,
    /// The queue to claim from.
    pub queue: Option<String>,
    /// The kind of work to claim; annotating where nothing is said.
    pub kind: Option<Kind>,
    /// The language of the interface.
    pub lang: Lang,
    /// Colours.
    pub theme: Theme,
    /// The task to open first.
    pub task: Option<String>,
    /// The responses whose text stands in the platform's own page, by their ids.
    pub hosted: Vec<String>,
    /// The issues whose words are not in that page as they are written, and whether other words stand there.
    pub adrift: Vec<(String, bool)>,
    /// Whether keys are shown as a Mac has them.
    pub mac: bool,
    /// Minutes that the local time is ahead of UTC.
    pub zone: i32,
    /// A number from the device that makes ids and jitter differ.
    pub seed: u64,
}

words! {
    /// Colours.
    #[derive(Default)]
    pub enum Theme {
        /// As the system has it.
        #[default]
        Auto = "auto",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }

    /// The face of the reading column.
    pub enum Font {
        /// With serifs.
        Serif = "serif",
        /// Without.
        Sans = "sans",
    }
}

document! {
    /// What the expert prefers on this device.
    pub struct Settings {
        /// The colours chosen here; the host's where nothing is chosen.
        pub theme: Option<Theme>,
        /// The language chosen here; the host's where nothing is chosen.
        pub lang: Option<Lang>,
        /// The face of the reading column.
        pub font: Font = Font::Serif,
        /// The size of the reading text, in steps from the middle, -2 to 4.
        pub size: i32 = 0,
        /// The width of the task pane in pixels.
        pub task_width: u32 = 244,
        /// The width of the judge pane in pixels.
        pub judge_width: u32 = 332,
        /// How changes are seen.
        pub compared: Compared = Compared::Inline,
        /// Whether texts are looked through for what does not come out.
        pub doubts: bool = true,
        /// Keys that differ from the built-in ones.
        pub keys: Bindings = Bindings::default(),
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: None,
            lang: None,
            font: Font::Serif,
            size: 0,
            task_width: 244,
            judge_width: 332,
            compared: Compared::Inline,
            doubts: true,
            keys: Bindings::default(),
            extra: Map::new(),
        }
    }
}

/// Where in the day we are. What makes no sense in a stage does not exist there.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Nothing is configured yet, or the task was given back.
    Resting,
    /// A task is asked for.
    Claiming {
        /// The question at hand.
        ticket: Ticket,
        /// The task that is asked for, where it is one.
        task: Option<String>,
        /// Tries that failed.
        attempt: u32,
        /// How the last one failed.
        failure: Option<Failure>,
    },
    /// There is nothing to do; it is asked for again by itself.
    Nothing,
    /// The backend gives no task, and asking again will not change it.
    Refused(Failure),
    /// A task has come; its journal and the tab's right to it are asked for.
    Opening(Box<Opening>),
    /// The task is on the desk.
    Working(Box<Desk>),
}

/// A journal as the device kept it.
pub type Journal = Box<(crate::annotation::Record, Vec<crate::annotation::Entry>)>;

/// A task on its way to the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// What the backend gave.
    pub leased: Leased,
    /// When it was asked for.
    pub asked: Moment,
    /// The question for the journal, while it stands.
    pub journal: Ticket,
    /// The question for the right to edit.
    pub lock: Ticket,
    /// The right, once it is settled.
    pub mine: Option<bool>,
    /// The journal, once it is opened.
    pub record: Option<Option<Journal>>,
    /// The question for all of the workbench's code, while it stands: some work cannot be opened by what comes first.
    pub whole: Option<Ticket>,
}

/// What can be open over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The map of keys.
    Keys,
    /// Ways out.
    Exit,
    /// Finding a quote, with what was typed.
    Find(String),
    /// Really skip? There is work.
    Skip,
    /// Type, size, colours, language.
    Settings,
    /// Other people's criteria, to come in.
    Import,
    /// A key is awaited for a command, by its name.
    Rebind(String),
}

impl Model {
    /// A workbench before anything happened.
    #[must_use]
    pub fn new() -> Self {
        Self {
            config: Config::default(),
            settings: Settings::default(),
            stage: Stage::Resting,
            dialog: None,
            notices: Vec::new(),
            said: String::new(),
            online: true,
            done: 0,
            worker: None,
            now: Moment::default(),
            timers: Vec::new(),
            tickets: 0,
            seed: 0,
        }
    }

    /// The language in force.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.settings.lang.unwrap_or(self.config.lang)
    }

    /// The colours in force.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.settings.theme.unwrap_or(self.config.theme)
    }

    /// The desk, where a task is on it.
    #[must_use]
    pub fn desk(&self) -> Option<&Desk> {
        match &self.stage {
            Stage::Working(desk) => Some(desk),
            _ => None,
        }
    }

    /// The desk, to be changed.
    pub fn desk_mut(&mut self) -> Option<&mut Desk> {
        match &mut self.stage {
            Stage::Working(desk) => Some(desk),
            _ => None,
        }
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// The next number of the seeded sequence: ids and jitter without a random source.
    pub(super) fn random(&mut self) -> u64 {
        next_random(&mut self.seed)
    }
}

/// The next number of a seeded sequence (splitmix64, Steele et al. 2014).
pub(super) fn next_random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *seed;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl Default for Model {
    fn default() -> Self {
        Self::new()
    }
}
