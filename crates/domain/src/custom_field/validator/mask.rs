//! `mask`: regular expressions, in time linear in the value.

use regex::{Regex, RegexBuilder};

/// The largest compiled pattern, in bytes.
const MAX_COMPILED: usize = 262_144;
/// The longest value that is held against a mask, in bytes; a longer one does not fit.
const MAX_TEXT: usize = 4096;

/// Whether a pattern can be used; the error says why not. Look-around and back-references cannot.
pub(in super::super) fn check(pattern: &str) -> Result<(), String> {
    match compile(pattern) {
        Ok(_) => Ok(()),
        Err(regex::Error::CompiledTooBig(_)) => Err("too large".to_owned()),
        // The last line of a syntax error says what is wrong; those before it draw a picture of the pattern.
        Err(error) => {
            Err(error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned())
        }
    }
}

/// Whether a value matches somewhere, as in JavaScript; a pattern that cannot be used fits nothing.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    text.len() <= MAX_TEXT && compile(pattern).is_ok_and(|mask| mask.is_match(text))
}

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    let mut builder = RegexBuilder::new(&translate(pattern));
    builder.size_limit(MAX_COMPILED).dfa_size_limit(MAX_COMPILED).nest_limit(50).build()
}

/// Writes a JavaScript pattern for the engine here: `\d` and `\w` mean ASCII, and within brackets `[`, `&` and `~` are
/// themselves.
fn translate(pattern: &str) -> String {
    let mut translated = String::with_capacity(pattern.len() + 16);
    let mut within = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('d') => translated.push_str("[0-9]"),
                Some('D') => translated.push_str("[^0-9]"),
                Some('w') => translated.push_str("[0-9A-Za-z_]"),
                Some('W') => translated.push_str("[^0-9A-Za-z_]"),
                Some('b') if !within => translated.push_str(r"(?-u:\b)"),
                next => {
                    translated.push('\\');
                    translated.extend(next);
                }
            },
            '[' if !within => {
                within = true;
                translated.push(c);
            }
            ']' => {
                within = false;
                translated.push(c);
            }
            '[' | '&' | '~' if within => {
                translated.push('\\');
                translated.push(c);
            }
            _ => translated.push(c),
        }
    }
    translated
}
