//! Errors, tries, failing on purpose, and problems beside the work.

use docket_flow::{Outcome, Phase, WaitsFor};
use serde_json::json;

use crate::bench::*;

fn handler(retry: u8) -> serde_json::Value {
    json!({"retry": retry, "finally": {"actions": [notify("gave up")]}})
}

#[test]
fn an_error_is_tried_again_ever_later_and_then_fails_the_step() {
    let mut run = Run::new(flow(json!({
        "s": set_status("done", json!({"goto_fail": "scrap", "on_error": handler(2), "on_start": [notify("start")]})),
    })));
    run.fails("status", 3);
    run.begin(json!({}));
    assert_eq!((run.last.as_ref().and_then(|last| last.wake), run.current()), (Some(1_200), vec!["s"]));
    assert!(run.timer(900), "a timer counts as due, whatever the clock says");
    assert_eq!(run.state().waiting(&run.definition)[0].what, WaitsFor::Retry { at: 1_600 });
    assert!(run.timer(1_600));
    assert_eq!(run.outcome(), Some(Outcome::Failed));
    assert_eq!(run.told(), ["start", "gave up"], "its start is not repeated");
    assert_eq!(run.state().failed, [("s".to_owned(), 3)]);
    assert_eq!(run.went(), ["s", "scrap"], "all tries are one past step");
    let past = &run.past[0];
    assert_eq!((past.started, past.ended, past.error, past.timeout), (1_000, 1_600, true, false));
    assert_eq!((past.next.as_deref(), past.reason.as_deref()), (Some("scrap"), Some("out of order")));
    assert_eq!(
        run.reason(),
        "it came to the end “Scrap” (scrap), because “FUNCTION” (s) failed: out of order"
    );
}

#[test]
fn a_step_that_succeeds_at_the_second_try_has_no_error() {
    let mut run = Run::new(flow(json!({"s": set_status("done", json!({"on_error": handler(1)}))})));
    run.fails("status", 1);
    run.begin(json!({}));
    run.timer(1_200);
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
    assert!(!run.past[0].error && run.told().is_empty());
    assert_eq!(run.state().failed, [("s".to_owned(), 1)]);
}

#[test]
fn without_a_step_for_failure_the_run_ends_with_the_reason() {
    let mut run = Run::new(flow(json!({"s": set_status("done", json!({}))})));
    run.fails("status", 1);
    run.begin(json!({}));
    assert_eq!((run.outcome(), run.reason()), (Some(Outcome::Failed), "“FUNCTION” (s) failed: out of order"));
    assert_eq!(run.went(), ["s"]);
}

#[test]
fn work_is_not_done_twice_when_a_variable_could_not_be_set() {
    let context = json!([{"key": "a", "value": 1, "lock": true}, {"key": "$._entity.label", "value": "x", "lock": true}]);
    let mut run =
        Run::new(flow(json!({"s": set_status("done", json!({"on_error": handler(1), "context": context}))})));
    run.fails("write", 1);
    run.begin(json!({}));
    assert!(matches!(run.state().threads[0].phase, Phase::Retry { assign: Some(1), .. }));
    run.timer(1_200);
    assert_eq!(run.did(), ["status", "write", "write"]);
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
    let locked: Vec<_> = run.state().locked.iter().map(String::as_str).collect();
    assert_eq!(locked, ["_entity.label", "a"], "a try that failed locks nothing, and the last one did");
}

#[test]
fn a_locked_variable_fails_the_step_that_writes_it_unless_it_gives_way() {
    let steps = |ignore: bool| {
        json!({
            "a": step("pass", "b", json!({"context": [{"key": "x", "value": 1, "lock": true}]})),
            "b": step("pass", "done", json!({"context": [{"key": "$.x", "value": 2, "ignore": ignore}]})),
        })
    };
    let strict = Run::begun(flow(steps(false)));
    assert_eq!(
        (strict.outcome(), strict.reason()),
        (Some(Outcome::Failed), "“PASS” (b) failed: x is locked")
    );
    let yielding = Run::begun(flow(steps(true)));
    assert_eq!((yielding.outcome(), yielding.data()), (Some(Outcome::Succeeded), json!({"x": 1})));
}

#[test]
fn failing_on_purpose_is_not_tried_again() {
    let mut run = Run::begun(flow(json!({
        "s": ask("done", json!({"goto_fail": "mend", "on_error": handler(5)})), "mend": ask("done", json!({})),
    })));
    run.fail("s", "the screen is broken").expect("it is open");
    assert_eq!((run.current(), run.told()), (vec!["mend"], vec!["gave up"]));
    let past = &run.past[0];
    assert_eq!((past.error, past.by.as_deref()), (true, Some("ann")));
    assert_eq!(past.reason.as_deref(), Some("the screen is broken"));
    assert_eq!(run.state().failed, [("s".to_owned(), 1)]);
}

#[test]
fn an_action_that_fails_is_a_problem_and_no_failure() {
    let actions = json!([notify("$.nothing"), notify("hello")]);
    let mut run = Run::new(flow(json!({"s": step("pass", "done", json!({"on_start": actions}))})));
    run.fails("notify", 1);
    run.begin(json!({}));
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
    let problems = &run.state().problems;
    assert_eq!(problems.len(), 2);
    assert!(problems[0].text.contains("nothing"), "{problems:?}");
    assert_eq!((problems[1].step.as_str(), problems[1].text.as_str()), ("s", "out of order"));
}

#[test]
fn only_the_newest_problems_are_kept() {
    let steps = json!({
        "a": step("pass", "d", json!({"on_start": [notify("$.no"), notify("$.no"), notify("$.no")]})),
        "d": step("decision", "a", json!({"goto_fail": "done",
            "decision": [{"variable": "x", "operator": "equals", "operand": "1"}]})),
    });
    let mut run = Run::new(flow(steps));
    run.begin(json!({"x": 1}));
    assert_eq!(run.state().problems.len(), 50);
}
