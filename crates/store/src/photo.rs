//! Photos of jobs: which content the elements of `Photos` that bear our ids lead to.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx, content};

statements! {
    INSERT = "INSERT INTO photo (tenant, num, id, sha256, user_id, added) VALUES ($1, $2, $3, $4, $5, $6)";
    FIND = "SELECT sha256, user_id FROM photo WHERE tenant = $1 AND num = $2 AND id = $3";
    DELETE = "DELETE FROM photo WHERE tenant = $1 AND num = $2 AND id = $3 RETURNING sha256";
}

/// A photo of a job.
#[derive(Debug, Clone)]
pub struct Photo {
    /// The hash of its content.
    pub sha256: String,
    /// Who added it.
    pub user: String,
}

/// Notes a photo of a locked job, and counts the use of its content.
///
/// # Errors
/// As [`content::refer`].
pub async fn insert(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    (num, id): (&str, &str),
    photo: &Photo,
    now: i64,
) -> Result<()> {
    content::refer(tx, tenant, &photo.sha256, now).await?;
    tx.run(&INSERT, args![tenant, num, id, &photo.sha256, &photo.user, now]).await.map(|_| ())
}

/// A photo of a job by its id.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, num: &str, id: &str) -> Result<Option<Photo>> {
    tx.one(&FIND, args![tenant, num, id], |row| {
        Ok(Photo { sha256: row.text(0)?.to_owned(), user: row.text(1)?.to_owned() })
    })
    .await
}

/// Forgets a photo of a locked job, if it is one of ours; its content has a use less.
pub async fn delete(tx: &mut Tx<'_>, tenant: TenantId, num: &str, id: &str, now: i64) -> Result<()> {
    let gone = tx.change(&DELETE, args![tenant, num, id], |row| Ok(row.text(0)?.to_owned())).await?;
    match gone {
        Some(sha256) => content::release(tx, tenant, &sha256, now).await,
        None => Ok(()),
    }
}
