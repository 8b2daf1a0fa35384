use docket_domain::query::{parse_filters, parse_q, parse_sort};

use super::*;
use crate::plan::{assert_seeks_on_postgres, ground, plan};

fn query(filters: &str, sort: &str) -> Query {
    Query {
        filter: (!filters.is_empty()).then(|| parse_filters(filters).unwrap()),
        sort: if sort.is_empty() { Vec::new() } else { parse_sort(sort).unwrap() },
        limit: 20,
        ..Query::default()
    }
}

fn text(query: &Query) -> String {
    let patterns = query.words.as_ref().map_or_else(Vec::new, patterns);
    Statement::of(TenantId(1), query, &patterns).text
}

#[test]
fn every_short_search_reads_one_index_in_its_order() {
    let (_folder, db) = ground();
    for (filters, sort, index) in [
        ("OrderStatus==3", "", "job_status"),
        ("OrderStatus==3", "-OrderNum", "job_status"),
        ("AccountNum==a", "OrderNum", "job_account"),
        ("LocationNum==l", "", "job_location"),
        ("UserName==ada", "PlannedStartDate", "job_user"),
        ("UserName==ada", "-PlannedStartDate,-OrderNum", "job_user"),
        ("PlannedStartDate>=2026-01-01", "PlannedStartDate", "job_planned_start"),
        ("PlannedEndDate<2026-01-01", "-PlannedEndDate", "job_planned_end"),
    ] {
        let query = query(filters, sort);
        assert!(query.is_short(), "{filters} {sort}");
        let plan = plan(&db, &text(&query));
        assert!(plan.contains(&format!("SEARCH job USING INDEX {index} (")), "{filters} {sort}: {plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{filters} {sort}: {plan}");
        assert_seeks_on_postgres(&text(&query), index, false);
    }
}

#[test]
fn a_number_is_found_through_the_key_and_through_its_folded_form() {
    let (_folder, db) = ground();
    for filters in ["OrderNum==a", "OrderNum=in=(a,b)"] {
        let query = query(filters, "");
        assert!(query.is_short());
        let plan = plan(&db, &text(&query));
        assert!(plan.contains("job_alias (tenant=? AND alias=?)"), "{plan}");
        assert!(plan.contains("sqlite_autoindex_job_1 (tenant=? AND num=?)"), "{plan}");
        assert!(!plan.contains("SCAN"), "{plan}");
        for through in ["job_alias (tenant=? AND alias=?)", "job_pkey (tenant=? AND num=?)"] {
            assert_seeks_on_postgres(&text(&query), through, true);
        }
    }
}

#[test]
fn the_jobs_of_a_few_are_found_without_reading_all_others() {
    let (_folder, db) = ground();
    for (filters, sort, through) in [
        ("UserName==ada", "", "job_user (tenant=? AND user_name=?)"),
        ("UserName=in=(ada,bob)", "-OrderNum", "job_user (tenant=? AND user_name=?)"),
        ("UserName==ada;OrderStatus==3", "", "job_user (tenant=? AND user_name=?)"),
        (
            "OrderStatus=in=(3,4);AccountNum==a",
            "PlannedStartDate",
            "job_account (tenant=? AND account_num=?)",
        ),
        ("AccountNum=in=(a,b)", "", "job_account (tenant=? AND account_num=?)"),
        ("LocationNum==l;Priority==1", "", "job_location (tenant=? AND location_num=?)"),
    ] {
        let text = text(&query(filters, sort));
        let plan = plan(&db, &text);
        assert!(plan.contains(through) && !plan.contains("SCAN"), "{filters} {sort}: {plan}");
        assert_seeks_on_postgres(&text, through, true);
    }
}

#[test]
fn a_search_that_may_read_more_than_it_answers_is_not_short() {
    for (filters, sort) in [
        ("", ""),
        ("OrderStatus==3", "Priority"),
        ("OrderStatus!=3", ""),
        ("OrderStatus==3;Priority==1", ""),
        ("OrderStatus==3,OrderStatus==4", ""),
        ("UserName==''", "PlannedStartDate"),
        ("UserName==ada", ""),
        ("LocationNum==''", ""),
        ("PlannedStartDate!=2026-01-01", "PlannedStartDate"),
        ("PlannedStartDate>2026-01-01", ""),
        ("OrderStatus==3", "OrderNum,Priority"),
    ] {
        assert!(!query(filters, sort).is_short(), "{filters} {sort}");
    }
    assert!(!Query { words: Some(parse_q("x").unwrap()), ..query("OrderStatus==3", "") }.is_short());
    assert!(!Query { start: 1_001, ..query("OrderStatus==3", "") }.is_short());
}

#[test]
fn parameters_are_numbered_in_the_order_of_their_first_use() {
    let mut query = query(
        "(OrderNum=in=(a,b),OrderNum!=c);PlannedStartDate=out=(2026-01-01,2026-01-02);DispatchStatus<3",
        "-Priority,PlannedEndDate",
    );
    query.words = Some(parse_q("a%b::in:OrderNum,UserName").unwrap());
    assert_eq!(
        text(&query),
        "SELECT receipt, doc FROM job WHERE tenant = $1 AND deleted = 0 AND \
         (((num IN (SELECT num FROM job WHERE tenant = $1 AND num IN ($2, $3) UNION ALL \
         SELECT num FROM job WHERE tenant = $1 AND alias IN ($2, $3) AND alias IS NOT NULL)) OR (COALESCE(alias, num) <> $4)) AND \
         (planned_start IS NULL OR planned_start NOT IN ($5, $6)) AND (dispatch_status < $7)) \
         AND (COALESCE(alias, num) LIKE $8 ESCAPE '\\' OR user_name LIKE $8 ESCAPE '\\') \
         ORDER BY priority DESC, planned_end NULLS FIRST, num LIMIT $9 OFFSET $10"
    );
}

#[test]
fn a_term_is_taken_as_it_is_and_each_of_its_words_must_occur() {
    assert_eq!(patterns(&parse_q(r"50%_\ pump").unwrap()), [r"%50\%\_\\%", "%pump%"]);
    assert_eq!(patterns(&parse_q("a b::in:UserName").unwrap()), ["%a b%"]);
}
