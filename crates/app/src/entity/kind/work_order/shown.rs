//! What a work order shows beside its own members: its cycles, counted.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Ref, Role};
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::entity::Entity;
use docket_store::tally::{self, Tally};

use super::super::super::inside;
use super::super::super::writer::Writer;
use crate::Result;

/// Adds `cycles` with exactly the published members, the newer counters beside it, and the counts of notes.
pub(crate) async fn add_members(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    tallies: &[Tally],
    out: &mut Writer,
) -> Result<()> {
    let mut cycles = vec![b'['];
    for (place, tally) in tallies.iter().enumerate() {
        let flow = Ref { role: Role::WorkFlow, kind: EntityType::WorkFlow, id: tally.work_flow.clone() };
        let flow = inside::of(tx, tenant, &flow).await?;
        if place > 0 {
            cycles.push(b',');
        }
        let counted = format!("{{\"needed\":{},{},\"work_flow\":", tally.needed, counters(tally));
        cycles.extend_from_slice(counted.as_bytes());
        cycles.extend_from_slice(&flow);
        cycles.push(b'}');
    }
    cycles.push(b']');
    out.raw("cycles", &cycles);
    out.raw("cycle_totals", totals(tallies).as_bytes());
    let [total, open, closed] = entity.notes;
    let notes = format!("{{\"total\":{total},\"open_issues\":{open},\"closed_issues\":{closed}}}");
    out.raw("note_count", notes.as_bytes());
    Ok(())
}

/// The counters of the six categories as members of a JSON object, without its braces.
pub(crate) fn counters(tally: &Tally) -> String {
    let [pending, in_progress, verifying, complete, blocked, cancelled] = tally.by_category;
    format!(
        "\"pending\":{pending},\"in_progress\":{in_progress},\"verifying\":{verifying},\"complete\":{complete},\
         \"blocked\":{blocked},\"cancelled\":{cancelled}"
    )
}

/// The counters of all work flows together, with those that the published items have no room for.
fn totals(tallies: &[Tally]) -> String {
    let sum = tally::total(tallies);
    format!(
        "{{\"needed\":{},\"additional\":{},\"assigned\":{},{},\"active\":{},\"in_active\":{}}}",
        sum.needed,
        sum.additional,
        sum.assigned,
        counters(&sum),
        sum.active(),
        sum.in_active()
    )
}
