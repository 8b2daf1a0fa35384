//! Queueing mail.

use docket_store::Tx;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::is_address;
use crate::{Error, Op, Result};

/// Characters of a subject that are kept.
const SUBJECT: usize = 200;
/// Characters of a text that are kept.
const TEXT: usize = 20_000;
/// To how many addresses one mail goes at most.
const MOST: usize = 100;

/// A mail about to be queued.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    /// The addresses it goes to.
    pub to: Vec<String>,
    /// Who answers go to: an address; or a name under which it is sent. The address it comes from is the server's own, because
    /// receivers refuse mail in the name of other domains.
    pub from: Option<String>,
    /// The subject; line breaks become blanks.
    pub subject: String,
    /// The text.
    pub text: String,
    /// What makes it the same mail when it is queued again.
    pub key: String,
}

/// A mail as it waits to be sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Letter {
    /// The addresses it goes to.
    pub to: Vec<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// The name of the sender beside the server's address.
    pub name: Option<String>,
    /// The subject, in one line.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Queues a mail within a unit of work; it is sent after the commit, at least once, under the same Message-ID each time. One with
/// the same key that was queued before is not queued again.
///
/// # Errors
/// [`Error::NotAllowed`] in words when no mail server is configured, or the mail goes nowhere or to something that is no
/// address; the unit may go on.
pub(crate) async fn queue(op: &Op, tx: &mut Tx<'_>, mail: &Mail) -> Result<()> {
    if op.app.settings.mail.is_none() {
        return Err(Error::NotAllowed("no mail server is configured".to_owned()));
    }
    if mail.to.is_empty() || mail.to.len() > MOST {
        return Err(Error::NotAllowed(format!("a mail goes to 1 to {MOST} addresses")));
    }
    if let Some(wrong) = mail.to.iter().find(|to| !is_address(to)) {
        let shown: String = wrong.chars().take(100).collect();
        return Err(Error::NotAllowed(format!("\"{shown}\" is no e-mail address")));
    }
    let letter = letter(mail);
    let doc = serde_json::to_vec(&letter).map_err(|e| Error::internal(e.to_string()))?;
    docket_store::mail::queue(tx, op.tenant(), &key(op, &mail.key), op.now, &doc).await?;
    Ok(())
}

fn letter(mail: &Mail) -> Letter {
    let from = mail.from.as_deref().map(one_line).filter(|from| !from.is_empty());
    let (reply_to, name) = match from {
        Some(from) if is_address(&from) => (Some(from), None),
        from => (None, from),
    };
    Letter {
        to: mail.to.clone(),
        reply_to,
        name,
        subject: one_line(&mail.subject),
        text: mail.text.chars().filter(|c| *c != '\0').take(TEXT).collect(),
    }
}

fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(SUBJECT).collect::<String>().trim().to_owned()
}

/// The key as it may stand in a Message-ID; other tenants' keys differ.
fn key(op: &Op, key: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(op.tenant().0.to_be_bytes());
    hash.update(key.as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(from: Option<&str>, subject: &str) -> Letter {
        letter(&Mail {
            to: vec!["a@b".to_owned()],
            from: from.map(str::to_owned),
            subject: subject.to_owned(),
            text: "t".to_owned(),
            key: "k".to_owned(),
        })
    }

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(of(None, "a\r\nBcc: x@y").subject, "a  Bcc: x@y");
    }

    #[test]
    fn whoever_it_is_from_gets_the_answers_or_gives_the_name() {
        let by_address = of(Some("ann@example.com"), "s");
        assert_eq!((by_address.reply_to.as_deref(), by_address.name), (Some("ann@example.com"), None));
        let by_name = of(Some("The workshop"), "s");
        assert_eq!((by_name.reply_to, by_name.name.as_deref()), (None, Some("The workshop")));
        let by_nobody = of(Some(" "), "s");
        assert_eq!((by_nobody.reply_to, by_nobody.name), (None, None));
    }
}
