//! Locations of accounts.

use super::member::Member;

/// The members that columns are known by.
pub(super) const MEMBERS: &[Member] = &[
    Member::key("AccountNum").or(&["Account"]),
    Member::key("LocationNum"),
    Member::text("Name"),
    Member::text("Address.AddrLine1").or(&["Address", "Street"]),
    Member::text("Address.AddrLine2"),
    Member::text("Address.City"),
    Member::text("Address.Region").or(&["State"]),
    Member::text("Address.Zip").or(&["Postcode", "Postal code"]),
    Member::text("Address.Country"),
    Member::number("Address.Lat").or(&["Latitude"]),
    Member::number("Address.Lon").or(&["Longitude"]),
    Member::text("Contacts.0.FirstName"),
    Member::text("Contacts.0.LastName"),
    Member::text("Contacts.0.Email").or(&["E-mail"]),
    Member::text("Contacts.0.Phones.0.PhoneNum").or(&["Phone"]),
    Member::text("Notes"),
];
