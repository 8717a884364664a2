//! What every folder that the program writes says of itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// The description of the tables of a folder.
pub const PACKAGE: &str = "data/datapackage.json";
/// Every folder that the program writes has this file; only such a folder is replaced.
pub const MANIFEST: &str = "data/manifest.json";
/// What a folder was made from, by whom, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `dabiao`.
    pub program: String,
    /// The version of the program that wrote it.
    pub version: String,
    /// The command that wrote the folder.
    pub command: String,
    /// The edition of the plans; none where no plans were used.
    pub edition: Option<String>,
    /// The year of the report.
    pub year: i32,
    /// The language, `zh` or `en`.
    pub lang: String,
    /// The day that the documents bear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// The day by which those answer who are asked for something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<NaiveDate>,
    /// SHA-256 of the manifest of the report that was published before, where this one was made
    /// after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// SHA-256 of every file that was read, by its name in the workspace; of a report that is
    /// published without the returns.
    pub inputs: BTreeMap<String, String>,
    /// How much there was of what.
    pub counts: BTreeMap<String, Json>,
    /// SHA-256 of every other file in the folder.
    pub outputs: BTreeMap<String, String>,
}

impl Manifest {
    /// That of a folder; none where the program has not written it.
    #[must_use]
    pub fn read(folder: &Path) -> Option<Self> {
        let bytes = fs::read(folder.join(MANIFEST)).ok()?;
        let manifest: Self = serde_json::from_slice(&bytes).ok()?;
        (manifest.program == env!("CARGO_PKG_NAME")).then_some(manifest)
    }
}
