//! Programs that nobody wrote for Docket, let loose on a server of their own: a HAL client and Schemathesis.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::docket::{self, Profile};
use crate::install;
use crate::run::{Run, Running};
use crate::workspace::Workspace;

/// How long Schemathesis tries within `ci`.
pub const BOUNDED: Duration = Duration::from_secs(60);
/// How long it tries within `soak`.
pub const FULL: Duration = Duration::from_secs(900);

/// What Schemathesis and all that it needs are pinned to.
const REQUIREMENTS: &str = "tests/schemathesis/requirements.txt";
/// What may not be in an answer. That bad input is accepted is no failure: some rules are in no schema.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance";
/// Operations that end tokens; they are tried last, with a token of their own.
const ENDS: [&str; 2] = ["/admin/v1/tokens/{id}", "/oauth/token"];
/// A stream without an end.
const ENDLESS: &str = "/device/v1/feed";

/// Bodies of bytes, which it can't make.
const BYTES: [&str; 2] = ["/attachments/{id}/content", "/device/v1/uploads/{id}"];

/// `cargo xtask clients`: both, as `ci` runs them.
pub fn run(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "clients takes no arguments");
    install::all()?;
    let workspace = Workspace::load()?;
    hal(&workspace)?;
    schemathesis(&workspace, BOUNDED)
}

/// A HAL client walks a fresh server by its links.
pub fn hal(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join("tests/hal");
    Run::new("npm").args(["ci", "--no-audit", "--no-fund"]).within(&folder).run()?;
    let server = Server::start(workspace, "hal")?;
    let token = server.token("walker")?;
    Run::new("node").args(["walk.mjs", &server.base]).env("TOKEN", &token).within(&folder).run()
}

/// Schemathesis sends every operation of the API description what it allows and what it doesn't, for about this long: none
/// may answer 5xx, with a status that is not described, or outside the schema of its answer.
pub fn schemathesis(workspace: &Workspace, time: Duration) -> Result<()> {
    let program = installed(workspace)?;
    let server = Server::start(workspace, "schemathesis")?;
    let token = server.token("fuzz")?;
    let seconds = time.as_secs().to_string();
    let others = ENDS.iter().chain(&BYTES).chain([&ENDLESS]).flat_map(|path| ["--exclude-path", *path]);
    server.fuzzed(&program, &token, others.chain(["--max-time", &seconds]))?;
    ensure!(
        !server.tokens()?.contains("revoked"),
        "the token ended on the way: what came after tried nothing"
    );
    let these = ENDS.iter().flat_map(|path| ["--include-path", *path]);
    let token = server.token("ends")?;
    server.fuzzed(&program, &token, these.chain(["--max-examples", "20"]))
}

/// Installs Schemathesis beside the build, unless it is there as pinned.
fn installed(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("schemathesis");
    let pinned = workspace.root.join(REQUIREMENTS);
    let wanted = std::fs::read(&pinned).with_context(|| format!("cannot read {}", pinned.display()))?;
    let mark = folder.join("installed.txt");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(folder.join("bin/schemathesis"));
    }
    Run::new("python3").args(["-m", "venv", "--clear"]).args([&folder]).run()?;
    let pip = Run::new(folder.join("bin/pip")).args(["install", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--requirement"]).args([&pinned]).run()?;
    std::fs::write(&mark, &wanted).with_context(|| format!("cannot write {}", mark.display()))?;
    Ok(folder.join("bin/schemathesis"))
}

/// A server on data that only one of the programs sees.
struct Server {
    binary: PathBuf,
    folder: PathBuf,
    base: String,
    _running: Running,
}

impl Server {
    fn start(workspace: &Workspace, name: &str) -> Result<Self> {
        let binary = docket::build(workspace, Profile::Debug)?;
        let folder = workspace.target.join("clients").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let serve = docket(&binary, &folder).args(["serve", "--listen", "127.0.0.1:0"]);
        let (running, base) = serve.start("listening on ", &folder.join("log"))?;
        Ok(Self { binary, folder, base, _running: running })
    }

    /// A token that may do everything.
    fn token(&self, subject: &str) -> Result<String> {
        let words = ["token", "--subject", subject, "--grant", "all"];
        let token = docket(&self.binary, &self.folder).args(words).output()?;
        Ok(String::from_utf8(token).context("a token is text")?.trim().to_owned())
    }

    /// The tokens that were given out, a line each.
    fn tokens(&self) -> Result<String> {
        let listed = docket(&self.binary, &self.folder).args(["token", "--list"]).output()?;
        String::from_utf8(listed).context("a list is text")
    }

    fn fuzzed<'a>(
        &self,
        program: &Path,
        token: &str,
        options: impl IntoIterator<Item = &'a str>,
    ) -> Result<()> {
        let description = format!("{}/openapi.json", self.base);
        let header = format!("x-access-token: {token}");
        let run = Run::new(program).args(["run", &description, "--header", &header, "--checks", CHECKS]);
        // With two workers, threads, Python's own parser sometimes fails and takes an operation with it.
        let run = run.args(["--workers", "1", "--request-timeout", "30", "--continue-on-failure"]);
        // The links that it guesses from our addresses mix the two dialects up, so nothing is tried along links.
        let run = run.args(["--phases", "coverage,fuzzing"]);
        // Its memory of earlier runs would make one run differ from the next, in the folder where we stand.
        let run = run.args(["--generation-database", "none", "--no-color", "--warnings", "off"]);
        run.args(options).within(&self.folder).run()
    }
}

fn docket(binary: &Path, folder: &Path) -> Run {
    Run::new(binary).args(["--data"]).args([folder]).within(folder)
}
