//! Keeping a new version of a job, whatever made it: master data is filled in, dispatch is settled, and the row, its
//! events, its notices and its counters are written together.

use docket_domain::Fault;
use docket_domain::event::name;
use docket_domain::job::{
    self as rules, Columns, Notice, NoticeKind, Number, Said, columns, fold, holder, is_closed, is_same,
    settle, words,
};
use docket_domain::json::{self, Object};
use docket_domain::tenant::TenantId;
use docket_domain::time::format_ms;
use docket_store::event::{self, SNAPSHOT_EVERY};
use docket_store::job::{self, Locked};
use docket_store::{Tx, assignment, notice};
use serde::{Deserialize, Serialize};

use super::JOB;
use super::photos::forget_dropped;
use crate::master::{User, find_user, join};
use crate::{Error, Op, Result};

/// A document that has grown over this is refused.
const LARGEST: usize = 8 * 1024 * 1024;

/// The longest status, user name, account number and location number, in characters.
const LONGEST: usize = 100;

/// What a change of a job came to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// The job did not exist before.
    pub created: bool,
    /// The newest version.
    pub version: i64,
    /// Its entity tag.
    pub tag: String,
    /// What the caller should know, though it was done.
    pub warnings: Vec<String>,
}

/// A change about to be kept.
pub(crate) struct Keeping<'a> {
    /// The job's number.
    pub num: &'a Number,
    /// The row under lock, living or a tombstone.
    pub row: Option<&'a Locked>,
    /// The document before, if the job exists.
    pub before: Option<&'a Object>,
    /// The document as the caller wants it.
    pub after: Object,
    /// What the caller said of it.
    pub said: Said<'a>,
    /// The technician whose own device made the change.
    pub by_device_of: Option<&'a str>,
    /// What else the event says, and its name if it is not just created or updated.
    pub event: Option<(&'static str, Vec<u8>)>,
}

/// A change that was checked and is ready to be written.
pub(crate) struct Checked {
    notices: Vec<Notice>,
    columns: Columns,
    words: String,
    doc: Vec<u8>,
    /// What the caller should know, though it can be done.
    pub(crate) warnings: Vec<String>,
}

/// Fills in what the change lacks and checks it, without writing; `None` if it changes nothing.
pub(crate) async fn check(op: &Op, tx: &mut Tx<'_>, change: &mut Keeping<'_>) -> Result<Option<Checked>> {
    join(op, tx, change.before, &mut change.after, change.said).await?;
    let notices = settle(change.before, &mut change.after, &format_ms(op.now), change.by_device_of);
    if change.row.is_some() && change.before.is_some_and(|before| is_same(before, &change.after)) {
        return Ok(None);
    }
    let warnings = check_technician(op, tx, change).await?;
    let doc = serde_json::to_vec(&change.after).map_err(|e| Error::internal(e.to_string()))?;
    if doc.len() > LARGEST {
        return Err(Fault::at("$", "the document would be larger than 8 MiB").into());
    }
    let columns = columns(&change.after);
    check_lengths(&columns)?;
    Ok(Some(Checked { notices, columns, words: words(&change.after), doc, warnings }))
}

/// Keeps a change; a change that changes nothing makes no version, event or notice.
pub(crate) async fn keep(op: &Op, tx: &mut Tx<'_>, mut change: Keeping<'_>) -> Result<Kept> {
    let checked = check(op, tx, &mut change).await?;
    let found = change.row.map(|row| &row.found);
    let Some(Checked { notices, columns, words, doc, warnings }) = checked else {
        let found = found.ok_or_else(|| Error::internal("nothing was changed where nothing is"))?;
        let tag = super::tag(found.version, found.hash, found.receipt);
        return Ok(Kept { created: false, version: found.version, tag, warnings: Vec::new() });
    };
    let version = found.map_or(0, |found| found.version) + 1;
    let hash = json::hash(&doc) as i64;
    write_row(op, tx, &change, (&columns, &words), (version, hash, &doc)).await?;
    if let Some(before) = change.before {
        forget_dropped(op, tx, change.num, before, &change.after).await?;
    }
    write_event(op, tx, &change, (version, &doc)).await?;
    send(op, tx, change.num, change.row.map_or(0, |row| row.xid), version, &notices).await?;
    count(tx, op.tenant(), change.row.filter(|row| !row.deleted), Some(&columns));
    Ok(Kept { created: change.before.is_none(), version, tag: super::tag(version, hash, 0), warnings })
}

