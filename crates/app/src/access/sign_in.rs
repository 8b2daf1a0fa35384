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
    let (tenant, hash) = prove(app, who).await?;
    let grant = Grant { tenant, subject: who.username.clone(), rights: None, lifetime: LIFETIME };
    app.db.write(OpenSession { grant, hash, now: app.clock.now() }).await
}

/// Checks the password: the tenant, and the hash that it fitted. The unit of work that follows asks [`still_fits`].
pub(super) async fn prove(app: &App, who: &SignIn) -> Result<(TenantId, String)> {
    let account = format!("{}/{}", who.tenant, who.username);
    app.tries.count(&account, &who.address, app.clock.now()).map_err(Error::TooMany)?;
    let found = find(app, who).await?;
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let fits = password::verify(&who.password, hash).await?;
    if let (Some(found), true) = (found, fits) { Ok(found) } else { Err(WRONG) }
}

/// Refuses a user who was locked or deleted, or whose password was changed, while it was hashed.
pub(super) async fn still_fits(tx: &mut Tx<'_>, tenant: TenantId, user: &str, hash: &str) -> Result<()> {
    let key = Key::user(user)?;
    if hash_of(tx, tenant, &key).await?.as_deref() == Some(hash) { Ok(()) } else { Err(WRONG) }
}

/// Whether a user may sign in.
pub(super) async fn may(tx: &mut Tx<'_>, tenant: TenantId, user: &str) -> Result<bool> {
    let Ok(key) = Key::user(user) else { return Ok(false) };
    let Some(user) = master::find(tx, tenant, Kind::User, &key).await? else { return Ok(false) };
    let flags = user_flags(&crate::job::stored_object(&user.doc)?);
    Ok(!flags.locked && flags.activated)
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
    if !may(tx, tenant, &key.first).await? {
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
        still_fits(tx, self.grant.tenant, &self.grant.subject, &self.hash).await?;
        Ok(issue(tx, &self.grant, self.now).await?.0)
    }
}
