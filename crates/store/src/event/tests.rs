use super::*;
use crate::plan::{assert_seeks, ground};

#[test]
fn pages_of_the_log_begin_at_their_place_and_are_not_sorted() {
    let (_folder, db) = ground();
    assert_seeks(&db, &PAGE, "event_order (tenant=? AND xid=? AND rowid>?)");
    assert_seeks(&db, &EXPORT_API, "event_order (tenant=? AND xid=? AND rowid>?)");
    assert_seeks(&db, &EXPORT_MOB, "event_mobile (tenant=? AND xid=? AND seq>?)");
    assert_seeks(&db, &EXPORT_SCH, "event_scheduler (tenant=? AND xid=? AND seq>?)");
    assert_seeks(&db, &NEWEST, "event_order (tenant=?)");
}

#[test]
fn the_versions_of_one_thing_are_found_without_those_of_others() {
    let (_folder, db) = ground();
    assert_seeks(&db, &HISTORY, "event_entity (tenant=? AND <expr>=? AND key=? AND entity=? AND version<?)");
    assert_seeks(
        &db,
        &LATER,
        "event_entity (tenant=? AND <expr>=? AND key=? AND entity=? AND version>? AND version<?)",
    );
}
