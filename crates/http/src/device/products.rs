//! The catalogue on a technician's device.

use axum::response::Response;
use docket_app::device;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{self, Params};
use crate::refusals::ProblemListing;

/// Which products are wanted.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    q: Option<String>,
    after: Option<String>,
    limit: Option<String>,
}

/// An entry of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = DeviceProduct)]
pub(crate) struct Product {
    /// Its number.
    num: String,
    /// What it is, in English where the catalogue has it; its number if nothing describes it.
    desc: String,
    /// Its type and, after a dot, the type below it; empty if it has none.
    kind: String,
    /// The code on its package; empty if it has none.
    code: String,
    /// Each piece has a serial number.
    serialized: bool,
    /// It comes in batches that have numbers.
    batched: bool,
}

/// A page of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = DeviceProducts)]
pub(crate) struct Products {
    /// By number. A page may have fewer than `limit`, though more follow.
    products: Vec<Product>,
    /// The `after` of the next page; null at the end.
    #[schema(required)]
    next: Option<String>,
}

/// The products that a technician may have used, by number.
#[utoipa::path(get, path = "/device/v1/products", tag = "Devices",
    params(
        ("q" = Option<String>, Query, max_length = 200, description = "Only those with these words in number, description, maker, code or tags"),
        ("after" = Option<String>, Query, max_length = 200, description = "The `next` of a page"),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 1000, description = "At most so many [default: 100]")),
    responses(
        (status = 200, description = "The products", body = Products),
        ProblemListing))]
pub(crate) async fn device_products(Asker(op): Asker, Params(wanted): Params<Wanted>) -> Result<Response> {
    let limit = params::limit(wanted.limit.as_deref(), 100, 1_000)?;
    let (q, after) = (wanted.q.unwrap_or_default(), wanted.after.unwrap_or_default());
    let page = device::products(&op, &q, &after, limit).await?;
    let products = page.products.into_iter().map(|product| Product {
        num: product.num,
        desc: product.desc,
        kind: product.kind,
        code: product.code,
        serialized: product.serialized,
        batched: product.batched,
    });
    Ok(answer::json(&Products { products: products.collect(), next: page.next }))
}
