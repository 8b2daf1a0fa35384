//! The Niagara dialect: its addresses, methods, members and status codes as published. HAL on the way out, problem documents
//! for errors.

mod actions;
pub(crate) mod answers;
mod attachments;
pub(crate) mod base;
mod batches;
mod contexts;
mod cycles;
mod diagrams;
mod diffs;
mod dry_run;
mod entities;
mod entry;
pub(crate) mod hal;
mod mine;
mod notes;
mod notifications;
pub(crate) mod operations;
pub(crate) mod paging;
mod partial;
mod patches;
pub(crate) mod problem;
mod queues;
pub(crate) mod refusals;
mod rel;
mod relations;
mod roles;
mod settings;
mod techs;
mod users;

pub(crate) use patches::patch_types;

use crate::routing::Routes;

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .merge(actions::routes())
        .merge(attachments::routes())
        .merge(entities::routes())
        .merge(relations::routes())
        .merge(roles::routes())
        .merge(settings::routes())
        .merge(entry::routes())
        .merge(rel::routes())
        .merge(users::routes())
        .merge(queues::routes())
        .merge(batches::routes())
        .merge(contexts::routes())
        .merge(cycles::routes())
        .merge(diagrams::routes())
        .merge(diffs::routes())
        .merge(dry_run::routes())
        .merge(mine::routes())
        .merge(notes::routes())
        .merge(notifications::routes())
        .merge(techs::routes())
}

/// Whether an address belongs to this dialect: its errors are in the dialect's form then.
pub(crate) fn owns(path: &str) -> bool {
    const OTHERS: [&str; 6] = ["facilities", "ware-houses", "me", "settings", "rel", ""];
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    OTHERS.contains(&first)
        || docket_domain::entity::EntityType::ALL.iter().any(|kind| kind.plural() == first)
}
