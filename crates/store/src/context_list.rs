//! Lists of runs of work flows: the statement is made from what is wanted, every value is a parameter. Pages go on after a
//! key, so that the last page costs what the first does.

use docket_domain::entity::EntityType;
use docket_domain::status::Category;
use docket_domain::tenant::TenantId;

use crate::context::{ACTIVE, COUNTER, Context, columns, read};
use crate::entity_list::Seer;
use crate::{Arg, Result, Tx, counter};

/// Whose runs are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// All.
    All,
    /// Those of a work flow.
    WorkFlow(String),
    /// Those of a work order.
    WorkOrder(String),
    /// Those at a resource or sub-resource.
    Resource(String),
    /// Those on an entity: what they process.
    Entity(String),
}

/// What runs are sorted by; then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// When they were started: the order of their ids.
    Started,
    /// When they moved last.
    Updated,
    /// Whether they go on: first those that have ended.
    Active,
}

impl Sort {
    /// What stands before the id in the order.
    fn key(self) -> Option<&'static str> {
        match self {
            Self::Started => None,
            Self::Updated => Some("c.updated"),
            Self::Active => Some("c.active"),
        }
    }

    /// The key of a run in this order, besides its id.
    #[must_use]
    pub fn key_of(self, run: &Context) -> Option<i64> {
        match self {
            Self::Started => None,
            Self::Updated => Some(run.updated),
            Self::Active => Some(run.active.into()),
        }
    }
}

/// A list that is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Whose runs.
    pub of: Of,
    /// Only those that have not ended, or only those that have.
    pub active: Option<bool>,
    /// Only those that stand at a step that a person has to close, or only the others.
    pub waiting_for_user: Option<bool>,
    /// Only those whose cycle is in this category.
    pub category: Option<Category>,
    /// Only what this user may see by relations.
    pub seer: Option<Seer>,
    /// The order.
    pub sort: Sort,
    /// From the last to the first.
    pub descending: bool,
    /// After this: the key and the id. Only the id counts in a list that is sorted by it alone.
    pub after: Option<(i64, String)>,
    /// How many.
    pub limit: i64,
}

impl Wanted {
    /// All of these, as they were started.
    #[must_use]
    pub fn new(of: Of, limit: i64) -> Self {
        Self {
            of,
            active: None,
            waiting_for_user: None,
            category: None,
            seer: None,
            sort: Sort::Started,
            descending: false,
            after: None,
            limit,
        }
    }

    /// Whether counters say how many there are, but for those that wait for a user.
    fn is_counted(&self) -> bool {
        self.of == Of::All && self.category.is_none() && self.seer.is_none()
    }

    /// The same without what says who waits for a user: only these.
    fn waiting(&self) -> Self {
        Self { waiting_for_user: Some(true), ..self.clone() }
    }
}

/// A page.
pub async fn page(tx: &mut Tx<'_>, tenant: TenantId, wanted: &Wanted) -> Result<Vec<Context>> {
    let mut statement = Statement::new(tenant, wanted, concat!("SELECT ", columns!()));
    statement.narrow();
    statement.go_on();
    statement.order();
    tx.found(&statement.text, &statement.args, read).await
}

/// How many there are: from counters where they say it.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId, wanted: &Wanted) -> Result<i64> {
    if !wanted.is_counted() {
        return counted(tx, tenant, wanted).await;
    }
    match wanted.waiting_for_user {
        Some(true) => counted(tx, tenant, wanted).await,
        // Of the runs most have ended, so those that wait are fewer than the others.
        Some(false) => {
            Ok(told(tx, tenant, wanted.active).await? - counted(tx, tenant, &wanted.waiting()).await?)
        }
        None => told(tx, tenant, wanted.active).await,
    }
}

/// What the counters say of all runs of a tenant.
async fn told(tx: &mut Tx<'_>, tenant: TenantId, active: Option<bool>) -> Result<i64> {
    match active {
        None => counter::read(tx, tenant, COUNTER).await,
        Some(true) => counter::read(tx, tenant, ACTIVE).await,
        Some(false) => {
            let all = counter::read(tx, tenant, COUNTER).await?;
            Ok(all - counter::read(tx, tenant, ACTIVE).await?)
        }
    }
}

async fn counted(tx: &mut Tx<'_>, tenant: TenantId, wanted: &Wanted) -> Result<i64> {
    let mut statement = Statement::new(tenant, wanted, "SELECT count(*)");
    statement.narrow();
    let found = tx.found(&statement.text, &statement.args, |row| row.int(0)).await?;
    Ok(found.first().copied().unwrap_or(0))
}

/// A list as a statement. SQLite numbers parameters by their first use, so they are written in order.
struct Statement<'w> {
    wanted: &'w Wanted,
    text: String,
    args: Vec<Arg<'w>>,
}

