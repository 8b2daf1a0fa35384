//! Rows that become things of the Niagara dialect: parts and units.

use docket_domain::Fault;
use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_domain::schema::{Body, check as check_shape};
use docket_store::entity::Entity;
use docket_store::{Tx, entity as stored};
use serde_json::{Value, json};

use super::names::Names;
use super::report::Fate;
use super::row::Row;
use super::run::Known;
use super::tried::Tried;
use super::{custom, parts, units};
use crate::entity::draft::Draft;
use crate::entity::{self, access, get};
use crate::{Error, Result};

/// The members of a kind that name something by its label or id.
pub(super) fn refers(kind: EntityType) -> &'static [(&'static str, EntityType)] {
    if kind == EntityType::Part { parts::REFERS } else { units::REFERS }
}

/// A row made into what it is to become, with the one that is there under lock.
struct Ready {
    body: Object,
    draft: Draft,
    before: Option<Entity>,
    identity: String,
}

/// Tries a row, without writing.
pub(super) async fn check(known: &Known<'_>, tx: &mut Tx<'_>, kind: EntityType, row: &Row) -> Result<Tried> {
    let ready = ready(known, tx, kind, row).await?;
    let fate = match &ready.before {
        None => Fate::Created,
        Some(before) if entity::keep::says_the_same(before, &ready.draft)? => Fate::Unchanged,
        Some(_) => Fate::Changed,
    };
    Ok(Tried { identity: ready.identity, fate, warnings: Vec::new() })
}

/// Writes a row.
pub(super) async fn write(known: &Known<'_>, tx: &mut Tx<'_>, kind: EntityType, row: &Row) -> Result<Tried> {
    let Ready { body, draft, before, identity } = ready(known, tx, kind, row).await?;
    let fate = match before {
        None => {
            entity::begin(known.op, tx, (kind, &row.id), &body, &draft).await?;
            Fate::Created
        }
        Some(before) => {
            let after = entity::apply(known.op, tx, &before, &body, &draft).await?;
            if after.version == before.version { Fate::Unchanged } else { Fate::Changed }
        }
    };
    Ok(Tried { identity, fate, warnings: Vec::new() })
}

async fn ready(known: &Known<'_>, tx: &mut Tx<'_>, kind: EntityType, row: &Row) -> Result<Ready> {
    let ready = planned(known, tx, kind, row).await;
    ready.map_err(|error| custom::placed(&known.plan.columns, row, error))
}

async fn planned(known: &Known<'_>, tx: &mut Tx<'_>, kind: EntityType, row: &Row) -> Result<Ready> {
    let op = known.op;
    let mut body = if kind == EntityType::Part {
        parts::body(known, &known.names, row)?
    } else {
        units::body(known, &known.names, row)?
    };
    custom::add(&known.plan.columns, row, &mut body);
    let whole = shaped(kind, body.clone())?;
    let draft = entity::plan(op, tx, kind, &row.id, &whole).await?;
    let identity = draft.unique_key.clone().unwrap_or_default();
    let Some(id) = stored::with_key(tx, op.tenant(), kind, &identity).await? else {
        return Ok(Ready { body: whole, draft, before: None, identity });
    };
    let before = get::locked(op, tx, kind, &id).await?;
    access::check(op, tx, Verb::Update, &before).await?;
    let draft = entity::prepare(op, tx, &before, &body).await?;
    Ok(Ready { body, draft, before: Some(before), identity })
}

/// The body of something new, if it has the shape that is asked for.
fn shaped(kind: EntityType, mut body: Object) -> Result<Object> {
    let shape = if kind == EntityType::Part {
        parts::complete(&mut body);
        Body::Part
    } else {
        Body::Unit
    };
    let value = Value::Object(body);
    check_shape(shape, &value).map_err(Error::Messages)?;
    match value {
        Value::Object(body) => Ok(body),
        _ => Err(Error::internal("a body that was an object is none")),
    }
}

/// What a row names, each as a member that holds its id.
pub(super) fn named(
    known: &Known<'_>,
    names: &Names,
    row: &Row,
    refers: &[(&str, EntityType)],
) -> Result<Object> {
    let mut body = Object::new();
    let mut faults = Vec::new();
    for (member, kind) in refers {
        let name = row.text(&known.plan.columns, member);
        if name.is_empty() {
            continue;
        }
        match names.id(*kind, name) {
            Ok(id) => {
                body.insert((*member).to_owned(), json!({ kind.id_member(): id }));
            }
            Err(reason) => faults.push(Fault::at(format!("$.{member}"), reason)),
        }
    }
    if faults.is_empty() { Ok(body) } else { Err(Error::Invalid(faults)) }
}

/// The member of a table that a place in a body is about.
pub(super) fn member_of(data_path: &str) -> &str {
    match data_path {
        ".vendor.part_number" => "vendor_part_number",
        ".manufacturer.part_number" => "part_number",
        path if custom::is(path.trim_start_matches('.')) => path.trim_start_matches('.'),
        path => path.trim_start_matches('.').split(['.', '[']).next().unwrap_or_default(),
    }
}
