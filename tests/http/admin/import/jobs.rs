//! Jobs: master data, dispatch and notices as with single writes.

use serde_json::{Value, json};

use super::{check, counts, import, place, places, problems, send};
use crate::both;
use crate::device::device;
use crate::harness::App;

fn furnish(app: &App) {
    import(app, "accounts", "AccountNum,Name\nA1,One\nA2,Two\n");
    import(app, "locations", "AccountNum,LocationNum,Name,City\nA1,L1,Lobby,Köln\nA2,L2,Roof,Bonn\n");
}

both! {
    fn a_job_is_filled_in_from_master_data_and_dispatched(app) {
        furnish(app);
        import(app, "users", "UserID,Mobile worker,Active\nann,yes,yes\n");
        let ann = device(app, "ann");
        let table = "OrderNum;Title;Account;Location;Technician;Planned start\n\
                     J1;Pump;A1;L1;ann;2026-11-21T10:00:00Z\nJ2;Lift;A2;L2;;\n";
        let done = import(app, "jobs", table);
        assert_eq!((counts(&done), &done["warnings"]), ([2, 0, 0, 0], &json!([])));
        let one = app.order("J1");
        assert_eq!((&one["Account"]["Name"], &one["Location"]["Address"]["City"]), (&json!("One"), &json!("Köln")));
        assert_eq!(one["DispatchStatus"], 3, "{one}");
        let told = ann.ask("GET", "/device/v1/notices?after=0").send().expect(200).json();
        let told: Vec<&Value> = told["notices"].as_array().expect("a list").iter().map(|notice| &notice["kind"]).collect();
        assert_eq!(told, ["dispatch"]);
        assert_eq!(app.ask("GET", "/admin/v1/summary").send().expect(200).json()["total"], 2);
    }

    fn a_job_that_is_given_another_account_takes_that_ones_data(app) {
        furnish(app);
        import(app, "jobs", "OrderNum,Title,Account\nJ1,Pump,A1\n");
        assert_eq!(counts(&import(app, "jobs", "OrderNum,Account\nJ1,A1\n")), [0, 0, 1, 0]);
        assert_eq!(counts(&import(app, "jobs", "OrderNum,Account\nJ1,A2\n")), [0, 1, 0, 0]);
        let one = app.order("J1");
        assert_eq!((&one["Title"], &one["Account"]["Name"]), (&json!("Pump"), &json!("Two")));
    }

    fn what_a_single_write_refuses_or_warns_of_is_told_by_row(app) {
        furnish(app);
        let table = "OrderNum,Account,Location,Technician,Planned start\n\
                     J1,A1,L1,,\nJ2,nobody,,,\nJ3,A1,nowhere,,\nJ4,,,,tomorrow\n.,,,,2026-11-21T10:00:00Z\nJ6,,,zoe,2026-11-21T10:00:00Z\n";
        let report = check(app, "jobs", table);
        assert_eq!(counts(&report), [2, 0, 0, 4], "{report}");
        let expected = [
            place(3, "Account", "Account.AccountNum"),
            place(4, "Location", "Location.LocationNum"),
            place(5, "Planned start", "PlannedStartDate"),
            place(6, "OrderNum", "OrderNum"),
        ];
        assert_eq!(places(&report), expected);
        assert!(problems(&report)[2].3.contains("2026-11-21T10:00:00.000Z"), "{report}");
        assert_eq!(report["warnings"][0]["row"], 7);
        send(app, "jobs", "", table).expect(400);
        app.get("J1").expect(404);
    }
}
