//! The floor under reading: unzips every workbook of a workspace, tokenises the XML in it and
//! does nothing else, on all cores. `cargo run --release --example floor FOLDER`

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use quick_xml::Reader;
use quick_xml::events::Event;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use walkdir::WalkDir;
use zip::ZipArchive;

fn tokens(path: &PathBuf) -> Result<u64> {
    let mut archive = ZipArchive::new(Cursor::new(std::fs::read(path)?))?;
    let mut sum = 0;
    let mut xml = Vec::new();
    for at in 0..archive.len() {
        xml.clear();
        archive.by_index(at)?.read_to_end(&mut xml)?;
        let mut reader = Reader::from_reader(xml.as_slice());
        loop {
            match reader.read_event()? {
                Event::Eof => break,
                _ => sum += 1,
            }
        }
    }
    Ok(sum)
}

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("a workspace")?;
    let files: Vec<PathBuf> = WalkDir::new(PathBuf::from(folder).join("returns"))
        .into_iter()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "xlsx"))
        .map(walkdir::DirEntry::into_path)
        .collect();
    let sum: u64 = files.par_iter().map(tokens).sum::<Result<u64>>()?;
    std::io::Write::write_all(
        &mut std::io::stdout(),
        format!("{} files, {sum} events\n", files.len()).as_bytes(),
    )?;
    Ok(())
}
