mod accepting;
mod filters;
mod handing_down;
mod limits;
mod robustness;
mod rules;
mod validators;

use super::{Field, accept_definitions, set_value};
use crate::entity::EntityType;
use crate::message::Message;
use serde_json::{Value, json};

/// A field that is read from a body.
fn field(filters: &Value, validators: &Value) -> Field {
    let list = json!([{"label": "Field", "filters": filters, "validators": validators}]);
    accepted(&list, &[], EntityType::Part).remove(0)
}

fn accepted(list: &Value, inherited: &[Field], of: EntityType) -> Vec<Field> {
    accept_definitions(list, inherited, &[], of).expect("the list is valid")
}

fn refused(list: &Value, inherited: &[Field], of: EntityType) -> Vec<Message> {
    accept_definitions(list, inherited, &[], of).expect_err("the list is not valid")
}

/// The first message: keyword, data path, params.
fn first(list: &Value, inherited: &[Field], of: EntityType) -> (String, String, Value) {
    let message = refused(list, inherited, of).remove(0);
    assert!(message.message.starts_with("should "), "{}", message.message);
    (message.keyword, message.data_path, message.params)
}

fn wire(field: &Field) -> Value {
    serde_json::to_value(field).expect("a field is JSON")
}

/// What becomes of a raw value; an error is its keyword.
fn outcome(field: &Field, raw: &Value) -> Result<Option<String>, String> {
    set_value(field, raw).map_err(|message| {
        assert_eq!(message.data_path, ".value");
        assert!(message.message.starts_with("should "), "{}", message.message);
        message.keyword
    })
}
