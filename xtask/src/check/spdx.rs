//! Licence expressions (SPDX 3, annex B): `OR` binds weakest, then `AND`, then `WITH`; parentheses group. The old
//! spelling `MIT/Apache-2.0` of cargo manifests means `OR`.

/// Whether somebody who accepts only these licences may take the package. `accepted` holds plain identifiers, or an
/// identifier with its exception (`Apache-2.0 WITH LLVM-exception`): a licence with an exception is another licence.
pub fn satisfied(expression: &str, accepted: &[&str]) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = Words { rest: spaced.split_whitespace().collect(), accepted };
    words.rest.reverse();
    let answer = words.either(0)?;
    match words.rest.last() {
        None => Ok(answer),
        Some(word) => Err(format!("unexpected {word:?}")),
    }
}

/// Deeper nesting than this is refused; real expressions have one level.
const DEPTH: usize = 16;

struct Words<'a> {
    /// What is still to be read, last word first.
    rest: Vec<&'a str>,
    accepted: &'a [&'a str],
}

impl<'a> Words<'a> {
    fn either(&mut self, depth: usize) -> Result<bool, String> {
        let mut answer = self.both(depth)?;
        while self.take("OR") {
            answer |= self.both(depth)?;
        }
        Ok(answer)
    }

    fn both(&mut self, depth: usize) -> Result<bool, String> {
        let mut answer = self.one(depth)?;
        while self.take("AND") {
            answer &= self.one(depth)?;
        }
        Ok(answer)
    }

    fn one(&mut self, depth: usize) -> Result<bool, String> {
        if self.take("(") {
            if depth == DEPTH {
                return Err("nested too deep".to_owned());
            }
            let answer = self.either(depth + 1)?;
            return if self.take(")") { Ok(answer) } else { Err("a parenthesis stays open".to_owned()) };
        }
        let licence = self.name()?;
        if !self.take("WITH") {
            return Ok(self.accepted.contains(&licence));
        }
        let with_exception = format!("{licence} WITH {}", self.name()?);
        Ok(self.accepted.contains(&with_exception.as_str()))
    }

    fn name(&mut self) -> Result<&'a str, String> {
        match self.rest.pop() {
            None => Err("a licence is missing at the end".to_owned()),
            Some(word @ ("OR" | "AND" | "WITH" | "(" | ")")) => {
                Err(format!("a licence is missing before {word:?}"))
            }
            Some(word) => Ok(word),
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.rest.last() == Some(&word);
        if found {
            self.rest.pop();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPTED: &[&str] = &["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"];

    fn accepts(expression: &str) -> bool {
        satisfied(expression, ACCEPTED).unwrap()
    }

    #[test]
    fn a_single_licence_is_looked_up_whole() {
        assert!(accepts("MIT"));
        assert!(!accepts("MIT-Modern-Variant"));
        assert!(!accepts("GPL-3.0-or-later"));
    }

    #[test]
    fn or_needs_one_side_and_and_needs_both() {
        assert!(accepts("GPL-3.0-only OR MIT"));
        assert!(!accepts("GPL-3.0-only AND MIT"));
        assert!(accepts("MIT AND Apache-2.0"));
    }

    #[test]
    fn and_binds_tighter_than_or_and_parentheses_turn_that_round() {
        assert!(accepts("MIT OR Apache-2.0 AND GPL-3.0-only"));
        assert!(!accepts("(MIT OR Apache-2.0) AND GPL-3.0-only"));
        assert!(accepts("(MIT OR GPL-3.0-only) AND Unicode-3.0"));
    }

    #[test]
    fn the_old_slash_means_or_with_or_without_spaces() {
        assert!(accepts("EPL-2.0/MIT"));
        assert!(accepts("Apache-2.0 / EPL-2.0"));
    }

    #[test]
    fn an_exception_makes_another_licence() {
        assert!(accepts("Apache-2.0 WITH LLVM-exception"));
        assert!(!accepts("Apache-2.0 WITH Classpath-exception-2.0"));
        assert!(!accepts("MIT WITH LLVM-exception"));
    }

    #[test]
    fn what_is_no_expression_is_an_error() {
        for broken in
            ["", "OR", "MIT OR", "MIT AND OR MIT", "(MIT", "MIT)", "MIT Apache-2.0", "MIT WITH", "()"]
        {
            assert!(satisfied(broken, ACCEPTED).is_err(), "{broken:?}");
        }
    }

    #[test]
    fn endless_nesting_is_an_error_and_no_overflow() {
        assert!(satisfied(&"(".repeat(100_000), ACCEPTED).is_err());
    }
}
