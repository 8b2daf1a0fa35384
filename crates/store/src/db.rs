//! The database of a server, whichever engine it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::postgres::PostgresDb;
use crate::sqlite::SqliteDb;
use crate::tx::{Link, Tx};
use crate::unit::pending;
use crate::{Engine, Error, Result, Signals, Unit, migrate};

/// Where the data is and how much of the machine the store may use.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Connections that write to PostgreSQL; each commits what waits for it together.
    pub lanes: usize,
    /// Connections that read from PostgreSQL.
    pub readers: usize,
}

impl Options {
    /// The usual settings for a database.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        // One lane fills two cores; with more lanes the groups are smaller, so each costs more.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { url: url.into(), lanes: if cores > 2 { 2 } else { 1 }, readers: 4 }
    }

    /// The file of an SQLite database, if it is one.
    #[must_use]
    pub fn sqlite_path(&self) -> Option<PathBuf> {
        self.url.strip_prefix("sqlite:").map(PathBuf::from)
    }
}

/// An open database; clones share it.
#[derive(Clone)]
pub struct Db {
    kind: Kind,
    signals: Signals,
}

#[derive(Clone)]
enum Kind {
    Sqlite(Arc<SqliteDb>),
    Postgres(Arc<PostgresDb>),
}

impl Db {
    /// Opens the database, creates it if it is an SQLite file that does not exist, and brings its schema up to date.
    pub async fn open(options: &Options) -> Result<Self> {
        let signals = Signals::default();
        let kind = if let Some(path) = options.sqlite_path() {
            migrate::sqlite(&path)?;
            Kind::Sqlite(Arc::new(SqliteDb::open(&path, signals.clone())?))
        } else if options.url.starts_with("postgres://") || options.url.starts_with("postgresql://") {
            migrate::postgres(&options.url).await?;
            Kind::Postgres(Arc::new(PostgresDb::open(options, signals.clone()).await?))
        } else {
            return Err(Error::Unavailable(format!(
                "\"{}\" is neither sqlite:PATH nor postgres://…",
                options.url.split('@').next_back().unwrap_or_default()
            )));
        };
        Ok(Self { kind, signals })
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.kind {
            Kind::Sqlite(_) => Engine::Sqlite,
            Kind::Postgres(_) => Engine::Postgres,
        }
    }

    /// Who waits for what on this node.
    #[must_use]
    pub fn signals(&self) -> &Signals {
        &self.signals
    }

    /// Runs a unit of work; when this answers `Ok`, all of it is on disk.
    pub async fn write<U: Unit>(&self, unit: U) -> Result<U::Out, U::Error> {
        let (job, answer) = pending(unit);
        match &self.kind {
            Kind::Sqlite(db) => db.submit(job)?,
            Kind::Postgres(db) => db.submit(job)?,
        }
        let told = answer.await.map_err(|_| Error::Unavailable("the writer stopped".to_owned()))?;
        told.0
    }

    /// Reads outside of a transaction, each statement for itself, at once and without waiting in any queue. For short
    /// look-ups through an index.
    pub async fn reader(&self) -> Result<Tx<'static>> {
        Ok(Tx::new(match &self.kind {
            Kind::Sqlite(db) => Link::SqliteReader(db.readers()),
            Kind::Postgres(db) => Link::PostgresReader(db.readers()),
        }))
    }

    /// Runs a unit that only reads: all of its statements see one state of the database. For answers of several
    /// statements and for those that may take longer.
    pub async fn snapshot<U: Unit>(&self, unit: U) -> Result<U::Out, U::Error> {
        match &self.kind {
            Kind::Sqlite(db) => db.snapshot(unit).await,
            Kind::Postgres(db) => db.snapshot(unit).await,
        }
    }

    /// Copies an SQLite database to a new file while it is in use; PostgreSQL has its own tools for this.
    pub fn sqlite_file(&self) -> Option<&Path> {
        match &self.kind {
            Kind::Sqlite(db) => Some(db.path()),
            Kind::Postgres(_) => None,
        }
    }

    /// Ends the writers after the work that is queued; everything later is refused.
    pub async fn close(&self) {
        match &self.kind {
            Kind::Sqlite(db) => db.close().await,
            Kind::Postgres(db) => db.close().await,
        }
    }
}
