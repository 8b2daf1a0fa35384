//! How many cycles of a work order's work flow, or of a batch, are in which category. Kept with every change of a cycle;
//! `needed + additional` is always the sum of the six.

use std::collections::HashMap;

use docket_domain::entity::EntityType;
use docket_domain::status::Category;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Arg, Error, Result, Row, Tx};

statements! {
    OF = "SELECT part, work_flow, work_flow_version, needed, additional, assigned, pending, in_progress, verifying, complete, \
          blocked, cancelled, last, batches FROM cycle_tally WHERE tenant = $1 AND owner = $2 ORDER BY part";
    ADD = "INSERT INTO cycle_tally (tenant, owner, part, work_flow, work_flow_version, needed, additional, assigned, pending, \
           in_progress, verifying, complete, blocked, cancelled, last, batches) \
           VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $6, 0, 0, 0, 0, 0, $7, 0)";
    CHANGE = "UPDATE cycle_tally SET needed = needed + $1, additional = additional + $2, assigned = assigned + $3, \
              pending = pending + $4, in_progress = in_progress + $5, verifying = verifying + $6, complete = complete + $7, \
              blocked = blocked + $8, cancelled = cancelled + $9, last = {greatest}(last, $10), \
              batches = {greatest}(batches, $11) WHERE tenant = $12 AND owner = $13 AND part = $14";
    REMOVE = "DELETE FROM cycle_tally WHERE tenant = $1 AND owner = $2 AND part = $3";
    ACROSS = "SELECT CAST(COALESCE(sum(t.pending), 0) AS BIGINT), CAST(COALESCE(sum(t.in_progress), 0) AS BIGINT), \
              CAST(COALESCE(sum(t.verifying), 0) AS BIGINT), CAST(COALESCE(sum(t.complete), 0) AS BIGINT), \
              CAST(COALESCE(sum(t.blocked), 0) AS BIGINT), CAST(COALESCE(sum(t.cancelled), 0) AS BIGINT) \
              FROM entity e JOIN cycle_tally t ON t.tenant = e.tenant AND t.owner = e.id \
              WHERE e.tenant = $1 AND e.kind = $2 AND e.deleted = 0";
    OPEN = "SELECT t.owner FROM cycle_tally t {through_work_flow} WHERE t.tenant = $1 AND t.work_flow = $2 \
            AND t.pending + t.in_progress + t.verifying + t.blocked > 0 AND EXISTS (SELECT 1 FROM entity e \
            WHERE e.tenant = t.tenant AND e.kind = $3 AND e.id = t.owner AND e.deleted = 0) LIMIT 1";
}

/// The beginning of a statement for several owners; the columns of [`OF`] and the owner.
const OF_EACH: &str = "SELECT part, work_flow, work_flow_version, needed, additional, assigned, pending, in_progress, \
                       verifying, complete, blocked, cancelled, last, batches, owner FROM cycle_tally \
                       WHERE tenant = $1 AND owner IN";
/// Owners in one statement.
const AT_ONCE: usize = 100;

/// A tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Which of the work order's work flows; 0 for a batch.
    pub part: i64,
    /// The work flow.
    pub work_flow: String,
    /// The version of its definition that was the newest when the tally was made.
    pub work_flow_version: i64,
    /// How many runs are asked for.
    pub needed: i64,
    /// How many more there are, as repeats of failed ones.
    pub additional: i64,
    /// How many are in batches.
    pub assigned: i64,
    /// How many are in each category, in the order of [`Category::ALL`].
    pub by_category: [i64; 6],
    /// The last number of a cycle that was given out.
    pub last: i64,
    /// The last number of a batch that was given out.
    pub batches: i64,
}

impl Tally {
    /// A tally of `needed` pending cycles, `last` of them the last number: what [`add`] makes.
    #[must_use]
    pub fn of_new(part: i64, (work_flow, version): (&str, i64), needed: i64, last: i64) -> Self {
        let mut by_category = [0; 6];
        by_category[Category::Pending as usize] = needed;
        Self {
            part,
            work_flow: work_flow.to_owned(),
            work_flow_version: version,
            needed,
            additional: 0,
            assigned: 0,
            by_category,
            last,
            batches: 0,
        }
    }

    /// How many are in a category.
    #[must_use]
    pub fn of(&self, category: Category) -> i64 {
        self.by_category[category as usize]
    }

    /// How many are neither complete nor cancelled.
    #[must_use]
    pub fn active(&self) -> i64 {
        Category::ALL
            .into_iter()
            .filter(|category| !category.is_final())
            .map(|category| self.of(category))
            .sum()
    }

    /// How many there are.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.by_category.iter().sum()
    }

    /// How many are complete or cancelled.
    #[must_use]
    pub fn in_active(&self) -> i64 {
        self.all() - self.active()
    }

    /// Whether one was ever begun, and not given up since.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.in_flight() > 0 || self.of(Category::Complete) > 0
    }

    /// How many are under way: begun, and neither complete nor cancelled.
    #[must_use]
    pub fn in_flight(&self) -> i64 {
        self.active() - self.of(Category::Pending)
    }

    /// How many were begun or ended.
    #[must_use]
    pub fn touched(&self) -> i64 {
        self.all() - self.of(Category::Pending)
    }
}

