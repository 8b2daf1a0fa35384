//! The three operations of a kind, declared at its address.

/// Declares `routes` and a GET, PUT and DELETE for a kind of master data. Each operation stands with its doc comment and
/// name; the OpenAPI document takes both over.
macro_rules! operations {
    (
        $kind:expr, $tag:literal, $path:literal,
        numbers: { $($number:literal => $meaning:literal),+ },
        reading: { $($asked:ident),+ },
        $(#[$get_doc:meta])* get $get:ident;
        $(#[$put_doc:meta])* put $put:ident;
        $(#[$delete_doc:meta])* delete $delete:ident;
    ) => {
        use axum::http::HeaderMap;
        use axum::response::Response;

        use crate::asker::Asker;
        use crate::failure::{Result, Standard};
        use crate::params::Place;
        use crate::refusals::{Conditions, Deleting, Putting, Reading};
        use crate::routing::{Routes, routes};
        use crate::write::Write;

        /// The routes.
        pub(super) fn routes<R: Routes>() -> R {
            R::new().routes(routes!($get, $put, $delete))
        }

        $(#[$get_doc])*
        #[utoipa::path(get, path = $path, tag = $tag,
            params($(($number = String, Path, description = $meaning),)+ $($asked),+),
            responses(
                (status = 200, description = "The object", body = Object, headers(("ETag" = String, description = "\"version.hash\""))),
                (status = 304, description = "The caller has it"),
                Reading))]
        async fn $get(Asker(op): Asker, Place(numbers): Place<Vec<String>>, asked: HeaderMap) -> Result<Response> {
            super::get(&op, $kind, &numbers, &asked).await
        }

        $(#[$put_doc])*
        #[utoipa::path(put, path = $path, tag = $tag,
            params($(($number = String, Path, description = $meaning),)+ Conditions),
            request_body(content = Object, content_type = "application/json"),
            responses(
                (status = 200, description = "Replaced", body = Standard),
                (status = 201, description = "Inserted", body = Standard, headers(("Location" = String, description = "Its address"))),
                Putting))]
        async fn $put(Place(numbers): Place<Vec<String>>, write: Write) -> Result<Response> {
            super::put(write, $kind, &numbers, $path).await
        }

        $(#[$delete_doc])*
        #[utoipa::path(delete, path = $path, tag = $tag,
            params($(($number = String, Path, description = $meaning),)+ Conditions),
            responses((status = 200, description = "Deleted", body = Standard), Deleting))]
        async fn $delete(Place(numbers): Place<Vec<String>>, write: Write) -> Result<Response> {
            super::delete(write, $kind, &numbers).await
        }
    };
}
pub(super) use operations;
