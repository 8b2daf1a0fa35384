//! The `filters` parameter: `selector operator arguments`, joined by `;` or `and` (binds closer) and `,` or `or`.

use super::field::{Field, unknown};
use super::fold;
use super::scan::Scan;
use crate::fault::Fault;
use crate::time::parse_ms;

/// How deep parentheses may be nested.
pub const MAX_DEPTH: usize = 32;
/// How many comparisons one filter may hold.
pub const MAX_COMPARISONS: usize = 200;
/// How many arguments all comparisons of one filter may hold together.
pub const MAX_ARGS: usize = 200;

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `==`
    Eq,
    /// `!=`, `=ne=`
    Ne,
    /// `>`, `=gt=`
    Gt,
    /// `>=`, `=ge=`
    Ge,
    /// `<`, `=lt=`
    Lt,
    /// `<=`, `=le=`
    Le,
    /// `=in=`: one of the arguments.
    In,
    /// `=out=`: none of the arguments.
    Out,
}

/// Operators as they are written; of two with the same beginning the longer stands first.
const OPERATORS: [(&str, Op); 13] = [
    ("==", Op::Eq),
    ("!=", Op::Ne),
    ("=ne=", Op::Ne),
    ("=gt=", Op::Gt),
    (">=", Op::Ge),
    (">", Op::Gt),
    ("=ge=", Op::Ge),
    ("=lt=", Op::Lt),
    ("<=", Op::Le),
    ("<", Op::Lt),
    ("=le=", Op::Le),
    ("=in=", Op::In),
    ("=out=", Op::Out),
];

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Text, folded by [`fold`].
    Text(String),
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Time(i64),
    /// A whole number.
    Number(i64),
}

/// A condition on jobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// All of at least two.
    And(Vec<Filter>),
    /// Any of at least two.
    Or(Vec<Filter>),
    /// A comparison; the arguments are of the field's type, one unless the operator is `In` or `Out`, never none.
    Compare {
        /// What is compared.
        field: Field,
        /// How.
        op: Op,
        /// With what.
        args: Vec<Arg>,
    },
}

/// Reads the `filters` parameter. Arguments are words or quoted by `'` or `"`, in which `\` takes the next character
/// as it is; several stand in parentheses.
///
/// # Errors
/// What is wrong and at which character: an unknown field or operator, a value that is no time or number where one is
/// needed, or more than [`MAX_DEPTH`], [`MAX_COMPARISONS`] or [`MAX_ARGS`] allow.
pub fn parse_filters(text: &str) -> Result<Filter, Fault> {
    let mut parser = Parser { scan: Scan::new(text), depth: 0, comparisons: 0, args: 0 };
    let filter = parser.any()?;
    match parser.scan.peek() {
        None => Ok(filter),
        Some(_) => Err(parser.scan.fault("expected ; or , or the end")),
    }
}

struct Parser<'a> {
    scan: Scan<'a>,
    depth: usize,
    comparisons: usize,
    args: usize,
}

impl Parser<'_> {
    /// `all , all or all …`
    fn any(&mut self) -> Result<Filter, Fault> {
        let mut parts = vec![self.all()?];
        while self.scan.take(",") || self.scan.take_word("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Filter::Or))
    }

    /// `term ; term and term …`
    fn all(&mut self) -> Result<Filter, Fault> {
        let mut parts = vec![self.term()?];
        while self.scan.take(";") || self.scan.take_word("and") {
            parts.push(self.term()?);
        }
        Ok(one_or(parts, Filter::And))
    }

    /// A comparison or a filter in parentheses, and the space after it.
    fn term(&mut self) -> Result<Filter, Fault> {
        self.scan.skip_space();
        let filter = if self.scan.take("(") { self.nested()? } else { self.comparison()? };
        self.scan.skip_space();
        Ok(filter)
    }

    fn nested(&mut self) -> Result<Filter, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.scan.fault(&format!("parentheses are nested deeper than {MAX_DEPTH}")));
        }
        let filter = self.any()?;
        if !self.scan.take(")") {
            return Err(self.scan.fault("expected )"));
        }
        self.depth -= 1;
        Ok(filter)
    }

    fn comparison(&mut self) -> Result<Filter, Fault> {
        let start = self.scan.at();
        let selector = self.scan.take_while(|next| !is_reserved(next));
        if selector.is_empty() {
            return Err(self.scan.fault("expected a field"));
        }
        let field = Field::parse(selector).ok_or_else(|| self.scan.fault_at(start, &unknown(selector)))?;
        self.scan.skip_space();
        let op = self.operator()?;
        self.scan.skip_space();
        self.comparisons += 1;
        if self.comparisons > MAX_COMPARISONS {
            return Err(self.scan.fault_at(start, &format!("more than {MAX_COMPARISONS} comparisons")));
        }
        Ok(Filter::Compare { field, op, args: self.arguments(field, op)? })
    }

    fn operator(&mut self) -> Result<Op, Fault> {
        let found = OPERATORS.iter().find(|(text, _)| self.scan.take(text)).map(|(_, op)| *op);
        found.ok_or_else(|| {
            self.scan.fault("unknown operator; known are == != > >= < <= =ne= =gt= =ge= =lt= =le= =in= =out=")
        })
    }

    fn arguments(&mut self, field: Field, op: Op) -> Result<Vec<Arg>, Fault> {
        let start = self.scan.at();
        if !self.scan.take("(") {
            return Ok(vec![self.argument(field)?]);
        }
        let mut args = Vec::new();
        loop {
            self.scan.skip_space();
            args.push(self.argument(field)?);
            self.scan.skip_space();
            if self.scan.take(")") {
                break;
            }
            if !self.scan.take(",") {
                return Err(self.scan.fault("expected , or )"));
            }
        }
        if args.len() > 1 && !matches!(op, Op::In | Op::Out) {
            return Err(self.scan.fault_at(start, "several values need =in= or =out="));
        }
        Ok(args)
    }

    fn argument(&mut self, field: Field) -> Result<Arg, Fault> {
        let start = self.scan.at();
        self.args += 1;
        if self.args > MAX_ARGS {
            return Err(self.scan.fault(&format!("more than {MAX_ARGS} values")));
        }
        let text = match self.scan.peek() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote)?,
            _ => self.scan.take_while(|next| !is_reserved(next)).to_owned(),
        };
        if text.is_empty() && self.scan.at() == start {
            return Err(self.scan.fault("expected a value"));
        }
        let wrong = |what: &str| self.scan.fault_at(start, &format!("{} needs {what}", field.as_str()));
        if field.is_time() {
            parse_ms(&text).map(Arg::Time).ok_or_else(|| wrong("a time such as 2026-11-21T10:00:00.000Z"))
        } else if field.is_number() {
            text.parse().map(Arg::Number).map_err(|_| wrong("a whole number"))
        } else {
            Ok(Arg::Text(fold(&text)))
        }
    }

    fn quoted(&mut self, quote: char) -> Result<String, Fault> {
        let start = self.scan.at();
        self.scan.next();
        let mut text = String::new();
        loop {
            match self.scan.next() {
                Some('\\') => text.extend(self.scan.next()),
                Some(next) if next == quote => return Ok(text),
                Some(next) => text.push(next),
                None => return Err(self.scan.fault_at(start, "the quote is not closed")),
            }
        }
    }
}

fn one_or(mut parts: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

/// Characters that end a selector or an unquoted argument.
fn is_reserved(next: char) -> bool {
    next.is_whitespace() || matches!(next, '"' | '\'' | '(' | ')' | ';' | ',' | '=' | '!' | '<' | '>' | '~')
}

#[cfg(test)]
mod tests;
