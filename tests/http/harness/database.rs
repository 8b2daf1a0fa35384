//! A database for one test, copied from one that was made once in this process.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use super::node::docket;

/// Where the data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in the data folder.
    Sqlite,
    /// A database of the PostgreSQL that this process started.
    Postgres,
}

/// Tokens that come with every database.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// May do everything in the tenant `default`.
    pub ours: String,
    /// May do everything in the tenant `other`, under the same name.
    pub theirs: String,
}

/// A migrated SQLite file and the tokens in it.
static SQLITE: LazyLock<(Vec<u8>, Tokens)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let tokens = Database { folder: folder.path().to_owned(), url: None }.found();
    (std::fs::read(folder.path().join("docket.db")).expect("the database"), tokens)
});

/// The tokens in the PostgreSQL database that all others are copied from.
static POSTGRES: OnceLock<Tokens> = OnceLock::new();

/// A data folder and, for PostgreSQL, the address of the database.
#[derive(Debug, Clone)]
pub struct Database {
    /// The data folder.
    pub folder: PathBuf,
    /// `postgres://…`
    pub url: Option<String>,
}

impl Database {
    /// A new one in this folder, and the tokens in it.
    pub fn create(engine: Engine, folder: &Path) -> (Self, Tokens) {
        let folder = folder.to_owned();
        match engine {
            Engine::Sqlite => {
                let (file, tokens) = &*SQLITE;
                std::fs::write(folder.join("docket.db"), file).expect("room for a database");
                (Self { folder, url: None }, tokens.clone())
            }
            Engine::Postgres => {
                let url = docket_testbed::cluster().copy(|url| {
                    let folder = tempfile::tempdir().expect("a folder");
                    let template = Self { folder: folder.path().to_owned(), url: Some(url.to_owned()) };
                    POSTGRES.set(template.found()).expect("made once");
                });
                (Self { folder, url: Some(url) }, POSTGRES.get().expect("made with the first copy").clone())
            }
        }
    }

    /// Makes the schema, a second tenant and the tokens.
    fn found(&self) -> Tokens {
        let ours = self.token(&["--subject", "tester", "--grant", "all"]);
        self.command(&["tenant", "add", "other"]);
        let theirs = self.token(&["--subject", "tester", "--grant", "all", "--tenant", "other"]);
        Tokens { ours, theirs }
    }

    /// Makes a token by `docket token`.
    #[track_caller]
    pub fn token(&self, options: &[&str]) -> String {
        self.command(&[&["token"], options].concat())
    }

    /// Runs a command of `docket` to its end and takes what it prints.
    #[track_caller]
    pub fn command(&self, arguments: &[&str]) -> String {
        let output = docket(&self.folder, self.url.as_deref()).args(arguments).output();
        let output = output.expect("docket runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "docket {arguments:?}: {errors}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}
