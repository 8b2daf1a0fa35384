//! One request and its answer, apart from any load: for checks and for `/metrics`.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::response;

const PATIENCE: Duration = Duration::from_secs(30);

/// Sends `request` on a connection of its own and returns the status and body of the answer.
///
/// # Errors
/// When the server can't be reached, closes early, answers nothing for 30 s, or not in HTTP/1.1.
pub fn exchange(address: SocketAddr, request: &[u8]) -> Result<(u16, Vec<u8>)> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).context("can't connect")?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request)?;
    let mut received = Vec::new();
    let mut piece = [0; 16 * 1024];
    loop {
        let count = stream.read(&mut piece).context("no answer")?;
        ensure!(count > 0, "the server closed the connection before its answer was complete");
        received.extend_from_slice(&piece[..count]);
        if let Some(response) = response::parse(&received)? {
            return Ok((response.status, received[response.body].to_vec()));
        }
    }
}
