use docket_domain::job::{Columns, columns, fold, is_closed, words};
use serde_json::json;

use super::object;

#[test]
fn a_document_gives_its_columns_folded() {
    let doc = object(json!({
        "OrderNum": "A-7", "OrderType": "1001", "UserName": "Ann", "DispatchStatus": 3, "Priority": "HIGH", "Title": "Repair  ÄPFEL press",
        "PlannedStartDate": "1970-01-01T01:00:00.250+01:00", "PlannedEndDate": "soon", "Remarks": "repair",
        "Account": {"AccountNum": "X1", "Name": "Acme"},
        "Location": {"LocationNum": 1030, "Name": "Roof", "Address": {"City": "Bonn", "Zip": "53111", "AddrLine1": "Am Hof 1"}},
        "Assets": [{"Desc": "Press", "SerialNum": "S9"}, {"AssetNum": "not searched"}]
    }));
    let expected = Columns {
        status: "1".into(),
        kind: "1001".into(),
        user_name: "ann".into(),
        account_num: "x1".into(),
        location_num: "1030".into(),
        planned_start: Some(250),
        planned_end: None,
        dispatch_status: 3,
        priority: "high".into(),
    };
    assert_eq!(columns(&doc), expected);
    assert_eq!(words(&doc), "a-7 repair äpfel press acme roof bonn am hof 1 53111 ann s9");
}

#[test]
fn a_planned_time_is_read_in_every_form_that_a_filter_takes() {
    for text in ["2026-11-21T00:00Z", "2026-11-21 01:00+01:00", "2026-11-21T00:00:00.000Z"] {
        let columns = columns(&object(json!({"PlannedStartDate": text, "PlannedEndDate": text})));
        assert_eq!(
            (columns.planned_start, columns.planned_end),
            (Some(1_795_219_200_000), columns.planned_start),
            "{text}"
        );
    }
}

#[test]
fn an_empty_document_is_new_and_undispatched() {
    assert_eq!(
        columns(&object(json!({"DispatchStatus": 12}))),
        Columns { status: "1".into(), ..Columns::default() }
    );
}

#[test]
fn the_text_is_bounded_however_long_the_document() {
    let long: String = (0..2_000_000).map(|n| format!("w{} ", n % 5_000)).collect();
    let text = words(&object(json!({"Title": "ä".repeat(3_000), "Description": long, "UserName": "ann"})));
    assert!(text.len() <= 2_000 && text.starts_with("w0 w1 "), "{}", text.len());
}

#[test]
fn folding_reaches_beyond_ascii_and_closed_are_the_two_final_statuses() {
    assert_eq!((fold("AbC1").as_str(), fold("ÄÉ").as_str()), ("abc1", "äé"));
    assert!(is_closed("4096") && is_closed("4097") && !is_closed("1") && !is_closed(""));
}
