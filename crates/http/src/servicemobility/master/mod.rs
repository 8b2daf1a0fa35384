//! Master data: what jobs refer to. The operations of all kinds are the same three; each kind says its address and words.

mod account;
mod asset;
mod location;
mod operations;
mod product;
mod system_category;
mod user;

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use docket_app::{Op, master};
use docket_domain::master::{Key, Kind};

use crate::answer::{self, Done};
use crate::failure::Result;
use crate::place::escape;
use crate::routing::Routes;
use crate::write::Write;

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .merge(account::routes())
        .merge(location::routes())
        .merge(user::routes())
        .merge(product::routes())
        .merge(asset::routes())
        .merge(system_category::routes())
}

async fn get(op: &Op, kind: Kind, numbers: &[String], asked: &HeaderMap) -> Result<Response> {
    let found = master::get(op, kind, &key(kind, numbers)?).await?;
    Ok(answer::document(asked, found.doc, &found.tag))
}

async fn put(write: Write, kind: Kind, numbers: &[String], path: &str) -> Result<Response> {
    let kept = master::put(&write.op, kind, key(kind, numbers)?, write.object()?).await?;
    Ok(Done::put(kept.created, &address(path, numbers), kept.tag, Vec::new()).into_response())
}

async fn delete(write: Write, kind: Kind, numbers: &[String]) -> Result<Response> {
    master::delete(&write.op, kind, key(kind, numbers)?).await?;
    Ok(Done::ok().into_response())
}

/// The key that the open parts of an address make.
fn key(kind: Kind, numbers: &[String]) -> Result<Key> {
    let part = |index: usize| numbers.get(index).map_or("", String::as_str);
    Ok(Key::of(kind, part(0), part(1))?)
}

/// An address: a path with its open parts filled in.
fn address(path: &str, numbers: &[String]) -> String {
    let mut address = String::new();
    let mut numbers = numbers.iter();
    for part in path.split_inclusive(['{', '}']) {
        match part.strip_suffix('}') {
            Some(_) => address += &numbers.next().map_or_else(String::new, |number| escape(number)),
            None => address += part.trim_end_matches('{'),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_holds_the_numbers_in_their_order_and_escaped() {
        let numbers = ["A/1".to_owned(), "L 2".to_owned()];
        let path = "/seiapi/v3/trans/Account/{AccountNum}/Location/{LocationNum}";
        assert_eq!(address(path, &numbers), "/seiapi/v3/trans/Account/A%2F1/Location/L%202");
        assert_eq!(address("/seiapi/v3/Assets/{AssetNum}", &numbers), "/seiapi/v3/Assets/A%2F1");
    }
}
