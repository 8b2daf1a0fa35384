//! Who may do what: rights of the form `group:action`, sets of them, and the roles that come with a new tenant.

use std::fmt;

/// One right. The declaration order is the order of every list of rights, and the bit in [`Rights`].
#[expect(missing_docs, reason = "each name is its group and action, see as_str")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Right {
    WorkOrderRead,
    WorkOrderWrite,
    WorkOrderDelete,
    AccountRead,
    AccountWrite,
    AccountDelete,
    AccountLocRead,
    AccountLocWrite,
    AccountLocDelete,
    AssetRead,
    AssetWrite,
    AssetDelete,
    ProductRead,
    ProductWrite,
    ProductDelete,
    UserRead,
    UserWrite,
    UserDelete,
    SysCatRead,
    SysCatWrite,
    SysCatDelete,
    EventRead,
    NoticeRead,
    ReportRead,
    TokenRead,
    TokenWrite,
    RoleRead,
    RoleWrite,
    Device,
}

/// Every right with its text, in declaration order.
const TABLE: [(Right, &str); 29] = [
    (Right::WorkOrderRead, "workorder:read"),
    (Right::WorkOrderWrite, "workorder:write"),
    (Right::WorkOrderDelete, "workorder:delete"),
    (Right::AccountRead, "account:read"),
    (Right::AccountWrite, "account:write"),
    (Right::AccountDelete, "account:delete"),
    (Right::AccountLocRead, "accountloc:read"),
    (Right::AccountLocWrite, "accountloc:write"),
    (Right::AccountLocDelete, "accountloc:delete"),
    (Right::AssetRead, "asset:read"),
    (Right::AssetWrite, "asset:write"),
    (Right::AssetDelete, "asset:delete"),
    (Right::ProductRead, "product:read"),
    (Right::ProductWrite, "product:write"),
    (Right::ProductDelete, "product:delete"),
    (Right::UserRead, "user:read"),
    (Right::UserWrite, "user:write"),
    (Right::UserDelete, "user:delete"),
    (Right::SysCatRead, "syscat:read"),
    (Right::SysCatWrite, "syscat:write"),
    (Right::SysCatDelete, "syscat:delete"),
    (Right::EventRead, "event:read"),
    (Right::NoticeRead, "notice:read"),
    (Right::ReportRead, "report:read"),
    (Right::TokenRead, "token:read"),
    (Right::TokenWrite, "token:write"),
    (Right::RoleRead, "role:read"),
    (Right::RoleWrite, "role:write"),
    (Right::Device, "device:use"),
];

impl Right {
    /// Every right, in the order in which lists show them.
    pub const ALL: [Self; TABLE.len()] = {
        let mut all = [Self::Device; TABLE.len()];
        let mut index = 0;
        while index < all.len() {
            all[index] = TABLE[index].0;
            index += 1;
        }
        all
    };

