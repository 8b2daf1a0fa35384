//! Filling master data into a job that names it only by its number.

use std::collections::HashMap;

use docket_domain::job::{self as rules, Found, Said};
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, UserFlags, user_flags};
use docket_domain::tenant::TenantId;
use docket_store::{Tx, master};
use serde_json::Value;

use crate::job::stored_object;
use crate::{Op, Result};

/// What is known of a name on a job.
pub(crate) enum User {
    /// There is no such user (yet).
    Unknown,
    /// There is.
    Known(UserFlags),
}

/// Looks up a user by the name on a job.
pub(crate) async fn find_user(tx: &mut Tx<'_>, tenant: TenantId, user: &str) -> Result<User> {
    let Ok(key) = Key::user(user) else { return Ok(User::Unknown) };
    let found = find(tx, tenant, Kind::User, &key).await?;
    Ok(found.map_or(User::Unknown, |doc| User::Known(user_flags(&doc))))
}

/// Fills in what a job about to be stored wants.
///
/// # Errors
/// [`crate::Error::Invalid`] for an account or location that does not exist; an unknown product joins nothing.
pub(crate) async fn join(
    op: &Op,
    tx: &mut Tx<'_>,
    before: Option<&Object>,
    after: &mut Object,
    said: Said<'_>,
) -> Result<()> {
    let wants = rules::wants(before, after, said);
    if wants.is_empty() {
        return Ok(());
    }
    let account = match &wants.account {
        Some(num) => match Key::account(num) {
            Ok(key) => find(tx, op.tenant(), Kind::Account, &key).await?,
            Err(_) => None,
        },
        None => None,
    };
    let location = match &wants.location {
        Some((of, num)) => find_location(tx, op.tenant(), of.as_deref(), num).await?,
        None => None,
    };
    let mut products = HashMap::new();
    for num in &wants.products {
        if let Ok(key) = Key::product(num)
            && let Some(doc) = find(tx, op.tenant(), Kind::Product, &key).await?
        {
            products.insert(num.clone(), doc);
        }
    }
    let language = match (products.is_empty(), after.get("UserName").and_then(Value::as_str)) {
        (false, Some(user)) => match find_user(tx, op.tenant(), user).await? {
            User::Known(flags) => flags.language,
            User::Unknown => String::new(),
        },
        _ => String::new(),
    };
    let found = Found {
        account: account.as_ref(),
        location: location.as_ref(),
        products: &|num| products.get(num).cloned(),
        language: &language,
    };
    Ok(rules::fill(after, &wants, &found)?)
}

/// A location: inside the job's own account first, else the only one with this number.
async fn find_location(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    account: Option<&str>,
    num: &str,
) -> Result<Option<Object>> {
    if let Some(Ok(key)) = account.map(|account| Key::location(account, num))
        && let Some(doc) = find(tx, tenant, Kind::Location, &key).await?
    {
        return Ok(Some(doc));
    }
    if num.contains('\0') {
        return Ok(None);
    }
    let doc = master::by_second(tx, tenant, Kind::Location, num).await?;
    doc.map(|doc| stored_object(&doc)).transpose()
}

async fn find(tx: &mut Tx<'_>, tenant: TenantId, kind: Kind, key: &Key) -> Result<Option<Object>> {
    let found = master::find(tx, tenant, kind, key).await?;
    found.map(|found| stored_object(&found.doc)).transpose()
}
