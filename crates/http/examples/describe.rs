//! Prints the description of the API: `cargo xtask openapi` keeps it as `docs/openapi.json`.

use std::io::Write;

fn main() -> std::io::Result<()> {
    let text = docket_http::openapi::document().to_pretty_json()?;
    writeln!(std::io::stdout().lock(), "{text}")
}
