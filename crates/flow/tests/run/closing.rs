//! Steps that people and programs close.

use docket_flow::{Cause, Input, Outcome, Refusal, WaitsFor, What};
use serde_json::{Value, json};

use crate::bench::*;

fn tasks(goto: &str, is_qc: bool) -> Value {
    let payload = json!({"is_qc": is_qc, "items": [{"label": "Lid", "evaluated": true, "na_field": false}]});
    step(
        "user",
        goto,
        json!({"goto_fail": "work", "options": {"component": "task-list", "payload": payload}}),
    )
}

fn ticked(value: &str) -> Value {
    json!({"items": [{"slug": "lid", "value": value}]})
}

fn checked() -> Run {
    Run::begun(flow(json!({"work": ask("check", json!({})), "check": tasks("done", true)})))
}

fn form(goto: &str, field: &str) -> Value {
    let payload = json!({"fields": [
        {"input_type": "textbox", "label": "Serial", "required": true, "entity_field": field}]});
    step("user", goto, json!({"options": {"component": "manual-data-entry", "payload": payload}}))
}

fn filled(field: &str) -> Value {
    json!({"fields": [{"label": "Serial", "entity_field": field, "value": "S1"}]})
}

#[test]
fn only_an_open_step_can_be_closed_or_failed() {
    let mut run = Run::begun(flow(json!({"a": ask("b", json!({})), "b": ask("done", json!({}))})));
    let not_current = |key: &str| Err(Refusal::NotCurrent(key.to_owned()));
    assert_eq!(run.answer("b", "ann", json!({"acknowledge": true})), not_current("b"));
    assert_eq!(run.answer("nowhere", "ann", json!({})), not_current("nowhere"));
    assert_eq!(run.fail("b", "no"), not_current("b"));
    run.close("a", "ann");
    assert_eq!(run.past[0].by.as_deref(), Some("ann"));
    run.close("b", "ann");
    assert_eq!(run.answer("b", "ann", json!({})), Err(Refusal::Ended));
    assert_eq!(run.fail("b", "no"), Err(Refusal::Ended));
    assert_eq!(run.input(&Input::Cancel { reason: "no".to_owned() }, 3_000), Err(Refusal::Ended));
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
}

#[test]
fn a_wrong_body_leaves_the_step_open() {
    let mut run = Run::begun(flow(json!({"a": ask("done", json!({}))})));
    assert!(matches!(run.answer("a", "ann", json!({"acknowledge": "maybe"})), Err(Refusal::Invalid(_))));
    run.close("a", "ann");
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
}

#[test]
fn an_answer_that_says_no_fails_the_step_without_another_try() {
    let on_error = json!({"retry": 3, "finally": {"actions": [notify("no")]}});
    let mut run =
        Run::begun(flow(json!({"a": ask("done", json!({"goto_fail": "scrap", "on_error": on_error}))})));
    run.answer("a", "ann", json!({"acknowledge": false})).expect("it is an answer");
    assert_eq!((run.outcome(), run.told()), (Some(Outcome::Failed), vec!["no"]));
    assert_eq!((run.past[0].error, run.past[0].by.as_deref()), (true, Some("ann")));
}

#[test]
fn whoever_did_the_work_may_not_check_it() {
    let mut run = checked();
    assert!(!run.state().is_checking(&run.definition));
    run.close("work", "ann");
    assert!(run.state().is_checking(&run.definition));
    let waiting = run.state().waiting(&run.definition);
    assert_eq!(waiting[0].what, WaitsFor::Person { component: "task-list".to_owned(), is_check: true });
    assert_eq!(run.answer("check", "ann", ticked("ok")), Err(Refusal::SamePerson));
    run.answer("check", "bob", ticked("bad")).expect("it is an answer");
    assert_eq!(run.current(), ["work"], "it goes back");
    run.close("work", "ann");
    run.answer("check", "bob", ticked("ok")).expect("who only checked may check again");
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
}

