//! Where pages begin: walked from the first to the last, as a client walks.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::requests::{Page, request, target};
use crate::server::Server;

/// Entries of a page on the way.
const STEP: usize = 100;

/// The offsets of the first page of [`Page::ENTRIES`], of one in the middle and of the last, with their names.
///
/// # Errors
/// When a page is refused, has no next one before the end, or has one at the end.
pub fn offsets(server: &Server, count: usize) -> Result<[(&'static str, Option<String>); 3]> {
    let (mut middle, mut offset, mut passed) = (None, None, 0);
    let last = count.saturating_sub(Page::ENTRIES);
    while passed < last {
        let size = STEP.min(last - passed);
        offset = Some(next(server, size, offset.as_deref())?.context("the pages end too early")?);
        passed += size;
        if middle.is_none() && passed >= count / 2 {
            middle.clone_from(&offset);
        }
    }
    let after = next(server, Page::ENTRIES, offset.as_deref())?;
    ensure!(after.is_none(), "there are more than {count} work orders");
    Ok([("first", None), ("middle", middle), ("last", offset)])
}

/// The offset after a page, if there is more.
fn next(server: &Server, limit: usize, offset: Option<&str>) -> Result<Option<String>> {
    let target = target(limit, offset);
    let (status, body) = server.answer(&request(&server.token, "GET", &target, None))?;
    ensure!(status == 200, "GET {target} is answered with {status}: {}", String::from_utf8_lossy(&body));
    let page: Value = serde_json::from_slice(&body)?;
    let entries = page["_embedded"]["nter:work-orders"].as_array().map_or(0, Vec::len);
    ensure!(entries == limit, "GET {target} has {entries} entries");
    Ok(page["offset"].as_str().map(str::to_owned))
}
