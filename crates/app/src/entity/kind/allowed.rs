//! The statuses that a customer, program or project allows: a part of what stands above it allows. An empty list allows
//! what is allowed above.

use docket_domain::entity::refs::{Ref, Refs, Role};
use docket_domain::status::{self, Status};
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::draft::Drafting;
use crate::status::MOST;
use crate::{Error, Result};

/// Takes `allowed_statuses` over from the body. Absent on making: those of what stands above.
pub(super) async fn take(drafting: &mut Drafting<'_, '_>, above: &Refs) -> Result<()> {
    const NAME: &str = "allowed_statuses";
    let lists = lists(drafting.tx, drafting.op.tenant(), above).await?;
    let wide = lists.iter().find(|list| !list.is_empty()).cloned().unwrap_or_default();
    let Some(given) = drafting.body.get(NAME) else {
        if !drafting.draft.doc.contains_key(NAME) {
            drafting.draft.doc.insert(NAME.to_owned(), status::to_list(&wide));
        }
        return Ok(());
    };
    let given = status::of_list(given)
        .ok_or_else(|| Error::internal("a list of statuses passed its check and is none"))?;
    if given.len() > MOST {
        let message = format!("should NOT have more than {MOST} items");
        drafting.wrong("maxItems", &format!(".{NAME}"), json!({"limit": MOST}), &message);
        return Ok(());
    }
    for (place, one) in given.iter().enumerate() {
        if status::find(&wide, &one.status).is_none() {
            let allowed: Vec<&str> = wide.iter().map(|status| status.status.as_str()).collect();
            drafting.wrong(
                "allowedStatus",
                &format!(".{NAME}[{place}].status"),
                json!({"allowedStatuses": allowed}),
                "should be one of the statuses that are allowed above",
            );
        }
        if given[..place].iter().any(|other| other.status == one.status) {
            let params = json!({"status": one.status});
            drafting.wrong(
                "uniqueStatus",
                &format!(".{NAME}[{place}].status"),
                params,
                "should not be listed twice",
            );
        }
    }
    drafting.draft.doc.insert(NAME.to_owned(), status::to_list(&given));
    Ok(())
}

/// What may narrow the statuses that are allowed, the narrowest first.
const NARROWING: [Role; 3] = [Role::Project, Role::Program, Role::Customer];

/// The lists of allowed statuses from the narrowest to the tenant's: of the project, the program, the customer.
pub(crate) async fn lists(tx: &mut Tx<'_>, tenant: TenantId, refs: &Refs) -> Result<Vec<Vec<Status>>> {
    let mut lists = Vec::new();
    for one in NARROWING.into_iter().filter_map(|role| refs.get(role)) {
        lists.push(list(tx, tenant, &[], one).await?);
    }
    lists.push(docket_store::status::all(tx, tenant).await?);
    Ok(lists)
}

/// Of an entity's document, what is read here.
#[derive(Deserialize)]
struct Allowing {
    allowed_statuses: Option<Vec<Status>>,
}

/// The list of one entity, which may be among those `held`; empty if it allows what is allowed above.
async fn list(tx: &mut Tx<'_>, tenant: TenantId, held: &[Entity], one: &Ref) -> Result<Vec<Status>> {
    let held = held.iter().find(|held| held.kind == one.kind && held.id == one.id);
    let doc = match held {
        Some(held) => Some(held.doc.clone()),
        None => entity::find(tx, tenant, one.kind, &one.id).await?.map(|found| found.doc),
    };
    let Some(doc) = doc else { return Ok(Vec::new()) };
    let own: Allowing = serde_json::from_slice(&doc)
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
        if let Some(picked) = pick(&list(drafting.tx, tenant, &drafting.held, one).await?) {
            return Ok(Some(picked));
        }
    }
    Ok(pick(&docket_store::status::all(drafting.tx, tenant).await?))
}

/// Takes `current_status` over from the body, filled from the list that holds; the first pending one on making.
pub(crate) async fn take_current(drafting: &mut Drafting<'_, '_>, above: &Refs) -> Result<()> {
    const NAME: &str = "current_status";
    let given = drafting.body.get(NAME).cloned();
    if given.is_none() && drafting.draft.doc.contains_key(NAME) {
        return Ok(());
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
    drafting.draft.doc.insert(NAME.to_owned(), chosen.to_value());
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
