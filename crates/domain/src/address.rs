//! Postal addresses of locations, in the members of xNAL.

use serde_json::Value;

use crate::json::Object;

/// The members by which addresses are searched, in the order of [`words`].
pub const SEARCHED: [&str; 4] = ["country", "administrative_area", "postal_code", "thoroughfare"];

/// An address as it stands on an envelope: the label, the street, the place; lines without content are left out.
#[must_use]
pub fn formatted(label: &str, address: &Object) -> String {
    const STREET: &[&str] = &["thoroughfare", "premise", "sub_premise"];
    const PLACE: &[&str] = &["locality", "administrative_area", "postal_code", "country"];
    let lines = [label.trim().to_owned(), line(address, STREET), line(address, PLACE)];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn line(address: &Object, names: &[&str]) -> String {
    let parts = names.iter().map(|name| text(address, name).trim());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn text<'a>(address: &'a Object, name: &str) -> &'a str {
    address.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// What an address is searched by: one text for each of [`SEARCHED`].
#[must_use]
pub fn words(address: &Object) -> Vec<String> {
    SEARCHED.iter().map(|name| text(address, name).to_owned()).collect()
}

/// The place of an ISO 3166 alpha-3 country code among all codes, alphabetically; `None` for what is no such code.
#[must_use]
pub fn country_rank(code: &str) -> Option<i64> {
    let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    is_code.then(|| code.bytes().fold(0, |rank, b| rank * 26 + i64::from(b - b'A')))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn address(value: &Value) -> Object {
        value.as_object().expect("an object").clone()
    }

    #[test]
    fn an_address_has_a_line_for_the_street_and_one_for_the_place() {
        let full = address(&json!({
            "country": "USA", "administrative_area": "NY", "sub_administrative_area": "Albany", "locality": "Menands",
            "postal_code": "12204", "thoroughfare": "431 Broadway", "premise": "Suite c", "sub_premise": "Floor 2"
        }));
        assert_eq!(formatted("Depot", &full), "Depot\n431 Broadway Suite c Floor 2\nMenands NY 12204 USA");
        assert_eq!(formatted("", &address(&json!({"country": "USA", "premise": " "}))), "USA");
    }

    #[test]
    fn countries_are_ranked_as_their_codes_are_spelled() {
        let ranks: Vec<_> = ["ABW", "AFG", "DEU", "USA", "ZWE"].map(country_rank).to_vec();
        assert!(ranks.iter().all(Option::is_some) && ranks.is_sorted());
        for wrong in ["", "US", "usa", "U\u{c9}A", "USAA"] {
            assert_eq!(country_rank(wrong), None, "{wrong}");
        }
    }
}
