//! Pages of entities, and the opaque places between them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use docket_domain::entity::{self, EntityType, user_id};
use docket_domain::permission::Right;
use docket_store::entity::Entity;
use docket_store::entity_list::{self, Key, Sort, Wanted};
use docket_store::{Tx, counter, lineage};
use serde::{Deserialize, Serialize};

use super::view::{self, View};
use super::{access, get, keep, kind};
use crate::{Change, Op, Result, place, user};

/// How many entries a page has when nobody says.
pub const USUAL: i64 = 100;

/// A list that is asked for.
#[derive(Debug, Clone)]
pub struct Query {
    /// The kind of the entries.
    pub kind: EntityType,
    /// The entity that they must belong to; reading it is what the caller needs then.
    pub below: Option<(EntityType, String)>,
    /// Only what the caller has a relation to, or owns; the right to use the own profile is what it takes then.
    pub mine: bool,
    /// Further entities that they must belong to, by filters.
    pub also_below: Vec<String>,
    /// What the label must hold.
    pub label: Option<String>,
    /// What the words beside the label must hold: a location's country and so on, a unit's numbers, see
    /// [`words`](super::words). Empty for kinds without words.
    pub words: Vec<Option<String>>,
    /// The word that the kind is filtered by: a location's type.
    pub facet: Option<String>,
    /// Whether the entries must be such that a run could begin on them: their status is not final, and no run that has not ended
    /// processes them; or such that none could.
    pub free: Option<bool>,
    /// What the entries are sorted by.
    pub sort: Sort,
    /// From the last to the first.
    pub descending: bool,
    /// The `offset` of a page.
    pub offset: Option<String>,
    /// How many entries.
    pub limit: i64,
}

impl Query {
    /// All entities of a kind, as they were made.
    #[must_use]
    pub fn all(kind: EntityType) -> Self {
        Self {
            kind,
            below: None,
            mine: false,
            also_below: Vec::new(),
            label: None,
            words: kind::words(kind).iter().map(|_| None).collect(),
            facet: None,
            free: None,
            sort: Sort::Created,
            descending: false,
            offset: None,
            limit: USUAL,
        }
    }
}

/// A page.
#[derive(Debug, Serialize, Deserialize)]
pub struct Listed {
    /// The entries.
    pub entries: Vec<View>,
    /// How many there are on all pages.
    pub total: i64,
    /// The `offset` of the next page, if there is more.
    pub next: Option<String>,
}

/// A page of entities.
pub async fn list(op: &Op, mut query: Query) -> Result<Listed> {
    query.below = query.below.map(|(kind, id)| (kind, user_id::meant(kind, &id).into_owned()));
    let wanted = Wanted {
        kind: query.kind,
        ancestors: query
            .below
            .iter()
            .map(|(_, id)| id.clone())
            .chain(query.also_below.iter().cloned())
            .collect(),
        label: query.label.as_deref().map(keep::folded),
        words: query.words.iter().map(|word| word.as_deref().map(keep::folded_word)).collect(),
        facet: query.facet.clone(),
        category: None,
        free: query.free,
        seer: None,
        without: None,
        sort: query.sort,
        descending: query.descending,
        after: query
            .offset
            .as_deref()
            .map(|offset| place_in((query.kind, query.sort), offset))
            .transpose()?,
        // One more says whether there is a next page.
        limit: query.limit + 1,
    };
    let listing = Listing { below: query.below, mine: query.mine, wanted, limit: query.limit };
    // What one index answers is read at once; the rest in a thread apart, over one state of the database.
    let sees_all = listing.below.is_some() || (access::sees_all(op, query.kind) && !listing.mine);
    if sees_all && listing.wanted.is_short() {
        let mut tx = op.reader().await?;
        return listing.read(op, &mut tx).await;
    }
    op.snapshot(listing).await
}

struct Listing {
    below: Option<(EntityType, String)>,
    mine: bool,
    wanted: Wanted,
    limit: i64,
}

impl Change for Listing {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        (self.wanted.kind.code(), "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        self.read(op, tx).await
    }
}

