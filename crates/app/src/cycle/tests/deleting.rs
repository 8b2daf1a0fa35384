//! Deleting a work order with very many cycles.

use docket_store::Unit;
use docket_store::due::{self, Claimed};

use super::*;
use crate::entity::remains::{Cleared, clear_some};

/// How long a claim lasts here: longer than any test.
const LEASE: i64 = 600_000;

/// Takes on the work that is due.
struct Claim;

impl Unit for Claim {
    type Out = Vec<Claimed>;
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Claimed>> {
        Ok(due::claim(tx, LEASE, 10).await?)
    }
}

impl super::Place {
    async fn pending(&self, order: &str) -> usize {
        self.cycles(order).await.iter().filter(|cycle| cycle.category == Category::Pending).count()
    }
}

#[tokio::test]
async fn the_cycles_of_a_deleted_work_order_are_cancelled_in_steps_and_each_step_counts() {
    let place = super::Place::new().await;
    let order = place.order(2_500).await;
    for number in [700, 1, 800] {
        place.batch(&order, number).await;
    }
    entity::delete(&place.op, EntityType::WorkOrder, &order).await.unwrap();
    // The work flow is free at once.
    entity::delete(&place.op, EntityType::WorkFlow, &place.flow).await.unwrap();
    assert_eq!(place.pending(&order).await, 1_500);
    place.check(&order).await;
    let claimed = place.op.app.db.write(Claim).await.unwrap();
    let [work] = claimed.as_slice() else { panic!("one thing is to be done, not {claimed:?}") };
    let mut left = vec![];
    // Each step begins as after a crash: it has forgotten the place that the one before came to.
    while clear_some(&place.op.app, work, LEASE, super::super::Place::default()).await.unwrap()
        != Cleared::All
    {
        left.push(place.pending(&order).await);
        place.check(&order).await;
    }
    assert_eq!((left, place.pending(&order).await), (vec![500], 0));
    place.check(&order).await;
    assert_eq!(place.op.app.db.write(Claim).await.unwrap(), []);
}
