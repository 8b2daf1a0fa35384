//! What the answers of the dialect look like, for the description. The schemas stand in `answers.json`, each once; which operation
//! answers which follows from its address, because the dialect is regular. Every test that speaks HTTP holds what it is
//! answered against them.

use serde_json::{Map, Value, json};

/// The schemas by name, all but those of pages.
const SCHEMAS: &str = include_str!("answers.json");

/// The media type of the answers that are described here.
const MEDIA: &str = "application/hal+json";

/// What a segment of an address lists: the segment, the schema of an entry, the schema of a page and what the page embeds.
type Listed = (&'static str, &'static str, &'static str, &'static str);

const LISTED: [Listed; 29] = [
    ("actions", "Action", "ActionPage", "nter:actions"),
    ("attachments", "Attachment", "AttachmentPage", "nter:attachments"),
    ("batches", "Batch", "BatchPage", "nter:batches"),
    ("contacts", "Contact", "ContactPage", "nter:contacts"),
    ("contexts", "Context", "ContextPage", "nter:contexts"),
    ("customers", "Customer", "CustomerPage", "nter:customers"),
    ("cycles", "Cycle", "CyclePage", "nter:work-order-cycles"),
    ("diff", "Diff", "DiffPage", "nter:diffs"),
    ("facilities", "Location", "LocationPage", "nter:locations"),
    ("locations", "Location", "LocationPage", "nter:locations"),
    ("manufacturers", "Manufacturer", "ManufacturerPage", "nter:manufacturers"),
    ("notes", "Note", "NotePage", "nter:notes"),
    ("notifications", "Notification", "NotificationPage", "nter:notifications"),
    ("parts", "Part", "PartPage", "nter:parts"),
    ("programs", "Program", "ProgramPage", "nter:programs"),
    ("projects", "Project", "ProjectPage", "nter:projects"),
    ("queues", "Queue", "QueuePage", "nter:queues"),
    ("relations", "Relation", "RelationPage", "nter:relations"),
    ("resources", "Resource", "ResourcePage", "nter:resources"),
    ("roles", "Role", "RolePage", "nter:roles"),
    ("sub-resources", "SubResource", "SubResourcePage", "nter:sub-resources"),
    ("techs", "User", "UserPage", "nter:users"),
    ("units", "Unit", "UnitPage", "nter:units"),
    ("users", "User", "UserPage", "nter:users"),
    ("vendors", "Vendor", "VendorPage", "nter:vendors"),
    ("versions", "WorkFlow", "WorkFlowVersionPage", "nter:work-flow-versions"),
    ("ware-houses", "Location", "LocationPage", "nter:locations"),
    ("work-flows", "WorkFlow", "WorkFlowPage", "nter:work-flows"),
    ("work-orders", "WorkOrder", "WorkOrderPage", "nter:work-orders"),
];

/// Adds the schemas to a description, and to each operation that answers in HAL the one of its answer.
pub(crate) fn describe(document: &mut Value) {
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        add(schemas);
    }
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    for (path, item) in paths {
        let Some(item) = item.as_object_mut() else { continue };
        for (method, operation) in item {
            let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else {
                continue;
            };
            let answers =
                responses.values_mut().filter_map(|response| response.get_mut("content")?.get_mut(MEDIA));
            for answer in answers {
                answer["schema"] = schema(method, path);
            }
        }
    }
}

fn add(schemas: &mut Map<String, Value>) {
    let own: Map<String, Value> = serde_json::from_str(SCHEMAS).unwrap_or_default();
    schemas.extend(own.into_iter().map(|(name, schema)| (format!("Niagara{name}"), schema)));
    for (_, entry, page, rel) in &LISTED {
        let embedded = json!({"type": "array", "items": linked(entry)});
        let embedded = json!({"type": "object", "required": [rel], "properties": {*rel: embedded}});
        let whole = json!({"type": "object", "properties": {"_embedded": embedded}});
        schemas.insert(format!("Niagara{page}"), json!({"allOf": [named("Page"), whole]}));
    }
}

/// The schema of what an operation answers.
fn schema(method: &str, path: &str) -> Value {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match (parts.as_slice(), method) {
        ([""], _) => named("EntryPoint"),
        (["settings", "statuses"], _) => named("Statuses"),
        (["me"], _) => linked("Me"),
        (["contexts", _, "{step}"], "get") => linked("Step"),
        (["contexts", _, "{step}"], _) => linked("Context"),
        ([.., "cycles", _, "retry"], _) => linked("Cycle"),
        ([.., of, last], _) if last.starts_with('{') => one(of),
        ([.., last], "get") => page(last),
        ([.., last], _) => one(last),
        ([], _) => json!({}),
    }
}

fn find(segment: &str) -> Option<&'static Listed> {
    LISTED.iter().find(|(name, ..)| *name == segment)
}

fn one(segment: &str) -> Value {
    find(segment).map_or(json!({"type": "object"}), |(_, entry, ..)| linked(entry))
}

fn page(segment: &str) -> Value {
    find(segment).map_or(json!({"type": "object"}), |(_, _, page, _)| named(page))
}

/// An entity with its links.
fn linked(name: &str) -> Value {
    json!({"allOf": [named(name), named("Linked")]})
}

fn named(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/Niagara{name}")})
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_answer_of_the_dialect_has_a_schema_that_is_there() {
        let document = crate::openapi::document();
        let schemas = document["components"]["schemas"].as_object().expect("schemas");
        let mut seen = 0;
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("operations") {
                let responses = operation["responses"].as_object().expect("responses");
                for answer in
                    responses.values().filter_map(|response| response["content"].get("application/hal+json"))
                {
                    let text = answer["schema"].to_string();
                    assert!(text.contains("#/components/schemas/Niagara"), "{method} {path}: {text}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 200, "{seen}");
        let text = document.to_string();
        for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(schemas.contains_key(name), "there is no {name}");
        }
    }
}
