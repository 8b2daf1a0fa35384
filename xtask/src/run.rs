//! Running other programs: the only place that starts a process.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

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

    /// Starts it in the background and waits for a line of its output with this beginning; gives the rest of the line. Its
    /// standard error goes to a file.
    pub fn start(mut self, beginning: &str, errors: &Path) -> Result<(Running, String)> {
        println!("$ {} &", self.shown());
        let file = File::create(errors).with_context(|| format!("cannot write {}", errors.display()))?;
        let command = self.command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file);
        let process = command.spawn().with_context(|| format!("cannot start {}", self.shown()))?;
        let mut running = Running { process };
        let output = running.process.stdout.take().context("its output is not ours")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let rest = lines.find_map(|line| line.strip_prefix(beginning).map(str::to_owned));
        let rest = rest.with_context(|| format!("{} ended early; see {}", self.shown(), errors.display()))?;
        // Read to the end, so that it never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        Ok((running, rest))
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

/// A program in the background; it ends when this value goes.
#[derive(Debug)]
pub struct Running {
    process: Child,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        drop(self.process.kill());
        drop(self.process.wait());
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
    fn a_program_in_the_background_is_waited_for_until_it_says_so() {
        let errors = std::env::temp_dir().join(format!("docket-xtask-{}", std::process::id()));
        let script = "echo one; echo 'ready at 7'; sleep 600";
        let (running, rest) = Run::new("sh").args(["-c", script]).start("ready at ", &errors).unwrap();
        assert_eq!(rest, "7");
        drop(running);
        let reason = Run::new("true").start("ready at ", &errors).unwrap_err().to_string();
        std::fs::remove_file(&errors).unwrap();
        assert!(reason.contains("ended early"), "{reason}");
    }

    #[test]
    fn output_and_environment_pass_through() {
        let output = Run::new("sh").args(["-c", "printf %s \"$GREETING\""]).env("GREETING", "hej").output();
        assert_eq!(output.unwrap(), b"hej");
    }
}
