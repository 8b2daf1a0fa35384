//! The three operations on relations, declared for a kind.

/// Declares a module with `routes` and the three operations.
macro_rules! relations {
    (
        $module:ident, $kind:expr, $path:literal, $one:literal,
        $list:ident, $create:ident, $delete:ident
    ) => {
        mod $module {
            use axum::response::Response;
            use docket_domain::entity::EntityType;

            use super::super::{create, delete, list};
            use crate::asker::Asker;
            use crate::failure::Result;
            use crate::niagara::base::Base;
            use crate::niagara::paging::{Asked, PageParams};
            use crate::niagara::refusals::{ChangingUnique, Deleting, Reading};
            use crate::params::Place;
            use crate::refusals::Conditions;
            use crate::routing::{Routes, routes};
            use crate::write::Write;

            pub(super) fn routes<R: Routes>() -> R {
                R::new().routes(routes!($list, $create)).routes(routes!($delete))
            }

            /// List relations; `filter[relation]`, `filter[entity_type]`, `filter[direction]` narrow the list.
            #[utoipa::path(get, path = $path, tag = "Relations",
                params(("id" = String, Path, description = "The id"), PageParams),
                responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
            async fn $list(Asker(op): Asker, base: Base, Place(id): Place<String>, asked: Asked) -> Result<Response> {
                list(&op, &base, &asked, ($kind, &id)).await
            }

            /// Relate it to something else.
            #[utoipa::path(post, path = $path, tag = "Relations",
                params(("id" = String, Path, description = "The id"), Conditions),
                request_body(content = Object, content_type = "application/json"),
                responses(
                    (status = 201, description = "The relation", body = Object, content_type = "application/hal+json",
                        headers(("Location" = String, description = "Its address"))),
                    ChangingUnique))]
            async fn $create(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
                create(write, &base, ($kind, &id)).await
            }

            /// End a relation.
            #[utoipa::path(delete, path = $one, tag = "Relations",
                params(("id" = String, Path, description = "The id"), ("relation_id" = String, Path, description = "The relation"), Conditions),
                responses(
                    (status = 200, description = "The relation as it was", body = Object, content_type = "application/hal+json"),
                    Deleting))]
            async fn $delete(base: Base, Place((id, relation_id)): Place<(String, String)>, write: Write) -> Result<Response> {
                delete(write, &base, ($kind, &id), &relation_id).await
            }
        }
    };
}
pub(super) use relations;
