//! `/seiapi`: the ServiceMobility dialect.

pub mod export;
mod work_order;
