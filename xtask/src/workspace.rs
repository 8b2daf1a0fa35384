//! What cargo and git know about this checkout.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run::Run;

/// The workspace as `cargo metadata` tells it, every platform and dependency kind included.
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
    metadata: Value,
}

impl Workspace {
    /// Asks cargo. Fails when a manifest can't be read or `Cargo.lock` is out of date.
    pub fn load() -> Result<Self> {
        let output = Run::cargo().args(["metadata", "--format-version", "1", "--locked"]).output()?;
        let metadata: Value = serde_json::from_slice(&output).context("cargo metadata is no JSON")?;
        let folder = |name: &str| {
            metadata[name]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata has no {name}"))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")?, metadata })
    }

    /// Every package of the resolved graph, our own included.
    pub fn packages(&self) -> impl Iterator<Item = &Value> {
        self.metadata["packages"].as_array().into_iter().flatten()
    }

    /// Our own packages.
    pub fn members(&self) -> impl Iterator<Item = &Value> {
        let ids = &self.metadata["workspace_members"];
        self.packages().filter(move |package| ids.as_array().is_some_and(|ids| ids.contains(&package["id"])))
    }

    /// The project's files relative to the root: tracked ones and new ones that git doesn't ignore.
    pub fn files(&self) -> Result<Vec<PathBuf>> {
        let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        let output = Run::new("git").args(arguments).within(&self.root).output()?;
        let text = String::from_utf8(output).context("a file name is no UTF-8")?;
        let names = text.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from);
        Ok(names.filter(|name| self.root.join(name).is_file()).collect())
    }
}

/// A string member of a metadata object, empty when it isn't there.
pub fn text<'a>(object: &'a Value, member: &str) -> &'a str {
    object[member].as_str().unwrap_or_default()
}
