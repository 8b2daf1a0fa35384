use super::accepted;
use crate::custom_field::{Field, Level, inherit, overlay};
use crate::entity::EntityType::{Customer, Part, Program, Project, Unit, WorkOrder};
use serde_json::{Value, json};

/// Own fields, each with a label, a description to know it by, and whether it is locked.
fn own<const N: usize>(fields: [(&str, &str, bool); N]) -> Vec<Field> {
    let entry = |(label, description, locked)| json!({"label": label, "filters": [], "validators": [], "description": description, "locked": locked, "value": "v"});
    accepted(&Value::Array(fields.map(entry).to_vec()), &[], Customer)
}

/// Key, origin and description of each field.
fn told(fields: &[Field]) -> Vec<(String, Option<&'static str>, String)> {
    let told = |field: &Field| {
        let description = super::wire(field)["description"].as_str().unwrap_or_default().to_owned();
        (field.key().to_owned(), field.inherited_from().map(Level::code), description)
    };
    fields.iter().map(told).collect()
}

fn row(key: &str, from: Option<&'static str>, description: &str) -> (String, Option<&'static str>, String) {
    (key.to_owned(), from, description.to_owned())
}

#[test]
fn the_lowest_definition_counts_from_tenant_to_project() {
    let tenant = own([("A", "tenant", false), ("B", "tenant", false)]);
    let (customer, program, project) =
        (own([("B", "customer", false)]), own([("C", "program", false)]), own([("A", "project", false)]));
    let fields = inherit(&[
        (Level::TENANT, &tenant[..]),
        (Customer.into(), &customer[..]),
        (Program.into(), &program[..]),
        (Project.into(), &project[..]),
    ]);
    assert_eq!(
        told(&fields),
        [
            row("a", Some("PRJ"), "project"),
            row("b", Some("CUS"), "customer"),
            row("c", Some("PGM"), "program")
        ]
    );
    assert!(fields.iter().all(|field| field.value().is_none()));
}

#[test]
fn a_locked_definition_counts_before_every_lower_one() {
    let (customer, part) = (own([("A", "customer", true)]), own([("A", "part", false)]));
    let fields = inherit(&[(Customer, &customer[..]), (Part, &part[..])]);
    assert_eq!(told(&fields), [row("a", Some("CUS"), "customer")]);
}

#[test]
fn an_entity_shows_the_newest_inherited_definition_with_its_own_value() {
    let before = inherit(&[(Part, &own([("A", "old", false)])[..])]);
    let stored = accepted(&json!([{"key": "a", "value": "1"}]), &before, Unit);
    let now = inherit(&[(Part, &own([("A", "new", false), ("B", "new", false)])[..])]);
    let shown = overlay(&now, &stored);
    assert_eq!(told(&shown), [row("a", Some("PART"), "new"), row("b", Some("PART"), "new")]);
    assert_eq!(shown[0].value(), Some("1"));
}

#[test]
fn a_definition_that_is_gone_stays_where_it_holds_a_value() {
    let before = inherit(&[(Part, &own([("A", "", false), ("B", "", false)])[..])]);
    let stored = accepted(&json!([{"key": "a", "value": "1"}]), &before, Unit);
    let shown = overlay(&[], &stored);
    assert_eq!(told(&shown), [row("a", Some("PART"), "")]);
}

#[test]
fn an_own_definition_gives_way_once_the_one_above_is_locked_and_keeps_its_value() {
    let stored = own([("A", "own", false)]);
    let above = inherit(&[(Customer, &own([("A", "customer", true)])[..])]);
    let shown = overlay(&above, &stored);
    assert_eq!(told(&shown), [row("a", Some("CUS"), "customer")]);
    assert_eq!(shown[0].value(), Some("v"));
}

#[test]
fn every_level_has_a_code_that_is_read_back() {
    for code in ["WOR", "UNIT", "TEN", "FILE", "ACT", "PUSH"] {
        assert_eq!(Level::parse(code).map(Level::code), Some(code));
    }
    assert_eq!(Level::parse("XYZ"), None);
    assert_eq!(Level::from(WorkOrder).to_string(), "WOR");
}
