//! How sentences that stand for each other, and what differs in them, look in a text.

use super::super::block::Painter;
use super::super::deco::Deco;
use crate::ui::template::{Html, view};

impl Painter<'_> {
    /// What stands for something on the other side, or has nothing there, around a piece of it.
    #[inline(never)]
    pub fn faced(&self, inner: Html, kind: &Deco, first: bool) -> Html {
        match kind {
            Deco::Paired { number, moved, open } => view! { self,
                <span class="paired" class:moved={ *moved && first } class:open={ *open } data-pair={ *number }
                    data-tie={ (first && !*moved).then_some(*number) }>{ inner }</span>
            },
            Deco::Differs { left, alone } => view! { self,
                <@{ if *left { "del" } else { "ins" } } class="differs" class:alone={ *alone }>{ inner }</@>
            },
            _ => inner,
        }
    }

    /// The same within a formula.
    #[inline(never)]
    pub fn faced_term(&self, inner: Html, kind: &Deco) -> Html {
        match kind {
            Deco::Differs { left, .. } => {
                view! { self, <mrow class="term" class={ if *left { "gone" } else { "put" } }>{ inner }</mrow> }
            }
            _ => inner,
        }
    }
}
