//! How a user is named where ids hold only letters, digits, `-` and `_`. The ids of users come from outside and may hold
//! anything: one that does not fit has an alias there, always the same, which means that user and no other.

use std::borrow::Cow;

use super::{EntityType, is_id};

/// What an alias begins with.
const MARK: &str = "u--";

/// A user's id as the Niagara dialect shows it: itself if it fits, else its alias, in which `-` and two digits stand for
/// each byte that does not: `u--ann-2Elee` is `ann.lee`.
#[must_use]
pub fn alias(id: &str) -> Cow<'_, str> {
    if is_id(id) && !id.starts_with(MARK) {
        return Cow::Borrowed(id);
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let written = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("-{b:02X}") };
    Cow::Owned(std::iter::once(MARK.to_owned()).chain(id.bytes().map(written)).collect())
}

/// The id of the user that [`alias`] shows like this. What is no alias is an id itself.
#[must_use]
pub fn of_alias(shown: &str) -> Cow<'_, str> {
    match shown.strip_prefix(MARK).and_then(read).filter(|id| alias(id) == shown) {
        Some(id) => Cow::Owned(id),
        None => Cow::Borrowed(shown),
    }
}

/// The id that a caller means who names a thing of a kind: of a user, perhaps by the alias.
#[must_use]
pub fn meant(kind: EntityType, shown: &str) -> Cow<'_, str> {
    if kind == EntityType::User { of_alias(shown) } else { Cow::Borrowed(shown) }
}

/// The id of a thing of a kind as it is shown.
#[must_use]
pub fn shown(kind: EntityType, id: &str) -> Cow<'_, str> {
    if kind == EntityType::User { alias(id) } else { Cow::Borrowed(id) }
}

fn read(written: &str) -> Option<String> {
    let mut parts = written.split('-');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (hex, plain) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend_from_slice(plain.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_fits_is_shown_as_it_is() {
        for id in ["ann", "ann_lee", "0192f0c1-0000-7000-8000-000000000002", "u-", "u-ann"] {
            assert_eq!(alias(id), id);
            assert_eq!(of_alias(id), id);
        }
    }

    #[test]
    fn any_other_id_has_an_alias_that_fits_and_means_it() {
        assert_eq!(alias("ann.lee"), "u--ann-2Elee");
        for id in ["ann.lee", "ann@example.com", "Jürgen", "a b", "", "-.", "u--", "u--ann-2Elee", "u--u--a"]
        {
            let shown = alias(id);
            assert!(is_id(&shown), "{shown}");
            assert_eq!(of_alias(&shown), id);
        }
    }

    #[test]
    fn what_no_id_is_shown_as_means_itself() {
        for text in ["u--ann", "u--ann-2elee", "u--ann-2", "u---zz", "u--a-FF", "u---é", "é"] {
            assert_eq!(of_alias(text), text);
        }
    }
}
