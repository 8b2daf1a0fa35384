//! Products: the catalogue of parts, labour and charges.

use docket_domain::master::Kind;

use super::operations::operations;
use crate::refusals::Known;

operations! {
    Kind::Product, "Products", "/seiapi/v3/trans/Products/{ProdNum}",
    numbers: { "ProdNum" => "The number of the product" },
    reading: { Known },
    /// Retrieve a product.
    get get_product;
    /// Insert a product, or replace it whole.
    put put_product;
    /// Delete a product.
    delete delete_product;
}
