//! `/seiapi`: the ServiceMobility dialect.

mod account;
mod asset;
pub mod export;
mod location;
mod product;
mod query;
mod record;
mod system_category;
mod user;
mod work_order;