#[test]
fn whoever_gave_the_work_up_may_not_check_it_either() {
    let mut run = Run::begun(flow(
        json!({"work": ask("check", json!({"goto_fail": "check"})), "check": tasks("done", true)}),
    ));
    run.fail("work", "no").expect("it is open");
    assert_eq!(run.answer("check", "ann", ticked("ok")), Err(Refusal::SamePerson));
}

#[test]
fn what_a_form_says_is_written_before_the_answer_counts() {
    let mut run = Run::begun(flow(json!({"f": form("done", "serial_number")})));
    run.answer("f", "ann", filled("serial_number")).expect("it is an answer");
    assert_eq!(run.done[0].cause, Cause::Close);
    let What::Write(writes) = &run.done[0].what else { panic!("{:?}", run.done[0]) };
    assert_eq!(
        (writes[0].path.as_slice(), &writes[0].value),
        (["serial_number".to_owned()].as_slice(), &json!("S1"))
    );
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
}

#[test]
fn an_answer_that_can_not_be_written_is_refused_at_its_place() {
    let mut run = Run::begun(flow(json!({"f": form("done", "serial_number")})));
    run.fails("write", 1);
    let refused = run.answer("f", "ann", filled("serial_number"));
    let Err(Refusal::Invalid(messages)) = refused else { panic!("{refused:?}") };
    assert_eq!(
        (messages[0].data_path.as_str(), messages[0].message.as_str()),
        (".fields[0].value", "out of order")
    );
    assert_eq!(run.current(), ["f"]);
}

#[test]
fn a_form_can_set_variables_but_no_locked_ones() {
    let mut run = Run::begun(flow(json!({"f": form("done", "$.serial")})));
    run.answer("f", "ann", filled("$.serial")).expect("it is an answer");
    assert_eq!((run.outcome(), run.data()), (Some(Outcome::Succeeded), json!({"serial": "S1"})));
    let lock = json!([{"key": "serial", "value": "S0", "lock": true}]);
    let mut form = form("done", "$.serial");
    form["on_error"] = json!({"retry": 1});
    let mut locked = Run::begun(flow_with(json!({"f": form}), &lock));
    locked.answer("f", "ann", filled("$.serial")).expect("it is an answer");
    assert_eq!(locked.state().interactive_steps(&locked.definition), [""; 0]);
    locked.timer(9_000);
    assert_eq!(locked.state().interactive_steps(&locked.definition), ["f"], "it is open for another try");
    locked.answer("f", "ann", filled("$.serial")).expect("it is an answer");
    assert_eq!(locked.reason(), "“USER” (f) failed: serial is locked");
}

#[test]
fn a_program_closes_a_machine_step() {
    let options = json!({"application": {"application_id": "ace-ios"}, "configuration": {}});
    let mut run = Run::begun(flow(json!({"m": step("machine", "done", json!({"options": options}))})));
    let what = &run.state().waiting(&run.definition)[0].what;
    assert_eq!(*what, WaitsFor::Machine { application: "ace-ios".to_owned() });
    assert!(!run.state().waiting_for_user(&run.definition));
    assert_eq!(run.state().interactive_steps(&run.definition), ["m"]);
    run.answer("m", "ace", json!({"options": {}})).expect("it is an answer");
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
}

#[test]
fn an_answer_of_which_a_part_can_not_be_kept_writes_nothing() {
    let field = |field: &str| json!({"input_type": "textbox", "label": field, "required": true, "entity_field": field});
    let payload = json!({"fields": [field("serial_number"), field("$.serial")]});
    let form =
        step("user", "done", json!({"options": {"component": "manual-data-entry", "payload": payload}}));
    let lock = json!([{"key": "serial", "value": "S0", "lock": true}]);
    let mut run = Run::begun(flow_with(json!({"f": form}), &lock));
    let filled = |field: &str| json!({"label": field, "entity_field": field, "value": "S1"});
    let body = json!({"fields": [filled("serial_number"), filled("$.serial")]});
    run.answer("f", "ann", body).expect("it is an answer");
    assert_eq!((run.outcome(), run.did().len()), (Some(Outcome::Failed), 0));
}
