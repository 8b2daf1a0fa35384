//! Random work flows with random histories: what holds for every run, whatever it goes through. A few hundred by default,
//! 100 000 with `DOCKET_SOAK=full`; those that failed once are kept in `regressions.txt` and tried first.

mod drive;
mod flows;
mod history;
mod promises;

use docket_domain::work_flow::accept;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use drive::{Crash, live};

fn config() -> ProptestConfig {
    let full = std::env::var_os("DOCKET_SOAK").is_some_and(|soak| soak == "full");
    ProptestConfig {
        cases: if full { 100_000 } else { 400 },
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/random/regressions.txt"))),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_run_keeps_its_promises(flow in flows::flow(), history in history::history()) {
        let accepted = accept(&flow.body()).map_err(|wrong| TestCaseError::fail(format!("{wrong:?}")))?;
        let life = live(&accepted.definition, &history, Crash::Never);
        promises::hold(&accepted.definition, &life);
        let again = live(&accepted.definition, &history, Crash::Never);
        prop_assert_eq!(life.trace(), again.trace(), "the same inputs led elsewhere");
        let crashed = live(&accepted.definition, &history, Crash::Always);
        prop_assert_eq!(life.trace(), crashed.trace(), "a crash between two inputs led elsewhere");
    }
}
