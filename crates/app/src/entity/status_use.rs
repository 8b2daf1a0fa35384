//! Which statuses are in use below a customer, a program or a project. It is counted with every version that is stored, so that a
//! list can be narrowed without a look at all that is below.
//!
//! Programs and projects use what their lists name, work orders and units the status that they have. Batches and cycles use none:
//! they keep a category, and show the first status of it that is allowed. Who takes a status holds the lists that allow it, so whoever
//! narrows one of them finds the status counted.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_domain::json::Object;
use docket_store::{Tx, counter};
use serde_json::Value;

use crate::{Op, Result};

/// What an entity belongs to, and its own members.
pub(super) type Side<'a> = (&'a Refs, &'a Object);

/// Counts the statuses that an entity uses now, and no longer those that it used before. `None` before it was made, and after it
/// was deleted.
pub(super) fn count(
    op: &Op,
    tx: &mut Tx<'_>,
    kind: EntityType,
    before: Option<Side<'_>>,
    after: Option<Side<'_>>,
) {
    let above = users_above(kind);
    if above.is_empty() {
        return;
    }
    let counters = |side: Option<Side<'_>>| side.map_or_else(Vec::new, |side| counters(above, kind, side));
    let (old, new) = (counters(before), counters(after));
    if old == new {
        return;
    }
    for (names, by) in [(old, -1), (new, 1)] {
        for name in names {
            tx.count(op.tenant(), name, by);
        }
    }
}

/// Whether something below an entity uses one of these statuses.
pub(super) async fn is_any_used(op: &Op, tx: &mut Tx<'_>, id: &str, labels: &[&str]) -> Result<bool> {
    for label in labels {
        if counter::read(tx, op.tenant(), &counter(id, label)).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The roles of those above an entity of a kind whose lists say which statuses it may use.
const fn users_above(kind: EntityType) -> &'static [Role] {
    match kind {
        EntityType::Program | EntityType::Unit => &[Role::Customer],
        EntityType::Project => &[Role::Program, Role::Customer],
        EntityType::WorkOrder => &[Role::Project, Role::Program, Role::Customer],
        _ => &[],
    }
}

fn counters(above: &[Role], kind: EntityType, (refs, doc): Side<'_>) -> Vec<String> {
    let labels = labels(kind, doc);
    let ids = above.iter().filter_map(|role| refs.id(*role));
    ids.flat_map(|id| labels.iter().map(move |label| counter(id, label))).collect()
}

fn labels(kind: EntityType, doc: &Object) -> Vec<&str> {
    fn label(status: &Value) -> Option<&str> {
        status.get("status")?.as_str()
    }
    match kind {
        EntityType::Program | EntityType::Project => {
            let list = doc.get("allowed_statuses").and_then(Value::as_array);
            list.into_iter().flatten().filter_map(label).collect()
        }
        _ => doc.get("current_status").and_then(label).into_iter().collect(),
    }
}

fn counter(id: &str, label: &str) -> String {
    format!("status:{id}:{label}")
}
