//! The promise: no technician holds a job that was taken away without a notice that says so.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{ack, device, notices};
use crate::both;
use crate::harness::{App, Client, Engine};

const USERS: [&str; 3] = ["ann", "bob", "cy"];
const JOBS: usize = 4;
const ROUNDS: usize = 150;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// One change of the office's; whether it was done or refused is all the same.
fn change(app: &Client, dice: &mut Dice, round: usize) {
    let num = format!("j{}", dice.roll(JOBS));
    let user = ["", "ann", "bob", "cy"][dice.roll(4)];
    let start = ["", "2026-11-21T10:00:00Z", "2026-11-22T10:00:00Z"][dice.roll(3)];
    let whole = json!({"UserName": user, "PlannedStartDate": start, "Title": round.to_string()});
    let dispatch = json!({"UserName": user, "PlannedStartDate": start});
    let answer = match dice.roll(9) {
        0 | 1 => app.put(&num, whole),
        2 => app.post(&num, whole),
        3 => app.patch(&num, json!({"UserName": user})),
        4 => app.patch(&num, json!({"PlannedStartDate": start})),
        5 => app.patch(&num, json!({"_fields": ["UserName"], "Title": round.to_string()})),
        6 => app.patch(&num, json!({"Title": round.to_string()})),
        7 => app.ask("PUT", &format!("/seiapi/v3/trans/WorkOrder/{num}/Dispatch")).json(dispatch).send(),
        _ => app.delete(&num),
    };
    assert!(matches!(answer.status, 200 | 201 | 404), "{}: {}", answer.asked, answer.text());
}

/// Whom the office's own documents say to hold which job.
fn assigned(app: &Client) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut held: BTreeMap<&str, BTreeSet<String>> =
        USERS.into_iter().map(|user| (user, BTreeSet::new())).collect();
    for num in (0..JOBS).map(|n| format!("j{n}")) {
        let answer = app.get(&num);
        let order = if answer.status == 200 { answer.json() } else { Value::Null };
        let scheduled = order["PlannedStartDate"].as_str().is_some_and(|start| !start.is_empty());
        if let Some(user) = USERS.into_iter().find(|user| order["UserName"] == *user).filter(|_| scheduled) {
            held.get_mut(user).expect("one of them").insert(num);
        }
    }
    held
}

/// Which jobs a device has after all its notices, in their order; their numbers have no gap.
fn folded(device: &Client) -> BTreeSet<String> {
    let mut held = BTreeSet::new();
    for (place, notice) in notices(device).iter().enumerate() {
        assert_eq!(notice["id"], json!(place + 1));
        let num = notice["num"].as_str().expect("a job").to_owned();
        match notice["kind"].as_str() {
            Some("dispatch") => assert!(held.insert(num), "dispatched twice: {notice}"),
            Some("update") => assert!(held.contains(&num), "an update of what is not there: {notice}"),
            Some("remove" | "cancel") => assert!(held.remove(&num), "taken away twice: {notice}"),
            kind => panic!("{kind:?}"),
        }
    }
    held
}

both! {
    fn whatever_the_office_does_the_notices_say_who_holds_what(app) {
        let devices = USERS.map(|user| device(app, user));
        let mut dice = Dice(0x5EED_D0C4);
        for round in 0..ROUNDS {
            change(app, &mut dice, round);
            // Acknowledging is no part of what a device is told.
            drop(ack(&devices[dice.roll(3)], dice.roll(10) as i64));
            if round % 10 != 9 {
                continue;
            }
            let assigned = assigned(app);
            for (user, device) in USERS.into_iter().zip(&devices) {
                assert_eq!(folded(device), assigned[user], "{user} after round {round}");
                let page = device.ask("GET", "/device/v1/jobs").send().expect(200).json();
                let listed: BTreeSet<String> = page["jobs"]
                    .as_array()
                    .expect("jobs")
                    .iter()
                    .map(|job| job["num"].as_str().expect("a number").to_owned())
                    .collect();
                assert_eq!(listed, assigned[user], "{user} after round {round}");
            }
        }
        assert!(devices.iter().all(|device| notices(device).len() > 10), "the changes reached everybody");
    }

    fn parallel_changes_leave_the_same_behind(app) {
        race(&[app]);
    }
}

/// Four writers at once, on these nodes by turns; then the notices say who holds what.
#[track_caller]
fn race(nodes: &[&Client]) {
    let devices = USERS.map(|user| device(nodes[0], user));
    std::thread::scope(|scope| {
        for seed in 1..=4 {
            let node = nodes[seed % nodes.len()];
            scope.spawn(move || {
                let mut dice = Dice(0x5EED_D0C4 + seed as u64);
                (0..40).for_each(|round| change(node, &mut dice, round));
            });
        }
    });
    let assigned = assigned(nodes[0]);
    for (user, device) in USERS.into_iter().zip(&devices) {
        assert_eq!(folded(device), assigned[user], "{user}");
    }
}

#[test]
fn parallel_changes_on_two_nodes_leave_the_same_behind() {
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    race(&[&app, &other]);
}
