//! Every package that cargo could build for us, on any platform, comes under a licence that we accept.

use serde_json::Value;

use super::spdx;
use crate::workspace::{Workspace, text};

/// Licences under which the product can be handed on with no more than a notice.
const ACCEPTED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Every package whose licence isn't accepted or can't be read.
pub fn find(workspace: &Workspace) -> Vec<String> {
    workspace.packages().filter_map(refusal).collect()
}

fn refusal(package: &Value) -> Option<String> {
    let expression = text(package, "license");
    let reason = match spdx::satisfied(expression, ACCEPTED) {
        Ok(true) => return None,
        Ok(false) => format!("{expression:?} is not accepted"),
        Err(reason) => format!("{expression:?} is no licence expression: {reason}"),
    };
    Some(format!("{} {}: {reason}", text(package, "name"), text(package, "version")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_package_with_an_accepted_choice_passes() {
        assert_eq!(
            refusal(&json!({"name": "a", "version": "1.0.0", "license": "GPL-3.0-only OR MIT"})),
            None
        );
    }

    #[test]
    fn a_package_without_a_choice_of_ours_or_without_any_licence_is_refused() {
        for licence in [json!("GPL-3.0-only"), json!("MIT AND EPL-2.0"), json!(null)] {
            let reason = refusal(&json!({"name": "a", "version": "1.0.0", "license": licence})).unwrap();
            assert!(reason.starts_with("a 1.0.0: "), "{reason}");
        }
    }
}
