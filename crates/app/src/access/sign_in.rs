//! Signing in with a name and a password (`POST /createjwt`).

use docket_domain::master::{Key, Kind, user_flags};
use docket_domain::tenant::TenantId;
use docket_store::{Tx, Unit, login, master, tenant};

use super::{Grant, issue, password};
use crate::{App, Error, Result};

/// How long a session lasts, in milliseconds: a working day and a half.
const LIFETIME: i64 = 36 * 3_600_000;

/// The same whatever is wrong.
const WRONG: Error = Error::Unauthorized("the user name or the password is wrong");

/// What somebody gives to sign in.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The tenant's name.
    pub tenant: String,
    /// The user's id.
    pub username: String,
    /// The password.
    pub password: String,
    /// Where the request comes from; guessing is counted by it.
    pub address: String,
}

/// Checks the password and gives out a session's token.
///
/// # Errors
/// [`Error::TooMany`] after ten tries in a minute, [`Error::Unauthorized`] for a wrong name or password, in the same
/// words and the same time.
pub async fn sign_in(app: &App, who: &SignIn) -> Result<String> {
    let now = app.clock.now();
    let account = format!("{}/{}", who.tenant, who.username);
    app.tries.count(&account, &who.address, now).map_err(Error::TooMany)?;
    let found = find(app, who).await?;
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let fits = password::verify(&who.password, hash).await?;
    let (Some((tenant, hash)), true) = (found, fits) else { return Err(WRONG) };
    let grant = Grant { tenant, subject: who.username.clone(), rights: None, lifetime: LIFETIME };
    app.db.write(OpenSession { grant, hash, now }).await
}

/// The tenant and the hash of a user that may sign in.
async fn find(app: &App, who: &SignIn) -> Result<Option<(TenantId, String)>> {
    let Ok(key) = Key::user(&who.username) else { return Ok(None) };
    if who.tenant.contains('\0') {
        return Ok(None);
    }
    let mut tx = app.db.reader().await?;
    let Some(tenant) = tenant::find(&mut tx, &who.tenant).await? else { return Ok(None) };
    let hash = hash_of(&mut tx, tenant, &key).await?;
    Ok(hash.map(|hash| (tenant, hash)))
}

/// The hash of a user's password, if the user may sign in.
async fn hash_of(tx: &mut Tx<'_>, tenant: TenantId, key: &Key) -> Result<Option<String>> {
    let Some(user) = master::find(tx, tenant, Kind::User, key).await? else { return Ok(None) };
    let flags = user_flags(&crate::job::stored_object(&user.doc)?);
    if flags.locked || !flags.activated {
        return Ok(None);
    }
    Ok(login::find(tx, tenant, &key.first).await?.and_then(|login| login.password))
}

struct OpenSession {
    grant: Grant,
    /// The hash that the password fitted.
    hash: String,
    now: i64,
}

impl Unit for OpenSession {
    type Out = String;
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<String> {
        // The user can have been locked or deleted, or the password changed, while it was hashed.
        let key = Key::user(&self.grant.subject)?;
        if hash_of(tx, self.grant.tenant, &key).await?.as_ref() != Some(&self.hash) {
            return Err(WRONG);
        }
        Ok(issue(tx, &self.grant, self.now).await?.0)
    }
}
