//! Arrows between the rooms point downward only: domain ← flow ← store ← app ← {http, work} ← server.

use serde_json::Value;

use crate::workspace::{Workspace, text};

/// Each package of ours with the packages of ours that it may depend on. What stands nowhere on a right side is a leaf
/// that nobody may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("docket-domain", &[]),
    ("docket-flow", &["docket-domain"]),
    ("docket-store", &["docket-domain", "docket-flow"]),
    ("docket-app", &["docket-domain", "docket-flow", "docket-store"]),
    ("docket-http", &["docket-domain", "docket-flow", "docket-store", "docket-app"]),
    ("docket-work", &["docket-domain", "docket-flow", "docket-store", "docket-app"]),
    ("docket-bench", &["docket-domain", "docket-flow", "docket-store", "docket-app"]),
    (TESTBED, &[]),
    (
        "docket-server",
        &[
            "docket-domain",
            "docket-flow",
            "docket-store",
            "docket-app",
            "docket-http",
            "docket-work",
            "docket-bench",
        ],
    ),
    ("xtask", &[]),
];

/// What tests stand on: every room's tests may use it, nothing that is shipped.
const TESTBED: &str = "docket-testbed";

/// Dependencies from outside that belong to some rooms only. Tests may use them anywhere.
const RESERVED: &[(&str, &[&str])] = &[
    ("rusqlite", &["docket-store", "docket-bench"]),
    ("tokio-postgres", &["docket-store", "docket-bench"]),
    ("axum", &["docket-http", "docket-server"]),
    ("tokio", &["docket-store", "docket-app", "docket-http", "docket-work", "docket-bench", "docket-server"]),
];

/// Every arrow that isn't in the tables, as a sentence.
pub fn find(workspace: &Workspace) -> Vec<String> {
    let ours: Vec<&str> = workspace.members().map(|package| text(package, "name")).collect();
    workspace.members().flat_map(|package| wrong_arrows(package, &ours)).collect()
}

fn wrong_arrows(package: &Value, ours: &[&str]) -> Vec<String> {
    let from = text(package, "name");
    let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == from) else {
        return vec![format!("{from} has no row in xtask/src/check/arrows.rs")];
    };
    let mut wrong = Vec::new();
    for dependency in package["dependencies"].as_array().into_iter().flatten() {
        let to = text(dependency, "name");
        let for_tests = to == TESTBED && dependency["kind"] == "dev";
        if ours.contains(&to) && !allowed.contains(&to) && !for_tests {
            wrong.push(format!("{from} may not depend on {to}"));
        }
        let reserved = RESERVED.iter().find(|(name, _)| *name == to && dependency["kind"].is_null());
        if let Some((_, rooms)) = reserved.filter(|(_, rooms)| !rooms.contains(&from)) {
            wrong.push(format!("{from} may not depend on {to}, which belongs to {}", rooms.join(", ")));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const OURS: [&str; 4] = ["docket-domain", "docket-store", "docket-server", TESTBED];

    fn wrong(name: &str, dependencies: &Value) -> Vec<String> {
        wrong_arrows(&json!({"name": name, "dependencies": dependencies}), &OURS)
    }

    #[test]
    fn downward_arrows_pass() {
        let below = json!([{"name": "docket-domain", "kind": null}, {"name": "rusqlite", "kind": null}]);
        assert_eq!(wrong("docket-store", &below), [""; 0]);
    }

    #[test]
    fn an_upward_arrow_is_found_even_if_only_tests_use_it() {
        let above = json!([{"name": "docket-store", "kind": "dev"}]);
        assert_eq!(wrong("docket-domain", &above), ["docket-domain may not depend on docket-store"]);
    }

    #[test]
    fn nobody_may_use_the_server_or_the_chores() {
        let used: Vec<&str> = ROOMS.iter().flat_map(|(_, allowed)| allowed.iter().copied()).collect();
        assert!(!used.contains(&"docket-server") && !used.contains(&"xtask"));
    }

    #[test]
    fn every_allowed_arrow_points_at_a_room_listed_before() {
        for (place, (room, allowed)) in ROOMS.iter().enumerate() {
            for below in *allowed {
                assert!(ROOMS[..place].iter().any(|(name, _)| name == below), "{room} → {below}");
            }
        }
    }

    #[test]
    fn a_database_driver_stays_in_its_room_but_tests_may_use_it() {
        let driver = json!([{"name": "rusqlite", "kind": null}]);
        assert_eq!(wrong("docket-domain", &driver).len(), 1);
        assert_eq!(wrong("docket-domain", &json!([{"name": "rusqlite", "kind": "dev"}])), [""; 0]);
    }

    #[test]
    fn only_tests_may_use_the_testbed() {
        assert_eq!(wrong("docket-store", &json!([{"name": TESTBED, "kind": "dev"}])), [""; 0]);
        assert_eq!(
            wrong("docket-store", &json!([{"name": TESTBED, "kind": null}])),
            ["docket-store may not depend on docket-testbed"]
        );
    }

    #[test]
    fn a_package_without_a_row_is_found() {
        assert_eq!(
            wrong("docket-extra", &json!([])),
            ["docket-extra has no row in xtask/src/check/arrows.rs"]
        );
    }
}
