//! Signing keys of tenants.

use docket_domain::tenant::TenantId;
use docket_store::{Tx, tenant};

use crate::{App, Result};

/// The id and the secret of the key that signs a tenant's tokens; made on first use.
pub async fn ensure_key(tx: &mut Tx<'_>, tenant: TenantId, now: i64) -> Result<(String, Vec<u8>)> {
    if let Some((kid, secret)) = tenant::newest_key(tx, tenant).await? {
        return Ok((kid, secret.to_vec()));
    }
    let kid = App::new_id().to_string();
    let secret = random_secret();
    tenant::add_key(tx, &kid, tenant, &secret, now).await?;
    Ok((kid, secret))
}

/// 32 random bytes from the operating system.
#[expect(clippy::disallowed_methods, reason = "this is the source of secrets")]
pub(super) fn random_secret() -> Vec<u8> {
    let (one, two, three) = (uuid::Uuid::new_v4(), uuid::Uuid::new_v4(), uuid::Uuid::new_v4());
    // Three random UUIDs hold 366 random bits; the hash spreads them over 256.
    use sha2::{Digest, Sha256};
    Sha256::new().chain_update(one).chain_update(two).chain_update(three).finalize().to_vec()
}
