//! `/seiapi/v3/trans/Account/{AccountNum}`: customers.

use serde_json::json;

use super::record::{delete, get, heeds_conditions, lives_and_dies, put, refuses};
use crate::both;

const ACCOUNT: &str = "/seiapi/v3/trans/Account/1029";

both! {
    fn an_account_is_inserted_replaced_and_deleted(app) {
        let whole = json!({
            "Name": "Buckhead Inc.", "AccountType": "1001", "IsActive": true, "TaxExempt": false,
            "Addresses": [{"ID": "1", "City": "Atlanta"}], "Contacts": [{"LastName": "Lee", "Phones": [{"PhoneNum": "1"}]}],
            "FlexAttrs": {"Any name": 1}, "Integrations": {"Financial": {"Extensions": {"x": {"Delete": true}}}},
            "NotDocumented": [1, {"a": "Ä"}]
        });
        lives_and_dies(app, ACCOUNT, ("AccountNum", "1029"), whole, json!({"Name": "Lenox"}));
    }

    fn the_conditions_hold_for_an_account(app) {
        heeds_conditions(app, ACCOUNT);
    }

    fn a_wrong_account_is_refused(app) {
        refuses(
            app,
            ACCOUNT,
            &[
                (json!({"AccountNum": "1030"}), "$.AccountNum"),
                (json!({"AccountNum": 1029}), "$.AccountNum"),
                (json!({"AccountNum": null}), "$.AccountNum"),
                (json!({"Addresses": {"ID": "1"}}), "$.Addresses"),
                (json!({"Addresses": ["1"]}), "$.Addresses[0]"),
                (json!({"Contacts": "Lee"}), "$.Contacts"),
                (json!({"Contacts": [{"Phones": {}}]}), "$.Contacts[0].Phones"),
                (json!({"FlexAttrs": []}), "$.FlexAttrs"),
                (json!({"Integrations": []}), "$.Integrations"),
                (
                    json!({"Integrations": {"Financial": {"Extensions": 1}}}),
                    "$.Integrations.Financial.Extensions",
                ),
            ],
        );
    }

    fn digits_are_kept_and_delete_is_never_stored(app) {
        let body = r#"{"AccountNum":"1029","Credit":1.50,"Big":12345678901234567890.10,"Delete":true,"Contacts":[{"ID":"1","Delete":false}]}"#;
        app.ask("PUT", ACCOUNT).bytes(body).send().expect(201);
        let expected =
            r#"{"AccountNum":"1029","Credit":1.50,"Big":12345678901234567890.10,"Contacts":[{"ID":"1"}]}"#;
        assert_eq!(get(app, ACCOUNT).text(), expected);
    }

    fn any_number_can_be_an_address_and_bad_ones_are_refused(app) {
        for (path, number) in [("A%2F1", "A/1"), ("a.b", "a.b"), ("%C3%84%20%23", "Ä #"), ("..%2F", "../")] {
            let path = format!("/seiapi/v3/trans/Account/{path}");
            let made = put(app, &path, json!({"Name": "n"})).expect(201);
            assert_eq!(made.header("location"), Some(path.as_str()));
            assert_eq!(get(app, &path).json(), json!({"AccountNum": number, "Name": "n"}));
        }
        for path in ["%00", "a%0Ab", &"x".repeat(101)] {
            let path = format!("/seiapi/v3/trans/Account/{path}");
            put(app, &path, json!({})).expect(400).standard();
            get(app, &path).expect(400).standard();
        }
    }

    fn a_deleted_account_takes_its_locations_along(app) {
        put(app, ACCOUNT, json!({"Name": "n"})).expect(201);
        put(app, "/seiapi/v3/trans/Account/2", json!({"Name": "other"})).expect(201);
        for num in ["1", "2", "3"] {
            put(app, &format!("{ACCOUNT}/Location/{num}"), json!({"Name": num})).expect(201);
        }
        put(app, "/seiapi/v3/trans/Account/2/Location/1", json!({"Name": "stays"})).expect(201);
        delete(app, &format!("{ACCOUNT}/Location/3")).expect(200);
        delete(app, ACCOUNT).expect(200);
        for num in ["1", "2", "3"] {
            get(app, &format!("{ACCOUNT}/Location/{num}")).expect(404).standard();
        }
        get(app, "/seiapi/v3/trans/Account/2/Location/1").expect(200);
        let refused = app.put("1214", json!({"Account": {"AccountNum": "1029"}})).expect(400).standard();
        refused.path("$.Account.AccountNum");
        // An account of the same number begins without them.
        put(app, ACCOUNT, json!({"Name": "again"})).expect(201);
        get(app, &format!("{ACCOUNT}/Location/1")).expect(404).standard();
        assert_eq!(put(app, &format!("{ACCOUNT}/Location/1"), json!({})).expect(201).version(), 3);
    }
}
