//! An event about a thing, as actions see it.

use std::collections::HashSet;

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_store::Tx;
use docket_store::action::{self, Trigger};

use super::MOST;
use super::rule::Rule;
use crate::{Op, Result};

/// An event about a thing.
pub(super) struct Happening {
    /// The thing's kind.
    pub kind: EntityType,
    /// Its id.
    pub id: String,
    /// Its properties.
    pub doc: Object,
    /// What makes a mail about it the same mail when it is queued again.
    pub mark: String,
}

/// The actions on any of these ids that wait for an event.
pub(super) async fn waiting(
    op: &Op,
    tx: &mut Tx<'_>,
    (is_before, event): (bool, &str),
    ids: &[String],
) -> Result<Vec<Rule>> {
    let mut rules = Vec::new();
    let mut asked = HashSet::new();
    for entity in ids.iter().filter(|id| asked.insert(id.as_str())) {
        let trigger = Trigger { is_before, event, entity };
        for one in action::of(tx, op.tenant(), &trigger, MOST).await? {
            rules.push(Rule::read(one)?);
        }
    }
    rules.sort_by(Rule::compare);
    Ok(rules)
}
