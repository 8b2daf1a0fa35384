//! A server that was told to stop.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::device::device;
use crate::harness::{App, Engine};

/// Well below what requests under way are given to end.
const SOON: Duration = Duration::from_secs(4);

fn streams_end(mut app: App) {
    let ann = device(&app, "ann");
    let mut streams = [app.stream("/events/v1?after=now", None), ann.stream("/device/v1/feed", None)];
    for stream in &mut streams {
        stream.is_silent_for(Duration::from_millis(100));
    }
    let began = Instant::now();
    app.stop();
    assert!(began.elapsed() < SOON, "after {:?}", began.elapsed());
    for stream in &mut streams {
        stream.ends_within(Duration::from_secs(1));
    }
}

#[test]
fn open_streams_end_and_do_not_keep_the_server_from_stopping() {
    streams_end(App::start(Engine::Sqlite));
    streams_end(App::start(Engine::Postgres));
}

#[test]
fn a_server_that_is_stopping_is_not_ready() {
    let app = App::start(Engine::Postgres);
    let node = app.another_node();
    let mut asking = TcpStream::connect(node.address()).expect("the server listens");
    asking.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    let head = node.head("GET", "/readyz", "");
    let (begin, end) = head.split_at(head.len() - 2);
    // A request that has begun is taken to its end.
    asking.write_all(begin.as_bytes()).expect("sent");
    std::thread::sleep(Duration::from_millis(300));
    node.tell_to_stop();
    let began = Instant::now();
    while TcpStream::connect(node.address()).is_ok() {
        assert!(began.elapsed() < SOON, "it still listens");
        std::thread::sleep(Duration::from_millis(20));
    }
    asking.write_all(end.as_bytes()).expect("sent");
    let mut answer = String::new();
    asking.read_to_string(&mut answer).expect("an answer");
    let answer = answer.to_ascii_lowercase();
    assert!(answer.starts_with("http/1.1 503 "), "{answer}");
    assert!(answer.contains("\r\nretry-after: ") && answer.contains("/errors#unavailable"), "{answer}");
    // A second signal would end it at once.
    node.end();
    app.ask("GET", "/readyz").send().expect(200);
}