impl Listing {
    async fn read(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        let mut wanted = self.wanted.clone();
        match &self.below {
            // Users are kept elsewhere; what hangs below one are actions.
            Some((EntityType::User, id)) => {
                op.allow(Right::UserRead)?;
                user::living(op, tx, id).await?;
                access::check_actions(op)?;
            }
            Some((kind, id)) => {
                let above = get::readable(op, tx, *kind, id).await?;
                access::check_below(op, tx, &above, wanted.kind).await?;
            }
            None if self.mine => wanted.seer = Some(access::relations_only(op)?),
            None => wanted.seer = access::seer(op, tx, wanted.kind).await?,
        }
        let mut found = entity_list::page(tx, op.tenant(), &wanted).await?;
        let more = found.len() as i64 > self.limit;
        found.truncate(self.limit as usize);
        let next = found.last().filter(|_| more).map(|(key, last)| to_place(key, &last.id));
        let total = total(op, tx, &wanted).await?;
        let found: Vec<&Entity> = found.iter().map(|(_, entity)| entity).collect();
        let entries = view::items(tx, op.tenant(), &found).await?;
        Ok(Listed { entries, total, next })
    }
}

/// How many there are: from a counter where one is kept.
async fn total(op: &Op, tx: &mut Tx<'_>, wanted: &Wanted) -> Result<i64> {
    if !wanted.is_counted() {
        return Ok(entity_list::count(tx, op.tenant(), wanted).await?);
    }
    let name = match wanted.ancestors.first() {
        Some(ancestor) => lineage::counter_below(ancestor, wanted.kind),
        None => lineage::counter(wanted.kind),
    };
    Ok(counter::read(tx, op.tenant(), &name).await?)
}

/// A place between two pages, as the caller is told it.
pub(crate) fn to_place(key: &Key, id: &str) -> String {
    let place = match key {
        Key::None => format!("n:{id}"),
        Key::Int(number) => format!("i:{id}:{number}"),
        Key::Text(text) => format!("t:{id}:{text}"),
    };
    URL_SAFE_NO_PAD.encode(place)
}

/// Reads a place in a list of a kind that is sorted so.
fn place_in((kind, sort): (EntityType, Sort), text: &str) -> Result<(Key, String)> {
    let place = of_place(text)?;
    let fits = match sort {
        Sort::Created => matches!(place.0, Key::None),
        Sort::Of(_) if place.0 == Key::None => entity_list::lonely(kind, sort).is_some(),
        Sort::Label | Sort::Facet | Sort::Key | Sort::Of(_) => matches!(place.0, Key::Text(_)),
        Sort::Updated | Sort::Rank | Sort::Starts | Sort::Ends => matches!(place.0, Key::Int(_)),
    };
    if fits { Ok(place) } else { Err(place::refused(text)) }
}

/// Reads [`to_place`].
pub(crate) fn of_place(text: &str) -> Result<(Key, String)> {
    let read = || {
        let place = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (kind, rest) = place.split_once(':')?;
        let (id, key) = match kind {
            "n" => (rest, Key::None),
            "i" => rest.split_once(':').and_then(|(id, n)| Some((id, Key::Int(n.parse().ok()?))))?,
            "t" => rest.split_once(':').map(|(id, text)| (id, Key::Text(text.to_owned())))?,
            _ => return None,
        };
        (entity::is_id(id) && !place.contains('\0')).then(|| (key, id.to_owned()))
    };
    read().ok_or_else(|| place::refused(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_and_anything_else_is_refused() {
        for (key, id) in [(Key::None, "a-1"), (Key::Int(-5), "b"), (Key::Text("ü:x".to_owned()), "c_2")] {
            assert_eq!(of_place(&to_place(&key, id)).expect("a place"), (key, id.to_owned()));
        }
        for wrong in ["", "7", "%%%", &URL_SAFE_NO_PAD.encode("n:"), &URL_SAFE_NO_PAD.encode("i:a:x")] {
            assert!(of_place(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_place_in_a_list_that_is_sorted_by_something_else_is_refused() {
        let label = to_place(&Key::Text("ü".to_owned()), "a");
        let in_units = |sort, text: &str| place_in((EntityType::Unit, sort), text);
        assert!(in_units(Sort::Label, &label).is_ok());
        assert!(in_units(Sort::Created, &label).is_err() && in_units(Sort::Updated, &label).is_err());
        // A unit may have no vendor; it always has a customer.
        let lone = to_place(&Key::None, "a");
        assert!(in_units(Sort::Of(EntityType::Vendor), &lone).is_ok());
        assert!(in_units(Sort::Of(EntityType::Customer), &lone).is_err());
    }
}
