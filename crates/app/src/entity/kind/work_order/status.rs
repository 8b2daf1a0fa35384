//! The status of a work order.

use docket_domain::entity::refs::Refs;
use docket_domain::status::{self, Status};

use super::super::super::draft::Drafting;
use super::super::super::keep::folded;
use super::super::allowed;
use crate::Result;

/// Takes `current_status` over from the body. A label that is in no list of this tenant is another system's word: what counts
/// is its category, and the status that the work order has, or the first that is allowed of that category, stands for it.
pub(super) async fn take(drafting: &mut Drafting<'_, '_>, above: &Refs) -> Result<()> {
    const NAME: &str = "current_status";
    let before = drafting.messages.len();
    allowed::take_current(drafting, above).await?;
    let refused = drafting.messages.get(before).is_some_and(|message| message.keyword == "allowedStatus");
    let Some(given) = drafting.body.get(NAME).and_then(Status::of_value).filter(|_| refused) else {
        return Ok(());
    };
    let lists = allowed::held_lists(drafting.tx, drafting.op.tenant(), above).await?;
    let label = folded(&given.status);
    // A known one in another case is a slip rather than another system's word.
    if lists.iter().flatten().any(|known| folded(&known.status) == label) {
        return Ok(());
    }
    let Some(list) = lists.iter().find(|list| !list.is_empty()) else { return Ok(()) };
    let has = drafting.draft.doc.get(NAME).and_then(Status::of_value);
    let has = has.filter(|has| has.category == given.category && status::find(list, &has.status).is_some());
    let stands = has.or_else(|| status::first(&[list], given.category).cloned());
    if let Some(stands) = stands {
        drafting.messages.truncate(before);
        drafting.draft.category = Some(stands.category);
        drafting.draft.doc.insert(NAME.to_owned(), stands.to_value());
    }
    Ok(())
}
