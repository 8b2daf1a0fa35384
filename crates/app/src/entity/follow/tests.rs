use docket_domain::event::Source;
use docket_domain::json::Object;
use docket_domain::permission::Rights;
use docket_store::{Db, Options};
use serde_json::{Value, json};

use super::*;
use crate::entity::draft::Drafting;
use crate::entity::{self, get};
use crate::{App, Caller, Change, Clock, Error, Settings};

/// Moves a project to another program, if no more than so many things go with it.
struct Move {
    project: String,
    to: String,
    most: usize,
}

impl Change for Move {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("PRJ", &self.project)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let before = get::locked(op, tx, EntityType::Project, &self.project).await?;
        let mut draft = Drafting::new(op, tx, &Object::new(), Some(&before))?.draft;
        draft.refs.set(Role::Program, EntityType::Program, self.to.as_str());
        let after = keep::update(op, tx, &before, &draft).await?;
        follow(op, tx, &before, &after, self.most).await
    }
}

async fn make(op: &Op, kind: EntityType, body: Value) -> String {
    let Value::Object(body) = body else { panic!("{body} is no object") };
    entity::create(op, kind, body).await.unwrap().id
}

/// The program that something belongs to.
async fn program_of(op: &Op, kind: EntityType, id: &str) -> String {
    let mut reader = op.reader().await.unwrap();
    let found = docket_store::entity::find(&mut reader, op.tenant(), kind, id).await.unwrap().unwrap();
    found.refs.id(Role::Program).unwrap().to_owned()
}

#[tokio::test]
async fn what_takes_more_along_than_one_unit_of_work_may_move_is_locked_and_nothing_moves() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&Options::new(format!("sqlite:{}", folder.path().join("docket.db").display()))).await;
    let app = App::new(db.unwrap(), Clock::Machine, Settings::default());
    let tenant = crate::tenant::found(&app, "t").await.unwrap();
    let caller = Caller::new(tenant, "boss", Rights::all(), Rights::none(), "");
    let op = Op::new(app, caller.into(), Source::Api);
    let customer = make(&op, EntityType::Customer, json!({"label": "Acme", "allowed_statuses": []})).await;
    let program = json!({"label": "North", "customer": {"customer_id": customer}});
    let here = make(&op, EntityType::Program, program.clone()).await;
    let there = make(&op, EntityType::Program, program).await;
    let project = json!({"label": "Stores", "program": {"program_id": here}});
    let project = make(&op, EntityType::Project, project).await;
    let mut orders = Vec::new();
    for label in ["One", "Two", "Three"] {
        let order = json!({"label": label, "project": {"project_id": project}});
        orders.push(make(&op, EntityType::WorkOrder, order).await);
    }
    let to = |most| Move { project: project.clone(), to: there.clone(), most };

    assert!(matches!(op.write(to(2)).await, Err(Error::Locked(_))));
    assert_eq!(program_of(&op, EntityType::Project, &project).await, here);
    for order in &orders {
        assert_eq!(program_of(&op, EntityType::WorkOrder, order).await, here);
    }
    op.write(to(3)).await.unwrap();
    assert_eq!(program_of(&op, EntityType::Project, &project).await, there);
    for order in &orders {
        assert_eq!(program_of(&op, EntityType::WorkOrder, order).await, there);
    }
}
