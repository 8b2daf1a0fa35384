//! Time goes by.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use docket_domain::event::Source;
use docket_domain::json::parse_object;
use docket_domain::permission::Rights;
use docket_store::{Db, Options};

use super::*;
use crate::{App, Caller, Clock, Error, Op, Settings};

#[tokio::test]
async fn an_address_is_good_for_a_quarter_of_an_hour() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("docket.db").display());
    let db = Db::open(&Options::new(url)).await.unwrap();
    let now = Arc::new(AtomicI64::new(1_800_000_000_500));
    let app = App::new(db, Clock::Fixed(now.clone()), Settings::default());
    let tenant = crate::tenant::found(&app, "t").await.unwrap();
    let caller = Caller::new(tenant, "ann", Rights::all(), Rights::none(), "");
    let op = Op::new(app.clone(), Arc::new(caller), Source::Api);
    let body = parse_object(br#"{"name": "a.pdf", "type": "application/pdf", "size": 500}"#).unwrap();
    let Signed { view, address } = sign(&op, body).await.unwrap();
    assert_eq!(address.expires, 1_800_000_000 + LIFETIME);
    now.store(address.expires * 1_000 - 1, Ordering::Relaxed);
    let admitted = admit(&app, &view.id, &address).await.unwrap();
    assert_eq!((admitted.tenant(), admitted.actor()), (tenant, "ann"));
    assert!(admitted.caller.rights.is_empty());
    now.store(address.expires * 1_000, Ordering::Relaxed);
    assert!(matches!(admit(&app, &view.id, &address).await, Err(Error::NotAllowed(_))));
}
