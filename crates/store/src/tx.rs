//! Statements, on whichever engine.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;

use crate::entity::Entity;
use crate::fragments::{self, Slot};
use crate::notice;
use crate::postgres::{self, Waves};
use crate::recent::{self, Recent};
use crate::sql::Lock;
use crate::sqlite::{self, Reader, Readers, Writing};
use crate::{Arg, Engine, Error, Result, Row, Sql, Topic};

/// A transaction in progress, or a reader outside of one. All SQL goes through its three methods.
///
/// On SQLite every `await` is already answered; a unit of work thus never leaves the writer thread.
pub struct Tx<'a> {
    link: Link<'a>,
    /// What must happen with the commit or after it.
    pub(crate) after: After,
    /// The first error of a statement: the engine decides by it whether to try again.
    pub(crate) fault: Option<Error>,
    /// Something was written.
    pub(crate) wrote: bool,
    /// Who else is in the same transaction of PostgreSQL at the same time.
    pub(crate) group: Option<Member>,
}

/// A unit's place in a group that shares a transaction. Row locks keep transactions apart, not the units of one, so what
/// a unit has locked is noted here: a group whose units want the same row is done again one by one.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub place: usize,
    pub locked: Arc<Mutex<HashMap<u64, Holders>>>,
}

/// Which units of a group have locked a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holders {
    /// One, alone.
    Alone(usize),
    /// One, which would share it.
    Shared(usize),
    /// Several share it.
    Several,
}

impl Holders {
    /// Those after this unit has it too; `None` if it may not.
    fn with(self, place: usize, lock: Lock) -> Option<Self> {
        match (self, lock) {
            (Self::Alone(holder), _) => (holder == place).then_some(self),
            (Self::Shared(holder), Lock::Alone) => (holder == place).then_some(Self::Alone(place)),
            (Self::Shared(holder), Lock::Shared) if holder == place => Some(self),
            (Self::Shared(_) | Self::Several, Lock::Shared) => Some(Self::Several),
            (Self::Several, Lock::Alone) => None,
        }
    }
}

impl Member {
    /// Whether the rows are this unit's now.
    fn lock(&self, lock: Lock, sql: &'static Sql, args: &[Arg<'_>]) -> bool {
        let mut hasher = DefaultHasher::new();
        (sql.table(), args).hash(&mut hasher);
        let mut locked = self.locked.lock().unwrap_or_else(PoisonError::into_inner);
        let first =
            if lock == Lock::Alone { Holders::Alone(self.place) } else { Holders::Shared(self.place) };
        let holders = locked.entry(hasher.finish()).or_insert(first);
        let now = holders.with(self.place, lock);
        *holders = now.unwrap_or(*holders);
        now.is_some()
    }
}

