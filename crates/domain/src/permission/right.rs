//! A right as text, and what it brings with it.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use super::catalogue::TABLE;
use super::{Right, Verb};
use crate::entity::EntityType;

/// All rights by their text.
static BY_NAME: LazyLock<HashMap<&str, Right>> =
    LazyLock::new(|| TABLE.iter().map(|entry| (entry.name, entry.right)).collect());

impl Right {
    /// Every right, in the order in which lists show them.
    pub const ALL: [Self; TABLE.len()] = {
        let mut all = [Self::Device; TABLE.len()];
        let mut index = 0;
        while index < all.len() {
            all[index] = TABLE[index].right;
            index += 1;
        }
        all
    };

    /// The right as text: `workorder:read`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        TABLE[self as usize].name
    }

    /// The right in words: `Work order: read all`.
    #[must_use]
    pub fn label(self) -> String {
        let mut words = self.as_str().replace('-', " ").replace(':', ": ");
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        words
    }

    /// The right with this text. `batch:all` is `batch:read-all`, `search` is `tenant:search`, and of the older form
    /// `update:WOR` is `work-order:update`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        BY_NAME.get(text).copied().or_else(|| alias(text))
    }

    /// What holding it brings on the same entity, not closed.
    #[must_use]
    pub const fn grants(self) -> &'static [Self] {
        TABLE[self as usize].grants
    }

    /// What holding it brings on the entities below, not closed.
    #[must_use]
    pub const fn grants_below(self) -> &'static [Self] {
        TABLE[self as usize].below
    }

    /// Without these it has no effect; each may need others in turn.
    #[must_use]
    pub const fn needs(self) -> &'static [Self] {
        TABLE[self as usize].needs
    }
}

fn alias(text: &str) -> Option<Right> {
    if text == "search" {
        return Some(Right::TenantSearch);
    }
    let (group, action) = text.split_once(':')?;
    if action == "all" {
        return BY_NAME.get(format!("{group}:read-all").as_str()).copied();
    }
    let verb = match group {
        "create" => Verb::Create,
        "read" => Verb::Read,
        "update" => Verb::Update,
        "delete" => Verb::Delete,
        _ => return None,
    };
    Right::of(EntityType::parse(action)?, verb)
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_is_read_back_from_its_text_and_stands_at_its_own_place() {
        assert_eq!(BY_NAME.len(), TABLE.len());
        for (index, entry) in TABLE.iter().enumerate() {
            assert_eq!(entry.right as usize, index);
            assert_eq!(Right::ALL[index].as_str(), entry.name);
            assert_eq!(Right::parse(entry.name), Some(entry.right));
            let (group, action) = entry.name.split_once(':').expect("a group");
            let fits = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(fits(group) && fits(action) && !action.is_empty(), "{}", entry.name);
        }
        assert_eq!(Right::parse("workorder:*"), None);
    }

    #[test]
    fn other_names_of_a_right_are_understood() {
        for (text, name) in [
            ("work-order:all", Some("work-order:read-all")),
            ("user:all", Some("user:read-all")),
            ("search", Some("tenant:search")),
            ("update:WOR", Some("work-order:update")),
            ("create:SRES", Some("sub-resource:create")),
            ("read:USER", Some("user:read")),
            ("delete:WKF", Some("work-flow:delete")),
            ("workorder:all", None),
            ("update:wor", None),
            ("attach:WOR", None),
            ("create:", None),
            (":all", None),
            ("", None),
        ] {
            assert_eq!(Right::parse(text).map(Right::as_str), name, "{text}");
        }
    }

    #[test]
    fn a_right_has_words_for_people() {
        assert_eq!(Right::NiagaraWorkOrderReadAll.label(), "Work order: read all");
    }
}
