//! Adding photos to a job, for the office.

use docket_domain::Fault;
use docket_domain::job::{NewPhoto, Number, Said, add_photo};
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::photo::{self, Photo};
use docket_store::{Tx, job};

use crate::file::Received;
use crate::job::{JOB, Kept, amend, missing};
use crate::{App, Change, Op, Result};

/// How many photos one request adds at most.
pub const MOST: usize = 50;
/// The longest note, in characters.
pub(crate) const LONGEST_NOTE: usize = 2_000;

/// A photo that was received.
#[derive(Debug)]
pub struct New {
    /// The file.
    pub file: Received,
    /// What is said about it.
    pub note: String,
}

/// Whether the caller may add photos to a job that exists: asked before anything is received.
pub async fn check(op: &Op, num: &Number) -> Result<()> {
    op.allow(Right::WorkOrderWrite)?;
    let mut tx = op.reader().await?;
    job::find(&mut tx, op.tenant(), num.as_str()).await?.map(|_| ()).ok_or_else(|| missing(num))
}

/// Adds photos to a job, in one change.
pub async fn add(op: &Op, num: Number, photos: Vec<New>) -> Result<Kept> {
    op.allow(Right::WorkOrderWrite)?;
    if photos.iter().any(|photo| photo.note.chars().count() > LONGEST_NOTE) {
        let reason = format!("must not be longer than {LONGEST_NOTE} characters");
        return Err(Fault::parameter("Note", reason).into());
    }
    let photos = photos.into_iter().map(|photo| (App::new_id().to_string(), photo)).collect();
    op.write(Add { num, photos }).await
}

struct Add {
    num: Number,
    photos: Vec<(String, New)>,
}

impl Change for Add {
    type Out = Kept;

    fn subject(&self) -> (&str, &str) {
        (JOB, self.num.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Kept> {
        let add = |doc: &mut Object| {
            for (id, New { note, .. }) in &self.photos {
                add_photo(doc, &self.num, &NewPhoto { id, at: op.now, note });
            }
            Ok(())
        };
        let kept = amend(op, tx, &self.num, Said::Changes, add).await?;
        for (id, New { file, .. }) in &self.photos {
            let photo = Photo { sha256: file.sha256.clone(), user: op.actor().to_owned() };
            photo::insert(tx, op.tenant(), (self.num.as_str(), id), &photo, op.now).await?;
        }
        Ok(kept)
    }
}
