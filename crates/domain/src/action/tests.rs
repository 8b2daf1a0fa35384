use super::*;
use serde_json::json;

const AT: i64 = 1_795_255_200_000;
const AT_TEXT: &str = "2026-11-21T10:00:00.000Z";

fn object(value: Value) -> Object {
    let Value::Object(object) = value else { panic!("the test wrote {value}") };
    object
}

fn report(action: Action) -> Report {
    Report { action, at: AT, reason_code: None, reason: None, incomplete: false, reschedule: false }
}

fn because(action: Action, code: &str) -> Report {
    Report { reason_code: Some(code.to_owned()), ..report(action) }
}

fn after(before: Value, report: &Report) -> Result<Value, Refusal> {
    let before = object(before);
    let mut doc = before.clone();
    let result = apply(&mut doc, report);
    if result.is_err() {
        assert_eq!(doc, before, "a refused report left a trace");
    }
    result.map(|()| Value::Object(doc))
}

fn is_out_of_order(result: Result<Value, Refusal>) -> bool {
    result.is_err_and(|refusal| matches!(refusal, Refusal::OutOfOrder(_)))
}

#[test]
fn every_action_is_read_back_from_its_text_and_has_an_event_of_its_own() {
    let mut events = std::collections::HashSet::new();
    for action in Action::ALL {
        assert_eq!(Action::parse(action.as_str()), Some(action));
        assert!(events.insert(action.event()));
    }
    assert_eq!(Action::parse("Travel"), None);
}

#[test]
fn a_usual_visit_goes_from_new_to_closed_complete() {
    let mut doc = object(json!({"OrderNum": "1", "OrderStatus": "1"}));
    for (action, status) in [
        (Action::Read, "1"),
        (Action::Accept, "1"),
        (Action::Travel, "6"),
        (Action::Arrive, "8"),
        (Action::Start, "7"),
        (Action::Pause, "7"),
        (Action::Resume, "7"),
        (Action::Complete, "4096"),
    ] {
        assert_eq!(apply(&mut doc, &report(action)), Ok(()), "{action:?}");
        assert_eq!(doc["OrderStatus"], status, "{action:?}");
    }
    assert_eq!(
        Value::Object(doc),
        json!({
            "OrderNum": "1", "OrderStatus": "4096", "ActualTravelStartDate": AT_TEXT,
            "ActualTravelEndDate": AT_TEXT, "ActualStartDate": AT_TEXT, "ActualEndDate": AT_TEXT
        })
    );
}

#[test]
fn reading_changes_nothing_even_on_a_closed_order() {
    for status in ["1", "4096", "4097", "1001"] {
        let doc = json!({"OrderStatus": status});
        assert_eq!(after(doc.clone(), &report(Action::Read)), Ok(doc));
    }
}

#[test]
fn a_closed_or_rejected_order_refuses_everything_but_reading() {
    for status in ["4096", "4097", "1001"] {
        for action in Action::ALL.into_iter().filter(|action| *action != Action::Read) {
            let doc = json!({"OrderStatus": status, "CanReject": true, "Paused": true});
            assert_eq!(after(doc, &report(action)), Err(Refusal::Closed), "{status} {action:?}");
        }
    }
    assert_eq!(after(json!({"OrderStatus": 4096}), &report(Action::Start)), Err(Refusal::Closed));
}

#[test]
fn accepting_makes_a_pending_order_new_and_leaves_others_alone() {
    let pending = after(json!({"OrderStatus": "9"}), &report(Action::Accept));
    assert_eq!(pending, Ok(json!({"OrderStatus": "1"})));
    assert_eq!(after(json!({}), &report(Action::Accept)), Ok(json!({})));
}

#[test]
fn accepting_and_rejecting_come_before_travel_and_work() {
    for status in ["6", "7", "8"] {
        for action in [Action::Accept, Action::Reject] {
            let doc = json!({"OrderStatus": status, "CanReject": true});
            assert!(is_out_of_order(after(doc, &report(action))), "{status} {action:?}");
        }
    }
}

#[test]
fn an_order_is_rejected_only_where_the_office_allows_it() {
    for doc in [json!({"OrderStatus": "9"}), json!({"CanReject": false}), json!({"CanReject": "true"})] {
        assert!(matches!(after(doc, &report(Action::Reject)), Err(Refusal::NotAllowed(_))));
    }
    let rejected = after(json!({"CanReject": true, "OrderStatus": "9"}), &because(Action::Reject, "1002"));
    assert_eq!(rejected, Ok(json!({"CanReject": true, "OrderStatus": "1001", "RejectReasonCode": "1002"})));
}

#[test]
fn a_reason_for_rejecting_must_be_one_of_those_offered() {
    let doc = json!({"CanReject": true, "RejectReasons": [{"code": "1001", "desc": "Sick"}, {"code": 1002}]});
    for wrong in [report(Action::Reject), because(Action::Reject, ""), because(Action::Reject, "7")] {
        let Err(Refusal::Reason(fault)) = after(doc.clone(), &wrong) else { panic!("accepted {wrong:?}") };
        assert_eq!(fault.path, "$.reason_code");
    }
    for right in ["1001", "1002"] {
        assert_eq!(
            after(doc.clone(), &because(Action::Reject, right)).map(|doc| doc["RejectReasonCode"].clone()),
            Ok(json!(right))
        );
    }
    let none_offered = json!({"CanReject": true, "RejectReasons": []});
    assert!(after(none_offered, &report(Action::Reject)).is_ok());
}

