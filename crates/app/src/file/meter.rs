//! What is measured of a file while its bytes pass.

use docket_domain::file::{FileType, TELLING};
use sha2::{Digest, Sha256};

use super::receive::Wanted;
use crate::{Error, Result};

/// Bytes that have passed.
#[derive(Default)]
pub(super) struct Meter {
    hash: Sha256,
    size: u64,
    first: Vec<u8>,
}

/// What a file is.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub sha256: String,
    pub size: u64,
    pub kind: FileType,
}

impl Meter {
    /// Takes note of bytes; refuses when it is known that the file is not wanted.
    pub(super) fn pass(&mut self, bytes: &[u8], wanted: &Wanted) -> Result<()> {
        let missing = TELLING - self.first.len();
        self.first.extend_from_slice(&bytes[..missing.min(bytes.len())]);
        self.size += bytes.len() as u64;
        self.hash.update(bytes);
        if self.size > wanted.largest {
            return Err(Error::TooLarge(wanted.largest));
        }
        if self.first.len() == TELLING { self.kind(wanted).map(|_| ()) } else { Ok(()) }
    }

    /// What the file is, when all of it has passed.
    pub(super) fn end(self, wanted: &Wanted) -> Result<Measured> {
        let kind = self.kind(wanted)?;
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Measured { sha256, size: self.size, kind })
    }

    fn kind(&self, wanted: &Wanted) -> Result<FileType> {
        let kind = FileType::of(&self.first).filter(|kind| wanted.types.contains(kind));
        let kind = kind.ok_or_else(|| {
            let names: Vec<&str> = wanted.types.iter().map(|kind| kind.media()).collect();
            Error::WrongType(format!("the file is none of {}", names.join(", ")))
        })?;
        if kind.fits(wanted.said.as_deref()) {
            return Ok(kind);
        }
        let said = wanted.said.as_deref().unwrap_or_default();
        Err(Error::WrongType(format!("the file is said to be {said} and is {}", kind.media())))
    }
}
