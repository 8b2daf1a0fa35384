//! The description of the API that the binary carries.

use docket_http::Description;

/// `docs/openapi.json`, packed by the build script.
pub(crate) const DESCRIPTION: Description =
    Description::packed(include_bytes!(concat!(env!("OUT_DIR"), "/openapi.json.gz")));
