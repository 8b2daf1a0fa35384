use docket_domain::job::{Patch, go_back, settle, undo};
use docket_domain::json::{Object, parse_object};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{number, object, put};

/// Bodies that the checks accept, from a small set of names and values so that they meet.
fn body() -> impl Strategy<Value = Object> {
    let key = || prop::sample::select(vec!["1", "2", "3"]);
    let delete = || prop::option::of(any::<bool>());
    let row = move |name: &'static str, inner: BoxedStrategy<Option<Value>>, collection: &'static str| {
        (prop::option::of(key()), delete(), prop::option::of("[ab]"), inner)
            .prop_map(move |(key, delete, more, inner)| {
                let mut row = Object::new();
                key.map(|key| row.insert(name.into(), key.into()));
                delete.map(|delete| row.insert("Delete".into(), delete.into()));
                more.map(|more| row.insert("Desc".into(), more.into()));
                inner.map(|inner| row.insert(collection.into(), inner));
                Value::Object(row)
            })
            .boxed()
    };
    let rows = |row: BoxedStrategy<Value>| prop::collection::vec(row, 0..4).prop_map(Value::from).boxed();
    let some = |rows: BoxedStrategy<Value>| prop::option::of(rows).boxed();
    let none = || Just(None::<Value>).boxed();
    let notes = rows(row("ID", none(), ""));
    let tasks = rows(row("TaskID", some(notes.clone()), "Notes"));
    let member = prop_oneof![
        notes.prop_map(|rows| ("Credits", rows)),
        tasks.prop_map(|rows| ("Tasks", rows)),
        rows(row("ProdNum", none(), "")).prop_map(|rows| ("OrderedItems", rows)),
        (0..3, any::<bool>())
            .prop_map(|(n, empty)| ("Rules", if empty { json!({}) } else { json!({"IsOps": n}) })),
        delete()
            .prop_map(|delete| ("FollowupSchedule", json!({"ID": "1", "Delete": delete.unwrap_or(false)}))),
        "[ab]{0,1}".prop_map(|user| ("UserName", user.into())),
        any::<bool>().prop_map(|set| (
            "PlannedStartDate",
            if set { "2026-12-01T08:00:00Z".into() } else { "".into() }
        )),
        (0..4_i32).prop_map(|status| ("DispatchStatus", status.into())),
        any::<bool>().prop_map(|read| ("IsRead", read.into())),
        Just(("Surveys", json!([{"q": 1}]))),
        Just(("Account", json!({"AccountNum": "1", "Delete": true}))),
        any::<bool>().prop_map(|delete| ("Delete", delete.into())),
    ];
    prop::collection::vec(member, 0..8)
        .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn patch_body() -> impl Strategy<Value = Object> {
    let field = prop::sample::select(vec!["Rules", "Tasks", "UserName", "Unknown"]);
    let path = prop::sample::select(vec![
        "$.Tasks[0]",
        "$.Credits[?@.ID=='1']",
        "$.Rules.IsOps",
        "$..Desc",
        "$.Tasks[*].Notes[0]",
    ]);
    (body(), prop::collection::vec(field, 0..3), prop::collection::vec(path, 0..3)).prop_map(
        |(mut body, fields, paths)| {
            body.insert("_fields".into(), json!(fields));
            body.insert("_paths".into(), json!(paths));
            body
        },
    )
}

fn stored() -> impl Strategy<Value = Object> {
    body().prop_map(|body| {
        let mut doc = object(put(Value::Object(body)).expect("a good body"));
        settle(None, &mut doc, "2026-11-21T10:00:00.000Z", None);
        doc
    })
}

fn no_controls(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().all(|(name, value)| {
            !["Delete", "_fields", "_paths"].contains(&name.as_str()) && no_controls(value)
        }),
        Value::Array(elements) => elements.iter().all(no_controls),
        _ => true,
    }
}

proptest! {
    #[test]
    fn no_write_ever_stores_a_control_member(before in stored(), body in patch_body()) {
        let was_empty = Some(&json!({})) == before.get("Rules");
        let mut doc = before;
        prop_assert!(no_controls(&Value::Object(doc.clone())));
        Patch::compile(&number(), body).unwrap().apply(&mut doc).unwrap();
        prop_assert!(no_controls(&Value::Object(doc.clone())));
        prop_assert_eq!(&doc["OrderNum"], "1214");
        let empty = Some(&json!({})) == doc.get("Rules");
        prop_assert!(!empty || was_empty);
    }

    #[test]
    fn a_patch_that_has_merged_merges_again_without_effect(before in stored(), body in body()) {
        // Elements without a key are appended each time.
        let keyed: Object = body.into_iter().filter(|(name, _)| !["Credits", "Tasks", "OrderedItems"].contains(&name.as_str())).collect();
        let patch = Patch::compile(&number(), keyed).unwrap();
        let mut once = before;
        patch.apply(&mut once).unwrap();
        let mut twice = once.clone();
        patch.apply(&mut twice).unwrap();
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn going_back_gives_the_version_before(before in stored(), after in stored()) {
        let undo = undo(&before, &after);
        let mut doc = after;
        go_back(&mut doc, &undo);
        prop_assert_eq!(doc, before);
    }

    #[test]
    fn settling_again_changes_nothing_and_tells_nobody(before in stored(), body in patch_body()) {
        let mut after = before.clone();
        Patch::compile(&number(), body).unwrap().apply(&mut after).unwrap();
        settle(Some(&before), &mut after, "2026-11-22T10:00:00.000Z", None);
        let mut again = after.clone();
        let notices = settle(Some(&after), &mut again, "2026-11-23T10:00:00.000Z", None);
        prop_assert!(notices.is_empty());
        let bytes = serde_json::to_vec(&again).unwrap();
        prop_assert_eq!(&bytes, &serde_json::to_vec(&after).unwrap());
        prop_assert_eq!(parse_object(&bytes).unwrap(), again);
    }
}
