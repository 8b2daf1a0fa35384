//! The schema: the same on both engines, made once, never changed behind our back.

use std::collections::BTreeMap;

use docket_store::{Db, Error, Options, migrate};
use docket_testbed::cluster;

use crate::place::{self, Place};

/// The columns of an SQLite file: table and column, and whether it may be NULL.
fn sqlite_columns(place: &Place) -> BTreeMap<(String, String), bool> {
    let db = rusqlite::Connection::open(place.file()).unwrap();
    // SQLite counts the columns of a primary key as nullable; PostgreSQL does not.
    let text = "SELECT m.name, c.name, c.\"notnull\" = 0 AND c.pk = 0 FROM sqlite_master m \
                JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
    let mut columns = db.prepare(text).unwrap();
    let rows = columns.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The same of a PostgreSQL database.
fn postgres_columns(place: &Place) -> BTreeMap<(String, String), bool> {
    let text = "SELECT table_name, column_name, is_nullable FROM information_schema.columns \
                WHERE table_schema = 'public'";
    let rows = cluster().sql(&place.options.url, text).unwrap();
    let column = |line: &str| {
        let parts: Vec<&str> = line.split('|').collect();
        ((parts[0].to_owned(), parts[1].to_owned()), parts[2] == "YES")
    };
    rows.lines().map(column).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_have_the_same_columns() {
    let (sqlite, postgres) = (place::sqlite().await, place::postgres().await);
    let columns = sqlite_columns(&sqlite);
    assert!(columns.len() > 90, "{}", columns.len());
    assert_eq!(columns, postgres_columns(&postgres));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_text_of_postgres_is_compared_by_its_bytes() {
    let place = place::postgres().await;
    let text = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' \
                AND table_name <> 'schema_version' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'";
    assert_eq!(cluster().sql(&place.options.url, text).unwrap(), "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn migrating_again_changes_nothing() {
    for place in [place::sqlite().await, place::postgres().await] {
        place.db.write(place::sets(0, "a", 5)).await.unwrap();
        place.db.close().await;
        let again = Db::open(&place.options).await.unwrap();
        assert_eq!(place::committed(&again, "a").await, 5);
    }
}

/// What opening says after a statement on the table of versions.
async fn opened_after(statement: &str) -> [Error; 2] {
    let (sqlite, postgres) = (place::sqlite().await, place::postgres().await);
    rusqlite::Connection::open(sqlite.file()).unwrap().execute_batch(statement).unwrap();
    cluster().sql(&postgres.options.url, statement).unwrap();
    let open = |options: Options| async move { Db::open(&options).await.err().expect("it is refused") };
    [open(sqlite.options.clone()).await, open(postgres.options.clone()).await]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_made_by_other_steps_is_refused() {
    for error in opened_after("UPDATE schema_version SET checksum = 'other' WHERE version = 1").await {
        assert!(error.to_string().contains("is not our step 1"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_a_newer_docket_is_refused() {
    let newer = migrate::newest() + 1;
    let insert =
        format!("INSERT INTO schema_version (version, name, checksum) VALUES ({newer}, 'next', 'x')");
    for error in opened_after(&insert).await {
        assert!(error.to_string().contains(&format!("schema {newer}")), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn nodes_that_start_together_migrate_once() {
    let url = tokio::task::spawn_blocking(|| cluster().database()).await.unwrap();
    let starts = (0..6).map(|_| {
        let url = url.clone();
        tokio::spawn(async move { migrate::postgres(&url).await })
    });
    for start in futures_util::future::join_all(starts).await {
        start.unwrap().unwrap();
    }
    let versions = cluster().sql(&url, "SELECT count(*) FROM schema_version").unwrap();
    assert_eq!(versions, migrate::newest().to_string());
}

#[test]
fn processes_that_start_together_migrate_a_file_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new folder").join("docket.db");
    std::thread::scope(|scope| {
        let starts: Vec<_> = (0..6).map(|_| scope.spawn(|| migrate::sqlite(&file))).collect();
        for start in starts {
            start.join().unwrap().unwrap();
        }
    });
}

#[tokio::test]
async fn a_file_that_is_no_database_and_an_unknown_address_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("docket.db");
    std::fs::write(&file, "this is no database, whatever it is named, and long enough to be looked at")
        .unwrap();
    assert!(Db::open(&Options::new(format!("sqlite:{}", file.display()))).await.is_err());
    assert!(Db::open(&Options::new("mysql://user:secret@host/db")).await.is_err_and(|error| {
        let said = error.to_string();
        said.contains("neither") && !said.contains("secret")
    }));
    assert!(matches!(
        Db::open(&Options::new("postgres://nobody@127.0.0.1:1/x")).await,
        Err(Error::Unavailable(_))
    ));
}
