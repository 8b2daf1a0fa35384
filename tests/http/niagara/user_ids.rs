//! Users whose ids hold what an id of the dialect cannot.

use serde_json::{Value, json};

use super::floor::{floor, many};
use super::relations::{relate, relations};
use super::world::{customer, get, make, post};
use crate::access::passwords::{session, user};
use crate::both;

both! {
    fn a_user_with_a_dot_in_the_id_is_reached_under_an_alias(app) {
        user(app, "ann.lee", &["administrator"]);
        let shown = get(app, "/users/u--ann-2Elee");
        assert_eq!(shown["user_id"], "u--ann-2Elee");
        assert_eq!(shown["_links"]["self"]["href"], format!("{}/users/u--ann-2Elee", app.base()));
        assert_eq!(get(app, "/users/ann.lee"), shown);
        assert_eq!(get(app, "/users")["_embedded"]["nter:users"][0]["user_id"], "u--ann-2Elee");
        assert_eq!(get(&session(app, "ann.lee"), "/me")["user_id"], "u--ann-2Elee");
        let body = json!({"email": "ann@example.com", "name": "Ann Lee"});
        assert_eq!(app.ask("PUT", "/users/u--ann-2Elee").json(body).send().expect(200).json()["name"], "Ann Lee");
        assert_eq!(get(app, "/seiapi/v3/trans/User/ann.lee")["LastName"], "Lee");
        app.ask("DELETE", "/users/u--ann-2Elee").send().expect(205);
        app.ask("GET", "/users/ann.lee").send().expect(404);
    }

    fn such_a_user_is_related_given_roles_and_made_a_technician(app) {
        user(app, "ann.lee", &[]);
        let floor = floor(app, 2);
        let order = format!("/work-orders/{}", floor.order);
        let ann = session(app, "ann.lee");
        ann.ask("GET", &order).send().expect(403);
        let made = relate(app, &order, "owner", "USER", "u--ann-2Elee").expect(201).json();
        assert_eq!(made["entity"]["entity_id"], "u--ann-2Elee");
        assert_eq!(made["_links"]["nter:user"]["href"], format!("{}/users/u--ann-2Elee", app.base()));
        get(&ann, &order);
        relate(app, &order, "owner", "USER", "u--ann-2Elee").expect(409);
        let from_user = relations(app, "/users/u--ann-2Elee");
        assert_eq!(from_user.len(), 1);
        let own = from_user[0]["_links"]["self"]["href"].as_str().expect("a link").to_owned();
        app.ask("DELETE", own.strip_prefix(app.base()).expect("our address")).send().expect(200);
        ann.ask("GET", &order).send().expect(403);

        let role = json!({"label": "Readers", "grants": [{"permission": "customer:read-all", "label": "", "match_location": false}]});
        let role = make(app, "roles", role);
        let given = post(app, &format!("roles/{role}/users"), json!({"user_id": "u--ann-2Elee"})).expect(200).json();
        assert_eq!(given["user_id"], "u--ann-2Elee");
        customer(app, "Zeta's");
        get(&ann, "/customers");

        let mut body = floor.batch(2);
        body["total"] = json!(1);
        body["users"] = json!([{"user_id": "u--ann-2Elee"}]);
        many(app, &body).expect(204);
        let batches = get(app, &format!("/work-orders/{}/batches", floor.order));
        let batch = format!("/batches/{}", batches["_embedded"]["nter:batches"][0]["batch_id"].as_str().expect("an id"));
        let techs = get(app, &format!("{batch}/techs"));
        assert_eq!(techs["_embedded"]["nter:users"][0]["user_id"], "u--ann-2Elee");
        get(&ann, &batch);
        app.ask("DELETE", &format!("{batch}/techs/u--ann-2Elee")).send().expect(205);
        ann.ask("GET", &batch).send().expect(403);
    }

    fn an_action_on_such_a_user_is_found_again(app) {
        user(app, "ann.lee", &[]);
        let effect = json!([{"effect_type": "notify", "options": {"contacts": ["u--ann-2Elee"], "label": "L",
            "message": "Changed", "severity": "normal"}}]);
        let body = json!({"label": "Tell", "entity": {"entity_type": "USER", "entity_id": "u--ann-2Elee"},
            "sequence": "after", "event": "USER.changed", "criteria": [], "effect": effect});
        let made = post(app, "users/u--ann-2Elee/actions", body).expect(200).json();
        assert_eq!(made["entity"]["entity_id"], "u--ann-2Elee");
        for id in ["u--ann-2Elee", "ann.lee"] {
            let page: Value = get(app, &format!("/users/{id}/actions"));
            assert_eq!(page["total_count"], 1, "{id}");
        }
    }
}
