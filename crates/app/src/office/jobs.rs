//! Searching jobs with the parameters of the ServiceMobility dialect's query APIs.

use docket_domain::Fault;
use docket_domain::job::{Receipt, splice};
use docket_domain::permission::Right;
use docket_domain::query::{Projection, parse_fields, parse_filters, parse_q, parse_sort};
use docket_store::Tx;
use docket_store::job_query::{self, Query};

use crate::job::stored_object;
use crate::{Change, Error, Op, Result};

/// The most jobs that may be skipped.
pub const MOST_SKIPPED: i64 = 1_000_000;

/// What is wanted; an empty text is as good as none.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// A condition: `OrderStatus==3;UserName==ada`.
    pub filters: Option<String>,
    /// A term: `pump`, `pump::in:UserName`.
    pub q: Option<String>,
    /// Properties to show: `OrderNum,Account/Name`.
    pub fields: Option<String>,
    /// The order: `-PlannedStartDate,OrderNum`; by number if none.
    pub sort: Option<String>,
    /// How many to skip, at most [`MOST_SKIPPED`].
    pub start: i64,
    /// How many at most.
    pub limit: i64,
}

/// The jobs that are wanted, as a JSON array.
pub async fn jobs(op: &Op, wanted: &Wanted) -> Result<Vec<u8>> {
    op.allow(Right::WorkOrderRead)?;
    let find = read(wanted)?;
    if find.fields.is_none() && find.query.is_short() {
        return find.run(op, &mut op.reader().await?).await;
    }
    op.snapshot(find).await
}

fn read(wanted: &Wanted) -> Result<Find> {
    let query = query_of(wanted)?;
    Ok(Find { query, fields: said("fields", &wanted.fields)?.map(parse_fields).transpose()? })
}

/// Which jobs are wanted; not what of them.
pub(super) fn query_of(wanted: &Wanted) -> Result<Query> {
    if !(0..=MOST_SKIPPED).contains(&wanted.start) {
        return Err(Fault::parameter("start", format!("must be a number from 0 to {MOST_SKIPPED}")).into());
    }
    Ok(Query {
        filter: said("filters", &wanted.filters)?.map(parse_filters).transpose()?,
        words: said("q", &wanted.q)?.map(parse_q).transpose()?,
        sort: said("sort", &wanted.sort)?.map(parse_sort).transpose()?.unwrap_or_default(),
        start: wanted.start,
        limit: wanted.limit,
    })
}

fn said<'a>(name: &str, text: &'a Option<String>) -> Result<Option<&'a str>> {
    match text.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) if text.contains('\0') => Err(Fault::parameter(name, "must not contain U+0000").into()),
        text => Ok(text),
    }
}

struct Find {
    query: Query,
    fields: Option<Projection>,
}

impl Change for Find {
    type Out = Vec<u8>;

    fn subject(&self) -> (&str, &str) {
        ("query", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(16 * 1024);
        let mut broken = None;
        out.push(b'[');
        job_query::find(tx, op.tenant(), &self.query, |receipt, doc| {
            if out.len() > 1 {
                out.push(b',');
            }
            let doc = splice(doc, Receipt::from(receipt));
            match &self.fields {
                None => out.extend_from_slice(&doc),
                Some(fields) => {
                    if let Err(error) = project(fields, &doc, &mut out) {
                        broken = Some(error);
                    }
                }
            }
            Ok(())
        })
        .await?;
        out.push(b']');
        broken.map_or(Ok(out), Err)
    }
}

fn project(fields: &Projection, doc: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let shown = fields.of(&stored_object(doc)?);
    serde_json::to_writer(out, &shown).map_err(|e| Error::internal(e.to_string()))
}
