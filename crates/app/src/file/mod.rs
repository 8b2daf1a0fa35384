//! Files: taken in piece by piece, known by what their bytes say, and given out to who may see what leads to them.

mod keep;
mod meter;
mod open;
mod receive;
pub mod upload;

pub use open::{File, open};
pub use receive::{Received, Wanted, receive};

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};

/// A body as it arrives.
pub type Arriving = BoxStream<'static, Result<Bytes, Cut>>;

/// A body that is all here.
#[must_use]
pub fn whole(bytes: Vec<u8>) -> Arriving {
    stream::iter([Ok(Bytes::from(bytes))]).boxed()
}

/// Why a body did not arrive whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Cut {
    /// The connection broke, or the body is malformed.
    #[error("the body broke off")]
    Broken,
    /// Nothing came for too long.
    #[error("nothing came for too long")]
    Slow,
}
