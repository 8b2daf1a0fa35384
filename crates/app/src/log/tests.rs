use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use docket_domain::event::Source;
use docket_domain::job::Number;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind};
use docket_domain::permission::{Right, Rights};
use docket_store::event::SNAPSHOT_EVERY;
use docket_store::{Db, Options};
use serde_json::{Value, json};

use super::*;
use crate::job::{self, Existence};
use crate::{App, Caller, Clock, Op, Settings, master};

struct Place {
    op: Op,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("docket.db").display());
        let clock = Arc::new(AtomicI64::new(1_700_000_000_000));
        let db = Db::open(&Options::new(url)).await.unwrap();
        let app = App::new(db, Clock::Fixed(clock.clone()), Settings::default());
        let tenant = crate::tenant::found(&app, "t").await.unwrap();
        let caller = Arc::new(Caller::new(tenant, "boss", Rights::all(), Rights::none(), ""));
        Self { op: Op::new(app, caller, Source::Api), clock, _folder: folder }
    }

    /// The caller with other rights.
    fn with(&self, rights: &[Right]) -> Op {
        let Caller { tenant, subject, token, .. } = (*self.op.caller).clone();
        let caller = Caller::new(tenant, subject, Rights::of(rights), Rights::none(), token);
        Op { caller: Arc::new(caller), ..self.op.clone() }
    }

    fn from(&self, source: Source) -> Op {
        self.clock.fetch_add(1, Ordering::Relaxed);
        Op { source, now: self.clock.load(Ordering::Relaxed), ..self.op.clone() }
    }

    async fn put(&self, source: Source, num: &str, body: Value) {
        job::replace(&self.from(source), number(num), object(body), Existence::Either).await.unwrap();
    }

    async fn patch(&self, source: Source, num: &str, body: Value) {
        job::patch(&self.from(source), number(num), object(body)).await.unwrap();
    }

    async fn delete(&self, source: Source, num: &str) {
        job::delete(&self.from(source), number(num)).await.unwrap();
    }

    async fn now(&self, num: &str) -> Value {
        serde_json::from_slice(&job::get(&self.op, &number(num)).await.unwrap().doc).unwrap()
    }

    /// The whole feed of a source, read in pages.
    async fn feed(&self, source: Source, limit: i64) -> Vec<Value> {
        let (mut rowver, mut docs) = ("0".to_owned(), Vec::new());
        loop {
            let page = export(&self.op, &rowver, source, limit).await.unwrap();
            if page.rows.is_empty() {
                let behind = export(&self.op, &page.rowver, source, limit).await.unwrap();
                assert!(behind.rows.is_empty() && behind.rowver == page.rowver);
                return docs;
            }
            assert!(page.rows.len() as i64 <= limit);
            docs.extend(page.rows.iter().map(|row| serde_json::from_str::<Value>(row.doc.get()).unwrap()));
            rowver = page.rowver;
        }
    }
}

fn number(num: &str) -> Number {
    Number::new(num).unwrap()
}

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

#[tokio::test]
async fn every_version_comes_back_as_it_was_through_several_lives_of_a_number() {
    let place = Place::new().await;
    let (mut by_api, mut by_device) = (Vec::new(), Vec::new());
    for round in 0..5 * SNAPSHOT_EVERY {
        // Every seventh version comes from a device, and every 45th ends a life.
        let (source, told) =
            if round % 7 == 3 { (Source::Mobile, &mut by_device) } else { (Source::Api, &mut by_api) };
        match round % 45 {
            0 => place.put(source, "1", json!({ "OrderNum": "1", "Title": round, "Extra": [round] })).await,
            44 => {
                let mut before = place.now("1").await;
                place.delete(source, "1").await;
                before["Deleted"] = json!(1);
                told.push(before);
                continue;
            }
            add if add % 3 == 1 => place.patch(source, "1", json!({ "OrderNum": "1", "Note": round })).await,
            remove if remove % 3 == 2 => {
                place.patch(source, "1", json!({ "OrderNum": "1", "_fields": ["Note"] })).await;
            }
            _ => place.patch(source, "1", json!({ "OrderNum": "1", "Title": round })).await,
        }
        told.push(place.now("1").await);
    }
    for limit in [1, 7, 1_000] {
        assert_eq!(place.feed(Source::Api, limit).await, by_api, "{limit}");
        assert_eq!(place.feed(Source::Mobile, limit).await, by_device, "{limit}");
    }
    assert!(place.feed(Source::Scheduler, 100).await.is_empty());
}

