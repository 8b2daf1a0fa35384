//! Conditions on the variables of a context.

use serde::Deserialize;
use serde_json::Value;

use super::at::At;
use super::report::Report;
use super::shape::{self, MAX_ITEMS, Member, Shape, members, required};
use super::value::Operand;

/// How a variable is compared with an operand.
#[expect(missing_docs, reason = "the names say it")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    GreaterThanEquals,
    LessThanEquals,
    GreaterThan,
    LessThan,
    Equals,
    NotEquals,
}

/// A comparison of a variable with a value.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Condition {
    /// The variable: its bare name, or a path (`$.battery`).
    pub variable: String,
    /// How it is compared.
    pub operator: Operator,
    /// With what: a path, or a text.
    pub operand: Operand,
}

const OPERATORS: &[&str] =
    &["greater_than_equals", "less_than_equals", "greater_than", "less_than", "equals", "not_equals"];

const CONDITION: &[Member] = &[
    required("variable", Shape::Text),
    required("operator", Shape::Word(OPERATORS, &[])),
    required("operand", Shape::By(operand)),
];

const VARIABLE: &[Member] = &[required("variable", Shape::Text)];

/// A condition, in either spelling.
pub(super) const SHAPE: Shape = Shape::By(read);

/// The conditions of a decision.
pub(super) const LIST: Shape = Shape::List(&SHAPE, 0, MAX_ITEMS);

fn read(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let spelled_out = source.contains_key("operator") || source.contains_key("operand");
    let older = OPERATORS.iter().find_map(|&name| source.get(name).map(|value| (name, value)));
    let Some((operator, value)) = older.filter(|_| !spelled_out) else {
        return Some(Value::Object(members(source, &[CONDITION], true, at, report)));
    };
    for name in source.keys().filter(|name| *name != "variable" && *name != operator) {
        report.unknown_member(at, name);
    }
    let mut canonical = members(source, &[VARIABLE], false, at, report);
    canonical.insert("operator".to_owned(), operator.into());
    canonical.insert("operand".to_owned(), operand(value, &At::Member(at, operator), report)?);
    Some(Value::Object(canonical))
}

/// Operands are texts; a number or a truth value is taken as the text that it is written as.
fn operand(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            report.wrong_type(at, "string");
            None
        }
    }
}
