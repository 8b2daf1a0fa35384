//! The demonstration company as it is being made: who acts, and many things at once.

use std::future::Future;
use std::sync::Arc;

use docket_app::{App, Caller, Op};
use docket_domain::event::Source;
use docket_domain::json::Object;
use docket_domain::permission::{Right, Rights};
use docket_domain::tenant::TenantId;
use serde_json::Value;
use tokio::task::JoinSet;

use super::people::DISPATCHER;
use crate::cli::say::explain;

/// The company.
#[derive(Clone)]
pub(super) struct Company {
    pub app: Arc<App>,
    tenant: TenantId,
    /// When the demonstration began, in milliseconds; everything lies around it.
    pub now: i64,
    office: Arc<Caller>,
}

impl Company {
    pub(super) fn new(app: Arc<App>, tenant: TenantId) -> Self {
        let now = app.clock.now();
        let office = Arc::new(caller(tenant, DISPATCHER, Rights::all()));
        Self { app, tenant, now, office }
    }

    /// The office does something at a time.
    pub(super) fn office(&self, at: i64) -> Op {
        Op { now: at, ..Op::new(self.app.clone(), self.office.clone(), Source::Api) }
    }

    /// Somebody of the workshop does something at a time.
    pub(super) fn person(&self, id: &str, at: i64) -> Op {
        let caller = caller(self.tenant, id, Rights::all());
        Op { now: at, ..Op::new(self.app.clone(), Arc::new(caller), Source::Api) }
    }

    /// A technician's device does something at a time.
    pub(super) fn device(&self, technician: &str, at: i64) -> Op {
        let caller = caller(self.tenant, technician, Rights::of(&[Right::Device]));
        Op { now: at, ..Op::new(self.app.clone(), Arc::new(caller), Source::Mobile) }
    }
}

fn caller(tenant: TenantId, subject: &str, rights: Rights) -> Caller {
    Caller::new(tenant, subject, rights, Rights::none(), "")
}

/// Does many things at once, so that they share commits.
pub(super) async fn together<W>(works: impl IntoIterator<Item = W>) -> anyhow::Result<()>
where
    W: Future<Output = docket_app::Result<()>> + Send + 'static,
{
    let mut running: JoinSet<docket_app::Result<()>> = works.into_iter().collect();
    while let Some(done) = running.join_next().await {
        done?.map_err(explain)?;
    }
    Ok(())
}

/// The members of a document.
pub(super) fn object(document: Value) -> Object {
    match document {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}
