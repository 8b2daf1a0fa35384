//! What rows name by its label: parts, locations, vendors …

use std::collections::HashMap;

use docket_domain::entity::{EntityType, is_id};
use docket_domain::status::{self, Status};
use docket_store::{Tx, entity};

use super::columns::Columns;
use super::row::Row;
use crate::entity::keep::folded;
use crate::{Op, Result};

/// What rows name, looked up once.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The id of each, or why there is none.
    ids: HashMap<(EntityType, String), Result<String, String>>,
    statuses: Vec<Status>,
}

impl Names {
    /// Looks up what rows name in members that refer to something of a kind.
    pub(super) async fn of(
        op: &Op,
        tx: &mut Tx<'_>,
        columns: &Columns,
        refers: &[(&str, EntityType)],
        rows: &[Row],
    ) -> Result<Self> {
        let mut names =
            Self { ids: HashMap::new(), statuses: docket_store::status::all(tx, op.tenant()).await? };
        for (member, kind) in refers {
            for row in rows {
                let name = row.text(columns, member);
                if !name.is_empty() && !names.ids.contains_key(&(*kind, name.to_owned())) {
                    let id = find(op, tx, *kind, name).await?;
                    names.ids.insert((*kind, name.to_owned()), id);
                }
            }
        }
        Ok(names)
    }

    /// The id of what is called so; an error says why there is none.
    pub(super) fn id(&self, kind: EntityType, name: &str) -> Result<&str, String> {
        match self.ids.get(&(kind, name.to_owned())) {
            Some(Ok(id)) => Ok(id),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(format!("names no {}", kind.word())),
        }
    }

    /// The status with this name.
    pub(super) fn status(&self, name: &str) -> Result<&Status, String> {
        status::find(&self.statuses, name).ok_or_else(|| format!("there is no status \"{name}\""))
    }
}

/// What has this id, or else this label.
async fn find(op: &Op, tx: &mut Tx<'_>, kind: EntityType, name: &str) -> Result<Result<String, String>> {
    if is_id(name)
        && let Some(found) = entity::find(tx, op.tenant(), kind, name).await?
        && !found.deleted
    {
        return Ok(Ok(found.id));
    }
    let found = entity::labelled(tx, op.tenant(), kind, &folded(name), 2).await?;
    Ok(match <[String; 1]>::try_from(found) {
        Ok([id]) => Ok(id),
        Err(none) if none.is_empty() => Err(format!("there is no {} \"{name}\"", kind.word())),
        Err(_) => Err(format!("more than one {} is called \"{name}\": say its id", kind.word())),
    })
}
