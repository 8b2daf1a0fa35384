//! One search over everything that the caller may read.

use docket_domain::Fault;
use docket_domain::job::fold;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, title};
use docket_domain::permission::Right;
use docket_domain::query::{Arg, Field, Filter, Op as Compare, Words};
use docket_store::job_query::{self, Query, pattern};
use docket_store::{Tx, master};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::job::{JOB, stored_object};
use crate::{Change, Error, Op, Result};

/// The longest text that is searched, in characters.
const LONGEST: usize = 200;
/// The longest title or detail, in characters.
const SHOWN: usize = 200;
/// The kinds of master data that are searched.
const KINDS: [Kind; 5] = [Kind::Account, Kind::Location, Kind::User, Kind::Asset, Kind::Product];

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// `job`, `account`, `location`, `user`, `asset`, `product`.
    pub kind: String,
    /// Its number.
    pub key: String,
    /// A location's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What it is called.
    pub title: String,
    /// What tells it from others; may be empty.
    pub detail: String,
}

/// What has this number or holds these words: what has the number first, then jobs, then master data.
pub async fn search(op: &Op, q: &str, limit: i64) -> Result<Vec<Hit>> {
    let kinds: Vec<Kind> = KINDS.into_iter().filter(|kind| op.caller.rights.has(kind.read_right())).collect();
    let jobs = op.caller.rights.has(Right::WorkOrderRead);
    if kinds.is_empty() && !jobs {
        return Err(Error::Forbidden(Right::WorkOrderRead));
    }
    let q = q.trim();
    if !(1..=LONGEST).contains(&q.chars().count()) || q.contains('\0') {
        return Err(Fault::parameter("q", format!("must be 1 to {LONGEST} characters")).into());
    }
    op.snapshot(Search { number: q.to_owned(), term: fold(q), kinds, jobs, limit }).await
}

struct Search {
    /// What is searched, as it was typed.
    number: String,
    /// The same, folded.
    term: String,
    kinds: Vec<Kind>,
    jobs: bool,
    limit: i64,
}

impl Change for Search {
    type Out = Vec<Hit>;

    fn subject(&self) -> (&str, &str) {
        ("search", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Vec<Hit>> {
        let (mut exact, mut jobs, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        if self.jobs {
            let number = vec![Arg::Text(self.term.clone())];
            let filter = Filter::Compare { field: Field::OrderNum, op: Compare::Eq, args: number };
            exact = self.find(op, tx, Query { filter: Some(filter), ..Query::default() }).await?;
            let words = Words { term: self.term.clone(), fields: vec![Field::Text] };
            jobs = self.find(op, tx, Query { words: Some(words), ..Query::default() }).await?;
        }
        let pattern = pattern(&self.term);
        for kind in self.kinds.iter().copied() {
            let numbered = master::numbered(tx, op.tenant(), kind, &self.number, self.limit).await?;
            let worded = master::search(tx, op.tenant(), kind, &pattern, self.limit).await?;
            for (key, doc) in numbered.into_iter().chain(worded) {
                let hit = of_master(kind, &key, &stored_object(&doc)?);
                let hits = if fold(&hit.key) == self.term { &mut exact } else { &mut rest };
                if !hits.contains(&hit) {
                    hits.push(hit);
                }
            }
        }
        jobs.retain(|hit| !exact.contains(hit));
        Ok(self.chosen(exact, jobs, rest))
    }
}

impl Search {
    async fn find(&self, op: &Op, tx: &mut Tx<'_>, query: Query) -> Result<Vec<Hit>> {
        let mut docs = Vec::new();
        let query = Query { limit: self.limit, ..query };
        job_query::find(tx, op.tenant(), &query, |_, doc| {
            docs.push(stored_object(doc).map(|doc| of_job(&doc)));
            Ok(())
        })
        .await?;
        docs.into_iter().collect()
    }

    /// As many as are wanted: what has the number, then jobs, of which neither they nor the rest take all the room.
    fn chosen(&self, exact: Vec<Hit>, mut jobs: Vec<Hit>, rest: Vec<Hit>) -> Vec<Hit> {
        let room = (self.limit as usize).saturating_sub(exact.len());
        jobs.truncate((room / 2).max(room.saturating_sub(rest.len())));
        exact.into_iter().chain(jobs).chain(rest).take(self.limit as usize).collect()
    }
}

fn of_job(doc: &Object) -> Hit {
    let key = text(doc, "OrderNum").to_owned();
    let called =
        [text(doc, "Title"), text(doc, "Description"), &key].into_iter().find(|text| !text.is_empty());
    let detail = [
        at(doc, &["Account", "Name"]),
        at(doc, &["Location", "Name"]),
        at(doc, &["Location", "Address", "City"]),
        text(doc, "UserName"),
    ];
    Hit {
        kind: JOB.to_owned(),
        account: None,
        title: shown(called.unwrap_or_default()),
        detail: joined(&detail),
        key,
    }
}

fn of_master(kind: Kind, key: &Key, doc: &Object) -> Hit {
    let city = doc.get("Addresses").and_then(|addresses| addresses.get(0)).and_then(Value::as_object);
    let detail = match kind {
        Kind::Account => joined(&[city.map_or("", |address| text(address, "City")), text(doc, "Website")]),
        Kind::Location => {
            joined(&[&key.first, at(doc, &["Address", "AddrLine1"]), at(doc, &["Address", "City"])])
        }
        Kind::User => joined(&[text(doc, "Email"), text(doc, "ServiceTeamID")]),
        Kind::Asset => joined(&[text(doc, "SerialNum"), text(doc, "AccountNum"), text(doc, "LocationNum")]),
        Kind::Product => joined(&[text(doc, "Mfg"), text(doc, "ModelNum")]),
        Kind::SystemCategory => joined(&[&key.first]),
    };
    Hit {
        kind: kind.as_str().to_owned(),
        key: key.own(kind).to_owned(),
        account: (kind == Kind::Location).then(|| key.first.clone()),
        title: shown(&title(kind, doc)),
        detail,
    }
}

fn text<'d>(object: &'d Object, name: &str) -> &'d str {
    object.get(name).and_then(Value::as_str).unwrap_or_default().trim()
}

/// The text at the end of a path of sections.
fn at<'d>(doc: &'d Object, path: &[&str]) -> &'d str {
    let Some((last, sections)) = path.split_last() else { return "" };
    let inner = sections.iter().try_fold(doc, |object, name| object.get(*name).and_then(Value::as_object));
    inner.map_or("", |object| text(object, last))
}

fn joined(texts: &[&str]) -> String {
    let said: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    shown(&said.join(", "))
}

/// The beginning of a text, in one line.
fn shown(text: &str) -> String {
    text.chars().take(SHOWN).map(|next| if next.is_control() { ' ' } else { next }).collect()
}
