//! Everything outside for one element: where its orders go, and where what happens comes from.

use super::backend::Backend;
use super::dom::dialog::{self, Dialogs};
use super::dom::frame::Frame;
use super::dom::keys::{self, Ask};
use super::dom::{
    drag, focus, grips,
    notes::Notes,
    scroll::{self, Ties},
    selection, show, signs,
    typing::{self, Typing},
    wide::Wide,
};
use super::later::{doubt, highlight, lint, typeset::typeset};
use super::timer::Timers;
use super::{Journal, Locks, download, settings, tell};
use crate::app::{Effect, Event, Msg, Settings};
use crate::json::Doc;
use crate::web::{turn, whole};
use gloo::events::EventListener;
use js_sys::Map;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, ShadowRoot};

/// Takes what happened.
pub type Post = Rc<dyn Fn(Msg)>;
/// Answers what the expert prefers now.
pub type Known = Rc<dyn Fn() -> Option<Settings>>;

/// The element in its page.
#[derive(Clone)]
pub struct Page {
    /// The custom element.
    pub element: HtmlElement,
    /// Its shadow root.
    pub root: ShadowRoot,
    /// What the workbench is mounted in; it can have the focus.
    pub mount: HtmlElement,
    /// Makes a backend inside the page, as an object, of a name like `demo:`.
    pub local: JsValue,
    /// Calls a function of a wasm that is loaded for it: by the wasm's name, the function's, and what it is given.
    pub later: JsValue,
    /// Gives locks back, by their key: needed even where this instance breaks.
    pub locks: Map,
    /// Makes what seals the work that is kept on the device.
    pub sealer: JsValue,
    /// Whether it is to be sealed.
    pub encrypted: bool,
    /// Whether keys are a Mac's.
    pub mac: bool,
}

/// Performs the orders of one workbench.
pub struct Host {
    page: Page,
    post: Post,
    ask: Ask,
    known: Known,
    backend: Rc<Backend>,
    journal: Rc<Journal>,
    locks: Rc<Locks>,
    timers: Rc<Timers>,
    dialogs: Dialogs,
    keeper: Rc<focus::Keeper>,
    notes: Rc<Notes>,
    typing: Rc<Typing>,
    /// What waits for the next rendering.
    after: RefCell<Vec<Effect>>,
    again: Rc<Cell<Option<Frame>>>,
    ties: Rc<Ties>,
    wide: Rc<Wide>,
    listeners: RefCell<Vec<EventListener>>,
    /// The rights that were given back when the element left the page; none while it is there.
    away: RefCell<Option<Vec<String>>>,
}

impl Host {
    /// Begins to listen. `ask` says which command a key gives.
    #[must_use]
    pub fn new(page: Page, post: Post, ask: Ask, known: Known) -> Self {
        let host = Self {
            backend: Backend::new(page.local.clone()),
            journal: Journal::new(Rc::clone(&post), page.sealer.clone(), page.encrypted),
            locks: Locks::new(Rc::clone(&post), page.locks.clone()),
            timers: Timers::new(Rc::clone(&post)),
            dialogs: Dialogs::default(),
            keeper: Rc::default(),
            notes: Notes::new(page.root.clone(), Rc::clone(&post)),
            typing: Typing::new(page.root.clone(), Rc::clone(&post)),
            after: RefCell::default(),
            again: Rc::default(),
            ties: Ties::new(&page.root),
            wide: Wide::new(&page.root),
            listeners: RefCell::default(),
            away: RefCell::default(),
            page,
            post,
            ask,
            known,
        };
        host.listen();
        host
    }

    fn listen(&self) {
        let root = &self.page.root;
        let mut listeners = keys::watch(root, &self.post, &self.ask, self.page.mac);
        listeners.extend(selection::watch(root, &self.post));
        listeners.extend(typing::watch(&self.typing));
        listeners.extend(signs::watch(root, &self.post));
        listeners.push(scroll::watch(&self.ties));
        listeners.push(self.wide.watch());
        listeners.extend(drag::watch(root, &self.post));
        listeners.extend(selection::ends::watch(root, &self.post));
        listeners.push(self.keeper.watch(root));
        listeners.push(dialog::watch(root, &self.post));
        listeners.extend(grips::watch(root, &self.post, &self.known));
        self.listeners.replace(listeners);
    }

    /// How the page and the device stand at the beginning.
    pub fn report(&self) {
        signs::first(&self.post);
        if let Some(settings) = settings::recall() {
            (self.post)(Msg::SettingsRead(Box::new(settings)));
        }
    }

    /// Takes the backend that the page names; answers the name that work is kept under.
    #[must_use]
    pub fn set_backend(&self, backend: &JsValue) -> String {
        self.backend.set(backend)
    }

    /// Takes the page's `getToken`.
    pub fn set_token(&self, ask: &JsValue) {
        self.backend.set_token(ask);
    }

    /// Takes how cookies travel.
    pub fn set_credentials(&self, mode: Option<String>) {
        self.backend.set_credentials(mode);
    }

