//! What the binary carries, packed by the build script.

use docket_http::{Description, Web};

/// The description of the API: `docs/openapi.json`.
pub(crate) const DESCRIPTION: Description =
    Description::packed(include_bytes!(concat!(env!("OUT_DIR"), "/openapi.json.gz")));

/// The web apps: `web/build`, if it was there.
pub(crate) const WEB: Web = Web::packed(include!(concat!(env!("OUT_DIR"), "/web.rs")));
