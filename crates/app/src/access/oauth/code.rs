//! Codes: good for a minute, once, for the client that they were given to.

use docket_domain::permission::Rights;
use docket_store::oauth::code::{self, Code as Kept};
use docket_store::oauth::family;
use docket_store::{Tx, Unit};

use super::client::Client;
use super::family::{Begin, Given};
use super::refusal::{Code, Refusal, said};
use super::{pkce, secret};
use crate::access::sign_in;
use crate::{App, Error};

/// How long a code lasts, in milliseconds.
pub(super) const LIFETIME: i64 = 60_000;

/// What is sent to exchange a code.
#[derive(Debug, Clone)]
pub(super) struct Exchange {
    pub code: String,
    pub redirect: Option<String>,
    pub verifier: Option<String>,
    pub client: Client,
}

impl Exchange {
    /// Tokens for the code.
    pub(super) async fn run(self, app: &App) -> Result<Given, Refusal> {
        let unit = InUnit { hash: secret::hash(&self.code), exchange: self, now: app.clock.now() };
        let answer = app.db.write(unit).await?;
        if answer.is_err() {
            app.sessions.forget();
        }
        answer
    }
}

fn wrong() -> Refusal {
    said(
        Code::InvalidGrant,
        "the code is not known, has expired, was used before or was given to somebody else",
    )
}

struct InUnit {
    exchange: Exchange,
    hash: [u8; 32],
    now: i64,
}

impl Unit for InUnit {
    // A refusal is told inside: what it ended must be on disk.
    type Out = Result<Given, Refusal>;
    type Error = Refusal;

    fn key(&self) -> u64 {
        secret::key(&self.hash)
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Out, Refusal> {
        let Some(code) = code::lock(tx, &self.hash).await? else { return Ok(Err(wrong())) };
        let Exchange { redirect, verifier, client, .. } = &self.exchange;
        if code.tenant != client.tenant || code.client_id != client.id {
            return Ok(Err(wrong()));
        }
        if let Some(gave) = &code.family {
            // Somebody else has the code: what it gave may be in the wrong hands.
            family::revoke(tx, gave, self.now).await?;
            return Ok(Err(wrong()));
        }
        if code.expires <= self.now || !pkce::fits(code.challenge.as_deref(), verifier.as_deref()) {
            return Ok(Err(wrong()));
        }
        if redirect != &code.redirect {
            return Ok(Err(said(
                Code::InvalidGrant,
                "redirect_uri is not the one that the code was asked for with",
            )));
        }
        if !sign_in::may(tx, code.tenant, &code.subject).await? {
            return Ok(Err(said(Code::InvalidGrant, "the user may no longer sign in")));
        }
        let begin = begin(code)?;
        let (family, given) = begin.give(tx, self.now).await?;
        code::used(tx, &self.hash, &family).await?;
        Ok(Ok(given))
    }
}

fn begin(code: Kept) -> Result<Begin, Error> {
    let scope = code.scope.as_deref().map(Rights::parse_list).transpose().map_err(Error::internal)?;
    Ok(Begin {
        tenant: code.tenant,
        client_id: Some(code.client_id),
        subject: code.subject,
        rights: None,
        scope,
    })
}
