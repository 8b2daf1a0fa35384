//! The log: what was changed, by whom, when; and what things were like before.

mod as_of;
mod diff;
mod events;
mod export;
mod history;
mod seen;
mod shown;

pub use diff::{Diff, Diffs, diff};
pub use events::{Page, events, place};
pub use export::{Exported, Row, export};
pub use history::{History, history};
pub use shown::Shown;

use docket_domain::Fault;
use docket_store::Engine;
use docket_store::event::Cursor;

use crate::{Op, Result};

/// How many bytes of documents or changes one answer holds; it ends early rather than grow over it by more than one entry.
const LARGEST: usize = 16 * 1024 * 1024;

/// Reads a place in the log as it was given out; `parameter` is named if it is none.
fn cursor(op: &Op, parameter: &str, text: &str) -> Result<Cursor> {
    let given = text.parse::<Cursor>().ok();
    // SQLite's places have one part.
    let given = given.filter(|place| place.xid == 0 || op.app.db.engine() == Engine::Postgres);
    Ok(given
        .ok_or_else(|| Fault::parameter(parameter, "is not a place in the log").with_value(&text.into()))?)
}

#[cfg(test)]
mod tests;
