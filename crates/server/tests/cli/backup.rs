use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::docket::{Home, number};

/// Threads that write while the backup is taken.
const WRITERS: usize = 4;

#[test]
fn a_backup_under_load_holds_every_write_that_was_acknowledged_before_and_can_be_restored() {
    let home = Home::new();
    let token = home.token();
    let server = Arc::new(home.serve());
    let enough = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (server, enough, token) = (server.clone(), enough.clone(), token.clone());
            std::thread::spawn(move || {
                let mut written: Vec<(String, std::time::Instant)> = Vec::new();
                while !enough.load(Ordering::Relaxed) {
                    let num = format!("{writer}-{}", written.len());
                    let order = json!({ "OrderNum": num, "Title": "x".repeat(2_000) });
                    let status = server.put(&format!("/seiapi/v3/trans/WorkOrder/{num}"), &token, &order).0;
                    assert_eq!(status, 201);
                    written.push((num, std::time::Instant::now()));
                }
                written
            })
        })
        .collect();
    std::thread::sleep(Duration::from_millis(700));
    let began = std::time::Instant::now();
    home.run(&["backup", "copy.db"]);
    let ended = std::time::Instant::now();
    // Commands that write get their turn beside a busy server.
    assert_eq!(server.get("/seiapi/v3/trans/WorkOrder/0-0", &home.token()).0, 200);
    std::thread::sleep(Duration::from_millis(300));
    enough.store(true, Ordering::Relaxed);
    let written: Vec<_> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
    assert!(written.iter().filter(|(_, at)| *at < began).count() > 20);
    assert!(written.iter().any(|(_, at)| *at > ended), "nothing was written after the backup");

    let error = home.refuse(&["restore", "copy.db"]);
    assert!(error.contains("another docket server is running"), "{error}");
    Arc::into_inner(server).unwrap().stop();
    assert_eq!(home.number("SELECT count(*) FROM job"), written.len() as i64);
    home.run(&["restore", "copy.db"]);
    let copied = home.number("SELECT count(*) FROM job");
    assert!(copied < written.len() as i64);
    assert_eq!(
        number(&home.path("data/docket.db.before-restore"), "SELECT count(*) FROM job"),
        written.len() as i64
    );
    // A unit of work is in the copy with all its rows or not at all.
    assert_eq!(home.number("SELECT count(*) FROM event WHERE name = 'JOB.created'"), copied);
    assert_eq!(home.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);

    let server = home.serve();
    for (num, _) in written.iter().filter(|(_, at)| *at < began) {
        assert_eq!(server.get(&format!("/seiapi/v3/trans/WorkOrder/{num}"), &token).0, 200, "{num}");
    }
    server.stop();
}

#[test]
fn a_backup_writes_over_nothing_and_a_file_that_is_no_backup_is_not_restored() {
    let home = Home::new();
    home.run(&["migrate"]);
    std::fs::write(home.path("precious"), "not a database").unwrap();
    assert!(home.refuse(&["backup", "precious"]).contains("exists already"));
    assert!(home.refuse(&["restore", "precious"]).contains("precious"));
    assert!(home.refuse(&["restore", "nowhere"]).contains("nowhere"));
    assert_eq!(std::fs::read(home.path("precious")).unwrap(), b"not a database");
    assert_eq!(home.number("SELECT count(*) FROM tenant"), 1);
}

#[test]
fn files_are_saved_beside_the_backup_and_come_back_with_it() {
    let home = Home::new();
    home.run(&["migrate"]);
    let kept = home.path("data/files/1/ab/abc");
    std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
    std::fs::write(&kept, "a photo").unwrap();
    std::fs::write(home.path("data/files/1/ab/abd#1"), "half of one").unwrap();
    let said = home.run(&["backup", "copy.db"]);
    assert!(said.contains("copy.db.files holds a copy of data/files"), "{said}");
    assert_eq!(home.refuse(&["backup", "copy.db"]).trim(), "docket: copy.db.files exists already");
    assert_eq!(home.refuse(&["backup", "nowhere/b.db"]).trim(), "docket: there is no folder nowhere");
    std::fs::remove_file(&kept).unwrap();
    std::fs::write(home.path("data/files/later"), "another").unwrap();
    home.run(&["restore", "copy.db"]);
    assert_eq!(std::fs::read(&kept).unwrap(), b"a photo");
    assert!(!home.path("data/files/1/ab/abd#1").exists() && !home.path("data/files/later").exists());
    assert_eq!(std::fs::read(home.path("data/files.before-restore/later")).unwrap(), b"another");
}

#[test]
fn postgresql_is_left_to_its_own_tools() {
    let home = Home::new();
    let database = ["--database", "postgres://user@127.0.0.1:1/docket"];
    assert!(home.refuse(&[&["backup", "b"], &database[..]].concat()).contains("pg_dump"));
    assert!(home.refuse(&[&["restore", "b"], &database[..]].concat()).contains("pg_restore"));
}
