//! Raising an issue by a note, closing it, and opening it again.

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_store::Tx;

use super::create::Made;
use super::draft::Draft;
use super::view::View;
use super::{access, get, keep, kind, lock_key, own};
use crate::{Change, Op, Result};

/// Changes whether a note is an issue and whether it is closed, by a body whose shape was checked. What it does not say stays,
/// and so does the text: what somebody wrote is never changed.
pub async fn change_issue(op: &Op, id: &str, said: Object) -> Result<View> {
    let made = op.write(ChangeIssue { id: id.to_owned(), said }).await?;
    made.answer(op, EntityType::Note).await
}

struct ChangeIssue {
    id: String,
    said: Object,
}

impl Change for ChangeIssue {
    type Out = Made;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::Note), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Made> {
        kind::hold(op, tx, EntityType::Note, &self.id).await?;
        let before = get::locked(op, tx, EntityType::Note, &self.id).await?;
        access::check(op, tx, Verb::Update, &before).await?;
        op.if_match.check(Some(before.version))?;
        let (refs, facet) = (before.refs.clone(), before.facet.clone());
        let mut draft = Draft { doc: own(&before)?, refs, facet, ..Draft::default() };
        for name in ["issue", "closed"] {
            if let Some(value) = self.said.get(name) {
                draft.doc.insert(name.to_owned(), value.clone());
            }
        }
        let after = keep::update(op, tx, &before, &draft).await?;
        kind::note::changed(op, tx, &before, &after).await?;
        Made::of(op, tx, &after).await
    }
}
