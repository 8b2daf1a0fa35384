//! Assets: equipment that is tracked piece by piece.

use docket_domain::master::Kind;

use super::operations::operations;
use crate::refusals::Known;

operations! {
    Kind::Asset, "Assets", "/seiapi/v3/Assets/{AssetNum}",
    numbers: { "AssetNum" => "The number of the asset" },
    reading: { Known },
    /// Retrieve an asset.
    get get_asset;
    /// Insert an asset, or replace it whole.
    put put_asset;
    /// Delete an asset.
    delete delete_asset;
}
