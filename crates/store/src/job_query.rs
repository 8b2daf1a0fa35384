//! Searching jobs: the statement is made from the search, every value is a parameter.
//!
//! What is compared stands in columns of its own, folded as the arguments are. The text repeats the conditions of the
//! partial indexes word for word: SQLite uses such an index only then.

mod statement;

use docket_domain::query::{Arg as Value, Field, Filter, Op, Sort, Words};
use docket_domain::tenant::TenantId;

use crate::{Error, Result, Tx};
pub use statement::pattern;
use statement::{Statement, patterns};

/// An answer over this many bytes is refused.
pub const LARGEST: usize = 64 * 1024 * 1024;
/// Skipping more jobs than this is no short look-up.
const FEW: i64 = 1_000;

/// What is searched.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The jobs must meet this.
    pub filter: Option<Filter>,
    /// The jobs must hold this.
    pub words: Option<Words>,
    /// The order; by number after all that is named.
    pub sort: Vec<Sort>,
    /// How many of the jobs found are skipped.
    pub start: i64,
    /// How many are wanted.
    pub limit: i64,
}

/// Hands every job found to `take`: its receipt and its document as stored.
///
/// # Errors
/// [`Error::Data`] when the documents are more than [`LARGEST`] bytes together.
pub async fn find(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    query: &Query,
    mut take: impl FnMut(i64, &[u8]) -> Result<()> + Send,
) -> Result<()> {
    let patterns = query.words.as_ref().map_or_else(Vec::new, patterns);
    let statement = Statement::of(tenant, query, &patterns);
    let mut left = LARGEST;
    let read = |row: crate::Row<'_>| {
        let doc = row.opt_slice(1)?.unwrap_or_default();
        left = left.checked_sub(doc.len()).ok_or_else(|| {
            Error::Data("the answer would be larger than 64 MiB; ask for fewer work orders".to_owned())
        })?;
        take(row.int(0)?, doc)
    };
    tx.found(&statement.text, &statement.args, read).await.map(|_| ())
}

impl Query {
    /// Whether one index finds the jobs in their order, so that no more is read than is answered. Anything else may
    /// take long.
    #[must_use]
    pub fn is_short(&self) -> bool {
        if self.words.is_some() || self.start > FEW {
            return false;
        }
        let Some(Filter::Compare { field, op, args }) = &self.filter else { return false };
        let sort = |wanted| match self.sort.as_slice() {
            [] => wanted == Field::OrderNum,
            [only] => only.field == wanted,
            [first, second] => {
                first.field == wanted
                    && second.field == Field::OrderNum
                    && first.descending == second.descending
            }
            _ => false,
        };
        match (field, op) {
            (Field::OrderNum, Op::Eq | Op::In) => true,
            (Field::OrderStatus | Field::AccountNum, Op::Eq) => sort(Field::OrderNum),
            (Field::LocationNum, Op::Eq) => says_something(args) && sort(Field::OrderNum),
            (Field::UserName, Op::Eq) => says_something(args) && sort(Field::PlannedStartDate),
            (Field::PlannedStartDate | Field::PlannedEndDate, op) => {
                !matches!(op, Op::Ne | Op::Out | Op::In) && !self.sort.is_empty() && sort(*field)
            }
            _ => false,
        }
    }
}

impl Query {
    /// Whether the jobs of some technicians, accounts or locations are searched: few, beside all with a status and beside
    /// all in the order of their numbers.
    fn is_of_few(&self) -> bool {
        let few = |part: &Filter| {
            matches!(part, Filter::Compare {
                field: Field::UserName | Field::AccountNum | Field::LocationNum, op: Op::Eq | Op::In, args
            } if says_something(args))
        };
        self.needs(few) && !self.is_short()
    }

    /// Whether only jobs are searched that have a time of this field.
    fn has_time(&self, wanted: Field) -> bool {
        self.needs(|part| {
            matches!(part, Filter::Compare { field, op, .. } if *field == wanted && !matches!(op, Op::Ne | Op::Out))
        })
    }

    /// Whether one of the conditions that all must hold is such.
    fn needs(&self, such: impl Fn(&Filter) -> bool) -> bool {
        match &self.filter {
            Some(Filter::And(parts)) => parts.iter().any(such),
            Some(other) => such(other),
            None => false,
        }
    }
}

/// Whether no argument is the empty text, so that rows with an empty column cannot be meant.
fn says_something(args: &[Value]) -> bool {
    args.iter().all(|arg| !matches!(arg, Value::Text(text) if text.is_empty()))
}

#[cfg(test)]
mod tests;
