//! The definitions that runs follow, parsed once and remembered: a version of a work flow is never changed.

use std::sync::Arc;

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;
use docket_domain::work_flow::Definition;
use docket_store::{Tx, entity, work_flow_version};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::entity::kind::{inside, work_flow};
use crate::entity::view;
use crate::job::stored_object;
use crate::{Error, Op, Result};

/// How many bytes of definitions are remembered, as they are estimated.
const MOST: u64 = 16 * 1024 * 1024;
/// How many definitions, about, that is.
const ABOUT: usize = 1024;
/// How many times larger a parsed definition is than its document, about; its shown form is kept beside it.
const GROWTH: u64 = 6;

/// Whose definition, of which work flow, which version.
type Key = (TenantId, String, i64);

/// A version of a work flow.
struct Known {
    definition: Arc<Definition>,
    shown: Bytes,
}

#[derive(Clone)]
struct Size;

impl Weighter<Key, Arc<Known>> for Size {
    fn weight(&self, key: &Key, known: &Arc<Known>) -> u64 {
        key.1.len() as u64 + known.shown.len() as u64 * GROWTH + 200
    }
}

/// The definitions that are remembered.
pub(crate) struct Definitions(Cache<Key, Arc<Known>, Size>);

impl Default for Definitions {
    fn default() -> Self {
        Self(Cache::with_weighter(ABOUT, MOST, Size))
    }
}

/// The definition that a version of a work flow has; the work flow may be deleted.
pub(crate) async fn get(op: &Op, tx: &mut Tx<'_>, work_flow: &str, version: i64) -> Result<Arc<Definition>> {
    Ok(known(op, tx, work_flow, version).await?.definition.clone())
}

/// What a version of a work flow looks like inside a run of it: its members as a JSON object.
pub(super) async fn shown(op: &Op, tx: &mut Tx<'_>, work_flow: &str, version: i64) -> Result<Bytes> {
    Ok(known(op, tx, work_flow, version).await?.shown.clone())
}

async fn known(op: &Op, tx: &mut Tx<'_>, work_flow: &str, version: i64) -> Result<Arc<Known>> {
    let key = (op.tenant(), work_flow.to_owned(), version);
    if let Some(known) = op.app.definitions.0.get(&key) {
        return Ok(known);
    }
    let missing = || Error::internal(format!("the work flow {work_flow} has no version {version}"));
    let found = work_flow_version::find(tx, op.tenant(), work_flow, version).await?.ok_or_else(missing)?;
    let flow = entity::find(tx, op.tenant(), EntityType::WorkFlow, work_flow).await?.ok_or_else(missing)?;
    let definition = Definition::of_canonical(&stored_object(&found.doc)?)
        .map_err(|error| Error::internal(format!("version {version} of {work_flow}: {error}")))?;
    let then = inside(work_flow::of_then(&flow, found))?;
    let known = Arc::new(Known {
        definition: Arc::new(definition),
        shown: view::members(tx, op.tenant(), &then).await?,
    });
    op.app.definitions.0.insert(key, known.clone());
    Ok(known)
}
