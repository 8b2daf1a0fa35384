//! Lines for a shell, run as a reader of the documents would run them.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use crate::docket::{Home, text};

/// Stands before the real `curl`: notes status and address of what was asked, and fails unless it is answered with a 2xx.
const CURL: &str = "#!/bin/sh\nexec env PATH=\"$REAL_PATH\" curl --fail -w \"%{stderr}ASKED %{http_code} %{url_effective}\\n\" \"$@\" 2>>\"$ASKED\"\n";

/// A shell in the folder of a home, with the repository's documents beside.
pub struct Shell {
    folder: PathBuf,
}

impl Shell {
    pub fn new(home: &Home) -> Self {
        let folder = home.path("shell");
        std::fs::create_dir_all(folder.join("bin")).unwrap();
        let curl = folder.join("bin/curl");
        std::fs::write(&curl, CURL).unwrap();
        std::fs::set_permissions(&curl, std::fs::Permissions::from_mode(0o755)).unwrap();
        let documents = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs");
        std::os::unix::fs::symlink(documents, folder.join("docs")).unwrap();
        Self { folder }
    }

    /// Runs a script with `sh -e`; fails if a line does, or a request is not answered with a 2xx. What it prints.
    pub fn run(&self, script: &str) -> String {
        let path = std::env::var_os("PATH").unwrap();
        let mut first = self.folder.join("bin").into_os_string();
        first.push(":");
        first.push(&path);
        let mut command = Command::new("sh");
        command.args(["-e", "-c", script]).current_dir(&self.folder);
        command.env("PATH", first).env("REAL_PATH", &path);
        let output = command.env("ASKED", self.folder.join("asked")).output().unwrap();
        assert!(output.status.success(), "{}\n{}", self.log(), text(&output.stderr));
        for asked in self.asked() {
            assert!(asked.starts_with('2'), "{asked}");
        }
        text(&output.stdout)
    }

    /// Status and address of each request.
    pub fn asked(&self) -> Vec<String> {
        self.log().lines().filter_map(|line| Some(line.strip_prefix("ASKED ")?.to_owned())).collect()
    }

    /// What curl said.
    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("asked")).unwrap_or_default()
    }
}
