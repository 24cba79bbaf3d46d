//! One element's workbench: messages come in, the model changes, effects go out, the view is asked for.

use crate::app::{Config, Model, Msg, Stage, keymap, update};
use crate::host::{Ask, Host, Known, Page, Post, now};
use crate::web::{panic, turn};
use gloo::timers::callback::Timeout;
use js_sys::Function;
use std::cell::{Cell, OnceCell, Ref, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// So long the word that a stroke is safe, or that a task is being opened, waits for another rendering, in milliseconds.
const CALM_MS: u32 = 200;

/// The state of one element, and what is around it.
pub struct Core {
    model: RefCell<Model>,
    config: RefCell<Config>,
    /// Messages that came while another was taken in: host code calls back from events.
    waiting: RefCell<VecDeque<Msg>>,
    busy: Cell<bool>,
    host: OnceCell<Host>,
    redraw: OnceCell<Box<dyn Fn()>>,
    /// Whether a rendering is asked for already: of several messages at once there is one.
    due: Cell<bool>,
    /// A rendering that may wait for another one.
    calm: RefCell<Option<Timeout>>,
    /// Who else wants to know of changes: what marks the platform's page.
    watcher: RefCell<Option<Function>>,
}

impl Core {
    /// A workbench in its page.
    pub fn new(page: Page, config: Config) -> Rc<Self> {
        let core = Rc::new(Self {
            model: RefCell::new(Model::new()),
            config: RefCell::new(config),
            waiting: RefCell::default(),
            busy: Cell::new(false),
            host: OnceCell::new(),
            redraw: OnceCell::new(),
            due: Cell::new(false),
            calm: RefCell::default(),
            watcher: RefCell::default(),
        });
        let (post_to, hears, knows) = (Rc::downgrade(&core), Rc::downgrade(&core), Rc::downgrade(&core));
        let post: Post = Rc::new(move |msg| {
            if let Some(core) = post_to.upgrade() {
                core.post(msg);
            }
        });
        let ask: Ask = Rc::new(move |chord, context| keymap::heard(&hears.upgrade()?.model(), chord, context));
        let settings: Known = Rc::new(move || knows.upgrade().map(|core| core.model().settings.clone()));
        let _ = core.host.set(Host::new(page, post, ask, settings));
        core
    }

    /// The state, to be looked at.
    pub fn model(&self) -> Ref<'_, Model> {
        self.model.borrow()
    }

    /// The outside; none only while it is being made.
    pub fn host(&self) -> Option<&Host> {
        self.host.get()
    }

    /// Takes the function that has the view rendered.
    pub fn on_change(&self, redraw: impl Fn() + 'static) {
        let _ = self.redraw.set(Box::new(redraw));
    }

    /// Something happened. The model has changed when this returns, unless it was told from within another message.
    pub fn post(self: &Rc<Self>, msg: Msg) {
        if panic::has_happened() {
            return;
        }
        // A task may have come: opening it is long enough, and what nobody did may be seen a moment later.
        let opens = matches!(msg, Msg::Answered(..) | Msg::JournalOpened(..) | Msg::WholeCame(_));
        self.waiting.borrow_mut().push_back(msg);
        if self.busy.replace(true) {
            return;
        }
        let mut calm = true;
        while let Some(msg) = self.next() {
            let is_kept = matches!(msg, Msg::Kept(_));
            let effects = update(&mut self.model.borrow_mut(), msg, now());
            calm &= is_kept && effects.is_empty();
            if let Some(host) = self.host() {
                effects.into_iter().for_each(|effect| host.perform(effect));
            }
        }
        self.busy.set(false);
        self.changed();
        // Opening is mostly done before it could be seen; it is told where it takes longer.
        calm |= matches!(self.model.borrow().stage, Stage::Opening(_));
        if calm {
            // That a stroke is safe is seen a little later: while somebody types, nothing is rendered between two keys.
            let core = Rc::clone(self);
            self.calm.replace(Some(Timeout::new(CALM_MS, move || core.draw())));
        } else if opens || !self.due.replace(true) {
            let core = Rc::clone(self);
            spawn_local(async move {
                if opens {
                    turn().await;
                }
                core.draw();
            });
        }
    }

    /// Renders, and does what follows on it, before the next event is heard: a key goes where the one before it led.
    fn draw(&self) {
        self.due.set(false);
        self.calm.take();
        if let Some(redraw) = self.redraw.get() {
            redraw();
        }
    }

    fn changed(&self) {
        let watcher = self.watcher.borrow().clone();
        if let Some(watcher) = watcher {
            let _ = watcher.call0(&JsValue::NULL);
        }
    }

    /// Takes who is told of changes, or nobody.
    pub fn watch(&self, watcher: Option<Function>) {
        self.watcher.replace(watcher);
    }

    fn next(&self) -> Option<Msg> {
        self.waiting.borrow_mut().pop_front()
    }

    /// Changes what the page says, and tells the model.
    pub fn configure(self: &Rc<Self>, change: impl FnOnce(&mut Config)) {
        let config = {
            let mut config = self.config.borrow_mut();
            change(&mut config);
            config.clone()
        };
        self.post(Msg::Configured(Box::new(config)));
    }
}
