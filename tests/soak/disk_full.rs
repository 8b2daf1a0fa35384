//! A full disk: refusals with `Retry-After`, nothing acknowledged is lost, reads go on, and writes too when there is room.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{App, Engine};
use crate::small_disk::SmallDisk;

/// Room for the database and some of its log.
const DISK: u32 = 24;
/// What takes the room away.
const FILLER: usize = 12 << 20;

fn order(n: usize) -> Value {
    json!({"OrderNum": n.to_string(), "Remarks": format!("{n} ").repeat(8_000)})
}

/// Every acknowledged order is there, and every other whole or not at all.
fn check(app: &App, acknowledged: &[bool]) {
    for (n, acknowledged) in acknowledged.iter().enumerate() {
        let answer = app.get(&n.to_string());
        if *acknowledged || answer.status != 404 {
            assert_eq!(answer.expect(200).json(), order(n));
        }
    }
}

#[test]
fn a_full_disk_refuses_writes_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount(DISK) else {
        println!("skipped: this user can't mount a small disk");
        return;
    };
    let filler = disk.path().join("filler");
    fs::write(&filler, vec![1; FILLER]).expect("room for the filler");
    let mut app = App::over(Engine::Sqlite, disk.path(), &[]);
    let mut acknowledged = Vec::new();
    let mut refused = 0;
    while refused < 30 {
        assert!(acknowledged.len() < 10_000, "the disk does not get full");
        let n = acknowledged.len();
        let answer = app.put(&n.to_string(), order(n));
        acknowledged.push(answer.status == 201);
        if answer.status != 201 {
            let answer = answer.expect(503).standard();
            assert!(answer.header("retry-after").is_some_and(|seconds| seconds.parse::<u32>().is_ok()));
            refused += 1;
        }
    }
    assert!(acknowledged.iter().filter(|ok| **ok).count() > 10);
    check(&app, &acknowledged);
    fs::remove_file(&filler).expect("the filler");
    let freed = Instant::now();
    loop {
        let n = acknowledged.len();
        let answer = app.put(&n.to_string(), order(n));
        acknowledged.push(answer.status == 201);
        if answer.status == 201 {
            break;
        }
        assert!(freed.elapsed() < Duration::from_secs(10), "{}", answer.text());
        std::thread::sleep(Duration::from_millis(50));
    }
    for n in acknowledged.len()..acknowledged.len() + 20 {
        app.put(&n.to_string(), order(n)).expect(201);
    }
    acknowledged.resize(acknowledged.len() + 20, true);
    check(&app, &acknowledged);
    app.crash();
    check(&app, &acknowledged);
}