/// A technician who cannot be reached is worth a word; with `strict_users` an unknown one is refused.
async fn check_technician(op: &Op, tx: &mut Tx<'_>, change: &Keeping<'_>) -> Result<Vec<String>> {
    let Some(user) = holder(&change.after) else { return Ok(Vec::new()) };
    if change.before.and_then(holder) == Some(user) {
        return Ok(Vec::new());
    }
    Ok(match find_user(tx, op.tenant(), user).await? {
        User::Unknown if op.app.settings.strict_users => {
            return Err(Fault::at("$.UserName", "is not a user").with_value(&user.into()).into());
        }
        User::Unknown => vec![format!("the user \"{user}\" is not known yet; the notice waits for them")],
        User::Known(flags) if flags.locked => vec![format!("the user \"{user}\" is locked")],
        User::Known(flags) if !flags.is_mobile_worker => {
            vec![format!("the user \"{user}\" is not a mobile worker")]
        }
        User::Known(_) => Vec::new(),
    })
}

/// What indexes are made of stays short: an index takes no long texts, and numbers and names are none.
fn check_lengths(columns: &Columns) -> Result<()> {
    let indexed = [
        ("$.OrderStatus", &columns.status),
        ("$.UserName", &columns.user_name),
        ("$.Account.AccountNum", &columns.account_num),
        ("$.Location.LocationNum", &columns.location_num),
    ];
    for (path, text) in indexed {
        if text.chars().count() > LONGEST {
            return Err(Fault::at(path, format!("must not be longer than {LONGEST} characters")).into());
        }
    }
    Ok(())
}

async fn write_row(
    op: &Op,
    tx: &mut Tx<'_>,
    change: &Keeping<'_>,
    (columns, words): (&Columns, &str),
    (version, hash, doc): (i64, i64, &[u8]),
) -> Result<()> {
    let num = change.num.as_str();
    let folded = fold(num);
    let alias = (folded != num).then_some(folded.as_str());
    let new = job::New { version, hash, now: op.now, alias, columns, words, doc };
    match change.row {
        None => job::insert(tx, op.tenant(), num, &new).await?,
        Some(_) => {
            let was = change.before.map(rules::columns);
            job::update(tx, op.tenant(), num, was.as_ref(), &new).await?;
        }
    }
    Ok(())
}

async fn write_event(
    op: &Op,
    tx: &mut Tx<'_>,
    change: &Keeping<'_>,
    (version, doc): (i64, &[u8]),
) -> Result<()> {
    let undo = match change.before {
        None => b"null".to_vec(),
        Some(before) => serde_json::to_vec(&rules::undo(before, &change.after))
            .map_err(|e| Error::internal(e.to_string()))?,
    };
    let usual = if change.before.is_none() { name::JOB_CREATED } else { name::JOB_UPDATED };
    let name = change.event.as_ref().map_or(usual, |(name, _)| name);
    let new = event::New {
        data: change.event.as_ref().map(|(_, data)| data.as_slice()),
        undo: Some(&undo),
        snapshot: (version % SNAPSHOT_EVERY == 0).then_some(doc),
        ..op.event(JOB, change.num.as_str(), version, name)
    };
    event::append(tx, op.tenant(), change.row.map_or(0, |row| row.xid), &new).await?;
    Ok(())
}

/// Sends notices to technicians, and tells the log who got or lost the job.
pub(crate) async fn send(
    op: &Op,
    tx: &mut Tx<'_>,
    num: &Number,
    last: i64,
    version: i64,
    notices: &[Notice],
) -> Result<()> {
    // Each a millisecond after the one before: that the job was taken away stands before the dispatch to the next, whoever looks
    // at the notices of several technicians.
    for (Notice { user, kind }, now) in notices.iter().zip(op.now..) {
        notice::send(tx, op.tenant(), user, *kind, num.as_str(), version, now);
        let name = match kind {
            NoticeKind::Dispatch => {
                assignment::note(tx, op.tenant(), num.as_str(), user, op.now).await?;
                name::JOB_DISPATCHED
            }
            NoticeKind::Remove => name::JOB_RECALLED,
            NoticeKind::Cancel => name::JOB_CANCELLED,
            NoticeKind::Update => continue,
        };
        let data = serde_json::json!({ "UserName": user }).to_string();
        let new = event::New { data: Some(data.as_bytes()), ..op.event(JOB, num.as_str(), version, name) };
        event::append(tx, op.tenant(), last, &new).await?;
    }
    Ok(())
}

/// Counts a job out of what it was and into what it is.
pub(crate) fn count(tx: &mut Tx<'_>, tenant: TenantId, was: Option<&Locked>, is: Option<&Columns>) {
    let was = was.map(|row| (row.status.as_str(), row.user_name.as_str(), row.dispatch_status));
    let is = is.map(|now| (now.status.as_str(), now.user_name.as_str(), now.dispatch_status));
    if was == is {
        return;
    }
    for (state, by) in [(was, -1), (is, 1)] {
        let Some((status, user, dispatch)) = state else { continue };
        tx.count(tenant, "job", by);
        tx.count(tenant, format!("job.status.{status}"), by);
        tx.count(tenant, format!("job.dispatch.{dispatch}"), by);
        if user.is_empty() && !is_closed(status) {
            tx.count(tenant, "job.unassigned", by);
        }
    }
}
