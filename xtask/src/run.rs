//! Running other programs: the only place that starts a process.

use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A program with its arguments, not started yet.
pub struct Run {
    command: Command,
}

impl Run {
    /// A program by name or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        Self { command: Command::new(program) }
    }

    /// The very cargo that started this xtask.
    pub fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
    }

    /// Adds arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets one environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs in another directory.
    pub fn within(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Shows the command, runs it on our own streams and fails unless it succeeds.
    pub fn run(mut self) -> Result<()> {
        println!("$ {}", self.shown());
        let status = self.command.status().with_context(|| format!("cannot start {}", self.shown()))?;
        if !status.success() {
            bail!("{} failed: {status}", self.shown());
        }
        Ok(())
    }

    /// Runs it unseen and gives its standard output; its standard error stays ours.
    pub fn output(mut self) -> Result<Vec<u8>> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("cannot start {}", self.shown()))?;
        if !output.status.success() {
            bail!("{} failed: {}", self.shown(), output.status);
        }
        Ok(output.stdout)
    }

    /// Whether it starts and succeeds; all its output is dropped.
    pub fn succeeds(mut self) -> bool {
        let quiet = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    }

    /// Becomes that program, so that signals reach it directly. Returns only if it can't be started.
    pub fn become_it(mut self) -> Result<()> {
        println!("$ {}", self.shown());
        let reason = self.command.exec();
        Err(reason).with_context(|| format!("cannot start {}", self.shown()))
    }

    fn shown(&self) -> String {
        let name = Path::new(self.command.get_program()).file_name().unwrap_or_default();
        let set = self.command.get_envs().filter_map(|(name, value)| {
            value.map(|value| format!("{}={:?}", name.to_string_lossy(), value.to_string_lossy()))
        });
        let words = std::iter::once(name).chain(self.command.get_args());
        set.chain(words.map(|word| word.to_string_lossy().into_owned())).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_an_error_that_names_it() {
        let reason = Run::new("false").args(["-x"]).run().unwrap_err().to_string();
        assert!(reason.starts_with("false -x failed"), "{reason}");
    }

    #[test]
    fn a_missing_program_is_an_error_and_no_success() {
        assert!(Run::new("no-such-program-here").output().is_err());
        assert!(!Run::new("no-such-program-here").succeeds());
    }

    #[test]
    fn output_and_environment_pass_through() {
        let output = Run::new("sh").args(["-c", "printf %s \"$GREETING\""]).env("GREETING", "hej").output();
        assert_eq!(output.unwrap(), b"hej");
    }
}
