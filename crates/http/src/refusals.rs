//! How the operations of the OpenAPI document can be refused, said once.

use std::collections::BTreeMap;

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder, schema};
use utoipa::{IntoParams, IntoResponses};

type Responses = BTreeMap<String, RefOr<Response>>;

/// The form of an error.
#[derive(Clone, Copy)]
enum Form {
    /// The standard response object of the ServiceMobility dialect.
    Standard,
    /// A problem of our own APIs (RFC 9457).
    Problem,
}

const UNKNOWN: (u16, &str) = (401, "There is no valid token");
const FORBIDDEN: (u16, &str) = (403, "The token does not allow this");
const AWAY: (u16, &str) = (503, "The database is not available or took too long; see Retry-After");
const BUSY: (u16, &str) = (503, "The server is too busy or the database is not available; see Retry-After");

const READ: &[(u16, &str)] = &[(400, "The request is malformed"), UNKNOWN, FORBIDDEN, AWAY];
/// For what takes no parameters.
const WHOLE: &[(u16, &str)] = &[UNKNOWN, FORBIDDEN, AWAY];
/// For what is the caller's own, so that a token is all it takes.
const OWN: &[(u16, &str)] = &[(400, "The request is malformed"), UNKNOWN, AWAY];
const MISSING: (u16, &str) = (404, "It does not exist");
const RANGE: (u16, &str) = (416, "The range begins behind the end of the file; Content-Range says its size");
const WRITE: &[(u16, &str)] = &[
    (400, "The request is malformed; invalidParams says where"),
    UNKNOWN,
    FORBIDDEN,
    (412, "It has another version than If-Match says"),
    (413, "The body is larger than 8 MiB"),
    (415, "The body is not JSON"),
    (422, "The Idempotency-Key was used with another request"),
    BUSY,
];
/// For what must not be kept under a key, because the answer holds a secret.
const MAKE: &[(u16, &str)] = &[
    (400, "The request is malformed; invalidParams says where"),
    UNKNOWN,
    FORBIDDEN,
    (412, "There is an If-Match, though it is only being made"),
    (413, "The body is larger than 8 MiB"),
    (415, "The body is not JSON"),
    BUSY,
];
/// A body that comes with a DELETE is not read.
const DELETE: &[(u16, &str)] = &[
    (400, "The request is malformed"),
    UNKNOWN,
    FORBIDDEN,
    (404, "It does not exist"),
    (412, "It has another version than If-Match says"),
    (422, "The Idempotency-Key was used with another request"),
    BUSY,
];

const IMPORT: &[(u16, &str)] = &[
    UNKNOWN,
    FORBIDDEN,
    (413, "The body is larger than 16 MiB (JSON: 8 MiB), or has more rows than one import of the kind takes"),
    (415, "The body is neither CSV nor JSON"),
    (422, "The Idempotency-Key was used with another request"),
    BUSY,
];

macro_rules! refusals {
    ($($(#[$meta:meta])* $name:ident = $form:expr, $list:expr $(, $more:expr)*;)*) => {$(
        $(#[$meta])*
        pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> Responses {
                $list.iter().copied().chain([$($more),*]).map(|refusal| response($form, refusal)).collect()
            }
        }
    )*};
}

refusals! {
    /// Refusals of a list or search of the ServiceMobility dialect.
    Listing = Form::Standard, READ;
    /// Refusals of reading one object of the ServiceMobility dialect.
    Reading = Form::Standard, READ, MISSING;
    /// Refusals of reading a file of the ServiceMobility dialect.
    FileReading = Form::Standard, READ, MISSING, RANGE;
    /// Refusals of a PUT that inserts or replaces.
    Putting = Form::Standard, WRITE;
    /// Refusals of changing what exists.
    Changing = Form::Standard, WRITE, MISSING;
    /// Refusals of deleting what exists.
    Deleting = Form::Standard, DELETE;
    /// Refusals of a list of our own APIs.
    ProblemListing = Form::Problem, READ;
    /// Refusals of reading all there is of something of our own APIs.
    ProblemWhole = Form::Problem, WHOLE;
    /// Refusals of reading one object of our own APIs.
    ProblemReading = Form::Problem, READ, MISSING;
    /// Refusals of reading a file of our own APIs.
    ProblemFileReading = Form::Problem, READ, MISSING, RANGE;
    /// Refusals of a PUT or POST of our own APIs that makes something.
    ProblemPutting = Form::Problem, WRITE;
    /// Refusals of a POST of our own APIs that makes something with a secret.
    ProblemMaking = Form::Problem, MAKE;
    /// Refusals of changing what exists through our own APIs.
    ProblemChanging = Form::Problem, WRITE, MISSING;
    /// Refusals of deleting what exists through our own APIs.
    ProblemDeleting = Form::Problem, DELETE;
    /// Refusals of making something that is the caller's own.
    ProblemMakingOwn = Form::Problem, OWN;
    /// Refusals of what concerns something of the caller's own.
    ProblemOwn = Form::Problem, OWN, MISSING;
    /// Refusals of an import, but for 400, which says more.
    ProblemImporting = Form::Problem, IMPORT;
}

fn response(form: Form, (status, description): (u16, &str)) -> (String, RefOr<Response>) {
    let media = match form {
        Form::Standard => "application/json",
        Form::Problem => "application/problem+json",
    };
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("StandardResponse"))).build();
    let response = ResponseBuilder::new().description(description).content(media, body).build();
    (status.to_string(), response.into())
}

/// The conditions that every change takes as headers.
pub(crate) struct Conditions;

impl IntoParams for Conditions {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            header("If-Match", "Only if the object has one of these entity tags (the version counts)"),
            header("Idempotency-Key", "Done once, however often it is sent within a day"),
        ]
    }
}

/// The condition that reading takes as a header.
pub(crate) struct Known;

impl IntoParams for Known {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header("If-None-Match", "Answers 304 if the object still has this entity tag")]
    }
}

pub(crate) fn header(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema::ObjectBuilder::new().schema_type(schema::Type::String).build()))
        .build()
}
