//! Which members of a master document are lists, objects or flags. Members that are not named may be anything.

use super::Kind;
use serde_json::Value;

/// What a member must be.
#[derive(Debug)]
pub(super) enum Shape {
    /// `true` or `false`.
    Flag,
    /// A list of anything.
    List,
    /// A list of objects with these members.
    Elements(Members),
    /// An object with these members.
    Members(Members),
    /// An object whose member names belong to the client.
    Open,
}

/// The named members of an object and what each must be.
pub(super) type Members = &'static [(&'static str, Shape)];

impl Shape {
    /// The fault's sentence when `value` is of another type.
    pub(super) fn refuse(&self, value: &Value) -> Option<&'static str> {
        match self {
            Self::Flag if !value.is_boolean() => Some("must be true or false"),
            Self::List | Self::Elements(_) if !value.is_array() => Some("must be an array"),
            Self::Members(_) | Self::Open if !value.is_object() => Some("must be an object"),
            _ => None,
        }
    }
}

/// The members of a document of this kind.
pub(super) fn members(kind: Kind) -> Members {
    match kind {
        Kind::Account => ACCOUNT,
        Kind::Location => LOCATION,
        Kind::User => USER,
        Kind::Product => PRODUCT,
        Kind::Asset => ASSET,
        Kind::SystemCategory => SYSTEM_CATEGORY,
    }
}

const CONTACT: Members = &[("Phones", Shape::Elements(&[]))];
const INTEGRATIONS: Members = &[("Financial", Shape::Members(&[("Extensions", Shape::Open)]))];

const ACCOUNT: Members = &[
    ("Addresses", Shape::Elements(&[])),
    ("Contacts", Shape::Elements(CONTACT)),
    ("FlexForms", Shape::List),
    ("FlexAttrs", Shape::Open),
    ("Integrations", Shape::Members(INTEGRATIONS)),
];

const LOCATION: Members = &[
    ("Address", Shape::Members(&[])),
    ("Contacts", Shape::Elements(CONTACT)),
    ("Integrations", Shape::Members(INTEGRATIONS)),
];

const USER: Members = &[
    ("Activated", Shape::Flag),
    ("IsMobileWorker", Shape::Flag),
    ("Locked", Shape::Flag),
    ("Phones", Shape::Elements(&[])),
    ("Extensions", Shape::Open),
];

const PRODUCT: Members =
    &[("AllowedShipToLocations", Shape::List), ("Desc", Shape::Open), ("Tags", Shape::List)];

const ASSET: Members = &[
    ("FlexForms", Shape::List),
    ("FlexAttrs", Shape::Open),
    ("FlexView", Shape::Elements(&[("Items", Shape::Elements(&[]))])),
    ("FlexFormsDisplayValues", Shape::Elements(&[("FlexGroups", Shape::Elements(FLEX_GROUP))])),
    ("History", Shape::List),
    ("ServiceCodes", Shape::List),
    ("ServiceCodesDesc", Shape::List),
    ("VerificationAPI", Shape::Members(&[])),
    ("VerificationQR", Shape::Members(&[])),
];

const FLEX_GROUP: Members = &[("FlexAttrs", Shape::Elements(&[]))];

const SYSTEM_CATEGORY: Members = &[
    ("Desc", Shape::Open),
    ("FlexForms", Shape::List),
    ("SysActs", Shape::Elements(SYSTEM_ACTIVITY)),
    ("SubCats", Shape::Elements(SUB_CATEGORY)),
];

const SUB_CATEGORY: Members =
    &[("Desc", Shape::Open), ("FlexForms", Shape::List), ("SysActs", Shape::Elements(SYSTEM_ACTIVITY))];

const SYSTEM_ACTIVITY: Members = &[("Desc", Shape::Open), ("FlexForms", Shape::List)];
