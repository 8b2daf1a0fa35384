//! `set-entity-location`: moves the entity of the context.

use serde_json::Value;

use crate::work_flow::at::At;
use crate::work_flow::definition::{NotCanonical, member};
use crate::work_flow::pattern::ID_OR_PATH;
use crate::work_flow::report::Report;
use crate::work_flow::shape::{self, Member, Shape, members, optional, required};

/// Where to move the entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetLocation {
    /// What tells the place.
    pub to: LocationSource,
}

/// What tells a place. The texts are ids, or paths where they begin with `$`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocationSource {
    /// A location.
    Location(String),
    /// A resource, with the location that it is at.
    Resource(String),
    /// A sub-resource, with its resource and location.
    SubResource(String),
    /// The place where the run itself takes place.
    Context,
    /// The location of the work order.
    WorkOrder,
    /// Where the work order takes its components from.
    WorkOrderInputFrom,
    /// Where the work order puts what is finished.
    WorkOrderOutputTo,
}

impl SetLocation {
    pub(super) fn of(payload: &Value) -> Result<Self, NotCanonical> {
        let name: String = member(payload, "location_type")?;
        let id = || member::<String>(payload, "location_id");
        let to = match name.as_str() {
            "location_id" => LocationSource::Location(id()?),
            "resource_id" => LocationSource::Resource(id()?),
            "sub_resource_id" => LocationSource::SubResource(id()?),
            "context" => LocationSource::Context,
            "work_order" => LocationSource::WorkOrder,
            "work_order_input_from" => LocationSource::WorkOrderInputFrom,
            "work_order_output_to" => LocationSource::WorkOrderOutputTo,
            _ => return Err(format!("there is no location type {name}").into()),
        };
        Ok(Self { to })
    }
}

/// The payload.
pub(in crate::work_flow) const SHAPE: Shape = Shape::By(read);

const BY_ID: [&str; 3] = ["location_id", "resource_id", "sub_resource_id"];

const PAYLOAD: &[Member] = &[
    required(
        "location_type",
        Shape::Word(
            &[
                BY_ID[0],
                BY_ID[1],
                BY_ID[2],
                "context",
                "work_order",
                "work_order_input_from",
                "work_order_output_to",
            ],
            &[],
        ),
    ),
    optional("location_id", Shape::Like(&ID_OR_PATH)),
];

fn read(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let kind = source.get("location_type").and_then(Value::as_str).unwrap_or_default();
    if BY_ID.contains(&kind) && !source.contains_key("location_id") {
        report.missing(at, "location_id");
    }
    let mut canonical = members(source, &[PAYLOAD], true, at, report);
    if !BY_ID.contains(&kind) {
        // An id beside a kind that needs none says nothing.
        canonical.shift_remove("location_id");
    }
    Some(Value::Object(canonical))
}
