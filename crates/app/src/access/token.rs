//! Developer tokens: giving them out, listing them, taking them back.

use docket_domain::Fault;
use docket_domain::permission::{Right, Rights};
use docket_store::Tx;
use docket_store::token::{self, Token};
use serde::{Deserialize, Serialize};

use super::{Grant, giving, issue};
use crate::{Change, Error, Op, Result};

/// The longest life of a token, in milliseconds: ten years.
pub const LONGEST: i64 = 3_653 * 86_400_000;

/// A token that was given out; its text is shown this once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Issued {
    /// Its id, for taking it back.
    pub id: String,
    /// The JWT.
    pub token: String,
    /// When it ends, in milliseconds.
    pub expires: i64,
}

/// Gives out a token for `subject` with a list of rights, for `lifetime` milliseconds. Nobody gives more than they have.
///
/// The caller's `Idempotency-Key` is not heeded: the answer that it keeps would hold the token in clear. A repeat gives out
/// another token.
pub async fn create(op: &Op, subject: String, list: &str, lifetime: i64) -> Result<Issued> {
    op.allow(Right::TokenWrite)?;
    if !(1..=200).contains(&subject.chars().count()) || subject.chars().any(char::is_control) {
        return Err(
            Fault::at("$.subject", "must be 1 to 200 characters, none of them a control character").into()
        );
    }
    if !(1_000..=LONGEST).contains(&lifetime) {
        return Err(Fault::at("$.expires_in", "must be between a second and ten years").into());
    }
    let rights = Rights::parse_list(list).map_err(|entry| giving::no_right(&entry))?;
    if !op.caller.rights.covers(rights) {
        return Err(Error::NotAllowed("a token may not allow more than you may".to_owned()));
    }
    let grant = Grant { tenant: op.tenant(), subject, rights: Some(rights), lifetime };
    Op { once: None, ..op.clone() }.write(Create { grant }).await
}

/// The tokens of the tenant after a place (created, id), oldest first.
pub async fn page(op: &Op, after: (i64, &str), limit: i64) -> Result<Vec<Token>> {
    op.allow(Right::TokenRead)?;
    let mut tx = op.reader().await?;
    Ok(token::page(&mut tx, op.tenant(), after, limit).await?)
}

/// Takes a token back: at once on this node, within a second on others.
pub async fn revoke(op: &Op, id: String) -> Result<()> {
    op.allow(Right::TokenWrite)?;
    if id.contains('\0') {
        return Err(Error::NotFound("Token", id));
    }
    op.write(Revoke { id }).await?;
    op.app.sessions.forget();
    Ok(())
}

struct Create {
    grant: Grant,
}

impl Change for Create {
    type Out = Issued;

    fn subject(&self) -> (&str, &str) {
        ("token", &self.grant.subject)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Issued> {
        let (jwt, token) = issue(tx, &self.grant, op.now).await?;
        Ok(Issued { id: token.id, token: jwt, expires: token.expires })
    }
}

struct Revoke {
    id: String,
}

impl Change for Revoke {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("token", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let known = token::find(tx, &self.id).await?.filter(|token| token.tenant == op.tenant());
        if known.is_none() {
            return Err(Error::NotFound("Token", self.id.clone()));
        }
        op.if_match.check_untagged()?;
        token::revoke(tx, op.tenant(), &self.id, op.now).await?;
        Ok(())
    }
}
