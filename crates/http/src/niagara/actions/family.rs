//! The two operations on the actions of an entity, declared for a kind.

/// Declares a module with `routes` and the two operations.
macro_rules! actions {
    ($module:ident, $kind:expr, $path:literal, $list:ident, $create:ident) => {
        mod $module {
            use axum::response::Response;
            use docket_domain::entity::EntityType;

            use super::super::{create, list};
            use crate::asker::Asker;
            use crate::failure::Result;
            use crate::niagara::base::Base;
            use crate::niagara::paging::{Asked, PageParams};
            use crate::niagara::refusals::{Changing, Reading};
            use crate::params::Place;
            use crate::refusals::Conditions;
            use crate::routing::{Routes, routes};
            use crate::write::Write;

            pub(super) fn routes<R: Routes>() -> R {
                R::new().routes(routes!($list, $create))
            }

            /// List the actions on it. Needs `action:read`, and reading it.
            #[utoipa::path(get, path = $path, tag = "Actions",
                params(("id" = String, Path, description = "The id"), PageParams),
                responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
            async fn $list(Asker(op): Asker, base: Base, Place(id): Place<String>, asked: Asked) -> Result<Response> {
                list(&op, &base, &asked, ($kind, &id)).await
            }

            /// Make an action on it. Needs `action:create`, and changing it: the action may.
            #[utoipa::path(post, path = $path, tag = "Actions",
                params(("id" = String, Path, description = "The id"), Conditions),
                request_body(content = Object, content_type = "application/json"),
                responses(
                    (status = 200, description = "It was made", body = Object, content_type = "application/hal+json",
                        headers(("Location" = String, description = "Its address"))),
                    Changing))]
            async fn $create(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
                create(write, &base, ($kind, &id)).await
            }
        }
    };
}
pub(super) use actions;
