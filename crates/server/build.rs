//! Packs what the binary carries: the description of the API, the page that shows it, and the web apps if they were built.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Cursor, Error, Read, Result, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::ZipArchive;

/// The repository, from the package: cargo runs this there. A path that was known when this was built may be another checkout's, since
/// checkouts may share a target folder.
const ROOT: &str = "../..";
/// The page that shows the description, with what draws it; of Swagger UI nothing else is needed.
const PAGE: &str = "page/docs.html";
const DRAWS: [&str; 2] = ["swagger-ui-bundle.js", "swagger-ui.css"];

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

/// Writes a table of the files that browsers ask for, in the order of their paths.
fn web(out: &Path) -> Result<()> {
    let mut files = page()?;
    let built = Path::new(ROOT).join("web/build");
    println!("cargo::rerun-if-changed={}", built.display());
    let mut paths = Vec::new();
    if built.is_dir() {
        gather(&built, "", &mut paths)?;
    }
    for path in paths {
        let bytes = fs::read(built.join(&path))?;
        files.push((path, bytes));
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (nth, (path, bytes)) in files.iter().enumerate() {
        let packed = out.join(format!("web-{nth}.gz"));
        pack(&packed, bytes)?;
        writeln!(table, "    ({path:?}, include_bytes!({packed:?})),").map_err(Error::other)?;
    }
    table.push_str("]\n");
    fs::write(out.join("web.rs"), table)
}

/// The page at `/docs`.
fn page() -> Result<Vec<(String, Vec<u8>)>> {
    println!("cargo::rerun-if-changed={PAGE}");
    let mut files = vec![("docs/index.html".to_owned(), fs::read(PAGE)?)];
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED))?;
    for place in 0..archive.len() {
        let mut file = archive.by_index(place)?;
        let path = file.name().map_err(Error::other)?.into_owned();
        if let Some(name) = DRAWS.iter().find(|name| path.ends_with(&format!("/dist/{name}"))) {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            files.push((format!("docs/{name}"), bytes));
        }
    }
    Ok(files)
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
