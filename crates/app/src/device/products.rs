//! The catalogue on a technician's device: what may be said to have been used.

use docket_domain::Fault;
use docket_domain::job::fold;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, title};
use docket_domain::permission::Right;
use docket_store::job_query::pattern;
use docket_store::master;
use serde_json::Value;

use crate::job::stored_object;
use crate::{Op, Result};

/// The longest text that is searched, in characters.
const LONGEST: usize = 200;

/// An entry of the catalogue, as a technician needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its number.
    pub num: String,
    /// What it is; its number if nothing describes it.
    pub desc: String,
    /// Its type and, after a dot, the type below it; empty if it has none.
    pub kind: String,
    /// The code on its package; empty if it has none.
    pub code: String,
    /// Each piece has a serial number.
    pub serialized: bool,
    /// It comes in batches that have numbers.
    pub batched: bool,
}

/// A page of the catalogue.
#[derive(Debug)]
pub struct Products {
    /// By number.
    pub products: Vec<Product>,
    /// The number after which the next page begins; `None` at the end.
    pub next: Option<String>,
}

/// The products that have the words of `q` in their number, description, maker, code or tags (all without `q`), after
/// the number `after`; at most `limit`. Those that are marked as deleted are left out.
///
/// # Errors
/// A text or number that is too long, or a caller without a device.
pub async fn products(op: &Op, q: &str, after: &str, limit: i64) -> Result<Products> {
    op.allow(Right::Device)?;
    let q = q.trim();
    for (name, text) in [("q", q), ("after", after)] {
        if text.chars().count() > LONGEST || text.contains('\0') {
            return Err(Fault::parameter(name, format!("must be at most {LONGEST} characters")).into());
        }
    }
    let after = Key { first: after.to_owned(), second: String::new() };
    let mut tx = op.reader().await?;
    let mut found = if q.is_empty() {
        master::page(&mut tx, op.tenant(), Kind::Product, &after, limit + 1).await?
    } else {
        master::search_after(&mut tx, op.tenant(), Kind::Product, &pattern(&fold(q)), &after, limit + 1)
            .await?
    };
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|(key, _)| key.first.clone());
    let mut products = Vec::with_capacity(found.len());
    for (key, doc) in found {
        let doc = stored_object(&doc)?;
        if !is_set(&doc, "Deleted") {
            products.push(read(key.first, &doc));
        }
    }
    Ok(Products { products, next })
}

fn read(num: String, doc: &Object) -> Product {
    let described = title(Kind::Product, doc);
    let types = [text(doc, "ProdType"), text(doc, "ProdSubType")];
    Product {
        desc: if described.is_empty() { num.clone() } else { described },
        kind: types.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("."),
        code: text(doc, "UPCUnitCode"),
        serialized: is_set(doc, "IsSerialized"),
        batched: is_set(doc, "IsBatch"),
        num,
    }
}

fn text(doc: &Object, name: &str) -> String {
    match doc.get(name) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Whether a flag is set, written as a flag or as a number.
fn is_set(doc: &Object, name: &str) -> bool {
    match doc.get(name) {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Number(number)) => number.as_i64().is_some_and(|number| number != 0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use docket_domain::json::parse_object;

    #[test]
    fn a_product_is_read_whatever_form_its_members_have() {
        let doc = br#"{"Desc":{"de":"Riemen","en":"Belt"},"ProdType":"1001","ProdSubType":2,"UPCUnitCode":40,"IsSerialized":1,
            "IsBatch":true}"#;
        let product = read("B-1".to_owned(), &parse_object(doc).unwrap());
        assert_eq!(
            (product.desc.as_str(), product.kind.as_str(), product.code.as_str()),
            ("Belt", "1001.2", "40")
        );
        assert!(product.serialized && product.batched);
        let bare = read("B-2".to_owned(), &parse_object(b"{}").unwrap());
        assert_eq!((bare.desc.as_str(), bare.kind.as_str(), bare.serialized), ("B-2", "", false));
    }
}
