//! What runs do in the world, one kind a file. An effect that cannot be done has written nothing when it says so: the unit of
//! work goes on without it.

mod allocate;
mod dispatch_job;
mod email;
mod notify;
mod people;
mod recall_job;
mod set_location;
mod set_status;
mod write;

use docket_domain::Message;
use docket_flow::What;
use docket_store::Tx;
use serde_json::Value;

use super::scene::Scene;
use crate::{Error, Op, Result};

pub(super) use recall_job::recall;

/// Why an effect could not be done.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Trouble {
    /// In words.
    Words(String),
    /// Values are wrong; each message says where it was sent, if somebody sent it.
    Body(Vec<Message>),
}

/// What came of an effect.
pub(super) type Done = Result<Value, Trouble>;

impl Trouble {
    fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    /// The trouble as one sentence.
    pub(super) fn text(self) -> String {
        let messages = match self {
            Self::Words(text) => return text,
            Self::Body(messages) => messages,
        };
        let say = |message: Message| match message.data_path.trim_start_matches('.') {
            "" => message.message,
            path => format!("{path} {}", message.message),
        };
        messages.into_iter().map(say).collect::<Vec<_>>().join("; ")
    }

    /// The trouble as what is wrong with a body.
    pub(super) fn messages(self) -> Vec<Message> {
        match self {
            Self::Body(messages) => messages,
            Self::Words(text) => {
                let params = serde_json::json!({"reason": text});
                vec![Message::own("possible", "", params, format!("should be possible: {text}"))]
            }
        }
    }

    /// The trouble that a refusal of a use case means, which has written nothing.
    ///
    /// # Errors
    /// What the database could not do: that ends the unit of work.
    fn of(error: Error) -> Result<Self> {
        match error {
            Error::Store(error) => Err(Error::Store(error)),
            Error::Messages(messages) => Ok(Self::Body(messages)),
            Error::Invalid(faults) => {
                let say = |fault: &docket_domain::Fault| match fault.path.as_str() {
                    "" => fault.reason.clone(),
                    path => format!("{path} {}", fault.reason),
                };
                Ok(Self::Words(faults.iter().map(say).collect::<Vec<_>>().join("; ")))
            }
            other => Ok(Self::Words(other.to_string())),
        }
    }
}

/// Does what a run wants. `op` may do everything.
pub(super) async fn perform(op: &Op, tx: &mut Tx<'_>, scene: &mut Scene, what: &What) -> Result<Done> {
    match what {
        What::Allocate(wanted) => allocate::perform(op, tx, scene, wanted).await,
        What::SetStatus(status) => set_status::perform(op, tx, scene, status).await,
        What::SetLocation(target) => set_location::perform(op, tx, scene, target).await,
        What::Write(fields) => write::perform(op, tx, scene, fields).await,
        What::DispatchJob { job, number } => {
            dispatch_job::perform(op, tx, scene, job, number.as_deref()).await
        }
        What::RecallJob { number } => recall(op, tx, number).await,
        What::Notify(message) => notify::perform(op, tx, scene, message).await,
        What::Email(message) => email::perform(op, tx, scene, message).await,
    }
}
