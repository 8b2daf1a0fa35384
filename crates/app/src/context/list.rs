//! Pages of runs: all, those of a work flow, of a work order, at a resource, on a unit.

use docket_domain::entity::EntityType;
use docket_domain::status::Category;
use docket_store::Tx;
use docket_store::context::Context;
use docket_store::context_list::{self, Sort, Wanted};
use docket_store::entity_list::Key;

use super::access;
use super::show::Pen;
use crate::cycle::shown_as;
use crate::entity::{Listed, get, of_place, to_place};
use crate::{Change, Op, Result, place};

/// Whose runs are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// All that the caller may see.
    All,
    /// Those of a work flow that have not ended.
    WorkFlow(String),
    /// Those that were done for a work order.
    WorkOrder(String),
    /// Those that were done at a resource.
    Resource(String),
    /// Those that were done at a sub-resource.
    SubResource(String),
    /// Those that process or processed a unit.
    Unit(String),
}

/// A page that is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Whose runs.
    pub of: Of,
    /// Only those that have not ended, or only those that have.
    pub active: Option<bool>,
    /// Only those that stand at a step that a person has to close, or only the others.
    pub waiting_for_user: Option<bool>,
    /// Only those whose cycle shows a status with this label; of a work order only.
    pub status: Option<String>,
    /// What they are sorted by.
    pub sort: Sort,
    /// From the last to the first.
    pub descending: bool,
    /// The `offset` of a page.
    pub offset: Option<String>,
    /// How many.
    pub limit: i64,
}

/// A page of runs.
///
/// # Errors
/// [`crate::Error::NotFound`] and [`crate::Error::Forbidden`] as for what they belong to; [`crate::Error::Messages`] for an
/// `offset` that is none.
pub async fn list(op: &Op, asked: Asked) -> Result<Listed> {
    let after = asked.offset.as_deref().map(|offset| place_in(asked.sort, offset)).transpose()?;
    // What several look-ups find is read over one state of the database.
    op.snapshot(Listing { asked, after }).await
}

struct Listing {
    asked: Asked,
    after: Option<(i64, String)>,
}

impl Change for Listing {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        (EntityType::Context.code(), "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        let Some(mut wanted) = self.wanted(op, tx).await? else {
            return Ok(Listed { entries: Vec::new(), total: 0, next: None });
        };
        // One more says whether there is a next page.
        wanted.limit = self.asked.limit + 1;
        let mut found = context_list::page(tx, op.tenant(), &wanted).await?;
        let more = found.len() as i64 > self.asked.limit;
        found.truncate(self.asked.limit as usize);
        let total = context_list::count(tx, op.tenant(), &wanted).await?;
        let mut pen = Pen::of_page(op);
        let mut entries = Vec::with_capacity(found.len());
        for run in &found {
            entries.push(pen.view(tx, run).await?);
        }
        let next = found.last().filter(|_| more).map(|last| self.place_after(last));
        Ok(Listed { entries, total, next })
    }
}

impl Listing {
    /// What is to be looked for; `None` if no run can be like that.
    async fn wanted(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Option<Wanted>> {
        let asked = &self.asked;
        let of = match &asked.of {
            Of::All => context_list::Of::All,
            Of::WorkFlow(id) => context_list::Of::WorkFlow(id.clone()),
            Of::WorkOrder(id) => context_list::Of::WorkOrder(id.clone()),
            Of::Resource(id) | Of::SubResource(id) => context_list::Of::Resource(id.clone()),
            Of::Unit(id) => context_list::Of::Entity(id.clone()),
        };
        let mut wanted = Wanted {
            active: asked.active,
            waiting_for_user: asked.waiting_for_user,
            sort: asked.sort,
            descending: asked.descending,
            after: self.after.clone(),
            ..Wanted::new(of, asked.limit)
        };
        let (kind, id) = match &asked.of {
            Of::All => {
                wanted.seer = access::seer(op, tx).await?;
                return Ok(Some(wanted));
            }
            Of::WorkFlow(id) => (EntityType::WorkFlow, id),
            Of::WorkOrder(id) => (EntityType::WorkOrder, id),
            Of::Resource(id) => (EntityType::Resource, id),
            Of::SubResource(id) => (EntityType::SubResource, id),
            Of::Unit(id) => (EntityType::Unit, id),
        };
        let above = get::readable(op, tx, kind, id).await?;
        wanted.seer = access::seer_below(op);
        if kind == EntityType::WorkFlow {
            // Those that have ended are found with what they were done for.
            if asked.active == Some(false) {
                return Ok(None);
            }
            wanted.active = Some(true);
        }
        if let Some(label) = asked.status.as_ref().filter(|_| kind == EntityType::WorkOrder) {
            let category: Option<Category> = shown_as(op, tx, &above, label).await?;
            if category.is_none() {
                return Ok(None);
            }
            wanted.category = category;
        }
        Ok(Some(wanted))
    }

    fn place_after(&self, last: &Context) -> String {
        let key = self.asked.sort.key_of(last).map_or(Key::None, Key::Int);
        to_place(&key, &last.id)
    }
}

/// Reads a place in a list that is sorted so.
fn place_in(sort: Sort, offset: &str) -> Result<(i64, String)> {
    match (sort, of_place(offset)?) {
        (Sort::Updated | Sort::Active, (Key::Int(key), id)) => Ok((key, id)),
        (Sort::Started, (Key::None, id)) => Ok((0, id)),
        _ => Err(place::refused(offset)),
    }
}
