//! `scope`: a list of rights to which a token is narrowed.

use docket_domain::permission::Rights;

use super::refusal::{Code, Refusal, said};
use crate::{Error, Result};

/// Reads a scope: rights with spaces or commas between; `None` if nothing is asked.
pub(super) fn read(asked: Option<&str>) -> Result<Option<Rights>, Refusal> {
    let words: Vec<&str> =
        asked.unwrap_or_default().split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(None);
    }
    let rights = Rights::parse_list(&words.join(","));
    rights.map(Some).map_err(|entry| said(Code::InvalidScope, format!("\"{entry}\" is no right")))
}

/// A scope as it is answered: with spaces.
pub(super) fn shown(rights: Rights) -> String {
    rights.to_text().replace(',', " ")
}

/// What both allow, with all that they bring.
pub(super) fn both(one: Rights, other: Rights) -> Rights {
    let one = one.closed();
    one.without(one.without(other.closed()))
}

/// The rights of a token, narrowed to its scope if it has one.
pub(in crate::access) fn narrowed(rights: Rights, scope: Option<&str>) -> Result<Rights> {
    let Some(scope) = scope else { return Ok(rights) };
    Ok(both(rights, Rights::parse_list(scope).map_err(Error::internal)?))
}

#[cfg(test)]
mod tests {
    use docket_domain::permission::Right;

    use super::*;

    #[test]
    fn a_scope_is_a_list_of_rights() {
        let two = Rights::of(&[Right::WorkOrderRead, Right::AccountRead]);
        for text in
            ["workorder:read account:read", "account:read,workorder:read", "  account:read workorder:read "]
        {
            assert_eq!(read(Some(text)).expect("a scope"), Some(two), "{text}");
        }
        assert_eq!(shown(two), "workorder:read account:read");
        assert!(read(None).expect("none").is_none() && read(Some(" ")).expect("none").is_none());
        assert!(matches!(read(Some("workorder:read admin")), Err(Refusal::Said(Code::InvalidScope, _))));
    }

    #[test]
    fn a_scope_only_takes_away() {
        let held = Rights::of(&[Right::WorkOrderRead, Right::AccountRead]);
        assert_eq!(narrowed(held, None).expect("rights"), held);
        let narrow = narrowed(held, Some("workorder:read,user:write")).expect("rights");
        assert_eq!(narrow, Rights::of(&[Right::WorkOrderRead]));
        assert_eq!(narrowed(held, Some("")).expect("rights"), Rights::none());
    }
}
