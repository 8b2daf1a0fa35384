//! The relations of an entity, outward ones first.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::relation::{self, Link};
use serde::{Deserialize, Serialize};

use super::end;
use super::shown::{Direction, Shown, show};
use crate::{Change, Op, Result, place};

/// Relations that are asked for.
#[derive(Debug, Clone)]
pub struct RelationQuery {
    /// The entity.
    pub of: (EntityType, String),
    /// Only this relation.
    pub relation: Option<Relation>,
    /// Only with entities of this kind.
    pub entity_type: Option<EntityType>,
    /// Only this way.
    pub direction: Option<Direction>,
    /// The `offset` of a page.
    pub offset: Option<String>,
    /// How many.
    pub limit: i64,
}

/// A page of relations.
#[derive(Debug, Serialize, Deserialize)]
pub struct RelationsListed {
    /// The relations.
    pub entries: Vec<Shown>,
    /// How many there are on all pages.
    pub total: i64,
    /// The `offset` of the next page.
    pub next: Option<String>,
}

/// A page of an entity's relations.
pub async fn relations(op: &Op, mut query: RelationQuery) -> Result<RelationsListed> {
    query.of.1 = end::stored(query.of.0, &query.of.1).id;
    op.snapshot(Listing(query)).await
}

struct Listing(RelationQuery);

/// A place between two pages: which way, and the last relation and other end.
type Place = (Direction, String, String);

impl Change for Listing {
    type Out = RelationsListed;

    fn subject(&self) -> (&str, &str) {
        (self.0.of.0.code(), &self.0.of.1)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<RelationsListed> {
        let query = &self.0;
        let of = end::at_path(op, tx, (query.of.0, &query.of.1), &[Verb::Read]).await?;
        let seen = of.sees_with(op, tx).await?;
        let mut place = match &query.offset {
            Some(offset) => of_offset(offset)?,
            None => (Direction::Outward, String::new(), String::new()),
        };
        let mut found: Vec<(Link, Direction)> = Vec::new();
        let wanted = query.limit as usize + 1;
        while found.len() < wanted {
            let page = self.page(op, tx, &place).await?;
            let is_last = (page.len() as i64) < query.limit + 1;
            if let Some(last) = page.last() {
                place = (place.0, last.relation.as_str().to_owned(), other(last, place.0).id.clone());
            }
            let direction = place.0;
            found.extend(
                page.into_iter()
                    .filter(|link| self.fits(link, direction, seen.as_deref()))
                    .map(|link| (link, direction)),
            );
            if is_last {
                if direction == Direction::Inward {
                    break;
                }
                place = (Direction::Inward, String::new(), String::new());
            }
        }
        let more = found.len() > query.limit as usize;
        found.truncate(query.limit as usize);
        let next = found.last().filter(|_| more).map(|(link, direction)| to_offset(link, *direction));
        let mut entries = Vec::with_capacity(found.len());
        for (link, direction) in &found {
            entries.push(show(op, tx, link, *direction).await?);
        }
        Ok(RelationsListed { entries, total: self.total(op, tx, seen.as_deref()).await?, next })
    }
}

impl Listing {
    async fn page(&self, op: &Op, tx: &mut Tx<'_>, place: &Place) -> Result<Vec<Link>> {
        let (id, limit) = (&self.0.of.1, self.0.limit + 1);
        if self.0.direction.is_some_and(|wanted| wanted != place.0) {
            return Ok(Vec::new());
        }
        let after = (place.1.as_str(), place.2.as_str());
        Ok(match place.0 {
            Direction::Outward => relation::from(tx, op.tenant(), id, after, limit).await?,
            Direction::Inward => relation::to(tx, op.tenant(), id, after, limit).await?,
        })
    }

    /// Whether a relation is asked for and with a kind of thing that the caller sees.
    fn fits(&self, link: &Link, direction: Direction, seen: Option<&[EntityType]>) -> bool {
        let kind = other(link, direction).kind;
        self.0.relation.is_none_or(|wanted| wanted == link.relation)
            && self.0.entity_type.is_none_or(|wanted| wanted == kind)
            && seen.is_none_or(|seen| seen.contains(&kind))
    }

    /// The kinds of thing to be counted one by one; `None` among them stands for all.
    fn counted(&self, seen: Option<&[EntityType]>) -> Vec<Option<EntityType>> {
        match (self.0.entity_type, seen) {
            (wanted, None) => vec![wanted],
            (None, Some(seen)) => seen.iter().copied().map(Some).collect(),
            (Some(wanted), Some(seen)) => {
                seen.contains(&wanted).then_some(Some(wanted)).into_iter().collect()
            }
        }
    }

    async fn total(&self, op: &Op, tx: &mut Tx<'_>, seen: Option<&[EntityType]>) -> Result<i64> {
        let id = &self.0.of.1;
        let mut counted = Vec::new();
        for kind in self.counted(seen) {
            if self.0.direction != Some(Direction::Inward) {
                counted.extend(relation::count_from(tx, op.tenant(), id, kind).await?);
            }
            if self.0.direction != Some(Direction::Outward) {
                counted.extend(relation::count_to(tx, op.tenant(), id, kind).await?);
            }
        }
        let fits = |relation: &str| self.0.relation.is_none_or(|wanted| wanted.as_str() == relation);
        Ok(counted.iter().filter(|(relation, _)| fits(relation)).map(|(_, count)| count).sum())
    }
}

fn other(link: &Link, direction: Direction) -> &relation::End {
    match direction {
        Direction::Outward => &link.target,
        Direction::Inward => &link.source,
    }
}

fn to_offset(link: &Link, direction: Direction) -> String {
    let place = (direction, link.relation.as_str(), &other(link, direction).id);
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&place).unwrap_or_default())
}

fn of_offset(offset: &str) -> Result<Place> {
    let read = || {
        let place: Place = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(offset).ok()?).ok()?;
        (!place.1.contains('\0') && !place.2.contains('\0')).then_some(place)
    };
    read().ok_or_else(|| place::refused(offset))
}
