//! The order of things within a step, and how a run goes from step to step.

use docket_flow::{Cause, Outcome, Root, Target, What};
use serde_json::json;

use crate::bench::*;

#[test]
fn a_step_starts_works_sets_variables_completes_and_goes_on() {
    let mut run = Run::new(flow(json!({
        "s": set_status("done", json!({
            "on_start": [notify("$.seen")], "context": [{"key": "seen", "value": "after"}],
            "on_complete": [notify("$.seen")]})),
    })));
    run.begin(json!({"seen": "before"}));
    assert_eq!(run.did(), ["notify", "status", "notify"]);
    assert_eq!(run.told(), ["before", "after"]);
    let causes: Vec<_> = run.done.iter().map(|effect| effect.cause).collect();
    assert_eq!(causes, [Cause::Action, Cause::Step, Cause::Action]);
    assert_eq!(run.went(), ["s", "done"]);
    assert_eq!(run.past[0].next.as_deref(), Some("done"));
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
    assert_eq!((run.state().current.as_str(), run.current().is_empty()), ("done", true));
}

#[test]
fn automatic_steps_run_in_one_turn_until_a_person_is_needed() {
    let run = Run::begun(flow(json!({
        "a": step("pass", "b", json!({})), "b": step("pass", "c", json!({})), "c": ask("done", json!({})),
    })));
    assert_eq!(run.went(), ["a", "b"]);
    assert_eq!(run.current(), ["c"]);
    assert_eq!(run.state().current, "c");
    assert_eq!(run.state().interactive_steps(&run.definition), ["c"]);
    assert!(run.state().is_active() && run.state().waiting_for_user(&run.definition));
}

#[test]
fn a_decision_goes_on_by_what_holds() {
    let conditions = json!([{"variable": "charge", "operator": "greater_than", "operand": "80"}]);
    let decision = json!({"goto_fail": "low", "decision": conditions,
        "context": [{"key": "decided", "value": true}]});
    let steps = json!({"d": step("decision", "done", decision), "low": ask("done", json!({}))});
    let mut full = Run::new(flow(steps.clone()));
    full.begin(json!({"charge": 90}));
    assert_eq!((full.outcome(), &full.data()["decided"]), (Some(Outcome::Succeeded), &json!(true)));
    let mut low = Run::new(flow(steps));
    low.begin(json!({"charge": 9}));
    assert_eq!((low.current(), &low.data()["decided"]), (vec!["low"], &json!(true)));
    assert!(!low.past[0].error && low.state().failed.is_empty(), "a decision is no failure");
}

#[test]
fn a_decision_that_has_nowhere_to_go_ends_the_run_with_a_reason() {
    let conditions = json!([{"variable": "x", "operator": "equals", "operand": "1"}]);
    let run = Run::begun(flow(json!({"d": step("decision", "done", json!({"decision": conditions}))})));
    assert_eq!(run.outcome(), Some(Outcome::Failed));
    assert_eq!(
        run.reason(),
        "“DECISION” (d) failed: its conditions do not hold, and it has no step for that"
    );
}

#[test]
fn a_choice_leads_to_its_own_step() {
    let choices = json!([{"and": [{"variable": "x", "equals": "1"}], "goto": "one"}]);
    let steps =
        json!({"d": step("decision", "done", json!({"choices": choices})), "one": ask("done", json!({}))});
    let mut run = Run::new(flow(steps));
    run.begin(json!({"x": 1}));
    assert_eq!(run.current(), ["one"]);
    assert_eq!(run.past[0].next.as_deref(), Some("one"));
}

#[test]
fn a_variable_of_the_starter_goes_before_an_unlocked_one_of_the_definition() {
    let context = json!([{"key": "speed", "value": "slow"}, {"key": "$.limit", "value": 5, "lock": true},
        {"key": "copy", "value": "$.speed"}, {"key": "copy", "value": "again"}]);
    let mut run = Run::new(flow_with(json!({"s": ask("done", json!({}))}), &context));
    run.begin(json!({"speed": "fast", "limit": 99}));
    assert_eq!(run.data(), json!({"speed": "fast", "limit": 5, "copy": "again"}));
    assert!(run.state().locked.contains("limit"));
}

#[test]
fn variables_that_can_not_be_set_at_the_beginning_end_the_run() {
    let context = json!([{"key": "x", "value": "$.nothing"}]);
    let run = Run::begun(flow_with(json!({"s": ask("done", json!({}))}), &context));
    assert_eq!(run.outcome(), Some(Outcome::Failed));
    assert!(
        run.reason().starts_with("the variables that the run begins with could not be set: "),
        "{}",
        run.reason()
    );
}

#[test]
fn a_field_of_the_entity_can_be_set_at_the_beginning_and_by_steps() {
    let write = json!([{"key": "$._entity.serial_number", "value": "S1"}]);
    let steps = json!({"s": step("pass", "done", json!({"context": write}))});
    let run = Run::begun(flow_with(steps.clone(), &write));
    assert_eq!(run.did(), ["write", "write"]);
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
    let mut refused = Run::new(flow_with(steps, &write));
    refused.fails("write", 1);
    refused.begin(json!({}));
    assert_eq!(refused.outcome(), Some(Outcome::Failed));
    assert!(refused.reason().contains("out of order"));
}

#[test]
fn paths_in_functions_are_resolved() {
    let allocate = json!({"function": "allocate-unit-to-project",
        "payload": {"part_id": "$.part", "project_id": "$.work_order.project.project_id"}});
    let locate = json!({"function": "set-entity-location",
        "payload": {"location_type": "resource_id", "location_id": "$.bench"}});
    let mut run = Run::new(flow(json!({
        "a": step("function", "b", json!({"options": allocate})),
        "b": step("function", "done", json!({"options": locate})),
    })));
    run.world.insert(Root::WorkOrder, json!({"project": {"project_id": "p1"}}));
    run.begin(json!({"part": "part1", "bench": "r1"}));
    let What::Allocate(allocate) = &run.done[0].what else { panic!("{:?}", run.done[0]) };
    assert_eq!((allocate.part_id.as_str(), allocate.project_id.as_str()), ("part1", "p1"));
    assert_eq!(run.done[1].what, What::SetLocation(Target::Resource("r1".to_owned())));
}

#[test]
fn notices_reach_whom_paths_lead_to() {
    let email = json!({"function": "email", "options": {
        "to": ["$.people", "$.boss", "x@y.z"], "subject": "$.about", "colour": "$.about"}});
    let mut run = Run::new(flow(json!({"s": step("pass", "done", json!({"on_start": [email]}))})));
    run.begin(json!({"people": ["a", "b"], "boss": "c", "about": "news"}));
    let What::Email(message) = &run.done[0].what else { panic!("{:?}", run.done[0]) };
    assert_eq!(message.to, ["a", "b", "c", "x@y.z"]);
    assert_eq!((message.subject.as_deref(), &message.further["colour"]), (Some("news"), &json!("news")));
}
