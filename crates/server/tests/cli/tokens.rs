use serde_json::json;

use crate::docket::Home;

#[test]
fn a_token_is_printed_alone_and_works_beside_a_running_server() {
    let home = Home::new();
    let server = home.serve();
    let printed = home.run(&["token", "--subject", "shop", "--grant", "all"]);
    let token = printed.trim_end_matches('\n');
    assert_eq!(printed, format!("{token}\n"));
    assert_eq!(token.split('.').count(), 3);
    let order = json!({ "OrderNum": "1", "Title": "Fridge" });
    assert_eq!(server.put("/seiapi/v3/trans/WorkOrder/1", token, &order).0, 201);
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/1", token).1["Title"], "Fridge");
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/1", "").0, 401);
    server.stop();
}

#[test]
fn a_listed_token_can_be_taken_back_and_is_refused_within_a_second() {
    let home = Home::new();
    let server = home.serve();
    let token = home.token();
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/1", &token).0, 404);
    let list = home.run(&["token", "--list"]);
    let line = list.lines().find(|line| line.contains("test")).unwrap();
    assert!(line.contains("until ") && line.ends_with("all"), "{line}");
    home.run(&["token", "--revoke", line.split_whitespace().next().unwrap()]);
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/1", &token).0, 401);
    assert!(home.run(&["token", "--list"]).contains("revoked "));
    server.stop();
}

#[test]
fn a_right_a_tenant_or_a_token_that_does_not_exist_is_refused_by_name() {
    let home = Home::new();
    let error = home.refuse(&["token", "--subject", "a", "--grant", "all", "--tenant", "nobody"]);
    assert!(error.contains("\"nobody\""), "{error}");
    let error = home.refuse(&["token", "--revoke", "no-such-token"]);
    assert!(error.contains("no-such-token"), "{error}");
    let output = home.docket(&["token", "--subject", "a", "--grant", "order:read"]).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("order:read"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = Home::new();
    home.token();
    let mut command = home.docket(&["openapi"]);
    let mut child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
