//! What the office looks at: lists, searches, figures.

mod jobs;
mod late_reports;
mod notices;
mod page;
mod records;
mod replies;
mod search;
mod summary;

pub use docket_store::notice::Wanted as WantedNotices;
pub use jobs::{MOST_SKIPPED, Wanted, jobs};
pub use late_reports::{Report, late_reports};
pub use notices::{Notice, notices};
pub use page::Page;
pub use records::records;
pub use replies::{Reply, replies};
pub use search::{Hit, search};
pub use summary::{Summary, summary};

#[cfg(test)]
mod tests;
