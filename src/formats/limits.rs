//! Why a file is not read, and how much of one is.

use crate::messages::Message;
use serde::Deserialize;
use serde::Serialize;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// It is something else.
    Kind(Kind),
    /// It cannot be read, for this reason.
    Unreadable(String),
    /// Its reader gave up without a reason.
    Damaged,
}

/// No return has more cells than this.
pub const MOST_CELLS: usize = 4_000_000;

/// What a file is that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Nothing.
    Empty,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// An archive other than .zip.
    Archive,
    /// A workbook with a password.
    Encrypted,
    /// A file that a programme of the office keeps encrypted.
    Protected,
    /// A web page with all that belongs to it in one file, as Excel saves it.
    WebArchive,
    /// A Word document.
    Word,
    /// A presentation.
    Slides,
    /// A workbook of Excel 4 or before.
    OldExcel,
    /// A file of which more comes out than any return can hold.
    TooLarge,
    /// A file in an archive that cannot be unpacked: damaged, or packed in a way that is not known.
    Packed,
    /// Something else.
    Unknown,
}

impl Kind {
    /// The key of its name.
    #[must_use]
    pub fn key(self) -> Message {
        match self {
            Self::Empty => key!("kind-empty"),
            Self::Pdf => key!("kind-pdf"),
            Self::Picture => key!("kind-picture"),
            Self::Archive => key!("kind-archive"),
            Self::Encrypted => key!("kind-encrypted"),
            Self::Protected => key!("kind-protected"),
            Self::WebArchive => key!("kind-web-archive"),
            Self::Word => key!("kind-word"),
            Self::Slides => key!("kind-slides"),
            Self::OldExcel => key!("kind-old-excel"),
            Self::TooLarge => key!("kind-too-large"),
            Self::Packed => key!("kind-packed"),
            Self::Unknown => key!("kind-other"),
        }
    }
}

/// More than this does not come out of a return, in bytes. A form has some ten thousand.
pub const MOST_BYTES: u64 = 256 << 20;
