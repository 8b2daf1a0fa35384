use std::sync::Arc;

use docket_domain::event::Source;
use docket_domain::job::Number;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind};
use docket_domain::permission::{Right, Rights};
use docket_store::late_report::{self, LateReport};
use docket_store::{Db, Options, Tx, Unit};
use serde_json::{Value, json};

use super::*;
use crate::job::{self, Existence};
use crate::{App, Caller, Clock, Error, Op, Settings, master};

struct Place {
    op: Op,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("docket.db").display());
        let db = Db::open(&Options::new(url)).await.unwrap();
        let app = App::new(db, Clock::Machine, Settings::default());
        let tenant = crate::tenant::found(&app, "t").await.unwrap();
        let caller = Caller::new(tenant, "boss", Rights::all(), Rights::none(), "");
        Self { op: Op::new(app, Arc::new(caller), Source::Api), _folder: folder }
    }

    fn with(&self, rights: &[Right]) -> Op {
        let Caller { tenant, subject, token, .. } = (*self.op.caller).clone();
        let caller = Caller::new(tenant, subject, Rights::of(rights), Rights::none(), token);
        Op { caller: Arc::new(caller), ..self.op.clone() }
    }

    async fn put(&self, num: &str, mut body: Value) {
        body["OrderNum"] = num.into();
        job::replace(&self.op, Number::new(num).unwrap(), object(body), Existence::Either).await.unwrap();
    }

    async fn found(&self, wanted: Wanted) -> Value {
        serde_json::from_slice(&jobs(&self.op, &Wanted { limit: 100, ..wanted }).await.unwrap()).unwrap()
    }

    async fn numbers(&self, filters: &str) -> Vec<String> {
        let found = self.found(Wanted { filters: Some(filters.to_owned()), ..Wanted::default() }).await;
        let numbers = found.as_array().unwrap().iter();
        numbers.map(|doc| doc["OrderNum"].as_str().unwrap().to_owned()).collect()
    }
}

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// Three jobs: with a plan, with a technician too, with nothing.
async fn three() -> Place {
    let place = Place::new().await;
    place.put("b", json!({ "PlannedStartDate": "2026-01-02T00:00:00Z", "Priority": "High" })).await;
    place.put("A", json!({ "PlannedStartDate": "2026-01-01T00:00:00Z", "UserName": "Ada" })).await;
    place.put("c", json!({ "OrderStatus": "6", "Title": "50% of_it" })).await;
    place
}

#[tokio::test]
async fn jobs_are_compared_without_regard_to_case_and_those_without_a_time_only_match_what_they_are_not() {
    let place = three().await;
    for (filters, expected) in [
        ("OrderNum==a", vec!["A"]),
        ("OrderNum=in=(B,a)", vec!["A", "b"]),
        ("OrderNum!=a", vec!["b", "c"]),
        ("OrderNum=out=(A,C)", vec!["b"]),
        ("OrderStatus==1", vec!["A", "b"]),
        ("UserName==ADA", vec!["A"]),
        ("UserName==''", vec!["b", "c"]),
        ("Priority==high", vec!["b"]),
        ("PlannedStartDate<2026-01-02", vec!["A"]),
        ("PlannedStartDate!=2026-01-02", vec!["A", "c"]),
        ("PlannedStartDate=out=(2026-01-01,2026-01-02)", vec!["c"]),
        ("PlannedStartDate>=2026-01-02,OrderStatus==6", vec!["b", "c"]),
        ("UserName==ada;DispatchStatus==3;OrderStatus==1", vec!["A"]),
        ("Account/AccountNum==none", vec![]),
    ] {
        assert_eq!(place.numbers(filters).await, expected, "{filters}");
    }
}

