//! How to call the operations of the Niagara dialect: generated for those that every kind has, written out for the others.

use std::borrow::Cow;

use docket_domain::entity::EntityType::{
    self, Batch, Contact, Customer, File, Location, Manufacturer, Part, Program, Project, Queue, Resource,
    SubResource, Unit, User, Vendor, WorkFlow, WorkOrder,
};

use super::recipe::Recipe;

/// The kinds that are listed, made, read, changed and deleted in the same way, in an order in which they can be made.
pub const FIVE: [EntityType; 15] = [
    Customer,
    Program,
    Project,
    Manufacturer,
    Part,
    Vendor,
    Location,
    Resource,
    SubResource,
    Unit,
    Contact,
    WorkFlow,
    WorkOrder,
    Queue,
    Batch,
];

/// The kinds whose relations can be seen and made.
pub const RELATED: [EntityType; 17] = [
    Batch,
    Contact,
    Customer,
    File,
    Location,
    Manufacturer,
    Part,
    Program,
    Project,
    Queue,
    Resource,
    SubResource,
    Unit,
    User,
    Vendor,
    WorkFlow,
    WorkOrder,
];

/// The kinds without a list of changes, of those that have the five operations.
const WITHOUT_DIFF: [EntityType; 3] = [Batch, Queue, WorkFlow];

/// The kinds that actions are listed and made below.
pub const ACTED_ON: [EntityType; 13] = [
    Contact,
    Customer,
    Location,
    Manufacturer,
    Part,
    Program,
    Project,
    Resource,
    SubResource,
    Unit,
    User,
    Vendor,
    WorkOrder,
];

/// Lists below an entity that take the right to read it.
const BELOW: [(EntityType, &[&str]); 10] = [
    (Batch, &["cycles", "techs"]),
    (Customer, &["contacts", "parts", "programs", "projects", "units", "work-orders"]),
    (Location, &["queues", "resources", "techs"]),
    (Manufacturer, &["parts", "units"]),
    (Part, &["units"]),
    (Program, &["projects", "work-orders"]),
    (Project, &["units", "work-orders"]),
    (Queue, &["batches"]),
    (Resource, &["sub-resources"]),
    (Vendor, &["units"]),
];

/// The label of what recipes make.
pub const MADE: &str = "made-by-the-caller";

/// The body that makes an entity. What must be unique is made of the label, also the address of a contact: it fits before an `@`.
pub fn body(kind: EntityType, label: &str) -> String {
    let more = match kind {
        Customer => r#""allowed_statuses":[]"#,
        Program => r#""customer":{"customer_id":"{customer}"}"#,
        Project => r#""program":{"program_id":"{program}"}"#,
        Part => {
            r#""customer":{"customer_id":"{customer}"},"serial_prefix":"ABC","input_filter":[],
            "manufacturer":{"manufacturer_id":"{manufacturer}","part_number":"{label}"}"#
        }
        Location => {
            r#""location_type":"facility","address":{"country":"USA","administrative_area":"NY","locality":"Menands",
            "postal_code":"12204","thoroughfare":"431 Broadway"}"#
        }
        Resource => r#""resource_type":"station","location":{"location_id":"{location}"}"#,
        SubResource => {
            r#""resource_type":"slot","location":{"location_id":"{location}"},"resource":{"resource_id":"{resource}"}"#
        }
        Unit => {
            r#""part":{"part_id":"{part}"},"vendor":{"vendor_id":"{vendor}"},"current_location":{"location_id":"{location}"},
            "current_status":{"status":"Pending","category":"PENDING"}"#
        }
        Contact => r#""name":"{label}","email":"{label}@example.com""#,
        WorkFlow => {
            r#""schema_version":"1.0","applies_to":"UNIT","starts_at":"done",
            "steps":{"done":{"step_type":"success","label":"Done"}}"#
        }
        WorkOrder => r#""project":{"project_id":"{project}"}"#,
        Queue => r#""location":{"location_id":"{location}"},"priority":1"#,
        Batch => return BATCH.to_owned(),
        _ => r#""description":"{label}""#,
    };
    format!(r#"{{"label":"{label}",{}}}"#, more.replace("{label}", label))
}

