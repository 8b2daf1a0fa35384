//! What is written on steps and arrows.

use docket_domain::work_flow::{
    Call, Choice, Condition, FailCondition, Join, Machine, Operand, Operator, Step, StepKind, User,
};
use serde_json::Value;

/// The name of a kind of step in the style sheet.
pub(super) fn class(kind: &StepKind) -> &'static str {
    match kind {
        StepKind::Pass => "pass",
        StepKind::Success => "success end",
        StepKind::Fail => "failure end",
        StepKind::Decision(_) => "decision",
        StepKind::User(_) => "user",
        StepKind::Machine(_) => "machine",
        StepKind::Function(_) => "function",
        StepKind::Wait(_) => "wait",
        StepKind::Parallel(_) => "parallel",
    }
}

/// A few words about a step, below its label; may be empty.
pub(super) fn detail(step: &Step) -> String {
    let what = about(&step.kind);
    match step.on_error.retry {
        0 => what,
        tries => {
            let tries = format!("{tries}× retry");
            if what.is_empty() { tries } else { format!("{what} · {tries}") }
        }
    }
}

fn about(kind: &StepKind) -> String {
    match kind {
        StepKind::Pass | StepKind::Decision(_) | StepKind::Success | StepKind::Fail => String::new(),
        StepKind::User(User::FollowPdf(_)) => "instructions".to_owned(),
        StepKind::User(User::ManualEntry(form)) => counted(form.fields.len(), "field"),
        StepKind::User(User::TaskList(list)) if list.is_qc => {
            format!("check · {}", counted(list.items.len(), "task"))
        }
        StepKind::User(User::TaskList(list)) => counted(list.items.len(), "task"),
        StepKind::User(User::ConfirmAction(_)) => "confirmation".to_owned(),
        StepKind::Machine(Machine::AceIos { .. }) => "sets up an iOS device".to_owned(),
        StepKind::Function(Call::Allocate(_)) => "allocate".to_owned(),
        StepKind::Function(Call::SetStatus(set)) => format!("status: {}", set.status.status),
        StepKind::Function(Call::SetLocation(_)) => "move".to_owned(),
        StepKind::Function(Call::DispatchJob(_)) => "dispatch a job".to_owned(),
        StepKind::Wait(wait) if wait.listen_for.is_empty() => format!("{} s", wait.time),
        StepKind::Wait(wait) => {
            let events: Vec<&str> = wait.listen_for.iter().map(|listen| listen.event.as_str()).collect();
            format!("≤ {} s · {}", wait.stop_at, events.join(", "))
        }
        StepKind::Parallel(parallel) => match parallel.fail_condition {
            FailCondition::All => "fails if all branches do".to_owned(),
            FailCondition::Any => "fails if a branch does".to_owned(),
            FailCondition::None => "fails never".to_owned(),
        },
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Conditions that must all hold, in short.
pub(super) fn conditions(conditions: &[Condition]) -> String {
    joined(conditions, " and ")
}

/// The conditions of a choice, in short.
pub(super) fn choice(choice: &Choice) -> String {
    match (choice.join, choice.conditions.len()) {
        (Join::And, _) => joined(&choice.conditions, " and "),
        (Join::Or, _) => joined(&choice.conditions, " or "),
        (Join::Not, _) => format!("not {}", joined(&choice.conditions, ", nor ")),
    }
}

fn joined(conditions: &[Condition], with: &str) -> String {
    conditions.iter().map(condition).collect::<Vec<_>>().join(with)
}

fn condition(condition: &Condition) -> String {
    let sign = match condition.operator {
        Operator::GreaterThanEquals => "≥",
        Operator::LessThanEquals => "≤",
        Operator::GreaterThan => ">",
        Operator::LessThan => "<",
        Operator::Equals => "=",
        Operator::NotEquals => "≠",
    };
    let operand = match &condition.operand {
        Operand::Path(path) => path_name(path).to_owned(),
        Operand::Literal(Value::String(text)) if text.is_empty() => "\"\"".to_owned(),
        Operand::Literal(Value::String(text)) => text.clone(),
        Operand::Literal(value) => value.to_string(),
    };
    format!("{} {sign} {operand}", path_name(&condition.variable))
}

fn path_name(path: &str) -> &str {
    let name = path.strip_prefix('$').map_or(path, |rest| rest.trim_start_matches('.'));
    name.strip_prefix("data.").unwrap_or(name)
}
