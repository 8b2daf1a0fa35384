//! Values: from what a client sends to what is kept.

use super::MAX_VALUE;
use super::decimal::Decimal;
use super::field::Field;
use super::filter::Unfit;
use super::place::Place;
use crate::message::Message;
use serde_json::{Value, json};

/// Whether two texts are the same, with or without regard to case.
pub(super) fn same(a: &str, b: &str, check_case: bool) -> bool {
    let lower = |text| str::chars(text).flat_map(char::to_lowercase);
    if check_case { a == b } else { lower(a).eq(lower(b)) }
}

/// Runs a raw value through the filters of a field, then holds it against its validators; what comes out is what is
/// kept. A text, number or truth is a value; null is none, no filter touches it, and only `required` minds it. A filter
/// may also leave no value.
///
/// # Errors
///
/// The first thing that is wrong. The data path is `.value`, relative to the field: prefix it with where the field
/// stands in the body.
pub fn set_value(field: &Field, raw: &Value) -> Result<Option<String>, Box<Message>> {
    let place = Place::Root;
    let place = place.member("value");
    let mut value = read(raw, place)?;
    for filter in field.filters() {
        let Some(text) = value else { break };
        within_limit(&text, place)?;
        let unfit = |unfit: Unfit| Box::new(place.fault(filter.name(), json!({}), unfit.0));
        value = filter.apply(text).map_err(unfit)?;
    }
    if let Some(text) = &value {
        within_limit(text, place)?;
    }
    for validator in field.validators() {
        let passes = match &value {
            Some(text) => validator.passes(text),
            None => !validator.is_required(),
        };
        if !passes {
            let (params, message) = (json!(validator.options()), validator.sentence());
            return Err(Box::new(place.fault(validator.name(), params, message)));
        }
    }
    Ok(value)
}

fn read(raw: &Value, place: Place<'_>) -> Result<Option<String>, Box<Message>> {
    match raw {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Bool(flag) => Ok(Some(flag.to_string())),
        Value::Number(number) => {
            let text = number.to_string();
            Ok(Some(Decimal::parse(&text).map_or(text, |number| number.to_string())))
        }
        Value::Array(_) | Value::Object(_) => Err(Box::new(place.wrong_type("string,number,boolean,null"))),
    }
}

fn within_limit(text: &str, place: Place<'_>) -> Result<(), Box<Message>> {
    if text.len() <= MAX_VALUE {
        return Ok(());
    }
    let message = format!("should NOT be longer than {MAX_VALUE} bytes");
    Err(Box::new(place.fault("maxLength", json!({ "limit": MAX_VALUE }), message)))
}
