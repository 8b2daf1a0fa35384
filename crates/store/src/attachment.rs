//! What a file is attached to, and which work flows show it.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx};

statements! {
    SHOW = "INSERT INTO work_flow_file (tenant, file, work_flow, version) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    SHOWN_BY = "SELECT work_flow, version FROM work_flow_file WHERE tenant = $1 AND file = $2 \
                ORDER BY work_flow, version LIMIT $3";
    HIDE = "DELETE FROM work_flow_file WHERE tenant = $1 AND file = $2";
    IN_A_RUN = "SELECT 1 FROM work_flow_file s CROSS JOIN context c WHERE c.tenant = s.tenant AND c.work_flow = s.work_flow \
                AND c.work_flow_version = s.version AND s.tenant = $1 AND s.file = $2 AND c.active = 1 LIMIT 1";
    ON_RELATED = "SELECT 1 FROM relation f JOIN relation r ON r.tenant = f.tenant AND r.target = f.target \
                  AND r.target_kind = f.target_kind WHERE f.tenant = $1 AND f.source = $2 AND f.relation = 'file' \
                  AND f.source_kind = 'FILE' AND r.source = $3 AND r.source_kind = 'USER' LIMIT 1";
}

/// Notes that a version of a work flow shows a file.
pub async fn show(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    file: &str,
    (work_flow, version): (&str, i64),
) -> Result<()> {
    tx.run(&SHOW, args![tenant, file, work_flow, version]).await.map(|_| ())
}

/// The first `limit` versions of work flows that show a file, by id and number.
pub async fn shown_by(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    file: &str,
    limit: i64,
) -> Result<Vec<(String, i64)>> {
    tx.all(&SHOWN_BY, args![tenant, file, limit], |row| Ok((row.text(0)?.to_owned(), row.int(1)?))).await
}

/// Forgets which work flows show a file.
pub async fn hide(tx: &mut Tx<'_>, tenant: TenantId, file: &str) -> Result<()> {
    tx.run(&HIDE, args![tenant, file]).await.map(|_| ())
}

/// Whether a run that goes on follows a definition that shows the file.
pub async fn in_a_run(tx: &mut Tx<'_>, tenant: TenantId, file: &str) -> Result<bool> {
    Ok(tx.one(&IN_A_RUN, args![tenant, file], |_| Ok(())).await?.is_some())
}

/// Whether a file is attached to something that a user has a relation to.
pub async fn on_related(tx: &mut Tx<'_>, tenant: TenantId, file: &str, user: &str) -> Result<bool> {
    Ok(tx.one(&ON_RELATED, args![tenant, file, user], |_| Ok(())).await?.is_some())
}
