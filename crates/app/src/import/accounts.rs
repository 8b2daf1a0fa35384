//! Accounts.

use super::member::Member;

/// The members that columns are known by.
pub(super) const MEMBERS: &[Member] = &[
    Member::key("AccountNum"),
    Member::text("Name"),
    Member::text("AccountType"),
    Member::text("Addresses.0.AddrLine1").or(&["Address", "Street"]),
    Member::text("Addresses.0.AddrLine2"),
    Member::text("Addresses.0.City"),
    Member::text("Addresses.0.Region").or(&["State"]),
    Member::text("Addresses.0.Zip").or(&["Postcode", "Postal code"]),
    Member::text("Addresses.0.Country"),
    Member::text("Contacts.0.FirstName"),
    Member::text("Contacts.0.LastName"),
    Member::text("Contacts.0.Email").or(&["E-mail"]),
    Member::text("Contacts.0.Phones.0.PhoneNum").or(&["Phone"]),
    Member::text("Website"),
    Member::text("Notes"),
];