    /// The right as text: `workorder:read`.
    pub fn as_str(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The right with this text.
    pub fn parse(text: &str) -> Option<Self> {
        TABLE.iter().find(|(_, name)| *name == text).map(|(right, _)| *right)
    }

    const fn bit(self) -> u64 {
        1 << self as u8
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of rights, as held by a token, a role or a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rights(u64);

impl Rights {
    /// Every right, the device's too.
    pub const fn all() -> Self {
        Self((1 << TABLE.len()) - 1)
    }

    /// No right.
    pub const fn none() -> Self {
        Self(0)
    }

    /// These rights.
    pub const fn of(rights: &[Right]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < rights.len() {
            bits |= rights[index].bit();
            index += 1;
        }
        Self(bits)
    }

    /// Whether the right is in the set.
    pub const fn has(self, right: Right) -> bool {
        self.0 & right.bit() != 0
    }

    /// Whether all of `others` are in the set: a caller may hand on only what it holds.
    pub const fn covers(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    /// The rights of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The rights of this set that are not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The rights of the set, in declaration order.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.has(*right))
    }

    /// Reads `all`, an empty text (no right), or a comma list of rights in which `group:*` stands for a whole group.
    ///
    /// # Errors
    /// The first entry that names no right.
    pub fn parse_list(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => Ok(Self::none()),
            "all" => Ok(Self::all()),
            list => {
                list.split(',').try_fold(Self::none(), |sum, entry| Ok(sum.union(parse_entry(entry.trim())?)))
            }
        }
    }

    /// The set as text, the same for equal sets: `all`, or a comma list in declaration order.
    pub fn to_text(self) -> String {
        if self == Self::all() {
            return "all".to_owned();
        }
        self.iter().map(Right::as_str).collect::<Vec<_>>().join(",")
    }
}

fn parse_entry(entry: &str) -> Result<Rights, String> {
    let found: Vec<Right> = match entry.strip_suffix('*') {
        Some(group) if group.len() > 1 && group.ends_with(':') => {
            Right::ALL.into_iter().filter(|right| right.as_str().starts_with(group)).collect()
        }
        _ => Right::parse(entry).into_iter().collect(),
    };
    if found.is_empty() { Err(entry.to_owned()) } else { Ok(Rights::of(&found)) }
}

/// Everything but a technician's device.
const ADMINISTRATOR: Rights = Rights::all().without(TECHNICIAN);

/// What is seen without changing it: orders, master data, events, notices and reports.
const PRODUCTION_MANAGER: Rights = Rights::of(&[
    Right::WorkOrderRead,
    Right::AccountRead,
    Right::AccountLocRead,
    Right::AssetRead,
    Right::ProductRead,
    Right::UserRead,
    Right::SysCatRead,
    Right::EventRead,
    Right::NoticeRead,
    Right::ReportRead,
]);

/// Plans and cancels orders, and keeps customers, places and equipment up to date.
const DISPATCHER: Rights = PRODUCTION_MANAGER.union(Rights::of(&[
    Right::WorkOrderWrite,
    Right::WorkOrderDelete,
    Right::AccountWrite,
    Right::AccountLocWrite,
    Right::AssetWrite,
]));

/// A program that keeps orders and master data equal to those of another system, and reads the event log.
const INTEGRATOR: Rights =
    DISPATCHER.without(Rights::of(&[Right::NoticeRead, Right::ReportRead])).union(Rights::of(&[
        Right::AccountDelete,
        Right::AccountLocDelete,
        Right::AssetDelete,
        Right::ProductWrite,
        Right::ProductDelete,
        Right::UserWrite,
        Right::UserDelete,
        Right::SysCatWrite,
        Right::SysCatDelete,
    ]));

/// Works through a device only: sees and reports on what is assigned to the user.
const TECHNICIAN: Rights = Rights::of(&[Right::Device]);

/// The roles that a new tenant starts with.
pub fn builtin_roles() -> &'static [(&'static str, Rights)] {
    &[
        ("administrator", ADMINISTRATOR),
        ("dispatcher", DISPATCHER),
        ("integrator", INTEGRATOR),
        ("production-manager", PRODUCTION_MANAGER),
        ("technician", TECHNICIAN),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_is_read_back_from_its_text_and_stands_at_its_own_bit() {
        for (index, (right, text)) in TABLE.into_iter().enumerate() {
            assert_eq!(right as usize, index);
            assert_eq!(right.as_str(), text);
            assert_eq!(Right::parse(text), Some(right));
            assert!(text.split_once(':').is_some(), "{text}");
        }
        assert_eq!(Right::parse("workorder:*"), None);
    }

    #[test]
    fn a_list_is_all_or_rights_or_whole_groups() {
        assert_eq!(Rights::parse_list("all"), Ok(Rights::all()));
        assert_eq!(Rights::parse_list(" "), Ok(Rights::none()));
        assert_eq!(
            Rights::parse_list("account:read, workorder:*"),
            Ok(Rights::of(&[
                Right::WorkOrderRead,
                Right::WorkOrderWrite,
                Right::WorkOrderDelete,
                Right::AccountRead
            ]))
        );
        assert_eq!(
            Rights::parse_list("account:*").map(Rights::to_text),
            Ok("account:read,account:write,account:delete".into())
        );
    }

    #[test]
    fn a_list_with_an_unknown_right_names_it() {
        assert_eq!(Rights::parse_list("account:read,order:read"), Err("order:read".to_owned()));
        for text in ["nothing:*", "*", ":*", "account*", "account:", "All", "account:read,all"] {
            assert!(Rights::parse_list(text).is_err(), "{text}");
        }
        assert_eq!(Rights::parse_list("account:read,"), Err(String::new()));
    }

    #[test]
    fn the_text_of_a_set_is_canonical() {
        assert_eq!(Rights::all().to_text(), "all");
        assert_eq!(Rights::none().to_text(), "");
        let set = Rights::of(&[Right::UserRead, Right::WorkOrderRead, Right::UserRead]);
        assert_eq!(set.to_text(), "workorder:read,user:read");
        assert_eq!(Rights::parse_list(&set.to_text()), Ok(set));
        assert!(Rights::all().has(Right::Device));
    }

    #[test]
    fn one_set_covers_another_only_when_it_holds_all_of_it() {
        let small = Rights::of(&[Right::AccountRead]);
        let large = small.union(Rights::of(&[Right::AssetRead]));
        assert!(large.covers(small) && large.covers(Rights::none()));
        assert!(!small.covers(large));
        assert_eq!(large.without(small), Rights::of(&[Right::AssetRead]));
    }
}
