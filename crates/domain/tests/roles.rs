//! Which role holds which right (what other rights bring included), as a table that a reviewer reads: a change of a role shows up as a change of
//! `roles.txt`.

use docket_domain::permission::{Right, builtin_roles};

fn table() -> String {
    let roles = builtin_roles();
    let mut text = format!("{:33}", "right");
    for (name, _) in roles {
        text += &format!(" {name}");
    }
    for right in Right::ALL {
        text += &format!("\n{:33}", right.as_str());
        for (name, rights) in roles {
            text += &format!(
                " {:width$}",
                if rights.closed().has(right) { "yes" } else { "-" },
                width = name.len()
            );
        }
    }
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn the_rights_of_every_role_are_those_of_the_reviewed_table() {
    let actual = table();
    assert_eq!(actual, include_str!("roles.txt"), "if this is meant, replace tests/roles.txt by:\n{actual}");
}
