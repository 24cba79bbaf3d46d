//! Words that may not stand in the source.

use super::source::{File, Strings, code};
use super::{catches, everywhere, passes};

/// The lines of `text` that hold one of the words, each with the word.
fn holding(text: &str, words: &[&str]) -> Vec<(usize, String)> {
    let found = File::lines(text).flat_map(|(at, line)| {
        words
            .iter()
            .filter(move |word| line.contains(**word))
            .map(move |word| (at, format!("`{word}` may not stand here")))
    });
    found.collect()
}

/// Outside tests, nothing ends the program where a value is missing.
fn panics(file: &File) -> Vec<(usize, String)> {
    if !file.is("rs") || !file.is_under("src/") {
        return vec![];
    }
    holding(&code(file.product(), Strings::Blank), &[".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("])
}

/// Text never becomes HTML by itself, and no style stands in an attribute: a strict host page blocks it.
fn sinks(file: &File) -> Vec<(usize, String)> {
    const HTML: [&str; 8] = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "set_inner_html",
        "set_outer_html",
        "insert_adjacent_html",
        "from_html_unchecked",
        "setHTMLUnsafe",
    ];
    let script = file.is("js") && file.is_under("src/");
    let ours = file.is("rs") && file.is_under("src/");
    if !script && !ours {
        return vec![];
    }
    let mut broken = holding(&code(&file.text, Strings::Keep), &HTML);
    if script {
        broken.extend(holding(&code(&file.text, Strings::Keep), &["document.write(", "eval(", "new Function("]));
    }
    if file.is_under("src/ui/") {
        broken.extend(holding(&code(&file.text, Strings::Blank), &[" style=", " style={"]));
    }
    broken
}

/// A test runs always, waits for nothing, and says itself what is wrong.
fn lame_tests(file: &File) -> Vec<(usize, String)> {
    if file.is("rs") {
        let mut broken = holding(&code(&file.text, Strings::Blank), &["#[ignore", "should_panic"]);
        let tests = if file.is_test() { &file.text } else { &file.text[file.product().len()..] };
        let before = file.text.len() - tests.len();
        let skipped = file.text[..before].matches('\n').count();
        let sleeps = holding(&code(tests, Strings::Blank), &["sleep("]);
        broken.extend(sleeps.into_iter().map(|(at, why)| (at + skipped, why)));
        return broken;
    }
    if file.path.ends_with(".test.mjs") {
        let words =
            ["waitForTimeout", "setTimeout", "timers/promises", "test.skip", "test.only", "test.todo", "skip: true"];
        return holding(&code(&file.text, Strings::Keep), &words);
    }
    vec![]
}

/// Nothing committed names where packages came from, or a path of one machine.
fn places(file: &File) -> Vec<(usize, String)> {
    const PLACES: [&str; 9] = [
        concat!("registry.", "npmjs"),
        concat!("registry.", "yarnpkg"),
        concat!("index.", "crates.io"),
        concat!("static.", "crates.io"),
        concat!("pypi", ".org"),
        concat!("files.", "pythonhosted"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/wo", "rk/"),
    ];
    holding(&file.text, &PLACES)
}

#[test]
fn nothing_outside_tests_ends_the_program() {
    everywhere(panics);
    catches(panics, "src/text/span.rs", "fn f(a: Option<u8>) -> u8 { a.unwrap() }");
    catches(panics, "src/host/fetch.rs", "let a = b\n    .expect(\"there\");");
    passes(
        panics,
        "src/text/span.rs",
        "a.unwrap_or(0); // .unwrap()\n#[cfg(test)]\nmod tests { fn f() { a.unwrap() } }",
    );
}

#[test]
fn text_never_becomes_html_and_no_style_is_an_attribute() {
    everywhere(sinks);
    catches(sinks, "src/host/dom.rs", "node.set_inner_html(&text);");
    catches(sinks, "src/ui/text.rs", "Html::from_html_unchecked(text)");
    catches(sinks, "src/element/element.js", "card.innerHTML = text;");
    catches(sinks, "src/ui/task.rs", "html! { <p style=\"color: red\">{ text }</p> }");
    catches(sinks, "src/ui/task.rs", "html! { <p style={css}>{ text }</p> }");
    passes(sinks, "src/ui/task.rs", "let style = 1; // never innerHTML");
}

#[test]
fn tests_run_always_and_wait_for_nothing() {
    everywhere(lame_tests);
    catches(lame_tests, "src/text/span.rs", "#[cfg(test)]\nmod tests {\n#[test]\n#[ignore]\nfn f() {}\n}");
    catches(lame_tests, "tests/it/law.rs", "#[should_panic(expected = \"x\")]");
    catches(lame_tests, "tests/it/law.rs", "std::thread::sleep(a_second);");
    catches(lame_tests, "tests/e2e/flow.test.mjs", "await page.waitForTimeout(500);");
    catches(lame_tests, "tests/e2e/flow.test.mjs", "test.skip('later', () => {});");
    passes(lame_tests, "src/bin/server/lease.rs", "tokio::time::sleep(left).await;\n#[cfg(test)]\nmod tests {}");
}

#[test]
fn nothing_names_a_registry_or_a_path_of_one_machine() {
    everywhere(places);
    catches(places, "tests/e2e/package-lock.json", concat!("\"resolved\": \"https://registry.", "npmjs.org/x\""));
    catches(places, "scripts/lib.sh", concat!("cd /ro", "ot/project"));
    passes(places, "scripts/lib.sh", "cd \"$HOME\"");
}
