//! Jobs that a run makes and waits for.

use docket_flow::{Input, Outcome, WaitsFor, What};
use serde_json::{Value, json};

use crate::bench::*;

fn options() -> Value {
    json!({"function": "dispatch-job", "payload": {"job": {"name": "$.who", "n": 1}, "order_num": "$.num"}})
}

fn dispatching(further: Value) -> Run {
    let mut job = step("function", "done", json!({"options": options(), "goto_fail": "scrap"}));
    job.as_object_mut().expect("it is one").extend(object(further));
    let mut run = Run::new(flow(json!({"j": job})));
    run.begin(json!({"who": "Ann", "num": "A-1"}));
    run
}

#[test]
fn a_job_is_made_and_waited_for() {
    let mut run = dispatching(json!({}));
    let job = object(json!({"name": "Ann", "n": 1}));
    assert_eq!(run.done[0].what, What::DispatchJob { job, number: Some("A-1".to_owned()) });
    assert_eq!(run.state().jobs(), ["J0"]);
    assert_eq!(run.state().waiting(&run.definition)[0].what, WaitsFor::Job { number: "J0".to_owned() });
    assert!(!run.job("J9", Ok(())), "that is another");
    assert!(run.job("J0", Ok(())));
    assert_eq!((run.outcome(), run.did()), (Some(Outcome::Succeeded), vec!["dispatch"]));
}

#[test]
fn a_job_that_was_not_done_is_made_anew_while_it_may() {
    let mut run = dispatching(json!({"on_error": {"retry": 1}}));
    run.job("J0", Err("nobody was there"));
    assert!(run.state().jobs().is_empty());
    run.timer(9_200);
    assert_eq!(run.state().jobs(), ["J1"]);
    run.job("J1", Err("nobody was there"));
    assert_eq!((run.outcome(), run.did()), (Some(Outcome::Failed), vec!["dispatch", "dispatch"]));
    assert_eq!(run.past[0].reason.as_deref(), Some("the job J1 was not done: nobody was there"));
}

#[test]
fn a_job_without_a_number_fails_the_step() {
    let job = step("function", "done", json!({"options": options()}));
    let mut run = Run::new(flow(json!({"j": job})));
    run.answers.insert("dispatch", [Ok(Value::Null)].into());
    run.begin(json!({"who": "Ann", "num": "A-1"}));
    assert_eq!(run.reason(), "“FUNCTION” (j) failed: the job that was made has no number");
}

#[test]
fn a_job_is_recalled_when_its_step_is_failed_or_the_run_cancelled() {
    let mut failed = dispatching(json!({}));
    failed.fail("j", "not needed").expect("it is open");
    assert_eq!(failed.done[1].what, What::RecallJob { number: "J0".to_owned() });
    assert_eq!(failed.outcome(), Some(Outcome::Failed));
    let mut cancelled = dispatching(json!({}));
    cancelled.fails("recall", 1);
    cancelled.input(&Input::Cancel { reason: "no more".to_owned() }, 3_000).expect("it is active");
    assert_eq!(cancelled.done[1].what, What::RecallJob { number: "J0".to_owned() });
    assert_eq!((cancelled.outcome(), cancelled.reason()), (Some(Outcome::Cancelled), "no more"));
    assert_eq!(cancelled.state().problems[0].text, "out of order");
}

#[test]
fn an_action_makes_a_job_and_does_not_wait() {
    let action = json!({"function": "dispatch-job", "options": {"job": {"n": 1}}});
    let run = Run::begun(flow(json!({"s": step("pass", "done", json!({"on_complete": [action]}))})));
    assert_eq!((run.outcome(), run.did()), (Some(Outcome::Succeeded), vec!["dispatch"]));
}
