//! One tab edits a task at a time: Web Locks.

use super::page::Post;
use crate::app::{Msg, Ticket};
use crate::web::lock::request;
use js_sys::{Function, Map, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The rights of this element. The functions that give them back are in a `Map` of the page's: they are needed even
/// where this instance of the wasm has broken.
pub struct Locks {
    post: Post,
    held: Map,
    /// Who waits for which lock: asking twice at once would find the own first request in the way.
    asked: RefCell<Vec<(String, Ticket)>>,
}

impl Locks {
    /// Keeps its rights in `held`.
    #[must_use]
    pub fn new(post: Post, held: Map) -> Rc<Self> {
        Rc::new(Self { post, held, asked: RefCell::default() })
    }

    /// Gets the right to edit; answered by `LockSettled`, later perhaps by `LockLost`.
    pub fn lock(self: &Rc<Self>, ticket: Ticket, key: String, steal: bool) {
        if self.held.has(&key.as_str().into()) {
            return (self.post)(Msg::LockSettled { ticket, mine: true });
        }
        let mut asked = self.asked.borrow_mut();
        let first = asked.iter().all(|(other, _)| *other != key);
        asked.push((key.clone(), ticket));
        drop(asked);
        if !first {
            return;
        }
        let (this, name) = (Rc::clone(self), key.clone());
        self.take(key, steal, move |mine| {
            let all = this.asked.take();
            let (settled, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(key, _)| *key == name);
            this.asked.borrow_mut().extend(others);
            settled.into_iter().for_each(|(_, ticket)| (this.post)(Msg::LockSettled { ticket, mine }));
        });
    }

    fn take(self: &Rc<Self>, key: String, steal: bool, settled: impl FnOnce(bool) + 'static) {
        let (this, name) = (Rc::clone(self), key.clone());
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let mine = !lock.is_null();
            let until = if mine { this.hold(&name).into() } else { JsValue::UNDEFINED };
            settled(mine);
            until
        });
        let option = if steal { "steal" } else { "ifAvailable" };
        let Some(request) = request(&format!("corrigenda {key}"), &[(option, true)], &granted) else {
            // No locks: nobody can be asked, and nobody is shut out.
            let _ = granted.unchecked_ref::<Function>().call1(&JsValue::NULL, &JsValue::TRUE);
            return;
        };
        let this = Rc::clone(self);
        spawn_local(async move {
            // It fails when another tab takes the right.
            if JsFuture::from(request).await.is_err() && this.held.delete(&key.into()) {
                (this.post)(Msg::LockLost);
            }
        });
    }

    /// The promise that holds a lock until it is given back.
    fn hold(&self, key: &str) -> Promise {
        Promise::new(&mut |release, _| {
            self.held.set(&key.into(), &release);
        })
    }

    /// Gives the right back.
    pub fn unlock(&self, key: &str) {
        let release = self.held.get(&key.into());
        self.held.delete(&key.into());
        if let Some(release) = release.dyn_ref::<Function>() {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    /// Gives all rights back for as long as the element is away; answers whose they were.
    pub fn pause(&self) -> Vec<String> {
        let keys: Vec<String> = self.held.keys().into_iter().flatten().filter_map(|key| key.as_string()).collect();
        keys.iter().for_each(|key| self.unlock(key));
        keys
    }

    /// Takes them again; what is somebody else's by now is lost.
    pub fn resume(self: &Rc<Self>, keys: Vec<String>) {
        for key in keys {
            let this = Rc::clone(self);
            self.take(key, false, move |mine| {
                if !mine {
                    (this.post)(Msg::LockLost);
                }
            });
        }
    }
}
