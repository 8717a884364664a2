//! What a page may do: nothing but show itself and run its own script.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The Content-Security-Policy of a page that has these scripts in it: nothing is loaded,
/// sent or framed, and no script runs but one whose text is one of these to the last byte.
#[must_use]
pub fn text(scripts: &[&str]) -> String {
    let hash = |script: &&str| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes())));
    let scripts: String = scripts.iter().map(hash).collect();
    let scripts = if scripts.is_empty() { " 'none'".to_owned() } else { scripts };
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src{scripts}; base-uri 'none'; form-action 'none'"
    )
}
