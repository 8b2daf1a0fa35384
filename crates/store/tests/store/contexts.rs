//! Runs of work flows: kept, found, woken, and what they wait for.

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;
use docket_store::context::{self, Context};
use docket_store::context_list::{self, Of, Sort, Wanted};
use docket_store::context_turn::{self, Turn};
use docket_store::event::Cursor;
use docket_store::listening::{self, Listener};
use docket_store::{Result, Tx, counter, cycle, follower, work_flow_trigger};
use futures_util::future::BoxFuture;

use crate::place::{Place, TENANT, on_both, unit};

on_both! {
    a_run_is_read_back_as_it_was_stored_and_moved
    a_run_that_moved_meanwhile_is_not_overwritten
    runs_are_woken_by_the_clock_of_the_database
    runs_are_listed_by_what_they_belong_to
    listeners_are_replaced_and_found_by_subject
    triggers_keep_the_time_since_when_they_start_a_work_flow
    a_log_is_followed_from_where_it_ends_on
}

fn run(id: &str) -> Context {
    Context {
        id: id.to_owned(),
        version: 1,
        xid: 0,
        created: 5,
        updated: 5,
        work_flow: "flow".to_owned(),
        work_flow_version: 2,
        entity_kind: EntityType::Unit,
        entity: format!("unit-of-{id}"),
        active: true,
        outcome: None,
        label: format!("context {id}"),
        work_order: None,
        cycle_n: None,
        batch: None,
        location: Some("dock".to_owned()),
        resource: Some("line".to_owned()),
        resource_kind: Some(EntityType::SubResource),
        started_by: "ann".to_owned(),
        depth: 1,
        wake: None,
        turns: 1,
        steps: 3,
        started: 5,
        ended: None,
        state: Bytes::from_static(b"{}"),
        waiting_for_user: false,
    }
}

/// Does something in a unit of work.
async fn does<T, F>(place: &Place, run: F) -> Result<T>
where
    T: Send + 'static,
    F: for<'t, 'x> Fn(&'t mut Tx<'x>) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static,
{
    place.db.write(unit(1, run)).await
}

async fn store(place: &Place, run: Context, wake: Option<i64>) {
    let stored = does(place, move |tx| {
        let run = run.clone();
        Box::pin(async move { context::insert(tx, TENANT, &run, wake).await })
    });
    stored.await.unwrap();
}

async fn moved(place: &Place, before: Context, after: Context, wake: Option<i64>) -> Result<()> {
    does(place, move |tx| {
        let (before, after) = (before.clone(), after.clone());
        Box::pin(async move { context::set(tx, TENANT, &before, &after, wake).await })
    })
    .await
}

async fn found(place: &Place, id: &'static str) -> Context {
    does(place, move |tx| Box::pin(context::lock(tx, TENANT, id))).await.unwrap().unwrap()
}

async fn on_unit(place: &Place) -> Option<String> {
    does(place, |tx| Box::pin(context::active_on_entity(tx, TENANT, "unit-of-a"))).await.unwrap()
}

async fn counted(place: &Place, name: &'static str) -> i64 {
    does(place, move |tx| Box::pin(counter::read(tx, TENANT, name))).await.unwrap()
}

