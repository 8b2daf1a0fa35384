//! What a batch shows beside its own members: its cycles, counted, and its technicians.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::tenant::TenantId;
use docket_store::entity::Entity;
use docket_store::tally::{self, Tally};
use docket_store::{Tx, relation, user};

use super::super::template::{Links, Template};
use super::super::view::View;
use super::super::writer::Writer;
use super::work_order::counters;
use crate::Result;

/// How many technicians are shown.
const SHOWN: i64 = 5;

pub(super) async fn add_members(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    tallies: &[Tally],
    out: &mut Writer,
) -> Result<()> {
    let sum = tally::total(tallies);
    // The published object has no room for more than these six.
    out.raw("cycles", format!("{{{}}}", counters(&sum)).as_bytes());
    let totals = format!(
        "{{\"needed\":{},\"additional\":{},\"active\":{},\"in_active\":{}}}",
        sum.needed,
        sum.additional,
        sum.active(),
        sum.in_active()
    );
    out.raw("cycle_totals", totals.as_bytes());
    if let Some(tally) = tallies.first() {
        out.text(EntityType::WorkFlow.id_member(), &tally.work_flow);
    }
    let (total, users) = technicians(tx, tenant, entity).await?;
    out.raw("total_assigned_users", total.to_string().as_bytes());
    let mut shown = Vec::from(b"[");
    for (place, user) in users.iter().enumerate() {
        if place > 0 {
            shown.push(b',');
        }
        shown.extend_from_slice(&user.members);
    }
    shown.push(b']');
    out.raw("assigned_users", &shown);
    Ok(())
}

pub(super) async fn embed(tx: &mut Tx<'_>, tenant: TenantId, entity: &Entity, view: &mut View) -> Result<()> {
    let (_, users) = technicians(tx, tenant, entity).await?;
    let linked = |user: View| Template::linked(&user.members, &Links::to(&[&user.path]));
    view.embedded.embed("nter:batch-assigned-users", users.into_iter().map(linked));
    Ok(())
}

/// How many technicians a batch has, and the first of them.
async fn technicians(tx: &mut Tx<'_>, tenant: TenantId, batch: &Entity) -> Result<(i64, Vec<View>)> {
    let tech = Relation::Tech.as_str();
    let counts = relation::count_to(tx, tenant, &batch.id, Some(EntityType::User)).await?;
    let total: i64 = counts.iter().filter(|(relation, _)| relation == tech).map(|(_, count)| count).sum();
    let mut users = Vec::new();
    if total > 0 {
        for link in relation::to(tx, tenant, &batch.id, (tech, ""), SHOWN).await? {
            if link.relation == Relation::Tech
                && let Some(user) = user::find(tx, tenant, &link.source.id).await?
            {
                users.push(crate::user::view(&user)?);
            }
        }
    }
    Ok((total, users))
}
