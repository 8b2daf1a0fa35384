//! Filters: what makes a tidy value of a raw one.

mod case;
mod convert;

use super::decimal::{Decimal, is_zero};
use super::options::Options;
use crate::json::Object;
use crate::time::{format_ms, parse_ms};
use serde_json::{Value, json};

/// One filter of a field, with its options.
#[derive(Debug, Clone)]
pub struct Filter {
    rule: Rule,
    options: Object,
}

/// Two filters are equal when they do the same, whether or not a default was spelt out.
impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.rule == other.rule
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Rule {
    AllowedList { approved: Vec<String>, check_case: bool, default: Option<String> },
    Alpha,
    Boolean,
    Camel,
    Date,
    Digits,
    Empty,
    Float { precision: u32 },
    Kebab,
    Lower,
    Number,
    Prefix(String),
    Snake,
    Text,
    Suffix(String),
    Trim { start: bool, end: bool },
    Upper,
}

/// Every filter by its name, in the order of the dialect's own list.
pub(super) const NAMES: [&str; 17] = [
    "allowed_list",
    "alpha",
    "boolean",
    "camel",
    "date",
    "digits",
    "empty",
    "float",
    "kebab",
    "lower",
    "number",
    "prefix",
    "snake",
    "string",
    "suffix",
    "trim",
    "upper",
];

/// A value that a filter can make nothing of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit(pub(super) &'static str);

impl Filter {
    /// The filter of this name; what is wrong with its options is noted in `options`.
    pub(super) fn read(name: &str, options: &mut Options<'_>) -> Option<Self> {
        let rule = match name {
            "allowed_list" => Rule::AllowedList {
                approved: options.list("approved_values", "string", |item| item.as_str().map(str::to_owned)),
                check_case: options.flag("check_case", false),
                default: options.text_or_null("default"),
            },
            "alpha" => Rule::Alpha,
            "boolean" => Rule::Boolean,
            "camel" => Rule::Camel,
            "date" => Rule::Date,
            "digits" => Rule::Digits,
            "empty" => Rule::Empty,
            "float" => Rule::Float { precision: options.precision() },
            "kebab" => Rule::Kebab,
            "lower" => Rule::Lower,
            "number" => Rule::Number,
            "prefix" => Rule::Prefix(options.text("prefix")),
            "snake" => Rule::Snake,
            "string" => Rule::Text,
            "suffix" => Rule::Suffix(options.text("suffix")),
            "trim" => Rule::Trim { start: options.flag("start", true), end: options.flag("end", true) },
            "upper" => Rule::Upper,
            _ => return None,
        };
        Some(Self { rule, options: std::mem::take(&mut options.kept) })
    }

    /// The filter's name on the wire.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.rule {
            Rule::AllowedList { .. } => "allowed_list",
            Rule::Alpha => "alpha",
            Rule::Boolean => "boolean",
            Rule::Camel => "camel",
            Rule::Date => "date",
            Rule::Digits => "digits",
            Rule::Empty => "empty",
            Rule::Float { .. } => "float",
            Rule::Kebab => "kebab",
            Rule::Lower => "lower",
            Rule::Number => "number",
            Rule::Prefix(_) => "prefix",
            Rule::Snake => "snake",
            Rule::Text => "string",
            Rule::Suffix(_) => "suffix",
            Rule::Trim { .. } => "trim",
            Rule::Upper => "upper",
        }
    }

    /// The filter on the wire.
    #[must_use]
    pub fn to_value(&self) -> Value {
        json!({ "type": self.name(), "options": self.options })
    }

    /// What becomes of a value; `None` is no value. What a number or date cannot be made of is an error rather than
    /// no value: it would be lost without a word.
    pub(super) fn apply(&self, text: String) -> Result<Option<String>, Unfit> {
        Ok(Some(match &self.rule {
            Rule::AllowedList { approved, check_case, default } => {
                let listed = approved.iter().any(|one| super::value::same(one, &text, *check_case));
                return Ok(if listed { Some(text) } else { default.clone() });
            }
            Rule::Alpha => text.chars().filter(|c| c.is_alphabetic()).collect(),
            Rule::Boolean => convert::boolean(&text).to_string(),
            Rule::Camel => case::camel(text),
            Rule::Date | Rule::Float { .. } | Rule::Number if text.is_empty() => return Ok(None),
            Rule::Date => format_ms(parse_ms(text.trim()).ok_or(Unfit("should be a date"))?),
            Rule::Digits => text.chars().filter(char::is_ascii_digit).collect(),
            Rule::Empty => return Ok(Some(text).filter(|text| !convert::is_empty(text))),
            Rule::Float { precision } => {
                let number = convert::float(&text).ok_or(Unfit("should be a number"))?;
                number.round(usize::try_from(*precision).unwrap_or_default()).to_string()
            }
            Rule::Kebab => case::joined(&text, "-"),
            Rule::Lower => text.to_lowercase(),
            Rule::Number => convert::number(&text).ok_or(Unfit("should be a number"))?.to_string(),
            Rule::Prefix(prefix) if !text.starts_with(prefix) => format!("{prefix}{text}"),
            Rule::Suffix(suffix) if !text.ends_with(suffix) => text + suffix,
            Rule::Snake => case::joined(&text, "_"),
            Rule::Prefix(_) | Rule::Suffix(_) | Rule::Text => text,
            Rule::Trim { start, end } => convert::trim(&text, *start, *end).to_owned(),
            Rule::Upper => text.to_uppercase(),
        }))
    }
}
