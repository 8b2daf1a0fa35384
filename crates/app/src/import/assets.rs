//! Equipment.

use super::member::Member;

/// The members that columns are known by.
pub(super) const MEMBERS: &[Member] = &[
    Member::key("AssetNum").or(&["Asset"]),
    Member::text("Desc").or(&["Description", "Name"]),
    Member::text("Mfg").or(&["Manufacturer"]),
    Member::text("Model"),
    Member::text("SerialNum").or(&["Serial number"]),
    Member::name("ProdNum").or(&["Product"]),
    Member::name("AccountNum").or(&["Account"]),
    Member::name("LocationNum").or(&["Location"]),
    Member::text("InServiceDate"),
    Member::text("Status"),
];
