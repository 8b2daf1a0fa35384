//! `…/techs` and `/me/…`: who works where, and what the caller has to do with.

use serde_json::{Value, json};

use super::access::someone;
use super::floor::{batch, floor};
use super::relations::{relate, relations};
use super::world::{customer, get, location, make, manufacturer};
use crate::access::passwords::user;
use crate::both;

fn ids<'a>(page: &'a Value, kind: &str, id: &str) -> Vec<&'a str> {
    let entries = page["_embedded"][format!("nter:{kind}")].as_array().expect("a page").iter();
    entries.map(|entry| entry[id].as_str().expect("an id")).collect()
}

both! {
    fn the_technicians_of_a_location_are_listed_and_taken_off(app) {
        let here = format!("/locations/{}", location(app, "Here"));
        for name in ["ann", "bob", "cyd"] {
            user(app, name, &[]);
            relate(app, &here, "tech", "USER", name).expect(201);
        }
        relate(app, &here, "viewer", "USER", "ann").expect(201);
        let first = get(app, &format!("{here}/techs?limit=2"));
        assert_eq!((&first["total_count"], ids(&first, "users", "user_id")), (&json!(3), vec!["ann", "bob"]));
        assert_eq!(first["_embedded"]["nter:users"][0], get(app, "/users/ann"));
        let offset = first["offset"].as_str().expect("more");
        let rest = get(app, &format!("{here}/techs?limit=2&offset={offset}"));
        assert_eq!((ids(&rest, "users", "user_id"), &rest["offset"]), (vec!["cyd"], &Value::Null));

        assert!(app.ask("DELETE", &format!("{here}/techs/bob")).send().expect(205).body.is_empty());
        let left = get(app, &format!("{here}/techs"));
        assert_eq!((&left["total_count"], ids(&left, "users", "user_id")), (&json!(2), vec!["ann", "cyd"]));
        // The user stays, and so do other relations.
        get(app, "/users/bob");
        assert_eq!(relations(app, &format!("{here}?filter[relation]=viewer")).len(), 1);
        for gone in ["bob", "nobody", "a%00b"] {
            app.ask("DELETE", &format!("{here}/techs/{gone}")).send().expect(404);
        }
        app.ask("DELETE", "/locations/none/techs/ann").send().expect(404);
        app.ask("GET", "/locations/none/techs").send().expect(404);
        app.ask("GET", &format!("{here}/techs?offset=7")).send().expect(400);
    }

    fn a_technician_works_on_the_batches_that_are_assigned_and_on_no_other(app) {
        let floor = floor(app, 3);
        let ann = someone(app, "ann", "me:profile");
        let (one, other) = (batch(app, floor.batch(1)), batch(app, floor.batch(1)));
        let path = format!("/batches/{one}");
        ann.ask("GET", "/batches").send().expect(403);
        let reads = "batch:read,queue:read,location:read,work-order:read,project:read,program:read,customer:read,user:read";
        let foreman = app.caller(&format!("batch:attach-tech,{reads}"));
        relate(&foreman, &path, "viewer", "USER", "ann").expect(403);
        relate(&foreman, &path, "tech", "USER", "ann").expect(201);
        let page = get(&ann, "/batches");
        assert_eq!((&page["total_count"], ids(&page, "batches", "batch_id")), (&json!(1), vec![one.as_str()]));
        get(&ann, &path);
        assert_eq!(ids(&get(&ann, &format!("{path}/techs")), "users", "user_id"), ["ann"]);
        for path in [format!("/batches/{other}"), format!("/work-orders/{}", floor.order), format!("/queues/{}", floor.queue)] {
            ann.ask("GET", &path).send().expect(403);
        }
        ann.ask("DELETE", &path).send().expect(403);
        app.caller(reads).ask("DELETE", &format!("{path}/techs/ann")).send().expect(403);
        foreman.ask("DELETE", &format!("{path}/techs/ann")).send().expect(205);
        ann.ask("GET", &path).send().expect(403);
        // Whoever owns the work order owns its batches.
        relate(app, &format!("/work-orders/{}", floor.order), "owner", "USER", "ann").expect(201);
        assert_eq!(get(&ann, "/batches")["total_count"], 2);
        ann.ask("DELETE", &path).send().expect(205);
    }

    fn technicians_are_for_who_may_read_and_relate(app) {
        let here = format!("/locations/{}", location(app, "Here"));
        let ann = someone(app, "ann", "me:profile");
        ann.ask("GET", &format!("{here}/techs")).send().expect(403);
        relate(app, &here, "tech", "USER", "ann").expect(201);
        assert_eq!(get(&ann, &format!("{here}/techs"))["total_count"], 1);
        ann.ask("DELETE", &format!("{here}/techs/ann")).send().expect(403);
        app.caller("location:read").ask("DELETE", &format!("{here}/techs/ann")).send().expect(403);
        app.stranger().ask("DELETE", &format!("{here}/techs/ann")).send().expect(404);
        app.stranger().ask("GET", &format!("{here}/techs")).send().expect(404);
        app.without_token().ask("GET", &format!("{here}/techs")).send().expect(401);
        let foreman = app.caller("location:read,location:attach");
        foreman.ask("DELETE", &format!("{here}/techs/ann")).send().expect(205);
    }

    fn the_caller_lists_what_it_has_a_relation_to(app) {
        let mine = [
            ("customers", "customer_id", customer(app, "Acme"), customer(app, "Other")),
            ("manufacturers", "manufacturer_id", manufacturer(app, "Zeta"), manufacturer(app, "Eta")),
            ("vendors", "vendor_id", make(app, "vendors", json!({"label": "Shop"})), make(app, "vendors", json!({"label": "Mall"}))),
            ("locations", "location_id", location(app, "Here"), location(app, "There")),
        ];
        let rights = "me:profile,customer:read-all,manufacturer:read-all,vendor:read-all,location:read-all";
        let ann = someone(app, "ann", rights);
        for (kind, id, one, other) in &mine {
            let path = format!("/me/{kind}");
            assert_eq!(get(&ann, &path)["total_count"], 0, "{kind}");
            relate(app, &format!("/{kind}/{one}"), "viewer", "USER", "ann").expect(201);
            let page = get(&ann, &path);
            assert_eq!((&page["total_count"], ids(&page, kind, id)), (&json!(1), vec![one.as_str()]), "{kind}");
            assert_eq!(get(&ann, &format!("/{kind}"))["total_count"], 2, "{kind}");
            relate(app, &format!("/{kind}/{other}"), "tech", "USER", "ann").expect(201);
            let page = get(&ann, &format!("{path}?limit=1&sort=-created"));
            assert_eq!((&page["total_count"], ids(&page, kind, id)), (&json!(2), vec![other.as_str()]), "{kind}");
            // Who made them has a relation to them, too.
            assert_eq!(get(app, &path)["total_count"], 2, "{kind}");
            assert_eq!(get(&app.stranger(), &path)["total_count"], 0, "{kind}");
            app.caller("customer:read-all").ask("GET", &path).send().expect(403);
            app.without_token().ask("GET", &path).send().expect(401);
        }
    }
}
