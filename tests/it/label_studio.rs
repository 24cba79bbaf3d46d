//! Label Studio as a backend, over what a real one answered (`make interop` records it anew).

#[path = "label_studio/day.rs"]
mod day;
#[path = "label_studio/mapping.rs"]
mod mapping;

use corrigenda::adapter::HttpResponse;
use corrigenda::adapter::label_studio::{Outside, Request};
use corrigenda::json::{Value, parse};
use corrigenda::protocol::Fault;
use std::cell::RefCell;
use std::collections::VecDeque;

/// Answers as they were recorded, to the requests they were recorded for.
struct Recorded {
    pairs: RefCell<VecDeque<Value>>,
}

impl Outside for Recorded {
    async fn send(&self, request: Request) -> Result<HttpResponse, Fault> {
        let request = day::bare(request);
        let pair = self.pairs.borrow_mut().pop_front().expect("no more was asked when it was recorded");
        assert_eq!((request.method, request.path.as_str()), (text(&pair, "method"), text(&pair, "path")));
        assert_eq!(request.body.unwrap_or_default(), pair["body"], "the body of {}", request.path);
        let status = u16::try_from(pair["status"].as_u64().expect("a status")).expect("a status");
        Ok(HttpResponse {
            status,
            body: Some(pair["answer"].clone()).filter(|body| !body.is_null()),
            retry_after: None,
        })
    }
    async fn token(&self, stale: Option<&str>) -> Option<String> {
        stale.is_none().then(|| "0123456789abcdef".to_owned())
    }
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn a_day_at_label_studio_goes_as_it_went_at_a_real_one() {
    let mut lines = include_str!("label_studio/pairs.jsonl").lines().map(|line| parse::<Value>(line).expect("a pair"));
    let project = lines.next().expect("a head");
    let pairs: VecDeque<Value> = lines.collect();
    let answers = |key: &str| pairs.iter().map(|pair| pair["answer"][key].clone()).find(|value| !value.is_null());
    assert_eq!(
        answers("label_config"),
        Some(day::CONFIG.into()),
        "another project was recorded: `RECORD=1 make interop`"
    );
    assert_eq!(answers("data").as_ref(), day::tasks()[0].get("data"));
    let watched = day::Watched::new(Recorded { pairs: RefCell::new(pairs) });
    day::day(watched.clone(), text(&project, "project"));
    assert!(watched.pairs.borrow().len() > 30, "a day has more than a few requests");
}
