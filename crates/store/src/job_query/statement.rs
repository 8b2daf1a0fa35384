//! The text of a search and its parameters.

use docket_domain::query::{Arg as Value, Field, Filter, Op, Sort, Words};
use docket_domain::tenant::TenantId;

use super::{Query, says_something};
use crate::Arg;

/// A search as a statement. SQLite numbers parameters by their first use, so they are written in order.
pub(super) struct Statement<'q> {
    pub(super) text: String,
    pub(super) args: Vec<Arg<'q>>,
    /// SQLite must not read all jobs with a status, or all jobs in the order of their numbers, to find a few: without
    /// statistics it would. An expression in place of the column keeps it from that.
    of_few: bool,
}

/// What the words of a search are compared with by LIKE: of the text of all words, each word for itself; of a named
/// field, the term as a whole.
pub(super) fn patterns(words: &Words) -> Vec<String> {
    if words.fields == [Field::Text] {
        words.term.split_whitespace().map(pattern).collect()
    } else {
        vec![pattern(&words.term)]
    }
}

/// A LIKE pattern for texts that hold `term`; `\` escapes.
#[must_use]
pub fn pattern(term: &str) -> String {
    let mut pattern = String::with_capacity(term.len() + 2);
    pattern.push('%');
    for next in term.chars() {
        if matches!(next, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(next);
    }
    pattern.push('%');
    pattern
}

impl<'q> Statement<'q> {
    /// The statement of a search; `patterns` are those of its words.
    pub(super) fn of(tenant: TenantId, query: &'q Query, patterns: &'q [String]) -> Self {
        let text = "SELECT receipt, doc FROM job WHERE tenant = $1 AND deleted = 0".to_owned();
        let mut statement = Self { text, args: vec![tenant.into()], of_few: query.is_of_few() };
        if let Some(filter) = &query.filter {
            statement.push(" AND ");
            statement.filter(filter);
        }
        if let Some(words) = &query.words {
            statement.words(words, patterns);
        }
        statement.order(query);
        statement.push(" LIMIT ");
        statement.value(query.limit.into());
        statement.push(" OFFSET ");
        statement.value(query.start.into());
        statement
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn value(&mut self, value: Arg<'q>) {
        self.args.push(value);
        self.text += &format!("${}", self.args.len());
    }

    fn filter(&mut self, filter: &'q Filter) {
        match filter {
            Filter::And(parts) => self.joined(parts, " AND "),
            Filter::Or(parts) => self.joined(parts, " OR "),
            Filter::Compare { field, op, args } => self.compare(*field, *op, args),
        }
    }

    fn joined(&mut self, parts: &'q [Filter], by: &str) {
        for (place, part) in parts.iter().enumerate() {
            self.push(if place == 0 { "(" } else { by });
            self.filter(part);
        }
        self.push(")");
    }

    fn compare(&mut self, field: Field, op: Op, args: &'q [Value]) {
        let nothing_matches = field.is_time() && matches!(op, Op::Ne | Op::Out);
        if nothing_matches {
            self.push("(");
            self.push(column(field));
            self.push(" IS NULL OR ");
        } else {
            self.push("(");
        }
        match (field, op) {
            // A number is found as it is written or in its folded form, each through its own index.
            (Field::OrderNum, Op::Eq | Op::In) => {
                let first = self.args.len() + 1;
                self.push("num IN (SELECT num FROM job WHERE tenant = $1 AND num ");
                self.against(Op::In, args);
                let places: Vec<String> =
                    (first..=self.args.len()).map(|place| format!("${place}")).collect();
                self.text += &format!(
                    " UNION ALL SELECT num FROM job WHERE tenant = $1 AND alias IN ({}) AND alias IS NOT NULL)",
                    places.join(", ")
                );
            }
            (Field::OrderNum, _) => {
                self.push("COALESCE(alias, num) ");
                self.against(op, args);
            }
            _ => {
                self.push(column(field));
                self.push(if self.of_few && field == Field::OrderStatus { " || '' " } else { " " });
                self.against(op, args);
            }
        }
        if !nothing_matches {
            self.push(implied(field, op, args));
        }
        self.push(")");
    }

    /// The operator and what stands to the right of it.
    fn against(&mut self, op: Op, args: &'q [Value]) {
        self.push(match op {
            Op::Eq => "= ",
            Op::Ne => "<> ",
            Op::Gt => "> ",
            Op::Ge => ">= ",
            Op::Lt => "< ",
            Op::Le => "<= ",
            Op::In => "IN (",
            Op::Out => "NOT IN (",
        });
        for (place, arg) in args.iter().enumerate() {
            if place > 0 {
                self.push(", ");
            }
            self.value(match arg {
                Value::Text(text) => text.into(),
                Value::Time(number) | Value::Number(number) => (*number).into(),
            });
        }
        if matches!(op, Op::In | Op::Out) {
            self.push(")");
        }
    }

    /// All patterns must match; in one of the fields.
    fn words(&mut self, words: &Words, patterns: &'q [String]) {
        for pattern in patterns {
            self.push(" AND (");
            let place = self.args.len() + 1;
            self.args.push(pattern.into());
            for (number, field) in words.fields.iter().enumerate() {
                let column = if *field == Field::OrderNum { "COALESCE(alias, num)" } else { column(*field) };
                let or = if number == 0 { "" } else { " OR " };
                self.text += &format!("{or}{column} LIKE ${place} ESCAPE '\\'");
            }
            self.push(")");
        }
    }

    /// Ends with the number, which no two jobs share, in the direction of the field before: an index read backwards
    /// turns around all of its columns.
    fn order(&mut self, query: &Query) {
        self.push(" ORDER BY ");
        let number = if self.of_few { "num || ''" } else { "num" };
        for Sort { field, descending } in &query.sort {
            self.push(if *field == Field::OrderNum { number } else { column(*field) });
            // Jobs without a time stand at its beginning, as SQLite's indexes have them. Where there are none it is not
            // said, so that PostgreSQL's serve too.
            self.push(match (field.is_time() && !query.has_time(*field), descending) {
                (true, false) => " NULLS FIRST",
                (true, true) => " DESC NULLS LAST",
                (false, false) => "",
                (false, true) => " DESC",
            });
            if *field == Field::OrderNum {
                return;
            }
            self.push(", ");
        }
        self.push(number);
        self.push(if query.sort.last().is_some_and(|sort| sort.descending) { " DESC" } else { "" });
    }
}

fn column(field: Field) -> &'static str {
    match field {
        Field::OrderNum => "num",
        Field::OrderStatus => "status",
        Field::OrderType => "kind",
        Field::UserName => "user_name",
        Field::AccountNum => "account_num",
        Field::LocationNum => "location_num",
        Field::PlannedStartDate => "planned_start",
        Field::PlannedEndDate => "planned_end",
        Field::Priority => "priority",
        Field::DispatchStatus => "dispatch_status",
        Field::Text => "words",
    }
}

/// What a comparison implies about its column, in the words of the partial index over it.
fn implied(field: Field, op: Op, args: &[Value]) -> &'static str {
    let says = says_something(args);
    match (field, op) {
        (Field::PlannedStartDate, _) => " AND planned_start IS NOT NULL",
        (Field::PlannedEndDate, _) => " AND planned_end IS NOT NULL",
        (Field::UserName, Op::Eq | Op::In | Op::Ge) if says => " AND user_name <> ''",
        (Field::UserName, Op::Gt) => " AND user_name <> ''",
        (Field::LocationNum, Op::Eq | Op::In | Op::Ge) if says => " AND location_num <> ''",
        (Field::LocationNum, Op::Gt) => " AND location_num <> ''",
        _ => "",
    }
}
