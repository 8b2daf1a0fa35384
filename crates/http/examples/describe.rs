//! Prints the description of the API: `cargo xtask openapi` keeps it as `docs/openapi.json`.

use std::io::Write;

fn main() -> std::io::Result<()> {
    let text = serde_json::to_string_pretty(&docket_http::openapi::document())?;
    writeln!(std::io::stdout().lock(), "{text}")
}
