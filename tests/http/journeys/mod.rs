//! Stories that go through all of Docket.

mod roll_out;
