//! How runs end, also those that never should have begun.

use docket_flow::{End, Input, Open, Outcome, Phase};
use serde_json::json;

use crate::bench::*;

#[test]
fn an_end_does_its_actions_first() {
    let mut steps = json!({"s": step("pass", "over", json!({}))});
    steps["over"] = json!({"step_type": "fail", "label": "Over",
        "on_start": [notify("one")], "on_complete": [notify("two")]});
    steps["s"]["goto_fail"] = json!("done");
    let run = Run::begun(flow(steps));
    assert_eq!((run.outcome(), run.told()), (Some(Outcome::Failed), vec!["one", "two"]));
    assert_eq!(run.reason(), "it came to the end “Over” (over)");
    assert_eq!(run.state().end.as_ref().map(|end| end.at), Some(1_000));
}

#[test]
fn a_loop_without_an_end_is_stopped() {
    let steps =
        json!({"a": step("pass", "b", json!({"goto_fail": "done"})), "b": step("pass", "a", json!({}))});
    let run = Run::begun(flow(steps));
    assert_eq!((run.outcome(), run.past.len()), (Some(Outcome::Failed), 1_000));
    assert!(run.reason().contains("1000 steps") && run.reason().contains("“PASS” (a)"), "{}", run.reason());
}

#[test]
fn a_loop_through_a_person_is_none_of_that() {
    let mut run = Run::begun(flow(json!({"a": ask("a", json!({"goto_fail": "done"}))})));
    for _ in 0..1_200 {
        run.close("a", "ann");
    }
    assert_eq!((run.current(), run.past.len()), (vec!["a"], 1_200));
}

#[test]
fn a_run_that_is_given_up_breaks_off_what_is_open() {
    let mut run = Run::begun(flow(json!({"a": ask("done", json!({}))})));
    run.input(&Input::Cancel { reason: "the order was cancelled".to_owned() }, 5_000).expect("it is active");
    assert_eq!((run.outcome(), run.went()), (Some(Outcome::Cancelled), vec!["a"]));
    assert_eq!(run.past[0].reason.as_deref(), Some("the order was cancelled"));
    assert_eq!((run.state().current.as_str(), run.current().len(), run.state().wake()), ("a", 0, None));
}

#[test]
fn a_state_that_does_not_fit_its_definition_ends_with_a_reason() {
    let open = |step: &str| Some(Open { step: step.to_owned(), branches: vec![None] });
    let good = Run::begun(flow(json!({"a": ask("done", json!({}))}))).state().clone();
    let mut cases = vec![(good, "which the work flow does not have"); 6];
    cases[0].0.threads[0].step = "gone".to_owned();
    cases[1].0.threads.clear();
    cases[1].1 = "stands at no step";
    cases[2].0.threads[0].branch = Some(7);
    cases[2].1 = "in a branch that is not open";
    cases[3].0.open = open("a");
    cases[3].1 = "which branches are open";
    cases[4].0.threads[0].phase = Phase::Job { number: "J1".to_owned() };
    cases[4].1 = "can't wait for";
    cases[5].0.threads[0].phase = Phase::Branches;
    cases[5].0.open = open("a");
    cases[5].1 = "can't wait for";
    for (state, words) in cases {
        let mut run = Run::begun(flow(json!({"a": ask("done", json!({}))})));
        run.replace_state(&state);
        assert!(run.timer(5_000));
        assert_eq!(run.outcome(), Some(Outcome::Failed));
        assert!(run.reason().contains(words), "{}", run.reason());
    }
}

#[test]
fn a_step_that_was_interrupted_between_phases_goes_on() {
    let mut run = Run::begun(flow(json!({"a": ask("done", json!({}))})));
    let mut state = run.state().clone();
    state.threads[0].phase = Phase::Starting(usize::MAX);
    run.replace_state(&state);
    run.timer(5_000);
    assert_eq!(run.state().threads[0].phase, Phase::Open);
}

#[test]
fn a_run_that_was_kept_does_not_begin_again() {
    let mut run = Run::begun(flow(json!({"a": ask("done", json!({}))})));
    run.input(&Input::Start, 5_000).expect("nothing refuses a beginning");
    assert_eq!((run.current(), run.state().threads[0].started), (vec!["a"], 1_000));
}

#[test]
fn a_run_that_has_ended_does_not_go_on_whatever_it_stands_at() {
    let mut run = Run::begun(flow(json!({"a": step("wait", "done", json!({"time": 1, "stop_at": 1}))})));
    let mut state = run.state().clone();
    state.end = Some(End { at: 1_000, outcome: Outcome::Cancelled, reason: None });
    run.replace_state(&state);
    assert!(!run.timer(5_000));
    assert_eq!((run.outcome(), run.past.len()), (Some(Outcome::Cancelled), 0));
}
