//! Waiting for time and for events.

use docket_flow::{Input, Outcome, WaitsFor};
use serde_json::{Value, json};

use crate::bench::*;

fn wait(further: Value) -> Value {
    let mut wait = step("wait", "done", json!({"time": 2, "stop_at": 5}));
    wait.as_object_mut().expect("it is one").extend(object(further));
    wait
}

fn listening(conditions: &Value, further: Value) -> Run {
    let listen = json!([{"event": "UNIT.changed", "event_value": {"decision": conditions}}]);
    let mut all = json!({"listen_for": listen, "goto_fail": "late"});
    all.as_object_mut().expect("it is one").extend(object(further));
    Run::begun(flow(json!({"w": wait(all), "late": ask("done", json!({}))})))
}

fn is_green() -> Value {
    json!([{"variable": "colour", "operator": "equals", "operand": "green"}])
}

#[test]
fn a_wait_for_time_goes_on_then_and_never_times_out() {
    let mut run = Run::begun(flow(json!({"w": wait(json!({}))})));
    assert_eq!(run.state().wake(), Some(3_000));
    let waiting = run.state().waiting(&run.definition);
    assert_eq!((waiting[0].label.as_str(), waiting[0].since), ("WAIT", 1_000));
    assert_eq!(waiting[0].what, WaitsFor::Time { look: 3_000, until: 6_000, events: vec![] });
    run.timer(60_000);
    assert_eq!((run.outcome(), run.past[0].timeout), (Some(Outcome::Succeeded), false));
}

#[test]
fn a_timer_of_a_clock_that_is_behind_counts_as_due() {
    let mut run = Run::begun(flow(json!({"w": wait(json!({}))})));
    assert!(run.timer(2_999));
    assert_eq!((run.outcome(), run.past[0].ended), (Some(Outcome::Succeeded), 3_000));
}

#[test]
fn an_event_ends_a_wait_if_its_conditions_hold() {
    let mut run = listening(&is_green(), json!({}));
    assert_eq!(run.state().listens(&run.definition), ["UNIT.changed"]);
    assert!(!run.happens("UNIT.created", 2_000, json!({"data": {"colour": "green"}})));
    assert!(!run.happens("UNIT.changed", 2_000, json!({"data": {"colour": "red"}})));
    assert!(
        !run.happens("UNIT.changed", 999, json!({"data": {"colour": "green"}})),
        "it is older than the wait"
    );
    assert_eq!(run.current(), ["w"]);
    assert!(run.happens("UNIT.changed", 2_000, json!({"data": {"colour": "green"}})));
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
}

#[test]
fn a_wait_looks_at_its_conditions_again_and_again() {
    let mut run = listening(&is_green(), json!({}));
    assert_eq!(run.state().wake(), Some(3_000));
    assert!(run.timer(3_000));
    assert_eq!((run.current(), run.state().wake()), (vec!["w"], Some(5_000)));
    let mut state = run.state().clone();
    state.data.insert("colour".to_owned(), json!("green"));
    run.replace_state(&state);
    assert!(run.timer(5_000));
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
}

#[test]
fn an_event_without_conditions_leaves_nothing_to_look_for() {
    let run = listening(&json!([]), json!({}));
    assert_eq!(run.state().wake(), Some(6_000), "only its end");
}

#[test]
fn a_wait_in_vain_begins_anew_while_it_may_and_then_takes_too_long() {
    let on_timeout = json!({"retry": 1, "finally": {"actions": [notify("too late")]}});
    let mut run = listening(&json!([]), json!({"on_timeout": on_timeout}));
    run.timer(6_000);
    assert_eq!((run.current(), run.state().wake(), run.told().len()), (vec!["w"], Some(11_000), 0));
    run.timer(11_000);
    assert_eq!((run.current(), run.told()), (vec!["late"], vec!["too late"]));
    assert_eq!(run.went(), ["w"]);
    let past = &run.past[0];
    assert_eq!((past.timeout, past.error, past.started, past.ended), (true, false, 1_000, 11_000));
    assert_eq!(past.reason.as_deref(), Some("what it waits for did not happen within 5 s"));
    assert_eq!(run.state().failed, [("w".to_owned(), 2)]);
}

#[test]
fn a_wait_that_has_nowhere_to_go_when_it_is_late_ends_the_run() {
    let listen = json!([{"event": "UNIT.changed"}]);
    let mut run = Run::begun(flow(json!({"w": wait(json!({"listen_for": listen}))})));
    run.timer(6_000);
    assert_eq!(run.reason(), "“WAIT” (w) took too long: what it waits for did not happen within 5 s");
}

#[test]
fn a_timer_before_anything_is_due_moves_nothing() {
    let mut run = Run::begun(flow(json!({"s": ask("done", json!({}))})));
    assert!(!run.timer(99_000));
    run.close("s", "ann");
    assert!(!run.timer(99_000), "nor once it has ended");
    assert!(!run.happens("UNIT.changed", 99_000, json!({})));
    assert!(!run.job("J1", Ok(())));
}

#[test]
fn a_wait_can_be_failed_on_purpose_but_not_closed() {
    let mut run = listening(&json!([]), json!({}));
    assert!(run.answer("w", "ann", json!({})).is_err());
    run.fail("w", "it never comes").expect("it is open");
    assert_eq!(run.current(), ["late"]);
    assert!(run.input(&Input::Timer, 99_000).is_ok());
    assert_eq!(run.current(), ["late"]);
}
