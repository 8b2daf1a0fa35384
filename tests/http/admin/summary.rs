//! `/admin/v1/summary`: figures, against a recount.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::both;
use crate::device::{ack, act, device, job_of};
use crate::harness::App;
use crate::niagara::floor::{batch, floor, order_of};

#[track_caller]
fn summary(app: &App) -> Value {
    app.ask("GET", "/admin/v1/summary").send().expect(200).json()
}

/// The same figures from the documents and lists.
#[track_caller]
fn recount(app: &App) -> Value {
    let orders = app.ask("GET", "/seiapi/v3/query/WorkOrders?limit=1000").send().expect(200).json();
    let orders = orders.as_array().expect("an array");
    let text = |order: &Value, name: &str| order[name].as_str().unwrap_or_default().to_owned();
    let mut by_status: BTreeMap<String, i64> = BTreeMap::new();
    let mut by_dispatch: BTreeMap<String, i64> = (0..4).map(|status: i64| (status.to_string(), 0)).collect();
    let (mut late, mut unassigned) = (0, 0);
    for order in orders {
        let status = match text(order, "OrderStatus").as_str() {
            "" => "1".to_owned(),
            status => status.to_owned(),
        };
        let open = !matches!(status.as_str(), "4096" | "4097");
        late += i64::from(open && text(order, "PlannedEndDate").starts_with("2020"));
        unassigned += i64::from(open && text(order, "UserName").is_empty());
        *by_status.entry(status).or_default() += 1;
        *by_dispatch.entry(order["DispatchStatus"].as_i64().unwrap_or_default().to_string()).or_default() +=
            1;
    }
    let count = |path: &str, list: &str| {
        let page = app.ask("GET", path).send().expect(200).json();
        page[list].as_array().expect("a list").len()
    };
    json!({
        "total": orders.len(), "by_status": by_status, "by_dispatch": by_dispatch, "late": late, "unassigned": unassigned,
        "pending_notices": count("/admin/v1/notices?state=pending&limit=1000", "notices"),
        "late_reports": count("/admin/v1/late-reports?limit=1000", "reports"),
        "blocked_cycles": 0, "cycles": no_cycles()
    })
}

/// No cycle in any category.
fn no_cycles() -> Value {
    json!({"PENDING": 0, "IN_PROGRESS": 0, "VERIFYING": 0, "COMPLETE": 0, "BLOCKED": 0, "CANCELLED": 0})
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        choices[(self.0 % choices.len() as u64) as usize]
    }
}

fn change(app: &App, dice: &mut Dice, ann: &crate::harness::Client, round: usize) {
    let num = dice.one_of(&["1", "2", "3", "4", "5", "6"]);
    let whole = json!({
        "OrderStatus": dice.one_of(&["", "1", "6", "7", "4096", "4097", "1001"]),
        "UserName": dice.one_of(&["", "ann", "ann", "bob"]),
        "PlannedStartDate": dice.one_of(&["", "2020-01-01T00:00:00Z"]),
        "PlannedEndDate": dice.one_of(&["", "2020-01-02T00:00:00Z", "2999-01-01T00:00:00Z"]),
    });
    let answer = match dice.one_of(&[0, 0, 1, 1, 2, 3, 4]) {
        0 => app.put(num, whole),
        1 => app.patch(num, json!({"UserName": whole["UserName"], "OrderStatus": whole["OrderStatus"]})),
        2 => app.delete(num),
        3 => act(ann, num, dice.one_of(&["travel", "start", "complete"]), round),
        _ => ack(ann, dice.one_of(&[1, 2, 3, 4, 5, 6, 7, 8])),
    };
    assert!(matches!(answer.status, 200 | 201 | 403 | 404 | 409), "{}: {}", answer.asked, answer.text());
}

both! {
    fn nothing_is_counted_where_nothing_is(app) {
        let none = json!({
            "total": 0, "by_status": {}, "by_dispatch": {"0": 0, "1": 0, "2": 0, "3": 0}, "late": 0, "unassigned": 0,
            "pending_notices": 0, "late_reports": 0, "blocked_cycles": 0, "cycles": no_cycles()
        });
        assert_eq!(summary(app), none);
    }

    fn the_figures_agree_with_a_recount_whatever_was_changed(app) {
        let ann = device(app, "ann");
        let mut dice = Dice(0x5EED_C0DE);
        let figures = ["total", "late", "unassigned", "pending_notices", "late_reports"];
        let mut most = figures.map(|_| 0);
        for round in 0..160 {
            change(app, &mut dice, &ann, round);
            if round % 8 == 7 {
                let summary = summary(app);
                assert_eq!(summary, recount(app), "after round {round}");
                for (figure, most) in figures.iter().zip(&mut most) {
                    *most = summary[*figure].as_i64().expect("a number").max(*most);
                }
            }
        }
        assert!(most.iter().all(|most| *most > 0), "{figures:?} were at most {most:?}");
    }

    fn the_figures_agree_after_parallel_changes_and_refused_ones(app) {
        std::thread::scope(|scope| {
            for writer in 0..4 {
                scope.spawn(move || {
                    for n in 0..15 {
                        let num = format!("{}", n % 5);
                        let status = if n % 2 == 0 { "1" } else { "4096" };
                        drop(match (writer + n) % 4 {
                            0 => app.delete(&num),
                            1 => app.patch(&num, json!({"OrderStatus": status, "Assets": 1})),
                            _ => app.put(&num, json!({"OrderStatus": status, "UserName": "ann"})),
                        });
                    }
                });
            }
        });
        assert_eq!(summary(app), recount(app));
    }

    fn cycles_are_counted_once_by_category_until_their_work_order_is_deleted(app) {
        let floor = floor(app, 3);
        let more = |needed: i64| order_of(app, &floor.project, json!([{"needed": needed, "work_flow": {"work_flow_id": floor.flow}}]));
        more(2);
        batch(app, floor.batch(2));
        let counted = summary(app);
        assert_eq!((&counted["cycles"]["PENDING"], &counted["blocked_cycles"]), (&json!(5), &json!(0)));
        app.ask("DELETE", &format!("/work-orders/{}", more(7))).send().expect(205);
        assert_eq!(summary(app)["cycles"]["PENDING"], 5);
        assert_eq!(app.stranger().ask("GET", "/admin/v1/summary").send().expect(200).json()["cycles"], no_cycles());
    }

    fn another_tenants_jobs_are_not_counted(app) {
        app.put("1", job_of("ann", json!({}))).expect(201);
        let theirs = app.stranger().ask("GET", "/admin/v1/summary").send().expect(200).json();
        assert_eq!((&theirs["total"], &theirs["pending_notices"]), (&json!(0), &json!(0)));
    }
}
