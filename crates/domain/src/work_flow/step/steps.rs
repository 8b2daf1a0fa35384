//! A set of steps, found by key and kept in order.

use std::collections::HashMap;

use super::Step;

/// Steps in the order of the document. Two sets with the same steps are equal whatever their order.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    ordered: Vec<Step>,
    by_key: HashMap<String, usize>,
}

impl Steps {
    /// The set of these steps, whose keys differ.
    pub(in crate::work_flow) fn new(ordered: Vec<Step>) -> Self {
        let by_key = ordered.iter().enumerate().map(|(index, step)| (step.key.clone(), index)).collect();
        Self { ordered, by_key }
    }

    /// The step with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Step> {
        self.position(key).and_then(|index| self.ordered.get(index))
    }

    /// Where the step with this key stands.
    pub(in crate::work_flow) fn position(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Whether there is a step with this key.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// The steps, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Step> {
        self.ordered.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ordered.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ordered.is_empty()
    }
}

impl PartialEq for Steps {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|step| other.get(&step.key) == Some(step))
    }
}

impl<'a> IntoIterator for &'a Steps {
    type Item = &'a Step;
    type IntoIter = std::slice::Iter<'a, Step>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
