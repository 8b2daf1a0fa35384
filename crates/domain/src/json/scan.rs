//! The shape of a JSONPath query: as much of it as is needed to say how many nodes it can visit.
//!
//! The text has been accepted by the real parser before, so this one only has to read valid queries. Where it does
//! not understand one it says so, and the query is refused.

/// A query: where it starts and the segments that lead on from there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Query {
    /// Starts at the document's root (`$`), not at the filtered node (`@`).
    pub(super) from_root: bool,
    pub(super) segments: Vec<Segment>,
}

/// One segment: selectors that are applied to the nodes so far, or also to all below them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub(super) descends: bool,
    pub(super) selectors: Vec<Selector>,
}

/// What picks children of a node.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Selector {
    Name(String),
    Index(i64),
    /// A wildcard, or something that never picks more than all children (a slice, a name written with escapes).
    Every,
    Filter(Filter),
}

/// A filter: the queries in it and what it does with their results.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Filter {
    pub(super) queries: Vec<Query>,
    /// It compares values, or hands them to a function.
    pub(super) looks_inside: bool,
    /// What building its regular expressions costs for one node, in visits.
    pub(super) pattern_cost: usize,
}

const UNKNOWN: &str = "is a form of path that is not supported";

/// Reads the shape of `text`.
pub(super) fn scan(text: &str) -> Result<Query, String> {
    let mut scanner = Scanner { text, at: 0 };
    let query = scanner.query()?;
    if scanner.at == text.len() { Ok(query) } else { Err(UNKNOWN.to_owned()) }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'t str {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        // Only ASCII bytes end a run, or every byte of a non-ASCII character is in it.
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn blanks(&mut self) {
        self.take_while(|byte| byte.is_ascii_whitespace());
    }

    fn query(&mut self) -> Result<Query, String> {
        let from_root = self.eat(b'$');
        if !from_root && !self.eat(b'@') {
            return Err(UNKNOWN.to_owned());
        }
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.blanks();
            match self.peek() {
                Some(b'.' | b'[') => segments.push(self.segment()?),
                _ => {
                    self.at = before;
                    return Ok(Query { from_root, segments });
                }
            }
        }
    }

    fn segment(&mut self) -> Result<Segment, String> {
        let dot = self.eat(b'.');
        let descends = dot && self.eat(b'.');
        let selectors = match self.peek() {
            Some(b'[') if descends || !dot => self.brackets()?,
            Some(b'*') => {
                self.at += 1;
                vec![Selector::Every]
            }
            _ => vec![Selector::Name(self.member()?)],
        };
        Ok(Segment { descends, selectors })
    }

    fn member(&mut self) -> Result<String, String> {
        let name = self.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80);
        if name.is_empty() { Err(UNKNOWN.to_owned()) } else { Ok(name.to_owned()) }
    }

    fn brackets(&mut self) -> Result<Vec<Selector>, String> {
        self.at += 1;
        let mut selectors = Vec::new();
        loop {
            self.blanks();
            selectors.push(self.selector()?);
            self.blanks();
            if self.eat(b']') {
                return Ok(selectors);
            }
            if !self.eat(b',') {
                return Err(UNKNOWN.to_owned());
            }
        }
    }

    fn selector(&mut self) -> Result<Selector, String> {
        match self.peek() {
            Some(b'\'' | b'"') => {
                let literal = self.literal()?;
                let plain = !literal.contains('\\');
                Ok(if plain { Selector::Name(literal.to_owned()) } else { Selector::Every })
            }
            Some(b'*') => {
                self.at += 1;
                Ok(Selector::Every)
            }
            Some(b'?') => {
                self.at += 1;
                self.filter().map(Selector::Filter)
            }
            _ => {
                let range = self.take_while(|byte| !matches!(byte, b',' | b']'));
                if range.contains(':') {
                    return Ok(Selector::Every);
                }
                range.trim().parse().map(Selector::Index).map_err(|_| UNKNOWN.to_owned())
            }
        }
    }

    /// A quoted string, without its quotes and with its escapes as they are written.
    fn literal(&mut self) -> Result<&'t str, String> {
        let quote = self.peek().ok_or(UNKNOWN)?;
        self.at += 1;
        let start = self.at;
        while let Some(byte) = self.peek() {
            if byte == quote {
                self.at += 1;
                return self.text.get(start..self.at - 1).ok_or_else(|| UNKNOWN.to_owned());
            }
            self.at += if byte == b'\\' { 2 } else { 1 };
        }
        Err(UNKNOWN.to_owned())
    }

    /// All of a filter up to the `,` or `]` that ends its selector.
    fn filter(&mut self) -> Result<Filter, String> {
        let mut filter = Filter::default();
        // One entry for each open parenthesis: whether it belongs to `match` or `search`.
        let mut open = Vec::new();
        let mut word = "";
        while let Some(byte) = self.peek() {
            match byte {
                b',' | b']' if open.is_empty() => break,
                b'@' | b'$' => filter.queries.push(self.query()?),
                b'\'' | b'"' => drop(self.literal()?),
                b'(' => {
                    self.at += 1;
                    open.push(matches!(word, "match" | "search"));
                    filter.looks_inside |= !word.is_empty();
                    word = "";
                }
                b')' => {
                    self.at += 1;
                    open.pop();
                }
                b',' if open.last() == Some(&true) => {
                    self.at += 1;
                    self.blanks();
                    if !matches!(self.peek(), Some(b'\'' | b'"')) {
                        return Err(
                            "the pattern of match() and search() must stand in the path itself".to_owned()
                        );
                    }
                    filter.pattern_cost += self.pattern()?;
                }
                b'a'..=b'z' => word = self.take_while(|b| b.is_ascii_lowercase() || b == b'_'),
                _ => {
                    filter.looks_inside |= matches!(byte, b'=' | b'<' | b'>');
                    self.at += 1;
                }
            }
        }
        Ok(filter)
    }

    /// Building an automaton takes time, once for each node: with the pattern's length, its counted repetitions,
    /// and most of all with classes of Unicode characters.
    fn pattern(&mut self) -> Result<usize, String> {
        let pattern = self.literal()?;
        if pattern.contains("\\u") || pattern.contains("(?") {
            return Err(
                "the pattern of match() and search() must have neither \\u escapes nor (? groups".to_owned()
            );
        }
        let mut copies: usize = 1;
        for repetition in pattern.split('{').skip(1) {
            let inside = repetition.split('}').next().unwrap_or_default();
            let most = inside.split(',').filter_map(|count| count.trim().parse::<usize>().ok()).max();
            copies = copies.saturating_mul(most.unwrap_or(1).max(1));
        }
        let pairs = pattern.as_bytes().array_windows();
        let classes =
            pairs.filter(|[first, second]| *first == b'\\' && b"pPwWdDsSbB".contains(second)).count();
        let one = pattern.len().saturating_mul(20).saturating_add(classes.saturating_mul(1_500));
        Ok(one.saturating_mul(copies).saturating_add(200))
    }
}
