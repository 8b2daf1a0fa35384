//! The many-form of a statement: one text that does for many callers what the plain text does for one. PostgreSQL takes
//! the parameters of all callers as arrays; SQLite, where a statement costs no round trip, only has the plain form.

/// The many-form of a plain text of PostgreSQL whose parameters have these types; `None` if it has none.
///
/// Parameter `$1` becomes an array with the `$1` of every caller. A SELECT answers the plain columns and behind them the
/// caller's place, from 1. An INSERT of VALUES or an UPDATE changes the rows of all callers; together they must change
/// exactly one row for each.
pub(crate) fn text(plain: &str, types: &[&str]) -> Option<String> {
    let body = with_keys(plain);
    let arrays: Vec<_> = (1..).zip(types).map(|(n, ty)| format!("${n}::{ty}[]")).collect();
    let names: Vec<_> = (1..=types.len()).map(|n| format!("a{n}")).collect();
    let (arrays, names) = (arrays.join(", "), names.join(", "));
    let keys = format!("unnest({arrays}) WITH ORDINALITY AS k({names}, place)");
    if body.starts_with("SELECT ") {
        // OFFSET 0 keeps the look-up a look-up: each key goes through the index, in the order of the keys.
        return Some(format!(
            "SELECT found.*, k.place FROM {keys} CROSS JOIN LATERAL ({body} OFFSET 0) AS found"
        ));
    }
    if body.starts_with("INSERT ") {
        let (head, rest) = body.split_once(" VALUES (")?;
        let end = closing(rest)?;
        return Some(format!("{head} SELECT {} FROM {keys}{}", &rest[..end], &rest[end + 1..]));
    }
    let (head, condition) = body.split_once(" WHERE ").filter(|_| body.starts_with("UPDATE "))?;
    Some(format!("{head} FROM {keys} WHERE {condition}"))
}

/// `$1` as the column `k.a1`.
fn with_keys(plain: &str) -> String {
    plain.trim_end().replace('$', "k.a")
}

/// Where the parenthesis that is open at the beginning is closed.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        (open == 0).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_look_up_finds_the_rows_of_each_place() {
        let many = text("SELECT n FROM t WHERE a = $1 AND b = $2 FOR UPDATE ", &["int8", "text"]);
        assert_eq!(
            many.as_deref(),
            Some(
                "SELECT found.*, k.place FROM unnest($1::int8[], $2::text[]) WITH ORDINALITY AS k(a1, a2, place) \
                 CROSS JOIN LATERAL (SELECT n FROM t WHERE a = k.a1 AND b = k.a2 FOR UPDATE OFFSET 0) AS found"
            )
        );
    }

    #[test]
    fn an_insert_takes_its_values_from_all_callers() {
        let plain =
            "INSERT INTO t (a, b) VALUES (GREATEST(f(), $1), 0) ON CONFLICT (a) DO UPDATE SET b = excluded.b";
        assert_eq!(
            text(plain, &["int8"]).as_deref(),
            Some(
                "INSERT INTO t (a, b) SELECT GREATEST(f(), k.a1), 0 FROM unnest($1::int8[]) WITH ORDINALITY AS \
                 k(a1, place) ON CONFLICT (a) DO UPDATE SET b = excluded.b"
            )
        );
    }

    #[test]
    fn an_update_finds_its_row_by_the_keys() {
        assert_eq!(
            text("UPDATE t SET b = $1 WHERE a = $2", &["text", "int8"]).as_deref(),
            Some(
                "UPDATE t SET b = k.a1 FROM unnest($1::text[], $2::int8[]) WITH ORDINALITY AS k(a1, a2, place) \
                 WHERE a = k.a2"
            )
        );
    }

    #[test]
    fn what_is_neither_has_no_such_form() {
        assert_eq!(text("DELETE FROM t WHERE a = $1", &["int8"]), None);
        assert_eq!(text("INSERT INTO t SELECT $1", &["int8"]), None);
    }
}
