//! What a validator says of a value that does not pass.

use super::{Rule, Validator};
use serde_json::Value;

impl Validator {
    /// A sentence that begins with `should`.
    pub(in super::super) fn sentence(&self) -> String {
        let option = |name: &str| match self.options.get(name) {
            Some(Value::String(text)) => format!("'{text}'"),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                .collect::<Vec<_>>()
                .join(", "),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        match &self.rule {
            Rule::Always => "should be anything".to_owned(),
            Rule::Never => "should not be set, no value is valid".to_owned(),
            Rule::Required => "should not be empty or 0".to_owned(),
            Rule::Between { include, .. } => {
                let edges = if *include { "inclusive" } else { "exclusive" };
                format!("should be between {} and {}, {edges}", option("min"), option("max"))
            }
            Rule::GreaterThan { include, .. } => {
                format!("should be {} {}", if *include { ">=" } else { ">" }, option("value"))
            }
            Rule::LessThan { include, .. } => {
                format!("should be {} {}", if *include { "<=" } else { "<" }, option("value"))
            }
            Rule::Equals { .. } => format!("should be equal to {}", option("value")),
            Rule::BlackList { .. } => format!("should be none of {}", option("list")),
            Rule::WhiteList { .. } => format!("should be one of {}", option("list")),
            Rule::Contains { .. } => format!("should contain {}", option("contains")),
            Rule::StartsWith { .. } => format!("should start with {}", option("starts_with")),
            Rule::EndsWith { .. } => format!("should end with {}", option("ends_with")),
            Rule::Length { operator, .. } => {
                let comparison = match *operator {
                    "less_than" => "fewer than",
                    "less_than_equals" => "at most",
                    "greater_than" => "more than",
                    "greater_than_equals" => "at least",
                    _ => "exactly",
                };
                format!("should have {comparison} {} characters", option("length"))
            }
            Rule::EmailAddress { .. } => "should be an email address".to_owned(),
            Rule::Hostname { .. } => "should be a host name".to_owned(),
            Rule::IpAddress { v4, v6 } => match (v4, v6) {
                (true, true) => "should be an IP address".to_owned(),
                (false, true) => "should be an IPv6 address".to_owned(),
                _ => "should be an IPv4 address".to_owned(),
            },
            Rule::MacAddress => "should be a MAC address".to_owned(),
            Rule::Mask(pattern) => format!("should match the mask \"{pattern}\""),
            Rule::Step { .. } => format!("should be a multiple of {} within its range", option("step")),
            Rule::Uri { schemes } => {
                let schemes: Vec<&str> = schemes.iter().map(|scheme| scheme.trim_end_matches(':')).collect();
                format!("should be a URI with one of the schemes {}", schemes.join(", "))
            }
        }
    }
}
