//! Reading a filter character by character.

use crate::fault::Fault;

/// A place in the text of the `filters` parameter.
pub(super) struct Scan<'a> {
    text: &'a str,
    /// Bytes read so far; always at a character's start.
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The bytes read so far, to point a fault at.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    pub(super) fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// Reads `text` if it comes next.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Reads a keyword in any case if it comes next as a word of its own.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let found = rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && rest[word.len()..].chars().next().is_some_and(|next| next.is_whitespace() || next == '(');
        if found {
            self.at += word.len();
        }
        found
    }

    pub(super) fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|next| !belongs(next)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// A fault that points at the place `at` bytes from the start, counted to the client in characters from 1.
    pub(super) fn fault_at(&self, at: usize, what: &str) -> Fault {
        let character = self.text[..at].chars().count() + 1;
        Fault::parameter("filters", format!("can't be read: {what}, at character {character}"))
    }

    /// A fault that points at what comes next.
    pub(super) fn fault(&self, what: &str) -> Fault {
        self.fault_at(self.at, what)
    }
}
