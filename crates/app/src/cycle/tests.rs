mod deleting;

use std::sync::Arc;

use docket_domain::entity::EntityType;
use docket_domain::event::Source;
use docket_domain::json::Object;
use docket_domain::permission::Rights;
use docket_domain::status::Category;
use docket_store::cycle::Cycle;
use docket_store::tally::{self, Tally};
use docket_store::{Db, Options, Tx, cycle as rows};
use serde_json::{Value, json};

use super::*;
use crate::entity::{self, View, get, lock_key};
use crate::{App, Caller, Change, Clock, Error, Op, Result, Settings};

struct Place {
    op: Op,
    project: String,
    queue: String,
    flow: String,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("docket.db").display());
        let db = Db::open(&Options::new(url)).await.unwrap();
        let app = App::new(db, Clock::Machine, Settings::default());
        let tenant = crate::tenant::found(&app, "t").await.unwrap();
        let caller = Caller::new(tenant, "boss", Rights::all(), Rights::none(), "");
        let op = Op::new(app, Arc::new(caller), Source::Api);
        let mut place =
            Self { op, project: String::new(), queue: String::new(), flow: String::new(), _folder: folder };
        let customer =
            place.make(EntityType::Customer, json!({"label": "Acme", "allowed_statuses": []})).await;
        let body = json!({"label": "North", "customer": {"customer_id": customer}});
        let program = place.make(EntityType::Program, body).await;
        let body = json!({"label": "Stores", "program": {"program_id": program}});
        place.project = place.make(EntityType::Project, body).await;
        let address = json!({"country": "USA", "locality": "Menands", "thoroughfare": "431 Broadway"});
        let body = json!({"label": "Dock", "location_type": "facility", "address": address});
        let location = place.make(EntityType::Location, body).await;
        let body = json!({"label": "Staging", "location": {"location_id": location}, "priority": 1});
        place.queue = place.make(EntityType::Queue, body).await;
        let steps = json!({"done": {"step_type": "success", "label": "Done"}});
        let body = json!({"label": "Stage", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "done", "steps": steps});
        place.flow = place.make(EntityType::WorkFlow, body).await;
        place
    }

    async fn make(&self, kind: EntityType, body: Value) -> String {
        entity::create(&self.op, kind, object(body)).await.unwrap().id
    }

    async fn order(&self, needed: i64) -> String {
        let cycles = json!([{"needed": needed, "work_flow": {"work_flow_id": self.flow}}]);
        let project = json!({"project_id": self.project});
        self.make(EntityType::WorkOrder, json!({"label": "Tablets", "project": project, "cycles": cycles}))
            .await
    }

    fn batch_body(&self, order: &str, number: i64) -> Object {
        object(json!({
            "work_order": {"work_order_id": order}, "queue": {"queue_id": self.queue}, "number_cycles": number
        }))
    }

    async fn batch(&self, order: &str, number: i64) -> String {
        batch::create(&self.op, self.batch_body(order, number)).await.unwrap().id
    }

    async fn advance(&self, order: &str, n: i64, to: Category) -> Result<()> {
        // The work begins later than the work order was made.
        let later = Op { now: self.op.now + 60_000, ..self.op.clone() };
        later.write(Advance { order: order.to_owned(), n, to }).await
    }

    async fn read(&self, kind: EntityType, id: &str) -> Value {
        value(&entity::get(&self.op, kind, id).await.unwrap())
    }

    async fn category(&self, kind: EntityType, id: &str) -> Value {
        self.read(kind, id).await["current_status"]["category"].clone()
    }

    async fn cycles(&self, order: &str) -> Vec<Cycle> {
        let mut tx = self.op.reader().await.unwrap();
        rows::page(&mut tx, self.op.tenant(), order, None, 0, 10_000).await.unwrap()
    }

    /// Fails unless the tallies of a work order and of its batches say what counting says.
    async fn check(&self, order: &str) {
        let tenant = self.op.tenant();
        let mut tx = self.op.reader().await.unwrap();
        for tally in tally::of(&mut tx, tenant, order).await.unwrap() {
            let counted = rows::counted(&mut tx, tenant, order).await.unwrap();
            let of_part: Vec<_> = counted.into_iter().filter(|(part, ..)| *part == tally.part).collect();
            let assigned: i64 = of_part.iter().filter(|(_, _, batched, _)| *batched).map(|one| one.3).sum();
            let by_category: Vec<_> = of_part.iter().map(|one| (one.1, one.3)).collect();
            compare(&tally, &by_category);
            assert_eq!(tally.assigned, assigned, "assigned");
        }
        let mut batches: Vec<String> =
            self.cycles(order).await.into_iter().filter_map(|cycle| cycle.batch).collect();
        batches.dedup();
        for batch in batches {
            let counted = rows::counted_of_batch(&mut tx, tenant, &batch).await.unwrap();
            compare(&tally::of(&mut tx, tenant, &batch).await.unwrap()[0], &counted);
        }
    }
}

