use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::docket::{Home, Server};
use crate::shell::Shell;

/// The name and the password that the demo prints behind a word.
fn login<'s>(server: &'s Server, who: &str) -> (&'s str, &'s str) {
    let line = server.said.iter().find_map(|line| line.trim().strip_prefix(who));
    line.and_then(|login| login.trim().split_once(" / ")).unwrap_or_else(|| panic!("{:?}", server.said))
}

/// Signs in as the demo says; the token.
fn sign_in(server: &Server, who: &str) -> String {
    let (username, password) = login(server, who);
    let body = json!({"username": username, "password": password});
    let (status, answer) = server.send("POST", "/createjwt", "", Some(&body));
    assert_eq!(status, 200, "{who}: {answer}");
    answer["token"].as_str().expect("a token").to_owned()
}

#[test]
fn with_what_the_demo_prints_one_signs_in_and_finds_six_technicians_with_200_jobs_over_two_weeks() {
    let home = Home::new();
    let server = Server::start(home.docket(&["demo", "--listen", "127.0.0.1:0"]));
    let dispatcher = sign_in(&server, "dispatcher");
    let (status, jobs) = server.get("/seiapi/v3/query/WorkOrders?limit=1000", &dispatcher);
    assert_eq!(status, 200, "{jobs}");
    let all = jobs.as_array().expect("jobs");
    // A run of the workshop sends out one more, under a number that the server makes.
    let jobs: Vec<&Value> = all
        .iter()
        .filter(|job| job["OrderNum"].as_str().is_some_and(|num| num.starts_with("WO-24")))
        .collect();
    assert_eq!(jobs.len(), 200);
    let texts = |name: &'static str| {
        jobs.iter().filter_map(move |job| job[name].as_str()).filter(|text| !text.is_empty())
    };
    let technicians: BTreeSet<&str> = texts("UserName").collect();
    assert_eq!(technicians.len(), 6, "{technicians:?}");
    // Seven days back, today and six ahead; late in the evening or early in the morning they touch another.
    let days: BTreeSet<&str> = texts("PlannedStartDate").map(|start| &start[..10]).collect();
    assert!((14..=16).contains(&days.len()), "{days:?}");
    let token = home.token();
    for name in &technicians {
        let (status, user) = server.get(&format!("/seiapi/v3/trans/User/{name}"), &token);
        assert_eq!((status, &user["IsMobileWorker"]), (200, &true.into()), "{user}");
    }

    let technician = sign_in(&server, "technician");
    assert!(technicians.contains(login(&server, "technician").0));
    let (status, own) = server.get("/device/v1/jobs", &technician);
    assert!(status == 200 && own["jobs"].as_array().is_some_and(|jobs| !jobs.is_empty()), "{status} {own}");
    server.stop();
}

#[test]
fn every_line_that_the_demo_prints_to_be_run_runs() {
    let home = Home::new();
    let server = Server::start(home.docket(&["demo", "--listen", "127.0.0.1:0"]));
    let lines: Vec<&str> =
        server.said.iter().map(|line| line.trim()).filter(|line| line.starts_with("curl ")).collect();
    assert_eq!(lines.len(), 2, "{:?}", server.said);
    let shell = Shell::new(&home);
    let printed = shell.run(&lines.join("\necho\n"));
    let mut answers = printed.lines().map(|line| serde_json::from_str::<Value>(line).expect(line));
    assert_eq!(answers.next().expect("a job")["OrderNum"], "WO-24101");
    assert_eq!(answers.next().expect("work orders")["total_count"], 12);
    assert_eq!(shell.asked().len(), 2);
    let documents = server.said.iter().find_map(|line| line.trim().strip_prefix("documents"));
    let path = documents.expect("an address").trim().strip_prefix(&server.address).expect("of this server");
    assert_eq!(server.get(path, "").0, 200);
    server.stop();
}

