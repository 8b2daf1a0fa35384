//! Developer chores of Docket: `cargo xtask <chore>`. One chore a file; `CHORES` is the list.

mod bench;
mod check;
mod ci;
mod clients;
mod demo;
mod dev;
mod dist;
mod docket;
mod install;
mod openapi;
mod run;
mod soak;
mod steps;
mod web;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, anyhow};

struct Chore {
    name: &'static str,
    usage: &'static str,
    purpose: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "demo",
        usage: "demo [-- ARGS]",
        purpose: "build the release binary and run `docket demo` until Ctrl-C",
        run: demo::run,
    },
    Chore {
        name: "dev",
        usage: "dev [-- ARGS]",
        purpose: "build for debugging and serve, with data kept in the target directory",
        run: dev::run,
    },
    Chore {
        name: "web",
        usage: "web",
        purpose: "build the web apps, which the next build of docket carries",
        run: web::run,
    },
    Chore {
        name: "check",
        usage: "check [PIECE…]",
        purpose: "every static check, or only the pieces named",
        run: check::run,
    },
    Chore {
        name: "ci",
        usage: "ci",
        purpose: "install what is missing, check, build, test; stops at the first failure",
        run: ci::run,
    },
    Chore {
        name: "clients",
        usage: "clients",
        purpose: "a HAL client and Schemathesis against a fresh server, as in ci",
        run: clients::run,
    },
    Chore {
        name: "soak",
        usage: "soak [--bounded] [random|server|phones|requests …]",
        purpose: "the long proofs in full; --bounded: as short as they run in ci",
        run: soak::run,
    },
    Chore {
        name: "openapi",
        usage: "openapi",
        purpose: "write docs/openapi.json from the routes",
        run: openapi::run,
    },
    Chore {
        name: "dist",
        usage: "dist",
        purpose: "pack the release binary with its papers into an archive to hand on",
        run: dist::run,
    },
    Chore {
        name: "bench",
        usage: "bench [-- ARGS]",
        purpose: "build the release binary and run `docket bench`",
        run: bench::run,
    },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match words.split_first() {
        Some((word, rest)) if !["help", "-h", "--help"].contains(&word.as_str()) => start(word, rest),
        _ => {
            println!("{}", help());
            Ok(())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason:#}");
            ExitCode::FAILURE
        }
    }
}

/// Starts one chore. A leading `--`, which separates the chore from arguments passed through, is dropped.
fn start(word: &str, rest: &[String]) -> Result<()> {
    let chore = CHORES
        .iter()
        .find(|chore| chore.name == word)
        .ok_or_else(|| anyhow!("there is no chore {word:?}\n\n{}", help()))?;
    let arguments = match rest.split_first() {
        Some((first, others)) if first == "--" => others,
        _ => rest,
    };
    (chore.run)(arguments)
}

fn help() -> String {
    let mut text = String::from("usage: cargo xtask <chore>\n");
    for chore in CHORES {
        text.push_str(&format!("\n  {:<18} {}", chore.usage, chore.purpose));
    }
    text.push_str(&format!("\n\npieces of check: {}", check::names().join(", ")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_chore_and_every_piece_of_check() {
        let text = help();
        for name in CHORES.iter().map(|chore| chore.name).chain(check::names()) {
            assert!(text.contains(name), "{name} is missing from\n{text}");
        }
    }

    #[test]
    fn an_unknown_chore_is_an_error_that_shows_the_help() {
        let reason = start("make", &[]).unwrap_err().to_string();
        assert!(reason.contains("\"make\"") && reason.contains("usage:"), "{reason}");
    }
}