const BATCH: &str =
    r#"{"work_order":{"work_order_id":"{work-order}"},"queue":{"queue_id":"{queue}"},"number_cycles":1}"#;

/// The body that makes an action on an entity.
pub fn action(kind: EntityType, label: &str) -> String {
    let (code, word) = (kind.code(), kind.word());
    format!(
        r#"{{"label":"{label}","entity":{{"entity_id":"{{{word}}}","entity_type":"{code}"}},"sequence":"after",
        "event":"WOR.deleted","criteria":[],"effect":[{{"effect_type":"notify","options":{{"contacts":["{{user}}"],
        "label":"{label}","message":"Gone","severity":"normal"}}}}]}}"#
    )
}

/// What reads, then what changes, then what deletes.
pub fn recipes() -> Vec<Recipe> {
    let mut recipes = reading();
    recipes.extend(making());
    recipes.extend(changing());
    recipes.extend(mine());
    recipes.extend(deleting());
    recipes.extend(actions());
    recipes
}

fn actions() -> Vec<Recipe> {
    let mut recipes = Vec::new();
    for kind in ACTED_ON {
        let (word, path) = (kind.word(), format!("/{}/{{{}}}/actions", kind.plural(), kind.word()));
        recipes.push(get(path.clone(), format!("action:read,{word}:read")));
        let body = action(kind, MADE);
        let right = format!("action:create,{word}:update,{word}:read");
        recipes.push(recipe("POST", path, Some(body), right, 200));
    }
    let (right, one) = ("action:create-global,work-order:read", "/actions/{action}");
    recipes.push(get("/actions".to_owned(), "action:read,action:read-all".to_owned()));
    recipes.push(get(one.to_owned(), "action:read".to_owned()));
    let made = |label| Some(action(WorkOrder, label));
    recipes.push(recipe("POST", "/actions".to_owned(), made(MADE), right.to_owned(), 200));
    recipes.push(recipe("PUT", one.to_owned(), made("changed"), "action:update".to_owned(), 200));
    let spare = "/actions/{action:spare}".to_owned();
    recipes.push(recipe("DELETE", spare, None, "action:delete".to_owned(), 205));
    let one = "/me/notifications/{notification}";
    for path in ["/me/notifications", one] {
        recipes.push(get(path.to_owned(), "me:profile".to_owned()));
    }
    let patch = r#"[{"op":"replace","path":"/read","value":true}]"#.to_owned();
    recipes.push(recipe("PATCH", one.to_owned(), Some(patch), "me:profile".to_owned(), 200));
    recipes
}

fn reading() -> Vec<Recipe> {
    let mut recipes = Vec::new();
    for kind in FIVE {
        let (word, all) = (kind.word(), kind.plural());
        recipes.push(get(format!("/{all}"), format!("{word}:read,{word}:read-all")));
        recipes.push(get(format!("/{all}/{{{word}}}"), format!("{word}:read")));
        if !WITHOUT_DIFF.contains(&kind) {
            recipes.push(get(format!("/{all}/{{{word}}}/diff"), format!("{word}:read")));
        }
    }
    for kind in RELATED {
        let (word, all) = (kind.word(), kind.plural());
        // What is at the other end is named to those who may read it.
        let other = if kind == User { "vendor:read" } else { "user:read" };
        recipes.push(get(format!("/{all}/{{{word}}}/relations"), format!("{word}:read,{other}")));
    }
    for (kind, lists) in BELOW {
        let (word, all) = (kind.word(), kind.plural());
        let list = |list: &&str| get(format!("/{all}/{{{word}}}/{list}"), format!("{word}:read"));
        recipes.extend(lists.iter().map(list));
    }
    for (path, right) in [
        ("/attachments", "file:read,file:read-all"),
        ("/attachments/{file}", "file:read"),
        ("/attachments/{file}/download", "file:read"),
        ("/facilities", "location:read,location:read-all"),
        ("/ware-houses", "location:read,location:read-all"),
        ("/settings/statuses", "tenant:read"),
        ("/notes/{note}", "note:read,unit:read"),
        ("/units/{unit}/notes", "note:read,unit:read"),
        ("/units/{unit}/contexts", "unit:read,context:read"),
        ("/contexts", "context:read,context:read-all"),
        ("/contexts/{context}", "context:read"),
        ("/contexts/{context}/{step:hello}", "context:read"),
        ("/resources/{resource}/contexts", "resource:read,context:read"),
        ("/sub-resources/{sub-resource}/contexts", "sub-resource:read,context:read"),
        ("/work-flows/{work-flow:waiting}/contexts", "work-flow:read,context:read"),
        ("/work-orders/{work-order}/contexts", "work-order:read,context:read"),
        ("/contexts/{context}/diagram", "context:read"),
        ("/work-flows/{work-flow}/diagram", "work-flow:read"),
        ("/work-flows/{work-flow}/versions", "work-flow:read"),
        ("/work-flows/{work-flow}/versions/{version:1}", "work-flow:read"),
        ("/work-orders/{work-order}/batches", "work-order:read"),
        ("/work-orders/{work-order}/cycles", "work-order:read"),
        ("/work-orders/{work-order}/cycles/{cycle_id:9}", "work-order:read"),
        ("/work-orders/{work-order}/notes", "note:read,work-order:read"),
        ("/work-orders/{work-order}/queues", "work-order:read"),
    ] {
        recipes.push(get(path.to_owned(), right.to_owned()));
    }
    recipes
}

