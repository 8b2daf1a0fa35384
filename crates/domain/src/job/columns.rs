//! What of a job is searched or sorted, taken out of the document.

use serde_json::Value;

use super::text;
use crate::action::status;
use crate::json::Object;
use crate::time::parse_ms;

/// What a list of jobs is filtered and sorted by. All texts are folded by [`fold`]; absent ones are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// `OrderStatus`; `1` (new) when absent.
    pub status: String,
    /// `OrderType`.
    pub kind: String,
    /// `UserName`.
    pub user_name: String,
    /// `Account.AccountNum`.
    pub account_num: String,
    /// `Location.LocationNum`.
    pub location_num: String,
    /// `PlannedStartDate` in milliseconds since 1970 UTC.
    pub planned_start: Option<i64>,
    /// `PlannedEndDate` in milliseconds since 1970 UTC.
    pub planned_end: Option<i64>,
    /// `DispatchStatus`, 0 to 3; 0 when absent.
    pub dispatch_status: i64,
    /// `Priority`.
    pub priority: String,
}

/// Takes the columns out of a document.
pub fn columns(doc: &Object) -> Columns {
    let none = Object::new();
    let section = |name: &str| doc.get(name).and_then(Value::as_object).unwrap_or(&none);
    let status = text(doc, "OrderStatus");
    Columns {
        status: fold(if status.is_empty() { "1" } else { status }),
        kind: fold(text(doc, "OrderType")),
        user_name: fold(text(doc, "UserName")),
        account_num: fold(text(section("Account"), "AccountNum")),
        location_num: fold(text(section("Location"), "LocationNum")),
        planned_start: parse_ms(text(doc, "PlannedStartDate")),
        planned_end: parse_ms(text(doc, "PlannedEndDate")),
        dispatch_status: text(doc, "DispatchStatus")
            .parse()
            .ok()
            .filter(|at| (0..=3).contains(at))
            .unwrap_or(0),
        priority: fold(text(doc, "Priority")),
    }
}

/// The words by which a document is found: folded, each once, joined by one space, at most 2 000 bytes.
pub fn words(doc: &Object) -> String {
    let none = Object::new();
    let section = |name: &str| doc.get(name).and_then(Value::as_object).unwrap_or(&none);
    let (account, location) = (section("Account"), section("Location"));
    let address = location.get("Address").and_then(Value::as_object).unwrap_or(&none);
    let mut words = Words::default();
    for name in ["OrderNum", "Title", "Description", "Remarks"] {
        words.add(text(doc, name));
    }
    words.add(text(account, "Name"));
    words.add(text(location, "Name"));
    for name in ["City", "AddrLine1", "Zip"] {
        words.add(text(address, name));
    }
    words.add(text(doc, "UserName"));
    for asset in
        doc.get("Assets").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
    {
        words.add(text(asset, "Desc"));
        words.add(text(asset, "SerialNum"));
    }
    words.text
}

/// A text as it is compared: in lower case.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.chars().flat_map(char::to_lowercase).collect()
    }
}

/// Whether an `OrderStatus` is final: closed complete (4096) or closed incomplete (4097).
pub fn is_closed(code: &str) -> bool {
    matches!(code, status::CLOSED_COMPLETE | status::CLOSED_INCOMPLETE)
}

/// Words joined by one space, each once.
#[derive(Default)]
struct Words {
    text: String,
    looked_at: usize,
}

/// The longest text of words, in bytes.
const MAX_TEXT: usize = 2_000;
/// How many words of a document are looked at: repetitions take time without making the text longer.
const MAX_WORDS: usize = 1_000;

impl Words {
    fn add(&mut self, source: &str) {
        if source.is_empty() || self.looked_at >= MAX_WORDS {
            return;
        }
        // The beginning is folded, not the whole of a text of megabytes.
        let end = source.floor_char_boundary(2 * MAX_TEXT);
        let folded = fold(&source[..end]);
        for word in folded.split_whitespace() {
            self.looked_at += 1;
            let fits = self.text.len() + 1 + word.len() <= MAX_TEXT;
            if self.looked_at > MAX_WORDS || !fits || self.has(word) {
                continue;
            }
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    fn has(&self, word: &str) -> bool {
        // Bytes: a search for a single character in text costs more than such short words.
        self.text.as_bytes().split(|byte| *byte == b' ').any(|known| known == word.as_bytes())
    }
}
