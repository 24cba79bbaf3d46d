//! What a hole can be filled with. Each is one call of a function that exists once.

use super::act::Act;
use super::making::{Html, View};
use crate::app::{Msg, Word};
use yew::virtual_dom::VNode;
use yew::{AttrValue, NodeRef};

/// What a hole can be filled with.
pub trait Put {
    /// Fills the next hole.
    fn put(self, view: &mut View);
}

macro_rules! put {
    ($($kind:ty => $how:ident;)*) => {$(
        impl Put for $kind {
            #[inline]
            fn put(self, view: &mut View) {
                view.$how(self);
            }
        }
    )*};
}

put! {
    &str => text;
    &String => text;
    &Option<String> => maybe;
    String => owned;
    AttrValue => value;
    Word => word;
    bool => flag;
    Html => html;
    VNode => vnode;
    (Word, &str) => filled;
    (Word, usize) => counted;
    Msg => msg;
    Act => act;
    NodeRef => reference;
}

impl Put for (Word, &String) {
    #[inline]
    fn put(self, view: &mut View) {
        view.filled((self.0, self.1));
    }
}

macro_rules! numbers {
    ($($kind:ty)*) => {$(
        impl Put for $kind {
            #[inline]
            fn put(self, view: &mut View) {
                view.number(i64::try_from(self).unwrap_or_default());
            }
        }
    )*};
}

numbers! { u8 usize u64 u32 i32 }

impl<T: Put> Put for Option<T> {
    #[inline]
    fn put(self, view: &mut View) {
        match self {
            Some(one) => one.put(view),
            None => view.skip(),
        }
    }
}