async fn a_run_is_read_back_as_it_was_stored_and_moved(place: Place) {
    store(&place, run("a"), None).await;
    let before = found(&place, "a").await;
    assert_eq!(before, Context { xid: before.xid, ..run("a") });
    assert_eq!((counted(&place, context::COUNTER).await, counted(&place, context::ACTIVE).await), (1, 1));
    assert_eq!(on_unit(&place).await.as_deref(), Some("a"));
    let after = Context {
        updated: 9,
        active: false,
        outcome: Some("succeeded".to_owned()),
        turns: 2,
        steps: 4,
        ended: Some(9),
        state: Bytes::from_static(b"{\"n\":1}"),
        ..before.clone()
    };
    moved(&place, before, after.clone(), None).await.unwrap();
    let ended = found(&place, "a").await;
    assert_eq!(ended, Context { version: 2, xid: ended.xid, ..after });
    assert_eq!((counted(&place, context::COUNTER).await, counted(&place, context::ACTIVE).await), (1, 0));
    assert_eq!(on_unit(&place).await, None);
    for n in 1..=3 {
        let turn = Turn { n, at: n * 10, input: "close".to_owned(), steps: n - 1, past: Bytes::from("[]") };
        let add = does(&place, move |tx| {
            let turn = turn.clone();
            Box::pin(async move { context_turn::add(tx, TENANT, "a", &turn).await })
        });
        add.await.unwrap();
    }
    let newest = does(&place, |tx| Box::pin(context_turn::newest(tx, TENANT, "a", 9))).await.unwrap();
    assert_eq!(newest.iter().map(|turn| turn.n).collect::<Vec<_>>(), [3, 2], "in the first no step ended");
    let page = does(&place, |tx| Box::pin(context_turn::page(tx, TENANT, "a", 1, 1))).await.unwrap();
    assert_eq!(page.iter().map(|turn| (turn.n, turn.at)).collect::<Vec<_>>(), [(2, 20)]);
}

async fn a_run_that_moved_meanwhile_is_not_overwritten(place: Place) {
    store(&place, run("a"), None).await;
    let before = found(&place, "a").await;
    moved(&place, before.clone(), before.clone(), None).await.unwrap();
    assert!(moved(&place, before.clone(), before, None).await.is_err());
    assert_eq!(found(&place, "a").await.version, 2);
}

async fn runs_are_woken_by_the_clock_of_the_database(place: Place) {
    store(&place, run("later"), Some(60_000)).await;
    store(&place, run("never"), None).await;
    let next = does(&place, |tx| Box::pin(context::next_due(tx))).await.unwrap().unwrap();
    assert!((50_000..=60_000).contains(&next), "{next}");
    assert_eq!(does(&place, |tx| Box::pin(context::due(tx, 9))).await.unwrap(), []);
    store(&place, run("second"), Some(-1_000)).await;
    store(&place, run("first"), Some(-2_000)).await;
    let due = does(&place, |tx| Box::pin(context::due(tx, 9))).await.unwrap();
    assert_eq!(due, [(TENANT, "first".to_owned()), (TENANT, "second".to_owned())]);
    let bounded = does(&place, |tx| Box::pin(context::due(tx, 1))).await.unwrap();
    assert_eq!(bounded.len(), 1);
    let first = found(&place, "first").await;
    moved(&place, first.clone(), first, None).await.unwrap();
    assert_eq!(does(&place, |tx| Box::pin(context::due(tx, 9))).await.unwrap().len(), 1);
}

async fn listed(place: &Place, wanted: Wanted) -> (Vec<String>, i64) {
    does(place, move |tx| {
        let wanted = wanted.clone();
        Box::pin(async move {
            let page = context_list::page(tx, TENANT, &wanted).await?;
            let total = context_list::count(tx, TENANT, &wanted).await?;
            Ok((page.into_iter().map(|run| run.id).collect(), total))
        })
    })
    .await
    .unwrap()
}

