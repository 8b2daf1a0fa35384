//! Branches: how they part, end and join.

use docket_flow::{Outcome, Past};
use serde_json::{Value, json};

use crate::bench::*;

fn branch(key: &str, step: &Value) -> Value {
    json!({"starts_at": key, "steps": {key: step}})
}

fn both(further: Value) -> Run {
    let person = |goto_fail| ask("after", json!({"goto_fail": goto_fail}));
    let mut parallel = step(
        "parallel",
        "after",
        json!({"goto_fail": "scrap",
        "branches": [branch("a", &person("scrap")), branch("b", &person("after"))],
        "context": [{"key": "joined", "value": true}]}),
    );
    parallel.as_object_mut().expect("it is one").extend(object(further));
    Run::begun(flow(json!({"p": parallel, "after": ask("done", json!({}))})))
}

#[test]
fn branches_are_open_at_once_and_join_when_all_have_ended() {
    let mut run = both(json!({}));
    assert_eq!(run.current(), ["a", "b"]);
    assert_eq!(run.state().current, "a");
    run.close("b", "ann");
    assert_eq!((run.current(), &run.data()["joined"]), (vec!["a"], &Value::Null));
    run.close("a", "bob");
    assert_eq!((run.current(), &run.data()["joined"]), (vec!["after"], &json!(true)));
    assert_eq!(run.went(), ["b", "a", "p"]);
    assert_eq!(
        run.past.iter().map(|past| past.next.as_deref()).collect::<Vec<_>>(),
        [None, None, Some("after")]
    );
    assert_eq!(run.state().open, None);
}

#[test]
fn the_fail_condition_tells_how_many_branches_may_fail() {
    for (condition, bad, outcome) in [
        ("ANY", vec!["a"], "scrap"),
        ("ANY", vec![], "after"),
        ("ALL", vec!["a"], "after"),
        ("ALL", vec!["a", "b"], "scrap"),
        ("NONE", vec!["a", "b"], "after"),
    ] {
        let mut run = both(json!({"fail_condition": condition}));
        for key in ["a", "b"] {
            match bad.contains(&key) {
                true => run.fail(key, "bad").expect("it is open"),
                false => run.close(key, "ann"),
            }
        }
        assert_eq!(run.state().current, outcome, "{condition} {bad:?}");
    }
}

#[test]
fn a_parallel_step_tells_how_many_branches_failed() {
    let mut run = both(json!({}));
    run.close("b", "ann");
    run.fail("a", "it is bent").expect("it is open");
    assert_eq!(
        run.past[2].reason.as_deref(),
        Some("1 of its 2 branches failed, the last because it is bent")
    );
    assert_eq!(run.outcome(), Some(Outcome::Failed));
    let counts = run.state().failed.clone();
    assert_eq!(counts, [("a".to_owned(), 1), ("p".to_owned(), 1)]);
}

#[test]
fn fail_fast_breaks_off_the_other_branches() {
    let mut run = both(json!({"fail_fast": true}));
    run.fail("a", "bad").expect("it is open");
    assert_eq!(run.went(), ["a", "b", "p", "scrap"]);
    let Past { error, reason, next, .. } = &run.past[1];
    assert_eq!((*error, reason.as_deref(), next), (false, Some("another branch failed"), &None));
    assert!(run.state().threads.is_empty());
}

#[test]
fn without_fail_fast_the_other_branches_go_on() {
    let mut run = both(json!({}));
    run.fail("a", "bad").expect("it is open");
    assert_eq!(run.current(), ["b"]);
    let mut none = both(json!({"fail_fast": true, "fail_condition": "NONE"}));
    none.fail("a", "bad").expect("it is open");
    assert_eq!(none.current(), ["b"], "failures are no matter");
}

#[test]
fn a_branch_that_fails_at_once_keeps_the_others_from_beginning() {
    let branches = json!([
        branch("a", &set_status("done", json!({"goto_fail": "scrap"}))),
        branch("b", &ask("done", json!({"goto_fail": "done"})))
    ]);
    let all = json!({"goto_fail": "scrap", "fail_fast": true, "branches": branches});
    let mut run = Run::new(flow(json!({"p": step("parallel", "done", all)})));
    run.fails("status", 1);
    run.begin(json!({}));
    assert_eq!(run.went(), ["a", "p", "scrap"], "b had not begun");
}

#[test]
fn a_timer_moves_every_branch_that_is_due() {
    let branch =
        |key| branch(key, &set_status("done", json!({"goto_fail": "scrap", "on_error": {"retry": 1}})));
    let all = json!({"goto_fail": "scrap", "branches": [branch("a"), branch("b")]});
    let mut run = Run::new(flow(json!({"p": step("parallel", "done", all)})));
    run.fails("status", 2);
    run.begin(json!({}));
    assert_eq!(run.current(), ["a", "b"]);
    run.timer(1_200);
    assert_eq!((run.went(), run.outcome()), (vec!["a", "b", "p", "done"], Some(Outcome::Succeeded)));
}

#[test]
fn steps_within_a_branch_follow_each_other() {
    let steps = json!({"starts_at": "a", "steps": {
        "a": ask("b", json!({"goto_fail": "c"})), "b": ask("done", json!({"goto_fail": "done"})),
        "c": ask("done", json!({"goto_fail": "done"}))}});
    let other = branch("x", &step("pass", "done", json!({"goto_fail": "done"})));
    let parallel = step("parallel", "done", json!({"goto_fail": "scrap", "branches": [steps, other]}));
    let mut run = Run::begun(flow(json!({"p": parallel})));
    assert_eq!((run.went(), run.current()), (vec!["x"], vec!["a"]));
    run.fail("a", "no").expect("it is open");
    assert_eq!(run.current(), ["c"], "a failure may be dealt with in the branch");
    run.close("c", "ann");
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
}

#[test]
fn a_decision_that_leaves_a_branch_for_failure_fails_it() {
    let decision =
        json!({"goto_fail": "scrap", "decision": [{"variable": "x", "operator": "equals", "operand": "1"}]});
    let pass = step("pass", "done", json!({"goto_fail": "done"}));
    let branches = json!([branch("a", &step("decision", "done", decision)), branch("b", &pass)]);
    let parallel = step("parallel", "done", json!({"goto_fail": "scrap", "branches": branches}));
    let run = Run::begun(flow(json!({"p": parallel})));
    assert_eq!(run.went(), ["a", "b", "p", "scrap"]);
}

#[test]
fn a_branch_is_no_place_for_failing_the_parallel_step_itself() {
    let mut run = both(json!({}));
    assert!(run.fail("p", "no").is_err());
    assert_eq!(run.current(), ["a", "b"]);
}
