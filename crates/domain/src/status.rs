//! Statuses: labels that a tenant chooses, each in one of six categories.

use serde::Deserialize;
use serde_json::{Number, Value, json};

use crate::json::Object;

/// What a status means to the machinery.
#[expect(missing_docs, reason = "each is named by its word")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Category {
    Pending,
    InProgress,
    Verifying,
    Complete,
    Blocked,
    Cancelled,
}

impl Category {
    /// Every category, in the order in which counters are listed.
    pub const ALL: [Self; 6] =
        [Self::Pending, Self::InProgress, Self::Verifying, Self::Complete, Self::Blocked, Self::Cancelled];

    /// The word on the wire and in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::InProgress => "IN_PROGRESS",
            Self::Verifying => "VERIFYING",
            Self::Complete => "COMPLETE",
            Self::Blocked => "BLOCKED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// The name of its counter: `in_progress`.
    #[must_use]
    pub const fn counter(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InProgress => "in_progress",
            Self::Verifying => "verifying",
            Self::Complete => "complete",
            Self::Blocked => "blocked",
            Self::Cancelled => "cancelled",
        }
    }

    /// The category with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == word)
    }

    /// Nothing more happens in it by itself.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Complete | Self::Cancelled)
    }
}

/// A status. It is read from its wire form.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Status {
    /// Its label, which names it.
    pub status: String,
    /// What it means.
    pub category: Category,
    /// A description.
    pub description: Option<String>,
    /// Where it stands in lists, ascending.
    pub order: Option<Number>,
}

impl Status {
    /// A status of its stored parts; `None` if one of them is none.
    #[must_use]
    pub fn of_parts(
        label: &str,
        category: &str,
        description: Option<&str>,
        order: Option<&str>,
    ) -> Option<Self> {
        let order = match order {
            Some(text) => Some(serde_json::from_str::<Number>(text).ok()?),
            None => None,
        };
        Some(Self {
            status: label.to_owned(),
            category: Category::parse(category)?,
            description: description.map(str::to_owned),
            order,
        })
    }

    /// A status of its wire form, whose shape was checked; `None` if it is none.
    #[must_use]
    pub fn of_value(value: &Value) -> Option<Self> {
        Some(Self {
            status: value.get("status")?.as_str()?.to_owned(),
            category: Category::parse(value.get("category")?.as_str()?)?,
            description: value.get("description").and_then(Value::as_str).map(str::to_owned),
            order: value.get("order").and_then(Value::as_number).cloned(),
        })
    }

    /// The wire form.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut object = Object::new();
        object.insert("category".to_owned(), self.category.as_str().into());
        if let Some(description) = &self.description {
            object.insert("description".to_owned(), description.as_str().into());
        }
        object.insert("status".to_owned(), self.status.as_str().into());
        if let Some(order) = &self.order {
            object.insert("order".to_owned(), Value::Number(order.clone()));
        }
        Value::Object(object)
    }

    fn place(&self) -> f64 {
        self.order.as_ref().and_then(Number::as_f64).unwrap_or(f64::MAX)
    }
}

/// Sorts statuses as lists show them: by `order`, then by label.
pub fn sort(list: &mut [Status]) {
    list.sort_by(|a, b| a.place().total_cmp(&b.place()).then_with(|| a.status.cmp(&b.status)));
}

/// A list of statuses of its wire form; `None` if an entry is no status.
#[must_use]
pub fn of_list(value: &Value) -> Option<Vec<Status>> {
    value.as_array()?.iter().map(Status::of_value).collect()
}

/// The wire form of a list.
#[must_use]
pub fn to_list(list: &[Status]) -> Value {
    Value::Array(list.iter().map(Status::to_value).collect())
}

/// The status with this label.
#[must_use]
pub fn find<'a>(list: &'a [Status], label: &str) -> Option<&'a Status> {
    list.iter().find(|status| status.status == label)
}

/// The first status of a category, from the narrowest list that has one.
#[must_use]
pub fn first<'a>(lists: &[&'a [Status]], category: Category) -> Option<&'a Status> {
    let of = |list: &&'a [Status]| {
        list.iter()
            .filter(|status| status.category == category)
            .min_by(|a, b| a.place().total_cmp(&b.place()).then_with(|| a.status.cmp(&b.status)))
    };
    lists.iter().find_map(of)
}

/// The statuses of a new tenant.
#[must_use]
pub fn defaults() -> Vec<Status> {
    let of = |label: &str, category, order: i64| Status {
        status: label.to_owned(),
        category,
        description: None,
        order: Some(order.into()),
    };
    vec![
        of("Pending", Category::Pending, 3),
        of("In Progress", Category::InProgress, 4),
        of("Verifying", Category::Verifying, 5),
        of("Blocked", Category::Blocked, 6),
        of("Complete", Category::Complete, 7),
        of("Cancelled", Category::Cancelled, 8),
    ]
}

/// A status object for a category that no list names: the label is the category's word.
#[must_use]
pub fn bare(category: Category) -> Value {
    json!({"status": category.as_str(), "category": category.as_str()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_sorted_by_order_then_by_label() {
        let mut list = defaults();
        list.push(
            Status::of_parts("Reticulating Splines", "IN_PROGRESS", None, Some("2")).expect("a status"),
        );
        list.push(Status::of_parts("Zed", "BLOCKED", Some("late"), None).expect("a status"));
        sort(&mut list);
        assert_eq!(list[0].status, "Reticulating Splines");
        assert_eq!(list.last().map(|s| s.status.as_str()), Some("Zed"));
        let wire = to_list(&list);
        assert_eq!(serde_json::from_value::<Vec<Status>>(wire.clone()).expect("a list"), list);
        assert_eq!(of_list(&wire), Some(list));
    }

    #[test]
    fn the_first_status_of_a_category_comes_from_the_narrowest_list_that_has_one() {
        let wide = defaults();
        let narrow = vec![Status::of_parts("Hold", "BLOCKED", None, None).expect("a status")];
        assert_eq!(first(&[&narrow, &wide], Category::Blocked).map(|s| s.status.as_str()), Some("Hold"));
        assert_eq!(first(&[&narrow, &wide], Category::Complete).map(|s| s.status.as_str()), Some("Complete"));
    }
}
