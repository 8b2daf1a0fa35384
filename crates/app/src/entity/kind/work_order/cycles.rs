//! The cycles that a work order asks for: how many runs of which work flow.

use docket_domain::entity::refs::Role;
use docket_domain::json::Object;
use docket_domain::status::Category;
use docket_store::entity::Entity;
use docket_store::tally::{Delta, Tally};
use docket_store::{Tx, cycle, tally};
use serde_json::{Value, json};

use super::super::super::draft::Drafting;
use super::super::super::keep;
use super::super::{locked, work_flow};
use crate::cycle::{Cause, batch, settle};
use crate::{Error, Op, Result};

/// How many cycles a work order may have.
const MOST: i64 = 100_000;

/// How many work flows a work order may have.
const MOST_WORK_FLOWS: usize = 100;

/// One entry of `cycles`.
struct Wanted<'a> {
    needed: i64,
    work_flow: &'a Value,
}

/// The entries of `cycles`; `None` if the body has none.
fn wanted(body: &Object) -> Option<Vec<Wanted<'_>>> {
    let entries = body.get("cycles")?.as_array()?;
    // What passed its check and is no number of ours is too large for any.
    let read = |entry: &'_ Value| entry.get("needed").and_then(whole).unwrap_or(i64::MAX);
    let entries = entries.iter().map(|entry| Wanted {
        needed: read(entry),
        work_flow: entry.get("work_flow").unwrap_or(&Value::Null),
    });
    Some(entries.collect())
}

/// A whole number however it is written: `5`, `5.0`, `5e0`.
pub(super) fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
    })
}

/// Checks what a body asks for: its work flows exist or are whole, none twice, not too many cycles.
pub(super) async fn check(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    let body = drafting.body;
    let Some(wanted) = wanted(body) else { return Ok(()) };
    if wanted.len() > MOST_WORK_FLOWS {
        let message = format!("should NOT have more than {MOST_WORK_FLOWS} items");
        drafting.wrong("maxItems", ".cycles", json!({"limit": MOST_WORK_FLOWS}), &message);
        return Ok(());
    }
    let mut known: Vec<(usize, work_flow::Named)> = Vec::new();
    for (place, one) in wanted.iter().enumerate() {
        let path = format!(".cycles[{place}].work_flow");
        let Some(named) = work_flow::check(drafting, one.work_flow, &path).await? else { continue };
        drafting.draft.flows.push(named.there());
        if let Some((other, _)) = known.iter().find(|(_, other)| other.is(&named)) {
            let params = json!({"i": place, "j": other});
            drafting.wrong("uniqueWorkFlow", &path, params, "should not be the work flow of two entries");
        }
        known.push((place, named));
    }
    if wanted.iter().map(|one| one.needed.clamp(0, MOST + 1)).sum::<i64>() > MOST {
        let params = json!({"comparison": "<=", "limit": MOST, "exclusive": false});
        drafting.wrong("maximum", ".cycles", params, &format!("should need at most {MOST} cycles together"));
    }
    Ok(())
}

/// Makes the cycles of a new work order; their tallies. `flows` is what the check of `cycles` found, entry by entry.
pub(crate) async fn made(
    op: &Op,
    tx: &mut Tx<'_>,
    body: &Object,
    flows: &[Option<(String, i64)>],
    made: &Entity,
) -> Result<Vec<Tally>> {
    let mut tallies = Vec::new();
    let mut last = 0;
    for (part, one) in wanted(body).unwrap_or_default().iter().enumerate() {
        let flow = match flows.get(part).cloned().flatten() {
            Some(known) => known,
            None => work_flow::adopt(op, tx, &made.id, one.work_flow).await?,
        };
        add_part(op, tx, &made.id, (part as i64, &flow), one.needed, last).await?;
        last += one.needed;
        tallies.push(Tally::of_new(part as i64, (&flow.0, flow.1), one.needed, last));
    }
    Ok(tallies)
}

/// Makes the cycles of one more work flow; they are numbered after `last`.
async fn add_part(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &str,
    (part, flow): (i64, &(String, i64)),
    needed: i64,
    last: i64,
) -> Result<()> {
    let work_flow = (flow.0.as_str(), flow.1);
    tally::add(tx, op.tenant(), (work_order, part), work_flow, needed, last + needed).await?;
    add_cycles(op, tx, work_order, part, (last + 1, last + needed)).await
}

async fn add_cycles(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &str,
    part: i64,
    numbers: (i64, i64),
) -> Result<()> {
    let new =
        cycle::New { work_order, part, batch: None, location: None, is_retry: false, numbers, now: op.now };
    Ok(cycle::add(tx, op.tenant(), &new).await?)
}

/// Does what follows from a change of a work order: its cycles become what the body asks for, a cancelled one's are cancelled,
/// its batches go where it goes, and its status follows. Other cycles than before make a version, too.
pub(crate) async fn changed(
    op: &Op,
    tx: &mut Tx<'_>,
    body: &Object,
    before: &Entity,
    after: Entity,
) -> Result<Entity> {
    let resized = resize_all(op, tx, body, &after).await?;
    if before.refs.id(Role::Project) != after.refs.id(Role::Project) {
        batch::follow(op, tx, &after).await?;
    }
    let settled = settled(op, tx, before, after, resized.iter().map(Resized::more).sum()).await?;
    if resized.is_empty() || settled.version > before.version {
        return Ok(settled);
    }
    let mut draft = Drafting::new(op, tx, &Object::new(), Some(&settled))?.draft;
    super::keep_plan(&mut draft);
    let data = json!({"cycles": resized.iter().map(Resized::told).collect::<Vec<_>>()});
    keep::renew(op, tx, &settled, &draft, &data).await
}

