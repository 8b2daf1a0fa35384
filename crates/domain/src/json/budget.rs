//! How many nodes a query can visit at most: found by walking its segments as if every filter let everything
//! through, so that the real evaluation, which has no limit of its own, never visits more.

use serde_json::Value;

use super::scan::{Filter, Query, Segment, Selector};

/// How many nodes the paths of one request may visit together.
pub(super) const MAX_VISITS: usize = 100_000;

/// What is left of [`MAX_VISITS`].
pub(super) struct Budget {
    left: usize,
}

/// The budget is spent.
pub(super) struct Spent;

impl Budget {
    pub(super) fn new() -> Self {
        Self { left: MAX_VISITS }
    }

    /// Charges for evaluating `query` against the document.
    pub(super) fn charge(&mut self, query: &Query, root: &Value) -> Result<(), Spent> {
        self.walk(query, root, root).map(drop)
    }

    fn spend(&mut self, visits: usize) -> Result<(), Spent> {
        self.left = self.left.checked_sub(visits).ok_or(Spent)?;
        Ok(())
    }

    fn walk<'v>(&mut self, query: &Query, here: &'v Value, root: &'v Value) -> Result<Vec<&'v Value>, Spent> {
        self.spend(1)?;
        let mut nodes = vec![if query.from_root { root } else { here }];
        for segment in &query.segments {
            let mut next = Vec::new();
            for node in nodes {
                self.segment(segment, node, root, &mut next)?;
            }
            nodes = next;
        }
        Ok(nodes)
    }

    fn segment<'v>(
        &mut self,
        segment: &Segment,
        node: &'v Value,
        root: &'v Value,
        found: &mut Vec<&'v Value>,
    ) -> Result<(), Spent> {
        for selector in &segment.selectors {
            self.spend(1)?;
            self.select(selector, node, root, found)?;
        }
        if segment.descends {
            for child in children(node) {
                self.spend(1)?;
                self.segment(segment, child, root, found)?;
            }
        }
        Ok(())
    }

    fn select<'v>(
        &mut self,
        selector: &Selector,
        node: &'v Value,
        root: &'v Value,
        found: &mut Vec<&'v Value>,
    ) -> Result<(), Spent> {
        match selector {
            Selector::Name(name) => found.extend(node.get(name)),
            Selector::Index(index) => found.extend(element(node, *index)),
            Selector::Every => {
                for child in children(node) {
                    self.spend(1)?;
                    found.push(child);
                }
            }
            Selector::Filter(filter) => {
                for child in children(node) {
                    self.filter(filter, child, root)?;
                    found.push(child);
                }
            }
        }
        Ok(())
    }

    fn filter(&mut self, filter: &Filter, child: &Value, root: &Value) -> Result<(), Spent> {
        self.spend(1 + filter.pattern_cost)?;
        for query in &filter.queries {
            let results = self.walk(query, child, root)?;
            if filter.looks_inside {
                results.into_iter().try_for_each(|value| self.read_through(value))?;
            }
        }
        Ok(())
    }

    /// Comparing or copying a value touches all of it; 16 bytes of a text count as one node.
    fn read_through(&mut self, value: &Value) -> Result<(), Spent> {
        self.spend(1 + value.as_str().map_or(0, |text| text.len() / 16))?;
        children(value).try_for_each(|child| self.read_through(child))
    }
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    let elements = node.as_array().into_iter().flatten();
    elements.chain(node.as_object().into_iter().flat_map(|members| members.values()))
}

fn element(node: &Value, index: i64) -> Option<&Value> {
    let elements = node.as_array()?;
    let distance = usize::try_from(index.unsigned_abs()).ok()?;
    let at = if index < 0 { elements.len().checked_sub(distance)? } else { distance };
    elements.get(at)
}
