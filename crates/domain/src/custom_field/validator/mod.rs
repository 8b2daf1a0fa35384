//! Validators: what a filtered value must be.

mod address;
mod bounds;
mod email;
mod hostname;
mod mask;
mod read;
mod sentence;
mod uri;

pub(super) use mask::check as check_mask;
pub(super) use read::NAMES;

use super::decimal::{Fixed, is_zero};
use super::value::same;
use crate::json::Object;
use serde_json::{Value, json};

/// One validator of a field, with its options.
///
/// Nothing is looked up in the network: `email_address` accepts `lookup` and `hostname` accepts `record_type`, and
/// both check only how the value is written.
#[derive(Debug, Clone)]
pub struct Validator {
    rule: Rule,
    options: Object,
}

/// Two validators are equal when they demand the same, whether or not a default was spelt out.
impl PartialEq for Validator {
    fn eq(&self, other: &Self) -> bool {
        self.rule == other.rule
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Rule {
    Always,
    Between { min: Fixed, max: Fixed, precision: u32, include: bool },
    BlackList { list: Vec<Item>, check_case: bool },
    Contains { part: String, check_case: bool },
    EmailAddress { strict: bool },
    EndsWith { end: String, check_case: bool },
    Equals { to: Item, precision: u32 },
    GreaterThan { limit: Fixed, precision: u32, include: bool },
    Hostname { record_type: &'static str },
    IpAddress { v4: bool, v6: bool },
    Length { length: Fixed, operator: &'static str },
    LessThan { limit: Fixed, precision: u32, include: bool },
    MacAddress,
    Mask(String),
    Never,
    Required,
    StartsWith { start: String, check_case: bool },
    Step { step: Fixed, start: Option<Fixed>, end: Option<Fixed> },
    Uri { schemes: Vec<&'static str> },
    WhiteList { list: Vec<Item>, check_case: bool },
}

/// A value to compare with: a text, or a number.
#[derive(Debug, Clone, PartialEq)]
enum Item {
    Text(String),
    Number(Fixed),
}

impl Item {
    /// A text, a number or a truth.
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Bool(flag) => Some(Self::Text(flag.to_string())),
            Value::Number(number) => Fixed::parse(&number.to_string()).map(Self::Number),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn is(&self, text: &str, check_case: bool) -> bool {
        match self {
            Self::Text(own) => same(own, text, check_case),
            Self::Number(own) => Fixed::parse(text) == Some(*own),
        }
    }
}

impl Validator {
    /// The validator's name on the wire; also the keyword of the message when a value does not pass.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.rule {
            Rule::Always => "always",
            Rule::Between { .. } => "between",
            Rule::BlackList { .. } => "black_list",
            Rule::Contains { .. } => "contains",
            Rule::EmailAddress { .. } => "email_address",
            Rule::EndsWith { .. } => "ends_with",
            Rule::Equals { .. } => "equals",
            Rule::GreaterThan { .. } => "greater_than",
            Rule::Hostname { .. } => "hostname",
            Rule::IpAddress { .. } => "ip_address",
            Rule::Length { .. } => "length",
            Rule::LessThan { .. } => "less_than",
            Rule::MacAddress => "mac_address",
            Rule::Mask(_) => "mask",
            Rule::Never => "never",
            Rule::Required => "required",
            Rule::StartsWith { .. } => "starts_with",
            Rule::Step { .. } => "step",
            Rule::Uri { .. } => "uri",
            Rule::WhiteList { .. } => "white_list",
        }
    }

    /// The validator on the wire.
    #[must_use]
    pub fn to_value(&self) -> Value {
        json!({ "type": self.name(), "options": self.options })
    }

    /// The options as they are kept.
    pub(super) fn options(&self) -> &Object {
        &self.options
    }

    /// The pattern of a mask.
    pub(super) fn mask(&self) -> Option<&str> {
        if let Rule::Mask(pattern) = &self.rule { Some(pattern) } else { None }
    }

    /// Whether a value may not be missing.
    pub(super) fn is_required(&self) -> bool {
        self.rule == Rule::Required
    }

    /// Whether a value passes.
    pub(super) fn passes(&self, text: &str) -> bool {
        match &self.rule {
            Rule::Always => true,
            Rule::Never => false,
            Rule::Required => !text.is_empty() && !is_zero(text),
            Rule::Between { min, max, precision, include } => {
                bounds::above(text, *min, *precision, *include)
                    && bounds::below(text, *max, *precision, *include)
            }
            Rule::GreaterThan { limit, precision, include } => {
                bounds::above(text, *limit, *precision, *include)
            }
            Rule::LessThan { limit, precision, include } => bounds::below(text, *limit, *precision, *include),
            Rule::Equals { to: Item::Number(to), precision } => bounds::equal(text, *to, *precision),
            Rule::Equals { to: Item::Text(to), .. } => to == text,
            Rule::Step { step, start, end } => bounds::on_grid(text, *step, *start, *end),
            Rule::Length { length, operator } => bounds::has_length(text, *length, operator),
            Rule::BlackList { list, check_case } => !list.iter().any(|item| item.is(text, *check_case)),
            Rule::WhiteList { list, check_case } => list.iter().any(|item| item.is(text, *check_case)),
            Rule::Contains { part, check_case } => {
                cased(text, *check_case).contains(&cased(part, *check_case))
            }
            Rule::StartsWith { start, check_case } => {
                cased(text, *check_case).starts_with(&cased(start, *check_case))
            }
            Rule::EndsWith { end, check_case } => {
                cased(text, *check_case).ends_with(&cased(end, *check_case))
            }
            Rule::EmailAddress { strict } => email::is_address(text, *strict),
            Rule::Hostname { record_type } => hostname::is_name_of(text, record_type),
            Rule::IpAddress { v4, v6 } => address::is_ip(text, *v4, *v6),
            Rule::MacAddress => address::is_mac(text),
            Rule::Mask(pattern) => mask::fits(pattern, text),
            Rule::Uri { schemes } => uri::is_uri(text, schemes),
        }
    }
}

/// The text as it is compared.
fn cased(text: &str, check_case: bool) -> String {
    if check_case { text.to_owned() } else { text.to_lowercase() }
}
