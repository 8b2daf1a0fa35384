//! Packs the description of the API, which the binary carries.

use std::fs::File;
use std::io::{Error, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> std::io::Result<()> {
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    println!("cargo::rerun-if-changed={kept}");
    let folder = std::env::var_os("OUT_DIR").ok_or_else(|| Error::other("cargo sets OUT_DIR"))?;
    let file = File::create(Path::new(&folder).join("openapi.json.gz"))?;
    let mut packer = GzEncoder::new(file, Compression::best());
    packer.write_all(std::fs::read_to_string(kept)?.trim_end().as_bytes())?;
    packer.finish()?.flush()
}