#[tokio::test]
async fn a_change_says_what_was_added_changed_and_removed() {
    let place = Place::new().await;
    let long = "x".repeat(5_000);
    place.put(Source::Api, "1", json!({ "OrderNum": "1", "Title": "a", "Remarks": long })).await;
    place
        .patch(
            Source::Api,
            "1",
            json!({ "OrderNum": "1", "_fields": ["Title"], "Description": "n", "Remarks": "short" }),
        )
        .await;
    place.delete(Source::Api, "1").await;
    let history = history(&place.op, number("1"), None, 10).await.unwrap();
    let changes: Vec<Value> = history
        .events
        .iter()
        .map(|event| serde_json::from_str(event.changes.as_ref().unwrap().get()).unwrap())
        .collect();
    let omitted = json!({ "omitted": true, "bytes": 5_002 });
    assert_eq!(
        changes,
        [
            json!({ "OrderNum": { "old": "1" }, "Description": { "old": "n" }, "Remarks": { "old": "short" } }),
            json!({ "Title": { "old": "a" }, "Description": { "new": "n" }, "Remarks": { "old": omitted, "new": "short" } }),
            json!({ "OrderNum": { "new": "1" }, "Title": { "new": "a" }, "Remarks": { "new": omitted } }),
        ]
    );
    assert_eq!(history.next, None);
}

#[tokio::test]
async fn a_history_is_read_in_pages_that_lose_no_event_of_a_version() {
    let place = Place::new().await;
    let dispatched =
        json!({ "OrderNum": "1", "UserName": "ada", "PlannedStartDate": "2026-11-21T10:00:00Z" });
    place.put(Source::Api, "1", dispatched).await;
    place.patch(Source::Api, "1", json!({ "OrderNum": "1", "UserName": "bob" })).await;
    let whole = history(&place.op, number("1"), None, 100).await.unwrap();
    let all: Vec<String> = whole.events.into_iter().map(|event| event.id).collect();
    assert_eq!(all.len(), 5);
    let (mut ids, mut before) = (Vec::new(), None);
    loop {
        let page = history(&place.op, number("1"), before.as_deref(), 2).await.unwrap();
        ids.extend(page.events.into_iter().map(|event| event.id));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(ids, all);
    let first = history(&place.op, number("1"), Some("2"), 100).await.unwrap();
    assert!(first.events.iter().all(|event| event.version == 1) && first.events.len() == 2);
    for wrong in ["", "x", "1:", "-1", "1:x", "1:2:3"] {
        assert!(
            matches!(history(&place.op, number("1"), Some(wrong), 1).await, Err(crate::Error::Invalid(_))),
            "{wrong}"
        );
    }
    assert!(matches!(history(&place.op, number("2"), None, 1).await, Err(crate::Error::NotFound(..))));
}

#[tokio::test]
async fn an_event_is_shown_to_who_may_read_what_it_is_about_and_the_place_moves_on_over_the_rest() {
    let place = Place::new().await;
    place.put(Source::Api, "1", json!({ "OrderNum": "1" })).await;
    for (kind, key) in [
        (Kind::Account, Key::account("A/1").unwrap()),
        (Kind::Location, Key::location("A/1", "L/1").unwrap()),
    ] {
        let body = object(json!({ "Name": "n" }));
        master::put(&place.op, kind, key, body).await.unwrap();
    }
    place.put(Source::Api, "2", json!({ "OrderNum": "2" })).await;
    let accounts = place.with(&[Right::EventRead, Right::AccountRead]);
    let page = events(&accounts, Cursor::default(), 100).await.unwrap();
    let seen: Vec<&str> = page.events.iter().map(|event| event.key.as_str()).collect();
    assert_eq!((seen, page.next.seq, page.more), (vec!["A/1"], 4, false));
    let page = events(&accounts, Cursor::default(), 1).await.unwrap();
    assert!(page.events.is_empty() && page.more && page.next.seq == 1);
    let locations = place.with(&[Right::EventRead, Right::AccountLocRead]);
    let page = events(&locations, Cursor::default(), 100).await.unwrap();
    assert_eq!(page.events[0].key, "A%2F1/L%2F1");
    assert!(page.events[0].changes.as_ref().unwrap().get().contains(r#""Name":{"new":"n"}"#));
    let jobs = place.with(&[Right::WorkOrderRead]);
    assert!(matches!(
        events(&jobs, Cursor::default(), 1).await,
        Err(crate::Error::Forbidden(Right::EventRead))
    ));
}

#[tokio::test]
async fn an_answer_ends_early_rather_than_grow_without_limit() {
    let place = Place::new().await;
    let large = "x".repeat(6 * 1024 * 1024);
    for num in ["1", "2", "3", "4"] {
        place.put(Source::Api, num, json!({ "OrderNum": num, "Blob": large })).await;
    }
    let first = export(&place.op, "0", Source::Api, 100).await.unwrap();
    assert_eq!((first.rows.len(), first.rowver.as_str()), (3, "3"));
    let second = export(&place.op, &first.rowver, Source::Api, 100).await.unwrap();
    assert_eq!((second.rows.len(), second.rowver.as_str()), (1, "4"));
}

#[tokio::test]
async fn what_is_no_place_in_the_log_is_refused() {
    let place = Place::new().await;
    for wrong in ["", "x", "-1", "1.2", "99999999999999999999", "1.", "now"] {
        let refused = export(&place.op, wrong, Source::Api, 1).await;
        assert!(matches!(refused, Err(crate::Error::Invalid(_))), "{wrong}");
    }
}
