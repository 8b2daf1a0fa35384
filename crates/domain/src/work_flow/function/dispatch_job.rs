//! `dispatch-job`: makes a field-service job, and waits until its technician has closed it.

use serde::Deserialize;
use serde_json::Value;

use crate::job::Number;
use crate::json::Object;
use crate::work_flow::at::At;
use crate::work_flow::report::Report;
use crate::work_flow::shape::{self, Member, Shape, optional, required};
use crate::work_flow::value::Operand;

/// The job to make.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DispatchJob {
    /// The document of the job, in which any text that begins with `$` is a path into the context.
    pub job: Object,
    /// The number of the job, or a path to it; without one the server makes a number.
    #[serde(default)]
    pub order_num: Option<Operand>,
}

/// The members of the payload.
pub(in crate::work_flow) const PAYLOAD: &[Member] =
    &[required("job", Shape::Open), optional("order_num", Shape::By(order_num))];

fn order_num(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let text = shape::text(value, at, report)?;
    if !text.starts_with('$')
        && let Err(fault) = Number::new(text)
    {
        let message = format!("should be a job number: {}", fault.reason);
        report.own(at, "orderNumber", serde_json::json!({}), message);
        return None;
    }
    Some(text.into())
}
