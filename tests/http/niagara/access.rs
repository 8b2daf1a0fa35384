//! Who may do what: by right, by what a right needs, by place, and by relation.

use serde_json::{Value, json};

use super::relations::{relate, relations};
use super::world::{
    customer, get, location, make, manufacturer, order, part, post, program, project_of, put, unit, unit_body,
};
use crate::access::passwords::{session, user};
use crate::both;
use crate::harness::{App, Client};

/// A user with these rights alone.
#[track_caller]
pub fn someone(app: &App, name: &str, rights: &str) -> Client {
    user(app, name, &[]);
    app.with_token(&app.token_with(&["--subject", name, "--grant", rights]))
}

/// A customer with all that is below one, and what its unit and its work order refer to.
struct Tree {
    customer: String,
    program: String,
    project: String,
    order: String,
    part: String,
    unit: String,
    location: String,
    manufacturer: String,
}

impl Tree {
    #[track_caller]
    fn new(app: &Client) -> Self {
        let customer = customer(app, "Acme");
        let program = program(app, &customer);
        let project = project_of(app, &program);
        let (location, manufacturer) = (location(app, "Here"), manufacturer(app, "Zeta"));
        let mut body = order(&project, "Tablets");
        body["location"] = json!({"location_id": location});
        let order = make(app, "work-orders", body);
        let part = part(app, &customer, &manufacturer, "T-1");
        let unit = unit(app, &part, &location, "Tablet");
        Self { customer, program, project, order, part, unit, location, manufacturer }
    }

    fn order(&self) -> String {
        format!("/work-orders/{}", self.order)
    }

    /// The paths of all that is below the customer.
    fn below(&self) -> [String; 5] {
        [
            format!("/programs/{}", self.program),
            format!("/projects/{}", self.project),
            self.order(),
            format!("/parts/{}", self.part),
            format!("/units/{}", self.unit),
        ]
    }
}

fn status(client: &Client, method: &str, path: &str, body: Option<Value>) -> u16 {
    let ask = client.ask(method, path);
    body.map_or_else(|| client.ask(method, path), |body| ask.json(body)).send().status
}

/// The ids on a page, and how many it says there are.
#[track_caller]
fn listed(client: &Client, kind: &str, id: &str) -> (Vec<String>, i64) {
    let page = get(client, &format!("/{kind}"));
    let entries = page["_embedded"][format!("nter:{kind}")].as_array().expect("a page").iter();
    let ids = entries.map(|entry| entry[id].as_str().expect("an id").to_owned()).collect();
    (ids, page["total_count"].as_i64().expect("a total"))
}

/// A role whose grants hold only where the user is, given to a user.
#[track_caller]
fn give_local(app: &App, name: &str, rights: &[&str]) {
    let grants =
        rights.iter().map(|right| json!({"permission": right, "label": right, "match_location": true}));
    let body = json!({"label": "Local", "description": null, "grants": grants.collect::<Vec<_>>()});
    let role = make(app, "roles", body);
    post(app, &format!("roles/{role}/users"), json!({"user_id": name})).expect(200);
}

