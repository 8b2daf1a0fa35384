//! `…/relations`: what has to do with what.

use serde_json::{Value, json};

use super::access::someone;
use super::floor::{batch, floor};
use super::log::told;
use super::world::{
    customer, get, location, make, manufacturer, order, part, post, program, project, project_of, resource,
    sub_resource, unit,
};
use crate::access::passwords::user;
use crate::both;
use crate::harness::{Answer, Client};

/// Relates what is at a path to something.
pub fn relate(client: &Client, path: &str, relation: &str, kind: &str, id: &str) -> Answer {
    let body = json!({"relation": relation, "entity": {"entity_type": kind, "entity_id": id}});
    client.ask("POST", &format!("{path}/relations")).json(body).send()
}

/// The relations of what is at a path; a query may stand behind the path.
#[track_caller]
pub fn relations(client: &Client, path: &str) -> Vec<Value> {
    let (path, query) =
        path.split_once('?').map_or((path, String::new()), |(path, query)| (path, format!("?{query}")));
    let page = get(client, &format!("{path}/relations{query}"));
    page["_embedded"]["nter:relations"].as_array().expect("a page").clone()
}

fn id(relation: &Value) -> &str {
    relation["relation_id"].as_str().expect("an id")
}

/// A work order and its path.
#[track_caller]
fn order_path(client: &Client) -> (String, String) {
    let id = make(client, "work-orders", order(&project(client), "Tablets"));
    let path = format!("/work-orders/{id}");
    (id, path)
}

