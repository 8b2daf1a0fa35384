//! The `q` parameter: one term that must occur, anywhere or in given fields.

use super::field::{Field, unknown};
use super::fold;
use crate::fault::Fault;

/// The longest term, in characters.
pub const MAX_TERM: usize = 200;

/// A term that must occur as part of at least one of the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The term, folded by [`fold`]; never empty.
    pub term: String,
    /// Where it may occur; [`Field::Text`] alone when the client named no field.
    pub fields: Vec<Field>,
}

/// Reads the `q` parameter: `term` or `term::in:field,field`.
///
/// # Errors
/// An empty or overlong term, an unknown field, or one that holds times or numbers.
pub fn parse_q(text: &str) -> Result<Words, Fault> {
    let fault = |reason: String| Fault::parameter("q", reason);
    let (term, selectors) =
        text.rsplit_once("::in:").map_or((text, None), |(term, fields)| (term, Some(fields)));
    let term = term.trim();
    if term.is_empty() {
        return Err(fault("must hold a term to search for".to_owned()));
    }
    if term.chars().count() > MAX_TERM {
        return Err(fault(format!("must not be longer than {MAX_TERM} characters")));
    }
    let mut fields = Vec::new();
    for selector in selectors.into_iter().flat_map(|selectors| selectors.split(',')).map(str::trim) {
        let field = Field::parse(selector).ok_or_else(|| fault(format!("has an {}", unknown(selector))))?;
        if field.is_time() || field.is_number() {
            return Err(fault(format!("names {selector}, which holds no text; compare it with filters")));
        }
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    if fields.is_empty() {
        fields.push(Field::Text);
    }
    Ok(Words { term: fold(term), fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_alone_is_searched_everywhere() {
        assert_eq!(parse_q(" Pump 7 "), Ok(Words { term: "pump 7".into(), fields: vec![Field::Text] }));
        assert_eq!(parse_q("a::in").map(|words| words.term), Ok("a::in".into()));
    }

    #[test]
    fn a_term_is_searched_in_the_fields_that_are_named() {
        let fields = vec![Field::OrderNum, Field::AccountNum];
        assert_eq!(
            parse_q("12::in:OrderNum, Account/AccountNum,OrderNum"),
            Ok(Words { term: "12".into(), fields })
        );
    }

    #[test]
    fn an_empty_or_overlong_term_and_a_field_without_text_are_refused() {
        let long = "x".repeat(MAX_TERM + 1);
        for wrong in ["", "  ", "::in:OrderNum", "a::in:", "a::in:Colour", "a::in:DispatchStatus", &long] {
            assert_eq!(parse_q(wrong).map_err(|fault| fault.name), Err("q".to_owned()), "{wrong}");
        }
    }
}
