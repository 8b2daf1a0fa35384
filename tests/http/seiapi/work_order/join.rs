//! Master data on a job: filled in where only a number is given, taken as sent where there is more.

use serde_json::{Value, json};

use crate::both;
use crate::harness::App;

fn account_1029() -> Value {
    json!({
        "AccountNum": "1029", "AccountType": "1001", "Name": "Buckhead Inc.", "TaxExempt": false, "Website": "w",
        "Contacts": [{"LastName": "Lee", "Phones": [{"PhoneNum": "1"}]}]
    })
}

fn location_1030() -> Value {
    json!({
        "LocationNum": "1030", "Name": "Buckhead Station", "LanguageID": "en", "SigReq": false,
        "Address": {"City": "Atlanta", "Zip": "30326"}
    })
}

/// The account 1029 and its location 1030, with members that a job does not carry.
fn master_data(app: &App) {
    let (mut account, mut location) = (account_1029(), location_1030());
    account["IsActive"] = json!(true);
    location["IsActive"] = json!(true);
    app.ask("PUT", "/seiapi/v3/trans/Account/1029").json(account).send().expect(201);
    app.ask("PUT", "/seiapi/v3/trans/Account/1029/Location/1030").json(location).send().expect(201);
}

both! {
    fn an_account_and_location_named_only_by_their_numbers_are_filled_in(app) {
        master_data(app);
        app.put("1214", json!({"Account": {"AccountNum": "1029"}, "Location": {"LocationNum": "1030"}}))
            .expect(201);
        let expected = json!({"Account": account_1029(), "Location": location_1030(), "OrderNum": "1214"});
        assert_eq!(app.order("1214"), expected);
    }

    fn what_was_filled_in_stays_when_the_master_data_changes(app) {
        master_data(app);
        app.put("1214", json!({"Account": {"AccountNum": "1029"}})).expect(201);
        let renamed = json!({"AccountNum": "1029", "Name": "New name"});
        app.ask("PUT", "/seiapi/v3/trans/Account/1029").json(renamed).send().expect(200);
        assert_eq!(app.order("1214")["Account"]["Name"], "Buckhead Inc.");
        app.ask("DELETE", "/seiapi/v3/trans/Account/1029").send().expect(200);
        app.patch("1214", json!({"Account": {"AccountNum": "1029"}, "Title": "t"})).expect(200);
        assert_eq!(app.order("1214")["Account"], account_1029());
    }

    fn an_unknown_account_or_location_is_refused(app) {
        master_data(app);
        let unknown = app.put("1214", json!({"Account": {"AccountNum": "1"}})).expect(400).standard();
        unknown.path("$.Account.AccountNum");
        let unknown = app.put("1214", json!({"Location": {"LocationNum": "1"}})).expect(400).standard();
        unknown.path("$.Location.LocationNum");
        app.get("1214").expect(404);
    }

    fn an_override_is_stored_as_sent(app) {
        master_data(app);
        let sent = json!({
            "Account": {"AccountNum": "1029", "Notes": "mine"}, "Location": {"LocationNum": "no such", "Name": "ad hoc"},
            "OrderNum": "1214"
        });
        app.put("1214", sent.clone()).expect(201);
        assert_eq!(app.order("1214"), sent);
        app.ask("GET", "/seiapi/v3/trans/Account/1029/Location/no%20such").send().expect(404);
    }

    fn the_names_of_the_prose_are_accepted_and_stored_as_those_of_the_document(app) {
        master_data(app);
        let sent = json!({"Account": {"AccountNum": "1029"}, "AccountLoc": {"LocNum": "1030"}});
        app.put("1214", sent).expect(201);
        assert_eq!(app.order("1214")["Location"], location_1030());
        assert_eq!(app.order("1214").get("AccountLoc"), None);
        app.patch("1214", json!({"AccountLoc": {"Notes": "n"}})).expect(200);
        assert_eq!(app.order("1214")["Location"]["Notes"], "n");
        app.patch("1214", json!({"_fields": ["AccountLoc"]})).expect(200);
        assert_eq!(app.order("1214").get("Location"), None);
        let both = json!({"AccountLoc": {"LocNum": "1030"}, "Location": {"LocationNum": "1030"}});
        app.patch("1214", both).expect(400).standard().path("$.AccountLoc");
    }

    fn a_third_name_of_the_location_number_is_a_member_like_any_other(app) {
        master_data(app);
        let sent = json!({"Account": {"AccountNum": "1029", "Name": "n"}, "Location": {"LocNumber": "1030"}, "OrderNum": "1214"});
        app.put("1214", sent.clone()).expect(201);
        assert_eq!(app.order("1214"), sent, "it joins nothing");
        let both = json!({"Location": {"LocNumber": "1030", "LocationNum": "L", "Name": "ad hoc"}, "OrderNum": "1214"});
        app.put("1214", both.clone()).expect(200);
        assert_eq!(app.order("1214"), both);
    }

    fn a_patch_with_another_account_replaces_the_section(app) {
        master_data(app);
        app.put("1214", json!({"Account": {"AccountNum": "7", "Name": "ad hoc", "Notes": "n"}})).expect(201);
        app.patch("1214", json!({"Account": {"AccountNum": "1029"}})).expect(200);
        assert_eq!(app.order("1214")["Account"], account_1029());
        app.patch("1214", json!({"Account": {"AccountNum": "1029", "Notes": "n"}})).expect(200);
        let mut with_notes = account_1029();
        with_notes["Notes"] = json!("n");
        assert_eq!(app.order("1214")["Account"], with_notes);
        let before = app.get("1214");
        app.patch("1214", json!({"Account": {"AccountNum": "unknown"}})).expect(400).standard();
        assert_eq!(app.get("1214").body, before.body);
    }

    fn what_a_patch_takes_out_of_an_account_stays_out_and_a_put_of_the_number_fills_it_in_again(app) {
        master_data(app);
        app.put("1214", json!({"Account": {"AccountNum": "1029", "Name": "n"}, "Location": {"LocationNum": "L", "Name": "ad hoc"}}))
            .expect(201);
        app.patch("1214", json!({"_paths": ["$.Account.Name"], "Location": {"Name": {}}})).expect(200);
        let stripped = json!({"Account": {"AccountNum": "1029"}, "Location": {"LocationNum": "L"}, "OrderNum": "1214"});
        assert_eq!(app.order("1214"), stripped);
        app.patch("1214", json!({"Account": {"AccountNum": "1029"}, "Title": "t"})).expect(200);
        assert_eq!(app.order("1214")["Account"], stripped["Account"], "the number is the one that it was");
        app.put("1214", json!({"Account": {"AccountNum": "1029"}})).expect(200);
        assert_eq!(app.order("1214")["Account"], account_1029());
    }

    fn product_attributes_are_filled_in_and_an_unknown_product_joins_nothing(app) {
        let product = json!({"ProdNum": "P1", "Desc": {"en": "Pump"}, "ProdType": "1001", "IsBatch": true});
        app.ask("PUT", "/seiapi/v3/trans/Products/P1").json(product).send().expect(201);
        let sent = json!({"Items": [
            {"ID": "1", "ProdNum": "P1"}, {"ID": "2", "ProdNum": "P2"}, {"ID": "3", "ProdNum": "P1", "ProdAttrs": {"Desc": "mine"}}
        ]});
        app.put("1214", sent).expect(201);
        let items = app.order("1214")["Items"].clone();
        assert_eq!(items[0]["ProdAttrs"]["Desc"], "Pump");
        assert_eq!(
            (&items[0]["ProdAttrs"]["ProdType"], &items[0]["ProdAttrs"]["IsBatch"]),
            (&json!("1001"), &json!(true))
        );
        assert_eq!(items[1], json!({"ID": "2", "ProdNum": "P2"}));
        assert_eq!(items[2]["ProdAttrs"], json!({"Desc": "mine"}));
    }
}
