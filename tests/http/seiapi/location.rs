//! `/seiapi/v3/trans/Account/{AccountNum}/Location/{LocationNum}`: where an account wants work done.

use serde_json::{Value, json};

use super::record::{delete, heeds_conditions, lives_and_dies, put, refuses};
use crate::both;
use crate::harness::App;

const ACCOUNT: &str = "/seiapi/v3/trans/Account/1029";
const LOCATION: &str = "/seiapi/v3/trans/Account/1029/Location/1030";

fn account(app: &App) {
    put(app, ACCOUNT, json!({"Name": "Buckhead Inc."})).expect(201);
}

/// The name that a job's location was filled in with.
#[track_caller]
fn joined(app: &App, num: &str, job: Value) -> Value {
    app.put(num, job).expect(201);
    app.order(num)["Location"]["Name"].clone()
}

both! {
    fn a_location_is_inserted_replaced_and_deleted(app) {
        account(app);
        let whole = json!({
            "AccountNum": "1029", "Name": "Buckhead Station", "SigReq": false, "Address": {"City": "Atlanta", "Zip": "30326"},
            "Contacts": [{"LastName": "Lee", "Phones": []}], "Latitude": 33.840
        });
        lives_and_dies(app, LOCATION, ("LocationNum", "1030"), whole, json!({"Name": "Lenox"}));
    }

    fn the_conditions_hold_for_a_location(app) {
        account(app);
        heeds_conditions(app, LOCATION);
    }

    fn a_wrong_location_is_refused(app) {
        account(app);
        refuses(
            app,
            LOCATION,
            &[
                (json!({"LocationNum": "1"}), "$.LocationNum"),
                (json!({"AccountNum": "1"}), "$.AccountNum"),
                (json!({"Address": []}), "$.Address"),
                (json!({"Address": "1 Loop"}), "$.Address"),
                (json!({"Contacts": {}}), "$.Contacts"),
                (json!({"Contacts": [{"Phones": 1}]}), "$.Contacts[0].Phones"),
                (json!({"Integrations": {"Financial": []}}), "$.Integrations.Financial"),
            ],
        );
    }

    fn a_location_needs_an_account_that_exists(app) {
        let refused = put(app, LOCATION, json!({"Name": "n"})).expect(400).standard();
        assert_eq!(refused.json()["invalidParams"][0]["name"], "AccountNum");
        account(app);
        put(app, LOCATION, json!({"Name": "n"})).expect(201);
        delete(app, ACCOUNT).expect(200);
        put(app, LOCATION, json!({"Name": "n"})).expect(400).standard();
    }

    fn a_jobs_location_is_the_one_of_its_account_else_the_only_one_of_the_number(app) {
        account(app);
        put(app, "/seiapi/v3/trans/Account/2", json!({"Name": "other"})).expect(201);
        put(app, LOCATION, json!({"Name": "of 1029"})).expect(201);
        let with_account =
            |num: &str| json!({"Account": {"AccountNum": num}, "Location": {"LocationNum": "1030"}});
        let alone = json!({"Location": {"LocationNum": "1030"}});
        assert_eq!(joined(app, "a", alone.clone()), "of 1029");
        assert_eq!(joined(app, "b", with_account("2")), "of 1029", "the only one there is");
        put(app, "/seiapi/v3/trans/Account/2/Location/1030", json!({"Name": "of 2"})).expect(201);
        assert_eq!(joined(app, "c", with_account("2")), "of 2");
        assert_eq!(joined(app, "d", with_account("1029")), "of 1029");
        // An account that is an override counts as well.
        let overridden =
            json!({"Account": {"AccountNum": "2", "Name": "ad hoc"}, "Location": {"LocationNum": "1030"}});
        assert_eq!(joined(app, "e", overridden), "of 2");
        delete(app, "/seiapi/v3/trans/Account/2/Location/1030").expect(200);
        assert_eq!(joined(app, "f", with_account("2")), "of 1029");
        delete(app, LOCATION).expect(200);
        app.put("g", alone).expect(400).standard().path("$.Location.LocationNum");
        app.get("g").expect(404);
    }

    fn two_unknown_numbers_are_both_named(app) {
        let body = json!({"Account": {"AccountNum": "x"}, "Location": {"LocationNum": "y"}});
        let refused = app.put("1214", body).expect(400).standard();
        assert_eq!(refused.paths(), ["$.Account.AccountNum", "$.Location.LocationNum"]);
        app.get("1214").expect(404);
    }

    fn a_jobs_snapshot_of_a_location_stays_as_it_was(app) {
        account(app);
        put(app, LOCATION, json!({"Name": "old", "IsActive": true, "Integrations": {}})).expect(201);
        assert_eq!(joined(app, "1", json!({"Location": {"LocationNum": "1030"}})), "old");
        put(app, LOCATION, json!({"Name": "new"})).expect(200);
        app.patch("1", json!({"Title": "t"})).expect(200);
        assert_eq!(app.order("1")["Location"], json!({"LocationNum": "1030", "Name": "old"}));
        delete(app, LOCATION).expect(200);
        app.patch("1", json!({"Title": "u"})).expect(200);
        assert_eq!(app.order("1")["Location"]["Name"], "old");
    }
}
