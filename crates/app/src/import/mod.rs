//! Importing rows of a table, all of them or none: accounts, locations, users, products, assets, jobs, parts and units.
//!
//! A table (CSV or JSON) is read, its columns become members (`columns`), and every row is tried as a single write would be,
//! a few at a time so that nobody waits for them. If all are right, one unit of work writes them. What is special
//! about a kind stands in a file of its own: its members, and what makes of a row what is to be stored.

mod accounts;
mod assets;
mod cell;
mod charset;
mod columns;
mod csv;
mod custom;
mod entities;
mod found;
mod jobs;
mod json;
mod kind;
mod locations;
mod member;
mod names;
mod parts;
mod place;
mod plan;
mod products;
mod progress;
mod records;
mod report;
mod row;
mod run;
mod table;
mod tried;
mod units;
mod users;

pub use columns::Mapping;
pub use kind::Kind;
pub(crate) use progress::UnderWay;
pub use progress::{HowFar, Phase, how_far};
pub use report::{Column, Problem, Report};
pub use run::{Import, check, import};
pub use table::{MOST_CSV, Source};