async fn runs_are_listed_by_what_they_belong_to(place: Place) {
    let cycles = does(&place, |tx| {
        let new = cycle::New {
            work_order: "order",
            part: 0,
            batch: None,
            location: None,
            is_retry: false,
            numbers: (1, 2),
            now: 1,
        };
        Box::pin(async move { cycle::add(tx, TENANT, &new).await })
    });
    cycles.await.unwrap();
    let of_order = |id, n| Context { work_order: Some("order".to_owned()), cycle_n: Some(n), ..run(id) };
    store(&place, Context { updated: 8, ..of_order("a", 1) }, None).await;
    let again = Context { active: false, entity: "unit-of-a".to_owned(), ..of_order("b", 2) };
    store(&place, again, None).await;
    store(&place, Context { work_flow: "other".to_owned(), resource: None, ..run("c") }, None).await;
    let all = |of| Wanted::new(of, 2);
    let order = || Of::WorkOrder("order".to_owned());
    let names = |names: &[&str], total| (names.iter().map(|&name| name.to_owned()).collect(), total);
    assert_eq!(listed(&place, all(Of::All)).await, names(&["a", "b"], 3));
    let after = Some((0, "b".to_owned()));
    assert_eq!(listed(&place, Wanted { after, ..all(Of::All) }).await, names(&["c"], 3));
    let down = Wanted { descending: true, ..all(Of::All) };
    assert_eq!(listed(&place, down.clone()).await, names(&["c", "b"], 3));
    assert_eq!(listed(&place, Wanted { sort: Sort::Updated, ..down.clone() }).await, names(&["a", "c"], 3));
    let after = Some((8, "a".to_owned()));
    assert_eq!(listed(&place, Wanted { sort: Sort::Updated, after, ..down }).await, names(&["c", "b"], 3));
    for (active, expected) in [(true, names(&["a", "c"], 2)), (false, names(&["b"], 1))] {
        assert_eq!(listed(&place, Wanted { active: Some(active), ..all(Of::All) }).await, expected);
    }
    let of_flow = Wanted { active: Some(true), ..all(Of::WorkFlow("flow".to_owned())) };
    assert_eq!(listed(&place, of_flow).await, names(&["a"], 1));
    assert_eq!(listed(&place, all(order())).await, names(&["a", "b"], 2));
    let category = Some(docket_domain::status::Category::Pending);
    assert_eq!(listed(&place, Wanted { category, ..all(order()) }).await, names(&["a", "b"], 2));
    let category = Some(docket_domain::status::Category::Blocked);
    assert_eq!(listed(&place, Wanted { category, ..all(order()) }).await, names(&[], 0));
    assert_eq!(listed(&place, all(Of::Resource("line".to_owned()))).await, names(&["a", "b"], 2));
    let on_unit = Wanted { descending: true, ..all(Of::Entity("unit-of-a".to_owned())) };
    assert_eq!(listed(&place, on_unit.clone()).await, names(&["b", "a"], 2));
    assert_eq!(listed(&place, Wanted { active: Some(false), ..on_unit }).await, names(&["b"], 1));
    let busy = does(&place, |tx| Box::pin(context::unfinished(tx, TENANT, "order", "", 9))).await.unwrap();
    assert_eq!(busy, ["a"]);
    assert!(does(&place, |tx| Box::pin(context::active_of_work_flow(tx, TENANT, "flow"))).await.unwrap());
    assert!(!does(&place, |tx| Box::pin(context::active_of_work_flow(tx, TENANT, "none"))).await.unwrap());
    let foreign = Wanted::new(Of::All, 9);
    let of_another = does(&place, move |tx| {
        let wanted = foreign.clone();
        Box::pin(async move { context_list::page(tx, TenantId(2), &wanted).await })
    });
    assert_eq!(of_another.await.unwrap(), []);
}

async fn listen(place: &Place, context: &'static str, listeners: Vec<Listener>) {
    let set = does(place, move |tx| {
        let listeners = listeners.clone();
        Box::pin(async move { listening::set(tx, TENANT, context, &listeners).await })
    });
    set.await.unwrap();
}

