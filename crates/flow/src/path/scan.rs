//! Reading the text of a path.

use super::{MAX_LENGTH, Origin, Path, Segment};
use crate::world::Root;

impl Path {
    /// Reads a path: with a leading `$`, or beginning with a bare name.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let bare = !text.starts_with('$');
        let mut segments = scan(text)?;
        let first = match segments.first() {
            Some(Segment::Name(name)) => name.as_str(),
            Some(_) => return Err(broken(text, "it must begin with a name")),
            None => "data",
        };
        let origin = match (Root::parse(first), first) {
            (Some(root), _) => Origin::Root(root),
            (None, "_event") => Origin::Event,
            (None, "data") => Origin::Data,
            (None, _) if bare => return Ok(Self { origin: Origin::Bare, segments }),
            (None, _) => return Ok(Self { origin: Origin::Data, segments }),
        };
        segments.drain(..segments.len().min(1));
        Ok(Self { origin, segments })
    }

    /// Reads a path that begins at the entity.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(crate) fn on_entity(text: &str) -> Result<Self, String> {
        Ok(Self { origin: Origin::Root(Root::Entity), segments: scan(text)? })
    }
}

fn scan(text: &str) -> Result<Vec<Segment>, String> {
    if text.len() > MAX_LENGTH {
        return Err(format!("a path is longer than {MAX_LENGTH} bytes"));
    }
    let bare = !text.starts_with('$');
    let mut rest = Rest(text.strip_prefix('$').unwrap_or(text));
    let mut segments = Vec::new();
    if bare {
        segments.push(Segment::Name(rest.name().ok_or_else(|| broken(text, "it must begin with a name"))?));
    }
    while !rest.0.is_empty() {
        let segment = if rest.eat(".") { rest.name().map(Segment::Name) } else { rest.bracket() };
        let place = text.len() - rest.0.len();
        segments.push(segment.ok_or_else(|| broken(text, &format!("it can't be read beyond byte {place}")))?);
    }
    Ok(segments)
}

fn broken(text: &str, reason: &str) -> String {
    format!("\"{text}\" is no path: {reason}")
}

