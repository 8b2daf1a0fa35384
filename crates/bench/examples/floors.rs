//! Measures the floors alone, without a docket server: `cargo run --release --example floors -- [SECONDS] [postgres]`.

use docket_bench::Options;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let seconds = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1.0);
    let options = Options::new(std::env::current_exe()?);
    docket_bench::run(Options {
        floors_only: true,
        floor_hyper: has("--floor-hyper"),
        postgres: has("postgres"),
        rounds: 3,
        seconds,
        ..options
    })
}
