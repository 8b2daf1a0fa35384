//! The statuses that a customer, program or project allows: a part of what stands above it allows. An empty list allows
//! what is allowed above.

use docket_domain::entity::refs::{Ref, Refs, Role};
use docket_domain::json::Object;
use docket_domain::status::{self, Status};
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::draft::{Draft, Drafting};
use super::super::status_use;
use super::locked;
use crate::status::MOST;
use crate::{Error, Op, Result};

const NAME: &str = "allowed_statuses";

/// Takes `allowed_statuses` over from the body. Absent on making: those of what stands above. Absent on a change: those that there
/// are, as long as they are allowed where it belongs now.
pub(super) async fn take(drafting: &mut Drafting<'_, '_>, above: &Refs) -> Result<()> {
    let given = match drafting.body.get(NAME) {
        Some(given) => Some(given),
        None if drafting.before.is_none() => None,
        None if !is_moved(drafting) => return Ok(()),
        None => drafting.draft.doc.get(NAME),
    };
    let given = given.map(|given| status::of_list(given).ok_or_else(none)).transpose()?;
    let lists = held_lists(drafting.tx, drafting.op.tenant(), above).await?;
    let wide = lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    let list = given.unwrap_or_else(|| wide.clone());
    if list.len() > MOST {
        let message = format!("should NOT have more than {MOST} items");
        drafting.wrong("maxItems", &format!(".{NAME}"), json!({"limit": MOST}), &message);
        return Ok(());
    }
    check(drafting, &list, &wide);
    drafting.draft.doc.insert(NAME.to_owned(), status::to_list(&list));
    Ok(())
}

fn none() -> Error {
    Error::internal("a list of statuses passed its check and is none")
}

/// Refuses what is not in the list that is allowed above, and what is there twice.
fn check(drafting: &mut Drafting<'_, '_>, list: &[Status], wide: &[Status]) {
    for (place, one) in list.iter().enumerate() {
        let path = format!(".{NAME}[{place}].status");
        if status::find(wide, &one.status).is_none() {
            let allowed: Vec<&str> = wide.iter().map(|status| status.status.as_str()).collect();
            let message = "should be one of the statuses that are allowed above";
            drafting.wrong("allowedStatus", &path, json!({"allowedStatuses": allowed}), message);
        }
        if status::find(&list[..place], &one.status).is_some() {
            drafting.wrong(
                "uniqueStatus",
                &path,
                json!({"status": one.status}),
                "should not be listed twice",
            );
        }
    }
}

/// Whether the change leads to others whose lists say what is allowed.
fn is_moved(drafting: &Drafting<'_, '_>) -> bool {
    let now = &drafting.draft.refs;
    let went = |before: &Entity| NARROWING.iter().any(|role| before.refs.id(*role) != now.id(*role));
    drafting.before.is_some_and(went)
}

/// Refuses to allow no longer what something below uses.
pub(super) async fn may_change(op: &Op, tx: &mut Tx<'_>, before: &Entity, draft: &Draft) -> Result<()> {
    let own = |doc: &Object| -> Result<Vec<Status>> {
        doc.get(NAME).map_or_else(|| Ok(Vec::new()), |list| status::of_list(list).ok_or_else(none))
    };
    let (was, is) = (own(&super::super::own(before)?)?, own(&draft.doc)?);
    if was == is && before.refs == draft.refs {
        return Ok(());
    }
    let was = in_force(op, tx, was, &before.refs).await?;
    let is = in_force(op, tx, is, &draft.refs).await?;
    let labels = was.iter().map(|status| status.status.as_str());
    let gone: Vec<&str> = labels.filter(|label| status::find(&is, label).is_none()).collect();
    if status_use::is_any_used(op, tx, &before.id, &gone).await? { Err(locked()) } else { Ok(()) }
}

/// The list that holds: an empty one allows what is allowed above.
async fn in_force(op: &Op, tx: &mut Tx<'_>, own: Vec<Status>, above: &Refs) -> Result<Vec<Status>> {
    if !own.is_empty() {
        return Ok(own);
    }
    let lists = held_lists(tx, op.tenant(), above).await?;
    Ok(lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default())
}

/// What may narrow the statuses that are allowed, the narrowest first.
const NARROWING: [Role; 3] = [Role::Project, Role::Program, Role::Customer];

/// The lists of allowed statuses from the narrowest to the tenant's: of the project, the program, the customer.
pub(crate) async fn lists(tx: &mut Tx<'_>, tenant: TenantId, refs: &Refs) -> Result<Vec<Vec<Status>>> {
    lists_of(tx, tenant, refs, false).await
}

/// The same for something that is to take a status from them: they stay as they are until the unit ends.
pub(crate) async fn held_lists(tx: &mut Tx<'_>, tenant: TenantId, refs: &Refs) -> Result<Vec<Vec<Status>>> {
    lists_of(tx, tenant, refs, true).await
}

