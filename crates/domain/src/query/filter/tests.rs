use super::*;
use proptest::prelude::*;

fn text(field: Field, op: Op, value: &str) -> Filter {
    Filter::Compare { field, op, args: vec![Arg::Text(value.to_owned())] }
}

fn is(value: &str) -> Filter {
    text(Field::OrderNum, Op::Eq, value)
}

fn refused(filter: &str) -> String {
    let fault = parse_filters(filter).expect_err(filter);
    assert_eq!(fault.name, "filters");
    fault.reason
}

#[test]
fn every_operator_is_read_in_each_of_its_spellings() {
    for (spellings, op) in [
        (&["=="][..], Op::Eq),
        (&["!=", "=ne="], Op::Ne),
        (&[">", "=gt="], Op::Gt),
        (&[">=", "=ge="], Op::Ge),
        (&["<", "=lt="], Op::Lt),
        (&["<=", "=le="], Op::Le),
        (&["=in="], Op::In),
        (&["=out="], Op::Out),
    ] {
        for spelling in spellings {
            let expected = Ok(text(Field::UserName, op, "eastcoast"));
            assert_eq!(parse_filters(&format!("UserName{spelling}EastCoast")), expected, "{spelling}");
            assert_eq!(parse_filters(&format!(" UserName {spelling} EastCoast ")), expected, "{spelling}");
        }
    }
}

#[test]
fn and_binds_closer_than_or_and_both_have_two_spellings() {
    let expected = Filter::Or(vec![is("a"), Filter::And(vec![is("b"), is("c")]), is("d")]);
    assert_eq!(parse_filters("OrderNum==a,OrderNum==b;OrderNum==c,OrderNum==d"), Ok(expected.clone()));
    assert_eq!(parse_filters("OrderNum==a or OrderNum==b and OrderNum==c OR OrderNum==d"), Ok(expected));
}

#[test]
fn parentheses_group() {
    let expected = Filter::And(vec![Filter::Or(vec![is("a"), is("b")]), is("c")]);
    assert_eq!(parse_filters("(OrderNum==a,OrderNum==b);OrderNum==c"), Ok(expected.clone()));
    assert_eq!(parse_filters("((OrderNum==a or(OrderNum==b)))and(OrderNum==c)"), Ok(expected));
}

#[test]
fn a_word_that_begins_like_a_keyword_is_a_value_or_a_field() {
    assert_eq!(parse_filters("OrderNum==or"), Ok(is("or")));
    assert_eq!(parse_filters("OrderNum==a and OrderNum==and"), Ok(Filter::And(vec![is("a"), is("and")])));
    assert_eq!(
        parse_filters("OrderNum==a or OrderStatus==1"),
        Ok(Filter::Or(vec![is("a"), text(Field::OrderStatus, Op::Eq, "1")]))
    );
}

