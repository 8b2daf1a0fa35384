//! The model of stored documents, and recognising one that is there already.

use serde_json::json;

use super::examples::{every_kind, older_spellings};
use super::*;
use crate::work_flow::{Definition, same_definition};

#[test]
fn a_stored_document_has_the_model_that_it_was_accepted_with() {
    let found = accepted(&every_kind());
    assert_eq!(Definition::of_canonical(&found.document), Ok(found.definition));
}

#[test]
fn the_steps_of_a_model_are_in_the_order_of_the_document() {
    let found = accepted(&every_kind());
    let keys: Vec<&str> = found.definition.steps.iter().map(|step| step.key.as_str()).collect();
    let written = object(found.document["steps"].clone());
    assert!(keys.iter().eq(written.keys()), "{keys:?}");
}

#[test]
fn a_document_that_is_not_canonical_has_no_model_but_a_reason() {
    let document = accepted(&every_kind()).document;
    for (pointer, value, reason) in [
        ("/label", None, "it has no label"),
        ("/steps/begin/options", None, "step begin: it has no options"),
        ("/steps/begin/goto", None, "step begin: it does not tell the next step"),
        ("/steps/begin/step_type", Some(json!("jump")), "step begin: there is no step type jump"),
        ("/applies_to", Some(json!("MOON")), "it applies to MOON"),
    ] {
        let broken = object(with(&Value::Object(document.clone()), pointer, value));
        let error = Definition::of_canonical(&broken).expect_err("it is broken");
        assert_eq!(error.to_string(), format!("not a canonical work flow: {reason}"));
    }
    assert!(Definition::of_canonical(&Object::new()).is_err());
}

#[test]
fn ids_order_and_empty_members_make_no_difference() {
    let document = accepted(&every_kind()).document;
    let mut other: Object = document.clone().into_iter().rev().collect();
    let steps = object(document["steps"].clone()).into_iter().rev().collect();
    other.insert("steps".to_owned(), Value::Object(steps));
    for (name, value) in [("work_flow_id", json!("w")), ("updated", json!("today")), ("context", json!([]))] {
        other.insert(name.to_owned(), value);
    }
    assert!(same_definition(&document, &other));
}

#[test]
fn the_spelling_that_a_work_flow_came_in_makes_no_difference() {
    let older = accepted(&older_spellings()).document;
    assert!(same_definition(&older, &accepted(&older).document));
}

#[test]
fn anything_that_a_run_or_a_reader_would_notice_makes_a_difference() {
    let document = Value::Object(accepted(&every_kind()).document);
    for (pointer, value) in [
        ("/label", json!("Other")),
        ("/applies_to", json!("PART")),
        ("/starts_at", json!("begin")),
        ("/triggered_by", json!([])),
        ("/metadata", json!({"team": "other"})),
        ("/steps/begin/label", json!("Other")),
        ("/steps/begin/goto", json!("enter")),
        ("/steps/enter/context", json!([])),
        ("/steps/reserve/on_error/retry", json!(3)),
        ("/steps/settle/time", json!(31)),
        ("/steps/qc/options/payload/items/0/help", json!("Look")),
        ("/steps/ship/on_complete/0/options/message", json!("Other")),
    ] {
        let other = with(&document, pointer, Some(value));
        assert!(!same_definition(&object(document.clone()), &object(other)), "{pointer}");
    }
    assert!(!same_definition(&Object::new(), &Object::new()));
}
