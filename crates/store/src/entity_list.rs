//! Lists of entities: the statement is made from what is wanted, every value is a parameter. Pages go on after a key, so
//! that the last page costs what the first does.

#[cfg(test)]
mod plans;
mod statement;

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::tenant::TenantId;

use self::statement::Statement;
use crate::entity::{Entity, read};
use crate::job_query::pattern;
use crate::{Result, Row, Tx};

/// Stands between the label and the words of an entity; in neither of them.
const SEPARATOR: &str = "\u{1}";

/// The label column of an entity of a kind with words: further texts that lists of the kind are searched by.
#[must_use]
pub fn with_words<'a>(label: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    let without = |text: &str| text.replace(SEPARATOR, " ");
    words.into_iter().fold(without(label), |column, word| column + SEPARATOR + &without(word))
}

/// Between which two texts the columns are that [`with_words`] makes of a label, whatever the words.
pub(crate) fn between_words(label: &str) -> (String, String) {
    (format!("{label}{SEPARATOR}"), format!("{label}\u{2}"))
}

/// What a list is sorted by; then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// When the entities were made: the order of their ids.
    Created,
    /// Their labels.
    Label,
    /// When they were changed last.
    Updated,
    /// Their place among others.
    Rank,
    /// When they begin.
    Starts,
    /// When they end or are due.
    Ends,
    /// The facet: a resource's type, a contact's phone number.
    Facet,
    /// What is unique among them: a contact's e-mail address. Those that have no such key are left out.
    Key,
    /// The label of the entity of this kind that they belong to; first those that belong to none ([`lonely`]), by id.
    Of(EntityType),
}

/// The role of what a list is sorted by, if entities of the kind need not belong to any such thing.
#[must_use]
pub fn lonely(kind: EntityType, sort: Sort) -> Option<Role> {
    match (kind, sort) {
        (EntityType::Unit, Sort::Of(EntityType::Vendor)) => Some(Role::Vendor),
        _ => None,
    }
}

/// Who asks, if not everything may be seen.
#[derive(Debug, Clone)]
pub struct Seer {
    /// The user.
    pub user: String,
    /// What is at a place that the user has a relation to may be seen.
    pub by_location: bool,
}

/// A list that is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The kind.
    pub kind: EntityType,
    /// The entities must belong to all of these.
    pub ancestors: Vec<String>,
    /// The label must hold this, folded.
    pub label: Option<String>,
    /// What each of the words beside the label must hold, folded; one for each word that the kind has ([`with_words`]).
    pub words: Vec<Option<String>>,
    /// The facet must be this.
    pub facet: Option<String>,
    /// The category of the status must be this.
    pub category: Option<String>,
    /// Whether the entities must be such that a run could begin on them: their status is not final, and no run that has not
    /// ended processes them; or such that none could.
    pub free: Option<bool>,
    /// Only what this user may see.
    pub seer: Option<Seer>,
    /// They must belong to nothing in this role.
    pub without: Option<Role>,
    /// The order.
    pub sort: Sort,
    /// From the last to the first.
    pub descending: bool,
    /// After this: the sort key (`None` for NULL) and the id.
    pub after: Option<(Key, String)>,
    /// How many.
    pub limit: i64,
}

/// The value that a row is sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Sorted by id alone.
    None,
    /// A number or a time.
    Int(i64),
    /// A folded text.
    Text(String),
}

impl Wanted {
    /// All of a kind, as they were made.
    #[must_use]
    pub fn all(kind: EntityType, limit: i64) -> Self {
        Self {
            kind,
            ancestors: Vec::new(),
            label: None,
            words: Vec::new(),
            facet: None,
            category: None,
            free: None,
            seer: None,
            without: None,
            sort: Sort::Created,
            descending: false,
            after: None,
            limit,
        }
    }

    /// Whether counters say how many there are: nothing but one ancestor narrows the list.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.ancestors.len() < 2 && self.narrowed_by().is_none()
    }

    fn narrowed_by(&self) -> Option<()> {
        let by_word = self.label.is_some() || self.words.iter().any(Option::is_some);
        let narrowed = by_word || self.facet.is_some() || self.category.is_some() || self.seer.is_some();
        (narrowed || self.free.is_some() || self.without.is_some()).then_some(())
    }

    /// What the label column must be like.
    fn like(&self) -> Option<String> {
        if self.label.is_none() && self.words.iter().all(Option::is_none) {
            return None;
        }
        let of = |word: Option<&String>| pattern(word.map_or("", String::as_str));
        let label = of(self.label.as_ref());
        // A row has as many separators as the pattern, so what stands between two of them stays there.
        Some(self.words.iter().fold(label, |like, word| like + SEPARATOR + &of(word.as_ref())))
    }

    /// Whether one index finds the entities in their order.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.is_counted()
            && match self.sort {
                Sort::Created => true,
                Sort::Label => self.ancestors.is_empty(),
                _ => false,
            }
    }
}

/// A page: each entity with the key that it is sorted by.
pub async fn page(tx: &mut Tx<'_>, tenant: TenantId, wanted: &Wanted) -> Result<Vec<(Key, Entity)>> {
    let Some(role) = lonely(wanted.kind, wanted.sort) else { return found(tx, tenant, wanted).await };
    let lone = Wanted { sort: Sort::Created, without: Some(role), ..wanted.clone() };
    let mut parts = [lone, wanted.clone()];
    if wanted.descending {
        parts.reverse();
    }
    let (mut page, mut is_behind) = (Vec::new(), wanted.after.is_none());
    for mut part in parts {
        let (is_lone, left) = (part.without.is_some(), wanted.limit - page.len() as i64);
        let is_here = wanted.after.as_ref().is_some_and(|(key, _)| (*key == Key::None) == is_lone);
        if left > 0 && (is_behind || is_here) {
            part.limit = left;
            part.after = part.after.filter(|_| is_here);
            page.append(&mut found(tx, tenant, &part).await?);
        }
        is_behind |= is_here;
    }
    Ok(page)
}

async fn found(tx: &mut Tx<'_>, tenant: TenantId, wanted: &Wanted) -> Result<Vec<(Key, Entity)>> {
    let like = wanted.like();
    let mut statement = Statement::page(tenant, wanted);
    statement.narrow(like.as_deref());
    statement.go_on();
    statement.order();
    let is_text = statement.key().1;
    let read_key = |row: Row<'_>| -> Result<(Key, Entity)> {
        let key = match is_text {
            None => Key::None,
            Some(false) => row.opt_int(15)?.map_or(Key::None, Key::Int),
            Some(true) => row.opt_text(15)?.map_or(Key::None, |text| Key::Text(text.to_owned())),
        };
        Ok((key, read(wanted.kind, row)?))
    };
    tx.found(&statement.text, &statement.args, read_key).await
}

/// How many there are, counted.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId, wanted: &Wanted) -> Result<i64> {
    // However they are sorted, they are as many.
    let wanted = Wanted { sort: Sort::Created, ..wanted.clone() };
    let like = wanted.like();
    let mut statement = Statement::count(tenant, &wanted);
    statement.narrow(like.as_deref());
    let found = tx.found(&statement.text, &statement.args, |row| row.int(0)).await?;
    Ok(found.first().copied().unwrap_or(0))
}
