//! The number by which a job is known.

use std::fmt;

use crate::Fault;

/// A job's `OrderNum`: 1 to 100 characters, none of them a control character, and neither `.` nor `..`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(String);

const MAX_CHARACTERS: usize = 100;

impl Number {
    /// Takes the number out of a URL, already percent-decoded.
    ///
    /// # Errors
    /// A fault of the parameter `OrderNum`.
    pub fn new(text: &str) -> Result<Self, Fault> {
        let reason = if text.is_empty() {
            "must not be empty"
        } else if text.chars().count() > MAX_CHARACTERS {
            "must not be longer than 100 characters"
        } else if text.chars().any(char::is_control) {
            "must not contain control characters"
        } else if text == "." || text == ".." {
            "must not be . or .."
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(Fault::parameter("OrderNum", reason).with_value(&text.into()))
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn a_number_may_hold_dots_slashes_and_any_script() {
        for text in ["1214", "150306.31", "a/b", "Auftrag 7", "å¤§", &"x".repeat(100), &"ä".repeat(100)] {
            assert_eq!(Number::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_number_that_no_url_could_name_is_refused() {
        for text in ["", ".", "..", "a\nb", "\u{7f}", "\u{0}", &"x".repeat(101)] {
            let fault = Number::new(text).unwrap_err();
            assert_eq!(fault.name, "OrderNum");
            assert!(fault.path.is_empty());
        }
    }
}
