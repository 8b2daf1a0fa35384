//! The catalogue of products.

use super::member::Member;

/// The members that columns are known by.
pub(super) const MEMBERS: &[Member] = &[
    Member::key("ProdNum").or(&["Product", "Product number"]),
    Member::text("Desc.en").or(&["Description", "Name"]),
    Member::text("ProdType").or(&["Type"]),
    Member::number("Price"),
    Member::text("Mfg").or(&["Manufacturer"]),
    Member::text("ModelNum").or(&["Model"]),
];
