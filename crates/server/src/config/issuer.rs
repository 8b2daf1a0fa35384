//! Issuers of tokens besides ourselves: the tables `[[issuer]]` of the settings file.

use std::collections::BTreeMap;

use anyhow::bail;
use docket_app::access::external::{Issuer, Jwks};
use serde::Deserialize;

/// One table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    issuer: String,
    jwks: String,
    audience: String,
    #[serde(default = "default_tenant")]
    tenant: String,
    #[serde(default = "sub")]
    subject_claim: String,
    roles_claim: Option<String>,
    #[serde(default)]
    roles: BTreeMap<String, String>,
    rights_claim: Option<String>,
}

fn default_tenant() -> String {
    docket_app::tenant::DEFAULT.to_owned()
}

fn sub() -> String {
    "sub".to_owned()
}

/// Settles the tables.
///
/// # Errors
/// Names the setting that is wrong.
pub(super) fn settle(tables: Vec<Table>) -> anyhow::Result<Vec<Issuer>> {
    tables.into_iter().map(read).collect()
}

fn read(table: Table) -> anyhow::Result<Issuer> {
    let Table { issuer, jwks, audience, tenant, subject_claim, roles_claim, roles, rights_claim } = table;
    let texts = [
        ("issuer", &issuer),
        ("audience", &audience),
        ("tenant", &tenant),
        ("subject_claim", &subject_claim),
    ];
    if let Some((name, _)) = texts.into_iter().find(|(_, text)| text.is_empty() || text.contains('\0')) {
        bail!("[[issuer]]: {name} is empty or holds U+0000");
    }
    if !roles.is_empty() && roles_claim.is_none() {
        bail!("[[issuer]]: roles without a roles_claim are never used");
    }
    let jwks = match Jwks::parse(&jwks) {
        Ok(jwks) => jwks,
        Err(why) => bail!("[[issuer]]: jwks \"{jwks}\" {why}"),
    };
    Ok(Issuer { issuer, jwks, audience, tenant, subject_claim, roles_claim, roles, rights_claim })
}
