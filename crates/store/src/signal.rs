//! Who waits for what: wakes streams after a commit.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use docket_domain::tenant::TenantId;
use tokio::sync::watch;

/// Something that a stream waits for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The event log of a tenant grew.
    Log(TenantId),
    /// A technician has a new notice.
    Notices(TenantId, String),
    /// The event log of some tenant grew: every [`Topic::Log`] wakes those who wait for this too.
    Logs,
    /// A run of a work flow is to be woken at some time.
    Timers,
    /// Work was planned to be done unasked.
    Work,
}

impl Topic {
    /// The topic in a word for other nodes.
    pub(crate) fn to_word(&self) -> String {
        match self {
            Topic::Log(tenant) => format!("L{tenant}"),
            Topic::Notices(tenant, user) => format!("N{tenant}:{user}"),
            Topic::Logs => "A".to_owned(),
            Topic::Timers => "T".to_owned(),
            Topic::Work => "W".to_owned(),
        }
    }

    /// Reads [`Topic::to_word`].
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        match word {
            "A" => return Some(Topic::Logs),
            "T" => return Some(Topic::Timers),
            "W" => return Some(Topic::Work),
            _ => {}
        }
        if let Some(tenant) = word.strip_prefix('L') {
            return tenant.parse().ok().map(|id| Topic::Log(TenantId(id)));
        }
        let (tenant, user) = word.strip_prefix('N')?.split_once(':')?;
        tenant.parse().ok().map(|id| Topic::Notices(TenantId(id), user.to_owned()))
    }
}

/// The topics of this node that somebody waits for. A wake is a hint: who waits reads the database again, and reads it
/// now and then without a wake too.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    waiting: Arc<Mutex<HashMap<Topic, watch::Sender<()>>>>,
}

impl Signals {
    /// Waits for a topic from now on.
    #[must_use]
    pub fn subscribe(&self, topic: Topic) -> watch::Receiver<()> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.entry(topic).or_insert_with(|| watch::channel(()).0).subscribe()
    }

    /// Wakes those who wait for these topics, and forgets topics that nobody waits for any more.
    pub(crate) fn wake<'a>(&self, topics: impl IntoIterator<Item = &'a Topic>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_empty() {
            return;
        }
        for topic in topics {
            tell(&mut waiting, topic);
            if matches!(topic, Topic::Log(_)) {
                tell(&mut waiting, &Topic::Logs);
            }
        }
    }

    /// Wakes everybody: something may have been missed.
    pub(crate) fn wake_all(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, sender| sender.send(()).is_ok());
    }
}

fn tell(waiting: &mut HashMap<Topic, watch::Sender<()>>, topic: &Topic) {
    if let Some(sender) = waiting.get(topic)
        && sender.send(()).is_err()
    {
        waiting.remove(topic);
    }
}
