//! Nodes in the making: a site whose holes are filled one after the other.

use super::act::{Act, At, Send};
use super::put::Put;
use super::site::{Element, Hole, Site, Step, speaks};
use crate::app::{Lang, Msg, Word};
use std::mem::{replace, take};
use std::rc::Rc;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, Listeners, VList, VNode, VTag, VText};
use yew::{AttrValue, NodeRef};

/// What a view returns: its nodes. A box, so that it is handed on as one number.
pub type Html = Box<View>;

/// Nodes in the making, and when the last hole is filled those that were made.
pub struct View {
    send: Send,
    lang: Lang,
    steps: std::slice::Iter<'static, Step>,
    /// The hole that is filled next.
    hole: Hole,
    /// The element that is made now; where none is open, what holds the roots.
    now: Opened,
    /// Those around it, from the outside in.
    around: Vec<Opened>,
}

/// An element in the making.
#[derive(Default)]
struct Opened {
    tag: AttrValue,
    names: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    key: Option<Key>,
    reference: NodeRef,
    value: Option<AttrValue>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    kids: Vec<VNode>,
    /// Whether the children come and go.
    list: bool,
}

impl View {
    /// The view of a site up to its first hole.
    #[inline(never)]
    pub fn of(site: &'static Site, lang: Lang, send: &Send) -> Html {
        let (send, steps) = (send.clone(), site.steps().iter());
        let (now, around) = (Opened::default(), Vec::new());
        let mut view = Box::new(Self { send, lang, steps, hole: Hole::Child, now, around });
        view.go_on();
        view
    }

    /// Fills the next hole.
    #[inline]
    pub fn put(&mut self, one: impl Put) {
        one.put(self);
    }

    /// Fills the next hole with any number of views.
    #[inline]
    pub fn each(&mut self, views: impl IntoIterator<Item = Html>) {
        for view in views {
            self.kid(view);
        }
        self.listed();
    }

    /// What was made: one node as it is, several and those that come and go as a list.
    #[inline(never)]
    pub fn node(&mut self) -> VNode {
        self.now.gathered()
    }

    #[inline(never)]
    pub(super) fn text(&mut self, text: &str) {
        self.value(AttrValue::from(Rc::from(text)));
    }

    #[inline(never)]
    pub(super) fn owned(&mut self, text: String) {
        self.value(AttrValue::from(text));
    }

    #[inline(never)]
    pub(super) fn maybe(&mut self, text: &Option<String>) {
        match text {
            Some(text) => self.text(text),
            None => self.skip(),
        }
    }

    #[inline(never)]
    pub(super) fn word(&mut self, word: Word) {
        self.value(AttrValue::Static(word.get(self.lang)));
    }

    #[inline(never)]
    pub(super) fn filled(&mut self, (word, detail): (Word, &str)) {
        self.owned(word.with(self.lang, detail));
    }

    #[inline(never)]
    pub(super) fn counted(&mut self, (word, count): (Word, usize)) {
        self.owned(word.count(self.lang, count));
    }

    #[inline(never)]
    pub(super) fn number(&mut self, number: i64) {
        self.owned(number.to_string());
    }

    #[inline(never)]
    pub(super) fn html(&mut self, view: Html) {
        self.kid(view);
        self.go_on();
    }

    #[inline(never)]
    pub(super) fn vnode(&mut self, node: VNode) {
        self.now.kids.push(node);
        self.go_on();
    }

    #[inline(never)]
    pub(super) fn msg(&mut self, msg: Msg) {
        self.act(Act::Send(msg));
    }

    #[inline(never)]
    pub(super) fn act(&mut self, act: Act) {
        if let Hole::On(name) = self.hole {
            self.now.listeners.push(Some(Rc::new(At { name, act, send: self.send.clone() })));
        }
        self.go_on();
    }

    #[inline(never)]
    pub(super) fn reference(&mut self, reference: NodeRef) {
        self.now.reference = reference;
        self.go_on();
    }

    /// Leaves a hole empty: an attribute is not there, a child holds its place only.
    #[inline(never)]
    pub(super) fn skip(&mut self) {
        if self.hole == Hole::Child {
            self.now.kids.push(VNode::default());
        }
        self.go_on();
    }

