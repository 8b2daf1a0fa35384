//! What happened to one job.

use docket_domain::Fault;
use docket_domain::job::Number;
use docket_domain::permission::Right;
use docket_store::event::{self, Event};
use docket_store::{Tx, job};
use serde::{Deserialize, Serialize};

use super::LARGEST;
use super::as_of::show_each;
use super::shown::{Shown, changes};
use crate::job::{JOB, missing};
use crate::{Change, Op, Result};

/// A page of a job's history.
#[derive(Debug, Serialize, Deserialize)]
pub struct History {
    /// What happened, newest first.
    pub events: Vec<Shown>,
    /// The `before` of the next page, if there is more.
    pub next: Option<String>,
}

/// What happened to a number, newest first, also after it was deleted. `before` is a version, or the `next` of another page.
pub async fn history(op: &Op, num: Number, before: Option<&str>, limit: i64) -> Result<History> {
    op.allow(Right::WorkOrderRead)?;
    let before = match before {
        None => (i64::MAX, i64::MAX),
        Some(text) => read(text).ok_or_else(|| {
            Fault::parameter("before", "is neither a version nor the next of a page").with_value(&text.into())
        })?,
    };
    op.snapshot(Read { num, before, limit }).await
}

/// Reads `version` or `version:seq`.
fn read(text: &str) -> Option<(i64, i64)> {
    let number = |digits: &str| digits.parse().ok().filter(|number: &i64| *number >= 0);
    match text.split_once(':') {
        None => Some((number(text)?, 0)),
        Some((version, seq)) => Some((number(version)?, number(seq)?)),
    }
}

struct Read {
    num: Number,
    before: (i64, i64),
    limit: i64,
}

impl Change for Read {
    type Out = History;

    fn subject(&self) -> (&str, &str) {
        (JOB, self.num.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<History> {
        let num = self.num.as_str();
        if job::never_was(tx, op.tenant(), num).await? {
            return Err(missing(&self.num));
        }
        let mut events = event::history(tx, op.tenant(), JOB, num, self.before, self.limit + 1).await?;
        let more = events.len() as i64 > self.limit;
        if more {
            events.pop();
        }
        let changes =
            show_each(tx, op.tenant(), &events, LARGEST, |event| event.made_version, changes).await?;
        let more = more || changes.len() < events.len();
        events.truncate(changes.len());
        let place = |event: &Event| format!("{}:{}", event.version, event.cursor.seq);
        let next = events.last().filter(|_| more).map(place);
        let events = events.into_iter().zip(changes).map(|(event, changes)| Shown::new(event, changes));
        Ok(History { events: events.collect::<Result<_>>()?, next })
    }
}
