//! Who asks for what, when: the first argument of every use case.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use docket_domain::event::Source;
use docket_domain::permission::{Right, Rights};
use docket_domain::tenant::TenantId;
use docket_store::content::Contents;
use docket_store::{Db, Tx, event};

use crate::access::Sessions;
use crate::access::external::External;
use crate::access::tries::Tries;
use crate::context::definitions::Definitions;
use crate::import::UnderWay;
use crate::once::{Change, InUnit, Once};
use crate::{Error, IfMatch, Result, Settings, action};

/// Where the time comes from; the only place that asks the machine for it.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    Machine,
    /// A clock that a test moves: milliseconds since 1970.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Now, in milliseconds since 1970, UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the clock is the one place that asks the machine")]
            Clock::Machine => jiff::Timestamp::now().as_millisecond(),
            Clock::Fixed(at) => at.load(Ordering::Relaxed),
        }
    }
}

/// What all use cases share.
pub struct App {
    /// The database.
    pub db: Db,
    /// The contents of files.
    pub contents: Contents,
    /// The time.
    pub clock: Clock,
    /// What whoever runs the server decided.
    pub settings: Settings,
    /// The bearers that were checked a moment ago.
    pub(crate) sessions: Sessions,
    /// Tries to sign in.
    pub(crate) tries: Tries,
    /// Issuers of tokens besides ourselves.
    pub(crate) external: External,
    /// Which events have actions before them.
    pub(crate) actions: action::Known,
    /// The definitions that runs of work flows follow.
    pub(crate) definitions: Definitions,
    /// The imports of tables that go on.
    pub(crate) imports: UnderWay,
}

impl App {
    /// The use cases over an open database.
    #[must_use]
    pub fn new(db: Db, clock: Clock, settings: Settings) -> Arc<Self> {
        let external = External::new(&settings.issuers);
        let contents = Contents::new(settings.files.clone());
        Arc::new(Self {
            db,
            contents,
            clock,
            settings,
            sessions: Sessions::default(),
            tries: Tries::default(),
            external,
            actions: action::Known::default(),
            definitions: Definitions::default(),
            imports: UnderWay::default(),
        })
    }

    /// A new id, sorted by time; a secret where randomness matters.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the id source")]
    pub fn new_id() -> uuid::Uuid {
        uuid::Uuid::now_v7()
    }
}

/// Who asks.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Whose data.
    pub tenant: TenantId,
    /// The name on the token; a user's id for a session.
    pub subject: String,
    /// What it may do, wherever; closed, see [`Rights::closed`].
    pub rights: Rights,
    /// What it may do only with what is where the user is (`match_location`); closed together with `rights`, and apart from
    /// them.
    pub located: Rights,
    /// Of `rights`, those whose needs are held too, see [`Rights::effective`].
    pub effective: Rights,
    /// The id of the token.
    pub token: String,
}

impl Caller {
    /// Somebody with these rights and what they bring: everywhere, and only where the user is.
    #[must_use]
    pub fn new(
        tenant: TenantId,
        subject: impl Into<String>,
        rights: Rights,
        located: Rights,
        token: impl Into<String>,
    ) -> Self {
        let rights = rights.closed();
        Self {
            tenant,
            subject: subject.into(),
            rights,
            located: located.closed().without(rights),
            effective: rights.effective(),
            token: token.into(),
        }
    }
}

/// One request: who asks, through which way in, when, and under which conditions.
#[derive(Clone)]
pub struct Op {
    /// What all use cases share.
    pub app: Arc<App>,
    /// Who asks.
    pub caller: Arc<Caller>,
    /// The way in, as the export feed tells it apart.
    pub source: Source,
    /// The time of the request, in milliseconds.
    pub now: i64,
    /// Which versions the caller wants to change.
    pub if_match: IfMatch,
    /// The caller's key for doing it once.
    pub once: Option<Once>,
    /// How many events caused each other up to those of this request.
    pub depth: i64,
}

impl Op {
    /// A request of a caller, without conditions.
    #[must_use]
    pub fn new(app: Arc<App>, caller: Arc<Caller>, source: Source) -> Self {
        let now = app.clock.now();
        Self { app, caller, source, now, if_match: IfMatch::Any, once: None, depth: 0 }
    }

    /// What the server does unasked in a tenant, in the name of whoever caused it. It may do everything.
    #[must_use]
    pub fn unasked(app: Arc<App>, tenant: TenantId, actor: &str, depth: i64) -> Self {
        let caller = Caller::new(tenant, actor, Rights::all(), Rights::none(), "");
        Self { depth, ..Self::new(app, Arc::new(caller), Source::Scheduler) }
    }

    /// The same request with every right: for what a work flow does, which is the decision of who published it and not of
    /// who closes a step.
    #[must_use]
    pub(crate) fn trusted(&self) -> Self {
        let caller = Caller::new(self.tenant(), self.actor(), Rights::all(), Rights::none(), "");
        Self { caller: Arc::new(caller), if_match: IfMatch::Any, once: None, ..self.clone() }
    }

    /// Whose data.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.caller.tenant
    }

    /// Who did it, for the log.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.caller.subject
    }

    /// Refuses a caller without a right.
    pub fn allow(&self, right: Right) -> Result<()> {
        if self.caller.rights.has(right) { Ok(()) } else { Err(Error::Forbidden(right)) }
    }

    /// Refuses a caller without a right, or without what the right needs to have an effect.
    pub fn allow_effective(&self, right: Right) -> Result<()> {
        if self.caller.effective.has(right) { Ok(()) } else { Err(Error::Forbidden(right)) }
    }

    /// An event of this request, about an entity's version, that makes no version itself.
    pub(crate) fn event<'a>(
        &'a self,
        entity: &'a str,
        key: &'a str,
        version: i64,
        name: &'a str,
    ) -> event::New<'a> {
        event::New {
            entity,
            key,
            version,
            name,
            at: self.now,
            actor: self.actor(),
            source: self.source.as_str(),
            depth: self.depth,
            data: None,
            undo: None,
            snapshot: None,
        }
    }

    /// Runs a change as a unit of work; once, if the caller gave a key.
    pub async fn write<C: Change>(&self, change: C) -> Result<C::Out> {
        self.app.db.write(InUnit { op: self.clone(), change }).await
    }

    /// Runs a change that only reads, over one state of the database.
    pub async fn snapshot<C: Change>(&self, change: C) -> Result<C::Out> {
        let op = Self { once: None, ..self.clone() };
        self.app.db.snapshot(InUnit { op, change }).await
    }

    /// Reads, each statement for itself.
    pub async fn reader(&self) -> Result<Tx<'static>> {
        Ok(self.app.db.reader().await?)
    }
}