pub(crate) enum Link<'a> {
    Sqlite(&'a mut Writing),
    SqliteReader(Arc<Readers>),
    SqliteSnapshot(&'a mut Reader),
    Postgres(&'a Waves),
    PostgresSnapshot(&'a postgres::Connection),
    PostgresReader(Arc<postgres::Readers>),
}

/// What a unit leaves to its commit: notices are numbered and counters added up over all units of the commit, topics are woken
/// after it.
#[derive(Debug, Default)]
pub(crate) struct After {
    pub topics: Vec<Topic>,
    pub counts: BTreeMap<(TenantId, String), i64>,
    /// What must not be answered from memory any more.
    pub changed: Vec<recent::Change>,
    /// Notices to technicians, in the order in which the units sent them.
    pub notices: Vec<notice::Sending>,
}

impl After {
    /// Takes over what another unit left.
    pub(crate) fn merge(&mut self, other: After) {
        self.topics.extend(other.topics);
        self.changed.extend(other.changed);
        self.notices.extend(other.notices);
        for (counter, by) in other.counts {
            *self.counts.entry(counter).or_default() += by;
        }
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(link: Link<'a>) -> Self {
        Self { link, after: After::default(), fault: None, wrote: false, group: None }
    }

    /// Which database this is; for the few places that build SQL at run time.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.link {
            Link::Sqlite(_) | Link::SqliteReader(_) | Link::SqliteSnapshot(_) => Engine::Sqlite,
            Link::Postgres(_) | Link::PostgresSnapshot(_) | Link::PostgresReader(_) => Engine::Postgres,
        }
    }

    /// All rows of an answer.
    pub async fn all<T>(
        &mut self,
        sql: &'static Sql,
        args: &[Arg<'_>],
        read: impl FnMut(Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        self.lock(sql, args)?;
        let answer = match &mut self.link {
            Link::Sqlite(writing) => sqlite::all(&writing.db, sql.text(Engine::Sqlite), args, read),
            Link::SqliteReader(readers) => {
                readers.with(|db| sqlite::all(db, sql.text(Engine::Sqlite), args, read))
            }
            Link::SqliteSnapshot(reader) => {
                sqlite::all(reader.statement(), sql.text(Engine::Sqlite), args, read)
            }
            Link::Postgres(waves) => postgres::all(waves.rows(sql, args).await, read),
            Link::PostgresSnapshot(db) => postgres::all(db.rows(sql, args).await, read),
            Link::PostgresReader(readers) => postgres::all(readers.rows(sql, args).await, read),
        };
        self.note(answer)
    }

    /// The first row of an answer, if there is one.
    pub async fn one<T>(
        &mut self,
        sql: &'static Sql,
        args: &[Arg<'_>],
        read: impl FnMut(Row<'_>) -> Result<T> + Send,
    ) -> Result<Option<T>> {
        self.lock(sql, args)?;
        let answer = match &mut self.link {
            Link::Sqlite(writing) => sqlite::one(&writing.db, sql.text(Engine::Sqlite), args, read),
            Link::SqliteReader(readers) => {
                readers.with(|db| sqlite::one(db, sql.text(Engine::Sqlite), args, read))
            }
            Link::SqliteSnapshot(reader) => {
                sqlite::one(reader.statement(), sql.text(Engine::Sqlite), args, read)
            }
            Link::Postgres(waves) => postgres::one(waves.rows(sql, args).await, read),
            Link::PostgresSnapshot(db) => postgres::one(db.rows(sql, args).await, read),
            Link::PostgresReader(readers) => postgres::one(readers.rows(sql, args).await, read),
        };
        self.note(answer)
    }

    /// Rows of a statement whose text is made at run time (search with filters). The text holds no input of a caller:
    /// all values are parameters.
    pub async fn found<T>(
        &mut self,
        text: &str,
        args: &[Arg<'_>],
        read: impl FnMut(Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        let answer = match &mut self.link {
            Link::Sqlite(writing) => sqlite::all(&writing.db, text, args, read),
            Link::SqliteReader(readers) => readers.with(|db| sqlite::all(db, text, args, read)),
            Link::SqliteSnapshot(reader) => sqlite::all(reader.statement(), text, args, read),
            Link::Postgres(waves) => postgres::all(waves.found(text, args).await, read),
            Link::PostgresSnapshot(db) => postgres::all(db.found(text, args).await, read),
            Link::PostgresReader(readers) => postgres::all(readers.found(text, args).await, read),
        };
        self.note(answer)
    }

    /// Does a change; the number of rows changed. A reader refuses.
    pub async fn run(&mut self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<u64> {
        self.wrote = true;
        let answer = match &mut self.link {
            Link::Sqlite(writing) => sqlite::run(&writing.db, sql.text(Engine::Sqlite), args),
            Link::Postgres(waves) => waves.run(sql, args).await,
            _ => Err(only_reads(sql)),
        };
        self.note(answer)
    }

    /// Does a change about which there is nothing to learn: PostgreSQL is not waited for. It is done before whatever the unit
    /// asks next; if it fails, the unit fails.
    pub async fn add(&mut self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<()> {
        let Link::Postgres(waves) = &self.link else {
            return self.run(sql, args).await.map(|_| ());
        };
        self.wrote = true;
        let added = waves.add(sql, args).await;
        self.note(added)
    }

    /// A change that answers a row (`RETURNING`).
    pub async fn change<T>(
        &mut self,
        sql: &'static Sql,
        args: &[Arg<'_>],
        read: impl FnMut(Row<'_>) -> Result<T> + Send,
    ) -> Result<Option<T>> {
        // All rows are read: stopping after the first would leave the change half done.
        Ok(self.change_all(sql, args, read).await?.into_iter().next())
    }

    /// A change that answers rows (`RETURNING`).
    pub async fn change_all<T>(
        &mut self,
        sql: &'static Sql,
        args: &[Arg<'_>],
        read: impl FnMut(Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        self.wrote = true;
        if !matches!(self.link, Link::Sqlite(_) | Link::Postgres(_)) {
            return self.note(Err(only_reads(sql)));
        }
        self.all(sql, args, read).await
    }

    /// Adds to a counter of the tenant with the commit.
    pub fn count(&mut self, tenant: TenantId, counter: impl Into<String>, by: i64) {
        *self.after.counts.entry((tenant, counter.into())).or_default() += by;
    }

    /// Says that a job is changed, so that it is not answered from memory any more.
    pub(crate) fn changed(&mut self, tenant: TenantId, num: &str) {
        if matches!(self.link, Link::Sqlite(_)) {
            self.after.changed.push(recent::Change::Job(recent::Key(tenant, num.to_owned())));
        }
    }

    /// What other units of the same commit have added to a counter on SQLite. On PostgreSQL whoever must not miss that locks what it
    /// rests on, and is in another commit then.
    pub(crate) fn counted(&self, tenant: TenantId, counter: &str) -> i64 {
        match &self.link {
            Link::Sqlite(writing) => writing.counts.get(&(tenant, counter.to_owned())).copied().unwrap_or(0),
            _ => 0,
        }
    }

    /// A row that the writer of SQLite read a moment ago.
    pub(crate) fn remembered(&self, tenant: TenantId, kind: EntityType, id: &str) -> Option<Entity> {
        match &self.link {
            Link::Sqlite(writing) => writing.row(tenant, kind, id),
            _ => None,
        }
    }

    /// Lets the writer of SQLite remember a row.
    pub(crate) fn remember(&mut self, tenant: TenantId, row: &Entity) {
        if let Link::Sqlite(writing) = &mut self.link {
            writing.keep(tenant, row);
        }
    }

    /// Lets the writer of SQLite forget a row that is changed.
    pub(crate) fn forget(&mut self, tenant: TenantId, kind: EntityType, id: &str) {
        if let Link::Sqlite(writing) = &mut self.link {
            writing.forget(tenant, kind, id);
        }
    }

    /// Says that an entity is changed; if its kind stands inside others, what is remembered of them counts no more.
    pub(crate) fn altered(&mut self, kind: EntityType) {
        if fragments::are_of(kind) && matches!(self.link, Link::Sqlite(_)) {
            self.after.changed.push(recent::Change::Inside);
        }
    }

    /// The place of a fragment, if this is a reader that may use what is remembered.
    #[must_use]
    pub fn slot(&self, key: fragments::Key) -> Option<Slot> {
        Slot::new(self.recent()?, key)
    }

    /// The jobs that were read a moment ago, if this is a reader that may use them.
    pub(crate) fn recent(&self) -> Option<Arc<Recent>> {
        match &self.link {
            Link::SqliteReader(readers) => Some(readers.recent.clone()),
            _ => None,
        }
    }

    /// Wakes who waits for a topic after the commit.
    pub fn wake(&mut self, topic: Topic) {
        self.after.topics.push(topic);
    }

    /// Another unit made or changed the row that this one is about to write, since it looked: it runs again.
    pub(crate) fn lost(&mut self) -> Error {
        self.fault.get_or_insert(Error::Conflict).clone()
    }

    /// Another hand of the same unit, to ask beside this one; `None` where statements are answered one by one.
    pub(crate) fn beside(&self) -> Option<Tx<'a>> {
        let Link::Postgres(waves) = &self.link else { return None };
        Some(Tx { group: self.group.clone(), ..Tx::new(Link::Postgres(waves)) })
    }

    /// Takes over what another hand of this unit did.
    pub(crate) fn take_over(&mut self, other: Tx<'a>) {
        self.after.merge(other.after);
        self.wrote |= other.wrote;
        self.fault = self.fault.take().or(other.fault);
    }

    fn lock(&mut self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<()> {
        match (&self.group, sql.locks()) {
            (Some(member), Some(lock)) if !member.lock(lock, sql, args) => Err(self.lost()),
            _ => Ok(()),
        }
    }

    fn note<T>(&mut self, answer: Result<T>) -> Result<T> {
        if let Err(error) = &answer
            && self.fault.is_none()
        {
            self.fault = Some(error.clone());
        }
        answer
    }
}

fn only_reads(sql: &Sql) -> Error {
    Error::Internal(format!("{} writes through a reader", sql.name))
}
