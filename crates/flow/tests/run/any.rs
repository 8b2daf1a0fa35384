//! Whatever comes in whatever order: no turn panics or goes on without an end, and every end has a reason.

use docket_domain::work_flow::Definition;
use docket_flow::{Close, Happening, Input, Outcome, Phase, State};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::bench::*;

fn definitions() -> Vec<Definition> {
    let listen = json!([{"event": "UNIT.changed",
        "event_value": {"decision": [{"variable": "x", "operator": "equals", "operand": "1"}]}}]);
    let job = json!({"function": "dispatch-job", "payload": {"job": {"n": "$.x"}}});
    let again = json!({"retry": 2, "finally": {"actions": [notify("$.x")]}});
    let branch = |key: &str, goto_fail: &str| {
        let person = ask("w", json!({"goto_fail": goto_fail}));
        json!({"starts_at": key, "steps": {key: person}})
    };
    let parallel =
        json!({"goto_fail": "w", "fail_fast": true, "branches": [branch("a", "w"), branch("b", "j")]});
    let all = json!({
        "p": step("parallel", "j", parallel),
        "j": step("function", "w", json!({"options": job, "goto_fail": "a1", "on_error": again})),
        "w": step("wait", "p", json!({"time": 1, "stop_at": 3, "listen_for": listen, "goto_fail": "done",
            "on_timeout": again})),
        "a1": ask("done", json!({"goto_fail": "p"})),
    });
    let few = json!({"a": set_status("a1", json!({"on_error": again, "goto_fail": "scrap"})),
        "a1": ask("a", json!({"goto_fail": "done", "context": [{"key": "x", "value": 1, "lock": true}]}))});
    vec![flow(all), flow(few)]
}

fn input() -> impl Strategy<Value = Input> {
    let key = prop::sample::select(vec!["a", "b", "a1", "p", "j", "w", "gone"]);
    let body =
        prop::sample::select(vec![json!({"acknowledge": true}), json!({"acknowledge": false}), json!({})]);
    let reason = prop::option::of(Just("no".to_owned()));
    let document = prop::sample::select(vec![json!({"data": {"x": 1}}), Value::Null]);
    prop_oneof![
        4 => (key.clone(), body).prop_map(|(step, body)| Input::Close(Close {
            step: step.to_owned(), body: object(body), by: "ann".to_owned() })),
        2 => (key, reason).prop_map(|(step, reason)| Input::Fail {
            step: step.to_owned(), by: "bob".to_owned(), reason }),
        4 => Just(Input::Timer),
        1 => (0..9_000_i64, document).prop_map(|(at, document)| Input::Happened(Happening {
            event: "UNIT.changed".to_owned(), at, document })),
        2 => (0..4_u8, any::<bool>()).prop_map(|(number, good)| Input::Job {
            number: format!("J{number}"), end: if good { Ok(()) } else { Err("no".to_owned()) } }),
        1 => Just(Input::Cancel { reason: "enough".to_owned() }),
    ]
}

fn phase() -> impl Strategy<Value = Phase> {
    let time = prop_oneof![any::<i64>(), Just(i64::MAX), Just(i64::MIN), 0..9_000_i64];
    prop_oneof![
        any::<usize>().prop_map(Phase::Starting),
        Just(Phase::Working),
        Just(Phase::Open),
        (time.clone(), time.clone()).prop_map(|(look, until)| Phase::Waiting { look, until }),
        Just(Phase::Job { number: "J0".to_owned() }),
        Just(Phase::Branches),
        (time, prop::option::of(any::<usize>())).prop_map(|(at, assign)| Phase::Retry { at, assign }),
        any::<usize>().prop_map(Phase::Assigning),
        any::<usize>().prop_map(Phase::Completing),
        (any::<usize>(), any::<bool>()).prop_map(|(action, timeout)| Phase::Failing {
            action,
            timeout,
            reason: "no".to_owned()
        }),
    ]
}

fn is_in_order(run: &Run) {
    let state = run.state();
    match &state.end {
        Some(end) => {
            assert!(state.threads.is_empty() && state.open.is_none() && state.wake().is_none());
            assert_eq!(end.reason.is_none(), end.outcome == Outcome::Succeeded);
        }
        None => {
            let leaves = state.current_steps().len();
            assert!(leaves > 0 && state.waiting(&run.definition).len() == leaves, "it waits for nothing");
        }
    }
}

proptest! {
    #[test]
    fn a_run_always_waits_for_something_or_has_ended(
        which in 0..2_usize,
        inputs in prop::collection::vec((input(), 0..9_000_i64), 0..24),
        failing in 0..4_usize,
    ) {
        let mut run = Run::new(definitions().remove(which));
        run.fails("status", failing);
        run.begin(json!({"x": "2"}));
        is_in_order(&run);
        for (input, now) in inputs {
            let _ = run.input(&input, now);
            is_in_order(&run);
        }
    }

    #[test]
    fn a_state_from_elsewhere_does_no_harm(
        which in 0..2_usize,
        phases in prop::collection::vec((phase(), prop::option::of(0..3_usize), any::<u8>()), 0..4),
        keys in prop::collection::vec(prop::sample::select(vec!["a", "b", "a1", "p", "j", "w", "gone"]), 4),
        branches in prop::option::of(prop::collection::vec(prop::option::of(any::<bool>()), 0..3)),
        input in input(),
        now in any::<i64>(),
    ) {
        let mut run = Run::begun(definitions().remove(which));
        let mut state: State = run.state().clone();
        let threads = phases.into_iter().zip(&keys).map(|((phase, branch, tries), key)| {
            let mut thread = run.state().threads[0].clone();
            thread.step = (*key).to_owned();
            (thread.phase, thread.branch, thread.retries, thread.waits) = (phase, branch, tries, tries);
            thread
        });
        state.threads = threads.collect();
        state.open = branches.map(|branches| docket_flow::Open { step: "p".to_owned(), branches });
        run.replace_state(&state);
        if run.input(&input, now).is_ok() && run.state().end.is_some() {
            is_in_order(&run);
        }
    }
}