/// What is left to be read.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn eat(&mut self, token: &str) -> bool {
        let rest = self.0.strip_prefix(token);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn blanks(&mut self) {
        self.0 = self.0.trim_start_matches(' ');
    }

    /// A name up to the next point or bracket.
    fn name(&mut self) -> Option<String> {
        let end = self.0.find(['.', '[', ']']).unwrap_or(self.0.len());
        let (name, rest) = self.0.split_at(end);
        self.0 = rest;
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn bracket(&mut self) -> Option<Segment> {
        if !self.eat("[") {
            return None;
        }
        self.blanks();
        let segment = if self.eat("?") {
            self.filter()?
        } else if let Some(name) = self.quoted() {
            Segment::Name(name?)
        } else {
            Segment::Index(self.word()?.parse().ok()?)
        };
        self.blanks();
        self.eat("]").then_some(segment)
    }

    /// `(@.key = 'asset-tag')`, with or without the parentheses.
    fn filter(&mut self) -> Option<Segment> {
        let wrapped = self.eat("(");
        self.blanks();
        let way = self.eat("@").then(|| self.way())??;
        self.blanks();
        if !self.eat("==") && !self.eat("=") {
            return None;
        }
        self.blanks();
        let wanted = match self.quoted() {
            Some(text) => text?,
            None => self.word()?,
        };
        self.blanks();
        (!wrapped || self.eat(")")).then_some(Segment::Filter { way, wanted })
    }

    /// The names from an item of a list to what is compared: `.key`.
    fn way(&mut self) -> Option<Vec<String>> {
        let mut way = Vec::new();
        loop {
            if self.eat(".") {
                let end = self.0.find(['.', '[', ']', ' ', '=', ')'])?;
                let (name, rest) = self.0.split_at(end);
                self.0 = rest;
                way.push((!name.is_empty()).then(|| name.to_owned())?);
            } else if self.0.starts_with(['[']) {
                self.eat("[");
                way.push(self.quoted()??);
                self.eat("]").then_some(())?;
            } else {
                return Some(way);
            }
        }
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<String> {
        let end = self.0.find([']', ')', ' '])?;
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }

    /// A text in quotes of either kind, in which a backslash stands before a quote or a backslash. Nothing if there is no quote here,
    /// nothing inside if the text does not end.
    fn quoted(&mut self) -> Option<Option<String>> {
        let quote = self.0.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let mut text = String::new();
        let mut chars = self.0.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            if c == quote {
                self.0 = self.0.get(at + 1..).unwrap_or_default();
                return Some(Some(text));
            }
            let escaped = if c == '\\' { chars.next().map(|(_, c)| c) } else { Some(c) };
            match escaped {
                Some(c) => text.push(c),
                None => return Some(None),
            }
        }
        Some(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Segment {
        Segment::Name(name.to_owned())
    }

    fn filter(way: &str, wanted: &str) -> Segment {
        Segment::Filter { way: vec![way.to_owned()], wanted: wanted.to_owned() }
    }

    #[test]
    fn a_variable_has_three_spellings() {
        for (text, origin) in [
            ("$.a.b", Origin::Data),
            ("$.data.a.b", Origin::Data),
            ("data.a.b", Origin::Data),
            ("a.b", Origin::Bare),
        ] {
            let path = Path::parse(text).unwrap();
            assert_eq!((path.origin, path.segments), (origin, vec![name("a"), name("b")]), "{text}");
        }
        for text in ["$", "$.data"] {
            assert_eq!(Path::parse(text), Ok(Path { origin: Origin::Data, segments: vec![] }), "{text}");
        }
    }

    #[test]
    fn a_document_is_reached_by_its_name_with_or_without_the_dollar() {
        for (text, origin) in [
            ("$._entity.x", Origin::Root(Root::Entity)),
            ("_entity.x", Origin::Root(Root::Entity)),
            ("$._using.x", Origin::Root(Root::Using)),
            ("$.work_order.x", Origin::Root(Root::WorkOrder)),
            ("$.workorder.x", Origin::Root(Root::WorkOrder)),
            ("$.cycle.x", Origin::Root(Root::Cycle)),
            ("$['location'].x", Origin::Root(Root::Location)),
            ("$.resource.x", Origin::Root(Root::Resource)),
            ("$._event.x", Origin::Event),
        ] {
            let path = Path::parse(text).unwrap();
            assert_eq!((path.origin, path.segments), (origin, vec![name("x")]), "{text}");
        }
    }

    #[test]
    fn brackets_hold_numbers_names_and_filters() {
        for (text, segment) in [
            ("$.a[0]", Segment::Index(0)),
            ("$.a[-1]", Segment::Index(-1)),
            ("$.a['b.c']", name("b.c")),
            (r"$.a['it\'s']", name("it's")),
            ("$.a[\"b\"]", name("b")),
            ("$.a[?(@.key = 'asset-tag')]", filter("key", "asset-tag")),
            ("$.a[?(@.key=='asset-tag')]", filter("key", "asset-tag")),
            ("$.a[?(@.key==\"asset-tag\")]", filter("key", "asset-tag")),
            ("$.a[?@.key = 'x]y']", filter("key", "x]y")),
            ("$.a[ ?( @['key'] = 5 ) ]", filter("key", "5")),
            ("$.a[?(@.on=true)]", filter("on", "true")),
        ] {
            assert_eq!(Path::parse(text).map(|path| path.segments), Ok(vec![name("a"), segment]), "{text}");
        }
    }

    #[test]
    fn what_can_not_be_read_is_told_with_the_place() {
        for text in [
            "",
            ".",
            "a.",
            "a..b",
            "$x",
            "$..a",
            "$.a[",
            "$.a[]",
            "$.a[x]",
            "$.a['b",
            "$.a['b'",
            "$.a[?(@.key)]",
            "$.a[?(@.key = 'x'",
            "$.a[?(@.key = 'x'])",
            "$.a[99999999999999999999]",
            "$[0]",
            "$.a['b\\",
            "[0]",
            "$.a]",
        ] {
            assert!(Path::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            Path::parse("$.a[x]").unwrap_err(),
            "\"$.a[x]\" is no path: it can't be read beyond byte 5"
        );
        assert!(Path::parse(&"a".repeat(MAX_LENGTH)).is_ok());
        assert!(Path::parse(&"a".repeat(MAX_LENGTH + 1)).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[$.a\\[\\]'\"?(@=)\\\\ 0ä-]{0,40}") {
            let _ = Path::parse(&text);
            let _ = Path::on_entity(&text);
        }
    }
}
