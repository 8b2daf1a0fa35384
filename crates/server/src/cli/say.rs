//! What a command tells its caller.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

use docket_app::Error;
use docket_domain::Fault;
use docket_store::Error as Store;

/// Writes a line to standard output. A reader that has gone (`docket token --list | head -1`) is no error.
pub(crate) fn say(line: impl Display) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// An error about files and locks as one sentence: it says itself what is not available.
pub(crate) fn plain(error: Store) -> anyhow::Error {
    match error {
        Store::Unavailable(reason) => anyhow::Error::msg(reason),
        other => other.into(),
    }
}

/// An error of a use case as one sentence.
pub(crate) fn explain(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(faults) => {
            let faults: Vec<String> =
                faults.iter().map(|Fault { name, reason, .. }| format!("{name} {reason}")).collect();
            anyhow::anyhow!(faults.join("; "))
        }
        other => other.into(),
    }
}
