//! Actions after an event: done when the log is read.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{action, made, notify, told, update, with};
use crate::both;
use crate::harness::Client;
use crate::niagara::access::someone;
use crate::niagara::world::{get, make, order, project, put};

/// Waits until somebody was told so much.
#[track_caller]
fn told_in_time(client: &Client, count: usize) -> Vec<String> {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let told = told(client);
        if told.len() >= count || Instant::now() > end {
            return told;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

both! {
    fn who_waits_for_an_event_is_told_after_it(app) {
        let project = project(app);
        let ann = someone(app, "ann", "me:profile");
        made(app, action(("PRJ", &project), ("after", "WOR.created"), notify("ann", "New")));
        made(app, with(&action(("PRJ", &project), ("after", "WOR.created"), notify("ann", "Never")),
            json!({"criteria": [{"property": "label", "operator": "not_equals", "value": "A"}]})));
        let id = make(app, "work-orders", order(&project, "A"));
        assert_eq!(told_in_time(&ann, 1), ["New"]);
        let shown = get(&ann, "/me/notifications")["_embedded"]["nter:notifications"][0].clone();
        assert_eq!(shown["regarding"], json!({"entity_type": "WOR", "entity_id": id}));
    }

    fn a_property_is_set_after_an_event_and_what_cannot_be_is_told_to_the_maker(app) {
        let project = project(app);
        let ann = someone(app, "ann", "all");
        made(&ann, action(("PRJ", &project), ("after", "WOR.created"), update("WOR", "description", "Seen")));
        made(&ann, action(("PRJ", &project), ("after", "WOR.created"), update("WOR", "current_status", "Lost")));
        made(app, with(&action(("PRJ", &project), ("after", "WOR.changed"), notify("ann", "Changed")), json!({"order": "1"})));
        let path = format!("/work-orders/{}", make(app, "work-orders", order(&project, "A")));
        let mut told = told_in_time(&ann, 2);
        told.sort();
        assert_eq!(told, ["Changed", "The action \"The rule\" could not be done"]);
        assert_eq!(get(app, &path)["description"], "Seen");
    }

    fn a_circle_of_actions_ends(app) {
        let project = project(app);
        let ann = someone(app, "ann", "all");
        let rule = |from: &str, to: &str| {
            with(&action(("PRJ", &project), ("after", "WOR.changed"), update("WOR", "description", to)),
                json!({"criteria": [{"property": "description", "operator": "equals", "value": from}]}))
        };
        made(&ann, rule("tick", "tock"));
        made(&ann, rule("tock", "tick"));
        let path = format!("/work-orders/{}", make(app, "work-orders", order(&project, "A")));
        put(app, &path, with(&order(&project, "A"), json!({"description": "tick"}))).expect(200);
        let told = told_in_time(&ann, 1);
        assert!(told.iter().all(|label| label.contains("could not be done")), "{told:?}");
        assert!(!told.is_empty());
        let version = || app.ask("GET", &path).send().expect(200).header("etag").map(str::to_owned);
        let before = version();
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(version(), before, "it is over");
    }
}
