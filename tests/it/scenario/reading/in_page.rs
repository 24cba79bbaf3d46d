//! A response that is read in the platform's own page: what is marked there is listed here.

use crate::scenario::day::{Day, TASK};
use corrigenda::annotation::Spot;
use corrigenda::app::{Command, Config, Focus, Msg, Side, question};
use corrigenda::text::Span;

fn hosted(day: &mut Day, responses: &[&str], adrift: &[(&str, bool)]) {
    let config = Config {
        hosted: responses.iter().map(|id| (*id).to_owned()).collect(),
        adrift: adrift.iter().map(|(id, otherwise)| ((*id).to_owned(), *otherwise)).collect(),
        ..day.model.config.clone()
    };
    day.send(Msg::Configured(Box::new(config)));
}

fn side(day: &Day) -> Side {
    day.model.desk().expect("a desk").view.side
}

#[test]
fn what_is_marked_in_the_page_has_its_card_in_the_list() {
    let mut day = Day::at_work(TASK);
    let response = day.model.desk().expect("a desk").response_id().to_owned();
    day.send(Msg::SideChosen(Side::Rubric));
    assert!(!question::in_page(&day.model));
    hosted(&mut day, &[&response], &[]);
    assert!(question::in_page(&day.model));
    day.send(Msg::Selected(Span { start: 17, end: 19 }));
    day.command(Command::Choose1);
    assert_eq!(side(&day), Side::Issues, "there is no margin that could show it");
    let Focus::Issue(id) = day.model.desk().expect("a desk").view.focus.clone() else { panic!("an issue") };
    day.send(Msg::SideChosen(Side::Rubric));
    hosted(&mut day, &[&response], &[(&id, true)]);
    day.send(Msg::MissingChosen(Spot::Issue(id)));
    assert_eq!(side(&day), Side::Issues, "a click on its mark leads to the list");
    assert_eq!(day.document().issues.len(), 1, "what the page does not show is kept all the same");
}

#[test]
fn the_text_is_read_here_where_the_page_does_not_show_it_or_the_expert_corrects_it() {
    let mut day = Day::at_work(TASK);
    let response = day.model.desk().expect("a desk").response_id().to_owned();
    hosted(&mut day, &["another"], &[]);
    assert!(!question::in_page(&day.model));
    hosted(&mut day, &[&response], &[]);
    day.command(Command::Correct);
    assert!(!question::in_page(&day.model));
    day.command(Command::Read);
    assert!(question::in_page(&day.model));
    hosted(&mut day, &[], &[]);
    assert!(!question::in_page(&day.model), "the attribute was taken away");
}
