//! Rust files stay short enough to be read in one go.

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// Lines from which a file is worth splitting: a remark.
const LONG: usize = 300;
/// Lines that no file may exceed.
const CEILING: usize = 400;

/// Every file above the ceiling. Files that are merely long are printed.
pub fn find(workspace: &Workspace) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for name in workspace.files()? {
        if name.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let bytes = std::fs::read(workspace.root.join(&name))
            .with_context(|| format!("cannot read {}", name.display()))?;
        match judge(bytes.split_inclusive(|byte| *byte == b'\n').count()) {
            Size::Fine => {}
            Size::Long(lines) => println!("warning: {} has {lines} lines", name.display()),
            Size::TooLong(lines) => {
                findings.push(format!("{} has {lines} lines, the ceiling is {CEILING}", name.display()));
            }
        }
    }
    Ok(findings)
}

#[derive(Debug, PartialEq, Eq)]
enum Size {
    Fine,
    Long(usize),
    TooLong(usize),
}

fn judge(lines: usize) -> Size {
    if lines > CEILING {
        Size::TooLong(lines)
    } else if lines > LONG {
        Size::Long(lines)
    } else {
        Size::Fine
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_themselves_are_allowed() {
        assert_eq!(judge(300), Size::Fine);
        assert_eq!(judge(301), Size::Long(301));
        assert_eq!(judge(400), Size::Long(400));
        assert_eq!(judge(401), Size::TooLong(401));
    }
}
