//! What views are written in: `view!`, with the syntax of Yew's `html!` and a tenth of its size.
//!
//! `html!` spells every element out as code. `view!` keeps what never changes of a view as one text (a [`Site`]), which is
//! read once, and makes code only of its holes: each is one call that fills the next hole of a [`View`].
//!
//! ```text
//! view! { ctx,
//!     <p class="said" class:open={ open } hidden={ text.is_empty() }>{ text }{ " " }{ w::GATE }</p>
//!     <ul>{ for list.iter().map(|one| view! { ctx, <li key={ &one.id } onclick={ Msg::Chosen }>{ &one.name }</li> }) }</ul>
//! }
//! ```
//!
//! - What stands before the comma has `begin(&Site) -> Html`: a `Ctx`, a painter.
//! - A hole takes what is `Put`: text, numbers, a `Word`, nodes, an `Option` of these; a `bool` for an attribute, which
//!   is there or not (`aria-…` and `data-…` say `true` and `false`); a `Msg` or an `Act` for what `on…` does.
//! - Classes add up: `class="note" class={ gravity } class:open={ open }`.
//! - `{ for iterator }` puts nodes among the others, several roots are a list, `<@{ tag }>…</@>` has a tag of its own.
//! - A closing tag that does not match does not compile.

mod act;
mod making;
mod put;
mod site;

pub use act::{Act, Send};
pub use making::{Html, View};
pub use site::Site;

/// Nodes, written nearly as in `html!`.
macro_rules! view {
    ($pen:expr, $($rest:tt)*) => {
        $crate::ui::template::grow!(@kids (view $pen) [] [] [] $($rest)*)
    };
}

/// One step of `view!`: the text of the site, its tags to be compared, the calls that fill it, and what is still unread.
macro_rules! grow {
    (@kids ($v:ident $pen:expr) [$($text:tt)*] [$($tags:tt)*] [$($fill:tt)*]) => {{
        static SITE: $crate::ui::template::Site =
            $crate::ui::template::Site::new(concat!($($text)*), concat!($($tags)*));
        #[allow(unused_mut, reason = "a view without holes")]
        let mut $v = $pen.begin(&SITE);
        $($fill)*
        $v
    }};
    (@kids $c:tt [$($text:tt)*] [$($tags:tt)*] $fill:tt < / @ > $($rest:tt)*) => {
        $crate::ui::template::grow!(@kids $c [$($text)* "\u{8}",] [$($tags)* "-@",] $fill $($rest)*)
    };
    (@kids $c:tt [$($text:tt)*] [$($tags:tt)*] $fill:tt < / $tag:ident > $($rest:tt)*) => {
        $crate::ui::template::grow!(@kids $c [$($text)* "\u{8}",] [$($tags)* "-", stringify!($tag),] $fill $($rest)*)
    };
    (@kids ($v:ident $pen:tt) [$($text:tt)*] [$($tags:tt)*] [$($fill:tt)*] < @ { $($tag:tt)* } $($rest:tt)*) => {
        $crate::ui::template::grow!(@attrs ($v $pen) [$($text)* "\u{1}",] [$($tags)* "+@",]
            [$($fill)* $v.put($($tag)*);] $($rest)*)
    };
    (@kids $c:tt [$($text:tt)*] [$($tags:tt)*] $fill:tt < $tag:ident $($rest:tt)*) => {
        $crate::ui::template::grow!(@attrs $c [$($text)* "\u{1}", stringify!($tag),] [$($tags)* "+", stringify!($tag),]
            $fill $($rest)*)
    };
    (@kids ($v:ident $pen:tt) [$($text:tt)*] $tags:tt [$($fill:tt)*] { for $($each:tt)* } $($rest:tt)*) => {
        $crate::ui::template::grow!(@kids ($v $pen) [$($text)* "\u{7}",] $tags [$($fill)* $v.each($($each)*);] $($rest)*)
    };
    (@kids $c:tt [$($text:tt)*] $tags:tt $fill:tt { $said:literal } $($rest:tt)*) => {
        $crate::ui::template::grow!(@kids $c [$($text)* "\u{6}", $said,] $tags $fill $($rest)*)
    };
    (@kids ($v:ident $pen:tt) [$($text:tt)*] $tags:tt [$($fill:tt)*] { $($put:tt)* } $($rest:tt)*) => {
        $crate::ui::template::grow!(@kids ($v $pen) [$($text)* "\u{7}",] $tags [$($fill)* $v.put($($put)*);] $($rest)*)
    };
    (@attrs $c:tt [$($text:tt)*] [$($tags:tt)*] $fill:tt / > $($rest:tt)*) => {
        $crate::ui::template::grow!(@kids $c [$($text)* "\u{8}",] [$($tags)* "-",] $fill $($rest)*)
    };
    (@attrs $c:tt $text:tt $tags:tt $fill:tt > $($rest:tt)*) => {
        $crate::ui::template::grow!(@kids $c $text $tags $fill $($rest)*)
    };
    (@attrs ($v:ident $pen:tt) [$($text:tt)*] $tags:tt [$($fill:tt)*]
        class : $first:ident $(- $more:ident)* = { $($put:tt)* } $($rest:tt)*) => {
        $crate::ui::template::grow!(@attrs ($v $pen) [$($text)* "\u{5}", stringify!($first), $("-", stringify!($more),)*]
            $tags [$($fill)* $v.put($($put)*);] $($rest)*)
    };
    (@attrs ($v:ident $pen:tt) [$($text:tt)*] $tags:tt [$($fill:tt)*]
        $first:ident $(- $more:ident)* = { $($put:tt)* } $($rest:tt)*) => {
        $crate::ui::template::grow!(@attrs ($v $pen) [$($text)* "\u{2}", stringify!($first), $("-", stringify!($more),)*]
            $tags [$($fill)* $v.put($($put)*);] $($rest)*)
    };
    (@attrs $c:tt [$($text:tt)*] $tags:tt $fill:tt $first:ident $(- $more:ident)* = $value:literal $($rest:tt)*) => {
        $crate::ui::template::grow!(@attrs $c
            [$($text)* "\u{3}", stringify!($first), $("-", stringify!($more),)* "\u{4}", $value,] $tags $fill $($rest)*)
    };
}

pub(crate) use {grow, view};
