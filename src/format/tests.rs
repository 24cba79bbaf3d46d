//! Documents and rows of every format, hunted: whatever is wrong with them is told, and what can be read is written whole.

use super::convert::{Format, read, write};
use crate::annotation::Annotation;
use crate::json::{Doc, Value, parse};
use crate::task::Task;
use crate::text::tests::hunt;

#[test]
fn hunted_documents_are_read_or_refused() {
    hunt("documents", 1, |case| {
        let text = case[0].as_str();
        if let Ok(value) = parse::<Value>(text) {
            for refused in [Task::read(value.clone()).err(), Annotation::read(value).err()].into_iter().flatten() {
                assert!(!refused.expected.is_empty(), "{refused}");
            }
        }
        for format in Format::ALL {
            let Ok(works) = read(*format, text, &[], None) else { continue };
            let ours = write(Format::Corrigenda, &works).unwrap();
            let again = read(Format::Corrigenda, &ours, &[], None).unwrap();
            assert_eq!(write(Format::Corrigenda, &again).unwrap(), ours, "{format:?}");
            for to in Format::ALL {
                let _ = write(*to, &works);
            }
        }
    });
}