/// Several tallies added up, as if they were one.
#[must_use]
pub fn total(tallies: &[Tally]) -> Tally {
    let mut sum = Tally {
        part: 0,
        work_flow: String::new(),
        work_flow_version: 0,
        needed: 0,
        additional: 0,
        assigned: 0,
        by_category: [0; 6],
        last: 0,
        batches: 0,
    };
    for tally in tallies {
        sum.needed += tally.needed;
        sum.additional += tally.additional;
        sum.assigned += tally.assigned;
        sum.last = sum.last.max(tally.last);
        sum.batches = sum.batches.max(tally.batches);
        for (sum, count) in sum.by_category.iter_mut().zip(tally.by_category) {
            *sum += count;
        }
    }
    sum
}

/// By how much a tally changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delta {
    /// Of `needed`.
    pub needed: i64,
    /// Of `additional`.
    pub additional: i64,
    /// Of `assigned`.
    pub assigned: i64,
    /// Of each category.
    pub by_category: [i64; 6],
    /// The last number of a cycle, if it grew.
    pub last: i64,
    /// The last number of a batch, if it grew.
    pub batches: i64,
}

impl Delta {
    /// `count` cycles go from one category to another.
    #[must_use]
    pub fn moved(from: Category, to: Category, count: i64) -> Self {
        let mut delta = Self::default();
        delta.by_category[from as usize] -= count;
        delta.by_category[to as usize] += count;
        delta
    }
}

fn read(row: Row<'_>) -> Result<Tally> {
    let mut by_category = [0; 6];
    for (place, count) in by_category.iter_mut().enumerate() {
        *count = row.int(6 + place)?;
    }
    Ok(Tally {
        part: row.int(0)?,
        work_flow: row.text(1)?.to_owned(),
        work_flow_version: row.int(2)?,
        needed: row.int(3)?,
        additional: row.int(4)?,
        assigned: row.int(5)?,
        by_category,
        last: row.int(12)?,
        batches: row.int(13)?,
    })
}

/// The tallies of a work order or batch.
pub async fn of(tx: &mut Tx<'_>, tenant: TenantId, owner: &str) -> Result<Vec<Tally>> {
    tx.all(&OF, args![tenant, owner], read).await
}

/// How many cycles of all living work orders are in each category, in the order of [`Category::ALL`]. All tallies are read.
pub async fn across(tx: &mut Tx<'_>, tenant: TenantId) -> Result<[i64; 6]> {
    let read = |row: Row<'_>| {
        let mut counts = [0; 6];
        for (place, count) in counts.iter_mut().enumerate() {
            *count = row.int(place)?;
        }
        Ok(counts)
    };
    Ok(tx.one(&ACROSS, args![tenant, EntityType::WorkOrder.code()], read).await?.unwrap_or_default())
}

/// The tallies of several work orders or batches at once, by owner; those without any are left out.
pub async fn of_each(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    owners: &[&str],
) -> Result<HashMap<String, Vec<Tally>>> {
    let mut found: HashMap<String, Vec<Tally>> = HashMap::with_capacity(owners.len());
    for owners in owners.chunks(AT_ONCE) {
        let places: Vec<String> = (2..owners.len() + 2).map(|place| format!("${place}")).collect();
        let text = format!("{OF_EACH} ({}) ORDER BY owner, part", places.join(", "));
        let args: Vec<Arg<'_>> =
            [Arg::from(tenant)].into_iter().chain(owners.iter().map(|owner| Arg::from(*owner))).collect();
        let rows = tx.found(&text, &args, |row| Ok((row.text(14)?.to_owned(), read(row)?))).await?;
        for (owner, tally) in rows {
            found.entry(owner).or_default().push(tally);
        }
    }
    Ok(found)
}

/// Makes a tally of `needed` pending cycles, `last` of them the last number.
pub async fn add(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    (owner, part): (&str, i64),
    work_flow: (&str, i64),
    needed: i64,
    last: i64,
) -> Result<()> {
    let args = args![tenant, owner, part, work_flow.0, work_flow.1, needed, last];
    tx.add(&ADD, args).await
}

/// Changes a tally. What it counts is locked by the row of its owner.
pub async fn change(tx: &mut Tx<'_>, tenant: TenantId, (owner, part): (&str, i64), by: &Delta) -> Result<()> {
    let [pending, in_progress, verifying, complete, blocked, cancelled] = by.by_category;
    let args = args![
        by.needed,
        by.additional,
        by.assigned,
        pending,
        in_progress,
        verifying,
        complete,
        blocked,
        cancelled,
        by.last,
        by.batches,
        tenant,
        owner,
        part,
    ];
    if tx.run(&CHANGE, args).await? == 1 {
        return Ok(());
    }
    Err(Error::Internal(format!("{owner} has no tally {part}")))
}

/// Removes a tally.
pub async fn remove(tx: &mut Tx<'_>, tenant: TenantId, owner: &str, part: i64) -> Result<()> {
    tx.run(&REMOVE, args![tenant, owner, part]).await.map(|_| ())
}

/// Whether a work order has cycles of a work flow that are neither complete nor cancelled. Those of a deleted one, which may be
/// cancelled a little later, don't count.
pub async fn is_open(tx: &mut Tx<'_>, tenant: TenantId, work_flow: &str) -> Result<bool> {
    let args = args![tenant, work_flow, EntityType::WorkOrder.code()];
    Ok(tx.one(&OPEN, args, |_| Ok(())).await?.is_some())
}
