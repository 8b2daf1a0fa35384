//! A customer with a program and a project, and what else a test needs around it.

use serde_json::{Value, json};

use crate::harness::{Answer, Client};

/// Makes something and takes its id.
#[track_caller]
pub fn make(client: &Client, collection: &str, body: Value) -> String {
    let made = post(client, collection, body).expect(200).json();
    let member = made.as_object().and_then(|made| made.keys().find(|name| name.ends_with("_id")).cloned());
    let id = member.and_then(|member| made[member].as_str().map(str::to_owned));
    id.unwrap_or_else(|| panic!("no id in {made}"))
}

/// POSTs a body to a collection.
pub fn post(client: &Client, collection: &str, body: Value) -> Answer {
    client.ask("POST", &format!("/{collection}")).json(body).send()
}

/// Makes a customer that allows the tenant's statuses.
#[track_caller]
pub fn customer(client: &Client, label: &str) -> String {
    make(client, "customers", json!({"label": label, "allowed_statuses": []}))
}

/// Makes a program of a customer.
#[track_caller]
pub fn program(client: &Client, customer: &str) -> String {
    make(client, "programs", json!({"label": "North", "customer": {"customer_id": customer}}))
}

/// Makes a project of a program.
#[track_caller]
pub fn project_of(client: &Client, program: &str) -> String {
    make(client, "projects", json!({"label": "Stores", "program": {"program_id": program}}))
}

/// Makes a customer, a program and a project; the project.
#[track_caller]
pub fn project(client: &Client) -> String {
    let customer = customer(client, "Acme");
    let program = program(client, &customer);
    project_of(client, &program)
}

/// The body of a small work order.
pub fn order(project: &str, label: &str) -> Value {
    json!({"label": label, "project": {"project_id": project}})
}

/// Makes a facility.
#[track_caller]
pub fn location(client: &Client, label: &str) -> String {
    let address = json!({"country": "USA", "administrative_area": "NY", "locality": "Menands", "postal_code": "12204",
        "thoroughfare": "431 Broadway"});
    make(client, "locations", json!({"label": label, "location_type": "facility", "address": address}))
}

/// Makes a station at a location.
#[track_caller]
pub fn resource(client: &Client, location: &str, label: &str) -> String {
    let body = json!({"label": label, "resource_type": "station", "location": {"location_id": location}});
    make(client, "resources", body)
}

/// Makes a slot of a resource at its location.
#[track_caller]
pub fn sub_resource(client: &Client, location: &str, resource: &str, label: &str) -> String {
    let body = json!({"label": label, "resource_type": "slot", "location": {"location_id": location},
        "resource": {"resource_id": resource}});
    make(client, "sub-resources", body)
}

/// Makes a manufacturer.
#[track_caller]
pub fn manufacturer(client: &Client, label: &str) -> String {
    make(client, "manufacturers", json!({"label": label}))
}

/// The body of a part whose serial numbers begin with `ABC`.
pub fn part_body(customer: &str, manufacturer: &str, number: &str) -> Value {
    json!({"label": "Tablet", "customer": {"customer_id": customer}, "serial_prefix": "ABC", "input_filter": [],
        "manufacturer": {"manufacturer_id": manufacturer, "part_number": number}})
}

/// Makes a part.
#[track_caller]
pub fn part(client: &Client, customer: &str, manufacturer: &str, number: &str) -> String {
    make(client, "parts", part_body(customer, manufacturer, number))
}

/// The body of a unit without a serial number.
pub fn unit_body(part: &str, location: &str, label: &str) -> Value {
    json!({"label": label, "part": {"part_id": part}, "current_location": {"location_id": location},
        "current_status": {"status": "Pending", "category": "PENDING"}})
}

/// Makes a unit.
#[track_caller]
pub fn unit(client: &Client, part: &str, location: &str, label: &str) -> String {
    make(client, "units", unit_body(part, location, label))
}

/// Reads something that exists.
#[track_caller]
pub fn get(client: &Client, path: &str) -> Value {
    client.ask("GET", path).send().expect(200).json()
}

/// PUTs a body.
pub fn put(client: &Client, path: &str, body: Value) -> Answer {
    client.ask("PUT", path).json(body).send()
}

/// The keywords and paths of what is wrong.
#[track_caller]
pub fn wrong(answer: Answer) -> Vec<(String, String)> {
    let json = answer.expect(400).json();
    let messages = json["validation_messages"].as_array().expect("messages").iter();
    let text = |message: &Value, name: &str| message[name].as_str().expect("a text").to_owned();
    messages.map(|message| (text(message, "keyword"), text(message, "dataPath"))).collect()
}

/// One such keyword and path.
pub fn message(keyword: &str, path: &str) -> Vec<(String, String)> {
    vec![(keyword.to_owned(), path.to_owned())]
}
