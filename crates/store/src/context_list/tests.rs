use super::*;
use crate::plan;

fn planned(wanted: &Wanted) -> String {
    let (_folder, db) = plan::ground();
    let mut statement = Statement::new(TenantId(1), wanted, concat!("SELECT ", columns!()));
    statement.narrow();
    statement.go_on();
    statement.order();
    plan::plan(&db, &statement.text)
}

#[test]
fn lists_in_the_order_of_the_start_read_one_index_from_a_place_on() {
    let owners = [
        (Of::All, None, "sqlite_autoindex_context_1 (tenant=? AND id"),
        (Of::WorkFlow("w".to_owned()), Some(true), "context_active (tenant=? AND work_flow=? AND id"),
        (Of::WorkOrder("w".to_owned()), None, "context_work_order (tenant=? AND work_order=? AND id"),
        (Of::Resource("r".to_owned()), None, "context_resource (tenant=? AND resource=? AND id"),
        (Of::Entity("u".to_owned()), None, "context_of_entity (tenant=? AND entity=? AND id"),
    ];
    for (of, active, index) in owners {
        for descending in [false, true] {
            let after = Some((0, "x".to_owned()));
            let plan = planned(&Wanted { active, descending, after, ..Wanted::new(of.clone(), 10) });
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{of:?}: {plan}");
        }
    }
}

#[test]
fn the_cycle_of_a_run_and_the_relations_of_a_user_are_looked_up() {
    let seer = Some(Seer { user: "u".to_owned(), by_location: true });
    let wanted =
        Wanted { category: Some(Category::Blocked), seer, ..Wanted::new(Of::WorkOrder("w".to_owned()), 10) };
    let plan = planned(&wanted);
    assert!(!plan.contains("SCAN"), "{plan}");
    assert!(plan.contains("(tenant=? AND work_order=? AND n=?)"), "{plan}");
}
