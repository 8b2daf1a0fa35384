//! Dependencies that no source file of their package uses. An exception stands in the package's manifest, with its
//! reason beside it: `[package.metadata.unused] ignore = ["name"]`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::uses::uses;
use crate::workspace::{Workspace, text};

/// Every unused dependency, as a sentence.
pub fn find(workspace: &Workspace) -> Result<Vec<String>> {
    let files = workspace.files()?;
    let mut findings = Vec::new();
    for package in workspace.members() {
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let name = text(dependency, "name");
            let sources = sources(workspace, &files, package, text(dependency, "kind"));
            if !excepted(package, name) && !any_uses(&sources, &crate_name(workspace, dependency))? {
                findings.push(format!("{} does not use {name}", text(package, "name")));
            }
        }
    }
    Ok(findings)
}

fn excepted(package: &Value, name: &str) -> bool {
    let listed = package["metadata"]["unused"]["ignore"].as_array();
    listed.is_some_and(|names| names.iter().any(|listed| listed == name))
}

/// What the dependency is called in source text: its new name, else the name of its library.
fn crate_name(workspace: &Workspace, dependency: &Value) -> String {
    if let Some(renamed) = dependency["rename"].as_str() {
        return renamed.replace('-', "_");
    }
    let name = text(dependency, "name");
    let package = workspace.packages().find(|package| text(package, "name") == name);
    let library = package.and_then(|package| {
        package["targets"]
            .as_array()?
            .iter()
            .find(|target| ["lib", "rlib", "proc-macro"].iter().any(|kind| has_kind(target, kind)))
    });
    library.map_or(name, |target| text(target, "name")).replace('-', "_")
}

fn has_kind(target: &Value, kind: &str) -> bool {
    target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|listed| listed == kind))
}

/// The files of the package that could use a dependency of this kind: empty for a normal one, `dev` or `build`.
fn sources(workspace: &Workspace, files: &[PathBuf], package: &Value, kind: &str) -> Vec<PathBuf> {
    let targets = package["targets"].as_array().into_iter().flatten();
    let folders: Vec<PathBuf> = targets.filter_map(|target| folder(target, kind)).collect();
    let paths = files.iter().map(|name| workspace.root.join(name));
    let rust = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    rust.filter(|path| folders.iter().any(|folder| path.starts_with(folder))).collect()
}

/// Where a target's files lie, if a dependency of this kind reaches it. The build script is a single file; tests share
/// the nearest folder called `tests`.
fn folder(target: &Value, kind: &str) -> Option<PathBuf> {
    let root = normal(Path::new(text(target, "src_path")));
    let is_build = has_kind(target, "custom-build");
    let is_extra = ["test", "bench", "example"].iter().any(|kind| has_kind(target, kind));
    match kind {
        "build" => is_build.then_some(root),
        "dev" if is_extra => {
            root.ancestors().find(|folder| folder.ends_with("tests")).or(root.parent()).map(Path::to_path_buf)
        }
        _ if is_build || is_extra => None,
        _ => root.parent().map(Path::to_path_buf),
    }
}

/// The path with `..` taken away, by its text alone: cargo keeps them in targets that lie outside the package.
fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut done, part| {
        if part == std::path::Component::ParentDir {
            done.pop();
        } else {
            done.push(part);
        }
        done
    })
}

fn any_uses(sources: &[PathBuf], name: &str) -> Result<bool> {
    for path in sources {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        if uses(&text, name) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_test_target_outside_the_package_is_searched_at_its_tests_folder_for_dev_dependencies_only() {
        let target = json!({"kind": ["test"], "src_path": "/p/crates/server/../../tests/http/main.rs"});
        assert_eq!(folder(&target, "dev"), Some(PathBuf::from("/p/tests")));
        assert_eq!(folder(&target, ""), None);
    }

    #[test]
    fn dev_dependencies_may_be_used_by_unit_tests_too() {
        let library = json!({"kind": ["lib"], "src_path": "/p/src/lib.rs"});
        assert_eq!(folder(&library, "dev"), Some(PathBuf::from("/p/src")));
    }

    #[test]
    fn a_build_script_is_a_file_of_its_own() {
        let script = json!({"kind": ["custom-build"], "src_path": "/p/build.rs"});
        assert_eq!(folder(&script, "build"), Some(PathBuf::from("/p/build.rs")));
        assert_eq!(folder(&script, ""), None);
    }

    #[test]
    fn an_exception_is_read_from_the_manifest() {
        let package = json!({"metadata": {"unused": {"ignore": ["getrandom"]}}});
        assert!(excepted(&package, "getrandom") && !excepted(&package, "rand"));
    }
}
