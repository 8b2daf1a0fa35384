//! The Niagara dialect, folders shaped like the addresses.

mod access;
mod batches;
mod contacts;
mod contract;
mod custom_fields;
mod customers;
mod cycles;
mod diffs;
mod entry;
mod floor;
mod log;
mod notes;
mod paging;
mod parts;
mod places;
mod queues;
mod relations;
mod roles;
mod settings;
mod techs;
mod units;
mod users;
mod work_flows;
mod world;
