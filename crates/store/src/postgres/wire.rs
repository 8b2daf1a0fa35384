//! Wakes between nodes: what a commit changed is told to the others, at most once in 20 ms and never inside a
//! transaction. A wake that is lost costs a little time, nothing else: who waits also reads now and then.

use std::collections::HashSet;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::poll_fn;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio_postgres::AsyncMessage;

use super::{Connection, connect, error};
use crate::{Result, Signals, Topic};

const CHANNEL: &str = "docket";
/// What PostgreSQL carries in one notification, less a little.
const LONGEST: usize = 7_800;
/// What stands between two topics; no name has it.
const BETWEEN: &str = "\u{1f}";
/// Everybody is woken: the topics did not fit.
const ALL: &str = "*";

/// The way to the other nodes.
#[derive(Clone)]
pub(crate) struct Wire {
    out: mpsc::UnboundedSender<Vec<Topic>>,
}

impl Wire {
    /// Tells the other nodes soon.
    pub(crate) fn tell(&self, topics: Vec<Topic>) {
        if !topics.is_empty() {
            // The receiving task lives as long as the process.
            drop(self.out.send(topics));
        }
    }
}

/// Starts telling and listening; listening ends by its handle, telling with the last [`Wire`].
pub(crate) fn start(url: String, signals: Signals) -> (Wire, AbortHandle) {
    let (out, topics) = mpsc::unbounded_channel();
    tokio::spawn(tell_others(url.clone(), topics));
    let listening = tokio::spawn(async move {
        loop {
            if let Err(error) = listen(&url, &signals).await {
                tracing::debug!(%error, "other nodes are not heard for a moment");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    });
    (Wire { out }, listening.abort_handle())
}

async fn tell_others(url: String, mut topics: mpsc::UnboundedReceiver<Vec<Topic>>) {
    let mut open: Option<Connection> = None;
    while let Some(first) = topics.recv().await {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let mut words: HashSet<String> = first.iter().map(Topic::to_word).collect();
        while let Ok(more) = topics.try_recv() {
            words.extend(more.iter().map(Topic::to_word));
        }
        let mut said = words.into_iter().collect::<Vec<_>>().join(BETWEEN);
        if said.len() > LONGEST {
            ALL.clone_into(&mut said);
        }
        if open.as_ref().is_none_or(Connection::is_closed) {
            open = Connection::open(&url).await.ok();
        }
        if let Some(db) = &open {
            // A lost wake is made good by the next read of who waits.
            drop(db.batch(&format!("NOTIFY {CHANNEL}, '{}'", said.replace('\'', "''"))).await);
        }
    }
}

/// Listens until the connection ends.
async fn listen(url: &str, signals: &Signals) -> Result<()> {
    let (client, mut wire) = connect(url).await?;
    let mut messages = poll_fn(move |context| wire.poll_message(context));
    let asking = async {
        // The answer comes through `messages`, which the other half reads.
        client.batch_execute(&format!("LISTEN {CHANNEL}")).await.map_err(|e| error(&e))?;
        // Something may have been said before we listened.
        signals.wake_all();
        Ok(())
    };
    let hearing = async {
        while let Some(Ok(message)) = messages.next().await {
            let AsyncMessage::Notification(said) = message else { continue };
            if said.payload() == ALL {
                signals.wake_all();
            } else {
                let topics: Vec<_> = said.payload().split(BETWEEN).filter_map(Topic::of_word).collect();
                signals.wake(&topics);
            }
        }
        Ok(())
    };
    tokio::try_join!(asking, hearing).map(|_| ())
}
