//! Requests that no decent client sends, byte by byte.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{Answer, Client};

impl Client {
    /// Sends these bytes on a connection of their own and takes the first answer. The server may stop reading before the end.
    #[track_caller]
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address()).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        let mut sending = stream.try_clone().expect("a second handle");
        let mut answer = Vec::new();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // The server may have answered and left before the end.
                drop(sending.write_all(bytes));
            });
            // A reset after the answer is no matter.
            drop(stream.read_to_end(&mut answer));
        });
        let first_line = bytes.split(|byte| *byte == b'\r').next().unwrap_or_default();
        read(&String::from_utf8_lossy(&first_line[..first_line.len().min(200)]), &answer)
    }

    /// The answer, with its head, to a GET that may never end: until it holds these words, or for so long.
    #[track_caller]
    pub fn listen(&self, path: &str, words: &str, time: Duration) -> String {
        let mut stream = TcpStream::connect(self.address()).expect("the server listens");
        let head = self.head("GET", path, "accept: text/event-stream\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        let end = Instant::now() + time;
        let mut answer = Vec::new();
        loop {
            let left = end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            stream.set_read_timeout(Some(left)).expect("a timeout");
            let mut piece = [0; 4096];
            match stream.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(length) => answer.extend_from_slice(&piece[..length]),
            }
            if String::from_utf8_lossy(&answer).contains(words) {
                break;
            }
        }
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The head of a request with the usual token; more header lines end in CR LF.
    pub fn head(&self, method: &str, path: &str, more: &str) -> String {
        let token = match self.token() {
            "" => String::new(),
            token => format!("x-access-token: {token}\r\n"),
        };
        let host = self.address();
        format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{token}{more}\r\n")
    }
}

#[track_caller]
fn read(asked: &str, answer: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(answer);
    let Some((head, _)) = text.split_once("\r\n\r\n") else { panic!("{asked} was not answered: {text}") };
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status line");
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    let body = answer.windows(4).position(|end| end == b"\r\n\r\n").map_or(0, |at| at + 4);
    Answer { status, asked: asked.to_owned(), headers, body: answer[body..].to_vec() }
}
