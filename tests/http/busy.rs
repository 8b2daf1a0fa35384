//! More to be written than the server lets wait.

use std::time::{Duration, Instant};

use bytes::Bytes;
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use ureq::http::{Request, Response};

use crate::harness::{App, Client, Engine};

/// How many requests are on their way at once: more than the queue of the writer holds.
const REQUESTS: usize = 4_800;
/// How many of them one connection takes.
const EACH: usize = 200;

/// The answer to one request.
struct Told {
    status: u16,
    retry_after: Option<String>,
    body: Vec<u8>,
}

/// Creates a job by each of many requests at once, over few connections; the answers as they come.
fn flood(client: &Client) -> UnboundedReceiver<Told> {
    let (tell, told) = unbounded_channel();
    let (address, token) = (client.address().to_owned(), client.token().to_owned());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connections = (0..REQUESTS / EACH).map(|place| connection(&address, &token, place, tell.clone()));
        runtime.block_on(async { futures_util::future::join_all(connections).await });
    });
    told
}

async fn connection(address: &str, token: &str, place: usize, tell: UnboundedSender<Told>) {
    let stream = TcpStream::connect(address).await.expect("the server listens");
    let (mut send, connection) = h2::client::handshake(stream).await.expect("it speaks HTTP/2");
    tokio::spawn(connection);
    let mut answers = Vec::new();
    for n in place * EACH..(place + 1) * EACH {
        send = send.ready().await.expect("there is room");
        let uri = format!("http://{address}/seiapi/v3/trans/WorkOrder/{n}");
        let request =
            Request::put(uri).header("x-access-token", token).header("content-type", "application/json");
        let (answer, mut body) =
            send.send_request(request.body(()).expect("a request"), false).expect("sent");
        body.send_data(Bytes::from_static(b"{}"), true).expect("sent");
        answers.push(answer);
    }
    let all = answers.into_iter().map(|answer| async {
        tell.send(read(answer.await.expect("an answer")).await).expect("somebody listens");
    });
    futures_util::future::join_all(all).await;
}

async fn read(answer: Response<h2::RecvStream>) -> Told {
    let status = answer.status().as_u16();
    let retry_after =
        answer.headers().get("retry-after").map(|value| value.to_str().expect("a text").to_owned());
    let mut stream = answer.into_body();
    let mut body = Vec::new();
    while let Some(chunk) = stream.data().await {
        let chunk = chunk.expect("it comes whole");
        stream.flow_control().release_capacity(chunk.len()).expect("it was counted");
        body.extend_from_slice(&chunk);
    }
    Told { status, retry_after, body }
}

#[test]
fn what_no_longer_fits_into_the_queue_is_refused_at_once_and_what_waits_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = App::over(Engine::Sqlite, folder.path(), &[]);
    let other = Connection::open(folder.path().join("docket.db")).expect("the database");
    other.execute_batch("BEGIN IMMEDIATE").expect("nobody writes");
    let mut told = flood(&app);
    let began = Instant::now();
    let first = told.blocking_recv().expect("an answer");
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    other.execute_batch("COMMIT").expect("it ends");
    let mut all = vec![first];
    while let Some(next) = told.blocking_recv() {
        all.push(next);
    }
    assert_eq!(all.len(), REQUESTS);
    let (done, refused): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.status == 201);
    let mut busy = 0;
    for one in &refused {
        let body: Value = serde_json::from_slice(&one.body).expect("JSON");
        assert_eq!((one.status, &body["status"]), (503, &json!(503)), "{body}");
        assert!(one.retry_after.as_ref().is_some_and(|wait| wait.parse::<u32>().is_ok_and(|wait| wait > 0)));
        busy += usize::from(body["type"] == "/errors#busy");
    }
    assert!(busy > 0, "the queue was full: {} were refused", refused.len());
    assert!(done.len() >= 4_096, "what waited was done: {}", done.len());
    let page = |start: usize| {
        let path = format!("/seiapi/v3/query/WorkOrders?start={start}&limit=500");
        app.ask("GET", &path).send().expect(200).json().as_array().expect("an array").len()
    };
    let stored: usize = (0..=REQUESTS).step_by(500).map(page).sum();
    assert_eq!(stored, done.len(), "what is there was answered");
}
