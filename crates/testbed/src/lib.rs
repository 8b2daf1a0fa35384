//! What tests stand on: a real PostgreSQL of the test process's own.
//!
//! [`cluster`] starts it at the first call. It listens on 127.0.0.1 only, keeps nothing safe from a power cut, and is
//! gone with the process, however that ends. A test asks [`Cluster::database`] for an empty database or
//! [`Cluster::copy`] for one that is already migrated.

mod cluster;
mod programs;

pub use cluster::{Cluster, cluster};
