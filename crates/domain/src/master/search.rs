//! What of a master document can be found by words, and how a hit is called.

use super::Kind;
use crate::json::Object;
use crate::query::fold;
use serde_json::Value;

/// The longest search text, in characters.
pub const MAX_SEARCH_TEXT: usize = 2000;

/// The members whose words are searched, in order; `/` leads into objects and lists. A localised text counts with all
/// its languages.
fn searched(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Account => &[
            "AccountNum",
            "Name",
            "Addresses/AddrLine1",
            "Addresses/City",
            "Addresses/Zip",
            "Contacts/FirstName",
            "Contacts/LastName",
            "Contacts/Email",
            "Contacts/Phones/PhoneNum",
            "Website",
        ],
        Kind::Location => &[
            "LocationNum",
            "Name",
            "Address/AddrLine1",
            "Address/City",
            "Address/Zip",
            "Email",
            "Contacts/FirstName",
            "Contacts/LastName",
            "Contacts/Email",
            "Contacts/Phones/PhoneNum",
        ],
        Kind::User => &["UserID", "FirstName", "LastName", "Email", "Phones/PhoneNum", "ServiceTeamID"],
        Kind::Product => &["ProdNum", "Desc", "Mfg", "ModelNum", "UPCUnitCode", "Tags"],
        Kind::Asset => &[
            "AssetNum",
            "SerialNum",
            "Desc",
            "Mfg",
            "Model",
            "ProdNum",
            "AccountNum",
            "LocationNum",
            "RetailerName",
            "Location",
        ],
        Kind::SystemCategory => &["SysCatID", "Desc", "SysActs/Desc", "SubCats/Desc", "SubCats/SysActs/Desc"],
    }
}

/// The case-folded words by which a document is found, separated by single spaces; at most [`MAX_SEARCH_TEXT`]
/// characters.
pub fn search_text(kind: Kind, doc: &Object) -> String {
    let mut found = String::new();
    for path in searched(kind) {
        let (name, rest) = step(path);
        if let Some(value) = doc.get(name) {
            collect(value, rest, &mut found);
        }
    }
    let folded = fold(&found);
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(MAX_SEARCH_TEXT).collect::<String>().trim_end().to_owned()
}

fn step(path: &str) -> (&str, Option<&str>) {
    path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)))
}

/// Appends the texts at `path` below `value`; without a path all texts of the value and of its direct members.
fn collect(value: &Value, path: Option<&str>, found: &mut String) {
    if found.len() > 4 * MAX_SEARCH_TEXT {
        return;
    }
    match (value, path) {
        (Value::String(text), None) => {
            found.extend(text.chars().take(MAX_SEARCH_TEXT));
            found.push(' ');
        }
        (Value::Number(number), None) => {
            *found += &number.to_string();
            found.push(' ');
        }
        (Value::Array(elements), path) => {
            for element in elements.iter().filter(|element| !element.is_array()) {
                collect(element, path, found);
            }
        }
        (Value::Object(object), Some(path)) => {
            let (name, rest) = step(path);
            if let Some(value) = object.get(name) {
                collect(value, rest, found);
            }
        }
        (Value::Object(localised), None) => {
            for text in localised.values().filter(|value| value.is_string()) {
                collect(text, None, found);
            }
        }
        _ => {}
    }
}

/// How a document is called in a list of hits: its name, a person's first and last name, a description; its number
/// when it has none of these.
pub fn title(kind: Kind, doc: &Object) -> String {
    let joined = |names: &[&str]| {
        let texts: Vec<&str> =
            names.iter().filter_map(|name| doc.get(*name)?.as_str()).map(str::trim).collect();
        texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let title = match kind {
        Kind::Account | Kind::Location => joined(&["Name"]),
        Kind::User => joined(&["FirstName", "LastName"]),
        Kind::Product | Kind::SystemCategory => description(doc),
        Kind::Asset => Some(description(doc))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| joined(&["Mfg", "Model"])),
    };
    let (first, second) = kind.key_members();
    if title.is_empty() { joined(&[second.unwrap_or(first)]) } else { title }
}

/// `Desc`: a text, or a text in several languages of which English comes first.
fn description(doc: &Object) -> String {
    let text = match doc.get("Desc") {
        Some(Value::Object(localised)) => {
            let english = localised.get("en").and_then(Value::as_str).filter(|text| !text.trim().is_empty());
            let any = || localised.values().filter_map(Value::as_str).find(|text| !text.trim().is_empty());
            english.or_else(any)
        }
        Some(Value::String(text)) => Some(text.as_str()),
        _ => None,
    };
    text.unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: &Value) -> Object {
        value.as_object().cloned().expect("the test wrote an object")
    }

    #[test]
    fn an_account_is_found_by_number_name_city_and_contact() {
        let doc = object(&json!({
            "AccountNum": "A-1", "Name": " ACME\n Pumps ", "Notes": "secret", "Addresses": [{"City": "Köln"}, {"City": "BONN"}],
            "Contacts": [{"Email": "x@y.example", "Phones": [{"PhoneNum": "0123"}]}]
        }));
        assert_eq!(search_text(Kind::Account, &doc), "a-1 acme pumps köln bonn x@y.example 0123");
    }

    #[test]
    fn a_localised_description_is_found_in_every_language() {
        let doc = object(
            &json!({"ProdNum": 7, "Desc": {"en": "Pump", "es": "Bomba"}, "Tags": ["Wet", {"x": "deep"}]}),
        );
        assert_eq!(search_text(Kind::Product, &doc), "7 pump bomba wet deep");
    }

    #[test]
    fn no_kind_puts_more_than_the_limit_into_its_search_text() {
        let long = "ü".repeat(5000);
        for kind in Kind::ALL {
            let doc = object(&json!({
                "Name": long, "FirstName": long, "Desc": vec![long.clone(); 50], "Email": long, "Password": "hidden"
            }));
            let text = search_text(kind, &doc);
            assert_eq!(text.chars().count(), MAX_SEARCH_TEXT, "{kind:?}");
            assert!(!text.contains("hidden"));
        }
    }

    #[test]
    fn a_hit_is_called_by_its_name_or_description() {
        for (kind, doc, expected) in [
            (Kind::Account, json!({"AccountNum": "1", "Name": "Acme"}), "Acme"),
            (Kind::Location, json!({"LocationNum": "L1", "Name": " "}), "L1"),
            (Kind::User, json!({"UserID": "u", "FirstName": "Ada", "LastName": "Byron"}), "Ada Byron"),
            (Kind::User, json!({"UserID": "u", "LastName": "Byron"}), "Byron"),
            (Kind::Product, json!({"Desc": {"es": "Bomba", "en": "Pump"}}), "Pump"),
            (Kind::SystemCategory, json!({"SysCatID": "10", "Desc": {"en": "", "es": "Estado"}}), "Estado"),
            (Kind::Asset, json!({"Desc": "Boiler"}), "Boiler"),
            (Kind::Asset, json!({"AssetNum": "9", "Mfg": "Acme", "Model": "X"}), "Acme X"),
            (Kind::Asset, json!({"AssetNum": "9"}), "9"),
            (Kind::Asset, json!({}), ""),
        ] {
            assert_eq!(title(kind, &object(&doc)), expected, "{kind:?} {doc}");
        }
    }
}
