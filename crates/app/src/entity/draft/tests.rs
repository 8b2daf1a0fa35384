use std::sync::Arc;
use std::time::Duration;

use docket_domain::event::Source;
use docket_domain::permission::Rights;
use docket_domain::tenant::TenantId;
use docket_store::{Db, Options};
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::*;
use crate::entity::{self, get};
use crate::{App, Caller, Change, Clock, Settings};

/// How long the other node takes from locking an entity to its deletion.
const MOMENT: Duration = Duration::from_millis(300);

/// Locks an entity, says so, and deletes it a moment later.
struct DeletesSlowly {
    kind: EntityType,
    id: String,
    locked: Arc<Notify>,
}

impl Change for DeletesSlowly {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (self.kind.code(), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let found = get::locked(op, tx, self.kind, &self.id).await?;
        self.locked.notify_one();
        tokio::time::sleep(MOMENT).await;
        keep::delete(op, tx, &found).await
    }
}

/// A node on a database of PostgreSQL.
async fn node(url: &str) -> Arc<App> {
    let db = Db::open(&Options::new(url)).await.unwrap();
    App::new(db, Clock::Machine, Settings::default())
}

fn boss(app: Arc<App>, tenant: TenantId) -> Op {
    let caller = Caller::new(tenant, "boss", Rights::all(), Rights::none(), "");
    Op::new(app, caller.into(), Source::Api)
}

/// Two nodes on one database.
async fn nodes() -> (Op, Op) {
    let url = tokio::task::spawn_blocking(|| docket_testbed::cluster().database()).await.unwrap();
    let (one, other) = (node(&url).await, node(&url).await);
    let tenant = crate::tenant::found(&one, "t").await.unwrap();
    (boss(one, tenant), boss(other, tenant))
}

fn object(value: Value) -> Object {
    let Value::Object(object) = value else { panic!("{value} is no object") };
    object
}

async fn make(op: &Op, kind: EntityType, body: Value) -> String {
    entity::create(op, kind, object(body)).await.unwrap().id
}

async fn project(op: &Op) -> String {
    let customer = json!({"label": "Acme", "allowed_statuses": []});
    let customer = make(op, EntityType::Customer, customer).await;
    let program = json!({"label": "North", "customer": {"customer_id": customer}});
    let program = make(op, EntityType::Program, program).await;
    make(op, EntityType::Project, json!({"label": "Stores", "program": {"program_id": program}})).await
}

/// What is said to be wrong with an entity that is to be made while the other node deletes something.
async fn made_meanwhile(
    (op, other): (Op, Op),
    (kind, id): (EntityType, &str),
    body: Value,
) -> Vec<(String, String)> {
    let locked = Arc::new(Notify::new());
    let deletes = DeletesSlowly { kind, id: id.to_owned(), locked: locked.clone() };
    let deleting = tokio::spawn(async move { other.write(deletes).await });
    locked.notified().await;
    let made = entity::create(&op, EntityType::WorkOrder, object(body)).await;
    deleting.await.unwrap().unwrap();
    let Err(Error::Messages(messages)) = made else { panic!("{made:?}") };
    messages.into_iter().map(|message| (message.keyword.to_string(), message.data_path)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_made_in_a_project_that_another_node_deletes_meanwhile() {
    let nodes = nodes().await;
    let project = project(&nodes.0).await;
    let order = json!({"label": "Late", "project": {"project_id": project}});
    let wrong = made_meanwhile(nodes, (EntityType::Project, &project), order).await;
    assert_eq!(wrong, [("exists".to_owned(), ".project.project_id".to_owned())]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_made_of_a_work_flow_that_another_node_deletes_meanwhile() {
    let nodes = nodes().await;
    let project = project(&nodes.0).await;
    let flow = json!({"label": "Stage", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "done",
        "steps": {"done": {"step_type": "success", "label": "Done"}}});
    let flow = make(&nodes.0, EntityType::WorkFlow, flow).await;
    let order = json!({"label": "Late", "project": {"project_id": project},
        "cycles": [{"needed": 1, "work_flow": {"work_flow_id": flow}}]});
    let wrong = made_meanwhile(nodes, (EntityType::WorkFlow, &flow), order).await;
    assert_eq!(wrong, [("exists".to_owned(), ".cycles[0].work_flow".to_owned())]);
}