    /// An attribute or a class that is there or not.
    #[inline(never)]
    pub(super) fn flag(&mut self, on: bool) {
        let said = match self.hole {
            Hole::Flag(at, class) if on => return self.class(at, class),
            Hole::Attribute(at) => {
                let name = self.now.names.get(at).copied().unwrap_or_default();
                if speaks(name) { Some(if on { "true" } else { "false" }) } else { on.then_some(name) }
            }
            _ => None,
        };
        match said {
            Some(said) => self.value(AttrValue::Static(said)),
            None => self.go_on(),
        }
    }

    #[inline(never)]
    pub(super) fn value(&mut self, value: AttrValue) {
        match self.hole {
            Hole::Child => self.now.kids.push(VText::new(value).into()),
            Hole::Attribute(at) => {
                if let Some(place) = self.now.values.get_mut(at) {
                    *place = Some(AttributeOrProperty::Attribute(value));
                }
            }
            Hole::Class(at) => return self.class(at, &value),
            Hole::Key => self.now.key = Some(Key::from(&*value)),
            Hole::Value => self.now.value = Some(value),
            Hole::Tag => self.now.tag = value,
            Hole::Ref | Hole::On(_) | Hole::Flag(..) => {}
        }
        self.go_on();
    }

    /// One class more.
    fn class(&mut self, at: usize, class: &str) {
        if let Some(place) = self.now.values.get_mut(at)
            && !class.is_empty()
        {
            let mut all = match place {
                Some(AttributeOrProperty::Attribute(before)) => [before, " "].concat(),
                _ => String::new(),
            };
            all.push_str(class);
            *place = Some(AttributeOrProperty::Attribute(AttrValue::from(all)));
        }
        self.go_on();
    }

    #[inline(never)]
    #[allow(clippy::boxed_local, reason = "the box is dropped here, and not wherever a view is put")]
    fn kid(&mut self, mut view: Html) {
        self.now.kids.push(view.now.gathered());
    }

    #[inline(never)]
    fn listed(&mut self) {
        self.now.list = true;
        self.go_on();
    }

    /// Takes the steps up to the next hole.
    #[inline(never)]
    fn go_on(&mut self) {
        for step in self.steps.by_ref() {
            match step {
                Step::Open(element) => self.around.push(replace(&mut self.now, Opened::new(element))),
                Step::Text(text) => self.now.kids.push(VText::new(AttrValue::Static(text)).into()),
                Step::Close => {
                    let around = self.around.pop().unwrap_or_default();
                    let node = replace(&mut self.now, around).closed();
                    self.now.kids.push(node);
                }
                Step::Hole(hole) => {
                    self.hole = *hole;
                    return;
                }
            }
        }
    }
}

impl Opened {
    fn new(element: &'static Element) -> Self {
        let mut values = Vec::with_capacity(element.names.len());
        for value in &element.fixed {
            values.push(value.map(|value| AttributeOrProperty::Attribute(AttrValue::Static(value))));
        }
        values.resize(element.names.len(), None);
        let (tag, key) = (AttrValue::Static(element.tag), element.key.map(Key::from));
        Self { tag, names: element.names, values, key, ..Self::default() }
    }

    fn closed(mut self) -> VNode {
        let kids = self.gathered();
        let Self { tag, names, values, key, reference, value, listeners, .. } = self;
        let attributes = Attributes::Dynamic { keys: names, values: values.into_boxed_slice() };
        let listeners = match listeners.is_empty() {
            true => Listeners::None,
            false => Listeners::Pending(listeners.into_boxed_slice()),
        };
        let tag = match &*tag {
            "input" => VTag::__new_input(value, None, reference, key, attributes, listeners),
            "textarea" => VTag::__new_textarea(value, None, reference, key, attributes, listeners),
            _ => VTag::__new_other(tag, reference, key, attributes, listeners, kids),
        };
        tag.into()
    }

    #[inline(never)]
    fn gathered(&mut self) -> VNode {
        let mut kids = take(&mut self.kids);
        if kids.len() == 1 && !self.list {
            return kids.pop().unwrap_or_default();
        }
        VList::with_children(kids, None).into()
    }
}
