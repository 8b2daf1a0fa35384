//! An event stream (`text/event-stream`), message by message.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Client;

/// How long a message may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// One message of a stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The place to resume behind.
    pub id: String,
    /// What kind of message it is.
    pub event: String,
    /// What it says.
    pub data: Value,
}

/// A stream under way.
pub struct Stream {
    from: TcpStream,
    read: Vec<u8>,
}

/// What comes next in a stream.
enum Next {
    Message(Message),
    Silence,
    End,
}

impl Client {
    /// Opens a stream, behind a place if one is given as `Last-Event-ID`.
    #[track_caller]
    pub fn stream(&self, path: &str, last: Option<&str>) -> Stream {
        let last = last.map_or_else(String::new, |last| format!("last-event-id: {last}\r\n"));
        // To an HTTP/1.0 client the stream comes as it is, not in chunks.
        let head = self.head("GET", path, &format!("accept: text/event-stream\r\n{last}"));
        let head = head.replacen("HTTP/1.1", "HTTP/1.0", 1);
        let mut from = TcpStream::connect(self.address()).expect("the server listens");
        from.write_all(head.as_bytes()).expect("sent");
        let mut stream = Stream { from, read: Vec::new() };
        let head = stream.until(b"\r\n\r\n", Instant::now() + PATIENCE).expect("an answer").expect("a head");
        assert!(head.starts_with("HTTP/1.0 200") && head.contains("text/event-stream"), "{path}: {head}");
        stream
    }
}

impl Stream {
    /// The next message.
    #[track_caller]
    pub fn next(&mut self) -> Message {
        match self.within(PATIENCE) {
            Next::Message(message) => message,
            Next::Silence => panic!("no message came"),
            Next::End => panic!("the stream ended"),
        }
    }

    /// The next messages, so many.
    #[track_caller]
    pub fn take(&mut self, count: usize) -> Vec<Message> {
        (0..count).map(|_| self.next()).collect()
    }

    /// Fails if a message comes in this time.
    #[track_caller]
    pub fn is_silent_for(&mut self, time: Duration) {
        match self.within(time) {
            Next::Message(message) => panic!("a message came: {message:?}"),
            Next::Silence => {}
            Next::End => panic!("the stream ended"),
        }
    }

    /// Fails unless the server says in this time that it is still there: a comment, which is no message.
    #[track_caller]
    pub fn beats_within(&mut self, time: Duration) {
        let end = Instant::now() + time;
        loop {
            let block = self.until(b"\n\n", end).expect("a sign of life").expect("the stream goes on");
            if block == ":\n\n" {
                return;
            }
            assert!(read(&block).is_none(), "a message came: {block}");
        }
    }

    /// Fails unless the server ends the stream in this time.
    #[track_caller]
    pub fn ends_within(&mut self, time: Duration) {
        match self.within(time) {
            Next::Message(message) => panic!("a message came: {message:?}"),
            Next::Silence => panic!("the stream goes on"),
            Next::End => {}
        }
    }

    fn within(&mut self, time: Duration) -> Next {
        let end = Instant::now() + time;
        loop {
            match self.until(b"\n\n", end) {
                None => return Next::Silence,
                Some(None) => return Next::End,
                Some(Some(block)) => {
                    // The greeting, a comment or a mere place is no message.
                    if let Some(message) = read(&block) {
                        return Next::Message(message);
                    }
                }
            }
        }
    }

    /// What comes up to these bytes; the inner `None` at the end of the stream, the outer when it takes too long.
    #[expect(clippy::option_option, reason = "two ways to come to nothing, told apart at once")]
    fn until(&mut self, mark: &[u8], end: Instant) -> Option<Option<String>> {
        loop {
            if let Some(at) = self.read.windows(mark.len()).position(|bytes| bytes == mark) {
                let rest = self.read.split_off(at + mark.len());
                let block = std::mem::replace(&mut self.read, rest);
                return Some(Some(String::from_utf8_lossy(&block).into_owned()));
            }
            let left = end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())?;
            self.from.set_read_timeout(Some(left)).expect("a timeout");
            let mut piece = [0; 4096];
            match self.from.read(&mut piece) {
                Ok(0) => return Some(None),
                Ok(length) => self.read.extend_from_slice(&piece[..length]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return None;
                }
                Err(_) => return Some(None),
            }
        }
    }
}

fn read(block: &str) -> Option<Message> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    let data = serde_json::from_str(&field("data: ")?).expect("a message holds JSON");
    Some(Message { id: field("id: ").expect("an id"), event: field("event: ").expect("a name"), data })
}
