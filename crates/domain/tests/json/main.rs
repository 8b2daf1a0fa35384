//! JSON as Docket takes it.

mod paths;
mod strict;
