//! What a page may do: nothing but show itself and run its own script.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The Content-Security-Policy of a page that has these scripts in it: nothing is loaded,
/// sent or framed, and no script runs but one whose text is one of these to the last byte, as a
/// browser reads it: with line feeds, whatever the lines end in.
#[must_use]
pub fn text(scripts: &[&str]) -> String {
    let digest = |script: &str| STANDARD.encode(Sha256::digest(script.replace("\r\n", "\n").as_bytes()));
    let hash = |script: &&str| format!(" 'sha256-{}'", digest(script));
    let scripts: String = scripts.iter().map(hash).collect();
    let scripts = if scripts.is_empty() { " 'none'".to_owned() } else { scripts };
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src{scripts}; base-uri 'none'; form-action 'none'"
    )
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::text;
    use crate::report::publish::OutputFile;

    #[test]
    fn line_ends_of_a_checkout_change_neither_a_page_nor_what_it_allows() {
        let script = include_str!("../../templates/script.js");
        let as_windows = script.replace('\n', "\r\n");
        assert_ne!(script, as_windows);
        assert_eq!(text(&[script]), text(&[&as_windows]));
        assert_eq!(OutputFile::new("a.html", as_windows).bytes, script.as_bytes());
        assert_eq!(OutputFile::new("a.txt", "a\r\n".into()).bytes, b"a\r\n");
        let kept = std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".gitattributes"));
        assert_eq!(kept.unwrap().lines().find(|line| !line.starts_with('#')), Some("* -text"));
    }
}
