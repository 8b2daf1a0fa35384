//! Reads a validator under either of its names.

use super::super::options::Options;
use super::super::place::Place;
use super::{Fixed, Item, Rule, Validator, hostname, uri};
use serde_json::{Value, json};

/// Every validator by its newer name, in the order of the dialect's own list.
pub(in super::super) const NAMES: [&str; 20] = [
    "always",
    "between",
    "black_list",
    "contains",
    "email_address",
    "ends_with",
    "equals",
    "greater_than",
    "hostname",
    "ip_address",
    "length",
    "less_than",
    "mac_address",
    "mask",
    "never",
    "required",
    "starts_with",
    "step",
    "uri",
    "white_list",
];

const OPERATORS: [&str; 5] =
    ["equals", "less_than", "less_than_equals", "greater_than", "greater_than_equals"];
const VERSIONS: [&str; 2] = ["IPv4", "IPv6"];

/// The newer name of a validator. The older version calls `between` `greater_than`; its limits tell them apart.
fn newer<'a>(name: &'a str, options: &Options<'_>) -> &'a str {
    match name {
        "greater_than" if !options.has("value") && (options.has("min") || options.has("max")) => "between",
        "whiteList" => "white_list",
        "startsWith" => "starts_with",
        "lessThan" => "less_than",
        "ipAddress" => "ip_address",
        "macAddress" => "mac_address",
        same => same,
    }
}

impl Validator {
    /// The validator of this name; what is wrong with its options is noted in `options`.
    pub(in super::super) fn read(name: &str, options: &mut Options<'_>) -> Option<Self> {
        let rule = match newer(name, options) {
            "always" => Rule::Always,
            "between" => Rule::Between {
                min: options.number("min"),
                max: options.number("max"),
                precision: options.precision(),
                include: options.flag("include", true),
            },
            "black_list" => Rule::BlackList { list: items(options), check_case: check_case(options) },
            "contains" => Rule::Contains { part: options.text("contains"), check_case: check_case(options) },
            "email_address" => {
                options.flag("lookup", false);
                Rule::EmailAddress { strict: options.flag("strict", true) }
            }
            "ends_with" => Rule::EndsWith { end: options.text("ends_with"), check_case: check_case(options) },
            "equals" => Rule::Equals { to: item(options, "value"), precision: options.precision() },
            "greater_than" => Rule::GreaterThan {
                limit: options.number("value"),
                precision: options.precision(),
                include: options.flag("include", true),
            },
            "hostname" => {
                Rule::Hostname { record_type: options.choice("record_type", &hostname::RECORD_TYPES, "A") }
            }
            "ip_address" => ip_address(options),
            "length" => Rule::Length {
                length: options.number_or_text("length"),
                operator: options.choice("operator", &OPERATORS, "equals"),
            },
            "less_than" => Rule::LessThan {
                limit: options.number("value"),
                precision: options.precision(),
                include: options.flag("include", true),
            },
            "mac_address" => Rule::MacAddress,
            "mask" => Rule::Mask(options.text("mask")),
            "never" => Rule::Never,
            "required" => Rule::Required,
            "starts_with" => {
                Rule::StartsWith { start: options.text("starts_with"), check_case: check_case(options) }
            }
            "step" => step(options),
            "uri" => Rule::Uri { schemes: schemes(options) },
            "white_list" => Rule::WhiteList { list: items(options), check_case: check_case(options) },
            _ => return None,
        };
        Some(Self { rule, options: std::mem::take(&mut options.kept) })
    }
}

fn check_case(options: &mut Options<'_>) -> bool {
    options.flag("check_case", false)
}

fn items(options: &mut Options<'_>) -> Vec<Item> {
    options.list("list", "string,number,boolean", Item::read)
}

/// A text, number or truth to compare with.
fn item(options: &mut Options<'_>, name: &str) -> Item {
    match options.given.get(name) {
        Some(Value::String(_)) => Item::Text(options.text(name)),
        Some(Value::Bool(_)) => Item::Text(options.flag(name, false).to_string()),
        Some(Value::Number(_)) | None => Item::Number(options.number(name)),
        Some(_) => {
            let message = Place::member(&options.place, name).wrong_type("number,string,boolean");
            options.note(message);
            Item::Number(Fixed::ZERO)
        }
    }
}

/// The newer version has one `version`, the older a list of `versions`; a list of both is kept as it came.
fn ip_address(options: &mut Options<'_>) -> Rule {
    let mut versions =
        options.words("versions", &VERSIONS, |word| VERSIONS.into_iter().find(|version| *version == word));
    if versions.is_empty() {
        versions.push(options.choice("version", &VERSIONS, VERSIONS[0]));
    } else if versions.iter().all(|version| *version == versions[0]) {
        options.keep("version", json!(versions[0]));
    } else {
        options.keep("versions", json!(VERSIONS));
    }
    let [v4, v6] = VERSIONS.map(|version| versions.contains(&version));
    Rule::IpAddress { v4, v6 }
}

fn step(options: &mut Options<'_>) -> Rule {
    let before = options.messages.len();
    let step = options.number("step");
    if step <= Fixed::ZERO && options.messages.len() == before {
        let message = Place::member(&options.place, "step").beyond("exclusiveMinimum", ">", &json!(0));
        options.note(message);
    }
    Rule::Step { step, start: options.number_or_null("start"), end: options.number_or_null("end") }
}

/// The older version writes schemes without a colon, the newer with one.
fn schemes(options: &mut Options<'_>) -> Vec<&'static str> {
    let mut schemes = options.words("schemes", &uri::SCHEMES, |word| {
        uri::SCHEMES.into_iter().find(|scheme| *scheme == word || scheme.strip_suffix(':') == Some(word))
    });
    if options.has("schemes") {
        options.keep("schemes", json!(schemes));
    }
    if schemes.is_empty() {
        schemes.extend(uri::SCHEMES);
    }
    schemes
}
