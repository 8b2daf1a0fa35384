//! Machine steps.

use serde_json::json;

use super::*;
use crate::work_flow::{AceIos, Enrollment, FieldMapping, Machine, Platform};

fn machine(configuration: Value) -> Value {
    let step = json!({"step_type": "machine", "label": "Image", "goto": "done", "goto_fail": "failed",
        "options": {"application": {"application_id": "ace-ios"}}});
    with(&step, "/options/configuration", Some(configuration))
}

fn configured(configuration: Value) -> AceIos {
    let StepKind::Machine(Machine::AceIos { configuration, .. }) = kind(&machine(configuration)) else {
        panic!("it is no machine step");
    };
    *configuration
}

#[test]
fn a_configuration_has_a_model() {
    let found = configured(json!({
        "pairing_cert": "YWJj", "restore_device": true, "wait_for_apps": ["com.example.app"],
        "wait_for_battery_charge": 60, "wait_for_icon_layout": [["a", ["b"]]],
        "field_mappings": [{"from": "serial_number", "to": "label"}],
    }));
    let mapping = FieldMapping { from: Some("serial_number".into()), to: Some("label".into()) };
    let expected = AceIos {
        pairing_cert: Some("YWJj".into()),
        restore_device: Some(true),
        wait_for_apps: vec!["com.example.app".into()],
        wait_for_battery_charge: Some(60),
        wait_for_icon_layout: vec![json!(["a", ["b"]])],
        field_mappings: vec![mapping],
        ..AceIos::default()
    };
    assert_eq!(found, expected);
}

#[test]
fn enrollment_may_be_a_bare_truth_value() {
    for (spelled, canonical_form) in [
        (json!(true), json!({"should_mdm_enroll": true})),
        (json!(false), json!({"should_mdm_enroll": false})),
        (json!({"should_mdm_enroll": false}), json!({"should_mdm_enroll": false})),
    ] {
        let step = canonical(&machine(json!({"automated_enrollment": spelled})));
        assert_eq!(step["options"]["configuration"]["automated_enrollment"], canonical_form);
    }
    let named = json!({"should_mdm_enroll": true, "mdm_enroll_user": "u", "mdm_enroll_password": "p"});
    let expected = Enrollment {
        should_mdm_enroll: true,
        mdm_enroll_user: Some("u".into()),
        mdm_enroll_password: Some("p".into()),
    };
    assert_eq!(configured(json!({"automated_enrollment": named})).automated_enrollment, Some(expected));
}

#[test]
fn what_only_the_older_generation_had_is_taken() {
    let found = configured(json!({
        "mdm": {"vendor": "JAMF", "console_url": "https://mdm.example", "set_asset_tag": "$.tag"},
        "field_mappings": [{"from": "thundersync_serial"}, {"from": "icon_list_regex"}],
    }));
    assert_eq!(found.mdm.and_then(|mdm| mdm.vendor).as_deref(), Some("JAMF"));
    assert_eq!(found.field_mappings[1].from.as_deref(), Some("icon_list_regex"));
}

#[test]
fn platforms_are_named_or_told_exactly() {
    let step = with(
        &machine(json!({})),
        "/options/application/platforms",
        Some(json!(["any-mac", {"platform": "darwin", "arch": "arm64"}])),
    );
    let exact = Platform::Exact { platform: "darwin".into(), arch: "arm64".into() };
    let expected = vec![Platform::Named("any-mac".into()), exact];
    let StepKind::Machine(Machine::AceIos { platforms, .. }) = kind(&step) else {
        panic!("it is no machine step")
    };
    assert_eq!(platforms, expected);
}

#[test]
fn what_is_no_application_is_refused() {
    check_below(
        &machine(json!({})),
        "/options",
        vec![
            ("/application", None, "required", ""),
            ("/configuration", None, "required", ""),
            ("/application/application_id", Some("ace-droid".into()), "enum", ".application.application_id"),
            ("/application/platforms", Some(json!([1])), "type", ".application.platforms[0]"),
            (
                "/application/platforms",
                Some(json!([{"platform": "dos", "arch": "x64"}])),
                "enum",
                ".application.platforms[0].platform",
            ),
            (
                "/application/platforms",
                Some(json!([{"platform": "linux"}])),
                "required",
                ".application.platforms[0]",
            ),
        ],
    );
}

#[test]
fn what_no_machine_can_do_is_refused() {
    let enrollment = ".automated_enrollment";
    let good = machine(json!({"automated_enrollment": {"should_mdm_enroll": true}}));
    check_below(
        &good,
        "/options/configuration",
        vec![
            ("/pairing_key", Some("a=b".into()), "pattern", ".pairing_key"),
            ("/wait_for_battery_charge", Some(101.into()), "maximum", ".wait_for_battery_charge"),
            ("/wait_for_battery_charge", Some((-1).into()), "minimum", ".wait_for_battery_charge"),
            ("/mdm", Some(json!({"vendor": "Me"})), "enum", ".mdm.vendor"),
            ("/mdm", Some(json!({"console_url": "here"})), "format", ".mdm.console_url"),
            ("/field_mappings", Some(json!([{"from": "smell"}])), "enum", ".field_mappings[0].from"),
            ("/colour", Some("red".into()), "additionalProperties", ""),
            ("/automated_enrollment", Some("yes".into()), "type", enrollment),
            ("/automated_enrollment", Some(json!({})), "required", enrollment),
            ("/automated_enrollment/mdm_enroll_user", Some("u".into()), "required", enrollment),
            (
                "/automated_enrollment",
                Some(json!({"should_mdm_enroll": false, "mdm_enroll_user": "u"})),
                "additionalProperties",
                enrollment,
            ),
        ],
    );
}
