//! New tokens for a refresh token. Each is good once: a second use means that somebody else has it, and ends the family.

use docket_domain::permission::Rights;
use docket_store::oauth::family::{self, Family};
use docket_store::{Tx, Unit};

use super::client::Client;
use super::family::{Begin, Given};
use super::refusal::{Code, Refusal, said};
use super::{scope, secret};
use crate::access::sign_in;
use crate::{App, Error};

/// Puts new tokens in the place of those of a refresh token.
pub(super) async fn refresh(
    app: &App,
    token: &str,
    client: Option<Client>,
    narrow: Option<Rights>,
) -> Result<Given, Refusal> {
    let known = token.split_once('.').filter(|(id, _)| id.len() <= 64 && !id.contains('\0'));
    let (id, rest) = known.ok_or_else(wrong)?;
    let unit = Rotate { id: id.to_owned(), hash: secret::hash(rest), client, narrow, now: app.clock.now() };
    let answer = app.db.write(unit).await?;
    if answer.is_err() {
        app.sessions.forget();
    }
    answer
}

fn wrong() -> Refusal {
    said(Code::InvalidGrant, "the refresh token is not known, has expired or was used before")
}

struct Rotate {
    id: String,
    hash: [u8; 32],
    client: Option<Client>,
    narrow: Option<Rights>,
    now: i64,
}

impl Unit for Rotate {
    // A refusal is told inside: what it ended must be on disk.
    type Out = Result<Given, Refusal>;
    type Error = Refusal;

    fn key(&self) -> u64 {
        secret::key(&secret::hash(&self.id))
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Out, Refusal> {
        let Some(family) = family::lock(tx, &self.id).await? else { return Ok(Err(wrong())) };
        let client = self.client.as_ref();
        let theirs = client.is_none_or(|client| client.tenant == family.tenant)
            && client.map(|client| &client.id) == family.client_id.as_ref();
        if !theirs || family.revoked.is_some() {
            return Ok(Err(wrong()));
        }
        if family.refresh[..] != self.hash {
            family::revoke(tx, &family.id, self.now).await?;
            return Ok(Err(wrong()));
        }
        if family.expires <= self.now {
            return Ok(Err(wrong()));
        }
        let begin = match self.begin(tx, &family).await? {
            Ok(begin) => begin,
            Err(refusal) => return Ok(Err(refusal)),
        };
        Ok(Ok(begin.again(tx, &family.id, self.narrow, self.now).await?))
    }
}

impl Rotate {
    /// What the family may have now.
    async fn begin(&self, tx: &mut Tx<'_>, family: &Family) -> Result<Result<Begin, Refusal>, Refusal> {
        let kept = family.scope.as_deref().map(Rights::parse_list).transpose().map_err(Error::internal)?;
        if let (Some(kept), Some(narrow)) = (kept, self.narrow)
            && !kept.covers(narrow)
        {
            return Ok(Err(said(Code::InvalidScope, "a refresh token gives no more than it was given for")));
        }
        let rights = if family.rights.is_some() {
            // The client's own rights can have been changed.
            let Some(rights) = self.client.as_ref().and_then(|client| client.rights) else {
                return Ok(Err(wrong()));
            };
            Some(kept.map_or(rights, |kept| scope::both(rights, kept)))
        } else {
            if !sign_in::may(tx, family.tenant, &family.subject).await? {
                return Ok(Err(said(Code::InvalidGrant, "the user may no longer sign in")));
            }
            None
        };
        let (client_id, subject) = (family.client_id.clone(), family.subject.clone());
        Ok(Ok(Begin { tenant: family.tenant, client_id, subject, rights, scope: kept }))
    }
}
