//! Who may import whom: downward only.

use super::source::{File, Strings, code};
use super::{catches, everywhere, passes};

/// Each layer, and the layers it may name. `None` for a name that is no layer.
fn may_import(layer: &str) -> Option<Vec<&'static str>> {
    const TEXTS: [&str; 4] = ["json", "text", "markup", "math"];
    const DOCUMENTS: [&str; 4] = ["task", "annotation", "review", "rubric"];
    let below = |more: &[&'static str]| [&TEXTS[..], &DOCUMENTS[..], more].concat();
    Some(match layer {
        "json" | "text" => vec![],
        "markup" | "highlight" => vec!["text"],
        "math" => vec!["json", "text"],
        "placing" => vec!["text", "markup"],
        "task" => TEXTS.to_vec(),
        "annotation" => [&TEXTS[..], &["task"]].concat(),
        "doubt" => [&TEXTS[..], &["rubric"]].concat(),
        "rubric" => [&TEXTS[..], &["task", "annotation"]].concat(),
        "review" => [&TEXTS[..], &["task", "annotation", "rubric"]].concat(),
        "agreement" | "protocol" => below(&[]),
        "adapter" => below(&["protocol"]),
        "reference" => below(&["agreement", "protocol"]),
        "format" => below(&["agreement"]),
        "app" => below(&["agreement", "protocol", "format"]),
        "ui" => below(&["agreement", "protocol", "app"]),
        "web" => vec!["json"],
        "host" => below(&["protocol", "adapter", "format", "app", "web", "doubt"]),
        "element" => below(&["agreement", "protocol", "adapter", "format", "app", "ui", "web", "host"]),
        // The reference server: everything pure.
        "server" => below(&["agreement", "protocol", "adapter", "reference", "format"]),
        "bin/server" => below(&["agreement", "protocol", "adapter", "reference", "format", "server"]),
        // What a page loads where it uses it.
        "bin/inside" => below(&["protocol", "adapter", "reference", "web"]),
        layer if layer.starts_with("bin/") => {
            below(&["agreement", "protocol", "adapter", "format", "web", "placing", "doubt", "highlight"])
        }
        _ => return None,
    })
}

fn downward(file: &File) -> Vec<(usize, String)> {
    let Some(rest) = file.path.strip_prefix("src/").filter(|_| file.is("rs")) else { return vec![] };
    let Some((layer, inside)) = rest.split_once('/') else { return vec![] };
    // Each binary is a layer of its own.
    let own = format!("bin/{}", inside.split(['/', '.']).next().unwrap_or_default());
    let layer = if layer == "bin" { own.as_str() } else { layer };
    let Some(allowed) = may_import(layer) else {
        return vec![(1, format!("src/{layer} is not in the import table of tests/it/tidy/imports.rs"))];
    };
    let code = code(&file.text, Strings::Blank);
    let mut broken = Vec::new();
    for start in ["crate::", "corrigenda::", "super::super::"] {
        for (at, _) in code.match_indices(start) {
            let line = code[..at].matches('\n').count() + 1;
            for name in first_names(&code[at + start.len()..]) {
                if name != layer && may_import(name).is_some() && !allowed.contains(&name) {
                    broken.push((line, format!("{layer} may not import {name}")));
                }
            }
        }
    }
    broken
}

/// `a` of `a::b`; `a` and `c` of `{a::b, c::{d, e}}`.
fn first_names(path: &str) -> Vec<&str> {
    let word = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let Some(group) = path.strip_prefix('{') else { return vec![&path[..word(path)]] };
    let mut names = Vec::new();
    let (mut depth, mut fresh) = (0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                names.push(&group[at..at + word(&group[at..])]);
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn imports_go_downward_only() {
    everywhere(downward);
}

#[test]
fn an_upward_import_is_caught() {
    catches(downward, "src/text/span.rs", "use crate::task::Task;");
    catches(downward, "src/app/model.rs", "fn f() { crate::host::fetch::go() }");
    catches(downward, "src/ui/task.rs", "use crate::{text::Span, host::{clock, timer}};");
    catches(downward, "src/host/fetch.rs", "use crate::{\n    app::Effect,\n    ui,\n};");
    catches(downward, "src/protocol/call.rs", "use super::super::adapter::contract;");
    catches(downward, "src/bin/server/main.rs", "use corrigenda::element;");
    catches(downward, "src/unheard_of/mod.rs", "");
    passes(
        downward,
        "src/app/model.rs",
        "use crate::{text::{Span, host}, protocol::Call};\n// crate::host is not named",
    );
    passes(downward, "src/bin/server/main.rs", "use corrigenda::reference::Store;");
    passes(downward, "src/lib.rs", "pub mod element; use crate::element;");
}
