//! One element's workbench: messages come in, the model changes, effects go out, the view is asked for.

use crate::app::{Config, Model, Msg, keymap, update};
use crate::host::{Ask, Host, Known, Page, Post, now};
use crate::web::{panic, turn};
use js_sys::Function;
use std::cell::{Cell, OnceCell, Ref, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// The state of one element, and what is around it.
pub struct Core {
    model: RefCell<Model>,
    config: RefCell<Config>,
    /// Messages that came while another was taken in: host code calls back from events.
    waiting: RefCell<VecDeque<Msg>>,
    busy: Cell<bool>,
    host: OnceCell<Host>,
    redraw: OnceCell<Rc<dyn Fn()>>,
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
        let _ = self.redraw.set(Rc::new(redraw));
    }

    /// Something happened. The model has changed when this returns, unless it was told from within another message.
    pub fn post(&self, msg: Msg) {
        if panic::has_happened() {
            return;
        }
        // A task may have come: opening it is long enough, and what nobody did may be seen a moment later.
        let opens = matches!(msg, Msg::Answered(..) | Msg::JournalOpened(..));
        self.waiting.borrow_mut().push_back(msg);
        if self.busy.replace(true) {
            return;
        }
        while let Some(msg) = self.next() {
            let effects = update(&mut self.model.borrow_mut(), msg, now());
            if let Some(host) = self.host() {
                effects.into_iter().for_each(|effect| host.perform(effect));
            }
        }
        self.busy.set(false);
        self.changed();
        let Some(redraw) = self.redraw.get() else { return };
        if !opens {
            return redraw();
        }
        let redraw = Rc::clone(redraw);
        spawn_local(async move {
            turn().await;
            redraw();
        });
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
    pub fn configure(&self, change: impl FnOnce(&mut Config)) {
        let config = {
            let mut config = self.config.borrow_mut();
            change(&mut config);
            config.clone()
        };
        self.post(Msg::Configured(Box::new(config)));
    }
}
