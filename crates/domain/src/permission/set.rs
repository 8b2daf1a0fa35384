//! Sets of rights.

use super::Right;
use super::catalogue::TABLE;

const WORDS: usize = 4;

/// A set of rights, as held by a token, a role or a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rights([u64; WORDS]);

const _: () = assert!(TABLE.len() <= 64 * WORDS, "each right has a bit");

const fn place(right: Right) -> (usize, u64) {
    let number = right as usize;
    (number / 64, 1 << (number % 64))
}

impl Rights {
    /// Every right, the device's too.
    #[must_use]
    pub const fn all() -> Self {
        Self::of(&Right::ALL)
    }

    /// No right.
    #[must_use]
    pub const fn none() -> Self {
        Self([0; WORDS])
    }

    /// These rights.
    #[must_use]
    pub const fn of(rights: &[Right]) -> Self {
        let mut words = [0; WORDS];
        let mut index = 0;
        while index < rights.len() {
            let (word, bit) = place(rights[index]);
            words[word] |= bit;
            index += 1;
        }
        Self(words)
    }

    /// All rights of these groups: `batch` for `batch:read`, `batch:create` and so on.
    #[must_use]
    pub const fn of_groups(groups: &[&str]) -> Self {
        let mut sum = Self::none();
        let mut index = 0;
        while index < TABLE.len() {
            let mut group = 0;
            while group < groups.len() {
                if is_group(TABLE[index].name, groups[group]) {
                    sum = sum.union(Self::of(&[TABLE[index].right]));
                }
                group += 1;
            }
            index += 1;
        }
        sum
    }

    /// Whether the right is in the set.
    #[must_use]
    pub const fn has(self, right: Right) -> bool {
        let (word, bit) = place(right);
        self.0[word] & bit != 0
    }

    /// Whether no right is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0[0] | self.0[1] | self.0[2] | self.0[3] == 0
    }

    /// Whether all of `others` are in the set: a caller may hand on only what it holds.
    #[must_use]
    pub const fn covers(self, others: Self) -> bool {
        others.without(self).is_empty()
    }

    /// The rights of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        let (a, b) = (self.0, other.0);
        Self([a[0] | b[0], a[1] | b[1], a[2] | b[2], a[3] | b[3]])
    }

    /// The rights of this set that are not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        let (a, b) = (self.0, other.0);
        Self([a[0] & !b[0], a[1] & !b[1], a[2] & !b[2], a[3] & !b[3]])
    }

    /// The rights of the set, in declaration order.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        self.0.into_iter().enumerate().flat_map(|(word, bits)| {
            let rest = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
            rest.take_while(|bits| *bits != 0)
                .map(move |bits| Right::ALL[64 * word + bits.trailing_zeros() as usize])
        })
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        rights.into_iter().fold(Self::none(), |sum, right| sum.union(Self::of(&[right])))
    }
}

const fn is_group(name: &str, group: &str) -> bool {
    let (name, group) = (name.as_bytes(), group.as_bytes());
    let mut index = 0;
    while index < group.len() {
        if index >= name.len() || name[index] != group[index] {
            return false;
        }
        index += 1;
    }
    index < name.len() && name[index] == b':'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_set_covers_another_only_when_it_holds_all_of_it() {
        let small = Rights::of(&[Right::AccountRead]);
        let large = small.union(Rights::of(&[Right::VendorRead]));
        assert!(large.covers(small) && large.covers(Rights::none()));
        assert!(!small.covers(large) && !Rights::none().covers(small));
        assert_eq!(large.without(small), Rights::of(&[Right::VendorRead]));
    }

    #[test]
    fn a_set_tells_its_rights_in_order() {
        assert_eq!(Rights::all().iter().collect::<Vec<_>>(), Right::ALL);
        assert_eq!(Rights::none().iter().count(), 0);
        for right in Right::ALL {
            assert_eq!(Rights::of(&[right]).iter().collect::<Vec<_>>(), [right]);
            assert!(Rights::all().has(right) && !Rights::all().without(Rights::of(&[right])).has(right));
        }
    }

    #[test]
    fn a_group_is_all_rights_with_its_name_and_no_other() {
        let resources = Rights::of_groups(&["resource", "me"]);
        assert!(resources.has(Right::ResourceCreate) && resources.has(Right::MeProfile));
        assert!(!resources.has(Right::SubResourceCreate));
        let names = resources.iter().map(Right::as_str);
        assert!(names.into_iter().all(|name| name.starts_with("resource:") || name == "me:profile"));
    }
}
