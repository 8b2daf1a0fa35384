//! `cargo xtask openapi`: the API description that stands in the repository. A test of the server fails when it drifts.

use anyhow::{Context, Result, ensure};

use crate::run::Run;
use crate::workspace::Workspace;

/// Writes `docs/openapi.json` from what the routes say of themselves. The binary can't be asked: it carries this file.
pub fn run(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "openapi takes no arguments");
    let workspace = Workspace::load()?;
    let example = ["run", "--quiet", "--package", "docket-http", "--example", "describe"];
    let document = Run::cargo().args(example).output()?;
    serde_json::from_slice::<serde_json::Value>(&document)
        .context("what describes the routes printed no JSON")?;
    let path = workspace.root.join("docs/openapi.json");
    std::fs::write(&path, &document).with_context(|| format!("cannot write {}", path.display()))?;
    println!("wrote docs/openapi.json ({} bytes)", document.len());
    Ok(())
}
