//! `/admin/v1/records/{kind}`: the master data as lists.

use serde_json::{Value, json};

use crate::both;
use crate::harness::{App, Client};

#[track_caller]
fn page(client: &Client, path: &str) -> Value {
    client.ask("GET", &format!("/admin/v1/records/{path}")).send().expect(200).json()
}

#[track_caller]
fn names(page: &Value, member: &str) -> Vec<String> {
    let records = page["records"].as_array().expect("a list");
    records.iter().map(|listed| listed["record"][member].as_str().expect("a text").to_owned()).collect()
}

fn furnish(app: &App) {
    let put = |path: &str, body: Value| app.ask("PUT", path).json(body).send().expect(201);
    put("/seiapi/v3/trans/Account/A1", json!({"Name": "One"}));
    put("/seiapi/v3/trans/Account/A2", json!({"Name": "Two"}));
    put("/seiapi/v3/trans/Account/A2/Location/L1", json!({"Name": "Lobby"}));
    put("/seiapi/v3/trans/Account/A2/Location/L2", json!({"Name": "Roof"}));
    put("/seiapi/v3/trans/User/u1", json!({"FirstName": "Ann", "Password": "a long secret 17"}));
}

both! {
    fn records_are_listed_by_number_page_after_page(app) {
        furnish(app);
        assert_eq!(names(&page(app, "account"), "Name"), ["One", "Two"]);
        let first = page(app, "location?limit=1");
        assert_eq!(names(&first, "Name"), ["Lobby"]);
        assert_eq!(first["records"][0]["key"], json!(["A2", "L1"]));
        let next = first["next"].as_str().expect("more");
        let second = page(app, &format!("location?limit=1&after={next}"));
        assert_eq!(names(&second, "Name"), ["Roof"]);
        assert_eq!(second["next"], Value::Null);
        assert_eq!(names(&page(&app.stranger(), "account"), "Name"), Vec::<String>::new());
    }

    fn a_list_of_users_shows_no_password(app) {
        furnish(app);
        let users = page(app, "user");
        assert!(names(&users, "UserID").contains(&"u1".to_owned()), "{users}");
        assert!(!users.to_string().contains("secret"), "{users}");
    }

    fn an_unknown_kind_or_place_is_refused(app) {
        app.ask("GET", "/admin/v1/records/spaceship").send().expect(400);
        app.ask("GET", "/admin/v1/records/account?after=nowhere").send().expect(400);
    }
}
