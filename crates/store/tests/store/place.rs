//! Databases for tests, and units of work made of closures.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};

use docket_domain::entity::refs::Refs;
use docket_domain::tenant::TenantId;
use docket_store::entity::New;
use docket_store::{Arg, Db, Engine, Error, Options, Result, Sql, Tx, Unit};
use docket_testbed::cluster;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tempfile::TempDir;
use tokio::sync::Semaphore;

pub const TENANT: TenantId = TenantId(1);

/// Connections that write to PostgreSQL.
const LANES: usize = 2;

/// An open database that goes with the test.
pub struct Place {
    pub db: Db,
    pub options: Options,
    folder: Option<TempDir>,
}

impl Place {
    /// Another node on the same database (PostgreSQL only).
    pub async fn second_node(&self) -> Db {
        assert!(self.folder.is_none(), "SQLite has one node");
        Db::open(&self.options).await.unwrap()
    }

    /// The file of an SQLite database.
    pub fn file(&self) -> PathBuf {
        self.options.sqlite_path().unwrap()
    }
}

/// A new SQLite database in a folder of its own.
pub async fn sqlite() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let options = Options::new(format!("sqlite:{}", folder.path().join("docket.db").display()));
    Place { db: Db::open(&options).await.unwrap(), options, folder: Some(folder) }
}

/// A new PostgreSQL database.
pub async fn postgres() -> Place {
    let url = tokio::task::spawn_blocking(migrated).await.unwrap();
    let options = Options { lanes: LANES, ..Options::new(url) };
    Place { db: Db::open(&options).await.unwrap(), options, folder: None }
}

fn migrated() -> String {
    cluster().copy(|url| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(docket_store::migrate::postgres(url)).unwrap();
    })
}

/// Declares tests that run on both engines.
macro_rules! on_both {
    ($($name:ident)*) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
            async fn $name() { super::$name(crate::place::sqlite().await).await; })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
            async fn $name() { super::$name(crate::place::postgres().await).await; })*
        }
    };
}
pub(crate) use on_both;

type Run<T> = dyn for<'t, 'x> Fn(&'t mut Tx<'x>) -> BoxFuture<'t, Result<T>> + Send + Sync;

/// A unit of work that is a closure.
pub struct Does<T> {
    key: u64,
    run: Box<Run<T>>,
}

/// A unit of work; `run` answers a boxed future.
pub fn unit<T, F>(key: u64, run: F) -> Does<T>
where
    F: for<'t, 'x> Fn(&'t mut Tx<'x>) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static,
{
    Does { key, run: Box::new(run) }
}

impl<T: Send + 'static> Unit for Does<T> {
    type Out = T;
    type Error = Error;
    fn key(&self) -> u64 {
        self.key
    }
    async fn run(&self, tx: &mut Tx<'_>) -> Result<T> {
        (self.run)(tx).await
    }
}

/// What a unit of these tests refuses with.
pub fn refused() -> Error {
    Error::Data("refused".to_owned())
}

static GET: Sql = Sql::new(
    "test get",
    "SELECT n FROM counter WHERE tenant = $1 AND name = $2 AND slot = 0 {for_update} {many}",
);
static SET: Sql = Sql::new(
    "test set",
    "INSERT INTO counter (tenant, name, slot, n) VALUES ($1, $2, 0, $3) \
     ON CONFLICT (tenant, name, slot) DO UPDATE SET n = excluded.n",
);

/// A number under a name, locked until the unit ends; 0 if it was never set.
pub async fn get(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    Ok(tx.one(&GET, &[Arg::from(TENANT), name.into()], |row| row.int(0)).await?.unwrap_or(0))
}

/// Sets a number.
pub async fn set(tx: &mut Tx<'_>, name: &str, n: i64) -> Result<()> {
    tx.run(&SET, &[Arg::from(TENANT), name.into(), n.into()]).await.map(|_| ())
}

/// The committed number under a name.
pub async fn committed(db: &Db, name: &'static str) -> i64 {
    db.snapshot(unit(0, move |tx| {
        Box::pin(async move { docket_store::counter::read(tx, TENANT, name).await })
    }))
    .await
    .unwrap()
}

/// Sets a number without looking.
pub fn sets(key: u64, name: &'static str, n: i64) -> Does<()> {
    unit(key, move |tx| Box::pin(set(tx, name, n)))
}

/// Adds one to a number that it has read before.
pub fn adds(key: u64, name: &'static str) -> Does<i64> {
    unit(key, move |tx| {
        Box::pin(async move {
            let n = get(tx, name).await? + 1;
            set(tx, name, n).await?;
            Ok(n)
        })
    })
}

/// Holds up all writers of a database until it is dropped.
pub struct Gate {
    _open: mpsc::Sender<()>,
    opened: Arc<Semaphore>,
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.opened.close();
    }
}

impl Gate {
    /// Waits until every writer is held up: SQLite's by blocking its thread, PostgreSQL's by a unit that waits.
    pub async fn close(db: &Db) -> Self {
        let (open, closed) = mpsc::channel::<()>();
        let closed = Arc::new(Mutex::new(closed));
        let opened = Arc::new(Semaphore::new(0));
        let (entered, mut entries) = tokio::sync::mpsc::channel(2);
        for key in 0..writers(db) {
            let (closed, opened, entered, db) = (closed.clone(), opened.clone(), entered.clone(), db.clone());
            let waits = unit(key, move |tx| {
                let (closed, opened, entered) = (closed.clone(), opened.clone(), entered.clone());
                Box::pin(async move {
                    entered.try_send(()).unwrap();
                    match tx.engine() {
                        Engine::Sqlite => drop(closed.lock().unwrap().recv()),
                        Engine::Postgres => drop(opened.acquire().await),
                    }
                    Ok(())
                })
            });
            tokio::spawn(async move { db.write(waits).await });
            entries.recv().await.unwrap();
        }
        Self { _open: open, opened }
    }
}

/// How many commits a database makes at once.
pub fn writers(db: &Db) -> u64 {
    if db.engine() == Engine::Sqlite { 1 } else { LANES as u64 }
}

/// Puts a unit into its queue now; it waits there if the gate is closed.
pub fn queue<T: Send + 'static>(db: &Db, unit: Does<T>) -> BoxFuture<'static, Result<T>> {
    let db = db.clone();
    let mut written = async move { db.write(unit).await }.boxed();
    match (&mut written).now_or_never() {
        Some(answer) => futures_util::future::ready(answer).boxed(),
        None => written,
    }
}

/// What a row of an entity is to hold that says nothing but its label and its document.
pub fn bare_row<'a>(refs: &'a Refs, label: &'a str, doc: &'a [u8]) -> New<'a> {
    New {
        label,
        unique_key: None,
        rank: None,
        starts: None,
        ends: None,
        facet: None,
        fields: None,
        category: None,
        refs,
        doc,
    }
}
