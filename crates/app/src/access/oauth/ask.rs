//! `POST /oauth/token`: tokens for a code, a password, a client's secret or a refresh token.

use docket_store::{Tx, Unit};

use super::client::{self, Client};
use super::code::Exchange;
use super::family::{Begin, Given};
use super::refresh::refresh;
use super::refusal::{Code, Refusal, said};
use super::scope;
use crate::access::{SignIn, sign_in};
use crate::{App, Error};

/// What is sent to get tokens; nothing of it is checked.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "each is the parameter of its name")]
pub struct Ask {
    pub grant_type: Option<String>,
    pub tenant: Option<String>,
    pub client_id: Option<String>,
    pub client_secret: Option<String>,
    pub code: Option<String>,
    /// `redirect_uri`, also spelt `redirect_url`.
    pub redirect: Option<String>,
    pub code_verifier: Option<String>,
    pub username: Option<String>,
    pub password: Option<String>,
    pub refresh_token: Option<String>,
    pub scope: Option<String>,
    /// Where the request comes from; guessing is counted by it.
    pub address: String,
}

/// Gives tokens.
///
/// # Errors
/// [`Refusal::Said`] in the words of OAuth; [`Error::TooMany`] after ten passwords in a minute.
pub async fn give(app: &App, ask: Ask) -> Result<Given, Refusal> {
    let missing = |name: &str| said(Code::InvalidRequest, format!("{name} is missing"));
    let grant = ask.grant_type.as_deref().ok_or_else(|| missing("grant_type"))?;
    if !["authorization_code", "password", "client_credentials", "refresh_token"].contains(&grant) {
        return Err(said(
            Code::UnsupportedGrantType,
            "grant_type must be authorization_code, password, client_credentials or refresh_token",
        ));
    }
    let client = asking(app, &ask).await?;
    let scope = scope::read(ask.scope.as_deref())?;
    match grant {
        "authorization_code" => {
            let client = client.ok_or_else(|| missing("client_id"))?;
            let code = ask.code.ok_or_else(|| missing("code"))?;
            Exchange { code, redirect: ask.redirect, verifier: ask.code_verifier, client }.run(app).await
        }
        "refresh_token" => {
            let token = ask.refresh_token.ok_or_else(|| missing("refresh_token"))?;
            refresh(app, &token, client, scope).await
        }
        "client_credentials" => {
            let client = client.ok_or_else(|| missing("client_id"))?;
            let rights = client.rights.filter(|_| !client.is_public());
            let why = "the client may not ask for itself";
            let rights = rights.ok_or_else(|| said(Code::UnauthorizedClient, why))?;
            let rights = scope.map_or(rights, |scope| scope::both(rights, scope));
            let (tenant, subject, client_id) = (client.tenant, client.id.clone(), Some(client.id));
            let begin =
                Begin { tenant, client_id, subject, rights: Some(rights), scope: scope.map(|_| rights) };
            app.db.write(Open { begin, hash: None, now: app.clock.now() }).await
        }
        _ => {
            let username = ask.username.ok_or_else(|| missing("username"))?;
            let password = ask.password.ok_or_else(|| missing("password"))?;
            let mut tx = app.db.reader().await?;
            let tenant = match &client {
                Some(client) => client::tenant_name(&mut tx, client.tenant).await?,
                None => ask.tenant.unwrap_or_else(|| crate::tenant::DEFAULT.to_owned()),
            };
            drop(tx);
            let who = SignIn { tenant, username: username.clone(), password, address: ask.address };
            let (tenant, hash) = sign_in::prove(app, &who).await.map_err(not_granted)?;
            let client_id = client.map(|client| client.id);
            let begin = Begin { tenant, client_id, subject: username, rights: None, scope };
            app.db.write(Open { begin, hash: Some(hash), now: app.clock.now() }).await
        }
    }
}

/// The client that asks, if one says its name; it must prove it.
async fn asking(app: &App, ask: &Ask) -> Result<Option<Client>, Refusal> {
    let Some(id) = &ask.client_id else {
        return match &ask.client_secret {
            Some(_) => Err(said(Code::InvalidRequest, "client_id is missing")),
            None => Ok(None),
        };
    };
    let wrong = || said(Code::InvalidClient, "the client is not known or its secret is wrong");
    let mut tx = app.db.reader().await?;
    let client = match client::find(&mut tx, ask.tenant.as_deref(), id).await {
        Err(Refusal::Said(..)) => return Err(wrong()),
        found => found?,
    };
    if client.is_proven_by(ask.client_secret.as_deref()) { Ok(Some(client)) } else { Err(wrong()) }
}

/// A wrong name or password is a grant that is not valid.
fn not_granted(error: Error) -> Refusal {
    match error {
        Error::Unauthorized(why) => said(Code::InvalidGrant, why),
        other => other.into(),
    }
}

struct Open {
    begin: Begin,
    /// The hash that the password fitted.
    hash: Option<String>,
    now: i64,
}

impl Unit for Open {
    type Out = Given;
    type Error = Refusal;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Given, Refusal> {
        if let Some(hash) = &self.hash {
            let checked = sign_in::still_fits(tx, self.begin.tenant, &self.begin.subject, hash).await;
            checked.map_err(not_granted)?;
        }
        Ok(self.begin.give(tx, self.now).await?.1)
    }
}
