//! What was changed in one entity of the Niagara dialect, property by property.

use std::cmp::Ordering;
use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use docket_domain::entity::EntityType;
use docket_domain::time::format_ms;
use docket_store::Tx;
use docket_store::event::{self, Event};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::LARGEST;
use super::as_of::{Version, show_each};
use crate::entity::get;
use crate::job::stored_object;
use crate::{Change, Error, Op, Result, place, user};

/// How many versions are looked through at once.
const CHUNK: i64 = 500;

/// A property that was changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Diff {
    /// Its id: that of the entity, the version, the property.
    pub diff_id: String,
    /// The property.
    pub property: String,
    /// What it was; what is no text, as JSON.
    pub old_value: Option<String>,
    /// What it became.
    pub new_value: Option<String>,
    /// Who changed it.
    pub by_user: Value,
    /// When.
    pub date: String,
    /// The `offset` of the page that begins with it.
    pub offset: String,
}

/// A page of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Diffs {
    /// The changed properties, oldest first.
    pub entries: Vec<Diff>,
    /// How many there are on all pages.
    pub total: i64,
    /// The `offset` of the next page.
    pub next: Option<String>,
}

/// What was changed in an entity since it was made, oldest first. Reading the entity is what it takes.
pub async fn diff(op: &Op, of: (EntityType, &str), offset: Option<&str>, limit: i64) -> Result<Diffs> {
    let start = offset.map_or(Ok(Place::default()), Place::read)?;
    op.snapshot(Read { of: (of.0, of.1.to_owned()), start, limit: limit as usize }).await
}

/// A place between two changed properties: so many of a version's lie before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Place {
    version: i64,
    before: usize,
}

impl Place {
    fn to_offset(self) -> String {
        URL_SAFE_NO_PAD.encode(format!("d:{}:{}", self.version, self.before))
    }

    fn read(offset: &str) -> Result<Self> {
        let read = || {
            let text = String::from_utf8(URL_SAFE_NO_PAD.decode(offset).ok()?).ok()?;
            let (version, before) = text.strip_prefix("d:")?.split_once(':')?;
            Some(Self { version: version.parse().ok()?, before: before.parse().ok()? })
        };
        read().ok_or_else(|| place::refused(offset))
    }
}

struct Read {
    of: (EntityType, String),
    start: Place,
    limit: usize,
}

/// The changed properties of a version that stand on the page: so many from a place on.
struct Picked {
    from: Place,
    count: usize,
}

/// A property with what it was and what it became, as text.
type Changed = (String, Option<String>, Option<String>);

impl Change for Read {
    type Out = Diffs;

    fn subject(&self) -> (&str, &str) {
        (self.of.0.code(), &self.of.1)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Diffs> {
        get::readable(op, tx, self.of.0, &self.of.1).await?;
        let (picked, total, more) = self.pick(op, tx).await?;
        let (events, shown) = self.show(op, tx, &picked).await?;
        let is_cut = shown.len() < picked.len();
        let mut users: HashMap<String, Value> = HashMap::new();
        let (mut entries, mut end) = (Vec::new(), None);
        for ((one, event), shown) in picked.iter().zip(&events).zip(shown) {
            let changed: Vec<Changed> = shown
                .map(|json| serde_json::from_slice(&json))
                .transpose()
                .map_err(|error| broken(&error))?
                .unwrap_or_default();
            if !users.contains_key(&event.actor) {
                let user = user::summary(tx, op.tenant(), &event.actor, event.at).await?;
                users.insert(event.actor.clone(), user);
            }
            let changed = changed.into_iter().enumerate().skip(one.from.before).take(one.count);
            entries.extend(
                changed
                    .map(|(place, changed)| self.entry(event, place, changed, users[&event.actor].clone())),
            );
            end = Some(Place { before: one.from.before + one.count, ..one.from });
        }
        let next = end.filter(|_| more || is_cut).map(Place::to_offset);
        Ok(Diffs { entries, total, next })
    }
}

impl Read {
    /// Which changed properties stand on the page, how many there are on all pages, and whether any stand behind it.
    async fn pick(&self, op: &Op, tx: &mut Tx<'_>) -> Result<(Vec<Picked>, i64, bool)> {
        let (kind, id) = (self.of.0.code(), &self.of.1);
        let (mut picked, mut total, mut more) = (Vec::new(), 0, false);
        let (mut left, mut after) = (self.limit, 0);
        loop {
            let undos = event::undos(tx, op.tenant(), kind, id, after, CHUNK).await?;
            for (version, undo) in &undos {
                let all = properties(undo)?;
                let before = match version.cmp(&self.start.version) {
                    Ordering::Less => all,
                    Ordering::Equal => self.start.before.min(all),
                    Ordering::Greater => 0,
                };
                let count = left.min(all - before);
                if count > 0 {
                    picked.push(Picked { from: Place { version: *version, before }, count });
                }
                left -= count;
                more |= all - before > count;
                total += all as i64;
            }
            match undos.last() {
                Some((last, _)) if undos.len() as i64 == CHUNK => after = *last,
                _ => return Ok((picked, total, more)),
            }
        }
    }

    /// The events of the versions that stand on the page, and all that each of them changed.
    async fn show(
        &self,
        op: &Op,
        tx: &mut Tx<'_>,
        picked: &[Picked],
    ) -> Result<(Vec<Event>, Vec<Option<Vec<u8>>>)> {
        let (Some(first), Some(last)) = (picked.first(), picked.last()) else {
            return Ok((Vec::new(), Vec::new()));
        };
        let (kind, id) = (self.of.0.code(), &self.of.1);
        let versions = (first.from.version, last.from.version);
        let mut events = event::made(tx, op.tenant(), kind, id, versions.0, versions.1).await?;
        let is_picked =
            |event: &Event| picked.binary_search_by_key(&event.version, |one| one.from.version).is_ok();
        events.retain(is_picked);
        let shown = show_each(tx, op.tenant(), &events, LARGEST, |_| true, changed).await?;
        Ok((events, shown))
    }

    fn entry(&self, event: &Event, place: usize, (property, old, new): Changed, by_user: Value) -> Diff {
        Diff {
            diff_id: format!("{}-{}-{property}", self.of.1, event.version),
            property,
            old_value: old,
            new_value: new,
            by_user,
            date: format_ms(event.at),
            offset: Place { version: event.version, before: place }.to_offset(),
        }
    }
}

/// How many properties a version changed. The first one changed nothing.
fn properties(undo: &[u8]) -> Result<usize> {
    if undo == b"null" { Ok(0) } else { Ok(stored_object(undo)?.len()) }
}

/// What a version changed, as JSON, in the order in which [`properties`] counts.
fn changed(_: &Event, version: &Version<'_>) -> Result<Vec<u8>> {
    let text = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let changed = version.undo.into_iter().flatten().map(|(property, old)| {
        let new = version.doc.and_then(|doc| doc.get(property));
        (property.clone(), text(old), new.and_then(text))
    });
    serde_json::to_vec(&changed.collect::<Vec<Changed>>()).map_err(|error| broken(&error))
}

fn broken(error: &serde_json::Error) -> Error {
    Error::internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_and_anything_else_is_refused() {
        let place = Place { version: 7, before: 3 };
        assert_eq!(Place::read(&place.to_offset()).expect("a place"), place);
        for wrong in ["", "7", "%%%", &URL_SAFE_NO_PAD.encode("d:7"), &URL_SAFE_NO_PAD.encode("d:7:-1")] {
            assert!(Place::read(wrong).is_err(), "{wrong}");
        }
    }
}