async fn lists_of(tx: &mut Tx<'_>, tenant: TenantId, refs: &Refs, is_held: bool) -> Result<Vec<Vec<Status>>> {
    let mut lists = Vec::new();
    for one in NARROWING.into_iter().filter_map(|role| refs.get(role)) {
        lists.push(if is_held {
            held_list(tx, tenant, &[], one).await?
        } else {
            own_list(entity::find(tx, tenant, one.kind, &one.id).await?.as_ref())?
        });
    }
    lists.push(docket_store::status::all(tx, tenant).await?);
    Ok(lists)
}

/// Of an entity's document, what is read here.
#[derive(Deserialize)]
struct Allowing {
    allowed_statuses: Option<Vec<Status>>,
}

/// The list of one entity, which may be among those `held` already and is held otherwise: whoever narrows it waits for this
/// unit, and sees then which status is used.
async fn held_list(tx: &mut Tx<'_>, tenant: TenantId, held: &[Entity], one: &Ref) -> Result<Vec<Status>> {
    match held.iter().find(|held| held.kind == one.kind && held.id == one.id) {
        Some(held) => own_list(Some(held)),
        None => own_list(entity::hold(tx, tenant, one.kind, &one.id).await?.as_ref()),
    }
}

/// The list of an entity; empty if it allows what is allowed above.
fn own_list(entity: Option<&Entity>) -> Result<Vec<Status>> {
    let Some(entity) = entity else { return Ok(Vec::new()) };
    let own: Allowing = serde_json::from_slice(&entity.doc)
        .map_err(|e| Error::internal(format!("a stored document is broken: {e}")))?;
    Ok(own.allowed_statuses.unwrap_or_default())
}

/// What is picked from the narrowest list that has it. No wider list is read than that.
async fn narrowest<T>(
    drafting: &mut Drafting<'_, '_>,
    refs: &Refs,
    pick: impl Fn(&[Status]) -> Option<T>,
) -> Result<Option<T>> {
    let tenant = drafting.op.tenant();
    for one in NARROWING.into_iter().filter_map(|role| refs.get(role)) {
        if let Some(picked) = pick(&held_list(drafting.tx, tenant, &drafting.held, one).await?) {
            return Ok(Some(picked));
        }
    }
    Ok(pick(&docket_store::status::all(drafting.tx, tenant).await?))
}

const CURRENT: &str = "current_status";

/// Takes `current_status` over from the body, filled from the list that holds; the first pending one on making. Absent on a
/// change: the one that there is, as long as it is allowed where the entity belongs now.
pub(crate) async fn take_current(drafting: &mut Drafting<'_, '_>, above: &Refs) -> Result<()> {
    let mut given = drafting.body.get(CURRENT).cloned();
    if given.is_none() && drafting.draft.doc.contains_key(CURRENT) {
        if !is_moved(drafting) {
            return Ok(());
        }
        given = drafting.draft.doc.get(CURRENT).cloned();
    }
    let chosen = match given.as_ref().and_then(Status::of_value) {
        None => {
            let pending = |list: &[Status]| status::first(&[list], status::Category::Pending).cloned();
            narrowest(drafting, above, pending).await?
        }
        Some(given) => {
            let whole = |list: &[Status]| (!list.is_empty()).then(|| list.to_vec());
            let list = narrowest(drafting, above, whole).await?;
            choose(drafting, &list.unwrap_or_default(), &given)
        }
    };
    let Some(chosen) = chosen else { return Ok(()) };
    drafting.draft.category = Some(chosen.category);
    drafting.draft.doc.insert(CURRENT.to_owned(), chosen.to_value());
    Ok(())
}

/// The status of a list that the body names; a message if there is none, or of another category.
fn choose(drafting: &mut Drafting<'_, '_>, list: &[Status], given: &Status) -> Option<Status> {
    let allowed: Vec<&str> = list.iter().map(|status| status.status.as_str()).collect();
    let Some(found) = status::find(list, &given.status) else {
        let params = json!({"allowedStatuses": allowed});
        drafting.wrong(
            "allowedStatus",
            ".current_status.status",
            params,
            "should be one of the allowed statuses",
        );
        return None;
    };
    if found.category != given.category {
        let params = json!({"category": found.category.as_str()});
        let message = format!("should be {}", found.category.as_str());
        drafting.wrong("statusCategory", ".current_status.category", params, &message);
        return None;
    }
    Some(found.clone())
}

/// The status of a category as an entity shows it: the first that is allowed.
pub(crate) fn shown(lists: &[Vec<Status>], category: status::Category) -> Value {
    let slices: Vec<&[Status]> = lists.iter().map(Vec::as_slice).collect();
    status::first(&slices, category).map_or_else(|| status::bare(category), Status::to_value)
}
