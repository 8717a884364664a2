//! Whether a report still holds: its files are those that were written, the inputs are those
//! that were read, and the same program makes the same of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::digest::sha256;
use crate::manifest::Manifest;
use crate::messages::Messages;
use crate::report::publish::foreign;

/// Something that does not hold; `verify-<word>` is its sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A file of the report is missing or is not what was written.
    Altered(String),
    /// An input is not what was read.
    Input(String),
    /// An input that was not there.
    NewInput(String),
    /// An input that is there no more.
    LostInput(String),
    /// The program makes something else of the inputs.
    Differs(String),
    /// The report was made by another version.
    Version(String),
    /// A file in the folder that the program did not write.
    Foreign(String),
    /// What the manifest says of the plans or of how much there was.
    Manifest(String),
}

impl Fault {
    /// The sentence.
    #[must_use]
    pub fn sentence(&self, messages: &Messages) -> String {
        let (key, what) = match self {
            Self::Altered(file) => (key!("verify-altered"), file),
            Self::Input(file) => (key!("verify-input"), file),
            Self::NewInput(file) => (key!("verify-new-input"), file),
            Self::LostInput(file) => (key!("verify-lost-input"), file),
            Self::Differs(file) => (key!("verify-differs"), file),
            Self::Version(version) => (key!("verify-version"), version),
            Self::Foreign(file) => (key!("verify-foreign"), file),
            Self::Manifest(what) => (key!("verify-manifest"), what),
        };
        say!(messages, key, what = what)
    }
}

/// Everything that does not hold of a report in `folder`, against the manifest and the digests of
/// what the program makes of the inputs as they are now.
#[must_use]
pub fn faults(
    folder: &Path,
    manifest: &Manifest,
    now: &Manifest,
    made: &BTreeMap<String, String>,
) -> Vec<Fault> {
    let inputs = &now.inputs;
    let mut faults = Vec::new();
    if manifest.version != now.version {
        faults.push(Fault::Version(manifest.version.clone()));
    }
    if manifest.edition != now.edition {
        faults.push(Fault::Manifest(manifest.edition.clone().unwrap_or_default()));
    }
    if manifest.counts != now.counts {
        let counts = manifest.counts.iter().filter(|(name, count)| now.counts.get(*name) != Some(count));
        faults.extend(counts.map(|(name, count)| Fault::Manifest(format!("{name} = {count}"))));
    }
    faults.extend(foreign(folder, manifest).into_iter().map(Fault::Foreign));
    let names: BTreeSet<&String> = manifest.inputs.keys().chain(inputs.keys()).collect();
    for name in names {
        match (manifest.inputs.get(name), inputs.get(name)) {
            (Some(then), Some(now)) if then != now => faults.push(Fault::Input(name.clone())),
            (Some(_), None) => faults.push(Fault::LostInput(name.clone())),
            (None, Some(_)) => faults.push(Fault::NewInput(name.clone())),
            (Some(_) | None, _) => {}
        }
    }
    for (name, digest) in &manifest.outputs {
        let there = fs::read(folder.join(name)).ok().map(|bytes| sha256(&bytes));
        if there.as_ref() != Some(digest) {
            faults.push(Fault::Altered(name.clone()));
        }
    }
    let names: BTreeSet<&String> = manifest.outputs.keys().chain(made.keys()).collect();
    let differs = names.into_iter().filter(|name| manifest.outputs.get(*name) != made.get(*name));
    faults.extend(differs.cloned().map(Fault::Differs));
    faults
}
