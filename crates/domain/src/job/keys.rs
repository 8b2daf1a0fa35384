//! What tells the elements of a collection apart, and finding the stored element that a PATCH element means.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::text;
use crate::json::Object;

/// The member (or two) by which an element of a collection is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// Elements have no identity: a PATCH replaces the whole array.
    None,
    /// One member; an element without it, or with an empty one, can't be meant by another.
    One(&'static str),
    /// The first member; the second too where both elements carry it.
    Two(&'static str, &'static str),
}

impl Key {
    fn first(self, element: &Object) -> Option<&str> {
        let name = match self {
            Self::None => return None,
            Self::One(name) | Self::Two(name, _) => name,
        };
        Some(text(element, name)).filter(|value| !value.is_empty())
    }

    fn second(self, element: &Object) -> Option<&str> {
        let Self::Two(_, name) = self else { return None };
        Some(text(element, name)).filter(|value| !value.is_empty())
    }
}

/// What is asked of the second key of an element with a certain first key.
#[derive(PartialEq, Eq, Hash)]
enum Second {
    Whatever,
    Absent,
    Is(String),
}

/// The elements of one collection while a PATCH is merged into it; a removed one leaves a gap until the end.
pub(super) struct Elements {
    key: Key,
    slots: Vec<Option<Value>>,
    index: HashMap<(String, Second), VecDeque<usize>>,
}

impl Elements {
    /// The elements of a stored array.
    pub(super) fn of(key: Key, elements: Vec<Value>) -> Self {
        let mut all = Self { key, slots: Vec::with_capacity(elements.len()), index: HashMap::new() };
        for element in elements {
            all.append(element);
        }
        all
    }

    /// The first element that has the key of `wanted`.
    pub(super) fn find(&mut self, wanted: &Object) -> Option<usize> {
        let first = self.key.first(wanted)?;
        match self.key.second(wanted) {
            None => self.next(first, Second::Whatever),
            Some(second) => {
                let exact = self.next(first, Second::Is(second.to_owned()));
                exact.or_else(|| self.next(first, Second::Absent))
            }
        }
    }

    fn next(&mut self, first: &str, second: Second) -> Option<usize> {
        let wanted = (first.to_owned(), second);
        let queue = self.index.get_mut(&wanted)?;
        while let Some(at) = queue.front().copied() {
            if let Some(Some(Value::Object(element))) = self.slots.get(at) {
                // A merge may have given the element the second key that it lacked.
                if wanted.1 != Second::Absent || self.key.second(element).is_none() {
                    return Some(at);
                }
            }
            queue.pop_front();
        }
        None
    }

    /// Changes the element in a slot that [`Elements::find`] gave; its first key stays.
    pub(super) fn change(&mut self, at: usize, change: impl FnOnce(&mut Object)) {
        let Some(Some(Value::Object(element))) = self.slots.get_mut(at) else { return };
        let had_second = self.key.second(element).is_some();
        change(element);
        if let (false, Some(first), Some(second)) =
            (had_second, self.key.first(element), self.key.second(element))
        {
            self.index.entry((first.to_owned(), Second::Is(second.to_owned()))).or_default().push_back(at);
        }
    }

    /// Removes the element in a slot that [`Elements::find`] gave.
    pub(super) fn remove(&mut self, at: usize) {
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = None;
        }
    }

    /// Adds an element at the end.
    pub(super) fn append(&mut self, element: Value) {
        let at = self.slots.len();
        if let Some(object) = element.as_object()
            && let Some(first) = self.key.first(object)
        {
            let second =
                self.key.second(object).map_or(Second::Absent, |second| Second::Is(second.to_owned()));
            self.index.entry((first.to_owned(), Second::Whatever)).or_default().push_back(at);
            if matches!(self.key, Key::Two(..)) {
                self.index.entry((first.to_owned(), second)).or_default().push_back(at);
            }
        }
        self.slots.push(Some(element));
    }

    /// What is left, in order.
    pub(super) fn into_vec(self) -> Vec<Value> {
        self.slots.into_iter().flatten().collect()
    }
}
