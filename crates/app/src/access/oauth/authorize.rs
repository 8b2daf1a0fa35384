//! `/oauth/authorize`: a person signs in, and their client gets a code.

use docket_domain::tenant::TenantId;
use docket_store::oauth::code::{self, Code as Kept};
use docket_store::{Tx, Unit};

use super::client::{self, Client};
use super::code::LIFETIME;
use super::refusal::{Code, Refusal, said};
use super::{pkce, redirect, scope, secret};
use crate::access::{SignIn, sign_in as password};
use crate::{App, Error};

/// The longest parameter, in bytes.
const LONGEST: usize = 2_000;

/// What is asked; nothing of it is checked.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "each is the parameter of its name")]
pub struct Asked {
    pub tenant: Option<String>,
    pub client_id: Option<String>,
    pub response_type: Option<String>,
    pub redirect_uri: Option<String>,
    pub state: Option<String>,
    pub scope: Option<String>,
    pub login_hint: Option<String>,
    pub code_challenge: Option<String>,
    pub code_challenge_method: Option<String>,
}

/// A request that is in order: a person may sign in for it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What was asked.
    pub asked: Asked,
    /// The client as people know it.
    pub label: String,
    /// Where people are sent back to.
    pub redirect: String,
    pub(super) tenant: TenantId,
    /// The tenant's name.
    tenant_name: String,
    scope: Option<String>,
}

/// Why a request is refused.
#[derive(Debug)]
pub enum Refused {
    /// Said here: nobody is sent to an address that is not the client's.
    Here(Refusal),
    /// Said to the client: the address to send the browser to.
    There(String),
}

impl<E: Into<Refusal>> From<E> for Refused {
    fn from(refusal: E) -> Self {
        Self::Here(refusal.into())
    }
}

/// Checks what is asked. `host` is the host that was asked, for our own web apps.
///
/// # Errors
/// [`Refused::Here`] for an unknown client, tenant or address, [`Refused::There`] for everything else that is wrong.
pub async fn check(app: &App, asked: Asked, host: &str) -> Result<Checked, Refused> {
    let missing = || said(Code::InvalidRequest, "client_id is missing");
    let id = asked.client_id.as_deref().ok_or_else(missing)?;
    let mut tx = app.db.reader().await?;
    let client = client::find(&mut tx, asked.tenant.as_deref(), id).await?;
    let sent_back = client.redirect(asked.redirect_uri.as_deref(), host);
    let redirect =
        sent_back.ok_or_else(|| said(Code::InvalidRequest, "redirect_uri is not one of the client's"))?;
    let state = asked.state.as_deref().filter(|state| state.len() <= LONGEST);
    let scope = match in_order(&asked, &client) {
        Ok(scope) => scope,
        Err(Refusal::Said(code, why)) => {
            return Err(Refused::There(back(&redirect, state, code.as_str(), &why)));
        }
        Err(other) => return Err(other.into()),
    };
    let tenant_name = client::tenant_name(&mut tx, client.tenant).await?;
    Ok(Checked { asked, label: client.label, redirect, tenant: client.tenant, tenant_name, scope })
}

/// What the client is told about: the rights that are asked for.
fn in_order(asked: &Asked, client: &Client) -> Result<Option<String>, Refusal> {
    let texts = [&asked.state, &asked.scope, &asked.login_hint, &asked.redirect_uri];
    if texts.into_iter().flatten().any(|text| text.len() > LONGEST || text.contains('\0')) {
        return Err(said(Code::InvalidRequest, "a parameter is too long or holds U+0000"));
    }
    if asked.response_type.as_deref() != Some("code") {
        return Err(said(Code::UnsupportedResponseType, "response_type must be code"));
    }
    match (asked.code_challenge.as_deref(), asked.code_challenge_method.as_deref()) {
        (None, None) if client.is_public() => {
            return Err(said(Code::InvalidRequest, "code_challenge is missing (PKCE)"));
        }
        (None, None) => {}
        (Some(challenge), Some("S256")) if pkce::is_challenge(challenge) => {}
        _ => {
            return Err(said(
                Code::InvalidRequest,
                "code_challenge needs code_challenge_method=S256 and 43 characters",
            ));
        }
    }
    Ok(scope::read(asked.scope.as_deref())?.map(|rights| rights.to_text()))
}

/// The address that tells the client of an error.
fn back(redirect: &str, state: Option<&str>, code: &str, why: &str) -> String {
    let mut more = vec![("error", code), ("error_description", why)];
    more.extend(state.map(|state| ("state", state)));
    redirect::with(redirect, &more)
}

/// Who signs in.
#[derive(Debug, Clone)]
pub struct Person {
    /// The user's id.
    pub username: String,
    /// The password.
    pub password: String,
    /// Where the request comes from; guessing is counted by it.
    pub address: String,
}

/// Signs a person in: the address to send the browser to, with a code in it.
///
/// # Errors
/// [`Error::TooMany`] after ten tries in a minute, [`Error::Unauthorized`] for a wrong name or password.
pub async fn sign_in(app: &App, checked: &Checked, person: Person) -> Result<String, Error> {
    let tenant = checked.tenant_name.clone();
    let Person { username, password, address } = person;
    let who = SignIn { tenant, username, password, address };
    let (tenant, hash) = password::prove(app, &who).await?;
    let (code, now) = (secret::new(), app.clock.now());
    let kept = Kept {
        tenant,
        client_id: checked.asked.client_id.clone().unwrap_or_default(),
        subject: who.username,
        redirect: checked.asked.redirect_uri.clone(),
        challenge: checked.asked.code_challenge.clone(),
        scope: checked.scope.clone(),
        expires: now + LIFETIME,
        family: None,
    };
    app.db.write(Give { id: secret::hash(&code), kept, hash }).await?;
    let mut more = vec![("code", code.as_str())];
    more.extend(checked.asked.state.as_deref().map(|state| ("state", state)));
    Ok(redirect::with(&checked.redirect, &more))
}

struct Give {
    id: [u8; 32],
    kept: Kept,
    /// The hash that the password fitted.
    hash: String,
}

impl Unit for Give {
    type Out = ();
    type Error = Error;

    fn key(&self) -> u64 {
        secret::key(&self.id)
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        password::still_fits(tx, self.kept.tenant, &self.kept.subject, &self.hash).await?;
        Ok(code::insert(tx, &self.id, &self.kept).await?)
    }
}
