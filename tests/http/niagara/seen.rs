//! Which relations of a thing somebody sees who may read the thing, and what of the other end.

use serde_json::{Value, json};

use super::access::someone;
use super::floor::{batch, floor};
use super::relations::{relate, relations};
use super::world::{get, make, order, part, project};
use crate::access::passwords::user;
use crate::both;

/// What it takes to read a work order.
const READ: &str = "work-order:read,project:read,program:read,customer:read";

/// The kinds at the other ends, each once.
fn kinds(relations: &[Value]) -> Vec<&str> {
    let mut kinds: Vec<&str> =
        relations.iter().map(|one| one["entity"]["entity_type"].as_str().expect("a kind")).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

both! {
    fn reading_shows_relations_to_users_and_only_a_right_of_its_own_shows_all(app) {
        let project = project(app);
        let [first, second] = ["First", "Second"].map(|label| make(app, "work-orders", order(&project, label)));
        let path = format!("/work-orders/{first}");
        user(app, "ann", &[]);
        relate(app, &path, "backup", "WOR", &second).expect(201);
        relate(app, &path, "viewer", "USER", "ann").expect(201);
        let all = relations(app, &path);
        assert_eq!((kinds(&all), all.len()), (vec!["USER", "WOR"], 3));

        let reader = app.caller(READ);
        let page = get(&reader, &format!("{path}/relations"));
        let shown = page["_embedded"]["nter:relations"].as_array().expect("relations");
        assert_eq!((kinds(shown), &page["total_count"]), (vec!["USER"], &json!(2)));
        assert_eq!(get(&reader, &format!("{path}/relations?filter[entity_type]=WOR"))["total_count"], 0);
        assert_eq!(get(&reader, &format!("{path}/relations?filter[relation]=viewer"))["total_count"], 1);
        assert_eq!(get(&reader, &format!("{path}/relations?limit=1"))["total_count"], 2);

        let seer = app.caller(&format!("work-order:relations-read-all,{READ}"));
        assert_eq!(relations(&seer, &path).len(), 3);
        // So does a right that brings it, and owning the thing; seeing it does not.
        assert_eq!(relations(&app.caller(&format!("work-order:create,{READ}")), &path).len(), 3);
        let owner = someone(app, "bob", "me:profile");
        relate(app, &path, "viewer", "USER", "bob").expect(201);
        assert_eq!(kinds(&relations(&owner, &path)), ["USER"]);
        relate(app, &path, "owner", "USER", "bob").expect(201);
        assert_eq!(kinds(&relations(&owner, &path)), ["USER", "WOR"]);
    }

    fn what_the_caller_may_not_read_is_nameless_in_a_relation(app) {
        let project = project(app);
        let path = format!("/work-orders/{}", make(app, "work-orders", order(&project, "First")));
        user(app, "ann", &[]);
        relate(app, &path, "viewer", "USER", "ann").expect(201);
        relate(app, &path, "backup", "PRJ", &project).expect(201);
        let of = |client: &crate::harness::Client, kind: &str| {
            let shown = relations(client, &format!("{path}?filter[entity_type]={kind}&filter[direction]=INWARD"));
            let outward = relations(client, &format!("{path}?filter[entity_type]={kind}&filter[direction]=OUTWARD"));
            shown.into_iter().chain(outward).find(|one| one["relation"] != "created").expect("a relation")["entity"].clone()
        };
        let stranger = app.caller(&format!("work-order:relations-read-all,{READ}"));
        let (nameless, named) = (of(&stranger, "USER"), of(app, "USER"));
        assert_eq!((&nameless["entity_id"], &nameless["label"]), (&json!("ann"), &json!("")));
        assert_eq!(named["label"], "ann");
        assert_eq!(of(&app.caller(&format!("user:read,{READ}")), "USER"), named);
        assert_eq!(of(&stranger, "PRJ")["label"], "Stores");
        let owner = someone(app, "bob", "me:profile");
        relate(app, &path, "owner", "USER", "bob").expect(201);
        assert_eq!((&of(&owner, "PRJ")["label"], &of(&owner, "PRJ")["entity_id"]), (&json!(""), &json!(project)));
    }

    fn the_technicians_of_a_batch_are_seen_by_who_reads_it(app) {
        let floor = floor(app, 2);
        let path = format!("/batches/{}", batch(app, floor.batch(1)));
        user(app, "ann", &[]);
        relate(app, &path, "tech", "USER", "ann").expect(201);
        let reader = app.caller(&format!("batch:read,queue:read,location:read,user:read,{READ}"));
        let shown = relations(&reader, &format!("{path}?filter[relation]=tech"));
        assert_eq!((shown.len(), &shown[0]["entity"]["label"]), (1, &json!("ann")));
    }

    fn relations_between_parts_have_a_right_of_their_own(app) {
        use super::world::{customer, manufacturer};
        let (customer, maker) = (customer(app, "Acme"), manufacturer(app, "Zeta"));
        let [old, new] = ["T-1", "T-2"].map(|number| part(app, &customer, &maker, number));
        let path = format!("/parts/{old}");
        relate(app, &path, "backup", "PART", &new).expect(201);
        relate(app, &path, "backup", "CUS", &customer).expect(201);
        let read = "part:read,manufacturer:read,customer:read";
        assert_eq!(kinds(&relations(&app.caller(read), &path)), ["USER"]);
        let of_parts = app.caller(&format!("part:relations-read-part,{read}"));
        assert_eq!(kinds(&relations(&of_parts, &path)), ["PART", "USER"]);
    }
}
