//! People. Their passwords are not imported: each is set for itself.

use super::member::Member;

/// The member that no table may hold.
pub(super) const SECRET: &str = "Password";

/// The members that columns are known by.
pub(super) const MEMBERS: &[Member] = &[
    Member::key("UserID").or(&["User"]),
    Member::text("FirstName"),
    Member::text("LastName"),
    Member::text("Email").or(&["E-mail"]),
    Member::text("Phones.0.PhoneNum").or(&["Phone"]),
    Member::text("LanguageID").or(&["Language"]),
    Member::flag("IsMobileWorker").or(&["Mobile worker", "Technician"]),
    Member::flag("Activated").or(&["Active"]),
    Member::flag("Locked"),
];
