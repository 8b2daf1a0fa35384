use super::*;
use crate::plan;

fn text(wanted: &Wanted) -> String {
    let mut statement = Statement::new(TenantId(1), wanted, concat!("SELECT ", columns!()));
    statement.narrow();
    statement.go_on();
    statement.order();
    statement.text
}

/// SQLite's plan; PostgreSQL finds the rows through the same columns of this index.
fn planned(wanted: &Wanted, through: &str) -> String {
    let (_folder, db) = plan::ground();
    let text = text(wanted);
    // There, what an index is for is not said once more when it is used.
    plan::assert_seeks_on_postgres(&text, &through.replace(" AND waiting_for_user=?", ""), false);
    plan::plan(&db, &text)
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
            let plan = planned(&Wanted { active, descending, after, ..Wanted::new(of.clone(), 10) }, index);
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{of:?}: {plan}");
        }
    }
}

#[test]
fn the_cycle_of_a_run_and_the_relations_of_a_user_are_looked_up() {
    let seer = Some(Seer { user: "u".to_owned(), by_location: true });
    let wanted =
        Wanted { category: Some(Category::Blocked), seer, ..Wanted::new(Of::WorkOrder("w".to_owned()), 10) };
    let (_folder, db) = plan::ground();
    let text = text(&wanted);
    // PostgreSQL may join the few runs of one work order in another order than the list's.
    plan::assert_seeks_on_postgres(&text, "context_work_order (tenant=? AND work_order=?)", true);
    let plan = plan::plan(&db, &text);
    assert!(!plan.contains("SCAN"), "{plan}");
    assert!(plan.contains("(tenant=? AND work_order=? AND n=?)"), "{plan}");
}

#[test]
fn those_that_go_on_and_those_that_wait_for_a_user_are_found_without_the_others() {
    let all = || Wanted::new(Of::All, 10);
    let state = "context_state (tenant=?";
    let cases = [
        (Wanted { active: Some(true), ..all() }, "context_state (tenant=? AND active=? AND id"),
        (Wanted { active: Some(false), ..all() }, "context_state (tenant=? AND active=? AND id"),
        (Wanted { sort: Sort::Active, ..all() }, state),
        (
            Wanted { waiting_for_user: Some(true), ..all() },
            "context_waiting (tenant=? AND waiting_for_user=? AND id",
        ),
    ];
    for (wanted, index) in cases {
        for descending in [false, true] {
            let after = Some((0, "x".to_owned()));
            let plan = planned(&Wanted { descending, after, ..wanted.clone() }, index);
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{wanted:?}: {plan}");
        }
    }
}
