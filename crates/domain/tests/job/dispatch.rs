use docket_domain::job::{NoticeKind, holder, is_same, on_delete, settle};
use serde_json::{Value, json};

use super::object;

const NOW: &str = "2026-11-21T10:00:00.000Z";
const LATER: &str = "2026-11-22T10:00:00.000Z";
const START: &str = "2026-12-01T08:00:00Z";

/// The settled document and the notices as `kind user`.
fn settled(before: Option<&Value>, after: &Value, now: &str) -> (Value, Vec<String>) {
    settled_by(before, after, now, None)
}

fn settled_by(before: Option<&Value>, after: &Value, now: &str, by: Option<&str>) -> (Value, Vec<String>) {
    let before = before.cloned().map(object);
    let mut after = object(after.clone());
    let notices = settle(before.as_ref(), &mut after, now, by);
    let notices = notices.iter().map(|notice| format!("{} {}", notice.kind.as_str(), notice.user)).collect();
    (Value::Object(after), notices)
}

fn dispatched(user: &str) -> Value {
    settled(None, &json!({"OrderNum": "1", "UserName": user, "PlannedStartDate": START}), NOW).0
}

#[test]
fn a_job_with_technician_and_start_is_dispatched_and_ends_in_its_receipt_flags() {
    let sent = json!({"IsRead": true, "OrderNum": "1", "IsDelivered": true, "UserName": "ann", "DispatchUTC": LATER, "PlannedStartDate": START});
    let (doc, notices) = settled(None, &sent, NOW);
    let text = format!(
        r#"{{"OrderNum":"1","UserName":"ann","DispatchUTC":"{NOW}","PlannedStartDate":"{START}","DispatchStatus":3,"IsDelivered":false,"IsRead":false}}"#
    );
    let mut sorted: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(doc, sorted);
    assert!(doc.to_string().ends_with(r#","IsDelivered":false,"IsRead":false}"#), "{doc}");
    sorted["UserName"] = json!("");
    assert_eq!((holder(&object(doc)), holder(&object(sorted))), (Some("ann"), None));
    assert_eq!(notices, ["dispatch ann"]);
}

#[test]
fn the_status_follows_from_what_is_populated() {
    for (user, start, status) in [("ann", "", 2), ("", START, 1), ("ann", START, 3)] {
        let (doc, _) = settled(
            None,
            &json!({"UserName": user, "PlannedStartDate": start, "DispatchStatus": 0, "DispatchUTC": "x"}),
            NOW,
        );
        assert_eq!(doc["DispatchStatus"], json!(status));
        assert_eq!(doc.get("DispatchUTC").is_some(), status == 3);
    }
}

#[test]
fn with_neither_now_nor_before_the_client_s_values_stay() {
    let sent = json!({"DispatchStatus": 3, "DispatchUTC": "2016-02-19T20:44:15.498Z", "IsDelivered": true, "UserName": "", "OrderNum": "1"});
    assert_eq!(settled(None, &sent, NOW), (sent.clone(), vec![]));
    assert_eq!(settled(Some(&json!({"OrderNum": "1"})), &sent, NOW), (sent.clone(), vec![]));
}

#[test]
fn another_technician_is_told_after_the_first_has_lost_the_job() {
    let before = dispatched("ann");
    let mut after = before.clone();
    after["UserName"] = json!("bob");
    let (doc, notices) = settled(Some(&before), &after, LATER);
    assert_eq!(notices, ["remove ann", "dispatch bob"]);
    assert_eq!(doc["DispatchUTC"], LATER);
}

#[test]
fn a_job_that_loses_technician_or_start_leaves_the_device() {
    let before = dispatched("ann");
    for (property, status) in [("UserName", 1), ("PlannedStartDate", 2)] {
        let mut after = before.clone();
        after[property] = json!("");
        let (doc, notices) = settled(Some(&before), &after, LATER);
        assert_eq!(notices, ["remove ann"]);
        assert_eq!(doc["DispatchStatus"], json!(status));
        for gone in ["DispatchUTC", "IsDelivered", "IsRead"] {
            assert_eq!(doc.get(gone), None, "{gone}");
        }
    }
    let (doc, notices) = settled(Some(&before), &json!({"OrderNum": "1", "DispatchStatus": 3}), LATER);
    assert_eq!((doc["DispatchStatus"].clone(), notices), (json!(0), vec!["remove ann".to_owned()]));
}

#[test]
fn a_change_goes_to_the_same_technician_and_keeps_the_time_of_dispatch() {
    let before = dispatched("ann");
    let after = json!({"OrderNum": "1", "UserName": "ann", "PlannedStartDate": START, "DispatchUTC": LATER, "Title": "x"});
    let (doc, notices) = settled(Some(&before), &after, LATER);
    assert_eq!(notices, ["update ann"]);
    assert_eq!(doc["DispatchUTC"], NOW);
    assert!(doc.to_string().ends_with(r#","IsDelivered":false,"IsRead":false}"#), "{doc}");
}

#[test]
fn a_technician_s_own_change_is_not_sent_back_but_everything_else_is() {
    let before = dispatched("ann");
    let mut after = before.clone();
    after["Title"] = json!("x");
    assert!(settled_by(Some(&before), &after, LATER, Some("ann")).1.is_empty());
    assert_eq!(settled_by(Some(&before), &after, LATER, Some("bob")).1, ["update ann"]);
    after["UserName"] = json!("bob");
    assert_eq!(settled_by(Some(&before), &after, LATER, Some("ann")).1, ["remove ann", "dispatch bob"]);
}

#[test]
fn nothing_changed_means_no_notice_whatever_the_order_and_the_flags() {
    let before = dispatched("ann");
    let (doc, notices) = settled(Some(&before), &before, LATER);
    assert_eq!((doc.to_string(), notices), (before.to_string(), vec![]));
    let resent = json!({"PlannedStartDate": START, "IsRead": true, "UserName": "ann", "OrderNum": "1"});
    let (doc, notices) = settled(Some(&before), &resent, LATER);
    assert!(notices.is_empty());
    assert!(is_same(&object(before.clone()), &object(doc)));
    let mut other = before.clone();
    other["Title"] = json!("");
    assert!(!is_same(&object(before.clone()), &object(other.clone())));
    assert!(!is_same(&object(other), &object(before)));
    assert!(!is_same(&object(json!({"IsRead": true})), &object(json!({"IsRead": false}))));
}

#[test]
fn deleting_cancels_only_what_is_on_a_device() {
    let notices = on_delete(&object(dispatched("ann")));
    assert_eq!((notices.len(), notices[0].user.as_str(), notices[0].kind), (1, "ann", NoticeKind::Cancel));
    assert!(on_delete(&object(json!({"UserName": "ann", "DispatchStatus": 3}))).is_empty());
}

#[test]
fn kinds_are_known_by_their_names() {
    for kind in [NoticeKind::Dispatch, NoticeKind::Update, NoticeKind::Remove, NoticeKind::Cancel] {
        assert_eq!(NoticeKind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!(NoticeKind::parse("Dispatch"), None);
}
