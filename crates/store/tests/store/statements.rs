//! Every statement fits both engines, and every file's statements are looked at.

use std::path::{Path, PathBuf};

use docket_store::{Engine, statements};
use tokio_postgres::NoTls;
use tokio_postgres::types::Type;

use crate::place;

#[tokio::test]
async fn every_statement_is_prepared_on_sqlite() {
    let place = place::sqlite().await;
    let db = rusqlite::Connection::open(place.file()).unwrap();
    assert!(statements().len() > 50);
    for sql in statements() {
        let prepared = db.prepare(sql.text(Engine::Sqlite));
        assert!(prepared.is_ok(), "{}: {:?}", sql.name, prepared.err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_statement_is_prepared_on_postgres_with_types_that_rows_and_args_know() {
    let place = place::postgres().await;
    let (client, wire) = tokio_postgres::connect(&place.options.url, NoTls).await.unwrap();
    tokio::spawn(wire);
    let known = [Type::INT8, Type::INT4, Type::TEXT, Type::BYTEA];
    let mut many = 0;
    for sql in statements() {
        let prepared = client.prepare(sql.text(Engine::Postgres)).await;
        let prepared = prepared.unwrap_or_else(|error| panic!("{}: {error:?}", sql.name));
        for ty in prepared.params() {
            assert!(known.contains(ty), "{} has a parameter of type {ty}", sql.name);
        }
        for column in prepared.columns() {
            let ty = column.type_();
            assert!(
                known.contains(ty) || *ty == Type::BOOL,
                "{} answers {} as {ty}",
                sql.name,
                column.name()
            );
        }
        let types: Vec<_> = prepared.params().iter().map(Type::name).collect();
        if let Some(text) = sql.many_text(&types) {
            let together = client.prepare(&text).await;
            let together = together.unwrap_or_else(|error| panic!("{}: {text}: {error:?}", sql.name));
            let expected = prepared.columns().len() + usize::from(text.starts_with("SELECT "));
            assert_eq!(together.columns().len(), expected, "{}", sql.name);
            many += 1;
        }
        assert_eq!(sql.many_text(&types).is_some(), sql.is_many(), "{} has a many-form", sql.name);
    }
    assert!(many > 10);
}

#[test]
fn parameters_stand_in_the_order_of_their_first_use_on_both_engines() {
    for sql in statements() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let mut seen = 0;
            for number in parameters(sql.text(engine)) {
                assert!(number <= seen + 1, "{} uses ${number} before ${}", sql.name, seen + 1);
                seen = seen.max(number);
            }
        }
    }
}

/// The numbers behind `$`, as they come.
fn parameters(text: &str) -> impl Iterator<Item = usize> {
    text.split('$').skip(1).map(|rest| {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..digits].parse().unwrap()
    })
}

#[test]
fn no_word_of_the_portable_dialect_is_left_over() {
    for sql in statements() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            assert!(!sql.text(engine).contains(['{', '}']), "{}: {}", sql.name, sql.text(engine));
        }
    }
}

#[test]
fn every_file_that_declares_statements_is_looked_at() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut declared = 0;
    for file in files(&source) {
        let text = std::fs::read_to_string(&file).unwrap();
        let Some(place) = text.find("\nstatements! {") else { continue };
        let block = &text[place..place + text[place..].find("\n}").unwrap()];
        let names = block.lines().filter(|line| {
            let name = line.trim_start().split(" =").next().unwrap_or_default();
            line.contains(" =")
                && !name.is_empty()
                && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        });
        let module = file.strip_prefix(&source).unwrap().with_extension("");
        let module = module.components().map(|part| part.as_os_str().to_str().unwrap()).collect::<Vec<_>>();
        let module = format!("docket_store::{}", module.join("::").trim_end_matches("::mod"));
        for line in names {
            let name = format!("{module}::{}", line.trim_start().split(" =").next().unwrap());
            assert!(statements().iter().any(|sql| sql.name == name), "{name} is not in statements()");
            declared += 1;
        }
    }
    assert_eq!(declared, statements().len());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    found
}
