//! One connection to PostgreSQL with its prepared statements.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Socket, Statement};

use crate::{Arg, Engine, Error, Result, Row, Sql};

/// Statements made at run time that a connection remembers.
const FOUND: usize = 256;

/// The settings that the promises rest on: an answer means that it is on disk; nobody holds the horizon for long.
const SETTINGS: &str = "SET synchronous_commit = on; SET statement_timeout = '15s'; SET lock_timeout = '5s'; \
     SET idle_in_transaction_session_timeout = '15s'; SET default_transaction_isolation = 'read committed'; \
     SET client_min_messages = warning";

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
    prepared: Mutex<HashMap<usize, Statement>>,
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

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Statements without parameters or answers.
    pub(crate) async fn batch(&self, text: &str) -> Result<()> {
        self.client.batch_execute(text).await.map_err(|e| error(&e))
    }

    pub(crate) async fn all<T>(
        &self,
        sql: &'static Sql,
        args: &[Arg<'_>],
        mut read: impl FnMut(Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        let statement = self.prepare(sql).await?;
        let rows = self.client.query(&statement, &borrow(args)).await.map_err(|e| error(&e))?;
        rows.iter().map(|row| read(Row::Postgres(row))).collect()
    }

    pub(crate) async fn one<T>(
        &self,
        sql: &'static Sql,
        args: &[Arg<'_>],
        mut read: impl FnMut(Row<'_>) -> Result<T> + Send,
    ) -> Result<Option<T>> {
        let statement = self.prepare(sql).await?;
        let rows = self.client.query(&statement, &borrow(args)).await.map_err(|e| error(&e))?;
        rows.first().map(|row| read(Row::Postgres(row))).transpose()
    }

    pub(crate) async fn run(&self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<u64> {
        let statement = self.prepare(sql).await?;
        self.client.execute(&statement, &borrow(args)).await.map_err(|e| error(&e))
    }

    /// See [`crate::Tx::found`].
    pub(crate) async fn found<T>(
        &self,
        text: &str,
        args: &[Arg<'_>],
        mut read: impl FnMut(Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
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
        let rows = self.client.query(&statement, &borrow(args)).await.map_err(|e| error(&e))?;
        rows.iter().map(|row| read(Row::Postgres(row))).collect()
    }

    async fn prepare(&self, sql: &'static Sql) -> Result<Statement> {
        let place = std::ptr::from_ref(sql) as usize;
        if let Some(known) = self.prepared.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql.text(Engine::Postgres)).await.map_err(|e| error(&e))?;
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner).insert(place, statement.clone());
        Ok(statement)
    }
}

fn borrow<'a>(args: &'a [Arg<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect()
}

/// What an error of PostgreSQL means for a caller.
pub(crate) fn error(error: &tokio_postgres::Error) -> Error {
    let Some(db) = error.as_db_error() else {
        return if error.is_closed()
            || std::error::Error::source(error).is_some_and(|s| s.is::<std::io::Error>())
        {
            Error::Unavailable(error.to_string())
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
        // lock not available, idle in a transaction for too long
        "55P03" | "25P03" => Error::Unavailable(db.message().to_owned()),
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
