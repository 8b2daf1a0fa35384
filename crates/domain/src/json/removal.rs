//! Taking many places out of a document at once.

use std::collections::HashSet;

use serde_json::Value;
use serde_json_path::NormalizedPath;
use serde_json_path::PathElement;

/// Where a node is, from the root.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(Vec<Step>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    Index(usize),
    Name(String),
}

impl Place {
    pub(super) fn of(location: &NormalizedPath<'_>) -> Self {
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Step::Name((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        };
        Self(location.iter().map(step).collect())
    }

    pub(super) fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn is_member(&self, name: &str) -> bool {
        matches!(self.0.as_slice(), [Step::Name(only)] if only == name)
    }
}

/// Takes all `places` out of `root`, and every container that this leaves empty except the root.
pub(super) fn cut(root: &mut Value, places: &[Place]) {
    let mut ways: Vec<&[Step]> = places.iter().map(|place| place.0.as_slice()).collect();
    ways.sort_unstable();
    cut_below(root, &ways, 0);
}

/// `ways` are sorted and agree in their first `depth` steps, all of which have been taken.
fn cut_below(node: &mut Value, ways: &[&[Step]], depth: usize) {
    let mut gone = HashSet::new();
    for group in ways.chunk_by(|a, b| a.get(depth) == b.get(depth)) {
        // Sorted: the shortest way of a group comes first, and what it removes takes all below with it.
        let Some((step, first)) = group.first().and_then(|way| Some((way.get(depth)?, way))) else {
            continue;
        };
        if first.len() == depth + 1 || is_emptied(node, step, group, depth + 1) {
            gone.insert(step);
        }
    }
    match node {
        Value::Array(elements) => {
            let mut index = 0;
            elements.retain(|_| {
                index += 1;
                !gone.contains(&Step::Index(index - 1))
            });
        }
        Value::Object(members) if !gone.is_empty() => {
            let names: HashSet<&str> = gone
                .iter()
                .filter_map(|step| match step {
                    Step::Name(name) => Some(name.as_str()),
                    Step::Index(_) => None,
                })
                .collect();
            members.retain(|name, _| !names.contains(name.as_str()));
        }
        _ => {}
    }
}

fn is_emptied(node: &mut Value, step: &Step, ways: &[&[Step]], depth: usize) -> bool {
    let child = match step {
        Step::Name(name) => node.get_mut(name),
        Step::Index(index) => node.get_mut(*index),
    };
    let Some(child) = child else { return false };
    cut_below(child, ways, depth);
    child.as_object().is_some_and(|members| members.is_empty()) || child.as_array().is_some_and(Vec::is_empty)
}