#[track_caller]
fn compare(tally: &Tally, counted: &[(Category, i64)]) {
    for category in Category::ALL {
        let count: i64 = counted.iter().filter(|one| one.0 == category).map(|one| one.1).sum();
        assert_eq!(tally.of(category), count, "{category:?}");
    }
    assert_eq!(tally.needed + tally.additional, tally.all(), "needed + additional");
}

fn object(value: Value) -> Object {
    let Value::Object(object) = value else { panic!("the test wrote an object") };
    object
}

fn value(view: &View) -> Value {
    serde_json::from_slice(&view.members).unwrap()
}

/// What the engine does when a run of the work flow begins or ends.
struct Advance {
    order: String,
    n: i64,
    to: Category,
}

impl Change for Advance {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let order = get::locked(op, tx, EntityType::WorkOrder, &self.order).await?;
        let mut cycle = locked(op, tx, &order.id, &rows::id(&order.id, self.n)).await?;
        cycle.context = Some("run".to_owned());
        cycle.assigned_user = Some("ann".to_owned());
        advance(op, tx, order, cycle, self.to).await.map(|_| ())
    }
}

#[tokio::test]
async fn the_batch_and_the_work_order_follow_their_cycles() {
    use Category::{Blocked, Complete, InProgress, Verifying};
    let place = Place::new().await;
    let order = place.order(3).await;
    let batch = place.batch(&order, 2).await;
    assert_eq!(place.category(EntityType::Batch, &batch).await, Value::Null);
    // Cycle, category, status of the batch, status of the work order.
    let steps = [
        (3, InProgress, Value::Null, "IN_PROGRESS"),
        (1, InProgress, json!("IN_PROGRESS"), "IN_PROGRESS"),
        (1, Verifying, json!("IN_PROGRESS"), "IN_PROGRESS"),
        (2, InProgress, json!("IN_PROGRESS"), "IN_PROGRESS"),
        (2, Blocked, json!("BLOCKED"), "IN_PROGRESS"),
        (1, Complete, json!("BLOCKED"), "IN_PROGRESS"),
        (2, InProgress, json!("IN_PROGRESS"), "IN_PROGRESS"),
        (2, Complete, json!("COMPLETE"), "IN_PROGRESS"),
        (3, Complete, json!("COMPLETE"), "COMPLETE"),
    ];
    for (n, to, of_batch, of_order) in steps {
        place.advance(&order, n, to).await.unwrap();
        assert_eq!(place.category(EntityType::Batch, &batch).await, of_batch, "{n} {to:?}");
        assert_eq!(place.category(EntityType::WorkOrder, &order).await, of_order, "{n} {to:?}");
        place.check(&order).await;
    }
    let done = place.read(EntityType::WorkOrder, &order).await;
    assert_ne!(done["start_date"], done["begin_date"]);
    assert_ne!(done["end_date"], done["due_date"]);
    let cycle = value(&show(&place.op, &order, &rows::id(&order, 1)).await.unwrap());
    assert_eq!((&cycle["context_id"], &cycle["assigned_user"]), (&json!("run"), &json!("ann")));
    assert!(matches!(cancel(&place.op, &order, &rows::id(&order, 1)).await, Err(Error::Conflict(..))));
}

#[tokio::test]
async fn a_blocked_cycle_is_done_again_in_the_same_batch() {
    let place = Place::new().await;
    let order = place.order(2).await;
    let batch = place.batch(&order, 2).await;
    place.advance(&order, 1, Category::InProgress).await.unwrap();
    place.advance(&order, 1, Category::Blocked).await.unwrap();
    let again = retry(&place.op, &order, &rows::id(&order, 1)).await.unwrap();
    assert_eq!(again.id, rows::id(&order, 3));
    let again = value(&again);
    assert_eq!((&again["is_retry"], &again["batch"]["batch_id"]), (&json!(true), &json!(batch)));
    assert_eq!(again["current_status"]["category"], "PENDING");
    assert_eq!(again["location_id"], again["batch"]["queue"]["location"]["location_id"]);
    place.check(&order).await;
    let cycles = place.cycles(&order).await;
    assert_eq!(
        cycles.iter().map(|cycle| cycle.category).collect::<Vec<_>>(),
        [Category::Cancelled, Category::Pending, Category::Pending]
    );
    let totals = place.read(EntityType::WorkOrder, &order).await["cycle_totals"].clone();
    assert_eq!(
        (&totals["needed"], &totals["additional"], &totals["assigned"]),
        (&json!(2), &json!(1), &json!(3))
    );
    assert_eq!(place.read(EntityType::Batch, &batch).await["cycle_totals"]["additional"], 1);
    // The numbers go on after the repeat.
    let cycles = json!([{"needed": 3, "work_flow": {"work_flow_id": place.flow}}]);
    let body = json!({"label": "Tablets", "project": {"project_id": place.project}, "cycles": cycles});
    entity::replace(&place.op, EntityType::WorkOrder, &order, object(body)).await.unwrap();
    assert_eq!(place.cycles(&order).await.last().map(|cycle| cycle.n), Some(4));
    place.check(&order).await;
}

