//! The operations that take no right.

use super::recipe::{Recipe, recipe};

/// The operations that take no token.
pub const PUBLIC: &[&str] = &[
    "GET /",
    "GET /errors",
    "GET /healthz",
    "GET /metrics",
    "GET /oauth/authorize",
    "GET /openapi.json",
    "GET /readyz",
    "GET /rel/{name}",
    "OPTIONS /device/v1/uploads",
    "POST /createjwt",
    "POST /oauth/authorize",
    "POST /oauth/token",
    // The address is signed: `niagara::attachments::sending`.
    "PUT /attachments/{id}/content",
];

/// The operations that take a valid token and no right.
pub const ANY_TOKEN: &[Recipe] = &[
    // An upload is its owner's alone: `device::uploads`.
    recipe("POST /device/v1/uploads", "/device/v1/uploads", None, "", 201),
    recipe("HEAD /device/v1/uploads/{id}", "/device/v1/uploads/{upload:begun}", None, "", 200),
    recipe("PATCH /device/v1/uploads/{id}", "/device/v1/uploads/{upload:begun}", Some("12345"), "", 204),
    recipe("DELETE /device/v1/uploads/{id}", "/device/v1/uploads/{upload:begun}", None, "", 204),
    recipe("DELETE /oauth/token", "/oauth/token", None, "", 302),
];
