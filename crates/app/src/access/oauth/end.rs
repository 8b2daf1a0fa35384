//! `DELETE /oauth/token`: signing out.

use docket_store::oauth::family::{self, Family};
use docket_store::{Tx, token};

use super::client::{self, WEB};
use super::refusal::{Code, Refusal, said};
use crate::{Change, Error, Op};

/// Takes back the caller's token and all others of the same sign-in; the address to go to. `host` is the one that was asked.
///
/// # Errors
/// [`Code::InvalidRequest`] for an address that is not one of the client's, [`Error::NotFound`] for a token of another issuer,
/// which is not ours to take back. Nothing is taken back then.
pub async fn end(op: &Op, redirect: Option<&str>, host: &str) -> Result<String, Refusal> {
    let mut tx = op.reader().await?;
    let known = token::find(&mut tx, &op.caller.token).await?.filter(|token| token.tenant == op.tenant());
    let known = known.ok_or_else(|| Error::NotFound("Token", op.caller.token.clone()))?;
    let family = family::of_token(&mut tx, &known.id).await?;
    let location = match redirect {
        None => "/".to_owned(),
        Some(asked) => address(&mut tx, op, family.as_ref(), asked, host).await?,
    };
    op.write(End { token: known.id, family: family.map(|family| family.id) }).await?;
    op.app.sessions.forget();
    Ok(location)
}

/// The address, if it is one of the client's; a token that no client asked for may go to our own web apps.
async fn address(
    tx: &mut Tx<'_>,
    op: &Op,
    family: Option<&Family>,
    asked: &str,
    host: &str,
) -> Result<String, Refusal> {
    let id = family.and_then(|family| family.client_id.as_deref()).unwrap_or(WEB);
    let tenant = client::tenant_name(tx, op.tenant()).await?;
    let client = client::find(tx, Some(&tenant), id).await?;
    let wrong = || said(Code::InvalidRequest, "redirect_uri is not one of the client's");
    client.redirect(Some(asked), host).ok_or_else(wrong)
}

struct End {
    token: String,
    family: Option<String>,
}

impl Change for End {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("token", &self.token)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> crate::Result<()> {
        if let Some(family) = &self.family {
            family::revoke(tx, family, op.now).await?;
        }
        token::revoke(tx, op.tenant(), &self.token, op.now).await?;
        Ok(())
    }
}
