//! Giving out tokens, and those that follow them.

use docket_domain::permission::Rights;
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::oauth::family::{self, Family};

use super::{scope, secret};
use crate::access::{Grant, issue};
use crate::{App, Result};

/// How long an access token lasts, in milliseconds.
const ACCESS: i64 = 3_600_000;
/// How long a refresh token lasts, in milliseconds.
const REFRESH: i64 = 30 * 86_400_000;

/// Tokens that are given out.
#[derive(Debug, Clone)]
pub struct Given {
    /// The JWT.
    pub access_token: String,
    /// What the next tokens are given for, once.
    pub refresh_token: String,
    /// How long the access token lasts, in seconds.
    pub expires_in: i64,
    /// The rights it was narrowed to, with spaces between; `None` if it was not.
    pub scope: Option<String>,
}

/// A sign-in that succeeded.
#[derive(Debug, Clone)]
pub(super) struct Begin {
    pub tenant: TenantId,
    pub client_id: Option<String>,
    pub subject: String,
    /// `None`: those of the user's roles.
    pub rights: Option<Rights>,
    pub scope: Option<Rights>,
}

impl Begin {
    /// Begins a family: its id and its first tokens.
    pub(super) async fn give(&self, tx: &mut Tx<'_>, now: i64) -> Result<(String, Given)> {
        let (id, refresh) = (App::new_id().to_string(), secret::new());
        let family = Family {
            id: id.clone(),
            tenant: self.tenant,
            client_id: self.client_id.clone(),
            subject: self.subject.clone(),
            rights: self.rights.map(Rights::to_text),
            scope: self.scope.map(Rights::to_text),
            refresh: secret::hash(&refresh).to_vec().into(),
            expires: now + REFRESH,
            revoked: None,
        };
        family::insert(tx, &family).await?;
        let given = self.access(tx, &id, self.scope, &refresh, now).await?;
        Ok((id, given))
    }

    /// Puts new tokens in the place of those before.
    pub(super) async fn again(
        &self,
        tx: &mut Tx<'_>,
        id: &str,
        narrow: Option<Rights>,
        now: i64,
    ) -> Result<Given> {
        let refresh = secret::new();
        family::rotate(tx, id, &secret::hash(&refresh), now + REFRESH).await?;
        self.access(tx, id, narrow.or(self.scope), &refresh, now).await
    }

    async fn access(
        &self,
        tx: &mut Tx<'_>,
        id: &str,
        narrow: Option<Rights>,
        refresh: &str,
        now: i64,
    ) -> Result<Given> {
        let grant = Grant {
            tenant: self.tenant,
            subject: self.subject.clone(),
            rights: self.rights,
            lifetime: ACCESS,
        };
        let (access_token, token) = issue(tx, &grant, now).await?;
        family::bind(tx, &token.id, id, narrow.map(Rights::to_text).as_deref()).await?;
        Ok(Given {
            access_token,
            refresh_token: format!("{id}.{refresh}"),
            expires_in: ACCESS / 1000,
            scope: narrow.map(scope::shown),
        })
    }
}
