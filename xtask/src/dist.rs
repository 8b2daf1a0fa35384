//! `cargo xtask dist`: what is handed on: the binary, its licence and the licences of what it is made of.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::docket::{self, Profile};
use crate::run::Run;
use crate::web;
use crate::workspace::{Workspace, text};

/// Beside the binary in the archive; it runs without them.
const PAPERS: [&str; 2] = ["LICENSE", "README.md"];

/// Builds the web apps and the release binary, and packs `dist/docket-VERSION-HOST.tar.gz` in the target directory, with its
/// SHA-256 beside it.
pub fn run(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "dist takes no arguments");
    let workspace = Workspace::load()?;
    web::build(&workspace)?;
    let binary = docket::build(&workspace, Profile::Release)?;
    let archive = pack(&workspace, &binary, &name(&binary)?)?;
    println!("{}", archive.display());
    Ok(())
}

/// `docket-VERSION-HOST`: the version as the binary itself says it.
fn name(binary: &Path) -> Result<String> {
    let said = String::from_utf8(Run::new(binary).args(["--version"]).output()?)?;
    let version = said.split_whitespace().nth(1).context("docket --version says no version")?;
    let said = String::from_utf8(Run::new("rustc").args(["-vV"]).output()?)?;
    let host =
        said.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc -vV names no host")?;
    Ok(format!("docket-{version}-{host}"))
}

fn pack(workspace: &Workspace, binary: &Path, name: &str) -> Result<PathBuf> {
    let dist = workspace.target.join("dist");
    let folder = dist.join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::copy(binary, folder.join("docket"))?;
    for paper in PAPERS {
        fs::copy(workspace.root.join(paper), folder.join(paper))?;
    }
    fs::write(folder.join("THIRD-PARTY.txt"), third_parties(workspace)?)?;
    let archive = format!("{name}.tar.gz");
    // Whoever builds the same twice gets the same archive.
    let same = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0"];
    Run::new("tar").args(same).args(["-czf", &archive, name]).within(&dist).run()?;
    let sum = Run::new("sha256sum").args([&archive]).within(&dist).output()?;
    fs::write(dist.join(format!("{archive}.sha256")), sum)?;
    Ok(dist.join(archive))
}

/// A line for each package that the server or the web apps are made of or built with: name, version, licence, where it is kept.
fn third_parties(workspace: &Workspace) -> Result<String> {
    let lock = fs::read(workspace.root.join("web/package-lock.json"))?;
    let web: Value = serde_json::from_slice(&lock).context("web/package-lock.json is no JSON")?;
    let crates = workspace.packages().filter(|package| !package["source"].is_null()).map(crate_line);
    let modules = web["packages"].as_object().into_iter().flatten().filter_map(module_line);
    let lines: BTreeSet<String> = crates.chain(modules).collect();
    let mut all = String::from("Docket is made with the help of:\n\n");
    for line in lines {
        all.push_str(&line);
        all.push('\n');
    }
    Ok(all)
}

fn crate_line(package: &Value) -> String {
    let [name, version, licence, kept] =
        ["name", "version", "license", "repository"].map(|member| text(package, member));
    format!("{name} {version} ({licence}) {kept}").trim_end().to_owned()
}

fn module_line((path, module): (&String, &Value)) -> Option<String> {
    let (_, name) = path.rsplit_once("node_modules/")?;
    Some(format!("{name} {} ({})", text(module, "version"), text(module, "license")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_crate_is_named_with_its_licence_and_place() {
        let package =
            json!({"name": "a", "version": "1.0.0", "license": "MIT", "repository": "https://example.org/a"});
        assert_eq!(crate_line(&package), "a 1.0.0 (MIT) https://example.org/a");
        assert_eq!(crate_line(&json!({"name": "a", "version": "1.0.0", "license": "MIT"})), "a 1.0.0 (MIT)");
    }

    #[test]
    fn a_module_is_named_by_the_end_of_its_path_and_the_app_itself_is_not() {
        let path = "node_modules/b/node_modules/@c/d".to_owned();
        let line = module_line((&path, &json!({"version": "2.0.0", "license": "ISC"})));
        assert_eq!(line.as_deref(), Some("@c/d 2.0.0 (ISC)"));
        assert_eq!(module_line((&String::new(), &json!({"name": "web"}))), None);
    }
}
