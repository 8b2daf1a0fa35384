//! Pages of cycles: those of a work order, those of a batch.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::status::Category;
use docket_store::entity::Entity;
use docket_store::{Tx, cycle, tally};

use super::show::Pen;
use crate::entity::kind::allowed;
use crate::entity::{Listed, get};
use crate::{Op, Result, place};

/// A page that is asked for: the label of a status that the cycles have, the place to go on from, how many.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Only cycles that show this status.
    pub status: Option<&'a str>,
    /// The `offset` of a page.
    pub offset: Option<&'a str>,
    /// How many cycles.
    pub limit: i64,
}

/// A page of the cycles of a work order, by their numbers.
pub async fn of_work_order(op: &Op, id: &str, asked: Asked<'_>) -> Result<Listed> {
    let mut tx = op.reader().await?;
    let work_order = get::readable(op, &mut tx, EntityType::WorkOrder, id).await?;
    page(op, &mut tx, &work_order, id, asked).await
}

/// A page of the cycles of a batch, by their numbers.
pub async fn of_batch(op: &Op, id: &str, asked: Asked<'_>) -> Result<Listed> {
    let mut tx = op.reader().await?;
    let batch = get::readable(op, &mut tx, EntityType::Batch, id).await?;
    let of = batch.refs.id(Role::WorkOrder).unwrap_or_default();
    let work_order = get::living(op, &mut tx, EntityType::WorkOrder, of).await?;
    page(op, &mut tx, &work_order, id, asked).await
}

/// A page of the cycles that an owner (the work order itself or a batch of it) has.
async fn page(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &Entity,
    owner: &str,
    asked: Asked<'_>,
) -> Result<Listed> {
    let after = number(asked.offset)?;
    let category = match asked.status {
        None => None,
        Some(label) => match shown_as(op, tx, work_order, label).await? {
            None => return Ok(Listed { entries: Vec::new(), total: 0, next: None }),
            category => category,
        },
    };
    let (tenant, limit) = (op.tenant(), asked.limit + 1);
    let mut found = if owner == work_order.id {
        cycle::page(tx, tenant, owner, category, after, limit).await?
    } else {
        cycle::page_of_batch(tx, tenant, owner, category, after, limit).await?
    };
    let more = found.len() as i64 > asked.limit;
    found.truncate(asked.limit as usize);
    let sum = tally::total(&tally::of(tx, tenant, owner).await?);
    let mut pen = Pen::of(tx, tenant, work_order).await?;
    let mut entries = Vec::with_capacity(found.len());
    for cycle in &found {
        entries.push(pen.view(tx, cycle).await?);
    }
    let next = found.last().filter(|_| more).map(|last| place::after(&last.n.to_string()));
    Ok(Listed { entries, total: category.map_or(sum.all(), |category| sum.of(category)), next })
}

/// The category whose cycles show a status with this label.
pub(crate) async fn shown_as(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &Entity,
    label: &str,
) -> Result<Option<Category>> {
    let lists = allowed::lists(tx, op.tenant(), &work_order.refs).await?;
    Ok(Category::ALL.into_iter().find(|category| allowed::shown(&lists, *category)["status"] == label))
}

/// The number of the last cycle of the page before.
fn number(offset: Option<&str>) -> Result<i64> {
    let last = place::read(offset)?;
    if last.is_empty() {
        return Ok(0);
    }
    last.parse().map_err(|_| place::refused(offset.unwrap_or_default()))
}