async fn heard(place: &Place, event: &'static str, subjects: &'static [&'static str]) -> Vec<(String, i64)> {
    does(place, move |tx| Box::pin(listening::of(tx, TENANT, event, subjects, "", 9))).await.unwrap()
}

async fn listeners_are_replaced_and_found_by_subject(place: Place) {
    let to = |event: &str, subject: &str, since| Listener {
        event: event.to_owned(),
        subject: subject.to_owned(),
        since,
    };
    let many: Vec<_> = (0..20).map(|n| to("NOTE.created", &format!("s{n}"), 3)).collect();
    listen(&place, "a", many).await;
    listen(
        &place,
        "b",
        vec![to("NOTE.created", "s3", 9), to("UNIT.changed", "u", 2), to("UNIT.changed", "u", 1)],
    )
    .await;
    assert_eq!(heard(&place, "NOTE.created", &["s3"]).await, [("a".to_owned(), 3), ("b".to_owned(), 9)]);
    assert_eq!(
        heard(&place, "UNIT.changed", &["x", "u"]).await,
        [("b".to_owned(), 1)],
        "the earliest counts"
    );
    let far = &["q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "s19"];
    assert_eq!(heard(&place, "NOTE.created", far).await, [("a".to_owned(), 3)]);
    assert_eq!(heard(&place, "NOTE.created", &[]).await, []);
    let behind = |after, limit| {
        does(&place, move |tx| Box::pin(listening::of(tx, TENANT, "NOTE.created", &["s3"], after, limit)))
    };
    assert_eq!(behind("", 1).await.unwrap(), [("a".to_owned(), 3)]);
    assert_eq!(behind("a", 1).await.unwrap(), [("b".to_owned(), 9)]);
    let events = || does(&place, |tx| Box::pin(listening::events(tx, TENANT)));
    assert_eq!(events().await.unwrap(), ["NOTE.created", "UNIT.changed"]);
    listen(&place, "a", vec![to("JOB", "1", 0)]).await;
    listen(&place, "b", Vec::new()).await;
    assert_eq!(heard(&place, "NOTE.created", &["s3"]).await, []);
    assert_eq!(events().await.unwrap(), ["JOB"]);
    does(&place, |tx| Box::pin(listening::forget(tx, TENANT, "a"))).await.unwrap();
    assert_eq!(events().await.unwrap(), [""; 0]);
}

async fn triggers_keep_the_time_since_when_they_start_a_work_flow(place: Place) {
    let set = |flow: &'static str, events: &'static [&'static str], now| {
        does(&place, move |tx| Box::pin(work_flow_trigger::set(tx, TENANT, flow, events, now)))
    };
    let of = |event: &'static str| does(&place, move |tx| Box::pin(work_flow_trigger::of(tx, TENANT, event)));
    set("f", &["UNIT.created", "UNIT.created", "UNIT.changed"], 1).await.unwrap();
    set("g", &["UNIT.changed"], 2).await.unwrap();
    set("f", &["UNIT.deleted", "UNIT.changed"], 3).await.unwrap();
    assert_eq!(of("UNIT.changed").await.unwrap(), [("f".to_owned(), 1), ("g".to_owned(), 2)]);
    assert_eq!(of("UNIT.deleted").await.unwrap(), [("f".to_owned(), 3)]);
    assert_eq!(of("UNIT.created").await.unwrap(), []);
    set("f", &[], 4).await.unwrap();
    let events = does(&place, |tx| Box::pin(work_flow_trigger::events(tx, TENANT))).await;
    assert_eq!(events.unwrap(), ["UNIT.changed"]);
}

async fn a_log_is_followed_from_where_it_ends_on(place: Place) {
    let lock = || does(&place, |tx| Box::pin(follower::lock(tx, TENANT)));
    assert_eq!(lock().await.unwrap(), None);
    does(&place, |tx| Box::pin(follower::begin(tx, TENANT))).await.unwrap();
    assert_eq!(lock().await.unwrap(), Some(follower::Place::default()));
    let to = follower::Place { cursor: Cursor { xid: 3, seq: 9 }, told: "a".to_owned() };
    let set = |tenant| {
        let to = to.clone();
        does(&place, move |tx| {
            let to = to.clone();
            Box::pin(async move { follower::set(tx, tenant, &to).await })
        })
    };
    set(TENANT).await.unwrap();
    does(&place, |tx| Box::pin(follower::begin(tx, TENANT))).await.unwrap();
    assert_eq!(does(&place, |tx| Box::pin(follower::find(tx, TENANT))).await.unwrap(), Some(to.clone()));
    assert_eq!(does(&place, |tx| Box::pin(follower::tenants(tx))).await.unwrap(), [TENANT]);
    assert!(set(TenantId(7)).await.is_err());
}