both! {
    fn each_relation_lets_a_user_do_what_it_says_and_nothing_more(app) {
        let tree = Tree::new(app);
        let ann = someone(app, "ann", "me:profile");
        let path = tree.order();
        let body = order(&tree.project, "Changed");
        for (relation, may_change, may_all) in [
            ("viewer", false, false),
            ("contact", false, false),
            ("backup", false, false),
            ("editor", true, false),
            ("collaborator", true, false),
            ("tech", true, false),
            ("owner", true, true),
            ("co_creator", true, true),
        ] {
            assert_eq!(status(&ann, "GET", &path, None), 403, "before {relation}");
            let made = relate(app, &path, relation, "USER", "ann").expect(201).json();
            assert_eq!(status(&ann, "GET", &path, None), 200, "{relation}");
            assert_eq!(status(&ann, "GET", &format!("{path}/relations"), None), 200, "{relation}");
            let changed = if may_change { 200 } else { 403 };
            assert_eq!(status(&ann, "PUT", &path, Some(body.clone())), changed, "{relation}");
            let attach = json!({"relation": "backup", "entity": {"entity_type": "WOR", "entity_id": tree.order}});
            // 409: what the caller may relate, but for the second time, is refused later.
            let attached = status(&ann, "POST", &format!("{path}/relations"), Some(attach));
            assert_eq!(attached != 403, may_all, "{relation}: {attached}");
            let relation_path = format!("{path}/relations/{}", made["relation_id"].as_str().expect("an id"));
            assert_eq!(status(&ann, "DELETE", &relation_path, None) != 403, may_all, "{relation}");
            if may_all {
                relate(app, &path, relation, "USER", "ann").expect(201);
            }
            let other = make(app, "work-orders", order(&tree.project, "Short"));
            let short = format!("/work-orders/{other}");
            relate(app, &short, relation, "USER", "ann").expect(201);
            assert_eq!(status(&ann, "DELETE", &short, None), if may_all { 205 } else { 403 }, "{relation}");
            app.ask("DELETE", &relation_path).send().expect(200);
        }
    }

    fn who_makes_something_owns_it(app) {
        let tree = Tree::new(app);
        let rights = "work-order:create,project:read,program:read,customer:read";
        let maker = app.caller(rights);
        let made = make(&maker, "work-orders", order(&tree.project, "Mine"));
        // The same name with fewer rights: what is left is the relation.
        let later = app.with_token(&app.token_with(&["--subject", rights, "--grant", "me:profile"]));
        let path = format!("/work-orders/{made}");
        get(&later, &path);
        assert_eq!(listed(&later, "work-orders", "work_order_id"), (vec![made], 1));
        later.ask("GET", &tree.order()).send().expect(403);
        later.ask("DELETE", &path).send().expect(205);
    }

    fn who_owns_something_may_do_everything_below_it(app) {
        let tree = Tree::new(app);
        let ann = someone(app, "ann", "me:profile");
        for path in tree.below() {
            ann.ask("GET", &path).send().expect(403);
        }
        relate(app, &format!("/customers/{}", tree.customer), "owner", "USER", "ann").expect(201);
        for path in tree.below() {
            get(&ann, &path);
            relations(&ann, &path);
        }
        for (kind, id, wanted) in [
            ("projects", "project_id", &tree.project),
            ("work-orders", "work_order_id", &tree.order),
            ("units", "unit_id", &tree.unit),
        ] {
            assert_eq!(listed(&ann, kind, id), (vec![wanted.clone()], 1), "{kind}");
        }
        put(&ann, &tree.order(), order(&tree.project, "Changed")).expect(200);
        let more = make(&ann, "work-orders", order(&tree.project, "More"));
        ann.ask("DELETE", &format!("/work-orders/{more}")).send().expect(205);
        ann.ask("DELETE", &format!("/units/{}", tree.unit)).send().expect(205);
        // Another customer is not below this one.
        let other = customer(app, "Other");
        ann.ask("GET", &format!("/customers/{other}")).send().expect(403);
        post(&ann, "programs", json!({"label": "P", "customer": {"customer_id": other}})).expect(403);
    }

    fn seeing_something_does_not_show_what_is_below_it(app) {
        let tree = Tree::new(app);
        let ann = someone(app, "ann", "me:profile");
        for relation in ["viewer", "editor"] {
            relate(app, &format!("/customers/{}", tree.customer), relation, "USER", "ann").expect(201);
        }
        for path in tree.below() {
            ann.ask("GET", &path).send().expect(403);
        }
        ann.ask("GET", "/projects").send().expect(403);
    }

    fn what_is_merely_referred_to_gives_its_owner_nothing(app) {
        let tree = Tree::new(app);
        let ann = someone(app, "ann", "me:profile");
        relate(app, &format!("/manufacturers/{}", tree.manufacturer), "owner", "USER", "ann").expect(201);
        relate(app, &format!("/locations/{}", tree.location), "owner", "USER", "ann").expect(201);
        for path in [tree.order(), format!("/units/{}", tree.unit), format!("/parts/{}", tree.part)] {
            ann.ask("GET", &path).send().expect(403);
            ann.ask("DELETE", &path).send().expect(403);
        }
        for kind in ["parts", "units", "work-orders"] {
            ann.ask("GET", &format!("/{kind}")).send().expect(403);
        }
        post(&ann, "units", unit_body(&tree.part, &tree.location, "U")).expect(403);
    }

    fn a_list_is_for_who_has_a_right_or_a_relation_and_shows_what_may_be_read(app) {
        let tree = Tree::new(app);
        let second = make(app, "work-orders", order(&tree.project, "Second"));
        let ann = someone(app, "ann", "me:profile");
        ann.ask("GET", "/work-orders").send().expect(403);
        relate(app, &tree.order(), "viewer", "USER", "ann").expect(201);
        assert_eq!(listed(&ann, "work-orders", "work_order_id"), (vec![tree.order.clone()], 1));
        // A relation to a work order is none to a project.
        ann.ask("GET", "/projects").send().expect(403);
        let below = format!("/projects/{}/work-orders", tree.project);
        ann.ask("GET", &below).send().expect(403);
        relate(app, &format!("/projects/{}", tree.project), "owner", "USER", "ann").expect(201);
        assert_eq!(listed(&ann, "work-orders", "work_order_id"), (vec![tree.order, second], 2));
        assert_eq!(get(&ann, &below)["total_count"], 2);
        assert_eq!(get(&ann, "/work-orders?filter[label]=seco")["total_count"], 1);
        let first = get(&ann, "/work-orders?limit=1");
        let rest = get(&ann, &format!("/work-orders?limit=1&offset={}", first["offset"].as_str().expect("more")));
        assert_eq!((&rest["offset"], &rest["total_count"]), (&Value::Null, &json!(2)));
        // Reading one by one lists nothing by itself; reading all does.
        let reads = "project:read,program:read,customer:read";
        assert_eq!(listed(&app.caller(&format!("work-order:read,{reads}")), "work-orders", "work_order_id").1, 0);
        let all = "work-order:read-all,project:read-all,program:read-all,customer:read-all";
        assert_eq!(listed(&app.caller(all), "work-orders", "work_order_id").1, 2);
        app.caller("customer:read").ask("GET", "/work-orders").send().expect(403);
        app.without_token().ask("GET", "/work-orders").send().expect(401);
        assert_eq!(listed(&app.stranger(), "work-orders", "work_order_id").1, 0);
    }

    fn a_right_counts_with_what_it_needs_and_a_relation_needs_nothing(app) {
        let tree = Tree::new(app);
        let path = tree.order();
        let needs = "work-order:read,project:read,program:read,customer:read";
        get(&app.caller(needs), &path);
        for rights in ["work-order:read", "work-order:read,project:read", "work-order:read,project:read,program:read"] {
            app.caller(rights).ask("GET", &path).send().expect(403);
        }
        let changing = app.caller("work-order:update,project:read,program:read,customer:read");
        put(&changing, &path, order(&tree.project, "X")).expect(403);
        put(&app.caller(&format!("work-order:update,{needs}")), &path, order(&tree.project, "X")).expect(200);
        // What is needed may be read through a relation, or not be there at all.
        let ann = someone(app, "ann", "work-order:read");
        ann.ask("GET", &path).send().expect(403);
        relate(app, &format!("/projects/{}", tree.project), "viewer", "USER", "ann").expect(201);
        get(&ann, &path);
        let unit = format!("/units/{}", tree.unit);
        get(&app.caller("unit:read,part:read,location:read,customer:read,manufacturer:read"), &unit);
        app.caller("unit:read,location:read").ask("GET", &unit).send().expect(403);
        let bob = someone(app, "bob", "me:profile");
        relate(app, &path, "viewer", "USER", "bob").expect(201);
        get(&bob, &path);
    }

    fn a_right_bound_to_a_place_holds_for_what_is_where_the_user_is(app) {
        let tree = Tree::new(app);
        user(app, "ann", &[]);
        give_local(app, "ann", &["location:read", "resource:create"]);
        let ann = session(app, "ann");
        let here = format!("/locations/{}", tree.location);
        let station = |location: &str| json!({"label": "S", "resource_type": "station", "location": {"location_id": location}});
        ann.ask("GET", &here).send().expect(403);
        assert_eq!(listed(&ann, "locations", "location_id").1, 0);
        post(&ann, "resources", station(&tree.location)).expect(403);

        relate(app, &here, "tech", "USER", "ann").expect(201);
        get(&ann, &here);
        let made = make(&ann, "resources", station(&tree.location));
        let elsewhere = location(app, "There");
        let far = make(app, "resources", station(&elsewhere));
        get(&ann, &format!("/resources/{made}"));
        ann.ask("GET", &format!("/resources/{far}")).send().expect(403);
        ann.ask("GET", &format!("/locations/{elsewhere}")).send().expect(403);
        assert_eq!(listed(&ann, "locations", "location_id"), (vec![tree.location], 1));
        post(&ann, "resources", station(&elsewhere)).expect(403);
        ann.ask("GET", "/units").send().expect(403);

        app.ask("DELETE", &format!("{here}/techs/ann")).send().expect(205);
        ann.ask("GET", &here).send().expect(403);
    }

    fn nobody_gives_by_a_relation_what_they_do_not_hold(app) {
        let tree = Tree::new(app);
        let path = tree.order();
        user(app, "ann", &[]);
        let reads = "project:read,program:read,customer:read,user:read";
        let attacher = app.caller(&format!("work-order:read,work-order:attach,{reads}"));
        for relation in ["owner", "co_creator", "editor", "collaborator"] {
            relate(&attacher, &path, relation, "USER", "ann").expect(403);
        }
        relate(&attacher, &path, "viewer", "USER", "ann").expect(201);
        let updater = app.caller(&format!("work-order:read,work-order:update,work-order:attach,{reads}"));
        relate(&updater, &path, "editor", "USER", "ann").expect(201);
        relate(&updater, &path, "owner", "USER", "ann").expect(403);
        relate(&app.caller(&format!("work-order:read,{reads}")), &path, "backup", "USER", "ann").expect(403);
        // Nor from the side of the user.
        let keeper = app.caller(&format!("work-order:read,user:update,{reads}"));
        for relation in ["tech", "owner", "backup"] {
            relate(&keeper, "/users/ann", relation, "WOR", &tree.order).expect(403);
        }
        let viewer = relations(app, "/users/ann?filter[relation]=viewer");
        let id = viewer[0]["relation_id"].as_str().expect("an id");
        keeper.ask("DELETE", &format!("/users/ann/relations/{id}")).send().expect(403);
        // Assigning technicians is a right of its own; it gives no more.
        let maker = app.caller(&format!("work-order:create,user:update,{reads}"));
        relate(&maker, "/users/ann", "tech", "WOR", &tree.order).expect(201);
    }

    fn another_tenant_has_no_part_in_it(app) {
        let tree = Tree::new(app);
        let theirs = app.stranger();
        for path in tree.below() {
            theirs.ask("GET", &path).send().expect(404);
            theirs.ask("DELETE", &path).send().expect(404);
            theirs.ask("GET", &format!("{path}/relations")).send().expect(404);
        }
        user(app, "ann", &[]);
        let body = json!({"relation": "viewer", "entity": {"entity_type": "WOR", "entity_id": tree.order}});
        let own = customer(&theirs, "Theirs");
        post(&theirs, &format!("customers/{own}/relations"), body).expect(400);
        relate(&theirs, &format!("/customers/{own}"), "viewer", "USER", "ann").expect(400);
    }

    fn a_user_with_the_id_of_a_thing_lends_no_power_over_it(app) {
        let tree = Tree::new(app);
        let ann = someone(app, "ann", "me:profile");
        user(app, &tree.order, &[]);
        relate(app, "/users/ann", "owner", "USER", &tree.order).expect(201);
        ann.ask("GET", &tree.order()).send().expect(403);
        ann.ask("GET", "/work-orders").send().expect(403);
        relate(app, &tree.order(), "backup", "CUS", &tree.customer).expect(201);
        let before = relations(app, &tree.order());
        app.ask("DELETE", &format!("/users/{}", tree.order)).send().expect(205);
        let kinds = |list: &[Value]| list.iter().filter(|one| one["entity"]["entity_id"] != "ann").count();
        assert_eq!(relations(app, &tree.order()).len(), kinds(&before));
    }
}