#[tokio::test]
async fn jobs_are_sorted_skipped_searched_by_words_and_shown_in_part() {
    let place = three().await;
    let text = |text: &str| Some(text.to_owned());
    let wanted = Wanted { sort: text("PlannedStartDate"), fields: text("OrderNum"), ..Wanted::default() };
    let found = place.found(wanted).await;
    assert_eq!(found, json!([{ "OrderNum": "c" }, { "OrderNum": "A" }, { "OrderNum": "b" }]));
    let wanted =
        Wanted { sort: text("-PlannedStartDate"), fields: text("OrderNum"), start: 1, ..Wanted::default() };
    assert_eq!(place.found(wanted).await, json!([{ "OrderNum": "A" }, { "OrderNum": "c" }]));
    for (q, count) in [("0% F_I", 1), ("f%i", 0), ("ada::in:UserName", 1), ("a::in:OrderNum", 1), ("%", 1)] {
        let found = place.found(Wanted { q: text(q), ..Wanted::default() }).await;
        assert_eq!(found.as_array().unwrap().len(), count, "{q}");
    }
    let whole = place.found(Wanted { filters: text("OrderNum==a"), ..Wanted::default() }).await;
    let one = job::get(&place.op, &Number::new("A").unwrap()).await.unwrap();
    assert_eq!(whole, json!([serde_json::from_slice::<Value>(&one.doc).unwrap()]));
    for wrong in [
        Wanted { start: -1, ..Wanted::default() },
        Wanted { q: text("a\0"), ..Wanted::default() },
        Wanted { filters: text("Colour==1"), ..Wanted::default() },
    ] {
        assert!(matches!(jobs(&place.op, &wrong).await, Err(Error::Invalid(_))), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_search_finds_numbers_first_and_only_what_the_caller_may_read() {
    let place = three().await;
    place.put("x-1", json!({ "Title": "about l1" })).await;
    let account = object(json!({ "Name": "Acme" }));
    master::put(&place.op, Kind::Account, Key::account("A").unwrap(), account).await.unwrap();
    let location = object(json!({ "Name": "Plant", "Address": { "City": "Bonn" } }));
    master::put(&place.op, Kind::Location, Key::location("A", "L1").unwrap(), location).await.unwrap();
    let hits = search(&place.op, " l1 ", 10).await.unwrap();
    let kinds: Vec<_> = hits.iter().map(|hit| (hit.kind.as_str(), hit.key.as_str())).collect();
    assert_eq!(kinds, [("location", "L1"), ("job", "x-1")]);
    assert_eq!((hits[0].account.as_deref(), hits[0].detail.as_str()), (Some("A"), "A, Bonn"));
    let kinds = |hits: Vec<Hit>| hits.into_iter().map(|hit| hit.kind).collect::<Vec<_>>();
    assert_eq!(kinds(search(&place.op, "a", 2).await.unwrap()), ["job", "account"]);
    let accounts = place.with(&[Right::AccountRead]);
    assert_eq!(kinds(search(&accounts, "a", 10).await.unwrap()), ["account"]);
    assert_eq!(kinds(search(&place.op, "50%", 10).await.unwrap()), ["job"]);
    let nothing = place.with(&[Right::EventRead]);
    assert!(matches!(search(&nothing, "a", 10).await, Err(Error::Forbidden(_))));
    for wrong in ["", "  ", &"x".repeat(201), "a\0"] {
        assert!(matches!(search(&place.op, wrong, 10).await, Err(Error::Invalid(_))), "{wrong}");
    }
}

#[tokio::test]
async fn notices_are_listed_newest_first_page_by_page() {
    let place = Place::new().await;
    for num in ["1", "2", "3"] {
        let body = json!({ "PlannedStartDate": "2026-01-01T00:00:00Z", "UserName": "ada" });
        place.put(num, body).await;
    }
    for user in [None, Some("ada".to_owned())] {
        let wanted = WantedNotices { user, ..WantedNotices::default() };
        let (mut after, mut ids) = (None, Vec::new());
        loop {
            let page = notices(&place.op, wanted.clone(), after.as_deref(), 2).await.unwrap();
            ids.extend(page.entries.into_iter().map(|notice| notice.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(ids, [3, 2, 1]);
    }
    let of_job = WantedNotices { job: Some("2".to_owned()), acked: Some(false), ..WantedNotices::default() };
    assert_eq!(notices(&place.op, of_job, None, 10).await.unwrap().entries[0].id, 2);
    let acked = WantedNotices { acked: Some(true), ..WantedNotices::default() };
    assert!(notices(&place.op, acked, None, 10).await.unwrap().entries.is_empty());
}

struct Late(Op, i64);

impl Unit for Late {
    type Out = ();
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let report = LateReport {
            num: "1".to_owned(),
            id: self.1.to_string(),
            user: "ada".to_owned(),
            kind: "start".to_owned(),
            at: None,
            received: 1_000 + self.1 / 2,
            body: format!(r#"{{"n":{}}}"#, self.1).into(),
        };
        late_report::keep(tx, self.0.tenant(), &report).await?;
        Ok(())
    }
}

#[tokio::test]
async fn late_reports_are_listed_oldest_first_page_by_page() {
    let place = Place::new().await;
    for n in 10..35 {
        place.op.app.db.write(Late(place.op.clone(), n)).await.unwrap();
    }
    for limit in [1, 8, 9, 25, 100] {
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let page = late_reports(&place.op, after.as_deref(), limit).await.unwrap();
            assert!(page.entries.len() as i64 <= limit);
            seen.extend(page.entries.into_iter().map(|report| report.body.get().to_owned()));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, (10..35).map(|n| format!(r#"{{"n":{n}}}"#)).collect::<Vec<_>>(), "{limit}");
    }
}

#[tokio::test]
async fn the_summary_counts_what_there_is() {
    let place = three().await;
    place.put("late", json!({ "PlannedEndDate": "2020-01-01T00:00:00Z" })).await;
    place.put("done", json!({ "PlannedEndDate": "2020-01-01T00:00:00Z", "OrderStatus": "4096" })).await;
    job::delete(&place.op, Number::new("b").unwrap()).await.unwrap();
    let summary = summary(&place.op).await.unwrap();
    assert_eq!(
        serde_json::to_value(&summary).unwrap(),
        json!({
            "total": 4, "by_status": { "1": 2, "4096": 1, "6": 1 }, "by_dispatch": { "0": 3, "1": 0, "2": 0, "3": 1 },
            "late": 1, "unassigned": 2, "pending_notices": 1, "late_reports": 0,
            "cycles": { "PENDING": 0, "IN_PROGRESS": 0, "VERIFYING": 0, "BLOCKED": 0, "COMPLETE": 0, "CANCELLED": 0 }
        })
    );
}
