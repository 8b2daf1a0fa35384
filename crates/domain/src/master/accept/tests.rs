use super::*;
use serde_json::json;

fn put(kind: Kind, key: &Key, body: Value) -> Result<Value, Vec<String>> {
    let Value::Object(body) = body else { panic!("the test wrote {body}") };
    accept(kind, key, body).map(Value::Object).map_err(|faults| {
        faults.into_iter().map(|fault| format!("{} {}", fault.path, fault.reason)).collect()
    })
}

fn account(body: Value) -> Result<Value, Vec<String>> {
    put(Kind::Account, &Key::account("A1").expect("valid"), body)
}

#[test]
fn an_absent_key_is_set_from_the_url_as_the_first_property() {
    let doc = account(json!({"Name": "Acme"})).expect("valid");
    assert_eq!(doc.to_string(), r#"{"AccountNum":"A1","Name":"Acme"}"#);
    let location = Key::location("A1", "L1").expect("valid");
    assert_eq!(put(Kind::Location, &location, json!({})), Ok(json!({"LocationNum": "L1"})));
    let category = Key::system_category("Default", "10").expect("valid");
    assert_eq!(put(Kind::SystemCategory, &category, json!({})), Ok(json!({"SysCatID": "10"})));
}

#[test]
fn a_key_that_differs_from_the_url_is_refused() {
    let wrong = Err(vec!["$.AccountNum must be the one of the URL, \"A1\"".to_owned()]);
    assert_eq!(account(json!({"AccountNum": "A2"})), wrong);
    assert_eq!(account(json!({"AccountNum": 1})), wrong);
    let location = Key::location("A1", "L1").expect("valid");
    assert_eq!(put(Kind::Location, &location, json!({"LocationNum": "L1", "AccountNum": "A2"})), wrong);
}

#[test]
fn a_location_keeps_the_number_of_its_account_when_it_is_sent() {
    let location = Key::location("A1", "L1").expect("valid");
    let body = json!({"AccountNum": "A1", "LocationNum": "L1"});
    assert_eq!(put(Kind::Location, &location, body.clone()), Ok(body));
}

#[test]
fn a_null_is_refused_wherever_it_stands() {
    let body = json!({"AccountNum": null, "FlexAttrs": {"F": {"A": [null]}}, "X": [{"Y": null}]});
    let expected = ["$.AccountNum", "$.FlexAttrs.F.A[0]", "$.X[0].Y"];
    let expected = expected.map(|path| format!("{path} must not be null; leave the property out"));
    assert_eq!(account(body), Err(expected.to_vec()));
}

#[test]
fn delete_is_dropped_from_objects_but_not_from_names_that_belong_to_the_client() {
    let body = json!({
        "AccountNum": "A1", "Delete": false, "Contacts": [{"Delete": true, "LastName": "B"}], "New": {"Delete": 1},
        "Integrations": {"Financial": {"Extensions": {"Delete": "yes", "Deep": {"Delete": 2}}}}
    });
    let expected = json!({
        "AccountNum": "A1", "Contacts": [{"LastName": "B"}], "New": {},
        "Integrations": {"Financial": {"Extensions": {"Delete": "yes", "Deep": {"Delete": 2}}}}
    });
    assert_eq!(account(body), Ok(expected));
}

#[test]
fn lists_and_objects_are_checked_through_elements() {
    let body = json!({"Addresses": {}, "Contacts": [{"Phones": "1"}, 7], "Integrations": {"Financial": []}});
    let expected = [
        "$.Addresses must be an array",
        "$.Contacts[0].Phones must be an array",
        "$.Contacts[1] must be an object",
        "$.Integrations.Financial must be an object",
    ];
    assert_eq!(account(body), Err(expected.map(str::to_owned).to_vec()));
}

#[test]
fn every_kind_refuses_a_wrong_container_of_its_own() {
    for (kind, body, path) in [
        (Kind::Location, json!({"Address": []}), "$.Address"),
        (Kind::User, json!({"Phones": "1"}), "$.Phones"),
        (Kind::Product, json!({"Tags": {}}), "$.Tags"),
        (Kind::Asset, json!({"FlexView": [{"Items": [1]}]}), "$.FlexView[0].Items[0]"),
        (
            Kind::SystemCategory,
            json!({"SubCats": [{"SysActs": [{"Desc": "x"}]}]}),
            "$.SubCats[0].SysActs[0].Desc",
        ),
    ] {
        let key = Key::of(kind, "1", "2").expect("valid");
        let faults = put(kind, &key, body).expect_err("a wrong container was accepted");
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with(&format!("{path} must be")), "{faults:?}");
    }
}

#[test]
fn a_flag_that_decides_about_sign_in_must_be_a_boolean() {
    let key = Key::user("u").expect("valid");
    let faults = put(Kind::User, &key, json!({"Locked": "true", "Activated": 0}));
    assert_eq!(faults.map_err(|faults| faults.len()), Err(2));
}

#[test]
fn unknown_properties_and_numbers_are_kept_as_they_came() {
    let text = r#"{"AccountNum":"A1","Zeta":{"b":[1,"x"],"a":1.50},"Alpha":true}"#;
    let body: Value = serde_json::from_str(text).expect("valid");
    assert_eq!(account(body).map(|doc| doc.to_string()), Ok(text.to_owned()));
}

#[test]
fn a_very_deep_or_very_wrong_body_gives_a_bounded_answer() {
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    assert!(account(json!({"X": nested(MAX_DEPTH - 1)})).is_ok());
    assert_eq!(account(json!({"X": nested(MAX_DEPTH)})).map_err(|faults| faults.len()), Err(1));
    let deep = nested(300);
    assert_eq!(account(json!({"X": deep})).map_err(|faults| faults.len()), Err(1));
    let deep = (0..300).fold(json!(1), |inner, _| json!({"a": inner}));
    assert_eq!(account(json!({"FlexAttrs": deep})).map_err(|faults| faults.len()), Err(1));
    assert_eq!(
        account(json!({"X": vec![Value::Null; 5000]})).map_err(|faults| faults.len()),
        Err(MOST_FAULTS)
    );
}
