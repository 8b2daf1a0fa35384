//! Conditions, and which way a decision goes.

mod decimal;

use std::borrow::Cow;
use std::cmp::Ordering;

use docket_domain::work_flow::{Choice, Condition, Decision, Join, Operand, Operator};
use serde_json::Value;

use self::decimal::Decimal;
use crate::path;
use crate::world::{Sees, Unread};

/// Whether a condition holds. Where there is no variable, or nothing to compare it with, only `not_equals` does.
///
/// # Errors
/// A document that must be supplied first, or why a path can't be followed.
pub(crate) fn holds(condition: &Condition, sees: &Sees<'_>) -> Result<bool, Unread> {
    let variable = path::find(&condition.variable, sees)?;
    let operand = match &condition.operand {
        Operand::Path(text) => path::find(text, sees)?,
        Operand::Literal(value) => Some(Cow::Borrowed(value)),
    };
    let (Some(variable), Some(operand)) = (variable, operand) else {
        return Ok(condition.operator == Operator::NotEquals);
    };
    let order = compare(&as_text(&variable), &as_text(&operand));
    Ok(match condition.operator {
        Operator::Equals => order.is_eq(),
        Operator::NotEquals => order.is_ne(),
        Operator::GreaterThan => order.is_gt(),
        Operator::GreaterThanEquals => order.is_ge(),
        Operator::LessThan => order.is_lt(),
        Operator::LessThanEquals => order.is_le(),
    })
}

/// As numbers if both are, else as texts.
fn compare(one: &str, other: &str) -> Ordering {
    match (Decimal::parse(one), Decimal::parse(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.cmp(other),
    }
}

fn as_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

/// The way that a decision goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Picked<'d> {
    /// To the step's `goto`.
    Goto,
    /// To the step's `goto_fail`.
    GotoFail,
    /// To this step.
    To(&'d str),
}

/// Which way a decision goes.
///
/// # Errors
/// As [`holds`].
pub(crate) fn choose<'d>(decision: &'d Decision, sees: &Sees<'_>) -> Result<Picked<'d>, Unread> {
    match decision {
        Decision::All(conditions) => {
            Ok(if all_hold(conditions, sees)? { Picked::Goto } else { Picked::GotoFail })
        }
        Decision::Choices(choices) => {
            for choice in choices {
                if applies(choice, sees)? {
                    return Ok(Picked::To(&choice.goto));
                }
            }
            Ok(Picked::Goto)
        }
    }
}

fn applies(choice: &Choice, sees: &Sees<'_>) -> Result<bool, Unread> {
    match choice.join {
        Join::And => all_hold(&choice.conditions, sees),
        Join::Or => any_holds(&choice.conditions, sees),
        Join::Not => Ok(!any_holds(&choice.conditions, sees)?),
    }
}

/// Whether all conditions hold; of none, all do.
///
/// # Errors
/// As [`holds`].
pub(crate) fn all_hold(conditions: &[Condition], sees: &Sees<'_>) -> Result<bool, Unread> {
    for condition in conditions {
        if !holds(condition, sees)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn any_holds(conditions: &[Condition], sees: &Sees<'_>) -> Result<bool, Unread> {
    for condition in conditions {
        if holds(condition, sees)? {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
