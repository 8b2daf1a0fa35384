//! What comes with closing a step: is it what the step asks for, and what follows from it?

mod confirm_action;
mod fields;
mod follow_pdf;
mod machine;
mod manual_entry;
mod task_list;

#[cfg(test)]
mod tests;

use docket_domain::Message;
use docket_domain::json::Object;
use docket_domain::work_flow::{Machine, Step, StepKind, User};
use serde_json::Value;

use crate::effect::FieldWrite;
use crate::report::{Place, Report};
use crate::world::{Root, Sees, Unread};

/// What follows from a body that closes a step.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Closed {
    /// What is to be written to the entity, together.
    pub(crate) writes: Vec<FieldWrite>,
    /// The variables to be set, by their paths, in order; see [`set_variable`](crate::assign::set_variable).
    pub(crate) variables: Vec<(String, Value)>,
    /// Why the step has failed, in words; such a body is in order, but says that things went wrong.
    pub(crate) failed: Option<String>,
}

/// Why a body was not looked through.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shut {
    /// This document must be supplied first.
    Need(Root),
    /// It is not what the step asks for, or not yet: the step stays open.
    Wrong(Vec<Message>),
}

/// Looks through a body that is to close a step. A definition that makes no sense now (a path to nothing) fails the step.
///
/// # Errors
/// A document that must be supplied first, or what is wrong with the body.
pub(crate) fn check(step: &Step, body: &Object, sees: &Sees<'_>) -> Result<Closed, Shut> {
    let mut report = Report::default();
    let checked = match &step.kind {
        StepKind::User(User::FollowPdf(pdf)) => follow_pdf::check(pdf, body, sees, &mut report),
        StepKind::User(User::ManualEntry(form)) => manual_entry::check(form, body, sees, &mut report),
        StepKind::User(User::TaskList(list)) => Ok(task_list::check(list, body, &mut report)),
        StepKind::User(User::ConfirmAction(question)) => {
            Ok(confirm_action::check(question, body, &mut report))
        }
        StepKind::Machine(Machine::AceIos { configuration, .. }) => {
            machine::check(configuration, body, sees, &mut report)
        }
        _ => {
            report.only(&[], body, &Place::default());
            Ok(Closed::default())
        }
    };
    let messages = report.into_messages();
    if !messages.is_empty() {
        return Err(Shut::Wrong(messages));
    }
    match checked {
        Ok(closed) => Ok(closed),
        Err(Unread::Need(root)) => Err(Shut::Need(root)),
        Err(Unread::Broken(reason)) => Ok(Closed { failed: Some(reason), ..Closed::default() }),
    }
}
