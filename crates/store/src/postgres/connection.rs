//! One connection to PostgreSQL with its prepared statements.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Config, NoTls, Row, Socket, Statement};

use crate::{Arg, Engine, Error, Result, Sql};

/// Statements made at run time that a connection remembers.
const FOUND: usize = 256;

/// The settings that the promises rest on: an answer means that it is on disk; nobody holds the horizon for long.
const SETTINGS: &str = "SET synchronous_commit = on; SET statement_timeout = '15s'; SET lock_timeout = '5s'; \
     SET idle_in_transaction_session_timeout = '15s'; SET default_transaction_isolation = 'read committed'; \
     SET client_min_messages = warning";

/// What a connection for statements through an index is set to: one plan for all values, and never one that reads a table
/// that is small today from end to end. Tables grow before the server counts them again.
const KEYED: &str = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off; \
     SET enable_mergejoin = off; SET jit = off";

/// How long a server may take to answer the first word, and a packet may stay without an echo.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connects; a server that cannot be reached is given up soon instead of being waited for.
pub(crate) async fn connect(url: &str) -> Result<(Client, tokio_postgres::Connection<Socket, NoTlsStream>)> {
    let mut config: Config = url.parse().map_err(|e| error(&e))?;
    config.keepalives_idle(PATIENCE).keepalives_interval(PATIENCE).keepalives_retries(3);
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(PATIENCE * 3);
    }
    let late = |_| Error::Unavailable("PostgreSQL does not answer".to_owned());
    tokio::time::timeout(PATIENCE, config.connect(NoTls)).await.map_err(late)?.map_err(|e| error(&e))
}

/// An open connection. Statements of several callers may be under way at once: they are answered in order.
pub(crate) struct Connection {
    client: Client,
    prepared: Mutex<HashMap<(usize, bool), Statement>>,
    found: Mutex<HashMap<String, Statement>>,
}

impl Connection {
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let (client, wire) = connect(url).await?;
        tokio::spawn(async move {
            if let Err(error) = wire.await {
                tracing::debug!(%error, "a connection to PostgreSQL ended");
            }
        });
        client.batch_execute(SETTINGS).await.map_err(|e| error(&e))?;
        Ok(Self { client, prepared: Mutex::default(), found: Mutex::default() })
    }

    /// A connection that cannot write.
    pub(crate) async fn open_reader(url: &str) -> Result<Self> {
        let connection = Self::open(url).await?;
        connection.batch("SET default_transaction_read_only = on").await?;
        Ok(connection)
    }

    /// Makes it a connection for statements that go through an index.
    pub(crate) async fn keyed(self) -> Result<Self> {
        self.batch(KEYED).await?;
        Ok(self)
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Statements without parameters or answers.
    pub(crate) async fn batch(&self, text: &str) -> Result<()> {
        self.client.batch_execute(text).await.map_err(|e| error(&e))
    }

    pub(crate) async fn rows(&self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        self.query(&self.prepare(sql, false).await?, args).await
    }

    pub(crate) async fn run(&self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<u64> {
        self.execute(&self.prepare(sql, false).await?, args).await
    }

    /// The rows of a prepared statement; it is sent before this first waits.
    pub(crate) async fn query<A: ToSql + Sync>(&self, statement: &Statement, args: &[A]) -> Result<Vec<Row>> {
        self.client.query(statement, &borrow(args)).await.map_err(|e| error(&e))
    }

    /// The number of rows that a prepared statement changed; it is sent before this first waits.
    pub(crate) async fn execute<A: ToSql + Sync>(&self, statement: &Statement, args: &[A]) -> Result<u64> {
        self.client.execute(statement, &borrow(args)).await.map_err(|e| error(&e))
    }

    /// See [`crate::Tx::found`].
    pub(crate) async fn found(&self, text: &str, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        let known = self.found.lock().unwrap_or_else(PoisonError::into_inner).get(text).cloned();
        let statement = match known {
            Some(statement) => statement,
            None => {
                let statement = self.client.prepare(text).await.map_err(|e| error(&e))?;
                let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                if found.len() >= FOUND {
                    found.clear();
                }
                found.insert(text.to_owned(), statement.clone());
                statement
            }
        };
        self.query(&statement, args).await
    }

    /// A statement in its plain form or for many callers at once.
    pub(crate) async fn prepare(&self, sql: &'static Sql, many: bool) -> Result<Statement> {
        let place = (std::ptr::from_ref(sql) as usize, many);
        if let Some(known) = self.prepared.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Ok(known.clone());
        }
        let mut statement = self.client.prepare(sql.text(Engine::Postgres)).await.map_err(|e| error(&e))?;
        if many {
            let types: Vec<_> = statement.params().iter().map(Type::name).collect();
            let text = sql.many_text(&types);
            let text = text.ok_or_else(|| Error::Internal(format!("{} has no many-form", sql.name)))?;
            statement = self.client.prepare(&text).await.map_err(|e| error(&e))?;
        }
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner).insert(place, statement.clone());
        Ok(statement)
    }
}

fn borrow<A: ToSql + Sync>(args: &[A]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect()
}

/// What an error of PostgreSQL means for a caller.
pub(crate) fn error(error: &tokio_postgres::Error) -> Error {
    let Some(db) = error.as_db_error() else {
        return if error.is_closed()
            || std::error::Error::source(error).is_some_and(|s| s.is::<std::io::Error>())
        {
            Error::Unavailable(describe(error))
        } else {
            Error::Internal(describe(error))
        };
    };
    let code = db.code().code();
    match code {
        // serialization failure, deadlock, in a failed transaction (the first error says why), and a row that another
        // node has made since we looked
        "40001" | "40P01" | "25P02" | "23505" => Error::Conflict,
        "57014" => Error::Timeout,
        // connections are not taken, lock not available, idle in a transaction for too long
        "55000" | "55P03" | "25P03" => Error::Unavailable(db.message().to_owned()),
        _ => match &code[..2] {
            "22" | "54" => Error::Data(db.message().to_owned()),
            "08" | "53" | "57" | "58" => Error::Unavailable(db.message().to_owned()),
            _ => Error::Internal(format!("{code}: {}", db.message())),
        },
    }
}

fn describe(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::Connection;

    /// What a setting is on a connection.
    async fn shown(db: &Connection, name: &str) -> String {
        db.found(&format!("SHOW {name}"), &[]).await.unwrap()[0].get(0)
    }

    #[tokio::test]
    async fn every_connection_waits_for_the_disk_and_gives_up_before_it_holds_others_for_long() {
        let url = docket_testbed::cluster().database();
        let writer = Connection::open(&url).await.unwrap();
        let keyed = Connection::open(&url).await.unwrap().keyed().await.unwrap();
        let reader = Connection::open_reader(&url).await.unwrap();
        for db in [&writer, &keyed, &reader] {
            for (name, value) in [
                ("synchronous_commit", "on"),
                ("statement_timeout", "15s"),
                ("lock_timeout", "5s"),
                ("idle_in_transaction_session_timeout", "15s"),
                ("default_transaction_isolation", "read committed"),
            ] {
                assert_eq!(shown(db, name).await, value, "{name}");
            }
        }
        assert_eq!(shown(&writer, "default_transaction_read_only").await, "off");
        assert_eq!(shown(&reader, "default_transaction_read_only").await, "on");
        assert_eq!(shown(&keyed, "plan_cache_mode").await, "force_generic_plan");
    }
}