#[test]
fn the_demo_has_jobs_in_every_state_that_came_through_devices() {
    let home = Home::new();
    let server = Server::start(home.docket(&["demo", "--listen", "127.0.0.1:0"]));
    let token = home.token();
    let count = |sql: &str| home.number(sql);
    // A run of the workshop sends out one more, under a number that the server makes.
    assert_eq!(count("SELECT count(*) FROM job WHERE num LIKE 'WO-24%'"), 200);
    assert!(count("SELECT count(*) FROM master WHERE kind = 'account'") >= 25);
    assert_eq!(count("SELECT count(*) FROM master WHERE kind = 'product'"), 40);
    assert_eq!(count("SELECT count(*) FROM master WHERE kind = 'asset'"), 60);
    assert_eq!(count("SELECT count(*) FROM login WHERE password IS NOT NULL"), 10);
    // Every documented state is there, and each came through the technician's device.
    for status in ["1", "6", "7", "8", "9", "1001", "4096", "4097"] {
        assert!(count(&format!("SELECT count(*) FROM job WHERE status = '{status}'")) > 0, "{status}");
    }
    for dispatch in 0..=3 {
        assert!(
            count(&format!("SELECT count(*) FROM job WHERE dispatch_status = {dispatch}")) > 0,
            "{dispatch}"
        );
    }
    for name in ["JOB.read", "JOB.accepted", "JOB.travelling", "JOB.started", "JOB.paused", "JOB.completed"] {
        assert!(
            count(&format!("SELECT count(*) FROM event WHERE name = '{name}' AND source = 'mob'")) > 0,
            "{name}"
        );
    }
    let (status, order) = server.get("/seiapi/v3/trans/WorkOrder/WO-24101", &token);
    assert_eq!(status, 200);
    assert!(
        order["Account"]["Name"].is_string() && order["Location"]["Address"]["City"].is_string(),
        "{order}"
    );
    server.stop();
}

#[test]
fn the_demo_has_a_workshop_with_work_for_its_technicians() {
    let home = Home::new();
    let server = Server::start(home.docket(&["demo", "--listen", "127.0.0.1:0"]));
    let token = home.token();
    for (collection, total) in [
        ("customers", 4),
        ("programs", 5),
        ("projects", 7),
        ("locations", 3),
        ("resources", 5),
        ("manufacturers", 4),
        ("vendors", 3),
        ("parts", 6),
        ("units", 350),
        ("work-flows", 4),
        ("contexts", 50),
        ("work-orders", 12),
        ("queues", 3),
    ] {
        let (status, page) = server.get(&format!("/{collection}?limit=5"), &token);
        assert_eq!((status, &page["total_count"]), (200, &total.into()), "{collection}: {page}");
    }
    let (_, flows) = server.get("/work-flows", &token);
    let steps = flows["_embedded"]["nter:work-flows"][0]["steps"].clone();
    let kinds: Vec<_> =
        steps.as_object().into_iter().flatten().map(|(_, step)| step["step_type"].clone()).collect();
    for kind in ["user", "machine", "wait", "decision"] {
        assert!(kinds.iter().any(|known| known == kind), "{kind}: {steps}");
    }
    let (_, files) = server.get("/attachments", &token);
    let file = &files["_embedded"]["nter:attachments"][0];
    assert_eq!(
        (&file["label"], &file["content_type"]),
        (&"Mounting guide.pdf".into(), &"application/pdf".into()),
        "{files}"
    );
    let shown =
        |flow: &serde_json::Value| flow["steps"]["read"]["options"]["payload"]["attachment_id"].clone();
    let flows = flows["_embedded"]["nter:work-flows"].as_array().expect("work flows");
    assert!(flows.iter().map(shown).any(|id| id == file["attachment_id"]), "{files}");
    let (_, queues) = server.get("/queues", &token);
    let queue = queues["_embedded"]["nter:queues"][0]["queue_id"].as_str().expect("a queue").to_owned();
    let (status, batches) = server.get(&format!("/queues/{queue}/batches"), &token);
    assert_eq!(status, 200, "{batches}");
    let batch = &batches["_embedded"]["nter:batches"][0];
    assert!(batch["number_cycles"].as_i64() > Some(0), "{batches}");
    let people = batch["assigned_users"].as_array().map_or(0, Vec::len);
    assert_eq!(people, 2, "{batch}");
    server.stop();
}

#[test]
fn the_demo_refuses_a_folder_that_holds_a_database() {
    let home = Home::new();
    home.run(&["demo", "--no-serve"]);
    assert!(home.refuse(&["demo", "--no-serve"]).contains("fresh folder"));
    assert!(home.refuse(&["demo", "--data", "other", "--database", "sqlite:x.db"]).contains("--database"));
    assert!(!home.path("other").exists());
}
