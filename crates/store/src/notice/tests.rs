use super::*;
use crate::plan::{assert_seeks_on_postgres, ground, plan};

#[test]
fn every_list_for_the_office_begins_at_its_place() {
    let (_folder, db) = ground();
    let place: Place = (1, "ada".to_owned(), 1);
    for (user, job, through, sorts) in [
        (None, None, "(tenant=? AND (created,user_id,n)<(?,?,?))", false),
        (Some("ada"), None, "(tenant=? AND user_id=? AND n<?)", false),
        (None, Some("1"), "notice_job (tenant=? AND num=? AND (created,user_id,n)<(?,?,?))", false),
        // The notices about one job are few.
        (Some("ada"), Some("1"), "notice_job (tenant=? AND num=? AND (created,user_id,n)<(?,?,?))", true),
    ] {
        for acked in [None, Some(true), Some(false)] {
            let wanted = Wanted { user: user.map(str::to_owned), job: job.map(str::to_owned), acked };
            let (text, args) = listing(TenantId(1), &wanted, Some(&place), 10);
            let plan = plan(&db, &text);
            assert!(text.ends_with(&format!("LIMIT ${}", args.len())), "{text}");
            assert!(plan.contains(through) && !plan.contains("SCAN"), "{text}: {plan}");
            assert!(sorts || !plan.contains("TEMP B-TREE"), "{text}: {plan}");
            let (index, columns) = through.split_once('(').expect("columns");
            let index = match (index, acked) {
                ("", _) if user.is_some() => "notice_pkey",
                ("", Some(false)) => "notice_pending",
                ("", _) => "notice_created",
                _ => "notice_job",
            };
            assert_seeks_on_postgres(&text, &format!("{index} ({columns}"), sorts);
        }
    }
}