#[tokio::test]
async fn work_under_way_locks_the_batch_the_work_order_and_the_queue() {
    let place = Place::new().await;
    let order = place.order(3).await;
    let batch = place.batch(&order, 2).await;
    place.advance(&order, 1, Category::InProgress).await.unwrap();
    assert!(matches!(batch::delete(&place.op, &batch).await, Err(Error::Locked(_))));
    assert!(matches!(entity::delete(&place.op, EntityType::WorkOrder, &order).await, Err(Error::Locked(_))));
    assert!(matches!(
        entity::delete(&place.op, EntityType::Queue, &place.queue).await,
        Err(Error::Locked(_))
    ));
    let done = json!({"label": "Tablets", "project": {"project_id": place.project},
        "current_status": {"status": "Complete", "category": "COMPLETE"}});
    let set_done = || entity::replace(&place.op, EntityType::WorkOrder, &order, object(done.clone()));
    assert!(matches!(set_done().await, Err(Error::Locked(_))));
    place.advance(&order, 1, Category::Complete).await.unwrap();
    set_done().await.unwrap();
    // What is done is not begun again by itself.
    assert!(matches!(place.advance(&order, 2, Category::InProgress).await, Err(Error::Locked(_))));
    let smaller = batch::change(&place.op, &batch, object(json!({"number_cycles": 1}))).await;
    assert!(matches!(smaller, Err(Error::Locked(_))));
    batch::delete(&place.op, &batch).await.unwrap();
    place.check(&order).await;
}

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.unsigned_abs()).cast_signed()
    }
}

#[tokio::test]
async fn the_tallies_say_what_counting_says_after_any_operations() {
    let place = Place::new().await;
    let mut order = place.order(30).await;
    let (mut dice, mut done) = (Dice(42), 0);
    for round in 0..600 {
        let cycles = place.cycles(&order).await;
        let pick = cycles[dice.below(cycles.len() as i64) as usize].clone();
        let to = Category::ALL[1 + dice.below(4) as usize];
        let number = 1 + dice.below(6);
        let outcome = match dice.below(9) {
            0..3 if !pick.category.is_final() => place.advance(&order, pick.n, to).await,
            0..3 => Ok(()),
            3 => retry(&place.op, &order, &pick.id()).await.map(|_| ()),
            4 => cancel(&place.op, &order, &pick.id()).await.map(|_| ()),
            5 => batch::create(&place.op, place.batch_body(&order, number)).await.map(|_| ()),
            6 => {
                let mut body = place.batch_body(&order, number);
                body.insert("total".to_owned(), json!(1 + dice.below(3)));
                batch::create_many(&place.op, body).await
            }
            7 => match &pick.batch {
                Some(batch) if dice.below(2) == 0 => batch::delete(&place.op, batch).await,
                Some(batch) => {
                    let body = object(json!({"number_cycles": number}));
                    batch::change(&place.op, batch, body).await.map(|_| ())
                }
                None => Ok(()),
            },
            _ => {
                let cycles =
                    json!([{"needed": 20 + dice.below(30), "work_flow": {"work_flow_id": place.flow}}]);
                let body =
                    json!({"label": "Tablets", "project": {"project_id": place.project}, "cycles": cycles});
                entity::replace(&place.op, EntityType::WorkOrder, &order, object(body)).await.map(|_| ())
            }
        };
        match outcome {
            Ok(()) => done += 1,
            Err(Error::Conflict(..) | Error::Locked(_) | Error::Messages(_) | Error::NotFound(..)) => {}
            Err(other) => panic!("round {round}: {other:?}"),
        }
        place.check(&order).await;
        if round % 150 == 149 {
            cancel_all(&place.op, &order).await.unwrap();
            place.check(&order).await;
            order = place.order(30).await;
        }
    }
    assert!(done > 200, "only {done} operations did something");
}
