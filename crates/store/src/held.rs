//! Parameters that wait: copied, because who asked may be gone before they are sent.

use std::ops::Range;

use crate::Arg;

/// What the parameters of a statement that waits may come to, in bytes; longer ones are sent alone, without a copy.
pub(crate) const LONGEST: usize = 64 * 1024;

/// The parameters of one statement.
#[derive(Debug, Default)]
pub(crate) struct Held {
    parts: Vec<Part>,
    text: String,
    bytes: Vec<u8>,
}

#[derive(Debug)]
enum Part {
    Null,
    Int(i64),
    Text(Range<usize>),
    Bytes(Range<usize>),
}

impl Held {
    /// Copies parameters; `None` if they are too long to wait.
    pub(crate) fn of(args: &[Arg<'_>]) -> Option<Self> {
        let length = |wanted: fn(&Arg<'_>) -> usize| args.iter().map(wanted).sum::<usize>();
        let text = length(|arg| if let Arg::Text(text) = arg { text.len() } else { 0 });
        let bytes = length(|arg| if let Arg::Bytes(bytes) = arg { bytes.len() } else { 0 });
        if text + bytes > LONGEST {
            return None;
        }
        let mut held = Self {
            parts: Vec::with_capacity(args.len()),
            text: String::with_capacity(text),
            bytes: Vec::with_capacity(bytes),
        };
        for arg in args {
            held.push(arg);
        }
        Some(held)
    }

    fn push(&mut self, arg: &Arg<'_>) {
        self.parts.push(match arg {
            Arg::Null => Part::Null,
            Arg::Int(value) => Part::Int(*value),
            Arg::Text(text) => {
                let begin = self.text.len();
                self.text.push_str(text);
                Part::Text(begin..self.text.len())
            }
            Arg::Bytes(bytes) => {
                let begin = self.bytes.len();
                self.bytes.extend_from_slice(bytes);
                Part::Bytes(begin..self.bytes.len())
            }
        });
    }

    /// How many parameters there are.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// How long they are together, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.bytes.len() + self.parts.len() * size_of::<i64>()
    }

    /// A parameter by its place, from 0; NULL behind the last.
    pub(crate) fn arg(&self, place: usize) -> Arg<'_> {
        match self.parts.get(place) {
            None | Some(Part::Null) => Arg::Null,
            Some(Part::Int(value)) => Arg::Int(*value),
            Some(Part::Text(range)) => Arg::Text(&self.text[range.clone()]),
            Some(Part::Bytes(range)) => Arg::Bytes(&self.bytes[range.clone()]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_what_was_given() {
        let args =
            [Arg::Text("ä"), Arg::Null, Arg::Int(-1), Arg::Bytes(b"\0x"), Arg::Text(""), Arg::Text("z")];
        let held = Held::of(&args).unwrap();
        let back: Vec<_> = (0..held.len()).map(|place| held.arg(place)).collect();
        assert_eq!(back, args);
    }

    #[test]
    fn what_is_too_long_is_not_held() {
        let long = vec![0; LONGEST];
        assert!(Held::of(&[Arg::Bytes(&long)]).is_some());
        assert!(Held::of(&[Arg::Bytes(&long), Arg::Text("x")]).is_none());
    }
}
