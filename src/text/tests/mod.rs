//! Hunting for texts that break a law: a plain loop of mutations (the toolchain has no cargo-fuzz) over a corpus that is kept.
//!
//! A test that hunts runs the corpus in `tests/corpus/<name>` and a few mutations of it, the same ones each time. With
//! `HUNT_SECONDS` it goes on for so long from `HUNT_SEED`; what breaks the law is made smaller, written to the corpus and told.

mod mutate;

use fastrand::Rng;
use mutate::{mutated, shrunk};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// So many mutations are tried where nobody asked for more.
const FEW: usize = 150;
/// No text gets longer, in bytes.
const LONG: usize = 4096;
/// What broke the law is tried so often to be made smaller.
const TRIES: usize = 4000;

/// Tries a law on the corpus of this name and on mutations of it; each case has so many texts.
pub(crate) fn hunt(name: &str, count: usize, law: impl Fn(&[String])) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let mut pool = corpus(&folder, count);
    assert!(!pool.is_empty(), "{} has cases of {count} texts", folder.display());
    let breaks = |case: &[String]| catch_unwind(AssertUnwindSafe(|| law(case))).is_err();
    for case in &pool {
        law(case);
    }
    let wanted = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seconds = wanted("HUNT_SECONDS");
    let mut random = Rng::with_seed(wanted("HUNT_SEED").unwrap_or(7));
    #[expect(clippy::disallowed_methods, reason = "a hunt by the clock, outside of any logic")]
    let since = Instant::now();
    let mut tried = 0;
    while seconds.map_or(tried < FEW, |seconds| since.elapsed() < Duration::from_secs(seconds)) {
        tried += 1;
        let Some(parent) = random.choice(&pool).cloned() else { break };
        let case = mutated(&parent, &mut random, LONG);
        if breaks(&case) {
            let small = shrunk(case, TRIES, &breaks);
            let file = folder.join(format!("found-{tried}.json"));
            let _ = std::fs::write(&file, format!("{}\n", serde_json::json!(small)));
            panic!("{name}: the law is broken by {small:?}, kept as {}", file.display());
        }
        // A child now and then has children too, so that changes add up.
        if random.u8(..) < 16 {
            if pool.len() > 400 {
                pool.swap_remove(random.usize(..pool.len()));
            }
            pool.push(case);
        }
    }
    if seconds.is_some() {
        println!("{name}: {tried} cases");
    }
}

/// The cases that are kept: JSON arrays of texts, a file each.
fn corpus(folder: &std::path::Path, count: usize) -> Vec<Vec<String>> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let case: Vec<String> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_eq!(case.len(), count, "{}", file.display());
        cases.push(case);
    }
    cases
}
