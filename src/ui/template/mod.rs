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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Lang, Msg, Word};
    use yew::virtual_dom::VNode;

    struct Pen(Send);

    impl Pen {
        fn begin(&self, site: &'static Site) -> Html {
            View::of(site, Lang::De, &self.0)
        }
    }

    fn pen() -> Pen {
        Pen(Send::noop())
    }

    /// Nodes as text: lists in brackets, the value of a field after a colon.
    fn shown(node: &VNode) -> String {
        match node {
            VNode::VText(text) => text.text.to_string(),
            VNode::VList(list) => format!("[{}]", list.iter().map(shown).collect::<String>()),
            VNode::VTag(tag) => {
                let key = tag.key.as_ref().map(|key| format!(" #{key}")).unwrap_or_default();
                let pairs: String = tag.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
                let value = tag.value().map(|value| format!(":{value}")).unwrap_or_default();
                let kids = tag.children().map(shown).filter(|kids| kids != "[]").unwrap_or_default();
                format!("<{}{key}{pairs}{value}>{kids}</>", tag.tag())
            }
            _ => String::from("?"),
        }
    }

    fn check(mut view: Html, expected: &str) {
        assert_eq!(shown(&view.node()), expected);
    }

    #[test]
    fn holes_take_what_comes_in_the_order_they_stand_in() {
        const HELLO: Word = Word::new("hello {}\nhallo {}");
        let (name, count) = (String::from("a"), 3_usize);
        let view = view! { pen(),
            <p lang={ &name } title="still" data-n={ count }>{ (HELLO, "du") }{ " " }<b>{ name }</b></p>
        };
        check(view, "<p lang=a title=still data-n=3>[hallo du <b>a</>]</>");
    }

    #[test]
    fn flags_are_there_or_not_and_where_an_attribute_speaks_they_say_so() {
        let view = |on: bool| {
            view! { pen(), <button hidden={ on } aria-pressed={ on } data-on={ on } disabled=true class="a" class:b-c={ on } /> }
        };
        check(view(true), "<button hidden=hidden aria-pressed=true data-on=true disabled=disabled class=a b-c></>");
        check(view(false), "<button aria-pressed=false data-on=false disabled=disabled class=a></>");
    }

    #[test]
    fn classes_add_up_and_empty_ones_leave_nothing() {
        let view = |one: &str, two: bool| view! { pen(), <i class={ one } class={ Some("x").filter(|_| two) }></i> };
        check(view("", false), "<i></>");
        check(view("a", false), "<i class=a></>");
        check(view("", true), "<i class=x></>");
        check(view("a", true), "<i class=a x></>");
    }

    #[test]
    fn what_is_not_there_leaves_its_attribute_out_and_holds_its_place_among_children() {
        let none: Option<String> = None;
        let view =
            view! { pen(), <p title={ &none } key={ &none } onclick={ None::<Msg> }>{ none.clone() }{ "x" }</p> };
        check(view, "<p>[[]x]</>");
    }

    #[test]
    fn one_child_stands_alone_and_those_that_come_and_go_in_a_list() {
        let items = |count: usize| (0..count).map(|at| view! { pen(), <li key={ at }></li> });
        check(view! { pen(), <ul>{ for items(2) }</ul> }, "<ul>[<li #0></><li #1></>]</>");
        check(view! { pen(), <ul>{ for items(1) }</ul> }, "<ul>[<li #0></>]</>");
        check(view! { pen(), <ul><li key="a"></li></ul> }, "<ul><li #a></></>");
        check(view! { pen(), <i></i><b></b> }, "[<i></><b></>]");
        check(view! { pen(), }, "[]");
    }

    #[test]
    fn a_tag_can_be_filled_and_a_field_has_a_value_that_is_no_attribute() {
        check(view! { pen(), <@{ "h3" } id="a">{ "x" }</@> }, "<h3 id=a>x</>");
        check(view! { pen(), <textarea rows="2" value={ "x" } /> }, "<textarea rows=2:x></>");
        check(view! { pen(), <option value={ "x" }></option> }, "<option value=x></>");
    }
}
