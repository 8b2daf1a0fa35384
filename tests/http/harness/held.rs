//! Somebody else's transaction on the PostgreSQL database.

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, NoTls};

/// A transaction that stays open until this value goes. It has a number, so readers of the log must wait for it.
pub struct Held {
    client: Client,
    runtime: Runtime,
}

impl Held {
    /// Begins one.
    pub fn begin(url: &str) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let client = runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("PostgreSQL answers");
            tokio::spawn(connection);
            client.batch_execute("BEGIN; SELECT pg_current_xact_id()").await.expect("a transaction");
            client
        });
        Self { client, runtime }
    }

    /// Ends it.
    pub fn end(self) {
        self.runtime.block_on(self.client.batch_execute("COMMIT")).expect("it ends");
    }
}
