//! `docket bench`.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use clap::builder::PossibleValuesParser;
use docket_bench::{Options, PARTS};

/// What `bench` can be told.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// One round of one second a measurement: to try it out, not for figures
    #[arg(long)]
    quick: bool,
    /// How many rounds
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: usize,
    /// How long each measurement takes
    #[arg(long, value_name = "S", default_value_t = 3.0)]
    seconds: f64,
    /// Also measure on PostgreSQL, in a cluster of its own
    #[arg(long)]
    postgres: bool,
    /// Also compare a million stored orders with ten thousand; 100 000 work orders of the Niagara dialect, else 10 000
    #[arg(long)]
    large: bool,
    /// Only these parts, with commas between
    #[arg(long, value_name = "PARTS", value_delimiter = ',', value_parser = PossibleValuesParser::new(PARTS))]
    only: Vec<String>,
    /// Measure the floors alone, without a docket server
    #[arg(long)]
    floors_only: bool,
    /// Be the bare server that is the floor
    #[arg(long, hide = true)]
    floor_hyper: bool,
    /// What that server answers
    #[arg(long, hide = true, value_name = "FOLDER")]
    floor_answers: Option<PathBuf>,
}

impl Bench {
    /// Measures this executable beside the floors of the machine.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let docket = std::env::current_exe().context("cannot find this executable")?;
        docket_bench::run(Options {
            quick: self.quick,
            rounds: self.rounds,
            seconds: self.seconds,
            postgres: self.postgres,
            large: self.large,
            only: self.only,
            floors_only: self.floors_only,
            floor_hyper: self.floor_hyper,
            floor_answers: self.floor_answers,
            ..Options::new(docket)
        })
    }
}
