//! Formats that are text by itself.

pub(super) mod critic;
pub(super) mod csv;
pub(super) mod m2;
pub(super) mod mqm;
pub(in crate::format) mod table;

use super::work::{Building, Work, bare_task};
use crate::task::Task;

/// The work about a task with this id: the known one, one that is being read, or a new one. Answers its place.
fn work_at(works: &mut Vec<Work>, known: &[Task], id: &str) -> usize {
    works.iter().position(|work| work.task.id == id).unwrap_or_else(|| {
        let task = known.iter().find(|task| task.id == id).cloned().unwrap_or_else(|| bare_task(id));
        works.push(Work { task, annotations: Vec::new() });
        works.len() - 1
    })
}

/// Annotations while their rows come in any order: each is opened once.
#[derive(Default)]
pub(in crate::format) struct Desk {
    open: Vec<Opened>,
}

struct Opened {
    work: usize,
    id: Option<String>,
    annotator: Option<String>,
    building: Building,
}

impl Desk {
    /// The annotation of a work that has this id and author; begun where there is none. The work's task must be whole.
    pub fn at(&mut self, works: &[Work], work: usize, id: &str, annotator: &str) -> Option<&mut Building> {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let (id, annotator) = (some(id), some(annotator));
        let same = |one: &Opened| one.work == work && one.id == id && one.annotator == annotator;
        if !self.open.iter().any(same) {
            let mut building = Building::new(&works.get(work)?.task);
            building.set(|annotation| (annotation.id, annotation.annotator) = (id.clone(), annotator.clone()));
            self.open.push(Opened { work, id: id.clone(), annotator: annotator.clone(), building });
        }
        let same = |one: &&mut Opened| one.work == work && one.id == id && one.annotator == annotator;
        self.open.iter_mut().find(same).map(|one| &mut one.building)
    }

    /// Puts the annotations into their works.
    pub fn close(self, works: &mut [Work]) {
        for one in self.open {
            if let Some(work) = works.get_mut(one.work) {
                work.annotations.push(one.building.close());
            }
        }
    }
}
