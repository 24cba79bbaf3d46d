//! Nodes in the making: a site whose holes are filled one after the other.

use super::act::{Act, At, Send};
use super::put::Put;
use super::site::{Element, Hole, Site, Step, speaks};
use crate::app::{Lang, Msg, Word};
use std::rc::Rc;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, Listeners, VList, VNode, VTag, VText};
use yew::{AttrValue, NodeRef};

/// Nodes in the making.
pub struct View<'a> {
    send: &'a Send,
    lang: Lang,
    steps: std::slice::Iter<'static, Step>,
    /// The hole that is filled next.
    hole: Hole,
    /// The elements that are open, from the outside in; the first is what holds the roots.
    open: Vec<Opened>,
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

impl<'a> View<'a> {
    /// The view of a site up to its first hole.
    #[inline(never)]
    pub fn new(site: &'static Site, lang: Lang, send: &'a Send) -> Self {
        let steps = site.steps().iter();
        let mut view = Self { send, lang, steps, hole: Hole::Child, open: vec![Opened::default()] };
        view.go_on();
        view
    }

    /// Fills the next hole.
    #[inline]
    pub fn put(&mut self, one: impl Put) {
        one.put(self);
    }

    /// Fills the next hole with any number of nodes.
    #[inline]
    pub fn each(&mut self, nodes: impl IntoIterator<Item = VNode>) {
        for node in nodes {
            self.kid(node);
        }
        self.listed();
    }

    /// What was made.
    #[inline(never)]
    pub fn end(mut self) -> VNode {
        self.open.pop().map(|roots| gathered(roots.kids, roots.list)).unwrap_or_default()
    }

    #[inline(never)]
    pub(super) fn text(&mut self, text: &str) {
        self.value(AttrValue::from(Rc::from(text)));
    }

    #[inline(never)]
    pub(super) fn owned(&mut self, text: String) {
        self.text(&text);
    }

    #[inline(never)]
    pub(super) fn word(&mut self, word: Word) {
        self.value(AttrValue::Static(word.get(self.lang)));
    }

    #[inline(never)]
    pub(super) fn maybe(&mut self, text: &Option<String>) {
        match text {
            Some(text) => self.text(text),
            None => self.skip(),
        }
    }

    #[inline(never)]
    pub(super) fn number(&mut self, number: i64) {
        self.owned(number.to_string());
    }

    #[inline(never)]
    pub(super) fn node(&mut self, node: VNode) {
        if let Some(open) = self.open.last_mut() {
            open.kids.push(node);
        }
        self.go_on();
    }

    #[inline(never)]
    pub(super) fn msg(&mut self, msg: Msg) {
        self.act(Act::Send(msg));
    }

    #[inline(never)]
    pub(super) fn act(&mut self, act: Act) {
        if let (Hole::On(name), Some(open)) = (self.hole, self.open.last_mut()) {
            open.listeners.push(Some(Rc::new(At { name, act, send: self.send.clone() })));
        }
        self.go_on();
    }

    #[inline(never)]
    pub(super) fn reference(&mut self, reference: NodeRef) {
        if let Some(open) = self.open.last_mut() {
            open.reference = reference;
        }
        self.go_on();
    }

    /// Leaves a hole empty: an attribute is not there, a child holds its place only.
    #[inline(never)]
    pub(super) fn skip(&mut self) {
        if self.hole == Hole::Child { self.node(VNode::default()) } else { self.go_on() }
    }

    /// An attribute or a class that is there or not.
    #[inline(never)]
    pub(super) fn flag(&mut self, on: bool) {
        let Some(open) = self.open.last_mut() else { return };
        let said = match self.hole {
            Hole::Flag(at, class) if on => return self.class(at, class),
            Hole::Attribute(at) => {
                let name = open.names.get(at).copied().unwrap_or_default();
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
        let Some(open) = self.open.last_mut() else { return };
        match self.hole {
            Hole::Child => open.kids.push(VText::new(value).into()),
            Hole::Attribute(at) => {
                if let Some(place) = open.values.get_mut(at) {
                    *place = Some(AttributeOrProperty::Attribute(value));
                }
            }
            Hole::Class(at) => return self.class(at, &value),
            Hole::Key => open.key = Some(Key::from(&*value)),
            Hole::Value => open.value = Some(value),
            Hole::Tag => open.tag = value,
            Hole::Ref | Hole::On(_) | Hole::Flag(..) => {}
        }
        self.go_on();
    }

    /// One class more.
    fn class(&mut self, at: usize, class: &str) {
        if let Some(place) = self.open.last_mut().and_then(|open| open.values.get_mut(at))
            && !class.is_empty()
        {
            let before = match place {
                Some(AttributeOrProperty::Attribute(before)) => before.as_str(),
                _ => "",
            };
            let mut all = String::from(before);
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(class);
            *place = Some(AttributeOrProperty::Attribute(AttrValue::from(all)));
        }
        self.go_on();
    }

    #[inline(never)]
    fn kid(&mut self, node: VNode) {
        if let Some(open) = self.open.last_mut() {
            open.kids.push(node);
        }
    }

    #[inline(never)]
    fn listed(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.list = true;
        }
        self.go_on();
    }

    /// Takes the steps up to the next hole.
    #[inline(never)]
    fn go_on(&mut self) {
        while let Some(step) = self.steps.next() {
            match step {
                Step::Open(element) => self.open.push(Opened::new(element)),
                Step::Text(text) => self.kid(VText::new(AttrValue::Static(text)).into()),
                Step::Close => {
                    if let Some(open) = self.open.pop() {
                        self.kid(open.close());
                    }
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

    fn close(self) -> VNode {
        let attributes = Attributes::Dynamic { keys: self.names, values: self.values.into_boxed_slice() };
        let listeners = if self.listeners.is_empty() {
            Listeners::None
        } else {
            Listeners::Pending(self.listeners.into_boxed_slice())
        };
        let (reference, key) = (self.reference, self.key);
        let tag = match &*self.tag {
            "input" => VTag::__new_input(self.value, None, reference, key, attributes, listeners),
            "textarea" => VTag::__new_textarea(self.value, None, reference, key, attributes, listeners),
            _ => {
                let kids = gathered(self.kids, self.list);
                VTag::__new_other(self.tag, reference, key, attributes, listeners, kids)
            }
        };
        tag.into()
    }
}

/// One node as it is; several, and those that come and go, as a list.
fn gathered(mut kids: Vec<VNode>, list: bool) -> VNode {
    if kids.len() == 1 && !list {
        return kids.pop().unwrap_or_default();
    }
    VList::with_children(kids, None).into()
}
