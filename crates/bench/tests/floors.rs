//! The load generator and the floors, for a fraction of a second each.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use docket_bench::bare::{self, Answers};
use docket_bench::cluster::Cluster;
use docket_bench::exchange::exchange;
use docket_bench::load::{self, Plan};
use docket_bench::postgres_floor::PostgresFloor;
use docket_bench::process::Watched;
use docket_bench::requests::{Operation, Requests};
use docket_bench::sqlite_floor::Reads;
use docket_bench::sqlite_writer::grouped_commits;

const QUICK: Plan =
    Plan { connections: 8, warm_up: Duration::from_millis(50), measure: Duration::from_millis(300) };

fn this_process() -> Watched {
    Watched { server: std::process::id(), postgres: None }
}

fn bare_server() -> SocketAddr {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        bare::serve(Answers::of_orders(), move |address| sender.send(address).expect("the test waits for it"))
    });
    receiver.recv_timeout(Duration::from_secs(10)).expect("the bare server listens")
}

/// A server that answers everything with 503.
fn failing_server() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nfull");
        }
    });
    address
}

#[test]
fn every_operation_can_be_driven_and_every_answer_is_counted() {
    let address = bare_server();
    let requests = Arc::new(Requests::new(2_000, "token"));
    for operation in Operation::ALL {
        let outcome = load::run(address, &requests, operation, QUICK, this_process()).unwrap();
        let sample = outcome.sample;
        assert!(sample.rate > 100.0, "{operation:?}: {sample:?}");
        assert!(sample.p50 > 0.0 && sample.p50 <= sample.p99, "{operation:?}: {sample:?}");
        assert!(outcome.answers as f64 >= sample.rate * QUICK.measure.as_secs_f64(), "{operation:?}");
    }
}

#[test]
fn loading_orders_sends_exactly_as_many_as_were_asked_for() {
    let requests = Arc::new(Requests::new(2_000, "token"));
    load::seed(bare_server(), &requests, 500, 64).unwrap();
    let mut next = Vec::new();
    requests.next_seed(&mut next);
    assert!(next.starts_with(b"PUT /seiapi/v3/trans/WorkOrder/1000501 HTTP/1.1\r\n"));
}

#[test]
fn the_bare_server_answers_a_query_with_twenty_orders() {
    let mut request = Vec::new();
    Requests::new(1, "token").next(Operation::Query, &mut request);
    let (status, body) = exchange(bare_server(), &request).unwrap();
    let orders: Vec<serde_json::Value> = serde_json::from_slice(&body).unwrap();
    assert_eq!((status, orders.len()), (200, 20));
}

#[test]
fn one_answer_with_another_status_fails_the_measurement() {
    let requests = Arc::new(Requests::new(2_000, "token"));
    let Err(error) = load::run(failing_server(), &requests, Operation::Get, QUICK, this_process()) else {
        panic!("503 was taken for an answer");
    };
    assert!(format!("{error:#}").contains("get was answered with 503: full"), "{error:#}");
}

#[test]
fn grouped_commits_hold_several_writes_each() {
    let directory = tempfile::tempdir().unwrap();
    for operation in [Operation::Create, Operation::Patch] {
        let grouped = grouped_commits(directory.path(), operation, QUICK).unwrap();
        assert!(grouped.sample.rate > 0.0);
        assert!(grouped.commits_per_1000 < 900.0, "{operation:?}: {}", grouped.commits_per_1000);
    }
}

#[test]
fn raw_reads_find_every_order_and_fill_every_page() {
    let directory = tempfile::tempdir().unwrap();
    let reads = Reads::create(directory.path(), 1_000).unwrap();
    assert!(reads.points(QUICK).unwrap().rate > 0.0);
    assert!(reads.lists(QUICK).unwrap().rate > 0.0);
}

#[test]
#[ignore = "needs an installed PostgreSQL with pgbench"]
fn pgbench_measures_a_cluster_of_its_own() {
    let directory = tempfile::tempdir().unwrap();
    let cluster = Cluster::start(directory.path()).unwrap();
    let floor = PostgresFloor::create(&cluster, directory.path()).unwrap();
    for operation in [Operation::Get, Operation::Create] {
        let sample = floor.sample(operation, QUICK).unwrap();
        assert!(sample.rate > 0.0 && sample.p50 <= sample.p99, "{operation:?}: {sample:?}");
        assert!(sample.cpu_micros.unwrap() > 0.0);
    }
    let settings = cluster.sql("floor", "SHOW fsync; SHOW synchronous_commit").unwrap();
    assert_eq!(settings.split_whitespace().collect::<Vec<_>>(), ["on", "on"]);
}
