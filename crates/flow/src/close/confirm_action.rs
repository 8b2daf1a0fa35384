//! `confirm-action`: yes or no.

use docket_domain::json::Object;
use docket_domain::work_flow::ConfirmAction;
use serde_json::Value;

use super::{Closed, Place, Report};

pub(super) fn check(question: &ConfirmAction, body: &Object, report: &mut Report) -> Closed {
    let top = Place::default();
    report.only(&["acknowledge"], body, &top);
    let confirmed = match report.needed("acknowledge", body, &top) {
        Some(Value::Bool(confirmed)) => *confirmed,
        Some(_) => {
            report.wrong_type(&top.member("acknowledge"), "boolean");
            false
        }
        None => false,
    };
    let reason = || question.negative_message.clone().unwrap_or_else(|| "it was not confirmed".to_owned());
    Closed { failed: (!confirmed).then(reason), ..Closed::default() }
}