#[test]
fn quotes_hold_reserved_characters_and_a_backslash_takes_the_next_as_it_is() {
    assert_eq!(parse_filters(r#"OrderNum=="a;b,c \"d\" 'e' \\""#), Ok(is(r#"a;b,c "d" 'e' \"#)));
    assert_eq!(parse_filters(r"OrderNum=='it\'s'"), Ok(is("it's")));
    assert_eq!(parse_filters("OrderNum==''"), Ok(is("")));
}

#[test]
fn several_values_stand_in_parentheses() {
    let args = ["1", "6", "a,b"].map(|value| Arg::Text(value.to_owned())).to_vec();
    let expected = Filter::Compare { field: Field::OrderStatus, op: Op::In, args };
    assert_eq!(parse_filters("OrderStatus=in=( 1,6 , 'a,b' )"), Ok(expected));
}

#[test]
fn values_have_the_type_of_their_field() {
    let times = Filter::Compare {
        field: Field::PlannedStartDate,
        op: Op::Ge,
        args: vec![Arg::Time(1_795_255_200_000)],
    };
    assert_eq!(parse_filters("PlannedStartDate>=2026-11-21T12:00:00+02:00"), Ok(times));
    let number = Filter::Compare { field: Field::DispatchStatus, op: Op::Eq, args: vec![Arg::Number(3)] };
    assert_eq!(parse_filters("DispatchStatus==3"), Ok(number));
    assert_eq!(parse_filters("Account/AccountNum==A1"), Ok(text(Field::AccountNum, Op::Eq, "a1")));
}

#[test]
fn a_fault_says_what_is_wrong_and_at_which_character() {
    for (filter, what, place) in [
        ("", "expected a field", 1),
        ("OrderNum==a;", "expected a field", 13),
        ("OrderNum==ä;Colour==red", "unknown field \"Colour\"", 13),
        ("OrderNum", "unknown operator", 9),
        ("OrderNum=a", "unknown operator", 9),
        ("OrderNum=like=a", "unknown operator", 9),
        ("OrderNum==", "expected a value", 11),
        ("OrderNum=in=()", "expected a value", 14),
        ("OrderNum=in=(a", "expected , or )", 15),
        ("OrderNum==(a,b)", "several values need", 11),
        ("OrderNum=='a", "the quote is not closed", 11),
        (r"OrderNum=='a\", "the quote is not closed", 11),
        ("(OrderNum==a", "expected )", 13),
        ("OrderNum==a)", "expected ; or ,", 12),
        ("OrderNum==a b", "expected ; or ,", 13),
        ("OrderNum==a orOrderNum==b", "expected ; or ,", 13),
        ("OrderNum==a and", "expected ; or ,", 13),
        ("PlannedStartDate>tomorrow", "PlannedStartDate needs a time", 18),
        ("DispatchStatus==three", "DispatchStatus needs a whole number", 17),
    ] {
        let reason = refused(filter);
        assert!(reason.starts_with(&format!("can't be read: {what}")), "{filter}: {reason}");
        assert!(reason.ends_with(&format!(", at character {place}")), "{filter}: {reason}");
    }
}

#[test]
fn depth_comparisons_and_values_are_bounded() {
    let nested = |depth: usize| format!("{}OrderNum==a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(parse_filters(&nested(MAX_DEPTH)), Ok(is("a")));
    assert!(refused(&nested(MAX_DEPTH + 1)).contains("nested deeper"));
    assert!(refused(&"(".repeat(1_000_000)).contains("nested deeper"));
    let comparisons = |count: usize| vec!["OrderNum==a"; count].join(",");
    assert!(parse_filters(&comparisons(MAX_COMPARISONS)).is_ok());
    assert!(refused(&comparisons(MAX_COMPARISONS + 1)).contains("comparisons"));
    let values = |count: usize| format!("OrderNum=in=({})", vec!["a"; count].join(","));
    assert!(parse_filters(&values(MAX_ARGS)).is_ok());
    assert!(refused(&values(MAX_ARGS + 1)).contains("values"));
}

#[test]
fn parentheses_side_by_side_do_not_count_as_depth() {
    assert!(parse_filters(&vec!["(OrderNum==a)"; MAX_DEPTH * 2].join(";")).is_ok());
}

#[test]
fn folding_goes_letter_by_letter_so_that_a_part_of_a_text_is_found_in_it() {
    assert_eq!(fold("EastCoast ÄÖ"), "eastcoast äö");
    assert_eq!(fold("ΟΔΟΣ"), fold("ΟΔΟ") + &fold("Σ"));
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(input in any::<String>()) {
        let _ = parse_filters(&input);
    }

    #[test]
    fn no_text_made_of_the_grammar_s_own_pieces_makes_the_parser_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "OrderNum", "PlannedStartDate", "==", "=in=", ">", "(", ")", ",", ";", " and ", " or", "'", "\"", "\\", "é", "1", " ",
        ]), 0..40)
    ) {
        let _ = parse_filters(&pieces.concat());
    }

    #[test]
    fn a_quoted_value_comes_back_folded(value in "\\PC{0,20}") {
        let quoted = value.replace('\\', r"\\").replace('\'', r"\'");
        prop_assert_eq!(parse_filters(&format!("OrderNum=='{quoted}'")), Ok(is(&fold(&value))));
    }
}
