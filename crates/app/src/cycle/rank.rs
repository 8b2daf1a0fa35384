//! Places among others: the `priority` of a queue, the `order` of a batch.

use serde_json::{Number, Value, json};

use crate::entity::draft::Drafting;

/// How many letters of a text say its place.
const LETTERS: usize = 6;

/// A place: the number that is shown, and the number that rows are sorted by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rank {
    /// What the caller is shown.
    pub shown: Number,
    /// Grows with the place.
    pub key: i64,
}

/// The place that a caller asks for: a number, a text that is one (`"42"`), or a text that sorts by its first six bytes (`"a"`
/// before `"b"`). `None` if it is none of them or larger than any number.
pub(crate) fn of(value: &Value) -> Option<Rank> {
    match value {
        Value::Number(number) => Some(Rank { shown: number.clone(), key: key(number.as_f64()?)? }),
        Value::String(text) => of_text(text),
        _ => None,
    }
}

/// Takes a place that a body says over into a member of the draft; one that is too large is a message.
pub(crate) fn take(drafting: &mut Drafting<'_, '_>, member: &str, given: &Value) {
    if let Some(rank) = of(given) {
        drafting.draft.doc.insert(member.to_owned(), Value::Number(rank.shown));
        drafting.draft.rank = Some(rank.key);
    } else {
        let params = json!({"comparison": "<=", "limit": f64::MAX, "exclusive": false});
        drafting.wrong("maximum", &format!(".{member}"), params, "should be a number that is not too large");
    }
}

/// The bits of numbers that are not negative sort as the numbers do.
fn key(number: f64) -> Option<i64> {
    // Minus zero has another sign bit than zero.
    let number = number + 0.0;
    (number.is_finite() && number >= 0.0).then(|| number.to_bits().cast_signed())
}

fn of_text(text: &str) -> Option<Rank> {
    let is_number =
        text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.bytes().any(|b| b.is_ascii_digit());
    let number = text.parse::<f64>().ok().filter(|number| is_number && number.is_finite());
    let number = number.unwrap_or_else(|| {
        let places = (0..LETTERS).map(|place| text.as_bytes().get(place).copied().unwrap_or(0));
        places.fold(0.0, |number, letter| number * 256.0 + f64::from(letter))
    });
    let is_whole = number.fract() == 0.0 && number < 9e15;
    let shown = if is_whole { Number::from(number as u64) } else { Number::from_f64(number)? };
    Some(Rank { shown, key: key(number)? })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_sort_as_their_numbers_and_texts_do() {
        let sorted = [
            json!(0),
            json!(0.5),
            json!("1"),
            json!(1.5),
            json!("2"),
            json!(42),
            json!("A"),
            json!("a"),
            json!("aa"),
            json!("b"),
        ];
        let keys: Vec<i64> = sorted.iter().map(|value| of(value).expect("a place").key).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
    }

    #[test]
    fn a_place_is_shown_as_a_number() {
        assert_eq!(of(&json!("42")).map(|rank| rank.shown.to_string()), Some("42".to_owned()));
        assert_eq!(of(&json!("1.50")).map(|rank| rank.shown.to_string()), Some("1.5".to_owned()));
        assert_eq!(of(&json!("")).map(|rank| rank.shown.to_string()), Some("0".to_owned()));
        assert_eq!(of(&json!(-0.0)).map(|rank| rank.key), Some(0));
        for wrong in ["-1", "1e400", "null"] {
            let value: Value = serde_json::from_str(wrong).expect("JSON");
            assert_eq!(of(&value), None, "{wrong}");
        }
    }
}
