//! A full disk, or files that may not grow: refusals with `Retry-After`, nothing acknowledged is lost, reads go on, and writes
//! too when there is room.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{App, Engine};
use crate::small_disk::SmallDisk;

/// Room for the database and some of its log.
const DISK: u32 = 24;
/// What takes the room away.
const FILLER: usize = 12 << 20;
/// How large a file may become, in bytes.
const LIMIT: &str = "8388608";

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

/// Writes until nothing more is taken, makes room, writes on, and starts again: what was acknowledged is always there.
fn fill_make_room_and_go_on(folder: &Path, take_room: impl FnOnce(&App), make_room: impl FnOnce(&App)) {
    let mut app = App::over(Engine::Sqlite, folder, &[]);
    take_room(&app);
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
    make_room(&app);
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

#[test]
fn files_that_may_not_grow_refuse_writes_and_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let narrow = |app: &App| app.limit_files(LIMIT);
    fill_make_room_and_go_on(folder.path(), narrow, |app| app.limit_files("unlimited"));
}

/// Only some users can mount a disk; for the others the files that may not grow stand for it.
#[test]
fn a_full_disk_refuses_writes_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount(DISK) else {
        println!("this user can't mount a small disk");
        return files_that_may_not_grow_refuse_writes_and_lose_nothing();
    };
    let filler = disk.path().join("filler");
    fs::write(&filler, vec![1; FILLER]).expect("room for the filler");
    let free = |_: &App| fs::remove_file(&filler).expect("the filler");
    fill_make_room_and_go_on(disk.path(), |_| (), free);
}
