//! Places in a page are places in the text it was rendered from.

use corrigenda::host::{Spot, place};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};

/// `Ä **fett** 😀.` and `zwei`, as they are rendered: a formula that is atomic, a digit and a deleted word that have no
/// place.
const PAGE: &str = "<p><span data-a='0'>Ä </span><strong><span data-a='5'>fe<i>tt</i></span></strong><sup data-skip>1</sup>\
    <span data-a='11'> 😀.</span> <del data-skip>weg</del></p><p>§<span data-a='20' data-e='29'>a/b</span></p>\
    <p><span data-a='31'>zwei</span></p>";

fn article() -> Element {
    let document = web_sys::window().and_then(|window| window.document()).expect("a document");
    let article = document.create_element("article").expect("an article");
    article.set_inner_html(PAGE);
    document.body().expect("a body").append_child(&article).expect("appended");
    article
}

/// The text node that reads so.
fn text(node: &Node, wanted: &str) -> Option<Node> {
    if node.node_type() == Node::TEXT_NODE {
        return (node.node_value().as_deref() == Some(wanted)).then(|| node.clone());
    }
    let children = node.child_nodes();
    (0..children.length()).find_map(|index| text(&children.get(index)?, wanted))
}

fn spot(article: &Element, words: &str, offset: u32) -> Spot {
    Spot { node: text(article, words).expect("the text is there"), offset }
}

#[track_caller]
fn check(from: (&str, u32), to: (&str, u32), expected: (usize, usize)) {
    let article = article();
    let span = place(&article, &spot(&article, from.0, from.1), &spot(&article, to.0, to.1)).expect("a span");
    assert_eq!((span.start, span.end), expected);
    article.remove();
}

#[wasm_bindgen_test]
fn letters_count_as_their_bytes_and_pairs_as_one_letter() {
    check(("Ä ", 0), ("Ä ", 1), (0, 2));
    check((" 😀.", 1), (" 😀.", 3), (12, 16));
    check(("tt", 1), (" 😀.", 1), (8, 12));
}

#[wasm_bindgen_test]
fn the_ends_of_pieces_belong_to_the_smaller_selection() {
    check(("Ä ", 2), ("tt", 2), (5, 9));
    check(("fe", 0), (" 😀.", 0), (5, 9));
}

#[wasm_bindgen_test]
fn what_is_skipped_has_the_place_beside_it() {
    check(("Ä ", 0), ("1", 1), (0, 9));
    check(("weg", 1), ("zwei", 2), (20, 33));
}

#[wasm_bindgen_test]
fn an_atomic_piece_is_taken_whole() {
    check((" 😀.", 0), ("a/b", 1), (11, 29));
    check(("a/b", 2), ("zwei", 4), (20, 35));
    check(("a/b", 3), ("zwei", 4), (31, 35));
}

#[wasm_bindgen_test]
fn a_caret_is_an_empty_span_and_stays_where_it_is() {
    check(("fe", 0), ("fe", 0), (5, 5));
    check(("tt", 2), ("tt", 2), (9, 9));
}

#[wasm_bindgen_test]
fn places_between_children_are_those_of_the_pieces_around() {
    let article = article();
    let paragraph = |index| article.children().item(index).expect("a paragraph").unchecked_into::<Node>();
    let whole =
        |from: Node, to: Node, offset| place(&article, &Spot { node: from, offset: 0 }, &Spot { node: to, offset });
    let second = whole(paragraph(1), paragraph(2), 0).expect("a span");
    assert_eq!((second.start, second.end), (20, 29));
    let all = whole(article.clone().into(), article.clone().into(), 3).expect("a span");
    assert_eq!((all.start, all.end), (0, 35));
    article.remove();
}

#[wasm_bindgen_test]
fn a_selection_that_leaves_the_article_ends_with_it() {
    let article = article();
    let body: Node = article.parent_node().expect("a parent");
    let beyond = Spot { offset: body.child_nodes().length(), node: body.clone() };
    let span = place(&article, &spot(&article, "a/b", 0), &beyond).expect("a span");
    assert_eq!((span.start, span.end), (20, 35));
    let outside = Spot { node: body, offset: 0 };
    assert_eq!(place(&article, &outside, &outside), None);
    article.remove();
}
