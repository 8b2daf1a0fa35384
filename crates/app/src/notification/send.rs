//! Sending a notification.

use std::collections::HashSet;

use docket_domain::entity::EntityType;
use docket_store::notification as row;
use docket_store::{Tx, event};
use serde_json::json;

use crate::{App, Op, Result};

/// Characters of a label that are kept.
const LABEL: usize = 200;
/// Characters of a message that are kept.
const MESSAGE: usize = 4_000;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    /// For information.
    Normal,
    /// Something is wrong.
    Issue,
    /// Something is right again.
    Resolved,
}

impl Severity {
    /// The word on the wire and in storage.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Issue => "issue",
            Self::Resolved => "resolved",
        }
    }

    /// The severity with this word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Normal, Self::Issue, Self::Resolved].into_iter().find(|one| one.as_str() == word)
    }
}

/// A notification about to be sent.
#[derive(Debug, Clone)]
pub(crate) struct New {
    /// The ids of the users it is for; each gets one.
    pub recipients: Vec<String>,
    /// The id of what caused it: a run, an action.
    pub source: String,
    /// What it is about, in a few words.
    pub label: String,
    /// What it says.
    pub message: String,
    /// How bad it is.
    pub severity: Severity,
    /// The user in whose name it is sent.
    pub sender: Option<String>,
    /// What it is about.
    pub regarding: Option<(EntityType, String)>,
}

/// Sends a notification within a unit of work; how many were sent. Texts that are too long are shortened.
pub(crate) async fn send(op: &Op, tx: &mut Tx<'_>, new: &New) -> Result<u32> {
    let label = shortened(&new.label, LABEL);
    let message = shortened(&new.message, MESSAGE);
    let regarding = new.regarding.as_ref().map(|(kind, id)| format!("{kind}:{id}"));
    let data = json!({
        "label": label,
        "message": message,
        "severity": new.severity.as_str(),
        "source_id": new.source,
        "regarding": new.regarding.as_ref().map(|(kind, id)| json!({"entity_type": kind.code(), "entity_id": id})),
    });
    let data = data.to_string();
    let mut told = HashSet::new();
    let mut sent = 0;
    for recipient in new.recipients.iter().filter(|user| told.insert(user.as_str())) {
        let id = App::new_id().to_string();
        let stored = row::New {
            recipient,
            id: &id,
            now: op.now,
            severity: new.severity.as_str(),
            label: &label,
            message: &message,
            source: &new.source,
            sender: new.sender.as_deref(),
            regarding: regarding.as_deref(),
        };
        row::insert(tx, op.tenant(), &stored).await?;
        let kind = EntityType::Notification.code();
        let happened = event::New { data: Some(data.as_bytes()), ..op.event(kind, &id, 1, "PUSH.created") };
        event::append(tx, op.tenant(), 0, &happened).await?;
        sent += 1;
    }
    Ok(sent)
}

/// A text without U+0000, cut after so many characters.
fn shortened(text: &str, longest: usize) -> String {
    let plain = text.chars().filter(|c| *c != '\0');
    let cut: String = plain.clone().take(longest).collect();
    if plain.count() <= longest {
        return cut;
    }
    let mut cut: String = cut.chars().take(longest - 1).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_shows_it() {
        assert_eq!(shortened("äöü", 3), "äöü");
        assert_eq!(shortened("äöüß", 3), "äö…");
        assert_eq!(shortened("a\0b", 3), "ab");
    }

    #[test]
    fn a_severity_is_read_back_from_its_word() {
        for word in ["normal", "issue", "resolved"] {
            assert_eq!(Severity::parse(word).map(Severity::as_str), Some(word));
        }
        assert_eq!(Severity::parse("bad"), None);
    }
}
