//! `/seiapi/v3/Assets/{AssetNum}`: equipment that is tracked on its own.

use serde_json::json;

use super::record::{heeds_conditions, lives_and_dies, put, refuses};
use crate::both;

const ASSET: &str = "/seiapi/v3/Assets/3182";

both! {
    fn an_asset_is_inserted_replaced_and_deleted(app) {
        let whole = json!({
            "Desc": "Dishwasher", "SerialNum": "S-1", "IsComponent": false, "Type": "1001",
            "FlexView": [{"ID": "1", "Items": [{"Label": "a", "Value": "b"}]}], "FlexAttrs": {"Any": "thing"},
            "FlexFormsDisplayValues": [{"FlexGroups": [{"FlexAttrs": [{"ID": "1"}]}]}], "History": ["old", {"new": 1}],
            "ServiceCodes": ["1"], "VerificationQR": {"Code": "x"}
        });
        lives_and_dies(app, ASSET, ("AssetNum", "3182"), whole, json!({"Desc": "Oven"}));
    }

    fn the_conditions_hold_for_an_asset(app) {
        heeds_conditions(app, ASSET);
    }

    fn a_wrong_asset_is_refused(app) {
        refuses(
            app,
            ASSET,
            &[
                (json!({"AssetNum": "1"}), "$.AssetNum"),
                (json!({"FlexView": {}}), "$.FlexView"),
                (json!({"FlexView": ["a"]}), "$.FlexView[0]"),
                (json!({"FlexView": [{"Items": "a"}]}), "$.FlexView[0].Items"),
                (json!({"FlexAttrs": ["a"]}), "$.FlexAttrs"),
                (
                    json!({"FlexFormsDisplayValues": [{"FlexGroups": [{"FlexAttrs": {}}]}]}),
                    "$.FlexFormsDisplayValues[0].FlexGroups[0].FlexAttrs",
                ),
                (json!({"History": "old"}), "$.History"),
                (json!({"ServiceCodes": "1"}), "$.ServiceCodes"),
                (json!({"VerificationAPI": []}), "$.VerificationAPI"),
            ],
        );
    }

    fn an_asset_on_a_job_is_the_jobs_own(app) {
        put(app, ASSET, json!({"Desc": "Dishwasher"})).expect(201);
        app.put("1214", json!({"Assets": [{"AssetNum": "3182"}]})).expect(201);
        assert_eq!(app.order("1214")["Assets"], json!([{"AssetNum": "3182"}]));
    }
}
