use docket_domain::work_flow::accept;
use serde_json::{Value, json};

use super::*;

fn run(work_flow: &Value, sample: &Value) -> Report {
    let accepted = accept(work_flow.as_object().unwrap()).unwrap();
    dry_run(&accepted.definition, &serde_json::from_value(sample.clone()).unwrap())
}

fn keys(report: &Report) -> Vec<&str> {
    report.path.iter().map(|walked| walked.step.as_str()).collect()
}

#[test]
fn an_answer_that_is_refused_ends_it_and_tells_why() {
    let ask = json!({"step_type": "user", "label": "Ask", "goto": "done", "options":
        {"component": "confirm-action", "payload": {"message": "Ready?"}}});
    let sample = json!({"answers": [{"step": "again", "close": {"acknowledge": "yes"}}]});
    let report = run(&endless(&ask), &sample);
    let refused = report.refused.expect("it is refused");
    assert_eq!((report.outcome, refused.step.as_str(), refused.status), (Ending::Stopped, "again", 400));
    assert_eq!(refused.validation_messages[0].data_path, ".acknowledge");
    assert_eq!(report.waiting_for.len(), 1);
}

#[test]
fn what_is_done_answers_as_the_script_says_each_entry_once() {
    let take = json!({"step_type": "function", "label": "Take", "goto": "done", "goto_fail": "again", "options":
        {"function": "allocate-unit-to-project", "payload": {"part_id": "p", "project_id": "q", "qty": 2}}});
    let sample = json!({"effects": [{"step": "again", "error": "busy"}, {"function": "notify", "value": 1}]});
    let report = run(&endless(&take), &sample);
    assert_eq!(keys(&report), ["again", "again", "done"]);
    assert_eq!(report.writes[0].error.as_deref(), Some("busy"));
    assert_eq!(report.writes[1].details["units"], json!(["unit-1", "unit-2"]));
}

fn endless(step: &Value) -> Value {
    json!({"label": "W", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "again", "steps": {
        "again": step, "done": {"step_type": "success", "label": "Done"}}})
}

#[test]
fn a_work_flow_without_end_is_stopped() {
    let wait = json!({"step_type": "wait", "label": "Again", "time": 900, "stop_at": 900, "goto": "again", "goto_fail": "done"});
    let report = run(&endless(&wait), &json!({}));
    assert_eq!(report.outcome, Ending::Stopped);
    assert!(
        report.reason.as_deref().is_some_and(|reason| reason.contains("10000 steps")),
        "{:?}",
        report.reason
    );
    assert!(report.path.len() <= MAX_STEPS + 1000);
}

#[test]
fn what_a_job_carries_does_not_fill_the_report_without_limit() {
    let job = json!({"step_type": "function", "label": "Send", "goto": "again", "goto_fail": "done", "options":
        {"function": "dispatch-job", "payload": {"job": {"text": "$.big"}}}});
    let jobs = vec![json!({"step": "again", "end": "complete"}); 100];
    let report = run(&endless(&job), &json!({"data": {"big": "x".repeat(100_000)}, "jobs": jobs}));
    assert_eq!(
        (report.outcome, report.reason.as_deref()),
        (Ending::Stopped, Some("what is done takes more than 2048 KiB"))
    );
}

#[test]
fn writes_show_to_later_steps_and_in_the_report() {
    let work_flow = json!({"label": "W", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "write", "steps": {
        "write": {"step_type": "pass", "label": "Write", "goto": "look",
            "context": [{"key": "$._entity.meta.color", "value": "red"}]},
        "look": {"step_type": "decision", "label": "Look", "goto": "done", "goto_fail": "failed",
            "decision": [{"variable": "$._entity.meta.color", "operator": "equals", "operand": "red"}]},
        "done": {"step_type": "success", "label": "Done"}, "failed": {"step_type": "fail", "label": "Failed"}}});
    let report =
        run(&work_flow, &json!({"entity": {"label": "Tablet"}, "starts_at": "2026-01-02T03:04:05Z"}));
    assert_eq!(keys(&report), ["write", "look", "done"]);
    assert_eq!(report.entity, json!({"label": "Tablet", "meta": {"color": "red"}}));
    let expected = json!([{"at": "2026-01-02T03:04:05.000Z", "step": "write", "what": "write",
        "fields": [{"path": ["meta", "color"], "value": "red"}]}]);
    assert_eq!(json!(report.writes), expected);
}

#[test]
fn times_of_a_sample_are_kept() {
    let ask = json!({"step_type": "user", "label": "Ask", "goto": "done", "options":
        {"component": "confirm-action", "payload": {"message": "Ready?"}}});
    let sample = json!({"answers": [{"step": "again", "close": {"acknowledge": true}, "after": 2.5}]});
    let report = run(&endless(&ask), &sample);
    assert_eq!((report.outcome, report.time), (Ending::Succeeded, 2500));
    let waiting = run(&endless(&ask), &json!({"starts_at": "2026-01-01"}));
    assert_eq!(
        json!(waiting.waiting_for),
        json!([{"step": "again", "label": "Ask", "since": "2026-01-01T00:00:00.000Z", "what": "person",
            "component": "confirm-action", "is_check": false}])
    );
}

#[test]
fn a_wrong_sample_is_told_where_it_is_wrong() {
    let sample = json!({"x": 1, "data": [], "entity": 5, "starts_at": "soon",
        "answers": [{"step": "a"}, {"close": {}, "by": 5}, {"step": "a", "fail": {"why": 1}}, 7],
        "events": [{"event": "UNIT.nothing"}, {"event": "UNIT.updated", "after": -1}],
        "jobs": [{"step": "a"}], "effects": [{"error": "e", "value": 1}, {"step": 1, "error": "e"}]});
    let wrong = Sample::read(sample.as_object().unwrap(), ".sample").unwrap_err();
    let told: Vec<String> =
        wrong.iter().map(|message| format!("{} {}", message.data_path, message.keyword)).collect();
    assert_eq!(
        told,
        [
            ".sample additionalProperties",
            ".sample.data type",
            ".sample.entity type",
            ".sample.answers[0] closeOrFail",
            ".sample.answers[1] required",
            ".sample.answers[1].by type",
            ".sample.answers[2].fail additionalProperties",
            ".sample.answers[3] type",
            ".sample.events[0].event event",
            ".sample.events[1].after seconds",
            ".sample.jobs[0] required",
            ".sample.effects[0] errorOrValue",
            ".sample.effects[1].step type",
            ".sample.starts_at format",
        ]
    );
    assert!(
        serde_json::from_value::<Sample>(sample).unwrap_err().to_string().contains("additional properties")
    );
}
