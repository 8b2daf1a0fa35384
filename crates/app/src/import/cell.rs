//! What a cell says, as the member holds it.

use serde_json::{Number, Value};

use super::member::Form;

/// The value of a cell; an error says what it must be.
pub(super) fn value(form: Form, cell: &Value) -> Result<Value, String> {
    match (form, cell) {
        (Form::Name | Form::Text, Value::String(text)) => Ok(unguarded(text.trim()).into()),
        (Form::Name, Value::Number(number)) => Ok(number.to_string().into()),
        (Form::Name, _) => Err("must be a text".to_owned()),
        (Form::Text, other) => Ok(other.clone()),
        (Form::Number, Value::Number(_)) | (Form::Flag, Value::Bool(_)) => Ok(cell.clone()),
        (Form::Number, _) => number(cell).ok_or_else(|| "must be a number such as 12.5".to_owned()),
        (Form::Flag, _) => flag(cell).ok_or_else(|| "must be true or false (yes or no, 1 or 0)".to_owned()),
    }
}

/// A text without the quote that our exports put before what a spreadsheet would run.
fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t']) => rest,
        _ => text,
    }
}

fn number(cell: &Value) -> Option<Value> {
    let number: Number = serde_json::from_str(cell.as_str()?.trim()).ok()?;
    number.as_f64().is_some_and(f64::is_finite).then_some(Value::Number(number))
}

fn flag(cell: &Value) -> Option<Value> {
    let text = cell.as_str().map_or_else(|| cell.to_string(), |text| text.trim().to_ascii_lowercase());
    match text.as_str() {
        "true" | "yes" | "1" => Some(true.into()),
        "false" | "no" | "0" => Some(false.into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_cell_becomes_what_its_member_holds() {
        assert_eq!(value(Form::Text, &json!(" Käthe ")), Ok(json!("Käthe")));
        assert_eq!(value(Form::Text, &json!("'+49 221 1")), Ok(json!("+49 221 1")));
        assert_eq!(value(Form::Text, &json!("'t Hart")), Ok(json!("'t Hart")));
        assert_eq!(value(Form::Name, &json!(17)), Ok(json!("17")));
        assert_eq!(value(Form::Number, &json!("-12.50")).expect("a number").to_string(), "-12.50");
        assert_eq!(value(Form::Flag, &json!("Yes")), Ok(json!(true)));
        assert_eq!(value(Form::Flag, &json!(0)), Ok(json!(false)));
    }

    #[test]
    fn a_cell_that_says_something_else_is_refused() {
        for (form, cell) in [
            (Form::Number, json!("1,5")),
            (Form::Number, json!("1e999")),
            (Form::Number, json!("a lot")),
            (Form::Flag, json!("maybe")),
            (Form::Name, json!(["A"])),
        ] {
            assert!(value(form, &cell).is_err(), "{cell}");
        }
    }
}
