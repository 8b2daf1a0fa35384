//! What goes into a statement and what comes out of it, the same on both engines.

use std::error::Error as StdError;

use bytes::{Bytes, BytesMut};
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::{FromSql, IsNull, Type};

use crate::{Error, Result};

/// A parameter of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arg<'a> {
    /// SQL NULL.
    Null,
    /// A whole number, also a truth value (0, 1) or a time (milliseconds since 1970, UTC).
    Int(i64),
    /// Text without U+0000.
    Text(&'a str),
    /// Bytes as they are.
    Bytes(&'a [u8]),
}

impl From<i64> for Arg<'_> {
    fn from(value: i64) -> Self {
        Arg::Int(value)
    }
}
impl From<bool> for Arg<'_> {
    fn from(value: bool) -> Self {
        Arg::Int(i64::from(value))
    }
}
impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Arg::Text(value)
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(value: &'a String) -> Self {
        Arg::Text(value)
    }
}
impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(value: &'a [u8]) -> Self {
        Arg::Bytes(value)
    }
}
impl<'a> From<&'a Vec<u8>> for Arg<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Arg::Bytes(value)
    }
}
impl<'a, T: Into<Arg<'a>>> From<Option<T>> for Arg<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Arg::Null, Into::into)
    }
}
impl From<docket_domain::tenant::TenantId> for Arg<'_> {
    fn from(value: docket_domain::tenant::TenantId) -> Self {
        Arg::Int(value.0)
    }
}

/// Builds the parameters of a statement: `args![tenant, num, version]`.
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Arg::from($value)),*] };
}
pub(crate) use args;

impl rusqlite::ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Arg::Null => ValueRef::Null,
            Arg::Int(value) => ValueRef::Integer(*value),
            Arg::Text(value) => ValueRef::Text(value.as_bytes()),
            Arg::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

impl tokio_postgres::types::ToSql for Arg<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Arg::Null => return Ok(IsNull::Yes),
            Arg::Int(value) if *ty == Type::INT4 => return i32::try_from(*value)?.to_sql(ty, out),
            Arg::Int(value) => return value.to_sql(&Type::INT8, out),
            Arg::Text(value) => out.extend_from_slice(value.as_bytes()),
            Arg::Bytes(value) => out.extend_from_slice(value),
        }
        Ok(IsNull::No)
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    tokio_postgres::types::to_sql_checked!();
}

/// One row of an answer; columns are counted from 0. A column of another type than asked for is an
/// [`Error::Internal`]: the statement and its reader stand in the same file.
#[derive(Clone, Copy)]
pub enum Row<'a> {
    /// A row of SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// A row of PostgreSQL.
    Postgres(&'a tokio_postgres::Row),
}

impl<'a> Row<'a> {
    /// A whole number.
    pub fn int(self, column: usize) -> Result<i64> {
        self.opt_int(column)?.ok_or_else(|| unexpected(column, "NULL"))
    }

    /// A whole number, or nothing.
    pub fn opt_int(self, column: usize) -> Result<Option<i64>> {
        match self {
            Row::Sqlite(row) => row.get(column).map_err(|error| unexpected(column, &error.to_string())),
            Row::Postgres(row) => row
                .try_get::<_, Option<Whole>>(column)
                .map(|value| value.map(|whole| whole.0))
                .map_err(|error| unexpected(column, &error.to_string())),
        }
    }

    /// Text.
    pub fn text(self, column: usize) -> Result<&'a str> {
        self.opt_text(column)?.ok_or_else(|| unexpected(column, "NULL"))
    }

    /// Text, or nothing.
    pub fn opt_text(self, column: usize) -> Result<Option<&'a str>> {
        match self {
            Row::Sqlite(row) => match row.get_ref(column) {
                Ok(ValueRef::Null) => Ok(None),
                Ok(ValueRef::Text(text)) => std::str::from_utf8(text)
                    .map(Some)
                    .map_err(|error| unexpected(column, &error.to_string())),
                Ok(other) => Err(unexpected(column, &format!("{:?}", other.data_type()))),
                Err(error) => Err(unexpected(column, &error.to_string())),
            },
            Row::Postgres(row) => row.try_get(column).map_err(|error| unexpected(column, &error.to_string())),
        }
    }

    /// Bytes.
    pub fn bytes(self, column: usize) -> Result<Bytes> {
        self.opt_bytes(column)?.ok_or_else(|| unexpected(column, "NULL"))
    }

    /// Bytes, or nothing.
    pub fn opt_bytes(self, column: usize) -> Result<Option<Bytes>> {
        self.opt_slice(column).map(|slice| slice.map(Bytes::copy_from_slice))
    }

    /// Bytes without a copy, or nothing.
    pub fn opt_slice(self, column: usize) -> Result<Option<&'a [u8]>> {
        match self {
            Row::Sqlite(row) => match row.get_ref(column) {
                Ok(ValueRef::Null) => Ok(None),
                Ok(ValueRef::Blob(bytes)) => Ok(Some(bytes)),
                Ok(other) => Err(unexpected(column, &format!("{:?}", other.data_type()))),
                Err(error) => Err(unexpected(column, &error.to_string())),
            },
            Row::Postgres(row) => row.try_get(column).map_err(|error| unexpected(column, &error.to_string())),
        }
    }
}

fn unexpected(column: usize, what: &str) -> Error {
    Error::Internal(format!("column {column} of an answer: {what}"))
}

/// A whole number of any width.
struct Whole(i64);

impl<'a> FromSql<'a> for Whole {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(match *ty {
            Type::INT4 => i64::from(i32::from_sql(ty, raw)?),
            Type::BOOL => i64::from(bool::from_sql(ty, raw)?),
            _ => i64::from_sql(ty, raw)?,
        }))
    }
    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::BOOL)
    }
}
