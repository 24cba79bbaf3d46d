//! What is coloured, language by language, and what holds for all.

use super::language::all;
use super::{KINDS, Kind, is_known, parts};

/// The code with a letter before each part that says what it is.
#[track_caller]
fn check(language: &str, code: &str, expected: &str) {
    let found: Vec<String> = parts(language, code)
        .into_iter()
        .map(|(span, kind)| format!("{}:{}", &KINDS[kind as usize][..1], span.slice(code)))
        .collect();
    assert_eq!(found.join(" | "), expected, "{language}");
}

#[test]
fn words_texts_remarks_numbers_and_names_are_told_apart() {
    check("python", "def f(x):  # so\n  return \"a#b\" + 1.5", "k:def | n:f | c:# so | k:return | s:\"a#b\" | n:1.5");
    check("py", "'''a\nb''' 'it\\'s'", "s:'''a\nb''' | s:'it\\'s'");
    check("js", "const a = `x\n${y}`; // no", "k:const | s:`x\n${y}` | c:// no");
    check("tsx", "type A = Foo<string>", "k:type | n:Foo | k:string");
    check("java", "/* a\n*/ String s = null;", "c:/* a\n*/ | n:String | k:null");
    check("c", "#include <stdio.h>\nint x = 0xFF;", "k:#include | k:int | n:0xFF");
    check("rust", "fn f<'a>(x: &'a str) -> char { 'x' }", "k:fn | k:str | s:'x'");
    check("go", "func main() { s := `a` }", "k:func | n:main | s:`a`");
    check(
        "SQL",
        "SELECT count(*) FROM t -- all\nWHERE n = 'o''k'",
        "k:SELECT | n:count | k:FROM | c:-- all | k:WHERE | s:'o' | s:'k'",
    );
    check("bash", "echo \"$A\" # say\nx=$HOME/a#b", "k:echo | s:\"$A\" | c:# say | n:$HOME");
    check("html", "<p class=\"a\">it's 5</p><!-- x -->", "k:<p | n:class | s:\"a\" | k:> | k:</p | k:> | c:<!-- x -->");
    check("css", "a { color: #fff; margin: 2px } /* x */", "n:color | n:margin | n:2px | c:/* x */");
    check("json", "{\"a\": \"b\", \"c\": [1, true]}", "n:\"a\" | s:\"b\" | n:\"c\" | n:1 | k:true");
    check("yaml", "on: push # x\n- name: 'a'", "n:on | c:# x | n:name | s:'a'");
    check("php", "$x = foo(\"a\"); // b", "n:$x | s:\"a\" | c:// b");
    check("swift", "let a = \"b\" // c", "k:let | s:\"b\" | c:// c");
    check("plain", "let a = 1", "");
    check("js", "a.class.default('x'); \"http://a\"", "n:default | s:'x' | s:\"http://a\"");
}

#[test]
fn the_languages_that_matter_are_known_by_their_usual_names() {
    for name in
        "python py js javascript ts typescript java c cpp c++ csharp go rust php ruby kotlin swift sql bash sh html css json yaml xml R".split(' ')
    {
        assert!(is_known(name), "{name}");
    }
    assert!(!is_known("") && !is_known("text") && !is_known("mermaid"));
}

#[test]
fn parts_are_sorted_disjoint_and_cut_no_character_whatever_the_code() {
    let scraps = [
        "'", "\"", "`", "\"\"\"", "/*", "*/", "//", "#", "\\", "\n", " ", "x", "if", "1.5e3", "ä", "🙂", "<", ">",
        "a=", "$", "--", "@b", ":",
    ];
    let mut random = fastrand::Rng::with_seed(5);
    for language in all() {
        let name = language.names.split(' ').next().expect("a name");
        for _ in 0..600 {
            let code: String = (0..random.usize(0..40)).map(|_| scraps[random.usize(..scraps.len())]).collect();
            let mut end = 0;
            for (span, _) in parts(name, &code) {
                assert!(
                    span.start >= end && span.end > span.start && code.get(span.start..span.end).is_some(),
                    "{name} {code:?}"
                );
                end = span.end;
            }
        }
    }
}

#[test]
fn long_code_is_read_in_time_that_grows_with_its_length() {
    let code = "x = \"a\" # b\n".repeat(20_000);
    let strings = parts("python", &code).into_iter().filter(|(_, kind)| *kind == Kind::String).count();
    assert_eq!(strings, 20_000);
}
