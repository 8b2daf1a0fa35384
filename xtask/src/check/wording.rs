//! Text that has no place in the project: download hosts of registries and paths of somebody's machine.

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// Written in two halves, so that this file isn't a finding of its own.
const FORBIDDEN: &[&str] = &[
    concat!("crates", ".io"),
    concat!("npm", "js."),
    concat!("py", "pi.org"),
    concat!("python", "hosted"),
    concat!("proxy.", "golang.org"),
    concat!("..", "/shared"),
    concat!("/work/", "shared"),
    concat!("/work/", "main"),
    concat!("/root/", ".cache"),
];

/// The one form in which cargo itself names its registry; it stands in `Cargo.lock` only.
const LOCK_SOURCE: &str = concat!("registry+https://github.com/rust-lang/crates", ".io-index");

/// Every line with forbidden text. Files that aren't UTF-8 hold no text and are passed over.
pub fn find(workspace: &Workspace) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for name in workspace.files()? {
        let bytes = std::fs::read(workspace.root.join(&name))
            .with_context(|| format!("cannot read {}", name.display()))?;
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let shown = name.display().to_string();
        let text = without_lock_sources(&shown, text);
        findings.extend(hits(&text).into_iter().map(|(line, word)| format!("{shown}:{line}: {word:?}")));
    }
    Ok(findings)
}

fn without_lock_sources(name: &str, text: String) -> String {
    if name == "Cargo.lock" { text.replace(LOCK_SOURCE, "") } else { text }
}

/// Line numbers, counted from 1, with the forbidden text that stands there.
fn hits(text: &str) -> Vec<(usize, &'static str)> {
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(index, line)| {
            FORBIDDEN.iter().filter(move |word| line.contains(**word)).map(move |word| (index + 1, *word))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_text_is_found_with_its_line() {
        let text = format!("fine\nsee {}\n", FORBIDDEN[0]);
        assert_eq!(hits(&text), [(2, FORBIDDEN[0])]);
    }

    #[test]
    fn this_very_file_holds_none() {
        assert_eq!(hits(include_str!("wording.rs")), []);
    }

    #[test]
    fn the_registry_is_let_through_in_the_lock_file_only() {
        let line = format!("source = \"{LOCK_SOURCE}\"");
        assert_eq!(hits(&without_lock_sources("Cargo.lock", line.clone())), []);
        assert_eq!(hits(&without_lock_sources("docs/build.md", line)).len(), 1);
    }
}
