//! What the tests share: what is posted, and waiting for it.

use corrigenda::app::Msg;
use corrigenda::host::Post;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;

/// What was posted so far.
#[derive(Clone, Default)]
pub struct Posted(Rc<RefCell<Vec<Msg>>>);

impl Posted {
    pub fn post(&self) -> Post {
        let posted = self.clone();
        Rc::new(move |msg| posted.0.borrow_mut().push(msg))
    }

    /// The first message that `wanted` takes; it is waited for.
    pub async fn first<T>(&self, wanted: impl Fn(&Msg) -> Option<T>) -> T {
        for _ in 0..1000 {
            let found = self.0.borrow().iter().find_map(&wanted);
            if let Some(found) = found {
                return found;
            }
            turn().await;
        }
        panic!("it never came; posted: {:?}", self.0.borrow());
    }

    pub fn all(&self) -> Vec<Msg> {
        self.0.borrow().clone()
    }
}

/// Lets the browser do something else.
pub async fn turn() {
    let promise = js_sys::Promise::new(&mut |done, _| {
        let window = web_sys::window().expect("a window");
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 2).expect("a timeout");
    });
    JsFuture::from(promise).await.expect("a turn");
}
