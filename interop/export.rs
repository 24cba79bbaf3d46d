//! Writes every format over the sample project, for the real consumers of `make interop`: `export FOLDER`.

#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "shared with the tests")]
#[path = "../tests/it/formats/made.rs"]
mod made;

use corrigenda::format::{Format, Input, Loss, Options, Work, convert, label_studio_config, write};
use corrigenda::json::Map;
use corrigenda::task::Task;
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: export FOLDER")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let works = made::works();
    for format in Format::ALL.iter().filter(|format| write(**format, &[]).is_ok()) {
        fs::write(folder.join(format.word()), write(*format, &works)?)?;
    }
    // Each task has a configuration of its own there.
    for work in &works {
        let name = format!("{}.{}", Format::LabelStudio.word(), work.task.id);
        fs::write(folder.join(format!("{name}.json")), write(Format::LabelStudio, std::slice::from_ref(work))?)?;
        fs::write(folder.join(format!("{name}.xml")), label_studio_config(&work.task))?;
    }
    Ok(())
}

/// What the shared module asks of its parent: the text of a format, with its losses.
fn losses_of(format: Format, works: &[Work]) -> (String, Vec<Loss>) {
    let options = Options { from: Format::Corrigenda, to: format, mapping: None, tasks: Vec::new(), extra: Map::new() };
    let done = convert(Input::Works(works.to_vec()), &options);
    done.map_or_else(|error| (error.to_string(), Vec::new()), |done| (done.text, done.losses))
}

/// And the tasks of the sample project.
fn tasks() -> Vec<Task> {
    let lines = include_str!("../sample/tasks.jsonl").lines();
    lines.filter_map(|line| corrigenda::json::parse(line).ok()).collect()
}
