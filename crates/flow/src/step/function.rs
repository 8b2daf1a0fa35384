//! Functions of the server: what they are given is looked up.

use docket_domain::work_flow::{Allocate, Call, DispatchJob, LocationSource, Operand, Step, StepKind};
use serde_json::Value;

use crate::effect::{Target, What};
use crate::value;
use crate::world::{Sees, Unread};

/// A call, with its paths replaced by what they lead to.
pub(crate) fn resolve(call: &Call, sees: &Sees<'_>) -> Result<What, Unread> {
    Ok(match call {
        Call::Allocate(wanted) => What::Allocate(allocate(wanted, sees)?),
        Call::SetStatus(call) => What::SetStatus(call.status.clone()),
        Call::SetLocation(call) => What::SetLocation(target(&call.to, sees)?),
        Call::DispatchJob(call) => dispatch_job(call, sees)?,
    })
}

/// Whether the work of a step is a job, which it waits for.
pub(crate) fn makes_job(step: &Step) -> bool {
    matches!(step.kind, StepKind::Function(Call::DispatchJob(_)))
}

fn allocate(wanted: &Allocate, sees: &Sees<'_>) -> Result<Allocate, Unread> {
    let optional = |text: &Option<String>| text.as_deref().map(|text| value::text(text, sees)).transpose();
    Ok(Allocate {
        part_id: value::text(&wanted.part_id, sees)?,
        project_id: value::text(&wanted.project_id, sees)?,
        part_label: optional(&wanted.part_label)?,
        status: optional(&wanted.status)?,
        ..wanted.clone()
    })
}

fn target(source: &LocationSource, sees: &Sees<'_>) -> Result<Target, Unread> {
    Ok(match source {
        LocationSource::Location(id) => Target::Location(value::text(id, sees)?),
        LocationSource::Resource(id) => Target::Resource(value::text(id, sees)?),
        LocationSource::SubResource(id) => Target::SubResource(value::text(id, sees)?),
        LocationSource::Context => Target::Context,
        LocationSource::WorkOrder => Target::WorkOrder,
        LocationSource::WorkOrderInputFrom => Target::WorkOrderInputFrom,
        LocationSource::WorkOrderOutputTo => Target::WorkOrderOutputTo,
    })
}

fn dispatch_job(call: &DispatchJob, sees: &Sees<'_>) -> Result<What, Unread> {
    let number = match &call.order_num {
        None => None,
        Some(Operand::Path(path)) => Some(value::text(path, sees)?),
        Some(Operand::Literal(Value::String(number))) => Some(number.clone()),
        Some(Operand::Literal(number)) => Some(number.to_string()),
    };
    match value::resolve_json(&Value::Object(call.job.clone()), sees)? {
        Value::Object(job) => Ok(What::DispatchJob { job, number }),
        _ => Err(Unread::Broken("the job is no object".to_owned())),
    }
}
