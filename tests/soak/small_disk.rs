//! A disk that is soon full.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system of a few MiB in memory, unmounted when this value goes.
pub struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts one; `None` where that is not permitted.
    pub fn mount(mebibytes: u32) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("docket-disk-").tempdir().expect("a folder").keep();
        let size = format!("size={mebibytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&folder).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { folder });
        }
        drop(std::fs::remove_dir(&folder));
        None
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.folder).output());
        drop(std::fs::remove_dir(&self.folder));
    }
}
