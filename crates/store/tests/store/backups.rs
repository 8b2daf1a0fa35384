//! Copies of a database in use, and the way back from one. One server a data folder.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use docket_store::{Db, Error, Options, ServeLock, backup};

use crate::place::{Place, adds, committed, get, set, sets, sqlite, unit};

/// Writes equal numbers under two names until it is told to stop; the last number.
async fn write_pairs(db: Db, stop: Arc<AtomicBool>) -> i64 {
    let mut n = 0;
    while !stop.load(Ordering::Relaxed) {
        n += 1;
        let pair = unit(0, move |tx| {
            Box::pin(async move {
                set(tx, "a", n).await?;
                set(tx, "b", n).await
            })
        });
        db.write(pair).await.unwrap();
    }
    n
}

async fn opened(file: &Path) -> Db {
    Db::open(&Options::new(format!("sqlite:{}", file.display()))).await.unwrap()
}

async fn saved(place: &Place, to: &Path) -> docket_store::Result<()> {
    let (from, to) = (place.file(), to.to_owned());
    tokio::task::spawn_blocking(move || backup::save(&from, &to)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_copy_made_while_writing_is_a_state_of_one_moment() {
    let place = sqlite().await;
    // Enough pages that the copy takes many steps.
    let fills = unit(0, |tx| {
        Box::pin(async move {
            for n in 0..20_000 {
                set(tx, &format!("{n:0>200}"), n).await?;
            }
            Ok(())
        })
    });
    place.db.write(fills).await.unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn(write_pairs(place.db.clone(), stop.clone()));
    let copies = tempfile::tempdir().unwrap();
    let mut before = 0;
    for n in 0..3 {
        while committed(&place.db, "a").await <= before {}
        let copy = copies.path().join(format!("{n}.db"));
        saved(&place, &copy).await.unwrap();
        let db = opened(&copy).await;
        let (a, b) = (committed(&db, "a").await, committed(&db, "b").await);
        assert!(a == b && a > before, "{a} and {b} after {before}");
        before = a;
    }
    stop.store(true, Ordering::Relaxed);
    assert!(writing.await.unwrap() > before);
}

#[tokio::test]
async fn a_copy_never_replaces_a_file_and_needs_a_database() {
    let place = sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("taken.db");
    std::fs::write(&taken, "mine").unwrap();
    assert!(saved(&place, &taken).await.is_err());
    assert_eq!(std::fs::read(&taken).unwrap(), b"mine");
    assert!(backup::save(&folder.path().join("nothing.db"), &folder.path().join("copy.db")).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_can_be_put_back_and_the_old_database_is_kept_with_its_log() {
    let place = sqlite().await;
    place.db.write(sets(0, "a", 1)).await.unwrap();
    let copies = tempfile::tempdir().unwrap();
    let copy = copies.path().join("copy.db");
    saved(&place, &copy).await.unwrap();
    place.db.write(sets(0, "a", 2)).await.unwrap();
    place.db.close().await;
    backup::restore(&copy, &place.file()).unwrap();
    assert_eq!(std::fs::read_dir(copies.path()).unwrap().count(), 1, "the copy is one file");
    let db = opened(&place.file()).await;
    assert_eq!(committed(&db, "a").await, 1);
    assert_eq!(db.write(adds(0, "a")).await.unwrap(), 2);
    let mut kept = place.file().into_os_string();
    kept.push(".before-restore");
    assert_eq!(committed(&opened(Path::new(&kept)).await, "a").await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_database_can_be_replaced_and_a_damaged_copy_is_refused() {
    let place = sqlite().await;
    place.db.write(sets(0, "a", 1)).await.unwrap();
    let copies = tempfile::tempdir().unwrap();
    let (copy, damaged) = (copies.path().join("copy.db"), copies.path().join("damaged.db"));
    saved(&place, &copy).await.unwrap();
    place.db.close().await;
    let whole = std::fs::read(&copy).unwrap();
    let mut bytes = whole.clone();
    bytes[5000..30_000].fill(0x5a);
    std::fs::write(&damaged, &bytes).unwrap();
    std::fs::write(place.file(), vec![0x5a; 50_000]).unwrap();
    assert!(matches!(backup::restore(&damaged, &place.file()), Err(Error::Unavailable(_))));
    assert_eq!(std::fs::read(place.file()).unwrap().len(), 50_000, "nothing was touched");
    backup::restore(&copy, &place.file()).unwrap();
    assert_eq!(committed(&opened(&place.file()).await, "a").await, 1);
}

#[tokio::test]
async fn a_second_server_on_one_folder_is_refused_and_so_is_a_restore_under_a_server() {
    let place = sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    saved(&place, &copy).await.unwrap();
    let held = ServeLock::take(&place.file()).unwrap();
    let error = ServeLock::take(&place.file()).unwrap_err();
    assert!(error.to_string().contains("another docket server is running"), "{error}");
    assert!(backup::restore(&copy, &place.file()).is_err());
    drop(held);
    ServeLock::take(&place.file()).unwrap();
    ServeLock::take(&folder.path().join("a new folder").join("docket.db")).unwrap();
    let reads = unit(0, |tx| Box::pin(get(tx, "a")));
    assert_eq!(place.db.write(reads).await.unwrap(), 0);
}
