//! Founding a tenant: its signing key, its usual roles, its standing work.

use docket_domain::permission::builtin_roles;
use docket_domain::tenant::TenantId;
use docket_store::{Tx, Unit, due, role, status, tenant};

use crate::access::ensure_key;
use crate::{App, Error, Result};

/// The tenant that every server has.
pub const DEFAULT: &str = "default";

/// Standing work of a tenant: forgetting what is older than it needs to be.
pub const SWEEP: &str = "sweep";

/// Makes a tenant with its key, its usual roles and its standing work, as far as they are not there yet.
pub async fn found(app: &App, name: &str) -> Result<TenantId> {
    app.db.write(Found { name: name.to_owned(), now: app.clock.now() }).await
}

struct Found {
    name: String,
    now: i64,
}

impl Unit for Found {
    type Out = TenantId;
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<TenantId> {
        let fresh = tenant::find(tx, &self.name).await?.is_none();
        tenant::create(tx, &self.name).await?;
        let Some(id) = tenant::find(tx, &self.name).await? else {
            return Err(Error::internal("a tenant vanished while it was made"));
        };
        ensure_key(tx, id, self.now).await?;
        if fresh {
            // Later the tenant's own administrators decide; a role that they removed stays removed.
            for (name, rights) in builtin_roles() {
                role::put(tx, id, name, &rights.to_text(), self.now).await?;
            }
        }
        if status::all(tx, id).await?.is_empty() {
            for one in docket_domain::status::defaults() {
                status::add(tx, id, &one).await?;
            }
        }
        due::plan(tx, id, SWEEP, "", 60_000).await?;
        Ok(id)
    }
}