    /// Performs an order.
    pub fn perform(&self, effect: Effect) {
        match effect {
            Effect::Ask { ticket, call, leaving } => {
                let (backend, post) = (Rc::clone(&self.backend), Rc::clone(&self.post));
                spawn_local(async move {
                    let answer = backend.ask(*call, leaving).await;
                    turn().await;
                    post(Msg::Answered(ticket, Box::new(answer)));
                });
            }
            Effect::Wait { timer, ticket, ms } => self.timers.wait(timer, ticket, ms),
            Effect::Whole(ticket) => {
                let post = Rc::clone(&self.post);
                whole::wait(move || post(Msg::WholeCame(ticket)));
            }
            Effect::OpenJournal { ticket, key } => self.journal.open(ticket, key),
            Effect::KeepHead { ticket, key, head, fresh } => self.journal.keep_head(ticket, key, &head, fresh),
            Effect::Keep { ticket, key, entry } => self.journal.keep(ticket, key, &entry),
            Effect::DropJournal { key } => self.journal.forget(key),
            Effect::Lock { ticket, key, steal } => self.locks.lock(ticket, key, steal),
            Effect::Unlock { key } => self.locks.unlock(&key),
            Effect::Tell(event) => self.tell(&event),
            Effect::Focus(_) | Effect::Reveal(_) | Effect::Show(_) | Effect::Put(_) => {
                self.after.borrow_mut().push(effect);
            }
            Effect::Caret(at) => {
                self.typing.will_be(at);
                self.after.borrow_mut().push(effect);
            }
            Effect::Remember(settings) => settings::remember(&settings),
            Effect::Typeset(formulas) => typeset(&self.page.later, formulas, Rc::clone(&self.post)),
            Effect::Lint { ticket, rubric, scores, responses, line, options } => {
                let given = [rubric.write(), options, scores.write(), responses.write(), line.write()];
                lint::lint(&self.page.later, ticket, given, Rc::clone(&self.post));
            }
            Effect::Colour => highlight::follow(&self.page.later, &self.page.root),
            Effect::Doubt { ticket, text, options } => {
                doubt::doubts(&self.page.later, ticket, &text, options, Rc::clone(&self.post));
            }
            Effect::ReadCriteria { ticket, text } => {
                lint::read_criteria(&self.page.later, ticket, &text, Rc::clone(&self.post));
            }
            Effect::Download { name, text } => download::download(&name, &text),
        }
    }

    fn tell(&self, event: &Event) {
        let allowed = tell::tell(&self.page.element, event);
        if matches!(event, Event::BeforeSubmit(_)) {
            (self.post)(Msg::SubmitSettled(allowed));
        }
    }

    /// Called after every rendering: what no attribute can say is done to the elements themselves.
    pub fn rendered(&self, settings: &Settings) {
        let root = &self.page.root;
        grips::apply(root, settings);
        self.dialogs.rendered(root);
        self.notes.rendered();
        self.wide.look_soon();
        let after = self.after.take();
        let last = after.iter().rposition(|effect| matches!(effect, Effect::Focus(_)));
        let led = after.iter().rposition(|effect| matches!(effect, Effect::Reveal(_)));
        let shown = |effect: &Effect| if let Effect::Reveal(target) = effect { Some(target.0.clone()) } else { None };
        let shown: Vec<_> = after.iter().filter_map(shown).collect();
        // Where the field is shown a place of its own, or typed in, it is not led by what is shown beside it.
        let some = |one: fn(&Effect) -> bool| after.iter().any(one);
        let typed =
            || root.active_element().is_some_and(|one| one.get_attribute("data-tied").as_deref() == Some("correction"));
        let apart = some(|one| matches!(one, Effect::Reveal(_)))
            && (some(|one| matches!(one, Effect::Show(_) | Effect::Put(_))) || typed());
        let apart = apart.then(|| Rc::clone(&self.ties));
        for (at, effect) in after.into_iter().enumerate() {
            match effect {
                // Of several that came before one rendering, where the first led is passed already.
                Effect::Focus(_) if Some(at) != last => {}
                Effect::Focus(target) => focus::focus(root, &target.0),
                Effect::Reveal(_) if Some(at) == led => focus::reveal(root, &shown, &self.again, apart.clone()),
                Effect::Show(span) => show::show(root, span),
                Effect::Put(span) => show::put(root, span),
                Effect::Caret(at) => self.typing.put_caret(at),
                _ => {}
            }
        }
        if let Some(ties) = apart {
            ties.stand();
        }
        self.keeper.rendered(root, &self.page.mount);
    }

    /// The element has left its page: what is not sent is sent, then everything stands still.
    pub fn pause(&self) {
        if self.away.borrow().is_some() {
            return;
        }
        (self.post)(Msg::PageLeft);
        self.timers.pause();
        self.listeners.take();
        self.away.replace(Some(self.locks.pause()));
    }

    /// The element is back.
    pub fn resume(&self) {
        let Some(keys) = self.away.take() else { return };
        self.locks.resume(keys);
        self.listen();
        self.timers.resume();
        (self.post)(Msg::Stirred);
    }
}
