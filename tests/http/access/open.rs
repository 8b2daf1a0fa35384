//! The operations that take no right.

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
pub const ANY_TOKEN: &[&str] = &[
    "DELETE /oauth/token",
    // An upload is its owner's alone: `device::uploads`.
    "POST /device/v1/uploads",
    "HEAD /device/v1/uploads/{id}",
    "PATCH /device/v1/uploads/{id}",
    "DELETE /device/v1/uploads/{id}",
];
