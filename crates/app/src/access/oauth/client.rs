//! The client that asks.

use docket_domain::permission::Rights;
use docket_domain::tenant::TenantId;
use docket_store::oauth::client as kept;
use docket_store::{Tx, tenant};

use super::redirect;
use super::refusal::{Code, Refusal, said};
use super::secret;
use crate::Error;
use crate::tenant::DEFAULT;

/// Our own web apps: a public client that every tenant has.
pub const WEB: &str = "docket-web";

/// A client that is known.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub tenant: TenantId,
    pub id: String,
    /// What people are shown.
    pub label: String,
    secret: Option<Vec<u8>>,
    redirects: Vec<String>,
    /// What it may do for itself.
    pub rights: Option<Rights>,
}

impl Client {
    /// A client that has no secret: whoever uses a code must prove that they asked for it.
    pub(super) fn is_public(&self) -> bool {
        self.secret.is_none()
    }

    /// Whether this is its secret. A public client has none to tell.
    pub(super) fn is_proven_by(&self, told: Option<&str>) -> bool {
        match &self.secret {
            None => true,
            // The hashes are compared: how long that takes says nothing about the secret.
            Some(kept) => told.is_some_and(|told| secret::hash(told)[..] == kept[..]),
        }
    }

    /// The address that people are sent back to. `host` is the one that was asked.
    pub(super) fn redirect(&self, asked: Option<&str>, host: &str) -> Option<String> {
        let known = match (asked, self.redirects.as_slice()) {
            (Some(asked), _) if self.id == WEB => redirect::is_ours(asked, host).then_some(asked),
            (Some(asked), all) => all.iter().any(|known| known == asked).then_some(asked),
            (None, [only]) => Some(only.as_str()),
            (None, _) => None,
        };
        known.map(str::to_owned)
    }
}

/// The tenant of this name, or the default one.
pub(super) async fn tenant_of(tx: &mut Tx<'_>, name: Option<&str>) -> Result<TenantId, Refusal> {
    let name = name.unwrap_or(DEFAULT);
    let found = if name.contains('\0') { None } else { tenant::find(tx, name).await? };
    found.ok_or_else(|| Error::NotFound("Tenant", name.to_owned()).into())
}

/// The name of a tenant.
pub(super) async fn tenant_name(tx: &mut Tx<'_>, id: TenantId) -> Result<String, Refusal> {
    let all = tenant::all(tx).await?;
    let found = all.into_iter().find(|(known, _)| *known == id);
    Ok(found.map(|(_, name)| name).ok_or_else(|| Error::internal("a client's tenant vanished"))?)
}

/// A client by its id. Without a tenant's name, the default tenant's counts, else the only one of this id.
pub(super) async fn find(tx: &mut Tx<'_>, tenant: Option<&str>, id: &str) -> Result<Client, Refusal> {
    let unknown = || said(Code::UnauthorizedClient, "the client is not known");
    if id.is_empty() || id.len() > 200 || id.contains('\0') {
        return Err(unknown());
    }
    let usual = tenant_of(tx, tenant).await?;
    if id == WEB {
        let label = "Docket".to_owned();
        let (secret, redirects, rights) = (None, Vec::new(), None);
        return Ok(Client { tenant: usual, id: id.to_owned(), label, secret, redirects, rights });
    }
    let found = if tenant.is_some() {
        kept::find(tx, usual, id).await?
    } else {
        let mut all = kept::by_id(tx, id).await?;
        match all.iter().position(|client| client.tenant == usual) {
            Some(place) => Some(all.swap_remove(place)),
            None if all.len() == 1 => all.pop(),
            None => None,
        }
    };
    read(found.ok_or_else(unknown)?)
}

fn read(kept: kept::Client) -> Result<Client, Refusal> {
    let rights = kept.rights.as_deref().map(Rights::parse_list).transpose().map_err(Error::internal)?;
    Ok(Client {
        tenant: kept.tenant,
        id: kept.client_id,
        label: kept.label,
        secret: kept.secret.map(|secret| secret.to_vec()),
        redirects: kept.redirects,
        rights,
    })
}
