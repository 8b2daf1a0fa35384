use docket_domain::event::Source;
use docket_domain::json::Object;
use docket_domain::permission::Rights;
use docket_store::{Db, Options};
use serde_json::{Value, json};

use super::*;
use crate::entity::{self, Query};
use crate::{App, Caller, Change, Clock, Settings};

struct Place {
    op: Op,
    part: String,
    unit: String,
    projects: [String; 2],
    _folder: tempfile::TempDir,
}

/// What a test does with a unit of a part.
enum Step {
    Allocate(String, String),
    Release(String),
}

impl Change for Step {
    type Out = i64;

    fn subject(&self) -> (&str, &str) {
        match self {
            Step::Allocate(unit, _) | Step::Release(unit) => ("UNIT", unit),
        }
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<i64> {
        let after = match self {
            Step::Allocate(unit, project) => allocate(op, tx, unit, project).await?,
            Step::Release(unit) => release(op, tx, unit).await?,
        };
        Ok(after.version)
    }
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("docket.db").display());
        let db = Db::open(&Options::new(url)).await.unwrap();
        let app = App::new(db, Clock::Machine, Settings::default());
        let tenant = crate::tenant::found(&app, "t").await.unwrap();
        let caller = Caller::new(tenant, "boss", Rights::all(), Rights::none(), "");
        let op = Op::new(app, caller.into(), Source::Api);
        let customer =
            make(&op, EntityType::Customer, json!({"label": "Acme", "allowed_statuses": []})).await;
        let maker = make(&op, EntityType::Manufacturer, json!({"label": "Zeta"})).await;
        let here = json!({"label": "Here", "location_type": "facility", "address": {}});
        let here = make(&op, EntityType::Location, here).await;
        let part = json!({"label": "Tablet", "customer": {"customer_id": customer}, "serial_prefix": null,
            "input_filter": [], "manufacturer": {"manufacturer_id": maker, "part_number": "T-1"}});
        let part = make(&op, EntityType::Part, part).await;
        let unit = json!({"label": "One", "part": {"part_id": part}, "location": {"location_id": here},
            "raw_serial_number": "1"});
        let unit = make(&op, EntityType::Unit, unit).await;
        let program = json!({"label": "North", "customer": {"customer_id": customer}});
        let program = make(&op, EntityType::Program, program).await;
        let project = || json!({"label": "Stores", "program": {"program_id": program}});
        let projects = [
            make(&op, EntityType::Project, project()).await,
            make(&op, EntityType::Project, project()).await,
        ];
        Self { op, part, unit, projects, _folder: folder }
    }

    async fn allocate(&self, project: usize) -> i64 {
        self.op.write(Step::Allocate(self.unit.clone(), self.projects[project].clone())).await.unwrap()
    }

    async fn release(&self) -> i64 {
        self.op.write(Step::Release(self.unit.clone())).await.unwrap()
    }

    /// How many units of the part are allocated, how many are not, and how many each project has.
    async fn counted(&self) -> (i64, i64, Vec<i64>) {
        let part = entity::get(&self.op, EntityType::Part, &self.part).await.unwrap();
        let part: Value = serde_json::from_slice(&part.members).unwrap();
        let number = |name: &str| part[name].as_i64().unwrap();
        let mut each = Vec::new();
        for project in &self.projects {
            let below = Some((EntityType::Project, project.clone()));
            let query = Query { below, ..Query::all(EntityType::Unit) };
            each.push(entity::list(&self.op, query).await.map_or(-1, |listed| listed.total));
        }
        (number("total_units_allocated"), number("total_units_unallocated"), each)
    }
}

fn object(value: Value) -> Object {
    let Value::Object(object) = value else { panic!("{value} is no object") };
    object
}

async fn make(op: &Op, kind: EntityType, body: Value) -> String {
    entity::create(op, kind, object(body)).await.unwrap().id
}

#[tokio::test]
async fn a_unit_is_allocated_to_one_project_at_a_time() {
    let place = Place::new().await;
    assert_eq!(place.counted().await, (0, 1, vec![0, 0]));
    assert_eq!((place.allocate(0).await, place.allocate(0).await), (2, 2));
    assert_eq!(place.counted().await, (1, 0, vec![1, 0]));
    place.allocate(1).await;
    assert_eq!(place.counted().await, (1, 0, vec![0, 1]));
    let mut tx = place.op.reader().await.unwrap();
    let links = relation::from(&mut tx, place.op.tenant(), &place.unit, ("", ""), 10).await.unwrap();
    let allocated: Vec<_> = links.iter().filter(|link| link.relation == Relation::Allocated).collect();
    assert_eq!(allocated.iter().map(|link| &link.target.id).collect::<Vec<_>>(), [&place.projects[1]]);
    assert_eq!((place.release().await, place.release().await), (4, 4));
    assert_eq!(place.counted().await, (0, 1, vec![0, 0]));
}

#[tokio::test]
async fn a_unit_that_is_allocated_is_not_deleted_and_stays_one_of_its_part() {
    let place = Place::new().await;
    place.allocate(0).await;
    let deleted = entity::delete(&place.op, EntityType::Unit, &place.unit).await;
    assert!(matches!(deleted, Err(Error::Locked(_))));
    let part = entity::get(&place.op, EntityType::Part, &place.part).await.unwrap();
    let mut other: Value = serde_json::from_slice(&part.members).unwrap();
    other["manufacturer"]["part_number"] = json!("T-2");
    let other = make(&place.op, EntityType::Part, other).await;
    let moved = object(json!({"part": {"part_id": other}}));
    let moved = entity::replace(&place.op, EntityType::Unit, &place.unit, moved).await;
    assert!(matches!(moved, Err(Error::Locked(_))));
    let label = object(json!({"label": "Two"}));
    entity::replace(&place.op, EntityType::Unit, &place.unit, label).await.unwrap();
    assert_eq!(place.counted().await, (1, 0, vec![1, 0]));
    // Its serial number is still its own.
    let twin = json!({"label": "Twin", "part": {"part_id": place.part}, "raw_serial_number": "1"});
    let twin = entity::create(&place.op, EntityType::Unit, object(twin)).await;
    assert!(matches!(twin, Err(Error::Messages(_))));
}

#[tokio::test]
async fn a_project_that_is_deleted_releases_its_units() {
    let place = Place::new().await;
    place.allocate(0).await;
    entity::delete(&place.op, EntityType::Project, &place.projects[0]).await.unwrap();
    assert_eq!(place.counted().await, (0, 1, vec![-1, 0]));
    entity::delete(&place.op, EntityType::Unit, &place.unit).await.unwrap();
}

#[tokio::test]
async fn a_unit_that_is_allocated_takes_neither_fields_nor_the_customer_of_its_project() {
    let place = Place::new().await;
    place.allocate(0).await;
    let globex =
        make(&place.op, EntityType::Customer, json!({"label": "Globex", "allowed_statuses": []})).await;
    let program =
        make(&place.op, EntityType::Program, json!({"label": "P", "customer": {"customer_id": globex}}))
            .await;
    let field = json!([{"label": "Site", "key": "site", "filters": [], "validators": []}]);
    let body = object(json!({"program": {"program_id": program}, "input_filter": field}));
    entity::replace(&place.op, EntityType::Project, &place.projects[0], body).await.unwrap();
    let unit = entity::get(&place.op, EntityType::Unit, &place.unit).await.unwrap();
    let unit: Value = serde_json::from_slice(&unit.members).unwrap();
    assert_eq!((&unit["input_filter"], &unit["customer"]["label"]), (&json!([]), &json!("Acme")));
}
