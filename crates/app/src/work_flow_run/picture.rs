//! Pictures of work flows, and of the path that a run took through one.

use docket_flow::{Taken, diagram};

use super::{beside, definition};
use crate::context::{self, definitions};
use crate::{Op, Result};

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The SVG document.
    pub svg: String,
    /// The version of what it shows: of the work flow or of the run.
    pub version: i64,
}

/// The picture of a work flow, of its newest version or another.
///
/// # Errors
/// [`crate::Error::NotFound`], and [`crate::Error::Forbidden`] without `work-flow:read`.
pub async fn of_work_flow(op: &Op, id: &str, version: Option<i64>) -> Result<Picture> {
    let mut tx = op.reader().await?;
    let (definition, version) = definition(op, &mut tx, id, version).await?;
    drop(tx);
    let svg = beside(move || diagram(&definition, None)).await?;
    Ok(Picture { svg, version })
}

/// The picture of a run: its work flow as it was, with the path that the run took; of a very long run with the newest steps.
///
/// # Errors
/// [`crate::Error::NotFound`], and [`crate::Error::Forbidden`] as for reading the run.
pub async fn of_context(op: &Op, id: &str) -> Result<Picture> {
    let mut tx = op.reader().await?;
    let run = context::access::readable(op, &mut tx, id).await?;
    let definition = definitions::get(op, &mut tx, &run.work_flow, run.work_flow_version).await?;
    let past = context::history::newest(op, &mut tx, &run, STEPS).await?;
    drop(tx);
    let state = context::state(&run)?;
    let svg = beside(move || diagram(&definition, Some(&Taken::of(&past, &state)))).await?;
    Ok(Picture { svg, version: run.version })
}

/// How many steps of a run are drawn at most.
const STEPS: usize = 10_000;
