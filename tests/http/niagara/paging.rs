//! Lists: limits, offsets, links, filters, sorting, and a walk while others write.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::world::{customer, get, location, make, order, post, program, project, project_of, wrong};
use crate::both;
use crate::harness::{App, Client};

/// The entries of a page.
#[track_caller]
fn entries(page: &Value) -> &Vec<Value> {
    page["_embedded"]["nter:work-orders"].as_array().expect("work orders")
}

/// The labels on all pages, following `next` from a page of three.
#[track_caller]
fn labels(app: &App, path: &str) -> Vec<String> {
    let mut labels = Vec::new();
    let joint = if path.contains('?') { '&' } else { '?' };
    let mut next = Some(format!("{path}{joint}limit=3"));
    while let Some(address) = next {
        let page = get(app, &address);
        labels
            .extend(entries(&page).iter().map(|entry| entry["label"].as_str().expect("a label").to_owned()));
        next = next_of(app, &page);
    }
    labels
}

/// The address of the next page.
fn next_of(client: &Client, page: &Value) -> Option<String> {
    let href = page["_links"]["next"]["href"].as_str()?;
    Some(href.strip_prefix(client.base()).expect("our address").to_owned())
}

both! {
    fn a_limit_is_a_number_from_1_to_100(app) {
        let project = project(app);
        for label in ["a", "b"] {
            make(app, "work-orders", order(&project, label));
        }
        let lists = ["/work-orders".to_owned(), format!("/projects/{project}/work-orders")];
        for path in &lists {
            for limit in ["0", "101", "-1", "x", "", "1.5", "1e1", "99999999999999999999", "%31%00"] {
                let answer = app.ask("GET", &format!("{path}?limit={limit}")).send();
                assert_eq!(wrong(answer).len(), 1, "{limit}");
            }
            assert_eq!(get(app, &format!("{path}?limit=100"))["limit"], 100);
            assert_eq!(get(app, path)["limit"], 100);
            let page = get(app, &format!("{path}?limit=1"));
            assert_eq!((&page["limit"], entries(&page).len(), &page["total_count"]), (&json!(1), 1, &json!(2)));
        }
    }

    fn an_offset_that_no_page_gave_is_refused(app) {
        let project = project(app);
        for label in ["a", "b", "c"] {
            make(app, "work-orders", order(&project, label));
        }
        let lists = ["/work-orders".to_owned(), format!("/projects/{project}/work-orders")];
        for path in &lists {
            for offset in ["", "7", "x", "%25%25", "bjo", "null", "next-offset", "%00", &"x".repeat(2000)] {
                let answer = app.ask("GET", &format!("{path}?offset={offset}")).send();
                let said = answer.expect(400).json();
                assert_eq!(said["validation_messages"].as_array().map(Vec::len), Some(1), "{offset}");
            }
        }
    }

    fn the_offset_of_one_order_never_breaks_another(app) {
        let project = project(app);
        for label in ["a", "b", "c"] {
            make(app, "work-orders", order(&project, label));
        }
        let sorts = ["label", "created", "updated", "startDate", "dueDate", "customer", "project", "program"];
        let offset = |sort: &str| {
            let page = get(app, &format!("/work-orders?limit=1&sort={sort}"));
            page["offset"].as_str().expect("more").to_owned()
        };
        for of in sorts {
            let offset = offset(of);
            for sort in sorts {
                let answer = app.ask("GET", &format!("/work-orders?limit=1&sort={sort}&offset={offset}")).send();
                assert!([200, 400].contains(&answer.status), "{of} {sort}: {} {}", answer.status, answer.text());
            }
        }
    }

    fn links_keep_what_narrows_the_list_and_next_is_there_only_when_there_is_more(app) {
        let project = project(app);
        for label in ["a x", "b x", "c x", "d y"] {
            make(app, "work-orders", order(&project, label));
        }
        let asked = format!("/work-orders?limit=2&filter%5Blabel%5D=+x&filter%5Bproject_id%5D={project}&sort=-label");
        let first = get(app, &asked);
        assert_eq!(first["total_count"], 3);
        assert_eq!(first["_links"]["self"]["href"], format!("{}{asked}", app.base()));
        let next = next_of(app, &first).expect("more");
        assert_eq!(next, format!("{asked}&offset={}", first["offset"].as_str().expect("more")));
        let second = get(app, &next);
        assert_eq!((&second["offset"], second["_links"].get("next")), (&json!(null), None));
        assert_eq!(second["_links"]["self"]["href"], format!("{}{next}", app.base()));
        assert_eq!((entries(&first)[0]["label"].as_str(), entries(&second)[0]["label"].as_str()), (Some("c x"), Some("a x")));
        let all = get(app, "/work-orders?limit=3&filter%5Blabel%5D=x&sort=label");
        assert_eq!((&all["offset"], all["_links"].get("next")), (&json!(null), None));
    }

    fn a_list_is_filtered_by_label_and_by_what_its_entries_belong_to(app) {
        let (acme, bolt) = (customer(app, "Acme"), customer(app, "Bolt"));
        let (north, south) = (program(app, &acme), program(app, &bolt));
        let (stores, banks) = (project_of(app, &north), project_of(app, &south));
        let menands = location(app, "Menands");
        make(app, "work-orders", order(&stores, "Tablets 100%"));
        make(app, "work-orders", order(&banks, "Phones"));
        let mut placed = order(&banks, "Tablets_2");
        placed["location"] = json!({"location_id": menands});
        make(app, "work-orders", placed);
        let labels = |filter: &str| labels(app, &format!("/work-orders?sort=label&{filter}"));
        for (filter, wanted) in [
            ("filter%5Blabel%5D=tablets".to_owned(), ["Tablets 100%", "Tablets_2"].as_slice()),
            ("filter%5Blabel%5D=0%25".to_owned(), &["Tablets 100%"]),
            ("filter%5Blabel%5D=%25".to_owned(), &["Tablets 100%"]),
            ("filter%5Blabel%5D=_".to_owned(), &["Tablets_2"]),
            ("filter%5Blabel%5D=nothing".to_owned(), &[]),
            (format!("filter%5Bcustomer_id%5D={acme}"), &["Tablets 100%"]),
            (format!("filter%5Bprogram_id%5D={south}"), &["Phones", "Tablets_2"]),
            (format!("filter%5Bproject_id%5D={banks}&filter%5Blabel%5D=pho"), &["Phones"]),
            (format!("filter%5Blocation_id%5D={menands}"), &["Tablets_2"]),
            (format!("filter%5Bcustomer_id%5D={acme}&filter%5Bproject_id%5D={banks}"), &[]),
            ("filter%5Bcustomer_id%5D=nothing".to_owned(), &[]),
        ] {
            assert_eq!(labels(&filter), wanted, "{filter}");
            assert_eq!(get(app, &format!("/work-orders?{filter}"))["total_count"], wanted.len(), "{filter}");
        }
    }

    fn what_belongs_to_a_customer_a_program_or_a_project_is_listed_below_it(app) {
        let (acme, bolt) = (customer(app, "Acme"), customer(app, "Bolt"));
        let (north, south) = (program(app, &acme), program(app, &bolt));
        let (stores, banks) = (project_of(app, &north), project_of(app, &south));
        for (project, label) in [(&stores, "a"), (&stores, "b"), (&stores, "c"), (&stores, "d"), (&banks, "e")] {
            make(app, "work-orders", order(project, label));
        }
        for above in [format!("/customers/{acme}"), format!("/programs/{north}"), format!("/projects/{stores}")] {
            let path = format!("{above}/work-orders");
            assert_eq!(labels(app, &format!("{path}?sort=label")), ["a", "b", "c", "d"], "{above}");
            let page = get(app, &format!("{path}?limit=1"));
            assert_eq!(page["total_count"], 4);
            assert_eq!(page["_links"]["self"]["href"], format!("{}{path}?limit=1", app.base()));
            assert!(next_of(app, &page).expect("more").starts_with(&path));
        }
        for path in ["/customers/x/work-orders", "/programs/x/work-orders", "/projects/x/work-orders"] {
            app.ask("GET", path).send().expect(404);
        }
    }

    fn a_list_is_sorted_both_ways_by_every_documented_field(app) {
        let mut ids = HashMap::new();
        for (place, (company, wave, site)) in [("Acme", "y", "q"), ("Bolt", "x", "r"), ("Cobb", "z", "p")].into_iter().enumerate() {
            let customer = customer(app, company);
            let program = make(app, "programs", json!({"label": wave, "customer": {"customer_id": customer}}));
            let project = make(app, "projects", json!({"label": site, "program": {"program_id": program}}));
            let (label, begin, due) = [("2", 3, 1), ("3", 1, 3), ("1", 2, 2)][place];
            let mut body = order(&project, label);
            body["begin_date"] = json!(format!("2026-11-0{begin}T08:00:00.000Z"));
            body["due_date"] = json!(format!("2026-12-0{due}T08:00:00.000Z"));
            ids.insert(place, (make(app, "work-orders", body.clone()), body));
            std::thread::sleep(std::time::Duration::from_millis(3));
        }
        // The middle one is the last to be changed.
        let (id, mut body) = ids.remove(&1).expect("it was made");
        body["description"] = json!("changed");
        app.ask("PUT", &format!("/work-orders/{id}")).json(body).send().expect(200);
        for (sort, wanted) in [
            ("label", ["1", "2", "3"]), ("created", ["2", "3", "1"]), ("updated", ["2", "1", "3"]),
            ("startDate", ["3", "1", "2"]), ("dueDate", ["2", "1", "3"]),
            ("customer", ["2", "3", "1"]), ("program", ["3", "2", "1"]), ("project", ["1", "2", "3"]),
        ] {
            let both_ways = |sort: &str| -> Vec<String> {
                let mut seen = Vec::new();
                let mut next = Some(format!("/work-orders?limit=1&sort={sort}"));
                while let Some(address) = next {
                    let page = get(app, &address);
                    seen.extend(entries(&page).iter().map(|entry| entry["label"].as_str().expect("a label").to_owned()));
                    next = next_of(app, &page);
                }
                seen
            };
            assert_eq!(both_ways(sort), wanted, "{sort}");
            let mut back = both_ways(&format!("-{sort}"));
            back.reverse();
            assert_eq!(back, wanted, "-{sort}");
        }
        for sort in ["price", "-", "--label", "label,created", "Label", "-%00"] {
            let answer = app.ask("GET", &format!("/work-orders?sort={sort}")).send();
            assert_eq!(wrong(answer).len(), 1, "{sort}");
        }
    }

    fn a_walk_meets_each_once_and_misses_none_while_others_write(app) {
        let project = project(app);
        let made: HashSet<String> = std::thread::scope(|scope| {
            let four = (0..4).map(|thread| {
                let project = &project;
                scope.spawn(move || -> Vec<String> {
                    (0..250).map(|number| make(app, "work-orders", order(project, &format!("{thread}-{number}")))).collect()
                })
            });
            let running: Vec<_> = four.collect();
            running.into_iter().flat_map(|thread| thread.join().expect("it ends")).collect()
        });
        assert_eq!(made.len(), 1000);
        for walk in ["/work-orders?limit=7", "/work-orders?limit=7&sort=label"] {
            let (seen, added) = walk_while_others_write(app, &project, walk);
            let met: HashSet<String> = seen.iter().cloned().collect();
            assert_eq!(met.len(), seen.len(), "{walk} met one twice");
            assert!(made.is_subset(&met), "{walk} missed {}", made.difference(&met).count());
            assert!(added > 0, "nobody wrote beside {walk}");
        }
    }
}

/// Walks a list by its links, while three others make work orders; what was met, and how many the others made.
fn walk_while_others_write(app: &App, project: &str, from: &str) -> (Vec<String>, usize) {
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3)
            .map(|thread| {
                let ended = &ended;
                scope.spawn(move || {
                    let mut count = 0;
                    while !ended.load(Ordering::Relaxed) && count < 400 {
                        post(app, "work-orders", order(project, &format!("{count}-{thread}"))).expect(200);
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        let mut seen = Vec::new();
        let mut next = Some(from.to_owned());
        while let Some(address) = next {
            let page = get(app, &address);
            seen.extend(
                entries(&page).iter().map(|entry| entry["work_order_id"].as_str().expect("an id").to_owned()),
            );
            next = next_of(app, &page);
        }
        ended.store(true, Ordering::Relaxed);
        (seen, writers.into_iter().map(|writer| writer.join().expect("it ends")).sum())
    })
}