fn making() -> Vec<Recipe> {
    let mut recipes = Vec::new();
    for kind in FIVE {
        let (word, all) = (kind.word(), kind.plural());
        recipes.push(recipe(
            "POST",
            format!("/{all}"),
            Some(body(kind, MADE)),
            format!("{word}:create"),
            200,
        ));
    }
    for kind in RELATED {
        let (word, all) = (kind.word(), kind.plural());
        // Users are related by who may change them, and may change what they are related to.
        let (to, right) = match kind {
            User => (("CUS", "{customer:spare}"), "user:update,customer:attach".to_owned()),
            _ => (("USER", "{user:spare}"), format!("{word}:attach,{word}:read,user:read")),
        };
        let entity = format!(r#"{{"entity_type":"{}","entity_id":"{}"}}"#, to.0, to.1);
        let body = format!(r#"{{"relation":"viewer","entity":{entity}}}"#);
        recipes.push(recipe("POST", format!("/{all}/{{{word}}}/relations"), Some(body), right, 201));
    }
    let contact = r#"{"label":"Bob","name":"Bob","email":"bob@example.com"}"#;
    let note = r#"{"label":"A note","text":"Mind the step"}"#;
    let status = r#"{"status":"Lost","category":"BLOCKED"}"#;
    let unit = r#"{"entity_type":"UNIT","entity_id":"{unit:spare}"}"#;
    let cycle = r#"{"entity_type":"UNIT","entity_id":"{unit:spare}","using":"{cycle_id:11}"}"#;
    let step = r#"{"step":"hello","acknowledge":true}"#;
    let starting = "context:create,work-flow:read,unit:read";
    let rehearsal = r#"{"work_flow_id":"{work-flow}"}"#;
    let pdf = format!(r#"{{"name":"{MADE}.pdf","type":"application/pdf","size":500}}"#);
    for (path, body, right, status) in [
        ("/attachments", pdf.as_str(), "file:create", 200),
        ("/work-flows/dry-run", rehearsal, "work-flow:read", 200),
        ("/customers/{customer}/contacts", contact, "customer:attach,contact:create", 200),
        ("/settings/statuses", status, "tenant:settings", 200),
        ("/work-flows/{work-flow}/contexts", unit, starting, 200),
        (
            "/work-orders/{work-order}/contexts",
            cycle,
            "context:create,work-flow:read,unit:read,work-order:update",
            200,
        ),
        ("/contexts/{context}", step, "context:step,unit:read", 200),
        ("/units/{unit}/notes", note, "note:create,unit:read", 200),
        ("/work-orders/{work-order}/notes", note, "note:create,work-order:read", 201),
    ] {
        recipes.push(recipe("POST", path.to_owned(), Some(body.to_owned()), right.to_owned(), status));
    }
    recipes
}

fn changing() -> Vec<Recipe> {
    let mut recipes = Vec::new();
    for kind in FIVE.into_iter().filter(|kind| *kind != Batch) {
        let (word, all) = (kind.word(), kind.plural());
        let path = format!("/{all}/{{{word}}}");
        recipes.push(recipe("PUT", path, Some(body(kind, "changed")), format!("{word}:update"), 200));
    }
    let many = format!(r#"{{"total":2,{}"#, &BATCH[1..]);
    for (path, body, right, status) in [
        ("/batches", many.as_str(), "batch:create", 204),
        ("/batches/{batch}", r#"{"order":5}"#, "batch:update", 200),
        ("/notes/{note}", r#"{"issue":true,"closed":true}"#, "note:update,unit:read", 200),
        ("/queues/{queue}", r#"{"priority":5}"#, "queue:update", 200),
        ("/contexts/{context}/{step:hello}", r#"{"acknowledge":true}"#, "context:step,unit:read", 200),
        (
            "/units/{unit}",
            r#"{"current_status":{"status":"In Progress","category":"IN_PROGRESS"}}"#,
            "unit:update",
            200,
        ),
    ] {
        recipes.push(recipe("PATCH", path.to_owned(), Some(body.to_owned()), right.to_owned(), status));
    }
    // A cycle that is not blocked is not done again.
    let retry = "/work-orders/{work-order}/cycles/{cycle_id:9}/retry".to_owned();
    recipes.push(recipe("POST", retry, None, "work-order:update".to_owned(), 409));
    recipes
}

/// What the caller has to do with: there is something once the caller has made it.
fn mine() -> Vec<Recipe> {
    let lists = [Customer, Location, Manufacturer, Vendor];
    lists.map(|kind| get(format!("/me/{}", kind.plural()), "me:profile".to_owned())).into()
}

fn deleting() -> Vec<Recipe> {
    let mut recipes = Vec::new();
    for (path, right, status) in [
        ("/attachments/{file:spare}", "file:delete", 205),
        ("/batches/{batch}/techs/{tech_id:user}", "batch:detach-tech|batch:detach", 205),
        ("/customers/{customer}/contacts/{contact_id:attached}", "customer:detach", 205),
        ("/locations/{location}/techs/{tech_id:user}", "location:detach", 205),
        ("/notes/{note}", "note:delete,unit:read", 205),
        ("/work-orders/{work-order}/cycles/{cycle_id:9}", "work-order:update", 200),
        ("/work-orders/{work-order:spare}/cycles", "work-order:update", 202),
    ] {
        recipes.push(recipe("DELETE", path.to_owned(), None, right.to_owned(), status));
    }
    for kind in RELATED {
        let (word, all) = (kind.word(), kind.plural());
        let right = match kind {
            User => "user:update,vendor:detach".to_owned(),
            _ => format!("{word}:detach"),
        };
        let path = format!("/{all}/{{{word}}}/relations/{{relation_id:{word}}}");
        recipes.push(recipe("DELETE", path, None, right, 200));
    }
    for kind in FIVE {
        let (word, all) = (kind.word(), kind.plural());
        let path = format!("/{all}/{{{word}:spare}}");
        recipes.push(recipe("DELETE", path, None, format!("{word}:delete"), 205));
    }
    recipes
}

fn get(path: String, right: String) -> Recipe {
    recipe("GET", path, None, right, 200)
}

fn recipe(method: &str, path: String, body: Option<String>, right: String, status: u16) -> Recipe {
    let operation = format!("{method} {}", template(&path));
    let body = body.map(Cow::Owned);
    Recipe {
        operation: Cow::Owned(operation),
        path: Cow::Owned(path),
        body,
        right: Cow::Owned(right),
        status,
    }
}

/// A path as the OpenAPI document has it: the first place in it is an `id`, a further one is named before its colon.
fn template(path: &str) -> String {
    let mut seen = false;
    let named = path.split('/').map(|part| match part.strip_prefix('{') {
        Some(_) if !std::mem::replace(&mut seen, true) => "{id}".to_owned(),
        Some(place) => format!("{{{}}}", place.split([':', '}']).next().unwrap_or_default()),
        None => part.to_owned(),
    });
    named.collect::<Vec<_>>().join("/")
}
