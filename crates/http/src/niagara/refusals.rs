//! How the operations of the dialect can be refused, said once for the OpenAPI document.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

type Responses = BTreeMap<String, RefOr<Response>>;

const TELL: &[(u16, &str)] = &[
    (401, "There is no valid token"),
    (403, "The caller may not do this"),
    (503, "The database is not available or took too long; see Retry-After"),
];
const READ: &[(u16, &str)] = &[
    (400, "A parameter is malformed"),
    (401, "There is no valid token"),
    (403, "The caller may not do this"),
    (503, "The database is not available or took too long; see Retry-After"),
];
const MISSING: (u16, &str) = (404, "It does not exist");
const RANGE: (u16, &str) = (416, "The range begins behind the end of the file; Content-Range says its size");
const CONFLICT: (u16, &str) = (409, "A similar resource exists");
const UNFIT: (u16, &str) = (409, "It is not in the state for this");
const UNEXPECTED: (u16, &str) = (409, "It is not what the patch tests for");
const LOCKED: (u16, &str) = (423, "Something under way locks it");
/// How any deletion can be refused: no body is read for it.
const DELETE: &[(u16, &str)] = &[
    (400, "The address or the Idempotency-Key is malformed"),
    (401, "There is no valid token"),
    (403, "The caller may not do this"),
    (404, "It does not exist"),
    (412, "It has another version than If-Match says"),
    (422, "The Idempotency-Key was used with another request"),
    (503, "The server is too busy or the database is not available; see Retry-After"),
];
/// How what takes a body and changes nothing can be refused.
const TRY: &[(u16, &str)] = &[
    (400, "The body is malformed; validation_messages says where"),
    (401, "There is no valid token"),
    (403, "The caller may not do this"),
    (413, "The body is larger than 8 MiB"),
    (415, "The body is not JSON"),
    (503, "The server is too busy or the database is not available; see Retry-After"),
];
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

/// How what comes to a signed address can be refused.
const DELIVER: &[(u16, &str)] = &[
    (400, "The body has another size than was announced, or did not arrive whole"),
    (403, "The address was not signed for this, or is no longer good"),
    (404, "It does not exist, or does no longer"),
    (409, "Another content came before"),
    (415, "The body, or the Content-Type, is not application/pdf"),
    (503, "The server is too busy, or the database or the files are not available; see Retry-After"),
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
    /// Of what takes no parameter.
    Telling = TELL;
    /// Of a list.
    Listing = READ;
    /// Of a list below something, or of reading one.
    Reading = READ, MISSING;
    /// Of reading a file, all or a part of it.
    Ranging = READ, MISSING, RANGE;
    /// Of what takes a body and changes nothing.
    Trying = TRY;
    /// Of making one.
    Making = WRITE;
    /// Of making one of a kind in which something must be unique.
    MakingUnique = WRITE, CONFLICT;
    /// Of changing one.
    Changing = WRITE, MISSING;
    /// Of changing it with a patch that may test what it is.
    Testing = WRITE, MISSING, UNEXPECTED;
    /// Of changing one of a kind in which something must be unique.
    ChangingUnique = WRITE, MISSING, CONFLICT;
    /// Of changing what others rest on.
    ChangingLocked = WRITE, MISSING, LOCKED;
    /// Of changing what others rest on, of a kind in which something must be unique.
    ChangingUniqueLocked = WRITE, MISSING, CONFLICT, LOCKED;
    /// Of what takes a certain state, and that nothing else is under way.
    MovingLocked = WRITE, MISSING, UNFIT, LOCKED;
    /// Of what comes to a signed address.
    Delivering = DELIVER;
    /// Of deleting one.
    Deleting = DELETE;
    /// Of deleting what others rest on.
    DeletingLocked = DELETE, LOCKED;
    /// Of taking back what may have gone too far.
    Cancelling = DELETE, UNFIT;
}

fn response((status, description): (u16, &str)) -> (String, RefOr<Response>) {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("NiagaraProblem"))).build();
    let response =
        ResponseBuilder::new().description(description).content("application/problem+json", body).build();
    (status.to_string(), response.into())
}
