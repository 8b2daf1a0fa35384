use super::*;
use crate::plan::{assert_seeks_on_postgres, ground, plan};

/// Asserts that both engines find a list in its order through an index and these columns, from the beginning and from a place on.
fn assert_seeks(wanted: &Wanted, through: &str) {
    let (_folder, db) = ground();
    let key = if wanted.sort == Sort::Created { Key::None } else { Key::Text("x".to_owned()) };
    for (after, descending) in
        [(None, false), (Some((key.clone(), "x".to_owned())), false), (Some((key, "x".to_owned())), true)]
    {
        let wanted = Wanted { after, descending, ..wanted.clone() };
        let like = wanted.like();
        let mut statement = Statement::page(TenantId(1), &wanted);
        statement.narrow(like.as_deref());
        statement.go_on();
        statement.order();
        let plan = plan(&db, &statement.text);
        // The key of a table without row numbers has no name.
        assert!(plan.contains(&through.replace("lineage_pkey", "PRIMARY KEY")), "{wanted:?}: {plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{wanted:?}: {plan}");
        assert_seeks_on_postgres(&statement.text, through.trim_end_matches(')'), false);
    }
}

#[test]
fn short_lists_read_one_index_in_its_order() {
    let all = Wanted::all(EntityType::Customer, 10);
    assert!(all.is_short());
    assert_seeks(&all, "sqlite_autoindex_entity_1 (tenant=? AND kind=?");
    let labelled = Wanted { sort: Sort::Label, ..all.clone() };
    assert!(labelled.is_short());
    assert_seeks(&labelled, "entity_label (tenant=? AND kind=?");
    let owned = Wanted { ancestors: vec!["a".to_owned()], ..all };
    assert!(owned.is_short());
    assert_seeks(&owned, "lineage_pkey (tenant=? AND ancestor=? AND kind=?");
    assert_seeks(&owned, "sqlite_autoindex_entity_1 (tenant=? AND kind=? AND id=?)");
}

#[test]
fn what_a_user_has_relations_to_is_looked_up_for_each_entity() {
    let seer = Some(Seer { user: "u".to_owned(), by_location: true });
    let wanted = Wanted { seer, ..Wanted::all(EntityType::WorkOrder, 10) };
    assert_seeks(&wanted, "sqlite_autoindex_entity_1 (tenant=? AND kind=?");
}

#[test]
fn whether_a_run_could_begin_on_an_entity_is_looked_up_for_each() {
    for free in [true, false] {
        let wanted = Wanted { free: Some(free), ..Wanted::all(EntityType::Unit, 10) };
        assert_seeks(&wanted, "context_entity (tenant=? AND entity=?");
    }
}
