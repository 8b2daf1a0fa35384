//! `/seiapi/v3/query/WorkOrders`: searching work orders.

use serde_json::{Value, json};

use crate::both;
use crate::harness::{Answer, App, Client};

/// Asks with these parameters, percent-encoded.
pub fn ask(client: &Client, parameters: &[(&str, &str)]) -> Answer {
    let encode = |text: &str| {
        text.bytes().fold(String::new(), |encoded, byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded + &char::from(byte).to_string(),
            _ => encoded + &format!("%{byte:02X}"),
        })
    };
    let query: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    client.ask("GET", &format!("/seiapi/v3/query/WorkOrders?{}", query.join("&"))).send()
}

/// The numbers of what is found.
#[track_caller]
fn numbers(client: &Client, parameters: &[(&str, &str)]) -> Vec<String> {
    let found = ask(client, parameters).expect(200).json();
    let found = found.as_array().expect("an array").iter();
    found.map(|order| order["OrderNum"].as_str().expect("a number").to_owned()).collect()
}

#[track_caller]
fn filtered(client: &Client, filters: &str) -> Vec<String> {
    numbers(client, &[("filters", filters)])
}

/// Six work orders with something in every field that can be searched, and one with nothing.
fn furnish(app: &App) -> Vec<(String, Value)> {
    let order = |user: &str, account: &str, location: &str, times: (&str, &str), rest: [&str; 3]| {
        json!({
            "UserName": user, "Account": {"AccountNum": account, "Name": "n"},
            "Location": {"LocationNum": location, "Name": "n"}, "PlannedStartDate": times.0, "PlannedEndDate": times.1,
            "OrderStatus": rest[0], "OrderType": rest[1], "Priority": rest[2]
        })
    };
    let day = |day: u8| format!("2026-11-{day:02}T10:00:00Z");
    let orders = [
        ("A", order("Ann", "AC1", "l1", (&day(20), &day(21)), ["1", "1001", "High"])),
        ("b", order("ann", "ac1", "L2", (&day(22), "2026-11-23T12:00:00+02:00"), ["6", "1002", "low"])),
        ("C", order("bob", "ac2", "l1", ("2026-11-22T00:00Z", &day(22)), ["4096", "1001", "HIGH"])),
        ("d", order("", "ac2", "l3", (&day(23), ""), ["1001", "x y", "Ä"])),
        ("E", order("Bo'b", "a,c", "", ("", &day(20)), ["7", "", "ä"])),
        ("f", json!({})),
    ];
    for (num, order) in &orders {
        app.put(num, order.clone()).expect(201);
    }
    orders.map(|(num, _)| (num.to_owned(), app.order(num))).into()
}

/// The selector and what it selects of an order, folded; `None` for a time that is not there.
fn value(order: &Value, selector: &str) -> Option<String> {
    let place = match selector {
        "AccountNum" => "/Account/AccountNum".to_owned(),
        "LocationNum" => "/Location/LocationNum".to_owned(),
        other => format!("/{other}"),
    };
    let text = match order.pointer(&place) {
        Some(Value::String(text)) => text.to_lowercase(),
        Some(Value::Number(number)) => number.to_string(),
        _ if selector == "OrderStatus" => "1".to_owned(),
        _ if selector == "DispatchStatus" => "0".to_owned(),
        _ => String::new(),
    };
    match (selector.starts_with("Planned"), text.as_str()) {
        (true, "") => None,
        (true, "2026-11-22t00:00z") => Some("2026-11-22t00:00:00z".to_owned()),
        (true, "2026-11-23t12:00:00+02:00") => Some("2026-11-23t10:00:00z".to_owned()),
        _ => Some(text),
    }
}

/// Whether a comparison holds, as the documents say it.
fn holds(value: Option<&String>, operator: &str, argument: &str) -> bool {
    let Some(value) = value else { return matches!(operator, "!=" | "=ne=" | "=out=") };
    match operator {
        "==" | "=in=" => value == argument,
        "!=" | "=ne=" | "=out=" => value != argument,
        ">" | "=gt=" => value.as_str() > argument,
        ">=" | "=ge=" => value.as_str() >= argument,
        "<" | "=lt=" => value.as_str() < argument,
        "<=" | "=le=" => value.as_str() <= argument,
        other => panic!("{other}"),
    }
}

const OPERATORS: [&str; 13] =
    ["==", "!=", "=ne=", ">", "=gt=", ">=", "=ge=", "<", "=lt=", "<=", "=le=", "=in=", "=out="];

