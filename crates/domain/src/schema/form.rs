//! Which schema file a body is held against.

use serde_json::Value;

use super::Body;

/// The file for this value of a body.
pub(super) fn file(body: Body, value: &Value) -> &'static str {
    let by_location = |unit: &Value| unit.get("location").is_some() && unit.get("current_location").is_none();
    if body == Body::Unit && by_location(value) { "unitLocation" } else { files(body)[0] }
}

/// The address of a body's schema file.
pub(super) fn id(file: &str) -> String {
    format!("https://docs.nterprise.com/oas/v2/components/requestBodies/{file}.json")
}

/// All files that a body can be held against; the usual one first.
pub(super) fn files(body: Body) -> &'static [&'static str] {
    match body {
        Body::Action => &["action"],
        Body::WorkOrder => &["workOrder"],
        Body::Batch => &["batch"],
        Body::MultiBatch => &["multiBatch"],
        Body::Queue => &["queue"],
        Body::WorkFlow => &["workflow"],
        Body::Customer => &["customer"],
        Body::Program => &["program"],
        Body::Project => &["project"],
        Body::Part => &["part"],
        Body::Unit => &["unit", "unitLocation"],
        Body::UnitPatch => &["unitPatch"],
        Body::Location => &["location"],
        Body::Resource => &["resource"],
        Body::SubResource => &["subResource"],
        Body::Manufacturer => &["manufacturer"],
        Body::Vendor => &["vendor"],
        Body::Contact => &["contact"],
        Body::Role => &["role"],
        Body::Note => &["note"],
        Body::Relation => &["relation"],
        Body::SignAttachment => &["signAttachment"],
        Body::Status => &["status"],
        Body::StartContext => &["startContext"],
        Body::AttachRoleUser => &["attachRoleUser"],
        Body::User => &["user"],
    }
}
