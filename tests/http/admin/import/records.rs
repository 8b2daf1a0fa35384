//! Locations, people, products and equipment.

use serde_json::json;

use super::{check, counts, import, place, places, problems};
use crate::access::passwords::{session, user};
use crate::both;

both! {
    fn locations_belong_to_accounts_that_exist(app) {
        import(app, "accounts", "AccountNum,Name\nA1,One\n");
        let table = "AccountNum,LocationNum,Name,City,Lat\nA1,L1,Lobby,Köln,50.94\nnobody,L2,Roof,Köln,\nA1,,Yard,,\nA1,L3,Gate,,north\n";
        let report = check(app, "locations", table);
        assert_eq!(counts(&report), [1, 0, 0, 3]);
        let expected = [place(3, "AccountNum", "AccountNum"), place(4, "LocationNum", "LocationNum"), place(5, "Lat", "Address.Lat")];
        assert_eq!(places(&report), expected);
        import(app, "locations", "AccountNum,LocationNum,Name,City,Lat\nA1,L1,Lobby,Köln,50.940\n");
        let one = app.ask("GET", "/seiapi/v3/trans/Account/A1/Location/L1").send().expect(200);
        assert!(one.text().contains("50.940"), "digits stay: {}", one.text());
        assert_eq!(one.json()["Address"]["City"], "Köln");
        let twice = check(app, "locations", "AccountNum,LocationNum\nA1,L9\nA1,L9\n");
        assert_eq!(problems(&twice)[0].3, "is the same as in row 2");
    }

    fn people_are_imported_without_passwords(app) {
        let secret = check(app, "users", "UserID,Password\nann,a long secret 17\n");
        assert_eq!(places(&secret), [place(1, "Password", "")]);
        let report = check(app, "users", "UserID,Mobile worker\nann,perhaps\n");
        assert_eq!(places(&report), [place(2, "Mobile worker", "IsMobileWorker")]);
        let done = import(app, "users", "UserID;First name;Last name;Mobile worker;Active\nann;Ann;Lee;yes;1\nbob;Bob;Ray;no;0\n");
        assert_eq!(counts(&done), [2, 0, 0, 0]);
        let ann = app.ask("GET", "/seiapi/v3/trans/User/ann").send().expect(200).json();
        assert_eq!((&ann["FirstName"], &ann["IsMobileWorker"], &ann["Activated"]), (&json!("Ann"), &json!(true), &json!(true)));
    }

    fn somebody_whom_an_import_locks_is_out_at_once(app) {
        user(app, "ann", &["administrator"]);
        let ann = session(app, "ann");
        ann.ask("GET", "/admin/v1/roles").send().expect(200);
        import(app, "users", "UserID,Locked\nann,true\n");
        ann.ask("GET", "/admin/v1/roles").send().expect(401);
    }

    fn products_and_equipment_are_imported(app) {
        assert_eq!(counts(&import(app, "products", "ProdNum,Description,Price\nP1,Pump,12.50\n")), [1, 0, 0, 0]);
        let product = app.ask("GET", "/seiapi/v3/trans/Products/P1").send().expect(200);
        assert_eq!(product.text(), r#"{"ProdNum":"P1","Desc":{"en":"Pump"},"Price":12.50}"#);
        assert_eq!(places(&check(app, "products", "ProdNum;Price\nP1;12,50\n")), [place(2, "Price", "Price")]);
        assert_eq!(counts(&import(app, "assets", "AssetNum,Desc,Account\nE1,Pump,A1\n")), [1, 0, 0, 0]);
        let asset = app.ask("GET", "/seiapi/v3/Assets/E1").send().expect(200).json();
        assert_eq!(asset, json!({"AssetNum": "E1", "Desc": "Pump", "AccountNum": "A1"}));
    }
}
