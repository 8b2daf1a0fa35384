//! The parameters of a search over jobs: `filters`, `q`, `sort` and `fields`.
//!
//! Parsing only: what a filter means for stored rows is the store's business. Values are compared without regard to
//! case, so arguments come out folded by [`fold`], as the job's columns are.

mod field;
mod filter;
mod projection;
mod scan;
mod sort;
mod words;

pub use crate::job::fold;
pub use field::Field;
pub use filter::{Arg, Filter, MAX_ARGS, MAX_COMPARISONS, MAX_DEPTH, Op, parse_filters};
pub use projection::{MAX_FIELDS, Projection, parse_fields};
pub use sort::{Sort, parse_sort};
pub use words::{MAX_TERM, Words, parse_q};
