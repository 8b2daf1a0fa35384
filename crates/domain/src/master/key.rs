//! What names one document of master data.

use super::Kind;
use crate::fault::Fault;

/// The longest part of a key, in characters.
pub const MAX_KEY: usize = 100;

/// The name of one document of a [`Kind`] within its tenant, as it stands in the URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The number or identifier; of a location the account's number, of a system category the deployment group.
    pub first: String,
    /// A location's number or a system category's code; empty for the other kinds.
    pub second: String,
}

impl Key {
    /// The key of an account.
    ///
    /// # Errors
    /// As [`Key::of`], like all constructors here.
    pub fn account(account_num: &str) -> Result<Self, Fault> {
        Self::of(Kind::Account, account_num, "")
    }

    /// The key of a location of an account.
    ///
    /// # Errors
    /// As [`Key::of`].
    pub fn location(account_num: &str, location_num: &str) -> Result<Self, Fault> {
        Self::of(Kind::Location, account_num, location_num)
    }

    /// The key of a user.
    ///
    /// # Errors
    /// As [`Key::of`].
    pub fn user(user_id: &str) -> Result<Self, Fault> {
        Self::of(Kind::User, user_id, "")
    }

    /// The key of a product.
    ///
    /// # Errors
    /// As [`Key::of`].
    pub fn product(prod_num: &str) -> Result<Self, Fault> {
        Self::of(Kind::Product, prod_num, "")
    }

    /// The key of an asset.
    ///
    /// # Errors
    /// As [`Key::of`].
    pub fn asset(asset_num: &str) -> Result<Self, Fault> {
        Self::of(Kind::Asset, asset_num, "")
    }

    /// The key of a system category: the deployment group (`Default` always exists) and the category's number.
    ///
    /// # Errors
    /// As [`Key::of`].
    pub fn system_category(deployment_group: &str, code: &str) -> Result<Self, Fault> {
        Self::of(Kind::SystemCategory, deployment_group, code)
    }

    /// The key of a document of any kind; `second` is ignored where the kind's URL has one part.
    ///
    /// # Errors
    /// A part that is empty, longer than [`MAX_KEY`] characters or holds a control character; the fault names the
    /// path parameter.
    pub fn of(kind: Kind, first: &str, second: &str) -> Result<Self, Fault> {
        let (first_name, second_name) = kind.key_members();
        Ok(Self {
            first: checked(first_name, first)?,
            second: second_name.map_or(Ok(String::new()), |name| checked(name, second))?,
        })
    }

    /// The part that the document itself holds: its number, never that of its account or deployment group.
    pub fn own(&self, kind: Kind) -> &str {
        if kind.key_members().1.is_some() { &self.second } else { &self.first }
    }
}

fn checked(name: &str, text: &str) -> Result<String, Fault> {
    let wrong = if text.is_empty() {
        "must not be empty".to_owned()
    } else if text.chars().count() > MAX_KEY {
        format!("must not be longer than {MAX_KEY} characters")
    } else if text.chars().any(char::is_control) {
        "must not hold control characters".to_owned()
    } else {
        return Ok(text.to_owned());
    };
    Err(Fault::parameter(name, wrong).with_value(&text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_part_or_two_by_its_kind() {
        let location = Key::location("A1", "L1").expect("valid");
        assert_eq!((location.first.as_str(), location.second.as_str()), ("A1", "L1"));
        assert_eq!(location.own(Kind::Location), "L1");
        let asset = Key::of(Kind::Asset, "Ä/7 #", "ignored").expect("valid");
        assert_eq!((asset.own(Kind::Asset), asset.second.as_str()), ("Ä/7 #", ""));
    }

    #[test]
    fn a_part_that_is_empty_overlong_or_holds_a_control_character_is_refused() {
        for wrong in ["", &"x".repeat(101), "a\nb", "a\u{0}", "\u{7f}"] {
            assert_eq!(Key::account(wrong).map_err(|fault| fault.name), Err("AccountNum".to_owned()));
            assert_eq!(Key::location("A", wrong).map_err(|fault| fault.name), Err("LocationNum".to_owned()));
            assert_eq!(
                Key::system_category("Default", wrong).map_err(|fault| fault.name),
                Err("SysCatID".to_owned())
            );
        }
        assert!(Key::user(&"ü".repeat(100)).is_ok());
    }
}
