//! The part of a file that a client asks for (`Range`, RFC 9110).

use std::ops::Range;

use axum::http::HeaderMap;
use axum::http::header::{IF_RANGE, RANGE};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use crate::refusals::{Known, header};

/// How much of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it; also for several ranges at once, and for what is no range.
    All,
    /// These bytes.
    Of(Range<u64>),
    /// Bytes behind its end.
    Beyond,
}

/// The part of a file of this size that a request asks for. `quoted` is the entity tag with its quotes.
pub(crate) fn asked(headers: &HeaderMap, size: u64, quoted: &str) -> Part {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let Some(range) = text(RANGE) else { return Part::All };
    if headers.get_all(RANGE).iter().count() > 1 || text(IF_RANGE).is_some_and(|tag| tag != quoted) {
        return Part::All;
    }
    parse(range, size).unwrap_or(Part::All)
}

/// `None` for what is not one range of bytes.
fn parse(range: &str, size: u64) -> Option<Part> {
    let (unit, range) = range.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    if first.is_empty() {
        let count = number(last)?.min(size);
        return Some(if count == 0 { Part::Beyond } else { Part::Of(size - count..size) });
    }
    let first = number(first)?;
    let end = if last.is_empty() { size } else { number(last)?.checked_add(1)?.min(size) };
    if !last.is_empty() && number(last)? < first {
        return None;
    }
    Some(if first < size { Part::Of(first..end) } else { Part::Beyond })
}

/// A number of digits alone.
fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// What reading a file takes as headers.
pub(crate) struct Asked;

impl IntoParams for Asked {
    fn into_params(parameter_in: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut params = Known::into_params(parameter_in);
        params.push(header("Range", "One range of bytes: `bytes=0-1023`, `bytes=1024-`, `bytes=-512`"));
        params
            .push(header("If-Range", "The range only if the file still has this entity tag, else all of it"));
        params
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_of_bytes_is_read_and_everything_else_asks_for_the_whole_file() {
        for (range, wanted) in [
            ("bytes=0-0", Part::Of(0..1)),
            ("bytes=2-5", Part::Of(2..6)),
            ("Bytes=2-", Part::Of(2..10)),
            ("bytes=2-99", Part::Of(2..10)),
            ("bytes=-3", Part::Of(7..10)),
            ("bytes=-99", Part::Of(0..10)),
            ("bytes=10-", Part::Beyond),
            ("bytes=10-12", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=5-2", Part::All),
            ("bytes=0-1,4-5", Part::All),
            ("bytes=-", Part::All),
            ("bytes=a-b", Part::All),
            ("bytes=+1-2", Part::All),
            ("bytes=1-18446744073709551615", Part::All),
            ("bytes=99999999999999999999-", Part::All),
            ("lines=1-2", Part::All),
            ("bytes", Part::All),
        ] {
            assert_eq!(parse(range, 10).unwrap_or(Part::All), wanted, "{range}");
        }
        assert_eq!(parse("bytes=0-0", 0), Some(Part::Beyond));
    }
}
