//! The way to the mail server.

use std::time::{Duration, UNIX_EPOCH};

use docket_app::MailServer;
use docket_app::mail::Letter;
use docket_store::mail::Claimed;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// How long the mail server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long one try takes at most.
const TRY: Duration = Duration::from_secs(60);

/// The way to the mail server.
pub(super) struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail could not be sent.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) why: String,
    /// Another try would end the same.
    pub(super) for_good: bool,
}

impl Post {
    /// Reads the settings; nothing is connected yet. What is wrong with them, in words.
    pub(super) fn open(server: &MailServer) -> Result<Self, String> {
        let wrong = |error: lettre::transport::smtp::Error| format!("smtp_url: {error}");
        let known = ["smtp://", "smtps://"].iter().any(|scheme| server.url.starts_with(scheme));
        if !known {
            return Err("smtp_url is neither smtp://… nor smtps://…".to_owned());
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&server.url).map_err(wrong)?;
        let from: Mailbox = server.from.parse().map_err(|_| {
            format!("mail_from \"{}\" is no address such as Docket <docket@example.com>", server.from)
        })?;
        Ok(Self { transport: transport.timeout(Some(PATIENCE)).build(), from })
    }

    /// Sends one mail.
    pub(super) async fn send(&self, claimed: &Claimed) -> Result<(), Failed> {
        let message = self
            .message(claimed)
            .map_err(|why| Failed { why: format!("it cannot be written: {why}"), for_good: true })?;
        match tokio::time::timeout(TRY, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(Failed { for_good: error.is_permanent(), why: error.to_string() }),
            Err(_) => Err(Failed { for_good: false, why: "the mail server took too long".to_owned() }),
        }
    }

    /// The message. Its id is made of the key, so that a receiver knows it again when it is sent twice.
    fn message(&self, claimed: &Claimed) -> Result<Message, String> {
        let letter: Letter = serde_json::from_slice(&claimed.doc).map_err(|error| error.to_string())?;
        let name = letter.name.clone().or_else(|| self.from.name.clone());
        let at = UNIX_EPOCH + Duration::from_millis(claimed.created.unsigned_abs());
        let mut builder = Message::builder()
            .from(Mailbox::new(name, self.from.email.clone()))
            .message_id(Some(format!("<{}@{}>", claimed.key, self.from.email.domain())))
            .date(at)
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN);
        if let Some(reply_to) = letter.reply_to {
            builder = builder.reply_to(mailbox(&reply_to)?);
        }
        for to in &letter.to {
            builder = builder.to(mailbox(to)?);
        }
        builder.body(letter.text).map_err(|error| error.to_string())
    }
}

fn mailbox(address: &str) -> Result<Mailbox, String> {
    address.parse().map_err(|_| format!("\"{address}\" is no e-mail address"))
}