impl<'w> Statement<'w> {
    fn new(tenant: TenantId, wanted: &'w Wanted, what: &str) -> Self {
        let text = [what, " FROM context c WHERE c.tenant = $1"].concat();
        Self { wanted, text, args: vec![tenant.into()] }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn value(&mut self, value: impl Into<Arg<'w>>) {
        self.args.push(value.into());
        self.text += &format!("${}", self.args.len());
    }

    fn narrow(&mut self) {
        let wanted = self.wanted;
        match &wanted.of {
            Of::All => {}
            Of::WorkFlow(id) => {
                self.push(" AND c.work_flow = ");
                self.value(id);
            }
            Of::WorkOrder(id) => {
                self.push(" AND c.work_order IS NOT NULL AND c.work_order = ");
                self.value(id);
            }
            Of::Resource(id) => {
                self.push(" AND c.resource IS NOT NULL AND c.resource = ");
                self.value(id);
            }
            Of::Entity(id) => {
                self.push(" AND c.entity = ");
                self.value(id);
            }
        }
        self.standing();
        if let Some(category) = wanted.category {
            self.push(
                " AND EXISTS (SELECT 1 FROM cycle y WHERE y.tenant = c.tenant AND y.work_order = c.work_order \
                 AND y.n = c.cycle_n AND y.category = ",
            );
            self.value(category.as_str());
            self.push(")");
        }
        if let Some(seer) = &wanted.seer {
            self.seen_by(seer);
        }
    }

    /// Whether they go on, and for whom.
    fn standing(&mut self) {
        let wanted = self.wanted;
        match wanted.active {
            None => {}
            Some(true) => self.push(" AND c.active = 1"),
            Some(false) => self.push(" AND c.active = 0"),
        }
        match wanted.waiting_for_user {
            None => {}
            // Who waits goes on: it is said for the indexes of what goes on.
            Some(true) => self.push(" AND c.waiting_for_user = 1 AND c.active = 1"),
            Some(false) => self.push(" AND c.waiting_for_user = 0"),
        }
        // It always holds: the index of all runs in this order is for those who say it.
        if wanted.of == Of::All && (wanted.active.is_some() || wanted.sort == Sort::Active) {
            self.push(" AND c.active >= 0");
        }
    }

    /// What is done for a work order or in a batch, or with an entity, that the user has a relation to, or that is below something
    /// of the user's own; if rights hold at a place, also what is done at a place of the user.
    fn seen_by(&mut self, seer: &'w Seer) {
        self.push(" AND (EXISTS (SELECT 1 FROM relation r WHERE r.tenant = c.tenant AND r.source = ");
        self.value(&seer.user);
        let user = self.args.len();
        self.push(
            " AND r.source_kind = 'USER' AND ((r.target = c.entity AND r.target_kind = c.entity_kind) \
             OR (r.target = c.work_order AND r.target_kind = 'WOR') OR (r.target = c.batch AND r.target_kind = 'BAT')",
        );
        if seer.by_location {
            self.push(" OR (r.target = c.location AND r.target_kind = 'LOC')");
        }
        self.text += &format!(
            ")) OR EXISTS (SELECT 1 FROM relation r JOIN lineage l ON l.tenant = r.tenant AND l.ancestor = r.target \
             WHERE r.tenant = c.tenant AND r.source = ${user} AND r.source_kind = 'USER' \
             AND r.relation IN ('created', 'owner', 'co_creator') AND ("
        );
        for (place, kind) in with_owners().enumerate() {
            let owners: Vec<String> =
                kind.owners().iter().map(|owner| format!("'{}'", owner.code())).collect();
            let or = if place == 0 { "" } else { " OR " };
            let id = match kind {
                EntityType::WorkOrder => "(c.entity, c.work_order)",
                EntityType::Batch => "(c.entity, c.batch)",
                _ => "(c.entity)",
            };
            self.text += &format!(
                "{or}(l.kind = '{}' AND l.id IN {id} AND r.target_kind IN ({}))",
                kind.code(),
                owners.join(", ")
            );
        }
        self.push(")))");
    }

    /// After the last page.
    fn go_on(&mut self) {
        let Some((key, id)) = &self.wanted.after else { return };
        let by = if self.wanted.descending { "<" } else { ">" };
        match self.wanted.sort.key() {
            Some(name) => {
                self.text += &format!(" AND ({name}, c.id) {by} (");
                self.value(*key);
                self.push(", ");
                self.value(id);
                self.push(")");
            }
            None => {
                self.text += &format!(" AND c.id {by} ");
                self.value(id);
            }
        }
    }

    fn order(&mut self) {
        let down = if self.wanted.descending { " DESC" } else { "" };
        match self.wanted.sort.key() {
            Some(name) => self.text += &format!(" ORDER BY {name}{down}, c.id{down}"),
            None => self.text += &format!(" ORDER BY c.id{down}"),
        }
        self.push(" LIMIT ");
        self.value(self.wanted.limit);
    }
}

/// The kinds that have owners above them.
fn with_owners() -> impl Iterator<Item = EntityType> {
    EntityType::ALL.into_iter().filter(|kind| !kind.owners().is_empty())
}

#[cfg(test)]
mod tests;
