//! `/attachments`: PDFs, announced, sent to a signed address, and given out to who may see what they are attached to.

mod attaching;
mod forgetting;
mod full_disk;
mod ranges;
mod reading;
mod sending;

use serde_json::{Value, json};

use super::relations::relate;
use super::world::post;
use crate::harness::{Answer, Client};

/// A PDF of so many bytes that differs from others by its seed.
pub fn pdf(length: usize, seed: u8) -> Vec<u8> {
    let begin = b"%PDF-1.7\n".iter().copied();
    begin.chain((0_usize..).map(|n| (n % 251) as u8 ^ seed)).take(length).collect()
}

/// The body that announces a PDF.
pub fn body(name: &str, size: usize) -> Value {
    json!({"name": name, "type": "application/pdf", "size": size})
}

/// Announces a PDF; what is answered.
#[track_caller]
pub fn announce(client: &Client, name: &str, size: usize) -> Value {
    post(client, "attachments", body(name, size)).expect(200).json()
}

/// The path and query that content is to be sent to.
#[track_caller]
pub fn place(client: &Client, announced: &Value) -> String {
    let url = announced["url"].as_str().expect("an address");
    url.strip_prefix(client.base()).expect("an address of the server").to_owned()
}

/// Sends content to a signed address, without a token.
pub fn send(client: &Client, place: &str, content: &[u8]) -> Answer {
    let stranger = client.without_token();
    stranger.ask("PUT", place).header("content-type", "application/pdf").body(content).send()
}

/// A PDF that is there; its path.
#[track_caller]
pub fn attachment(client: &Client, name: &str, content: &[u8]) -> String {
    let announced = announce(client, name, content.len());
    send(client, &place(client, &announced), content).expect(204);
    format!("/attachments/{}", id(&announced))
}

/// The id of a file.
#[track_caller]
pub fn id(file: &Value) -> &str {
    file["file_id"].as_str().expect("an id")
}

/// Attaches the file at a path to something.
pub fn attach(client: &Client, file: &str, kind: &str, id: &str) -> Answer {
    relate(client, file, "file", kind, id)
}

/// Downloads the file at a path.
pub fn download(client: &Client, file: &str) -> Answer {
    client.ask("GET", &format!("{file}/download")).send()
}