both! {
    fn a_relation_is_shown_from_both_sides(app) {
        let (order, path) = order_path(app);
        user(app, "ann", &[]);
        let made = relate(app, &path, "tech", "USER", "ann").expect(201);
        assert_eq!(made.header("content-type"), Some("application/hal+json"));
        let made = made.json();
        assert_eq!((&made["relation"], &made["label"]), (&json!("tech"), &json!("Technician For")));
        assert_eq!((&made["direction"], &made["entity"]["entity_type"]), (&json!("INWARD"), &json!("USER")));
        assert_eq!((&made["entity"]["entity_id"], &made["entity"]["label"]), (&json!("ann"), &json!("ann")));
        let links = json!({
            "self": {"href": format!("{}{path}/relations/{}", app.base(), id(&made))},
            "nter:user": {"href": format!("{}/users/ann", app.base())},
        });
        assert_eq!(made["_links"], links);
        assert!(relations(app, &path).contains(&made));

        let theirs = relations(app, "/users/ann");
        assert_eq!(theirs.len(), 1);
        assert_eq!((&theirs[0]["direction"], &theirs[0]["relation"]), (&json!("OUTWARD"), &json!("tech")));
        let shown = get(app, &path);
        let entity = json!({"entity_type": "WOR", "entity_id": order, "label": "Tablets", "created": shown["created"], "updated": shown["updated"]});
        assert_eq!(theirs[0]["entity"], entity);
        assert_eq!(theirs[0]["_links"]["nter:work-order"]["href"], format!("{}{path}", app.base()));

        // It can be ended from the other side, and made there again.
        let ended = app.ask("DELETE", &format!("/users/ann/relations/{}", id(&theirs[0]))).send().expect(200).json();
        assert_eq!(ended, theirs[0]);
        assert!(relations(app, "/users/ann").is_empty());
        let again = relate(app, "/users/ann", "tech", "WOR", &order).expect(201).json();
        assert_eq!(again["direction"], "OUTWARD");
        assert_eq!(relations(app, &format!("{path}?filter[relation]=tech"))[0]["direction"], "INWARD");
        app.ask("DELETE", &format!("{path}/relations/{}", id(&made))).send().expect(200);
        app.ask("DELETE", &format!("{path}/relations/{}", id(&made))).send().expect(404);
    }

    fn between_two_things_of_a_kind_who_asks_points_to_the_other(app) {
        let (order, path) = order_path(app);
        let other = make(app, "work-orders", json!({"label": "Spare", "project": get(app, &path)["project"]}));
        let made = relate(app, &path, "backup", "WOR", &other).expect(201).json();
        assert_eq!((&made["direction"], &made["entity"]["label"]), (&json!("OUTWARD"), &json!("Spare")));
        let theirs = relations(app, &format!("/work-orders/{other}?filter[relation]=backup"));
        assert_eq!((&theirs[0]["direction"], &theirs[0]["entity"]["entity_id"]), (&json!("INWARD"), &json!(order)));
        // The other way round it is another relation.
        relate(app, &format!("/work-orders/{other}"), "backup", "WOR", &order).expect(201);
        assert_eq!(relations(app, &format!("{path}?filter[relation]=backup")).len(), 2);
    }

    fn everything_says_who_made_it(app) {
        let acme = customer(app, "Ajax");
        let (maker, here) = (manufacturer(app, "Zeta"), location(app, "Here"));
        let north = program(app, &acme);
        let stores = project_of(app, &north);
        let (station, tablet) = (resource(app, &here, "S"), part(app, &acme, &maker, "T-1"));
        let slot = sub_resource(app, &here, &station, "1");
        let one = unit(app, &tablet, &here, "U");
        let floor = floor(app, 1);
        let batch = batch(app, floor.batch(1));
        let work = make(app, "work-orders", order(&stores, "W"));
        let contact = make(app, "contacts", json!({"label": "Ann", "name": "Ann", "email": "ann@example.com"}));
        let vendor = make(app, "vendors", json!({"label": "Shop"}));
        let user = make(app, "users", json!({"email": "maker@example.com"}));
        for path in [
            format!("/users/{user}"), format!("/customers/{acme}"), format!("/manufacturers/{maker}"), format!("/locations/{here}"),
            format!("/programs/{north}"), format!("/projects/{stores}"), format!("/resources/{station}"),
            format!("/sub-resources/{slot}"), format!("/parts/{tablet}"), format!("/units/{one}"),
            format!("/work-orders/{work}"), format!("/contacts/{contact}"), format!("/vendors/{vendor}"),
            format!("/queues/{}", floor.queue), format!("/batches/{batch}"), format!("/work-flows/{}", floor.flow),
        ] {
            let shown = relations(app, &path);
            assert_eq!(shown.len(), 1, "{path}");
            let made = (&shown[0]["relation"], &shown[0]["label"], &shown[0]["direction"]);
            assert_eq!(made, (&json!("created"), &json!("Created By"), &json!("INWARD")), "{path}");
            assert_eq!(shown[0]["entity"]["entity_id"], "tester", "{path}");
            assert_eq!(shown[0]["created"], get(app, &path)["created"], "{path}");
            app.ask("DELETE", &format!("{path}/relations/{}", id(&shown[0]))).send().expect(403);
        }
    }

    fn a_new_relation_has_an_address(app) {
        let (_, path) = order_path(app);
        user(app, "ann", &[]);
        let made = relate(app, &path, "owner", "USER", "ann").expect(201);
        let address = made.header("location").expect("an address").to_owned();
        let made = made.json();
        assert_eq!((&json!(address), &json!(format!("{}{path}/relations/{}", app.base(), id(&made)))),
            (&made["_links"]["self"]["href"], &made["_links"]["self"]["href"]));
        app.ask("DELETE", address.trim_start_matches(app.base())).send().expect(200);
    }

    fn what_only_the_server_makes_is_refused(app) {
        let (_, path) = order_path(app);
        user(app, "ann", &[]);
        for relation in ["created", "note", "allocated"] {
            relate(app, &path, relation, "USER", "ann").expect(403);
        }
        assert_eq!(relations(app, &path).len(), 1);
    }

    fn the_same_relation_is_made_once(app) {
        let (order, path) = order_path(app);
        user(app, "ann", &[]);
        relate(app, &path, "viewer", "USER", "ann").expect(201);
        let again = relate(app, &path, "viewer", "USER", "ann").expect(409).json();
        assert_eq!(again["detail"], "A similar resource exists");
        relate(app, "/users/ann", "viewer", "WOR", &order).expect(409);
        relate(app, &path, "editor", "USER", "ann").expect(201);
        // A repeat with the same key is no second time.
        let body = json!({"relation": "backup", "entity": {"entity_type": "USER", "entity_id": "ann"}});
        let ask = || app.ask("POST", &format!("{path}/relations")).header("idempotency-key", "k").json(body.clone()).send();
        assert_eq!(ask().expect(201).json(), ask().expect(201).json());
    }

    fn a_wrong_relation_is_refused(app) {
        let (order, path) = order_path(app);
        let entity = json!({"entity_type": "WOR", "entity_id": order});
        for (body, data_path) in [
            (json!({}), ""),
            (json!({"relation": "viewer"}), ""),
            (json!({"relation": "friend", "entity": entity}), ".relation"),
            (json!({"relation": "viewer", "entity": {"entity_type": "WOR"}}), ".entity"),
            (json!({"relation": "viewer", "entity": {"entity_type": "XYZ", "entity_id": "a"}}), ".entity.entity_type"),
            (json!({"relation": "viewer", "entity": {"entity_type": "USER", "entity_id": "a b"}}), ".entity.entity_id"),
            (json!({"relation": "viewer", "entity": {"entity_type": "USER", "entity_id": "nobody"}}), ".entity.entity_id"),
            (json!({"relation": "backup", "entity": {"entity_type": "CUS", "entity_id": order}}), ".entity.entity_id"),
            (json!({"relation": "backup", "entity": {"entity_type": "FILE", "entity_id": order}}), ".entity.entity_id"),
        ] {
            let answer = post(app, &format!("{}/relations", &path[1..]), body.clone()).expect(400).json();
            assert_eq!(answer["validation_messages"][0]["dataPath"], data_path, "{body}: {answer}");
        }
        for path in ["/work-orders/none", "/users/nobody", "/customers/a%00b", "/customers/ä"] {
            app.ask("GET", &format!("{path}/relations")).send().expect(404);
            relate(app, path, "backup", "WOR", &order).expect(404);
        }
        for wrong in ["none", "a%00b", "SSNhI1VTRVIjYW5u", "SSN0ZWNoI1VTRVIjYQA"] {
            app.ask("DELETE", &format!("{path}/relations/{wrong}")).send().expect(404);
        }
        app.without_token().ask("GET", &format!("{path}/relations")).send().expect(401);
        relate(&app.without_token(), &path, "backup", "WOR", &order).expect(401);
        app.without_token().ask("DELETE", &format!("{path}/relations/x")).send().expect(401);
        let nobody = app.caller("me:profile");
        nobody.ask("GET", &format!("{path}/relations")).send().expect(403);
        relate(&nobody, &path, "backup", "WOR", &order).expect(403);
        nobody.ask("DELETE", &format!("{path}/relations/x")).send().expect(403);
        assert_eq!(relations(app, &path).len(), 1);
    }

    fn what_the_caller_may_not_read_can_not_be_related(app) {
        let (order, path) = order_path(app);
        let acme = customer(app, "Secret");
        let ann = someone(app, "ann", "me:profile");
        relate(app, &path, "owner", "USER", "ann").expect(201);
        let refused = relate(&ann, &path, "backup", "CUS", &acme).expect(400).text();
        assert_eq!(refused, relate(&ann, &path, "backup", "CUS", "none").expect(400).text());
        relate(&ann, &path, "backup", "WOR", &order).expect(201);
    }

    fn three_hundred_relations_are_filtered_and_read_in_pages(app) {
        let (_, path) = order_path(app);
        user(app, "ann", &[]);
        relate(app, &path, "viewer", "USER", "ann").expect(201);
        for number in 0..300 {
            let note = json!({"label": "n", "text": format!("note {number}")});
            app.ask("POST", &format!("{path}/notes")).json(note).send().expect(201);
        }
        let mut seen = Vec::new();
        let mut next = Some(format!("{path}/relations?limit=70"));
        while let Some(page) = next {
            let page = get(app, &page);
            assert_eq!((&page["total_count"], &page["limit"]), (&json!(302), &json!(70)));
            let entries = page["_embedded"]["nter:relations"].as_array().expect("a page");
            seen.extend(entries.iter().map(|entry| id(entry).to_owned()));
            let link = page["_links"]["next"]["href"].as_str();
            assert_eq!(link.is_some(), page["offset"].is_string());
            next = link.map(|link| link.strip_prefix(app.base()).expect("our address").to_owned());
        }
        assert_eq!(seen.len(), 302);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 302);

        for (query, total) in [
            ("filter[relation]=note", 300),
            ("filter[entity_type]=NOTE", 300),
            ("filter[entity_type]=USER", 2),
            ("filter[relation]=viewer&filter[direction]=INWARD", 1),
            ("filter[direction]=OUTWARD", 0),
            ("filter[relation]=viewer&filter[entity_type]=NOTE", 0),
            ("filter%5Brelation%5D=created", 1),
        ] {
            let page = get(app, &format!("{path}/relations?limit=2&{query}"));
            let entries = page["_embedded"]["nter:relations"].as_array().expect("a page").len() as i64;
            assert_eq!((&page["total_count"], entries), (&json!(total), total.min(2)), "{query}");
            assert_eq!(page["offset"].is_string(), total > 2, "{query}");
        }
        for wrong in ["filter[relation]=friend", "filter[entity_type]=XYZ", "filter[direction]=UP", "offset=7", "limit=0", "limit=101"] {
            app.ask("GET", &format!("{path}/relations?{wrong}")).send().expect(400);
        }
    }

    fn what_is_deleted_has_no_relations_any_more(app) {
        let (order, path) = order_path(app);
        user(app, "ann", &[]);
        let acme = customer(app, "Other");
        relate(app, &path, "tech", "USER", "ann").expect(201);
        relate(app, &path, "backup", "CUS", &acme).expect(201);
        assert_eq!(relations(app, &format!("/customers/{acme}")).len(), 2);
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &format!("{path}/relations")).send().expect(404);
        assert!(relations(app, "/users/ann").is_empty());
        assert_eq!(relations(app, &format!("/customers/{acme}")).len(), 1);
        relate(app, "/users/ann", "tech", "WOR", &order).expect(400);

        relate(app, &format!("/customers/{acme}"), "owner", "USER", "ann").expect(201);
        app.ask("DELETE", "/users/ann").send().expect(205);
        assert_eq!(relations(app, &format!("/customers/{acme}")).len(), 1);
    }

    fn the_log_tells_of_a_relation_on_both_sides(app) {
        let (order, path) = order_path(app);
        user(app, "ann", &[]);
        let made = relate(app, &path, "tech", "USER", "ann").expect(201).json();
        app.ask("DELETE", &format!("{path}/relations/{}", id(&made))).send().expect(200);
        let told = told(app, 4, |event| event["name"].as_str().is_some_and(|name| name.contains(".relation-")));
        let names: Vec<&Value> = told.iter().map(|event| &event["name"]).collect();
        assert_eq!(names, ["WOR.relation-added", "USER.relation-added", "WOR.relation-removed", "USER.relation-removed"]);
        assert_eq!(told[0]["data"], json!({"relation": "tech", "entity_type": "USER", "entity_id": "ann"}));
        assert_eq!(told[1]["data"], json!({"relation": "tech", "entity_type": "WOR", "entity_id": order}));
        assert_eq!((&told[0]["key"], &told[1]["key"]), (&json!(order), &json!("ann")));
        assert!(told.iter().all(|event| event["changes"].is_null() && event["version"] == 1));
    }
}
