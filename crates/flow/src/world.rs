//! What a run can see besides its own variables.

use std::collections::HashMap;

use docket_domain::json::Object;
use serde_json::Value;

/// A document that paths can reach beside the variables: `$._entity.serial_number`. Its name hides a variable of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Root {
    /// `_entity`: the entity that is processed.
    Entity,
    /// `_using`: what the run is done for, its cycle.
    Using,
    /// `work_order`, also `workorder`.
    WorkOrder,
    /// `cycle`
    Cycle,
    /// `location`: where the work is done.
    Location,
    /// `resource`: at which resource.
    Resource,
}

impl Root {
    /// The document that a path reaches by this name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "_entity" => Self::Entity,
            "_using" => Self::Using,
            "work_order" | "workorder" => Self::WorkOrder,
            "cycle" => Self::Cycle,
            "location" => Self::Location,
            "resource" => Self::Resource,
            _ => return None,
        })
    }

    /// The name by which paths reach it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Entity => "_entity",
            Self::Using => "_using",
            Self::WorkOrder => "work_order",
            Self::Cycle => "cycle",
            Self::Location => "location",
            Self::Resource => "resource",
        }
    }
}

/// The documents that were supplied so far.
#[derive(Debug, Default)]
pub(crate) struct World {
    supplied: HashMap<Root, Value>,
}

impl World {
    /// Keeps a document; null stands for one that is not there.
    pub(crate) fn set(&mut self, root: Root, document: Value) {
        self.supplied.insert(root, document);
    }

    /// A document, if it was supplied.
    pub(crate) fn get(&self, root: Root) -> Option<&Value> {
        self.supplied.get(&root)
    }

    /// Forgets all documents: something in the world has changed.
    pub(crate) fn forget_all(&mut self) {
        self.supplied.clear();
    }
}

/// What paths are read from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sees<'a> {
    /// The variables.
    pub(crate) data: &'a Object,
    /// The documents beside them.
    pub(crate) world: &'a World,
    /// The event that is looked at, where a run waits for one. Bare names are looked up in it first.
    pub(crate) event: Option<&'a Value>,
}

/// Why a look-up gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unread {
    /// This document must be supplied first.
    Need(Root),
    /// It can't succeed: why, in words.
    Broken(String),
}
