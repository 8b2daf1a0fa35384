//! What holds for every kind of master data: inserting, replacing, reading, deleting.

use serde_json::{Value, json};

use crate::harness::{Answer, App};

#[track_caller]
pub fn put(app: &App, path: &str, body: Value) -> Answer {
    app.ask("PUT", path).json(body).send()
}

pub fn get(app: &App, path: &str) -> Answer {
    app.ask("GET", path).send()
}

pub fn delete(app: &App, path: &str) -> Answer {
    app.ask("DELETE", path).send()
}

/// `object` with this member first.
fn with_first(name: &str, value: &str, object: &Value) -> Value {
    let mut whole = json!({name: value});
    let (Some(members), Value::Object(rest)) = (whole.as_object_mut(), object.clone()) else {
        panic!("a record is an object")
    };
    members.extend(rest);
    whole
}

/// Inserts, reads, replaces and deletes a record whose number, `value` under `name`, stands in the address.
#[track_caller]
pub fn lives_and_dies(app: &App, path: &str, (name, value): (&str, &str), first: Value, second: Value) {
    get(app, path).expect(404).standard();
    delete(app, path).expect(404).standard();

    let made = put(app, path, first.clone()).expect(201);
    assert_eq!((made.header("location"), made.json()), (Some(path), json!({"status": 201})));
    let found = get(app, path).expect(200);
    assert_eq!(found.header("content-type"), Some("application/json"));
    // The digits of a number and the order of the members count too.
    assert_eq!(found.text(), with_first(name, value, &first).to_string());
    assert_eq!((found.tag(), found.version()), (made.tag(), 1));

    let replaced = put(app, path, second.clone()).expect(200);
    assert_eq!((replaced.header("location"), replaced.json()), (None, json!({"status": 200})));
    assert_eq!(get(app, path).text(), with_first(name, value, &second).to_string());
    assert_eq!(replaced.version(), 2);
    assert_eq!(put(app, path, second).expect(200).tag(), replaced.tag(), "nothing changed");

    assert_eq!(delete(app, path).expect(200).json(), json!({"status": 200}));
    get(app, path).expect(404).standard();
    delete(app, path).expect(404).standard();
    assert_eq!(put(app, path, first).expect(201).version(), 4, "the versions go on");
    app.stranger().ask("GET", path).send().expect(404).standard();
}

/// Tries the conditions `If-Match` and `If-None-Match`, and the key for doing it once.
#[track_caller]
pub fn heeds_conditions(app: &App, path: &str) {
    let put_if = |tag: &str, body: Value| app.ask("PUT", path).header("if-match", tag).json(body).send();
    put_if("*", json!({})).expect(412).standard();
    let first = put(app, path, json!({"Mark": "a"})).expect(201).tag().to_owned();
    let second = put_if(&first, json!({"Mark": "b"})).expect(200).tag().to_owned();
    put_if(&first, json!({"Mark": "c"})).expect(412).standard();
    app.ask("DELETE", path).header("if-match", &first).send().expect(412).standard();
    assert_eq!(get(app, path).json()["Mark"], "b");
    let known = |tag: &str| app.ask("GET", path).header("if-none-match", tag).send();
    assert!(known(&second).expect(304).body.is_empty());
    known(&first).expect(200);

    let once = |body: Value| app.ask("PUT", path).header("idempotency-key", "k").json(body).send();
    let done = once(json!({"Mark": "d"})).expect(200);
    put(app, path, json!({"Mark": "e"})).expect(200);
    assert_eq!(once(json!({"Mark": "d"})).expect(200).tag(), done.tag());
    once(json!({"Mark": "f"})).expect(422).standard();
    assert_eq!(get(app, path).json()["Mark"], "e");
    app.ask("DELETE", path).header("if-match", "*").send().expect(200);
}

/// Fails unless each of these bodies is refused at its place, and the record stays as it was.
#[track_caller]
pub fn refuses(app: &App, path: &str, wrong: &[(Value, &str)]) {
    put(app, path, json!({"Mark": "before"})).expect(201);
    let before = get(app, path);
    let general =
        [(json!([]), "$"), (json!({"Mark": null}), "$.Mark"), (json!({"A": [{"B": null}]}), "$.A[0].B")];
    for (body, place) in general.iter().chain(wrong) {
        put(app, path, body.clone()).expect(400).standard().path(place);
    }
    app.ask("PUT", path).body("{}").send().expect(415).standard();
    app.ask("PUT", path).bytes("{\"Mark\": 1, \"Mark\": 2}").send().expect(400).standard();
    app.ask("PUT", path).bytes("{'Mark': 1}").send().expect(400).standard();
    for method in ["POST", "PATCH"] {
        app.ask(method, path).json(json!({})).send().expect(405).standard();
    }
    assert_eq!(get(app, path).body, before.body);
}
