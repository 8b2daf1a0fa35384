//! Relations of a work order: list, make, delete.

use serde_json::{Value, json};

use super::{order_at, problem, shown};
use crate::access::passwords::user;
use crate::both;
use crate::harness::{Answer, Client};
use crate::niagara::world::{get, project};

fn relate(client: &Client, path: &str, relation: &str, kind: &str, id: &str) -> Answer {
    let body = json!({"relation": relation, "entity": {"entity_type": kind, "entity_id": id}});
    client.ask("POST", &format!("{path}/relations")).json(body).send()
}

fn listed(client: &Client, path: &str, query: &str) -> Vec<Value> {
    let page = shown(client.ask("GET", &format!("{path}/relations{query}")).send(), 200, "relations");
    page["_embedded"]["nter:relations"].as_array().expect("relations").clone()
}

both! {
    fn a_relation_is_made_listed_and_deleted_with_the_published_shape(app) {
        user(app, "ann", &[]);
        let path = order_at(app, &project(app), "Tablets");
        let made = shown(relate(app, &path, "owner", "USER", "ann"), 201, "relation");
        assert_eq!((&made["relation"], &made["label"]), (&json!("owner"), &json!("Owner Of")));
        assert_eq!((&made["entity"]["entity_type"], &made["entity"]["entity_id"]), (&json!("USER"), &json!("ann")));
        assert_eq!(made["_links"]["nter:user"]["href"], format!("{}/users/ann", app.base()));
        let own = made["_links"]["self"]["href"].as_str().expect("a link").to_owned();
        let own = own.strip_prefix(app.base()).expect("our address");
        assert_eq!(own, format!("{path}/relations/{}", made["relation_id"].as_str().expect("an id")));
        assert!(listed(app, &path, "").contains(&made));
        assert_eq!(listed(app, &path, "?filter%5Brelation%5D=owner"), std::slice::from_ref(&made));
        assert_eq!(listed(app, &path, "?filter%5Bentity_type%5D=UNIT"), [Value::Null; 0]);

        let gone = shown(app.ask("DELETE", own).send(), 200, "relation");
        assert_eq!(gone, made);
        assert!(!listed(app, &path, "").contains(&made));
        problem(app.ask("DELETE", own).send(), 404);
    }

    fn a_relation_between_two_work_orders_is_seen_from_both_ends(app) {
        let project = project(app);
        let (one, other) = (order_at(app, &project, "a"), order_at(app, &project, "b"));
        let id = other.trim_start_matches("/work-orders/");
        let made = shown(relate(app, &one, "backup", "WOR", id), 201, "relation");
        let there = listed(app, &other, "?filter%5Brelation%5D=backup");
        assert_eq!(there.len(), 1);
        assert_ne!(there[0]["direction"], made["direction"]);
        assert_eq!(format!("/work-orders/{}", there[0]["entity"]["entity_id"].as_str().expect("an id")), one);
    }

    fn relations_come_in_pages(app) {
        let path = order_at(app, &project(app), "Tablets");
        for name in ["a", "b", "c", "d", "e"] {
            user(app, name, &[]);
            relate(app, &path, "viewer", "USER", name).expect(201);
        }
        let mut seen = Vec::new();
        let mut next = Some(format!("{path}/relations?filter%5Brelation%5D=viewer&limit=2"));
        while let Some(address) = next {
            let page = shown(app.ask("GET", &address).send(), 200, "relations");
            assert_eq!(page["total_count"], 5);
            let ids = page["_embedded"]["nter:relations"].as_array().expect("relations").iter();
            seen.extend(ids.map(|one| one["entity"]["entity_id"].as_str().expect("an id").to_owned()));
            assert_eq!(page["offset"].is_null(), page["_links"].get("next").is_none());
            next = page["_links"]["next"]["href"].as_str().map(|href| href.trim_start_matches(app.base()).to_owned());
        }
        seen.sort();
        assert_eq!(seen, ["a", "b", "c", "d", "e"]);
    }

    fn a_relation_that_cannot_be_is_refused_and_changes_nothing(app) {
        user(app, "ann", &[]);
        let path = order_at(app, &project(app), "Tablets");
        let before = get(app, &format!("{path}/relations"));
        let at = format!("{path}/relations");
        for body in [
            json!({}), json!([]), json!({"relation": "owner"}), json!({"relation": "owner", "entity": {}}),
            json!({"relation": "enemy", "entity": {"entity_type": "USER", "entity_id": "ann"}}),
            json!({"relation": "owner", "entity": {"entity_type": "XYZ", "entity_id": "ann"}}),
            json!({"relation": "owner", "entity": {"entity_type": "USER", "entity_id": "nobody"}}),
            json!({"relation": 7, "entity": {"entity_type": "USER", "entity_id": "ann"}}),
        ] {
            problem(app.ask("POST", &at).json(body).send(), 400);
        }
        problem(relate(app, &path, "created", "USER", "ann"), 403);
        problem(relate(app, "/work-orders/nothing", "owner", "USER", "ann"), 404);
        for query in ["filter%5Brelation%5D=x", "filter%5Bentity_type%5D=x", "filter%5Bdirection%5D=x", "limit=0", "offset=x"] {
            problem(app.ask("GET", &format!("{at}?{query}")).send(), 400);
        }
        assert_eq!(get(app, &at), before);
    }
}
