//! How the operations of the dialect can be refused, said once for the OpenAPI document.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

type Responses = BTreeMap<String, RefOr<Response>>;

const READ: &[(u16, &str)] = &[
    (400, "A parameter is malformed"),
    (401, "There is no valid token"),
    (403, "The caller may not do this"),
    (503, "The database is not available or took too long; see Retry-After"),
];
const MISSING: (u16, &str) = (404, "It does not exist");
const CONFLICT: (u16, &str) = (409, "A similar resource exists");
const UNEXPECTED: (u16, &str) = (409, "It is not what the patch tests for");
const LOCKED: (u16, &str) = (423, "Something under way locks it");
const WRITE: &[(u16, &str)] = &[
    (400, "The body is malformed; validation_messages says where"),
    (401, "There is no valid token"),
    (403, "The caller may not do this"),
    (412, "It has another version than If-Match says"),
    (413, "The body is larger than 8 MiB"),
    (415, "The body is not JSON"),
    (422, "The Idempotency-Key was used with another request"),
    (503, "The server is too busy or the database is not available; see Retry-After"),
];

macro_rules! refusals {
    ($($(#[$meta:meta])* $name:ident = $list:expr $(, $more:expr)*;)*) => {$(
        $(#[$meta])*
        pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> Responses {
                $list.iter().copied().chain([$($more),*]).map(response).collect()
            }
        }
    )*};
}

refusals! {
    /// Of a list.
    Listing = READ;
    /// Of a list below something, or of reading one.
    Reading = READ, MISSING;
    /// Of making one.
    Making = WRITE;
    /// Of making one of a kind in which something must be unique.
    MakingUnique = WRITE, CONFLICT;
    /// Of changing what nothing locks.
    Patching = WRITE, MISSING;
    /// Of changing it with a patch that may test what it is.
    Testing = WRITE, MISSING, UNEXPECTED;
    /// Of relating one to another that may be made for it.
    Attaching = WRITE, MISSING, CONFLICT;
    /// Of changing or deleting one.
    Changing = WRITE, MISSING, LOCKED;
    /// Of changing one of a kind in which something must be unique.
    ChangingUnique = WRITE, MISSING, CONFLICT, LOCKED;
}

fn response((status, description): (u16, &str)) -> (String, RefOr<Response>) {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("NiagaraProblem"))).build();
    let response =
        ResponseBuilder::new().description(description).content("application/problem+json", body).build();
    (status.to_string(), response.into())
}
