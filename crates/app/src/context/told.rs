//! What the caller of a change of a run is told.

use docket_store::Tx;
use serde::{Deserialize, Serialize};

use super::drive::Driven;
use super::{access, show};
use crate::entity::View;
use crate::{Error, Op, Result};

/// What a change of a run came to.
#[derive(Serialize, Deserialize)]
pub(super) struct Told {
    id: String,
    /// What the caller is shown, if a repeat must be shown the same.
    shown: Option<View>,
    /// What it is made of otherwise, after the commit and without reading it again.
    #[serde(skip)]
    driven: Option<Driven>,
}

impl Told {
    pub(super) async fn of(op: &Op, tx: &mut Tx<'_>, driven: Driven) -> Result<Self> {
        let shown = match op.once {
            Some(_) => Some(show::view(op, tx, &driven.context).await?),
            None => None,
        };
        Ok(Self { id: driven.context.id.clone(), shown, driven: Some(driven) })
    }

    /// What the caller is shown. A repeat is shown what the first was, if the caller may still read it.
    pub(super) async fn answer(self, op: &Op) -> Result<View> {
        let mut tx = op.reader().await?;
        if let Some(shown) = self.shown {
            if self.driven.is_none() {
                access::readable(op, &mut tx, &self.id).await?;
            }
            return Ok(shown);
        }
        let driven = self.driven.ok_or_else(|| Error::internal("a run has moved and is not told of"))?;
        show::view(op, &mut tx, &driven.context).await
    }
}
