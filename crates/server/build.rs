//! Packs what the binary carries: the description of the API, and the web apps if they were built.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Error, Result, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn main() -> Result<()> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or_else(|| Error::other("cargo sets OUT_DIR"))?);
    description(&out)?;
    web(&out)
}

fn description(out: &Path) -> Result<()> {
    let kept = Path::new(ROOT).join("docs/openapi.json");
    println!("cargo::rerun-if-changed={}", kept.display());
    pack(&out.join("openapi.json.gz"), fs::read_to_string(kept)?.trim_end().as_bytes())
}

/// Writes a table of the files of the web apps, in the order of their paths; it is empty if they were not built.
fn web(out: &Path) -> Result<()> {
    let built = Path::new(ROOT).join("web/build");
    println!("cargo::rerun-if-changed={}", built.display());
    let mut files = Vec::new();
    if built.is_dir() {
        gather(&built, "", &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (nth, path) in files.iter().enumerate() {
        let packed = out.join(format!("web-{nth}.gz"));
        pack(&packed, &fs::read(built.join(path))?)?;
        writeln!(table, "    ({path:?}, include_bytes!({packed:?})),").map_err(Error::other)?;
    }
    table.push_str("]\n");
    fs::write(out.join("web.rs"), table)
}

/// The paths of all files below a folder.
fn gather(folder: &Path, below: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| Error::other("a file whose name is no text"))?;
        let path = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn pack(to: &Path, bytes: &[u8]) -> Result<()> {
    let mut packer = GzEncoder::new(File::create(to)?, Compression::best());
    packer.write_all(bytes)?;
    packer.finish()?.flush()
}
