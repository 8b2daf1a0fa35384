//! `/contacts` and `/customers/{id}/contacts`: people without a login.

use serde_json::{Value, json};

use super::world::{customer, get, make, message, post, put, wrong};
use crate::both;

fn contact(name: &str, email: &str) -> Value {
    json!({"label": name, "name": name, "email": email})
}

/// The names on a page.
fn names(page: &Value) -> Vec<&str> {
    let entries = page["_embedded"]["nter:contacts"].as_array().expect("a page").iter();
    entries.map(|entry| entry["name"].as_str().expect("a name")).collect()
}

both! {
    fn a_contact_is_made_read_changed_and_deleted(app) {
        let made = post(app, "contacts", contact("Ann", "ann@example.com")).expect(200);
        let shown = made.json();
        let path = format!("/contacts/{}", shown["contact_id"].as_str().expect("an id"));
        assert_eq!(made.header("location"), Some(format!("{}{path}", app.base()).as_str()));
        assert_eq!((&shown["email"], &shown["phone"]), (&json!("ann@example.com"), &Value::Null));
        assert_eq!(get(app, &path), shown);
        let mut body = contact("Ann Lee", "ann@example.com");
        body["phone"] = json!("+1 555 0100");
        let changed = put(app, &path, body).expect(200).json();
        assert_eq!((&changed["name"], &changed["phone"]), (&json!("Ann Lee"), &json!("+1 555 0100")));
        let kept = put(app, &path, contact("Ann", "ann@example.com")).expect(200).json();
        assert_eq!(kept["phone"], "+1 555 0100");
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        app.ask("DELETE", &path).send().expect(404);
        put(app, &path, contact("Ann", "ann@example.com")).expect(404);
    }

    fn a_contact_without_a_phone_number_has_no_such_member_and_goes_back_as_it_came(app) {
        let path = format!("/contacts/{}", make(app, "contacts", contact("Ann", "ann@example.com")));
        let answer = app.ask("GET", &path).send().expect(200);
        let shown = answer.json();
        assert_eq!(shown.get("phone"), None, "{shown}");
        assert_eq!(get(app, "/contacts")["_embedded"]["nter:contacts"][0].get("phone"), None);
        let again = put(app, &path, shown.clone()).expect(200);
        assert_eq!((again.json(), again.tag()), (shown, answer.tag()));
    }

    fn two_contacts_do_not_share_an_address(app) {
        post(app, "contacts", contact("Ann", "ann@example.com")).expect(200);
        let bob = make(app, "contacts", contact("Bob", "bob@example.com"));
        post(app, "contacts", contact("Other", "ANN@Example.com")).expect(409);
        put(app, &format!("/contacts/{bob}"), contact("Bob", "Ann@example.com")).expect(409);
        put(app, &format!("/contacts/{bob}"), contact("Bob", "BOB@example.com")).expect(200);
        assert_eq!(wrong(post(app, "contacts", contact("Eve", "eve"))), message("format", ".email"));
        assert_eq!(names(&get(app, "/contacts?sort=-email")), ["Bob", "Ann"]);
    }

    fn a_contact_of_a_customer_is_made_or_taken_as_it_is(app) {
        let (acme, other) = (customer(app, "Acme"), customer(app, "Other"));
        let (path, others) = (format!("/customers/{acme}/contacts"), format!("/customers/{other}/contacts"));
        let post = |path: &str, name: &str, email: &str| app.ask("POST", path).json(contact(name, email)).send();
        let ann = post(&path, "Ann", "ann@example.com").expect(200).json();
        let again = post(&others, "Somebody", "Ann@Example.com").expect(200).json();
        assert_eq!((&again["contact_id"], &again["name"]), (&ann["contact_id"], &json!("Ann")));
        post(&path, "Ann", "ann@example.com").expect(409);
        post(&path, "Bob", "bob@example.com").expect(200);
        assert_eq!(get(app, "/contacts")["total_count"], 2);
        let page = get(app, &path);
        assert_eq!((names(&page), &page["total_count"]), (vec!["Ann", "Bob"], &json!(2)));
        assert_eq!(names(&get(app, &others)), ["Ann"]);
        post("/customers/none/contacts", "Eve", "eve@example.com").expect(404);
        assert_eq!(wrong(post(&path, "Eve", "eve")), message("format", ".email"));
        app.ask("GET", "/customers/none/contacts").send().expect(404);
        assert_eq!(get(app, "/contacts")["total_count"], 2);
    }

    fn the_contacts_of_a_customer_are_paged(app) {
        let acme = customer(app, "Acme");
        let path = format!("/customers/{acme}/contacts");
        for name in ["a", "b", "c"] {
            let body = contact(name, &format!("{name}@example.com"));
            app.ask("POST", &path).json(body).send().expect(200);
        }
        let first = get(app, &format!("{path}?limit=2"));
        assert_eq!((names(&first), &first["total_count"]), (vec!["a", "b"], &json!(3)));
        let next = first["_links"]["next"]["href"].as_str().expect("a next page");
        let second = get(app, next.trim_start_matches(app.base()));
        assert_eq!((names(&second), &second["offset"]), (vec!["c"], &Value::Null));
        app.ask("GET", &format!("{path}?offset=%25")).send().expect(400);
        app.ask("GET", &format!("{path}?limit=0")).send().expect(400);
    }

    fn a_contact_that_is_detached_lives_on_and_one_that_is_deleted_is_gone_everywhere(app) {
        let acme = customer(app, "Acme");
        let path = format!("/customers/{acme}/contacts");
        let attach = |name: &str| {
            let body = contact(name, &format!("{name}@example.com"));
            let made = app.ask("POST", &path).json(body).send().expect(200).json();
            made["contact_id"].as_str().expect("an id").to_owned()
        };
        let (ann, bob) = (attach("ann"), attach("bob"));
        app.ask("DELETE", &format!("{path}/{ann}")).send().expect(205);
        app.ask("DELETE", &format!("{path}/{ann}")).send().expect(404);
        app.ask("DELETE", &format!("{path}/none")).send().expect(404);
        app.ask("DELETE", &format!("/customers/none/contacts/{bob}")).send().expect(404);
        get(app, &format!("/contacts/{ann}"));
        assert_eq!(names(&get(app, &path)), ["bob"]);
        app.ask("DELETE", &format!("/contacts/{bob}")).send().expect(205);
        assert_eq!(get(app, &path)["total_count"], 0);
        assert_eq!(attach("ann"), ann);
    }

    fn contacts_are_for_those_who_hold_the_right(app) {
        let acme = customer(app, "Acme");
        let path = format!("/customers/{acme}/contacts");
        let ann = make(app, "contacts", contact("Ann", "ann@example.com"));
        let nobody = app.caller("report:read");
        nobody.ask("GET", "/contacts").send().expect(403);
        nobody.ask("GET", &format!("/contacts/{ann}")).send().expect(403);
        nobody.ask("DELETE", &format!("/contacts/{ann}")).send().expect(403);
        nobody.ask("GET", &path).send().expect(403);
        post(&nobody, "contacts", contact("Bob", "bob@example.com")).expect(403);
        put(&nobody, &format!("/contacts/{ann}"), contact("Ann", "ann@example.com")).expect(403);
        nobody.ask("POST", &path).json(contact("Ann", "ann@example.com")).send().expect(403);
        nobody.ask("DELETE", &format!("{path}/{ann}")).send().expect(403);
        // To attach is not to make, nor to learn of somebody by the address.
        let attacher = app.caller("customer:attach,customer:read");
        attacher.ask("POST", &path).json(contact("Bob", "bob@example.com")).send().expect(403);
        attacher.ask("POST", &path).json(contact("Ann", "ann@example.com")).send().expect(403);
        let both = app.caller("customer:attach,customer:read,contact:read");
        both.ask("POST", &path).json(contact("Ann", "ann@example.com")).send().expect(200);
        app.without_token().ask("GET", "/contacts").send().expect(401);
        app.stranger().ask("GET", &format!("/contacts/{ann}")).send().expect(404);
        app.stranger().ask("GET", &path).send().expect(404);
    }

    fn a_contact_is_attached_once_under_one_key(app) {
        let acme = customer(app, "Acme");
        let path = format!("/customers/{acme}/contacts");
        let attach = || {
            let ask = app.ask("POST", &path).header("idempotency-key", "k");
            ask.json(contact("Ann", "ann@example.com")).send().expect(200).json()
        };
        assert_eq!(attach(), attach());
        assert_eq!(get(app, &path)["total_count"], 1);
    }
}
