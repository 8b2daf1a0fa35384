//! What must hold when things break in the middle (processes killed, disks full), and when many change the same thing. A short
//! run by default, long with `DOCKET_SOAK=full`.

mod contexts;
mod cycles;
mod dice;
mod disk_full;
#[path = "../http/harness/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the HTTP tests use more of it")]
mod harness;
mod killed;
mod small_disk;
mod waits;

/// How often to repeat what depends on luck.
fn rounds(short: u32, full: u32) -> u32 {
    if std::env::var_os("DOCKET_SOAK").is_some_and(|soak| soak == "full") { full } else { short }
}
