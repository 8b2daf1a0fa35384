//! As much of HTTP/1.1 answers as a load generator needs: where one ends, its status, its body.

use std::ops::Range;

use anyhow::{Context, Result, bail};

/// A complete answer within the bytes given to [`parse`].
#[derive(Debug, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The body; of a chunked answer with the chunks' sizes in it.
    pub body: Range<usize>,
}

/// Finds the answer at the start of `bytes`, or `None` while it is incomplete.
///
/// # Errors
/// When the bytes are no HTTP/1.1 answer.
pub fn parse(bytes: &[u8]) -> Result<Option<Response>> {
    let mut framing = Framing::Length(0);
    let mut status = None;
    let mut at = 0;
    while let Some(length) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        let line = bytes[at..at + length].trim_ascii_end();
        at += length + 1;
        match status {
            None => status = Some(status_of(line)?),
            Some(status) if line.is_empty() => return complete(bytes, at, status, framing),
            Some(_) => framing = framing_of(line)?.unwrap_or(framing),
        }
    }
    Ok(None)
}

#[derive(Clone, Copy)]
enum Framing {
    Length(usize),
    Chunked,
}

fn status_of(line: &[u8]) -> Result<u16> {
    let code = line.strip_prefix(b"HTTP/1.1 ").and_then(|rest| rest.get(..3));
    let code = code.and_then(|code| std::str::from_utf8(code).ok()).and_then(|code| code.parse().ok());
    code.with_context(|| format!("no HTTP/1.1 answer: {}", String::from_utf8_lossy(line)))
}

fn framing_of(line: &[u8]) -> Result<Option<Framing>> {
    if let Some(value) = value_of(line, b"content-length:") {
        let length = std::str::from_utf8(value).ok().and_then(|value| value.parse().ok());
        return Ok(Some(Framing::Length(length.context("a Content-Length that is no number")?)));
    }
    let chunked =
        value_of(line, b"transfer-encoding:").is_some_and(|value| value.eq_ignore_ascii_case(b"chunked"));
    Ok(chunked.then_some(Framing::Chunked))
}

fn value_of<'a>(line: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let (start, value) = line.split_at_checked(name.len())?;
    start.eq_ignore_ascii_case(name).then(|| value.trim_ascii())
}

fn complete(bytes: &[u8], start: usize, status: u16, framing: Framing) -> Result<Option<Response>> {
    let end = match framing {
        Framing::Length(length) => Some(start.saturating_add(length)),
        Framing::Chunked => end_of_chunks(bytes, start)?,
    };
    Ok(end.filter(|end| *end <= bytes.len()).map(|end| Response { status, body: start..end }))
}

fn end_of_chunks(bytes: &[u8], mut at: usize) -> Result<Option<usize>> {
    while let Some(length) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n')) {
        let line = std::str::from_utf8(bytes[at..at + length].trim_ascii()).unwrap_or_default();
        let Ok(size) = usize::from_str_radix(line, 16) else { bail!("a chunk without a size") };
        at = (at + length + 1).saturating_add(size).saturating_add(2);
        if size == 0 {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_complete_only_with_its_last_byte() {
        let answer = b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\nx: y\r\n\r\nhello";
        for cut in 0..answer.len() {
            assert_eq!(parse(&answer[..cut]).unwrap(), None, "{cut} bytes");
        }
        let response = parse(answer).unwrap().unwrap();
        assert_eq!((response.status, &answer[response.body]), (201, b"hello".as_slice()));
    }

    #[test]
    fn a_chunked_answer_ends_with_its_empty_chunk() {
        let answer = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
        assert_eq!(parse(&answer[..answer.len() - 1]).unwrap(), None);
        assert_eq!(parse(answer).unwrap().unwrap().body.end, answer.len());
    }

    #[test]
    fn an_answer_without_a_body_ends_with_its_head() {
        let answer = b"HTTP/1.1 205 Reset Content\r\n\r\n";
        assert_eq!(parse(answer).unwrap(), Some(Response { status: 205, body: answer.len()..answer.len() }));
    }

    #[test]
    fn anything_else_is_an_error() {
        assert!(parse(b"SSH-2.0-OpenSSH\r\n").is_err());
        assert!(parse(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n").is_err());
        assert!(parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n").is_err());
    }
}
