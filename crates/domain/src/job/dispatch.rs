//! Who holds a job, and which devices must hear of a change.
//!
//! A job is on a technician's device exactly while `UserName` and `PlannedStartDate` are both populated.

use serde_json::Value;

use super::receipt::FLAGS;
use super::text;
use crate::json::Object;

/// What a technician's device is told about a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// A job has been given to the technician.
    Dispatch,
    /// A job on the device has changed.
    Update,
    /// A job was given to someone else or is no longer scheduled.
    Remove,
    /// A job was deleted.
    Cancel,
}

impl NoticeKind {
    /// The name that devices and the store know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dispatch => "dispatch",
            Self::Update => "update",
            Self::Remove => "remove",
            Self::Cancel => "cancel",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Dispatch, Self::Update, Self::Remove, Self::Cancel]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// A message for the device of one technician.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The technician's `UserID`.
    pub user: String,
    /// What has happened to the job.
    pub kind: NoticeKind,
}

impl Notice {
    fn to(user: &str, kind: NoticeKind) -> Self {
        Self { user: user.to_owned(), kind }
    }
}

const STATUS: &str = "DispatchStatus";
const TIME: &str = "DispatchUTC";

/// The two properties on which dispatch depends; empty where absent.
fn inputs(doc: &Object) -> (&str, &str) {
    (text(doc, "UserName"), text(doc, "PlannedStartDate"))
}

/// The technician on whose device the job is: `UserName`, if `PlannedStartDate` is there as well.
pub fn holder(doc: &Object) -> Option<&str> {
    let (user, start) = inputs(doc);
    (!user.is_empty() && !start.is_empty()).then_some(user)
}

/// Settles the dispatch properties of `after`, which is about to replace `before` (`None` on insert), and says which
/// notices to send, in order.
///
/// `DispatchStatus` and `DispatchUTC` follow from the two inputs as soon as one of them is or was populated;
/// otherwise they stay as the client sent them. While dispatched the document ends in `IsDelivered` and `IsRead`,
/// both false: what is true of them is kept apart, see [`super::receipt`]. `now` is the time as it is written in
/// documents (`2026-11-21T10:00:00.000Z`). The technician `by_device_of`, whose own device made the change, gets no
/// update notice.
pub fn settle(
    before: Option<&Object>,
    after: &mut Object,
    now: &str,
    by_device_of: Option<&str>,
) -> Vec<Notice> {
    let was_populated = before.is_some_and(|before| inputs(before) != ("", ""));
    let status = match inputs(after) {
        ("", "") if !was_populated => return Vec::new(),
        ("", "") => 0,
        ("", _) => 1,
        (_, "") => 2,
        _ => 3,
    };
    if after.get(STATUS).and_then(Value::as_u64) != Some(status) {
        after.insert(STATUS.to_owned(), Value::from(status));
    }
    let old = before.and_then(holder);
    if status == 3 {
        let kept = before.filter(|_| old == holder(after)).and_then(|before| before.get(TIME)).cloned();
        let time = kept.unwrap_or_else(|| Value::from(now));
        after.insert(TIME.to_owned(), time);
        end_in_flags(after);
    } else {
        after.shift_remove(TIME);
        for flag in FLAGS {
            after.shift_remove(flag);
        }
    }
    match (old, holder(after)) {
        (None, None) => Vec::new(),
        (None, Some(new)) => vec![Notice::to(new, NoticeKind::Dispatch)],
        (Some(old), None) => vec![Notice::to(old, NoticeKind::Remove)],
        (Some(old), Some(new)) if old != new => {
            vec![Notice::to(old, NoticeKind::Remove), Notice::to(new, NoticeKind::Dispatch)]
        }
        (Some(_), Some(new)) => {
            let is_silent = by_device_of == Some(new) || before.is_some_and(|before| is_same(before, after));
            if is_silent { Vec::new() } else { vec![Notice::to(new, NoticeKind::Update)] }
        }
    }
}

/// The notices that the deletion of this job calls for.
pub fn on_delete(before: &Object) -> Vec<Notice> {
    holder(before).map(|user| Notice::to(user, NoticeKind::Cancel)).into_iter().collect()
}

/// Whether a settled `after` says the same as the stored `before`: the order of the properties does not count, nor do
/// the receipt flags of a dispatched job.
pub fn is_same(before: &Object, after: &Object) -> bool {
    if holder(before).is_none() || holder(after).is_none() {
        return before == after;
    }
    let is_counted = |name: &str| !FLAGS.contains(&name);
    let counted = |doc: &Object| doc.len() - FLAGS.iter().filter(|flag| doc.contains_key(**flag)).count();
    counted(before) == counted(after)
        && before
            .iter()
            .filter(|(name, _)| is_counted(name))
            .all(|(name, value)| after.get(name) == Some(value))
}

fn end_in_flags(doc: &mut Object) {
    let end = FLAGS.iter().map(|flag| (*flag, &Value::Bool(false)));
    if doc.len() >= FLAGS.len()
        && doc.iter().skip(doc.len() - FLAGS.len()).map(|(name, value)| (name.as_str(), value)).eq(end)
    {
        return;
    }
    for flag in FLAGS {
        doc.shift_remove(flag);
        doc.insert(flag.to_owned(), Value::Bool(false));
    }
}
