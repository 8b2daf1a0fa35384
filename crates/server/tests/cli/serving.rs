use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::docket::Home;

#[test]
fn a_second_server_on_one_folder_is_refused_and_the_first_goes_on() {
    let home = Home::new();
    let server = home.serve();
    let error = home.refuse(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(error.contains("another docket server is running"), "{error}");
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/1", &home.token()).0, 404);
    server.stop();
    home.serve().stop();
}

#[test]
fn an_address_that_is_taken_is_refused_in_one_sentence() {
    let home = Home::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = home.docket(&["serve", "--listen", &address]).env("DOCKET_LOG", "off").output().unwrap();
    let error = crate::docket::refused(&output);
    assert!(error.contains("cannot listen on") && error.contains(&address), "{error}");
}

#[test]
fn a_request_under_way_is_answered_before_the_server_ends() {
    let home = Home::new();
    let token = home.token();
    let mut server = home.serve();
    let mut stream = TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
    let body = r#"{"OrderNum":"7","Title":"slow"}"#;
    let head = format!(
        "PUT /seiapi/v3/trans/WorkOrder/7 HTTP/1.1\r\nhost: d\r\nx-access-token: {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body.as_bytes()[..10]).unwrap();
    // The head has to arrive before the signal.
    std::thread::sleep(Duration::from_millis(300));
    server.signal("TERM");
    std::thread::sleep(Duration::from_millis(300));
    stream.write_all(&body.as_bytes()[10..]).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(server.wait().success());
    assert_eq!(home.number("SELECT count(*) FROM job WHERE num = '7'"), 1);
}

#[test]
fn a_second_signal_ends_the_server_at_once() {
    let home = Home::new();
    let token = home.token();
    let mut server = home.serve();
    let mut stream = TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
    let head = format!(
        "PUT /seiapi/v3/trans/WorkOrder/7 HTTP/1.1\r\nhost: d\r\nx-access-token: {token}\r\n\
         content-type: application/json\r\ncontent-length: 100\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    server.signal("TERM");
    std::thread::sleep(Duration::from_millis(300));
    let second = Instant::now();
    server.signal("TERM");
    assert_eq!(server.wait().code(), Some(130));
    assert!(second.elapsed() < Duration::from_secs(2));
}