#[test]
fn travel_is_reported_once_and_not_during_work() {
    assert!(is_out_of_order(after(json!({"OrderStatus": "6"}), &report(Action::Travel))));
    assert!(is_out_of_order(after(json!({"OrderStatus": "7", "Paused": false}), &report(Action::Travel))));
}

#[test]
fn a_second_trip_from_paused_work_forgets_the_end_of_the_first() {
    let before = json!({"OrderStatus": "7", "Paused": true, "ActualTravelStartDate": "old", "ActualTravelEndDate": "old"});
    let expected = json!({"OrderStatus": "6", "Paused": true, "ActualTravelStartDate": AT_TEXT});
    assert_eq!(after(before, &report(Action::Travel)), Ok(expected.clone()));
    assert!(is_out_of_order(after(expected, &report(Action::Resume))));
}

#[test]
fn arriving_needs_a_trip_under_way() {
    for status in ["1", "7", "8", "9"] {
        assert!(is_out_of_order(after(json!({"OrderStatus": status}), &report(Action::Arrive))), "{status}");
    }
}

#[test]
fn work_starts_without_travel_unless_travel_is_required() {
    let started = json!({"OrderStatus": "7", "ActualStartDate": AT_TEXT, "Paused": false});
    assert_eq!(after(json!({"OrderStatus": "1"}), &report(Action::Start)), Ok(started));
    let required = json!({"OrderStatus": "1", "Rules": {"IsTravelRequired": true}});
    assert!(is_out_of_order(after(required, &report(Action::Start))));
    let travelled =
        json!({"OrderStatus": "8", "Rules": {"IsTravelRequired": true}, "ActualTravelStartDate": AT_TEXT});
    assert!(after(travelled, &report(Action::Start)).is_ok());
}

#[test]
fn the_first_start_of_work_is_kept() {
    let doc = json!({"OrderStatus": "8", "ActualStartDate": "2026-01-01T00:00:00Z", "Paused": true});
    let expected = json!({"OrderStatus": "7", "ActualStartDate": "2026-01-01T00:00:00Z", "Paused": false});
    assert_eq!(after(doc, &report(Action::Start)), Ok(expected));
}

#[test]
fn work_that_goes_on_or_is_paused_does_not_start_again() {
    for paused in [true, false] {
        assert!(is_out_of_order(after(
            json!({"OrderStatus": "7", "Paused": paused}),
            &report(Action::Start)
        )));
    }
}

#[test]
fn only_work_that_goes_on_is_paused_and_only_paused_work_is_resumed() {
    for doc in [json!({"OrderStatus": "8"}), json!({"OrderStatus": "7", "Paused": true}), json!({})] {
        assert!(is_out_of_order(after(doc, &report(Action::Pause))));
    }
    for doc in
        [json!({"OrderStatus": "7"}), json!({"OrderStatus": "7", "Paused": false}), json!({"Paused": true})]
    {
        assert!(is_out_of_order(after(doc, &report(Action::Resume))));
    }
}

#[test]
fn work_that_never_started_is_not_complete_but_may_be_closed_as_incomplete() {
    assert!(is_out_of_order(after(json!({"OrderStatus": "8"}), &report(Action::Complete))));
    let incomplete = Report { incomplete: true, ..because(Action::Complete, "1003") };
    let expected = json!({"OrderStatus": "4097", "ReasonCode": "1003", "ActualEndDate": AT_TEXT});
    assert_eq!(after(json!({"OrderStatus": "8"}), &incomplete), Ok(expected));
}

#[test]
fn closing_removes_the_pause_and_keeps_the_order_of_the_other_properties() {
    let doc = json!({"OrderStatus": "7", "Paused": true, "Title": "t", "Zone": 1});
    let closed = after(doc, &report(Action::Complete)).expect("allowed");
    assert_eq!(
        closed.to_string(),
        format!(r#"{{"OrderStatus":"4096","Title":"t","Zone":1,"ActualEndDate":"{AT_TEXT}"}}"#)
    );
}

#[test]
fn closing_as_incomplete_needs_a_reason() {
    let bare = Report { incomplete: true, ..report(Action::Complete) };
    assert!(matches!(after(json!({"OrderStatus": "7"}), &bare), Err(Refusal::Reason(_))));
}

#[test]
fn rescheduling_needs_leave_an_incomplete_order_and_one_of_the_reasons_offered() {
    let ask = |code: &str| Report { incomplete: true, reschedule: true, ..because(Action::Complete, code) };
    let forbidden = json!({"OrderStatus": "7"});
    assert!(matches!(after(forbidden, &ask("1")), Err(Refusal::NotAllowed(_))));
    let doc =
        json!({"OrderStatus": "7", "CanResched": true, "ReschedReasons": [{"code": "5", "desc": "Parts"}]});
    assert!(matches!(after(doc.clone(), &ask("1")), Err(Refusal::Reason(_))));
    assert_eq!(after(doc.clone(), &ask("5")).map(|doc| doc["OrderStatus"].clone()), Ok(json!("4097")));
    let complete = Report { incomplete: false, ..ask("5") };
    assert!(matches!(after(doc, &complete), Err(Refusal::Reason(_))));
}

#[test]
fn overlong_reasons_are_refused() {
    let code = because(Action::Reject, &"x".repeat(101));
    let text = Report { reason: Some("x".repeat(2001)), ..report(Action::Read) };
    for report in [code, text] {
        assert!(matches!(after(json!({"CanReject": true}), &report), Err(Refusal::Reason(_))));
    }
}
