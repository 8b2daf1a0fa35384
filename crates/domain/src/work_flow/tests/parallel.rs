//! Parallel steps and their branches.

use serde_json::json;

use super::*;
use crate::work_flow::{FailCondition, Parallel};

fn branch(key: &str) -> Value {
    json!({"starts_at": key, "steps": {
        key: {"step_type": "pass", "label": key, "goto": "done", "goto_fail": "failed"}}})
}

fn parallel() -> Value {
    json!({"step_type": "parallel", "label": "Both", "goto": "done", "goto_fail": "failed",
        "branches": [branch("a"), branch("b")]})
}

fn inner(step: Value) -> Value {
    with(&parallel(), "/branches/0/steps/a", Some(step))
}

#[test]
fn a_parallel_step_has_a_model() {
    let StepKind::Parallel(Parallel { branches, fail_condition, fail_fast }) = kind(&parallel()) else {
        panic!("it is no parallel step");
    };
    assert_eq!((fail_condition, fail_fast, branches.len()), (FailCondition::Any, false, 2));
    assert_eq!(branches[1].starts_at, "b");
    assert_eq!(branches[1].steps.get("b").map(|step| &step.kind), Some(&StepKind::Pass));
    let told =
        with(&with(&parallel(), "/fail_condition", Some("NONE".into())), "/fail_fast", Some(true.into()));
    let StepKind::Parallel(told) = kind(&told) else { panic!("it is no parallel step") };
    assert_eq!((told.fail_condition, told.fail_fast), (FailCondition::None, true));
}

#[test]
fn a_step_of_a_branch_is_found_with_the_branch_that_it_is_in() {
    let definition = accepted(&flow(&parallel())).definition;
    let found = definition.find("b").expect("it is there");
    let inside = found.inside.expect("it is in a branch");
    assert_eq!((found.step.key.as_str(), inside.parallel.key.as_str(), inside.branch), ("b", "s", 1));
    assert_eq!(definition.find("s").map(|found| found.inside), Some(None));
    assert_eq!(definition.find("nowhere"), None);
}

#[test]
fn a_branch_may_hold_work_and_decisions() {
    for (step_type, member, value) in [
        ("decision", "decision", json!([])),
        (
            "function",
            "options",
            json!({"function": "set-entity-status",
            "payload": {"status": {"status": "Done", "category": "COMPLETE"}}}),
        ),
        ("machine", "options", json!({"application": {"application_id": "ace-ios"}, "configuration": {}})),
        ("user", "options", json!({"component": "task-list", "payload": {"items": []}})),
    ] {
        let step = json!({"step_type": step_type, "label": "a", "goto": "done", "goto_fail": "failed", member: value});
        assert_eq!(canonical(&inner(step.clone()))["branches"][0]["steps"]["a"], step);
    }
}

#[test]
fn a_branch_may_not_hold_ends_waits_branches_or_moves() {
    let place = ".branches[0].steps['a']";
    for (step_type, options, below) in [
        ("success", json!({}), ".step_type"),
        ("fail", json!({}), ".step_type"),
        ("wait", json!({}), ".step_type"),
        ("parallel", json!({}), ".step_type"),
        ("function", json!({"function": "allocate-unit-to-project", "payload": {}}), ".options.function"),
        ("function", json!({"function": "set-entity-location", "payload": {}}), ".options.function"),
        ("function", json!({"function": "dispatch-job", "payload": {}}), ".options.function"),
    ] {
        let step = inner(json!({"step_type": step_type, "label": "a", "goto": "done", "options": options}));
        assert_eq!(wrong(&flow(&step)), [("enum".to_owned(), format!(".steps['s']{place}{below}"))]);
    }
}

#[test]
fn what_is_no_parallel_step_is_refused() {
    check_table(
        &parallel(),
        vec![
            ("/branches", None, "required", ""),
            ("/branches", Some(json!([branch("a")])), "minItems", ".branches"),
            ("/branches", Some(json!(vec![branch("a"); 6])), "maxItems", ".branches"),
            ("/fail_condition", Some("SOME".into()), "enum", ".fail_condition"),
            ("/fail_fast", Some(1.into()), "type", ".fail_fast"),
            ("/branches/0/starts_at", None, "required", ".branches[0]"),
            ("/branches/0/starts_at", Some("b".into()), "stepExists", ".branches[0].starts_at"),
            ("/branches/0/label", Some("A".into()), "additionalProperties", ".branches[0]"),
            ("/branches/0/steps", Some(json!([])), "type", ".branches[0].steps"),
            ("/branches/0/steps/a/goto", Some("b".into()), "stepExists", ".branches[0].steps['a'].goto"),
            ("/branches/1", Some(branch("a")), "uniqueStep", ".branches[1].steps['a']"),
            ("/branches/1", Some(branch("done")), "uniqueStep", ".branches[1].steps['done']"),
            (
                "/branches/0/steps/a",
                Some(json!({"step_type": "pass", "label": "a", "goto": "a"})),
                "endReachable",
                ".branches[0].steps",
            ),
        ],
    );
}

#[test]
fn a_branch_that_seems_to_go_elsewhere_is_warned_of() {
    let step = with(&parallel(), "/branches/1/steps/b/goto", Some("failed".into()));
    let warnings = accepted(&flow(&step)).warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].keyword, "branchExit");
    assert_eq!(warnings[0].data_path, ".steps['s'].branches[1].steps['b'].goto");
    assert_eq!(warnings[0].params, json!({"step": "failed", "meetsAt": "done"}));
}
