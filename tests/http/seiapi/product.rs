//! `/seiapi/v3/trans/Products/{ProdNum}`: the catalogue.

use serde_json::{Value, json};

use super::record::{delete, heeds_conditions, lives_and_dies, put, refuses};
use crate::both;
use crate::harness::App;

const PRODUCT: &str = "/seiapi/v3/trans/Products/P1";

/// A job with one line of P1, and what was filled in there.
#[track_caller]
fn attributes(app: &App, num: &str, user: &str) -> Value {
    app.put(num, json!({"UserName": user, "Items": [{"ID": "1", "ProdNum": "P1"}]})).expect(201);
    app.order(num)["Items"][0]["ProdAttrs"].clone()
}

both! {
    fn a_product_is_inserted_replaced_and_deleted(app) {
        let whole = json!({
            "Desc": {"en": "Pump", "Delete": "a language of that name"}, "ProdType": "1001", "IsBatch": true, "Price": 12.50,
            "Tags": ["a", "b"], "AllowedShipToLocations": ["1", "2"]
        });
        lives_and_dies(app, PRODUCT, ("ProdNum", "P1"), whole, json!({"Desc": {"en": "Pump 2"}}));
    }

    fn the_conditions_hold_for_a_product(app) {
        heeds_conditions(app, PRODUCT);
    }

    fn a_wrong_product_is_refused(app) {
        refuses(
            app,
            PRODUCT,
            &[
                (json!({"ProdNum": "P2"}), "$.ProdNum"),
                (json!({"Desc": "Pump"}), "$.Desc"),
                (json!({"Desc": []}), "$.Desc"),
                (json!({"Tags": "a"}), "$.Tags"),
                (json!({"AllowedShipToLocations": {}}), "$.AllowedShipToLocations"),
            ],
        );
    }

    fn a_line_of_a_job_carries_the_product_in_the_technicians_language(app) {
        put(app, PRODUCT, json!({"Desc": {"es": "Bomba", "en": "Pump", "de": "Pumpe"}, "ProdType": "1001", "IsSerialized": true, "Mfg": "m"})).expect(201);
        for (user, language) in [("ann", json!("de")), ("bob", json!("fr")), ("cy", json!("es"))] {
            put(app, &format!("/seiapi/v3/trans/User/{user}"), json!({"LanguageCode": language})).expect(201);
        }
        let expected = |text: &str| json!({"Desc": text, "IsBatch": false, "IsInvCtrl": false, "IsSerialized": true, "ProdType": "1001"});
        for (num, user, text) in [
            ("1", "ann", "Pumpe"),
            ("2", "bob", "Pump"),
            ("3", "cy", "Bomba"),
            ("4", "unknown", "Pump"),
            ("5", "", "Pump"),
        ] {
            assert_eq!(attributes(app, num, user), expected(text), "{user}");
        }
        put(app, PRODUCT, json!({"Desc": {"es": "Bomba", "de": "Pumpe"}})).expect(200);
        assert_eq!(attributes(app, "6", "bob")["Desc"], "Bomba", "neither theirs nor English: the first");
    }

    fn ordered_items_carry_the_description_and_superseded_parts_all(app) {
        put(app, PRODUCT, json!({"Desc": {"en": "Pump"}, "ProdType": "1001"})).expect(201);
        let job = json!({
            "OrderedItems": [{"ID": "1", "ProdNum": "P1"}],
            "Items": [{"ID": "1", "ProdNum": "?", "SupersededParts": [{"ProdNum": "P1"}]}]
        });
        app.put("1", job).expect(201);
        let order = app.order("1");
        assert_eq!(order["OrderedItems"][0]["ProdAttrs"], json!({"Desc": "Pump"}));
        assert_eq!(order["Items"][0]["SupersededParts"][0]["ProdAttrs"]["ProdType"], "1001");
        assert_eq!(order["Items"][0].get("ProdAttrs"), None);
    }

    fn what_a_line_carries_stays_when_the_product_changes(app) {
        put(app, PRODUCT, json!({"Desc": {"en": "Pump"}})).expect(201);
        attributes(app, "1", "");
        put(app, PRODUCT, json!({"Desc": {"en": "New pump"}})).expect(200);
        app.patch("1", json!({"Items": [{"ID": "2", "ProdNum": "P1"}]})).expect(200);
        let items = app.order("1")["Items"].clone();
        assert_eq!(
            (&items[0]["ProdAttrs"]["Desc"], &items[1]["ProdAttrs"]["Desc"]),
            (&json!("Pump"), &json!("New pump"))
        );
        delete(app, PRODUCT).expect(200);
        app.patch("1", json!({"Items": [{"ID": "3", "ProdNum": "P1"}]})).expect(200);
        assert_eq!(app.order("1")["Items"][2], json!({"ID": "3", "ProdNum": "P1"}));
    }
}
