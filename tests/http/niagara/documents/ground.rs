//! What the documents stand on: a project, places, and for each document a part with a unit.

use serde_json::{Map, Value, json};

use crate::harness::Client;
use crate::niagara::world::{customer, location, make, manufacturer, program, project_of};

/// What all documents share.
pub struct Ground {
    customer: String,
    project: String,
    manufacturer: String,
    here: String,
    there: String,
}

/// A document with the names of this server in it, and what its run is about.
pub struct Made {
    pub document: Value,
    pub flow: String,
    pub part: String,
    pub unit: String,
}

impl Ground {
    pub fn new(client: &Client) -> Self {
        let customer = customer(client, "Acme");
        let program = program(client, &customer);
        Self {
            project: project_of(client, &program),
            customer,
            manufacturer: manufacturer(client, "Zeta"),
            here: location(client, "Dock"),
            there: location(client, "Yard"),
        }
    }

    /// Makes what a document needs: the work flow, a part with the custom fields of its entity, a unit of it.
    #[track_caller]
    pub fn prepare(&self, client: &Client, document: &Value) -> Made {
        let entity = &document["sample"]["entity"];
        let title = document["title"].as_str().expect("a title");
        let fields = entity["input_filter"].as_array().cloned().unwrap_or_default();
        let part = json!({"label": "Tablet", "customer": {"customer_id": self.customer}, "serial_prefix": null,
            "input_filter": fields.iter().map(definition).collect::<Value>(),
            "manufacturer": {"manufacturer_id": self.manufacturer, "part_number": title}});
        let part = make(client, "parts", part);
        let values: Vec<Value> = fields.iter().filter(|field| !field["value"].is_null()).map(value).collect();
        let unit = json!({"label": entity["label"].as_str().unwrap_or("Tablet"), "part": {"part_id": part},
            "current_location": {"location_id": self.here}, "input_filter": values,
            "current_status": {"status": "Pending", "category": "PENDING"}});
        let unit = make(client, "units", unit);
        let mut document = document.clone();
        self.name(&mut document, &part);
        let flow = make(client, "work-flows", document["work_flow"].clone());
        Made { document, flow, part, unit }
    }

    /// Puts the ids of this server where a document has names for them, and texts where it says how to make them.
    fn name(&self, value: &mut Value, part: &str) {
        match value {
            Value::String(text) => {
                let id = match text.as_str() {
                    "THE-PART" => part,
                    "THE-PROJECT" => &self.project,
                    "THE-OTHER-LOCATION" => &self.there,
                    _ => return,
                };
                id.clone_into(text);
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.name(item, part)),
            Value::Object(members) => match repeated(members) {
                Some(text) => *value = text.into(),
                None => members.values_mut().for_each(|member| self.name(member, part)),
            },
            _ => {}
        }
    }
}

/// `{"@repeat": [text, times]}` is a long text.
fn repeated(members: &Map<String, Value>) -> Option<String> {
    let how = members.get("@repeat")?;
    Some(how[0].as_str()?.repeat(usize::try_from(how[1].as_u64()?).ok()?))
}

fn definition(field: &Value) -> Value {
    json!({"label": field["label"], "key": field["key"], "filters": field["filters"], "validators": field["validators"]})
}

fn value(field: &Value) -> Value {
    json!({"key": field["key"], "value": field["value"]})
}
