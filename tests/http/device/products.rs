//! The catalogue on a technician's device.

use serde_json::{Value, json};

use super::device;
use crate::both;
use crate::harness::{App, Client};

#[track_caller]
fn product(app: &App, num: &str, doc: Value) {
    app.ask("PUT", &format!("/seiapi/v3/trans/Products/{num}")).json(doc).send().expect(201);
}

#[track_caller]
fn found(device: &Client, query: &str) -> (Vec<String>, Value) {
    let page = device.ask("GET", &format!("/device/v1/products?{query}")).send().expect(200).json();
    let products = page["products"].as_array().expect("products");
    let nums = products.iter().map(|one| one["num"].as_str().expect("a number").to_owned()).collect();
    (nums, page["next"].clone())
}

both! {
    fn a_technician_finds_products_by_number_words_and_code(app) {
        product(app, "B-10", json!({"Desc": {"en": "Fan belt", "de": "Keilriemen"}, "UPCUnitCode": "4006381"}));
        product(app, "F-20", json!({"Desc": {"en": "Filter"}, "ProdType": "1001", "IsSerialized": true}));
        let ann = device(app, "ann");
        assert_eq!(found(&ann, "").0, ["B-10", "F-20"]);
        for (q, expected) in [("BELT", "B-10"), ("keilr", "B-10"), ("4006381", "B-10"), ("f-2", "F-20")] {
            assert_eq!(found(&ann, &format!("q={q}")).0, [expected], "{q}");
        }
        assert_eq!(found(&ann, "q=%25").0, Vec::<String>::new());
        let page = ann.ask("GET", "/device/v1/products?q=filter").send().expect(200).json();
        let filter = json!({"num": "F-20", "desc": "Filter", "kind": "1001", "code": "", "serialized": true, "batched": false});
        assert_eq!(page, json!({"products": [filter], "next": null}));
    }

    fn the_catalogue_comes_page_by_page_without_what_is_deleted(app) {
        for n in 1..=5 {
            product(app, &format!("P-{n}"), json!({"Desc": {"en": "Bolt"}, "Deleted": n == 2}));
        }
        let ann = device(app, "ann");
        for q in ["", "&q=bolt"] {
            assert_eq!(found(&ann, &format!("limit=2{q}")), (vec!["P-1".to_owned()], json!("P-2")));
            let next = (vec!["P-3".to_owned(), "P-4".to_owned()], json!("P-4"));
            assert_eq!(found(&ann, &format!("limit=2&after=P-2{q}")), next);
            assert_eq!(found(&ann, &format!("limit=2&after=P-4{q}")), (vec!["P-5".to_owned()], Value::Null));
        }
    }

    fn only_devices_read_the_catalogue_here_and_bad_questions_are_told(app) {
        let office = app.caller("workorder:read");
        office.ask("GET", "/device/v1/products").send().expect(403);
        app.without_token().ask("GET", "/device/v1/products").send().expect(401);
        let ann = device(app, "ann");
        for query in ["limit=0", "limit=1001", &format!("q={}", "x".repeat(201)), "after=%00"] {
            ann.ask("GET", &format!("/device/v1/products?{query}")).send().expect(400);
        }
    }
}
