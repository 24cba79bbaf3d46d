//! The families of formats: every format is in one, and what one hands to another is what it read.

use super::{options, works, writable};
use corrigenda::format::{Family, Format, Input, Marking, Tables, Training, Work, convert, convert_in, read_in};
use corrigenda::json::{Doc, parse, print};
use corrigenda::task::Task;

/// The first half of the way from a format of one family to another.
fn handed<F: Family>(from: Format, text: &str) -> Result<String, String> {
    read_in::<F>(from, text, &[], None).map(|works| print(&works)).map_err(|error| error.to_string())
}

/// The second half.
fn written<F: Family>(works: &str, to: Format) -> Result<String, String> {
    let works: Vec<Work> = parse(works).expect("what was handed over");
    let done = convert_in::<F>(Input::Works(works), &options(Format::Corrigenda, to));
    done.map(|done| done.document().to_string()).map_err(|error| error.to_string())
}

/// Where it goes: a format of each family, and one that can only be read.
const ENDS: [Format; 4] = [Format::Corrigenda, Format::LabelStudio, Format::Csv, Format::BiGGen];

type Half = fn(Format, &str) -> Result<String, String>;
type Rest = fn(&str, Format) -> Result<String, String>;

/// A family: the name of its wasm, whether it has a format, and the two halves.
type Home = (&'static str, fn(Format) -> bool, Half, Rest);

fn families() -> [Home; 3] {
    fn has<F: Family>(format: Format) -> bool {
        let (read, write) = (F::read(format, "", &[], None), F::write(format, &[]));
        assert_eq!(read.is_some(), write.is_some(), "{}", format.word());
        read.is_some()
    }
    [
        ("TRAINING", has::<Training>, handed::<Training>, written::<Training>),
        ("MARKING", has::<Marking>, handed::<Marking>, written::<Marking>),
        ("TABLES", has::<Tables>, handed::<Tables>, written::<Tables>),
    ]
}

#[test]
fn every_format_is_in_one_family_and_the_page_knows_in_which() {
    let script = include_str!("../../../src/element/later/convert.js");
    for format in Format::ALL {
        let own: Vec<&str> = families().iter().filter(|one| one.1(*format)).map(|one| one.0).collect();
        let [name] = own.as_slice() else { panic!("{} is in {own:?}", format.word()) };
        let quoted = format!("'{}'", format.word());
        let lines: Vec<&str> = script.lines().filter(|line| line.contains(&quoted)).collect();
        match (*name, lines.as_slice()) {
            ("TRAINING", []) => {}
            (name, [line]) => assert!(line.trim().starts_with(&format!("[{name}]:")), "{}: {line}", format.word()),
            (name, lines) => panic!("{} of {name}: {lines:?}", format.word()),
        }
    }
}

#[test]
fn what_goes_from_one_family_to_another_is_what_goes_at_once() {
    let mut works = works();
    // What nobody knows is kept as it stands, to the digit.
    let odd: corrigenda::json::Value =
        serde_json::from_str(r#"{"whole": 1.0, "small": -0.0, "long": 18446744073709551615}"#).expect("JSON");
    works.truncate(2);
    works.iter_mut().for_each(|work| drop(work.task.extra.insert("odd".into(), odd.clone())));
    for from in writable() {
        let all = Input::Works(works.clone());
        let text = convert(all, &options(Format::Corrigenda, from)).expect("a text").text;
        let (_, _, half, _) = families().into_iter().find(|one| one.1(from)).expect("a family");
        let handed = half(from, &text).expect("works");
        for to in &ENDS {
            let at_once = convert(Input::Text(text.clone()), &options(from, *to));
            let at_once = at_once.map(|done| done.document().to_string()).map_err(|error| error.to_string());
            let (_, _, _, rest) = families().into_iter().find(|one| one.1(*to)).expect("a family");
            assert_eq!(rest(&handed, *to), at_once, "{} to {}", from.word(), to.word());
        }
    }
}

#[test]
fn a_family_refuses_the_formats_of_others() {
    let task = Task::read(works()[0].task.write()).expect("a task");
    let works = Input::Works(vec![Work { task, annotations: Vec::new() }]);
    let error = |done: Result<_, corrigenda::json::DecodeError>| {
        done.map(|_: corrigenda::format::Converted| ()).expect_err("an error")
    };
    let found = error(convert_in::<Training>(works, &options(Format::Corrigenda, Format::Csv)));
    assert_eq!(found.path, "$.to");
    let found = error(convert_in::<Tables>(Input::Text(String::new()), &options(Format::M2, Format::Csv)));
    assert_eq!(found.path, "$.from");
}
