//! What Linux tells about processes (`proc(5)`): processor time, memory, bytes written.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The kernel counts processor time for users of `/proc` in hundredths of a second.
const TICKS_PER_SECOND: f64 = 100.0;

/// The processes whose processor time counts as the server's.
#[derive(Clone, Copy, Debug)]
pub struct Watched {
    /// The server.
    pub server: u32,
    /// PostgreSQL's first process, whose backends are its children.
    pub postgres: Option<u32>,
}

/// Processor times at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    at: Instant,
    server: f64,
    own: f64,
    machine: f64,
}

impl Watched {
    /// Reads all clocks.
    ///
    /// # Errors
    /// When a watched process is gone.
    pub fn read(&self) -> Result<Reading> {
        let mut server = Stat::of(&self.server.to_string())?.own_ticks();
        if let Some(postgres) = self.postgres {
            server += family_ticks(postgres)?;
        }
        let own = Stat::of("self")?.own_ticks();
        Ok(Reading { at: Instant::now(), server, own, machine: machine_ticks()? })
    }
}

impl Reading {
    /// Seconds of processor time that the server used since `earlier`.
    #[must_use]
    pub fn server_seconds_since(&self, earlier: &Self) -> f64 {
        (self.server - earlier.server) / TICKS_PER_SECOND
    }

    /// Cores that neither the server nor this process kept busy since `earlier`: what disturbs a measurement.
    #[must_use]
    pub fn other_cores_since(&self, earlier: &Self) -> f64 {
        let known = (self.server - earlier.server) + (self.own - earlier.own);
        let seconds = (self.at - earlier.at).as_secs_f64().max(1e-3);
        ((self.machine - earlier.machine - known) / TICKS_PER_SECOND / seconds).max(0.0)
    }
}

/// Seconds of processor time of a process and its children, dead or alive.
///
/// # Errors
/// When the process is gone.
pub fn family_seconds(process: u32) -> Result<f64> {
    Ok(family_ticks(process)? / TICKS_PER_SECOND)
}

fn family_ticks(process: u32) -> Result<f64> {
    let parent = Stat::of(&process.to_string())?;
    let mut ticks = parent.own_ticks() + parent.field(13)? + parent.field(14)?;
    for entry in fs::read_dir("/proc")?.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| name.bytes().all(|byte| byte.is_ascii_digit())) else {
            continue;
        };
        // A process may end between listing and reading; its time then is in its parent's.
        if let Ok(child) = Stat::of(name)
            && child.field(1)? as u32 == process
        {
            ticks += child.own_ticks();
        }
    }
    Ok(ticks)
}

/// The fields of `/proc/PID/stat` after the command, which may itself hold spaces.
struct Stat(Vec<f64>);

impl Stat {
    fn of(process: &str) -> Result<Self> {
        let path = format!("/proc/{process}/stat");
        let text = fs::read_to_string(&path).with_context(|| format!("can't read {path}"))?;
        let (_, rest) = text.rsplit_once(')').with_context(|| format!("{path} has no command"))?;
        let fields: Vec<f64> =
            rest.split_whitespace().map(|field| field.parse().unwrap_or_default()).collect();
        anyhow::ensure!(fields.len() > 14, "{path} is too short");
        Ok(Self(fields))
    }

    fn field(&self, index: usize) -> Result<f64> {
        self.0.get(index).copied().context("a field is missing in /proc/PID/stat")
    }

    fn own_ticks(&self) -> f64 {
        self.0[11] + self.0[12]
    }
}

fn machine_ticks() -> Result<f64> {
    let text = fs::read_to_string("/proc/stat").context("can't read /proc/stat")?;
    let line = text.lines().next().context("/proc/stat is empty")?;
    let fields: Vec<f64> = line.split_whitespace().skip(1).filter_map(|field| field.parse().ok()).collect();
    anyhow::ensure!(fields.len() > 6, "/proc/stat is too short");
    let (idle, waiting) = (3, 4);
    Ok(fields[..7].iter().enumerate().filter(|(at, _)| *at != idle && *at != waiting).map(|(_, v)| v).sum())
}

/// Resident memory in MB (10⁶ bytes), now and at its highest.
///
/// # Errors
/// When the process is gone.
pub fn memory(process: u32) -> Result<(f64, f64)> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    let kib = |name| number_after(&text, name).with_context(|| format!("no {name} in /proc/PID/status"));
    Ok((kib("VmRSS:")? * 1024.0 / 1e6, kib("VmHWM:")? * 1024.0 / 1e6))
}

/// Bytes that the process caused to be written to a disk so far.
///
/// # Errors
/// When the process is gone.
pub fn bytes_written(process: u32) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/io"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("write_bytes:"));
    line.and_then(|value| value.trim().parse().ok()).context("no write_bytes in /proc/PID/io")
}

/// How long `condition` took to become true, asked every 10 ms; `None` after `patience`.
pub fn wait_until(patience: Duration, mut condition: impl FnMut() -> bool) -> Option<Duration> {
    let start = Instant::now();
    while start.elapsed() < patience {
        if condition() {
            return Some(start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    None
}

fn number_after(text: &str, name: &str) -> Option<f64> {
    let (_, rest) = text.split_once(name)?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_time_of_a_busy_process_is_seen() {
        let me = Watched { server: std::process::id(), postgres: None };
        let before = me.read().unwrap();
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(200) {
            std::hint::black_box(before);
        }
        assert!(me.read().unwrap().server_seconds_since(&before) >= 0.05);
    }

    #[test]
    fn memory_and_bytes_written_of_this_process_can_be_read() {
        let (now, peak) = memory(std::process::id()).unwrap();
        assert!(now > 0.5 && peak >= now, "{now} {peak}");
        assert!(bytes_written(std::process::id()).unwrap() >= 0.0);
    }

    #[test]
    fn a_process_that_is_gone_is_an_error() {
        assert!(Watched { server: u32::MAX, postgres: None }.read().is_err());
    }
}