both! {
    fn every_field_is_compared_by_every_operator_without_regard_to_case(app) {
        let orders = furnish(app);
        for (selector, arguments) in [
            ("OrderNum", &["a", "C", "cc"][..]),
            ("OrderStatus", &["1", "6", "4096"]),
            ("OrderType", &["1001", "X Y", ""]),
            ("UserName", &["ANN", "Bo'b", ""]),
            ("AccountNum", &["aC1", "a,c"]),
            ("Account/AccountNum", &["ac2", ""]),
            ("LocationNum", &["L1", "l2"]),
            ("Location/LocationNum", &["l3", ""]),
            ("PlannedStartDate", &["2026-11-22T00:00:00Z", "2026-11-22T10:00:00Z"]),
            ("PlannedEndDate", &["2026-11-21T10:00:00Z", "2026-11-23T10:00:00Z"]),
            ("Priority", &["high", "Ä", ""]),
            ("DispatchStatus", &["0", "2", "3"]),
        ] {
            for argument in arguments {
                for operator in OPERATORS {
                    let quoted = argument.replace('\'', "\\'");
                    let filter = match operator {
                        "=in=" | "=out=" => format!("{selector}{operator}('{quoted}')"),
                        _ => format!("{selector}{operator}'{quoted}'"),
                    };
                    let argument = argument.to_lowercase();
                    let mut expected: Vec<String> = orders.iter()
                        .filter(|(_, order)| holds(value(order, selector).as_ref(), operator, &argument))
                        .map(|(num, _)| num.clone()).collect();
                    expected.sort();
                    assert_eq!(filtered(app, &filter), expected, "{filter}");
                }
            }
        }
    }

    fn numbers_are_compared_in_their_order_whatever_their_case(app) {
        for num in ["WO-9", "WO-1001", "wo-1002", "WO-1003", "X"] {
            app.put(num, json!({})).expect(201);
        }
        assert_eq!(filtered(app, "OrderNum>WO-1001"), ["WO-1003", "WO-9", "X", "wo-1002"]);
        assert_eq!(filtered(app, "OrderNum>=wo-1001;OrderNum<WO-1003"), ["WO-1001", "wo-1002"]);
    }

    fn conditions_are_joined_and_binds_closer_than_or_and_parentheses_closest(app) {
        furnish(app);
        for (filters, expected) in [
            ("UserName==ann;OrderStatus==1", &["A"][..]),
            ("UserName==ann and OrderStatus==1", &["A"]),
            ("UserName==ann AND(OrderStatus==1)", &["A"]),
            ("OrderNum==f,UserName==ann;OrderStatus==1", &["A", "f"]),
            ("OrderNum==f or UserName==ann and OrderStatus==1", &["A", "f"]),
            ("(OrderNum==f,UserName==ann);OrderStatus==1", &["A", "f"]),
            ("(OrderNum==b,UserName==ann);OrderStatus==6", &["b"]),
            ("((OrderNum==b));((OrderStatus==6,OrderStatus==7))", &["b"]),
            ("OrderNum=in=(a, B ,zz);OrderStatus=out=(1)", &["b"]),
            ("OrderNum=out=(A,b,c)", &["E", "d", "f"]),
            ("  OrderNum == a  ", &["A"]),
            ("UserName==\"Bo'b\"", &["E"]),
            ("AccountNum=='a,c'", &["E"]),
            ("PlannedStartDate>=2026-11-22;PlannedStartDate<2026-11-23", &["C", "b"]),
            ("PlannedEndDate==2026-11-23T10:00:00.000Z", &["b"]),
        ] {
            assert_eq!(filtered(app, filters), expected, "{filters}");
        }
    }

    fn the_older_form_of_a_filter_is_refused_and_not_passed_over(app) {
        let refused = ask(app, &[("filter", "OrderStatus:1")]).expect(400).standard().json();
        assert_eq!(refused["invalidParams"][0]["name"], "filter");
    }

    fn a_bad_filter_is_refused_with_the_place_of_the_mistake(app) {
        for (filters, place) in [
            ("Colour==1", Some(1)), ("OrderNum==1;Title==x", Some(13)), ("OrderNum~1", Some(9)), ("OrderNum", Some(9)),
            ("OrderNum==", Some(11)), ("OrderNum==1;", Some(13)), ("(OrderNum==1", Some(13)), ("OrderNum==1)", Some(12)),
            ("OrderNum=='x", Some(11)), ("OrderNum==(1,2)", Some(11)), ("OrderNum=in=()", Some(14)), ("PlannedStartDate==noon", Some(19)),
            ("DispatchStatus==three", Some(17)), ("ordernum==1", Some(1)), ("Ä==1", Some(1)), ("OrderNum==1 OrderNum==2", Some(13)),
            ("OrderNum==a\0b", None),
        ] {
            let refused = ask(app, &[("filters", filters)]).expect(400).standard().json();
            let fault = &refused["invalidParams"][0];
            assert_eq!(fault["name"], "filters", "{filters}: {refused}");
            if let Some(place) = place {
                let reason = fault["reason"].as_str().unwrap_or_default();
                assert!(reason.ends_with(&format!("at character {place}")), "{filters}: {reason}");
            }
        }
    }

    fn a_huge_filter_is_refused_or_answered_but_nothing_breaks(app) {
        furnish(app);
        let join = |count: usize, by: &str| vec!["OrderNum==a"; count].join(by);
        assert_eq!(filtered(app, &join(200, ",")), ["A"]);
        assert_eq!(filtered(app, &join(200, ";")), ["A"]);
        let nested = |depth: usize| format!("{}OrderNum==a{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(filtered(app, &nested(32)), ["A"]);
        let values = |count: usize| format!("OrderNum=in=({})", vec!["a"; count].join(","));
        assert_eq!(filtered(app, &values(200)), ["A"]);
        for filters in [join(201, ","), join(201, ";"), nested(33), nested(5_000), values(201)] {
            ask(app, &[("filters", &filters)]).expect(400).standard();
        }
    }

    fn what_is_found_is_the_whole_document_as_it_is_read(app) {
        let orders = furnish(app);
        let found = ask(app, &[("filters", "OrderNum==b")]).expect(200);
        assert_eq!(found.header("content-type"), Some("application/json"));
        assert_eq!(found.json(), json!([orders[1].1]));
        let digits = r#"{"Amount": 1.50, "UserName": "ann", "PlannedStartDate": "2026-11-21T00:00Z"}"#;
        app.ask("PUT", "/seiapi/v3/trans/WorkOrder/n").bytes(digits).send().expect(201);
        let found = ask(app, &[("filters", "OrderNum==n")]);
        assert_eq!(found.body, [b"[", &app.get("n").body[..], b"]"].concat());
        assert_eq!(ask(app, &[("filters", "OrderNum==zz")]).json(), json!([]));
    }

    fn a_term_is_found_anywhere_or_in_the_named_fields(app) {
        app.put("P-100%", json!({"Title": "Pump_7 is broken", "UserName": "Ann", "Account": {"AccountNum": "9", "Name": "Buckhead"}})).expect(201);
        app.put("2", json!({"Description": "a pump and a hose", "Assets": [{"AssetNum": "1", "SerialNum": "SN-77"}]})).expect(201);
        app.put("3", json!({"Location": {"LocationNum": "L", "Address": {"City": "Köln", "Zip": "50667"}}})).expect(201);
        for (q, expected) in [
            ("pump", &["2", "P-100%"][..]), ("PUMP", &["2", "P-100%"]), ("broken pump_7", &["P-100%"]), ("hose pump", &["2"]),
            ("pump7", &[]), ("p_mp", &[]), ("%", &["P-100%"]), ("100%", &["P-100%"]), ("\\", &[]), ("buckhead", &["P-100%"]), ("sn-77", &["2"]),
            ("KÖLN", &["3"]), ("5066", &["3"]), ("ann::in:UserName", &["P-100%"]), ("ann::in:OrderNum,AccountNum", &[]),
            ("9::in:OrderNum,Account/AccountNum", &["P-100%"]), ("p-1::in:OrderNum", &["P-100%"]), ("'; DROP TABLE job", &[]),
        ] {
            assert_eq!(numbers(app, &[("q", q)]), expected, "{q}");
        }
        assert_eq!(numbers(app, &[("q", "pump"), ("filters", "UserName==ann")]), ["P-100%"]);
        let long = "x".repeat(201);
        for q in ["::in:OrderNum", "a::in:Colour", "a::in:DispatchStatus", "a::in:PlannedStartDate", "a\0", &long] {
            let refused = ask(app, &[("q", q)]).expect(400).standard().json();
            assert_eq!(refused["invalidParams"][0]["name"], "q", "{q}");
        }
    }

    fn the_order_is_the_one_asked_for_and_the_number_decides_between_equals(app) {
        furnish(app);
        for (sort, expected) in [
            // d is scheduled (1), E assigned (2), the rest but f dispatched.
            ("DispatchStatus,+OrderNum", ["f", "d", "E", "A", "C", "b"]),
            ("OrderNum", ["A", "C", "E", "b", "d", "f"]),
            ("-OrderNum", ["f", "d", "b", "E", "C", "A"]),
            ("PlannedStartDate", ["E", "f", "A", "C", "b", "d"]),
            ("-PlannedStartDate", ["d", "b", "C", "A", "f", "E"]),
            ("AccountNum,-PlannedEndDate", ["f", "E", "b", "A", "C", "d"]),
            ("-Account/AccountNum,OrderNum", ["C", "d", "A", "b", "E", "f"]),
        ] {
            assert_eq!(numbers(app, &[("sort", sort)]), expected, "{sort}");
        }
        assert_eq!(numbers(app, &[]), numbers(app, &[("sort", "OrderNum")]));
        for sort in ["Colour", "OrderNum,", "--OrderNum", "OrderNum,-OrderNum", ","] {
            let refused = ask(app, &[("sort", sort)]).expect(400).standard().json();
            assert_eq!(refused["invalidParams"][0]["name"], "sort", "{sort}");
        }
    }

    fn pages_join_without_a_gap(app) {
        furnish(app);
        for sort in ["OrderNum", "-AccountNum", "PlannedStartDate,-UserName"] {
            let all = numbers(app, &[("sort", sort)]);
            let mut joined = Vec::new();
            for start in ["0", "2", "4", "6"] {
                joined.extend(numbers(app, &[("sort", sort), ("start", start), ("limit", "2")]));
            }
            assert_eq!(joined, all, "{sort}");
        }
        assert_eq!(numbers(app, &[("start", "1000000")]), Vec::<String>::new());
        assert_eq!(numbers(app, &[("limit", "1000")]).len(), 6);
        for (name, value) in [("start", "-1"), ("start", "1000001"), ("start", "x"), ("limit", "0"), ("limit", "1001"), ("limit", "-1"), ("limit", "1.5"), ("start", "")] {
            let refused = ask(app, &[(name, value)]).expect(400).standard().json();
            assert_eq!(refused["invalidParams"][0]["name"], name, "{value}");
        }
    }

    fn only_the_properties_that_are_asked_for_are_shown(app) {
        let order = json!({
            "Title": "t", "Account": {"AccountNum": "1", "Name": "n", "Notes": "x"},
            "Assets": [{"AssetNum": "1", "Mfg": "m"}, {"AssetNum": "2"}], "Amount": 0
        });
        let digits = order.to_string().replace(r#""Amount":0"#, r#""Amount":1.50"#);
        app.ask("PUT", "/seiapi/v3/trans/WorkOrder/1").bytes(digits).send().expect(201);
        app.put("2", json!({})).expect(201);
        let shown = |fields: &str| ask(app, &[("fields", fields)]).expect(200).text();
        assert_eq!(shown("OrderNum"), r#"[{"OrderNum":"1"},{"OrderNum":"2"}]"#);
        assert_eq!(shown("Account/Name,Title"), r#"[{"Title":"t","Account":{"Name":"n"}},{}]"#);
        assert_eq!(shown("Assets/Mfg, Amount"), r#"[{"Assets":[{"Mfg":"m"},{}],"Amount":1.50},{}]"#);
        assert_eq!(shown("Nothing,Title/x"), "[{},{}]");
        for fields in ["a,", "a//b", "/", &vec!["a"; 101].join(","), &vec!["a"; 17].join("/")] {
            let refused = ask(app, &[("fields", fields)]).expect(400).standard().json();
            assert_eq!(refused["invalidParams"][0]["name"], "fields", "{fields}");
        }
    }

    fn what_changed_is_found_as_it_is_now_and_what_was_deleted_not_at_all(app) {
        furnish(app);
        app.patch("A", json!({"OrderStatus": "7", "UserName": "cy"})).expect(200);
        app.delete("b").expect(200);
        assert_eq!(filtered(app, "UserName==ann"), Vec::<String>::new());
        assert_eq!(filtered(app, "OrderStatus==7;UserName==CY"), ["A"]);
        assert_eq!(filtered(app, "OrderNum==b"), Vec::<String>::new());
        app.put("B", json!({})).expect(201);
        assert_eq!(filtered(app, "OrderNum==b"), ["B"]);
        assert_eq!(numbers(&app.stranger(), &[]), Vec::<String>::new());
    }
}
