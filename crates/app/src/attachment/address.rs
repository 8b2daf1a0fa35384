//! Addresses to which the content of a file is sent: signed by us, good for a while and for one file.

use std::sync::Arc;

use docket_domain::entity::relation::Relation;
use docket_domain::entity::{EntityType, is_id};
use docket_domain::event::Source;
use docket_domain::permission::Rights;
use docket_domain::tenant::TenantId;
use docket_store::{Tx, relation, tenant};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, crypto};

use crate::{App, Caller, Error, Op, Result};

/// How long an address is good, in seconds.
pub const LIFETIME: i64 = 900;

/// What makes an address a signed one.
#[derive(Debug, Clone)]
pub struct Address {
    /// The id of the tenant's key that signed it.
    pub key: String,
    /// Until when it is good, in seconds since 1970.
    pub expires: i64,
    /// The signature: HMAC-SHA256, in the alphabet of base64 for addresses.
    pub signature: String,
}

/// Signs an address for the content of a file.
pub(super) async fn signed(op: &Op, id: &str) -> Result<Address> {
    let mut tx = op.reader().await?;
    let newest = tenant::newest_key(&mut tx, op.tenant()).await?;
    let (key, secret) = newest.ok_or_else(|| Error::internal("the tenant has no key"))?;
    let expires = op.now.div_euclid(1_000) + LIFETIME;
    let signature = crypto::sign(&message(id, expires), &EncodingKey::from_secret(&secret), Algorithm::HS256);
    let signature = signature.map_err(|error| Error::internal(error.to_string()))?;
    Ok(Address { key, expires, signature })
}

/// A request that was made to a signed address: in the name of whoever announced the file, and with no right.
///
/// # Errors
/// [`Error::NotAllowed`] for an address that we did not sign for this file, or that is no longer good.
pub async fn admit(app: &Arc<App>, id: &str, address: &Address) -> Result<Op> {
    let mut tx = app.db.reader().await?;
    let tenant = tenant_of(&mut tx, id, address).await?.ok_or_else(refused)?;
    let first = relation::to(&mut tx, tenant, id, (Relation::Created.as_str(), ""), 1).await?;
    let maker = first.into_iter().find(|link| link.relation == Relation::Created);
    let maker = maker.map_or_else(String::new, |link| link.source.id);
    let caller = Caller::new(tenant, maker, Rights::none(), Rights::none(), "");
    let op = Op::new(app.clone(), Arc::new(caller), Source::Api);
    if op.now >= address.expires.saturating_mul(1_000) { Err(refused()) } else { Ok(op) }
}

/// Whose key signed an address for a file; `None` if none did.
async fn tenant_of(tx: &mut Tx<'_>, id: &str, address: &Address) -> Result<Option<TenantId>> {
    if !is_id(id) || address.key.contains('\0') {
        return Ok(None);
    }
    let Some(key) = tenant::key(tx, &address.key).await? else { return Ok(None) };
    let (message, secret) = (message(id, address.expires), DecodingKey::from_secret(&key.secret));
    let fits = crypto::verify(&address.signature, &message, &secret, Algorithm::HS256);
    Ok(fits.unwrap_or(false).then_some(key.tenant))
}

/// What is signed. It can be no part of a token, which has no spaces.
fn message(id: &str, expires: i64) -> Vec<u8> {
    format!("PUT {} {id} content until {expires}", EntityType::File).into_bytes()
}

fn refused() -> Error {
    Error::NotAllowed("the address was not signed for this file, or is no longer good".to_owned())
}
