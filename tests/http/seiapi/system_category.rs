//! `/seiapi/v3/trans/SystemCategory/{DGroupID}/{Code}`: numbered code lists of a deployment group.

use serde_json::json;

use super::record::{get, heeds_conditions, lives_and_dies, put, refuses};
use crate::both;

const CATEGORY: &str = "/seiapi/v3/trans/SystemCategory/Default/1001";

both! {
    fn a_system_category_is_inserted_replaced_and_deleted(app) {
        let whole = json!({
            "DGroupID": "Default", "Desc": {"en": "Cooling"}, "FlexForms": ["1"], "SysActs": [{"ID": "1", "Desc": {"en": "Repair"}}],
            "SubCats": [{"ID": "1", "Desc": {"en": "Ice"}, "SysActs": [{"ID": "2"}]}]
        });
        lives_and_dies(app, CATEGORY, ("SysCatID", "1001"), whole, json!({"Desc": {"en": "Heating"}}));
    }

    fn the_conditions_hold_for_a_system_category(app) {
        heeds_conditions(app, CATEGORY);
    }

    fn a_wrong_system_category_is_refused(app) {
        refuses(
            app,
            CATEGORY,
            &[
                (json!({"SysCatID": "1"}), "$.SysCatID"),
                (json!({"DGroupID": "Other"}), "$.DGroupID"),
                (json!({"Desc": "Cooling"}), "$.Desc"),
                (json!({"SysActs": {}}), "$.SysActs"),
                (json!({"SysActs": [1]}), "$.SysActs[0]"),
                (json!({"SubCats": [{"SysActs": {}}]}), "$.SubCats[0].SysActs"),
                (json!({"SubCats": [{"Desc": []}]}), "$.SubCats[0].Desc"),
            ],
        );
    }

    fn a_number_means_another_category_in_another_group(app) {
        put(app, CATEGORY, json!({"Desc": {"en": "here"}})).expect(201);
        let other = "/seiapi/v3/trans/SystemCategory/West/1001";
        get(app, other).expect(404).standard();
        put(app, other, json!({"Desc": {"en": "there"}})).expect(201);
        assert_eq!(get(app, CATEGORY).json()["Desc"]["en"], "here");
        assert_eq!(get(app, other).json()["Desc"]["en"], "there");
    }

    fn wanting_devices_refreshed_changes_nothing_of_the_answer(app) {
        put(app, CATEGORY, json!({"Desc": {"en": "Cooling"}})).expect(201);
        let plain = get(app, CATEGORY);
        assert_eq!(get(app, &format!("{CATEGORY}?RefreshMobile=true")).body, plain.body);
    }
}