/// Moves the status of a work order that was changed to what its cycles say, of which there are so many more.
async fn settled(op: &Op, tx: &mut Tx<'_>, before: &Entity, after: Entity, more: i64) -> Result<Entity> {
    let (was_done, is_done) = (super::is_done(before), super::is_done(&after));
    if more > 0 || (was_done && !is_done) {
        return settle(op, tx, after, Cause::Opened).await;
    }
    if is_done && !was_done && after.category.as_deref() == Some(Category::Cancelled.as_str()) {
        crate::cycle::give_up(op, tx, &after).await?;
    }
    if more < 0 || is_done != was_done { settle(op, tx, after, Cause::Moved).await } else { Ok(after) }
}

/// A work flow of which more or fewer cycles are needed than before.
struct Resized {
    work_flow: String,
    was: i64,
    is: i64,
}

impl Resized {
    fn more(&self) -> i64 {
        self.is - self.was
    }

    /// What the log says of it.
    fn told(&self) -> Value {
        json!({"work_flow_id": self.work_flow, "old": self.was, "new": self.is})
    }
}

/// Makes the cycles what a body asks for; of which work flows other numbers are needed now.
async fn resize_all(op: &Op, tx: &mut Tx<'_>, body: &Object, work_order: &Entity) -> Result<Vec<Resized>> {
    let Some(wanted) = wanted(body) else { return Ok(Vec::new()) };
    let mut tallies = tally::of(tx, op.tenant(), &work_order.id).await?;
    let mut last = tallies.iter().map(|tally| tally.last).max().unwrap_or(0);
    let mut next = tallies.iter().map(|tally| tally.part).max().map_or(0, |part| part + 1);
    let mut all = Vec::new();
    for one in &wanted {
        let flow = work_flow::adopt(op, tx, &work_order.id, one.work_flow).await?;
        let known =
            tallies.iter().position(|tally| tally.work_flow == flow.0).map(|place| tallies.remove(place));
        if let Some(tally) = &known {
            last += resize(op, tx, &work_order.id, tally, one.needed, last).await?;
        } else {
            add_part(op, tx, &work_order.id, (next, &flow), one.needed, last).await?;
            last += one.needed;
            next += 1;
        }
        all.push((
            known.is_none(),
            Resized { work_flow: flow.0, was: known.map_or(0, |tally| tally.needed), is: one.needed },
        ));
    }
    for tally in tallies {
        give_up(op, tx, &work_order.id, &tally).await?;
        all.push((true, Resized { work_flow: tally.work_flow, was: tally.needed, is: 0 }));
    }
    // A work flow that comes or goes is another list of cycles, whatever the numbers are.
    Ok(all.into_iter().filter(|(moved, one)| *moved || one.more() != 0).map(|(_, one)| one).collect())
}

/// Makes a work flow run as often as is needed now; how many cycles were added.
async fn resize(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &str,
    tally: &Tally,
    needed: i64,
    last: i64,
) -> Result<i64> {
    let more = needed - tally.needed;
    let owner = (work_order, tally.part);
    if more > 0 {
        add_cycles(op, tx, work_order, tally.part, (last + 1, last + more)).await?;
        let mut by = Delta { needed: more, last: last + more, ..Delta::default() };
        by.by_category[Category::Pending as usize] = more;
        tally::change(tx, op.tenant(), owner, &by).await?;
    } else if more < 0 {
        take_away(op, tx, work_order, tally, -more).await?;
    }
    Ok(more.max(0))
}

/// Removes pending cycles that are in no batch. Others are refused: those under way lock the order, those in a batch must be
/// taken out of it first.
async fn take_away(op: &Op, tx: &mut Tx<'_>, work_order: &str, tally: &Tally, fewer: i64) -> Result<()> {
    if tally.needed - fewer < tally.touched() - tally.additional {
        return Err(locked());
    }
    let removed = cycle::remove(tx, op.tenant(), work_order, tally.part, fewer).await?;
    if removed < fewer {
        let params = json!({"comparison": ">=", "limit": tally.needed - removed, "exclusive": false});
        let message = format!("should be >= {}: the others are in batches", tally.needed - removed);
        let message = docket_domain::Message::own("minimum", ".cycles", params, message);
        return Err(Error::Messages(vec![message]));
    }
    let mut by = Delta { needed: -fewer, ..Delta::default() };
    by.by_category[Category::Pending as usize] = -fewer;
    Ok(tally::change(tx, op.tenant(), (work_order, tally.part), &by).await?)
}

/// Forgets a work flow none of whose cycles was begun or put into a batch.
async fn give_up(op: &Op, tx: &mut Tx<'_>, work_order: &str, tally: &Tally) -> Result<()> {
    if tally.touched() > 0 {
        return Err(locked());
    }
    take_away(op, tx, work_order, tally, tally.needed).await?;
    Ok(tally::remove(tx, op.tenant(), work_order, tally.part).await?)
}
