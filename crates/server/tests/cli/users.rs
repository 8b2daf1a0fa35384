use serde_json::json;

use crate::docket::{Home, Server};

fn sign_in(server: &Server, name: &str, password: &str) -> (u16, String) {
    let body = json!({ "username": name, "password": password });
    let (status, answer) = server.send("POST", "/createjwt", "", Some(&body));
    (status, answer["token"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_user_that_was_added_signs_in_and_may_do_what_the_roles_say() {
    let home = Home::new();
    let server = home.serve();
    let added = home.run_with(
        &["user", "add", "dana", "--password-stdin", "--role", "dispatcher", "--first-name", "Dana"],
        "correct horse\n",
    );
    assert!(added.status.success());
    let (status, token) = sign_in(&server, "dana", "correct horse");
    assert_eq!(status, 200);
    let order = json!({ "OrderNum": "1" });
    assert_eq!(server.put("/seiapi/v3/trans/WorkOrder/1", &token, &order).0, 201);
    assert_eq!(sign_in(&server, "dana", "correct hose").0, 401);

    home.run(&["user", "roles", "dana", "--role", "production-manager"]);
    assert_eq!(home.run(&["user", "roles", "dana"]), "production-manager\n");
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(server.put("/seiapi/v3/trans/WorkOrder/2", &token, &json!({})).0, 403);

    home.run(&["user", "lock", "dana"]);
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/1", &token).0, 401);
    assert_eq!(sign_in(&server, "dana", "correct horse").0, 401);
    home.run(&["user", "unlock", "dana"]);
    home.run(&["user", "password", "dana", "--password", "battery staple"]);
    assert_eq!(sign_in(&server, "dana", "correct horse").0, 401);
    assert_eq!(sign_in(&server, "dana", "battery staple").0, 200);
    server.stop();
}

#[test]
fn users_are_listed_with_roles_and_state() {
    let home = Home::new();
    home.run(&[
        "user",
        "add",
        "tech",
        "--mobile",
        "--role",
        "technician",
        "--first-name",
        "Ann",
        "--last-name",
        "Lee",
    ]);
    home.run(&["user", "add", "boss", "--role", "administrator", "--role", "dispatcher"]);
    home.run(&["user", "lock", "boss"]);
    assert_eq!(
        home.run(&["user", "list"]),
        "boss  administrator,dispatcher  locked\ntech  Ann Lee  technician  mobile\n"
    );
}

#[test]
fn what_cannot_be_done_to_a_user_is_said_and_leaves_no_trace() {
    let home = Home::new();
    assert!(home.refuse(&["user", "add", "a", "--role", "king"]).contains("\"king\""));
    assert!(home.refuse(&["user", "add", "a", "--password", "short"]).contains("8 to 256"));
    assert!(home.refuse(&["user", "lock", "a"]).contains("\"a\""));
    assert_eq!(home.run(&["user", "list"]), "");
    home.run(&["user", "add", "a"]);
    assert!(home.refuse(&["user", "add", "a"]).contains("already"));
    assert!(home.refuse(&["user", "password", "a"]).contains("--password"));
}
